import SignaturePad from "signature_pad";

/**
 * <canvas data-sign="#id_signature"></canvas> keeps the drawn signature in that hidden field, as a PNG data address;
 * a button with data-sign-clear in the same [data-sign-box] starts over.
 */
export function attach(canvas) {
  if (canvas.dataset.signReady) return;
  canvas.dataset.signReady = "yes";
  const field = document.querySelector(canvas.dataset.sign);
  const pad = new SignaturePad(canvas, { penColor: "#101828" });
  const keep = () => (field.value = pad.isEmpty() ? "" : pad.toDataURL("image/png"));

  fit(canvas, pad);
  pad.addEventListener("endStroke", keep);
  // Put back by the queue: what was signed is seen again, and need not be signed twice.
  const showAgain = () => field.value && pad.fromDataURL(field.value);
  field.addEventListener("signed", showAgain);
  showAgain();
  new ResizeObserver(() => fit(canvas, pad)).observe(canvas);
  canvas
    .closest("[data-sign-box]")
    ?.querySelector("[data-sign-clear]")
    ?.addEventListener("click", () => {
      pad.clear();
      keep();
    });
}

// A canvas has its own pixels: without this, strokes are blurred on a phone and lost when it is turned.
function fit(canvas, pad) {
  const ratio = Math.max(window.devicePixelRatio || 1, 1);
  const [width, height] = [canvas.offsetWidth * ratio, canvas.offsetHeight * ratio];
  if (!width || (canvas.width === width && canvas.height === height)) return;
  const strokes = pad.toData();
  canvas.width = width;
  canvas.height = height;
  canvas.getContext("2d").scale(ratio, ratio);
  pad.fromData(strokes);
}
