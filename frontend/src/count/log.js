// What was scanned on this phone, for showing it again after the page was closed. What is to go up lies in the queue; nothing is lost with this.
import { openDB } from "idb";

import { recall } from "../offline/store.js";

const OLD = 60 * 24 * 3600 * 1000;
let opened;

function log() {
  opened ??= openDB("houqin-count", 1, {
    upgrade(db) {
      db.createObjectStore("marks", { keyPath: "uid" }).createIndex("count", "count");
    },
  });
  return opened;
}

export async function note(count, mark) {
  await (await log()).put("marks", { ...mark, count, who: (await recall("who"))?.who });
}

/** This person's marks of a count; what belongs to somebody else or to last term is forgotten. */
export async function noted(count) {
  const db = await log();
  const who = (await recall("who"))?.who;
  const kept = [];
  for (const mark of await db.getAll("marks")) {
    if (mark.who !== who || Date.now() - mark.at > OLD) await db.delete("marks", mark.uid);
    else if (mark.count === count) kept.push(mark);
  }
  return kept;
}
