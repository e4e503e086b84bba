import "./app.scss";
import "./behaviour.js";

import "bootstrap/js/src/collapse.js";
import "bootstrap/js/src/dropdown.js";
import Modal from "bootstrap/js/src/modal.js";
import Offcanvas from "bootstrap/js/src/offcanvas.js";
import htmx from "htmx.org";

window.htmx = htmx;
window.houqin = { Modal, Offcanvas };

// Code that few pages need, fetched only where an element asks for it.
const PARTS = {
  "[data-scan]": () => import("./scan.js"),
  "[data-sign]": () => import("./sign.js"),
  "[data-draft]": () => import("./checks.js"),
};

htmx.onLoad((loaded) => {
  for (const [selector, load] of Object.entries(PARTS)) {
    const elements = [...loaded.querySelectorAll(selector)];
    if (loaded.matches?.(selector)) elements.push(loaded);
    if (elements.length) load().then((part) => elements.forEach(part.attach));
  }
});
