import { waiting } from "./offline/index.js";

/**
 * The points of a round where there is no network: what was scanned is ticked off here and goes up later. The page holds no code, only its
 * seal, so nobody can prove a point by reading the page.
 */
export async function attach(box) {
  if (box.dataset.ready) return;
  box.dataset.ready = "yes";
  box.addEventListener("offline:kept", ({ detail }) => kept(box, detail.entry, true));
  for (const entry of await waiting({ url: box.dataset.points }).catch(() => [])) await kept(box, entry, false);
}

async function kept(box, entry, isNew) {
  const given = Object.fromEntries(entry.fields);
  const line = given.code ? await lineOfCode(box, given.code) : box.querySelector(`[data-point="${given.point}"]`);
  if (line) tick(line);
  else note(box, given.code);
  const told = box.querySelector("[data-points-kept]");
  told.textContent = ` · ${(told.dataset.count = Number(told.dataset.count ?? 0) + 1)} 个待上传`;
  if (isNew) box.querySelectorAll("input[name=code],input[name=reason]").forEach((field) => (field.value = ""));
}

function tick(line) {
  const badge = line.querySelector("[data-not-yet]");
  if (badge) Object.assign(badge, { className: "badge bg-orange-lt", textContent: "已到，待上传" });
  delete line.dataset.seal;
}

/** Not one of the round's as far as the phone can tell: kept all the same, the office will see. */
function note(box, code) {
  const line = document.createElement("li");
  line.className = "list-group-item text-red";
  line.textContent = `“${code}”不像本次路线上的点位，已记下，联网后核对。`;
  box.querySelector("ol").append(line);
}

async function lineOfCode(box, scanned) {
  const code = scanned.normalize("NFKC").trim().split("?")[0].split("#")[0].replace(/\/+$/, "").split("/").pop().toUpperCase();
  if (!crypto.subtle) return null;
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${box.dataset.row}:${code}`));
  const seal = [...new Uint8Array(bytes)].map((b) => b.toString(16).padStart(2, "0")).join("").slice(0, 16);
  return box.querySelector(`[data-seal="${seal}"]`);
}
