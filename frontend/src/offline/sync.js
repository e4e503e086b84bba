// Where the browser can wake us when the network is back, it is asked to; elsewhere the open page tries by itself.
export const SYNC = "houqin-queue";

export async function askForSync() {
  try {
    const worker = await navigator.serviceWorker?.ready;
    await worker?.sync?.register(SYNC);
  } catch {
    // Not allowed here: the page's own tries remain.
  }
}
