import QrScanner from "qr-scanner";

/**
 * <button type="button" data-scan="#id_code"> writes what was read into that field;
 * <button type="button" data-scan> follows the code, if it leads to a page of this site.
 * data-scan-on="[name=scan]" with a field: presses that button of the field's form after each code and stays open for the next.
 * Where the camera may not be opened (no HTTPS, permission refused) a photo of the code does as well.
 */
export function attach(button) {
  if (button.dataset.scanReady) return;
  button.dataset.scanReady = "yes";
  button.addEventListener("click", () => open((text) => deliver(button, text)));
}

function deliver(button, text) {
  const field = button.dataset.scan && document.querySelector(button.dataset.scan);
  if (!field) return follow(text);
  if (button.dataset.scanOn) return goOn(button, field, text);
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
  return null;
}

// The camera sees the same label many times a second: it counts again only after it was out of sight for a moment.
const AGAIN_AFTER = 2500;
let seen = { text: "", at: 0 };

function goOn(button, field, text) {
  const now = Date.now();
  const isSame = seen.text === text && now - seen.at < AGAIN_AFTER;
  seen = { text, at: now };
  if (isSame) return "已扫到，请扫下一个";
  field.value = text;
  field.form?.querySelector(button.dataset.scanOn)?.click();
  navigator.vibrate?.(60);
  return "已扫到，请扫下一个";
}

function follow(text) {
  const address = asAddress(text);
  if (address?.origin !== window.location.origin) return "这不是本系统的二维码，请换一个再扫。";
  window.location.assign(address);
  return null;
}

function asAddress(text) {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

async function open(deliverText) {
  const dialog = buildDialog();
  const say = (words) => (dialog.querySelector("[data-say]").textContent = words);
  const scanner = new QrScanner(dialog.querySelector("video"), ({ data }) => read(data), {
    preferredCamera: "environment",
    highlightScanRegion: true,
    maxScansPerSecond: 8,
    returnDetailedScanResult: true,
  });
  function read(text) {
    const problem = deliverText(text);
    if (problem) say(problem);
    else dialog.close();
  }

  dialog.addEventListener("close", () => {
    scanner.destroy();
    dialog.remove();
  });
  dialog.querySelector("input").addEventListener("change", async (event) => {
    const [photo] = event.target.files;
    if (!photo) return;
    try {
      read((await QrScanner.scanImage(photo, { returnDetailedScanResult: true })).data);
    } catch {
      say("照片里没有找到二维码，请靠近一点、拍清楚再试。");
    }
  });
  dialog.showModal();
  try {
    await scanner.start();
  } catch {
    dialog.querySelector("video").hidden = true;
    say("打不开摄像头，请点“拍照识别”。");
  }
}

function buildDialog() {
  const dialog = document.createElement("dialog");
  dialog.className = "scan-dialog";
  dialog.setAttribute("aria-label", "扫描二维码");
  dialog.innerHTML = `
    <video playsinline muted></video>
    <p data-say role="status">把二维码放进框里</p>
    <div class="btn-list">
      <label class="btn btn-primary">拍照识别<input type="file" accept="image/*" capture="environment" class="visually-hidden"></label>
      <form method="dialog"><button class="btn">关闭</button></form>
    </div>`;
  document.body.append(dialog);
  return dialog;
}
