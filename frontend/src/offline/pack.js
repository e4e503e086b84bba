// Fetching the pages of today into the phone, quietly, one after the other, and only those that changed.
import { recall, remember, store } from "./store.js";

export const PAGES = "houqin-pages";
const EVERY = 10 * 60 * 1000;
const OLD = 18 * 3600 * 1000;
// A page whose version still holds is not fetched every morning by every phone of a school.
const FRESH = 5 * 24 * 3600 * 1000;
const watchers = new Set();
let running = null;

export const canHold = () => "caches" in window && "serviceWorker" in navigator;

export async function register() {
  if (!canHold()) return;
  try {
    await navigator.serviceWorker.register("/sw.js");
  } catch {
    // The pages work without.
  }
}

/** progress({done, all}) is called as it goes on. force: although it was done a moment ago. */
export function fetchPack({ force = false, progress } = {}) {
  if (progress) watchers.add(progress);
  running ??= work(force).finally(() => {
    running = null;
    watchers.clear();
  });
  return running;
}

async function work(force) {
  const [last, who] = await Promise.all([recall("pack"), recall("who")]);
  if (navigator.onLine === false || !who?.who) return;
  if (!force && last && last.who === who.who && Math.abs(Date.now() - last.at) < EVERY) return;
  const answer = await fetch("/offline/pack.json", { cache: "no-store", redirect: "error" });
  if (!answer.ok) return;
  const pack = await answer.json();
  if (pack.who !== who.who) return;
  await holdFor(who.who);
  await holdLists(pack.lists, who.who);
  if (!canHold()) return;
  const cache = await caches.open(PAGES);
  const known = new Map((await (await store()).getAll("held")).map((one) => [one.url, one]));
  let done = 0;
  for (const page of pack.pages) {
    if (!fresh(known.get(page.url), page, who.who)) await hold(cache, page, who.who);
    done += 1;
    for (const tell of watchers) tell({ done, all: pack.pages.length });
  }
  await forget(cache, new Set(pack.pages.map((page) => page.url)));
  await remember("pack", { at: Date.now(), who: who.who, count: pack.pages.length });
}

/** What a form searches in: places, people. Searched on the phone when the server cannot be asked. */
async function holdLists(lists, who) {
  for (const { key, version } of lists) {
    const known = await recall(`rows:${key}`);
    if (known?.who === who && known.version === version) continue;
    const answer = await fetch(`/offline/rows/${key}`, { cache: "no-store", redirect: "error" }).catch(() => null);
    if (answer?.ok) await remember(`rows:${key}`, { ...(await answer.json()), who });
  }
}

/** Pages are of one person: what was held of another goes first. */
export async function holdFor(who) {
  if (who === (await recall("holder"))) return;
  if ("caches" in globalThis) await caches.delete(PAGES);
  const db = await store();
  await db.clear("held");
  for (const key of await db.getAllKeys("state")) if (key.startsWith("rows:")) await db.delete("state", key);
  await remember("holder", who);
}

const fresh = (known, page, who) => known && page.version && known.version === page.version && known.who === who && Date.now() - known.at < FRESH;

async function hold(cache, page, who) {
  const response = await fetch(page.url, { headers: { "X-Hold": "1", Accept: "text/html" }, cache: "no-store", redirect: "manual" }).catch(() => null);
  const mayKeep = response?.ok && response.headers.get("X-Who") === who && !/no-store/.test(response.headers.get("Cache-Control") ?? "");
  if (!mayKeep) return;
  await cache.put(page.url, response);
  await (await store()).put("held", { ...page, who, at: Date.now() });
}

/** Yesterday's pages that today's pack does not name. */
async function forget(cache, named) {
  const db = await store();
  for (const one of await db.getAll("held")) {
    if (!named.has(one.url)) await db.delete("held", one.url);
  }
  for (const request of await cache.keys()) {
    const { pathname, search } = new URL(request.url);
    if (named.has(pathname + search)) continue;
    const kept = await cache.match(request);
    if (Date.now() - Date.parse(kept?.headers.get("Date") ?? 0) > OLD) await cache.delete(request);
  }
}
