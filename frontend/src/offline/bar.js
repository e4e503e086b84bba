// The line at the head of a page: no network, shown as it was at 10:32, how many things wait. Starts the queue's own tries.
import { all, rowOf } from "./queue.js";
import { flush, measure } from "./send.js";
import { recall, remember, watch } from "./store.js";
import { askForSync } from "./sync.js";

const TRY_EVERY = 20_000;
const body = document.body;

export async function start(meta) {
  const heldAt = body.dataset.heldAt;
  if (!heldAt && meta) await remember("who", await whoOf(meta.content));
  watch(draw);
  for (const event of ["online", "offline"]) window.addEventListener(event, draw);
  window.addEventListener("online", attempt);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && attempt());
  setInterval(attempt, TRY_EVERY);
  await draw();
  await measure().catch(() => {});
  await attempt();
}

async function whoOf(who) {
  const known = await recall("who");
  return who === "-" ? { who: "", name: "" } : { who, name: known?.who === who ? known.name : "" };
}

export async function counts() {
  const who = (await recall("who"))?.who;
  const entries = await all();
  const mine = entries.filter((entry) => entry.who === who);
  return { waiting: mine.filter((e) => e.state === "waiting").length, stuck: mine.filter((e) => e.state !== "waiting").length, others: entries.length - mine.length };
}

async function attempt() {
  const { waiting } = await counts();
  if (!waiting || navigator.onLine === false) return;
  askForSync();
  await flush().catch(() => {});
}

async function draw() {
  const line = document.querySelector("[data-offline-bar]");
  if (!line) return;
  const { waiting, stuck } = await counts();
  const said = [];
  const heldAt = body.dataset.heldAt;
  if (heldAt) said.push(`没有网络，这是 ${when(Number(heldAt))} 存下的内容`);
  else if (navigator.onLine === false) said.push("没有网络，做的事会存在手机上");
  if (stuck) said.push(`${stuck} 项没有办成，请看`);
  if (waiting) said.push(`${waiting} 项待上传`);
  line.hidden = !said.length;
  line.classList.toggle("is-stuck", stuck > 0);
  line.querySelector("span").textContent = said.join(" · ");
  await markRows();
}

/** Lines of a list whose row has something waiting say so. */
async function markRows() {
  const who = (await recall("who"))?.who;
  const rows = new Set((await all()).filter((entry) => entry.who === who).map((entry) => entry.row));
  for (const link of document.querySelectorAll("a.wait")) {
    const isWaiting = rows.has(rowOf(link.href));
    const badge = link.querySelector("[data-waits]");
    if (badge && !isWaiting) badge.remove();
    if (badge || !isWaiting) continue;
    const made = Object.assign(document.createElement("span"), { className: "badge bg-orange-lt", textContent: "待上传" });
    made.dataset.waits = "";
    link.append(made);
  }
}

export function when(moment) {
  const then = new Date(moment);
  const time = then.toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false });
  if (then.toDateString() === new Date().toDateString()) return time;
  return `${then.getMonth() + 1}月${then.getDate()}日 ${time}`;
}
