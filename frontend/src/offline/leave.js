// Signing out with things still on the phone: they stay, and nobody else sees them.
import { counts } from "./bar.js";
import { remember } from "./store.js";

export async function attach(form) {
  form.addEventListener("submit", () => remember("who", { who: "", name: "" }).catch(() => {}));
  const { waiting, stuck } = await counts();
  const said = form.querySelector("[data-left]");
  if (!said || !(waiting + stuck)) return;
  said.hidden = false;
  said.querySelector("span").textContent = `这台手机上还有 ${waiting + stuck} 项没有上传。退出后不会丢，您下次登录时再上传。`;
}
