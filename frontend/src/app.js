import "./app.scss";
import "./behaviour.js";

import "bootstrap/js/src/collapse.js";
import "bootstrap/js/src/dropdown.js";
import Modal from "bootstrap/js/src/modal.js";
import Offcanvas from "bootstrap/js/src/offcanvas.js";
import htmx from "htmx.org";

// What was put in works at once: whoever scans on does not wait the moment that htmx leaves for fading.
htmx.config.defaultSettleDelay = 0;
window.htmx = htmx;
window.houqin = { Modal, Offcanvas };

// Code that few pages need, fetched only where an element asks for it.
const PARTS = {
  "[data-scan]": () => import("./scan.js"),
  "[data-sign]": () => import("./sign.js"),
  "[data-draft]": () => import("./checks.js"),
  "[data-count]": () => import("./count/index.js"),
  "[data-points]": () => import("./points.js"),
  "form[data-offline]": () => import("./offline/forms.js"),
  "[data-offline-box]": () => import("./offline/waiting.js"),
  "form[data-sign-out]": () => import("./offline/leave.js"),
};

htmx.onLoad((loaded) => {
  for (const [selector, load] of Object.entries(PARTS)) {
    const elements = [...loaded.querySelectorAll(selector)];
    if (loaded.matches?.(selector)) elements.push(loaded);
    if (elements.length) load().then((part) => elements.forEach(part.attach));
  }
});

// Searching for a row to point at, where the server cannot be asked.
for (const failed of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(failed, ({ target }) => {
    if (target.matches?.("[data-pick-words]")) import("./offline/pick.js").then(({ search }) => search(target), () => {});
  });
}

// What is done on a form that opts in is on the phone before it is sent.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !form.matches("form[data-offline]:not([hx-post])")) return;
  event.preventDefault();
  const { submitter } = event;
  import("./offline/forms.js").then(
    ({ submit }) => submit(form, submitter),
    () => form.submit(),
  );
});

// The rest can wait until the page stands: who is here, what waits to go up, what to hold.
const meta = document.querySelector("meta[name=who]");
const idle = window.requestIdleCallback ?? ((act) => setTimeout(act, 300));
if (meta && "indexedDB" in window) {
  idle(async () => {
    const { start } = await import("./offline/bar.js");
    await start(meta.content && meta).catch(() => {});
    if (document.body.dataset.heldAt || !document.body.classList.contains("has-bar")) return;
    const { fetchPack, register } = await import("./offline/pack.js");
    await register();
    setTimeout(() => idle(() => fetchPack().catch(() => {})), 3000);
  });
}
