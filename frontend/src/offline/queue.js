// The queue: one entry for each thing done, on disk before it is sent, gone when the server has answered.
import { changed, recall, store, whoHere } from "./store.js";

export const STATES = { waiting: "等待上传", refused: "没有办成", stale: "内容有冲突" };
const COLLECTED = 500;

// A clock nobody can set, good as long as this page or worker lives.
const life = newId();

export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
}

/** Things of one row go up in order; `/path/5/…` names the row, anything else stands alone. */
export const rowOf = (url) => /^\/[^?#]*?\/\d+\//.exec(new URL(url, self.location.origin).pathname)?.[0] ?? "";

export async function put(entry) {
  const [who, clock] = await Promise.all([whoHere(), recall("clock")]);
  if (!who.who) throw new Error("nobody has signed in on this phone");
  const full = {
    row: rowOf(entry.url), ...entry, id: entry.id ?? newId(), state: "waiting", problems: [], differences: [], tries: 0, who: who.who,
    name: who.name, at: Date.now(), mono: performance.now(), life, offset: clock?.offset ?? null, stamp: clock?.stamp ?? "",
  };
  const db = await store();
  const write = db.transaction(["queue", "files"], "readwrite", { durability: "strict" });
  const queue = write.objectStore("queue");
  const before = await queue.index("id").get(full.id);
  // Mended: it is still the thing that was done then.
  if (before) for (const name of ["seq", "at", "mono", "life", "offset", "stamp", "tries"]) full[name] = before[name];
  await dropFiles(write, full.id);
  const fields = [];
  for (const [name, value] of full.fields) fields.push([name, value?.bytes ? await keepFile(write, full.id, value) : value]);
  await queue.put({ ...full, fields });
  await write.done;
  changed();
  return full;
}

async function keepFile(write, of, { bytes, ...told }) {
  return { ...told, file: await write.objectStore("files").add({ of, bytes }) };
}

async function dropFiles(write, of) {
  const files = write.objectStore("files");
  for (const key of await files.index("of").getAllKeys(of)) await files.delete(key);
}

/** Another small thing for an entry that has not been sent yet, or the first of a new one. */
export async function collect({ item, name, ...entry }) {
  const one = { uid: newId(), at: Date.now(), ...item };
  const { who } = await whoHere();
  const db = await store();
  const write = db.transaction("queue", "readwrite", { durability: "strict" });
  for (let cursor = await write.store.openCursor(null, "prev"); cursor; cursor = await cursor.continue()) {
    const known = cursor.value;
    if (known.url !== entry.url || known.who !== who || !known.items || known.tries || known.state !== "waiting") continue;
    if (known.items.length >= COLLECTED) break;
    known.items.push(one);
    Object.assign(known, { at: one.at, mono: performance.now(), life });
    await cursor.update(known);
    await write.done;
    changed();
    return one.uid;
  }
  await write.done;
  await put({ ...entry, fields: entry.fields ?? [], itemsName: name, items: [one] });
  return one.uid;
}

/** Oldest first, without the photos. */
export async function all() {
  return (await store()).getAll("queue");
}

/** One entry with its photos. */
export async function find(id) {
  const read = (await store()).transaction(["queue", "files"]);
  const entry = await read.objectStore("queue").index("id").get(id);
  if (!entry) return undefined;
  for (const [, value] of entry.fields) {
    if (value?.file) value.bytes = (await read.objectStore("files").get(value.file))?.bytes;
  }
  return entry;
}

/** Change an entry as it is now on disk; nothing happens when it is gone. */
export async function update(id, change) {
  const write = (await store()).transaction("queue", "readwrite", { durability: "strict" });
  const entry = await write.store.index("id").get(id);
  if (entry) await write.store.put({ ...entry, ...change });
  await write.done;
  changed();
}

export async function remove(id) {
  const write = (await store()).transaction(["queue", "files"], "readwrite", { durability: "strict" });
  const queue = write.objectStore("queue");
  const key = await queue.index("id").getKey(id);
  if (key !== undefined) await queue.delete(key);
  await dropFiles(write, id);
  await write.done;
  changed();
}

export const waitedSince = (entry) => (entry.life === life ? performance.now() - entry.mono : null);
