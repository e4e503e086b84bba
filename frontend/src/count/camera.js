// A camera that stays open: one thing after the other, the same code not twice in a breath.
import QrScanner from "qr-scanner";

const BREATH = 2500;

export class Camera {
  constructor(box, read) {
    this.box = box;
    this.read = read;
    this.last = { text: "", at: 0 };
  }

  get isOpen() {
    return Boolean(this.scanner);
  }

  async open() {
    this.box.hidden = false;
    this.scanner = new QrScanner(this.box.querySelector("video"), ({ data }) => this.#decoded(data), {
      preferredCamera: "environment", highlightScanRegion: true, highlightCodeOutline: true, maxScansPerSecond: 8, returnDetailedScanResult: true,
    });
    try {
      await this.scanner.start();
    } catch (error) {
      this.close();
      throw error;
    }
  }

  close() {
    this.scanner?.destroy();
    this.scanner = null;
    this.box.hidden = true;
  }

  /** While a number is typed nothing is read. */
  pause(isPaused) {
    this.isPaused = isPaused;
  }

  #decoded(text) {
    const now = Date.now();
    const again = text === this.last.text && now - this.last.at < BREATH;
    this.last = { text, at: now };
    if (!again && !this.isPaused) this.read(text);
  }
}
