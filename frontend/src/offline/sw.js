// The service worker: the program comes from the phone, pages from the network while it answers, else from what the phone holds of this person.
import { clientsClaim } from "workbox-core";
import { cleanupOutdatedCaches, matchPrecache, precacheAndRoute } from "workbox-precaching";
import { registerRoute, setCatchHandler } from "workbox-routing";
import { CacheFirst, NetworkFirst } from "workbox-strategies";

import { holdFor, PAGES } from "./pack.js";
import { flush } from "./send.js";
import { recall } from "./store.js";
import { SYNC } from "./sync.js";

const NOBODY = "-";
const SHELL = "/offline/";

self.skipWaiting();
clientsClaim();
cleanupOutdatedCaches();
precacheAndRoute(self.HELD, { cleanURLs: false, directoryIndex: null });
registerRoute(({ url }) => url.origin === self.location.origin && url.pathname.startsWith("/static/"), new CacheFirst({ cacheName: "houqin-static" }));

const personal = {
  async fetchDidSucceed({ response }) {
    // The server behind the door is away: what the phone holds is better than the door's own page.
    if (response.status >= 502 && response.status <= 504) throw new Error("server away");
    const who = response.headers.get("X-Who");
    if (who) await holdFor(who);
    return response;
  },
  async cacheWillUpdate({ response }) {
    const who = response.headers.get("X-Who");
    const isKept = response.status === 200 && who && who !== NOBODY && !/no-store/.test(response.headers.get("Cache-Control") ?? "");
    return isKept && response.headers.get("Content-Type")?.startsWith("text/html") ? response : null;
  },
  async cachedResponseWillBeUsed({ cachedResponse }) {
    if (!cachedResponse || cachedResponse.headers.get("X-Who") !== (await recall("holder"))) return null;
    return told(cachedResponse);
  },
};

/** The page says of itself that it comes from the phone, and since when it lies there. */
async function told(response) {
  const at = Date.parse(response.headers.get("Date") ?? "") || Date.now();
  const page = (await response.text()).replace("<body", `<body data-held-at="${at}"`);
  const headers = new Headers(response.headers);
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  return new Response(page, { status: 200, headers });
}

const network = new NetworkFirst({ cacheName: PAGES, networkTimeoutSeconds: 6, plugins: [personal], matchOptions: { ignoreVary: true } });
registerRoute(({ request, url }) => request.mode === "navigate" && url.origin === self.location.origin && url.pathname !== SHELL, network);
registerRoute(({ request, url }) => request.mode === "navigate" && url.pathname === SHELL, async ({ request }) => (await matchPrecache(SHELL)) ?? fetch(request));

setCatchHandler(async ({ request }) => {
  if (request.mode !== "navigate") return Response.error();
  const { pathname } = new URL(request.url);
  const held = await (await caches.open(PAGES)).match(pathname, { ignoreVary: true });
  const mine = held && (await personal.cachedResponseWillBeUsed({ cachedResponse: held }));
  return mine ?? (await matchPrecache(SHELL)) ?? Response.error();
});

self.addEventListener("sync", (event) => {
  if (event.tag !== SYNC) return;
  event.waitUntil(
    flush().then(({ outcome }) => {
      if (outcome === "offline" || outcome === "failed") throw new Error(outcome); // asks to be woken again
    }),
  );
});
