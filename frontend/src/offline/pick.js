// Finding a row by words in the list the phone holds: names and initials, as the server would.
import { recall, whoHere } from "./store.js";

const OFFERED = 12;

export async function search(field) {
  const pick = field.closest(".pick");
  const key = field.getAttribute("hx-get").split("/")[2];
  const [held, { who }] = await Promise.all([recall(`rows:${key}`), whoHere()]);
  const list = pick.querySelector(".pick-list");
  if (held?.who !== who) return list.replaceChildren(line("没有网络，手机上也没有这份名单，请联网后再选。"));
  const words = field.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const found = held.rows.filter(([, name, initials]) => words.every((word) => name.toLowerCase().includes(word) || initials.includes(word)));
  return list.replaceChildren(...(found.length ? found.slice(0, OFFERED).map(button) : [line(`没有找到“${field.value.trim()}”`)]));
}

function button([id, name]) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "list-group-item list-group-item-action", textContent: name });
  made.dataset.pickValue = id;
  return made;
}

const line = (words) => Object.assign(document.createElement("div"), { className: "list-group-item text-secondary", textContent: words });
