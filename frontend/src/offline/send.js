// Sending the queue: in order, one at a time in the whole browser, and each as the person who did it. Runs in pages and in the service worker.
import { all, find, remove, update, waitedSince } from "./queue.js";
import { changed, recall, remember } from "./store.js";

const PATIENCE = { hello: 8000, post: 25000 };
const SLOWEST = 15; // bytes in a millisecond: what a line carries that is worth waiting for
const MEASURED = 5 * 60 * 1000;
let greeted = null;

/** Who is signed in, and how far the phone's clock is off: the middle of the round trip is when the server looked at its own. */
export async function hello() {
  const before = Date.now();
  const told = await answerOf(await fetchFor("/offline/hello", { credentials: "same-origin" }, PATIENCE.hello));
  const trip = Date.now() - before;
  greeted = { ...told, at: Date.now() };
  const who = { who: told.who === "-" ? "" : told.who, name: told.name ?? "" };
  const known = await recall("who");
  if (who.who) {
    await remember("clock", { offset: told.now - (before + trip / 2), stamp: told.stamp, measured: Date.now() });
    if (known?.who !== who.who || known.name !== who.name) await remember("who", who);
  }
  await remember("signed", Boolean(who.who));
  return greeted;
}

/** The offset as it was measured lately, measuring it when that is long ago. */
export async function measure() {
  const clock = await recall("clock");
  if (!clock || Math.abs(Date.now() - clock.measured) > MEASURED) await hello();
}

async function fetchFor(url, options, patience) {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), patience);
  try {
    return await fetch(url, { ...options, redirect: "manual", signal: giveUp.signal, cache: "no-store" });
  } finally {
    clearTimeout(timer);
  }
}

/** Only our own answers count: what a hotel's log-in page says is no answer. */
async function answerOf(response) {
  if (response.type === "opaqueredirect" || !response.headers.get("Content-Type")?.startsWith("application/json")) {
    throw new Error("not our server");
  }
  return response.json();
}

/**
 * Send what waits. now: the id of an entry somebody is looking at, whose answer is returned and kept by the caller.
 * Returns {outcome}: of that entry, else "done" when nothing is left, "offline", "sign_in", "refused" (something stays), "failed".
 */
export async function flush({ now = null } = {}) {
  if (!navigator.locks) return sendAll(now);
  return navigator.locks.request("houqin-queue", () => sendAll(now));
}

async function sendAll(now) {
  let stopped = null;
  let mine = null;
  const halted = new Set();
  for (const { id } of (await all()).sort((a, b) => a.seq - b.seq)) {
    const entry = await find(id);
    if (!entry || entry.who !== (await recall("who"))?.who) continue;
    if (entry.state !== "waiting") {
      halted.add(entry.row || entry.id);
      continue;
    }
    if (entry.row && halted.has(entry.row)) {
      if (entry.id === now) mine = { outcome: "behind", problems: [{ message: "这条记录前面还有一项没有办成，请先到“待上传”里处理。" }] };
      continue;
    }
    const told = await sendOne(entry, entry.id === now);
    if (entry.id === now) mine = told;
    if (["offline", "sign_in", "failed", "other"].includes(told.outcome)) {
      stopped = told;
      break;
    }
    if (told.outcome !== "done") halted.add(entry.row || entry.id);
    // Whoever looks at this one decides what becomes of it; the rest can wait a moment.
    if (entry.id === now) break;
  }
  await remember("last", { at: Date.now(), outcome: stopped?.outcome ?? "done" });
  changed();
  if (now) return mine ?? { outcome: stopped?.outcome ?? "other" };
  return stopped ?? { outcome: halted.size ? "refused" : "done" };
}

async function sendOne(entry, isNow) {
  const attended = isNow && waitedSince(entry) !== null && waitedSince(entry) < 60_000 && entry.tries === 0;
  let told;
  try {
    let csrf = attended && entry.csrf ? entry.csrf : null;
    if (!csrf) {
      const fresh = greeted && Date.now() - greeted.at < 60_000 ? greeted : await hello();
      if (fresh.who === "-") return { outcome: "sign_in" };
      if (fresh.who !== entry.who) return { outcome: "other" };
      csrf = fresh.csrf;
    }
    told = await post(entry, csrf, { attended, watched: isNow });
    if (told.outcome === "expired") {
      const fresh = await hello();
      if (fresh.who !== entry.who) return { outcome: fresh.who === "-" ? "sign_in" : "other" };
      told = await post(entry, fresh.csrf, { attended, watched: isNow });
    }
  } catch {
    told = { outcome: "offline" };
  }
  if (told.outcome === "expired") told = { outcome: "failed", problems: told.problems };
  await settle(entry, told);
  return told;
}

/** attended: done as it is sent. watched: somebody looks at the answer. */
async function post(entry, csrf, { attended, watched }) {
  const clock = await recall("clock");
  const told = {
    who: entry.who, at: entry.at, sent: Date.now(), waited: waitedSince(entry), offset: entry.offset, offset_now: clock?.offset ?? null,
    stamp: entry.stamp, now: attended, watched,
  };
  const body = bodyOf(entry);
  const size = entry.fields.reduce((sum, [, value]) => sum + (value?.bytes?.byteLength ?? 0), 0);
  const headers = { "X-Offline": JSON.stringify(told), "X-CSRFToken": csrf, Accept: "application/json" };
  const options = { method: "POST", body, headers, credentials: "same-origin" };
  return answerOf(await fetchFor(entry.url, options, PATIENCE.post + size / SLOWEST));
}

function bodyOf(entry) {
  const body = new FormData();
  for (const [name, value] of entry.fields) {
    if (value?.bytes) body.append(name, new File([value.bytes], value.name, { type: value.type }));
    else body.append(name, value);
  }
  body.set("submission", entry.id);
  if (entry.items) body.set(entry.itemsName, JSON.stringify(entry.items));
  return body;
}

async function settle(entry, told) {
  const tries = entry.tries + 1;
  if (told.outcome === "done") return remove(entry.id);
  if (told.outcome === "refused" || told.outcome === "stale") {
    const { problems, differences = [] } = told;
    return update(entry.id, { state: told.outcome, problems, differences, tries });
  }
  // Without an answer nobody knows whether it arrived: from here on it is not added to, only repeated.
  if (told.outcome === "offline" || told.outcome === "failed") return update(entry.id, { tries, problems: told.problems ?? [] });
  return undefined;
}
