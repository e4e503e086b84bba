// What the phone keeps: the queue, what it knows of the server's clock and of its person, and which pages it holds.
import { openDB } from "idb";

const VERSION = 1;
let opened;

export function store() {
  opened ??= openDB("houqin", VERSION, {
    upgrade(db) {
      const queue = db.createObjectStore("queue", { keyPath: "seq", autoIncrement: true });
      queue.createIndex("id", "id", { unique: true });
      // Photos lie apart: the queue is looked through often, they are needed once.
      db.createObjectStore("files", { autoIncrement: true }).createIndex("of", "of");
      db.createObjectStore("state");
      db.createObjectStore("held", { keyPath: "url" });
    },
    // Another tab wants a newer one: let it.
    blocking: (_now, _next, event) => event.target.close(),
    terminated: () => (opened = undefined),
  }).catch((problem) => {
    opened = undefined;
    throw problem;
  });
  return opened;
}

export const recall = async (name) => (await store()).get("state", name);
export const remember = async (name, value) => (await store()).put("state", value, name);

/** Whose page this is; in the service worker, and on pages of nobody, who was here last. */
export async function whoHere() {
  const known = await recall("who");
  const meta = globalThis.document?.querySelector("meta[name=who]")?.content;
  if (meta && meta !== known?.who) return { who: meta === "-" ? "" : meta, name: "" };
  return known ?? { who: "", name: "" };
}

// Told to all tabs and to the service worker; older browsers only tell their own page.
const told = new Set();
const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel("houqin") : null;
if (channel) channel.onmessage = () => told.forEach((act) => act());

export function changed() {
  told.forEach((act) => act());
  channel?.postMessage("changed");
}

export function watch(act) {
  told.add(act);
  return () => told.delete(act);
}
