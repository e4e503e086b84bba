// What pages with screens of their own use of the queue; docs/offline.md is its contract.
import { entryOf } from "./entry.js";
import * as queue from "./queue.js";
import { flush } from "./send.js";
import { askForSync } from "./sync.js";
import { watch, whoHere } from "./store.js";

export { flush, watch };

/** Keep it, and send it soon. Resolves with the submission id when it is on disk. */
export async function enqueue({ form, submitter, fields = {}, ...entry }) {
  const told = form ? await entryOf(form, submitter) : { fields: Object.entries(fields).map(([name, value]) => [name, value]) };
  const kept = await queue.put({ ...told, ...entry });
  soon();
  return kept.id;
}

export async function collect(what) {
  const uid = await queue.collect(what);
  soon();
  return uid;
}

export async function waiting({ url } = {}) {
  const { who } = await whoHere();
  return (await queue.all()).filter((entry) => entry.who === who && (!url || entry.url === url));
}

let timer = null;
function soon() {
  askForSync();
  timer ??= setTimeout(() => {
    timer = null;
    flush().catch(() => {});
  }, 1500);
}
