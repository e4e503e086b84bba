// 待上传: what is still on the phone and why, what can be done about it, and which pages are held.
import { counts, when } from "./bar.js";
import { canHold, fetchPack, register } from "./pack.js";
import { all, remove, STATES, update } from "./queue.js";
import { flush, hello } from "./send.js";
import { recall, store, watch } from "./store.js";

const TONES = { waiting: "orange", refused: "red", stale: "yellow" };

export function attach(box) {
  if (box.dataset.ready) return;
  box.dataset.ready = "yes";
  if (location.pathname !== "/offline/") box.querySelector("[data-not-held]").hidden = false;
  box.addEventListener("click", (event) => act(box, event));
  watch(() => draw(box));
  for (const event of ["online", "offline"]) window.addEventListener(event, () => draw(box));
  draw(box);
  drawHeld(box);
  whoIsHere(box);
}

/** Whoever signed in a moment ago finds what is theirs, and it goes up. */
async function whoIsHere(box) {
  const before = (await recall("who"))?.who;
  await hello().catch(() => {});
  await draw(box);
  if ((await recall("who"))?.who === before) return;
  await drawHeld(box);
  await flush().catch(() => {});
}

async function draw(box) {
  const [entries, who, signed] = await Promise.all([all(), recall("who"), recall("signed")]);
  const mine = entries.filter((entry) => entry.who === who?.who);
  const list = box.querySelector("[data-queue]");
  list.replaceChildren(...mine.map((entry) => drawn(box, entry)));
  box.querySelector("[data-empty]").hidden = mine.length > 0;
  box.querySelector("[data-send]").hidden = mine.length === 0;
  const { others } = await counts();
  say(box, "[data-others]", others ? `这台手机上还有别人存下的 ${others} 项，只有本人登录后才会上传。` : "");
  say(box, "[data-signed]", signed === false && mine.length ? "登录已过期：请先登录，这些内容才会上传。" : "");
  say(box, "[data-line]", navigator.onLine === false ? "现在没有网络。联网后会自动上传。" : "");
}

function say(box, selector, words) {
  const line = box.querySelector(selector);
  line.hidden = !words;
  line.querySelector("[data-words]").textContent = words;
}

function drawn(box, entry) {
  const card = box.querySelector("[data-entry-blank]").content.firstElementChild.cloneNode(true);
  card.dataset.id = entry.id;
  const set = (name, words) => (card.querySelector(`[data-${name}]`).textContent = words);
  set("title", entry.title);
  set("at", `${when(entry.at)} 办理${entry.items ? ` · ${entry.items.length} 条` : ""}${photos(entry)}`);
  const state = card.querySelector("[data-state]");
  state.textContent = STATES[entry.state];
  state.className = `badge bg-${TONES[entry.state]}-lt`;
  const reasons = card.querySelector("[data-problems]");
  const told = entry.differences?.length ? [{ message: "您打开之后，这条记录被别人改过。请对照后再提交。" }] : entry.problems;
  reasons.replaceChildren(...told.map(({ message }) => Object.assign(document.createElement("div"), { textContent: message })));
  reasons.hidden = !told.length;
  if (entry.differences?.length) drawDifferences(card, entry);
  const said = card.querySelector("[data-said]");
  said.hidden = !entry.said?.length;
  said.querySelector("dl").replaceChildren(...(entry.said ?? []).map(([label, value]) => fact(label, value)));
  card.querySelector("[data-ways]").hidden = entry.state === "waiting";
  card.querySelector("[data-mend]").hidden = !entry.page;
  // Sent again as it is, a conflict stays one: it wants to be looked at.
  card.querySelector("[data-again]").hidden = entry.state !== "refused";
  return card;
}

const photos = (entry) => {
  const n = entry.fields.filter(([, value]) => value?.file).length;
  return n ? ` · 照片和文件 ${n} 个` : "";
};

function drawDifferences(card, entry) {
  const table = card.querySelector("[data-differences]");
  table.hidden = false;
  const rows = entry.differences.map((one) => {
    const row = document.createElement("tr");
    for (const words of [one.label, one.seen, one.now]) row.append(Object.assign(document.createElement("td"), { textContent: words }));
    return row;
  });
  table.querySelector("tbody").replaceChildren(...rows);
}

function fact(label, value) {
  const line = document.createElement("div");
  line.append(Object.assign(document.createElement("dt"), { textContent: label }), Object.assign(document.createElement("dd"), { textContent: value }));
  return line;
}

async function act(box, event) {
  const button = event.target.closest("button");
  if (!button) return;
  const id = button.closest("[data-id]")?.dataset.id;
  if (button.matches("[data-send]")) await busy(button, send(box));
  else if (button.matches("[data-again]")) {
    await update(id, { state: "waiting", problems: [], differences: [] });
    await busy(button, send(box));
  } else if (button.matches("[data-mend]")) {
    const entry = (await all()).find((one) => one.id === id);
    location.assign(`${entry.page}#mend=${id}`);
  } else if (button.matches("[data-discard]")) button.closest("[data-id]").querySelector("[data-sure]").hidden = false;
  else if (button.matches("[data-keep]")) button.closest("[data-sure]").hidden = true;
  else if (button.matches("[data-discard-sure]")) await remove(id);
  else if (button.matches("[data-hold]")) await busy(button, hold(box));
}

async function busy(button, work) {
  button.classList.add("btn-loading");
  await work.finally(() => button.classList.remove("btn-loading"));
}

const SAID = { done: "都已上传。", offline: "还连不上系统，联网后会自动上传。", sign_in: "请先登录，再上传。", refused: "有的没有办成，原因写在下面。", failed: "系统暂时办不了，稍后会自动再试。", other: "现在登录的是另一个人，只有本人登录后才会上传。" };

async function send(box) {
  const { outcome } = await flush().catch(() => ({ outcome: "offline" }));
  say(box, "[data-told]", SAID[outcome] ?? "");
}

async function hold(box) {
  await register();
  await fetchPack({ force: true, progress: (told) => drawProgress(box, told) });
  await drawHeld(box);
}

function drawProgress(box, { done, all: total }) {
  const bar = box.querySelector("[data-progress]");
  bar.hidden = done >= total;
  bar.querySelector(".progress-bar").style.width = `${(100 * done) / Math.max(total, 1)}%`;
  box.querySelector("[data-held-said]").textContent = `正在存到手机 ${done}/${total}`;
}

async function drawHeld(box) {
  const line = box.querySelector("[data-held-said]");
  if (!canHold()) {
    box.querySelector("[data-hold]").hidden = true;
    line.textContent = "这个浏览器不能把页面存在手机上；打开着的页面里填的内容断网时仍会保住。请用手机自带浏览器打开，并请学校启用 https。";
    return;
  }
  const [held, last, who] = await Promise.all([(await store()).getAll("held"), recall("pack"), recall("who")]);
  const mine = held.filter((one) => one.who === who?.who);
  line.textContent = mine.length ? `已存 ${mine.length} 页${last ? ` · ${when(last.at)} 更新` : ""}` : "还没有存下页面，联网时打开系统会自动存。";
  const groups = new Map();
  for (const one of mine) groups.set(one.group || "其他", [...(groups.get(one.group || "其他") ?? []), one]);
  box.querySelector("[data-held]").replaceChildren(...[...groups].map(([name, pages]) => group(box, name, pages)));
}

function group(box, name, pages) {
  const part = box.querySelector("[data-group-blank]").content.firstElementChild.cloneNode(true);
  part.querySelector("[data-name]").textContent = `${name}（${pages.length}）`;
  const links = pages.map(({ url, title }) => Object.assign(document.createElement("a"), { href: url, textContent: title, className: "list-group-item list-group-item-action" }));
  part.querySelector("[data-links]").replaceChildren(...links);
  return part;
}
