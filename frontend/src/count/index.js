// The counting page: place first, then thing after thing; all of it works from the held page, and every scan is on disk before it is shown.
import { collect, waiting, watch } from "../offline/index.js";
import { Camera } from "./camera.js";
import { drawRoom, drawRooms } from "./drawing.js";
import { note, noted } from "./log.js";
import { Count, sum } from "./model.js";
import { askQuantity } from "./pad.js";
import { signal, wake } from "./signals.js";

const LOOK_AGAIN = 30_000;
const TYPED_FAST = 60;

export async function attach(box) {
  if (box.dataset.ready) return;
  box.dataset.ready = "yes";
  const page = new Page(box, new Count(JSON.parse(document.getElementById("carried").textContent)));
  await page.open();
}

class Page {
  constructor(box, count) {
    Object.assign(this, { box, count, at: null, door: "" });
    this.part = (name) => box.querySelector(`[data-${name}]`);
    this.camera = new Camera(this.part("camera"), (text) => this.read(text, "camera"));
    this.turn = Promise.resolve();
  }

  async open() {
    const [kept, queued] = await Promise.all([noted(this.count.id).catch(() => []), waiting({ url: this.count.url }).catch(() => [])]);
    for (const mark of [...kept, ...queued.flatMap((entry) => entry.items ?? [])]) this.count.add(mark);
    this.listen();
    watch(() => this.drawStatus());
    for (const event of ["online", "offline"]) window.addEventListener(event, () => this.lookAgain());
    setInterval(() => this.lookAgain(), LOOK_AGAIN);
    const asked = Number(/room=(\d+)/.exec(location.hash)?.[1]);
    const only = this.count.places.size === 1 ? [...this.count.places.values()][0] : this.count.places.get(asked);
    this.show(only ?? null);
    await this.lookAgain();
  }

  listen() {
    const on = (name, event, act) => this.part(name).addEventListener(event, act);
    on("find-room", "input", () => this.draw());
    on("rooms", "click", (event) => this.pick(event.target.closest("button")));
    on("scan-room", "click", () => this.toggleCamera());
    on("leave", "click", () => this.show(null));
    on("open-camera", "click", () => this.toggleCamera());
    on("undo", "click", () => this.undo());
    on("done", "click", () => this.done());
    on("list", "click", (event) => this.tick(event.target.closest("button")));
    on("found", "click", (event) => this.tick(event.target.closest("button")));
    on("typed", "submit", (event) => {
      event.preventDefault();
      const field = event.target.elements.code;
      const text = field.value;
      field.value = "";
      if (text.trim()) this.read(text, "scanner");
    });
    document.addEventListener("keydown", (event) => this.handScanner(event));
    window.addEventListener("pagehide", () => this.camera.close());
    window.addEventListener("hashchange", () => {
      const place = this.count.places.get(Number(/room=(\d+)/.exec(location.hash)?.[1]));
      if (place) this.show(place);
    });
  }

  /** A hand scanner types into nothing: what comes fast and ends with Enter was read. */
  handScanner(event) {
    if (event.target.matches("input, textarea, select") || document.querySelector("dialog[open]")) return;
    const now = event.timeStamp;
    if (now - (this.keyed?.at ?? 0) > TYPED_FAST) this.keyed = { text: "", at: now };
    this.keyed.at = now;
    if (event.key.length === 1) this.keyed.text += event.key;
    else if (event.key === "Enter" && this.keyed.text.length > 3) {
      event.preventDefault();
      this.read(this.keyed.text, "scanner");
      this.keyed = null;
    }
  }

  /** One after the other, however fast they are read. */
  read(text, way) {
    wake();
    this.turn = this.turn.then(() => this.#read(text, way)).catch((error) => this.failed(error));
    return this.turn;
  }

  async #read(text, way) {
    const { code, place, lines } = this.count.find(text);
    if (!code) return undefined;
    if (place) return this.show(place, code);
    if (!this.at) return this.say("bad", "先选地方", "请先点房间，或扫门牌上的码，再扫东西。");
    if (this.count.stores) return this.quantity(code, lines ?? [], way);
    return this.thing(code, lines?.[0], way);
  }

  async thing(code, line, way) {
    const before = line && this.count.sorted().byLine.get(line.id);
    if (before?.at(-1).room === this.at.id) return this.say("bad", line.name, "刚才已经盘到，不用再扫。");
    await this.keep({ kind: "seen", code, way });
    if (!line) return this.say("odd", code, "不在清单里，已记下，结束后核对。");
    const home = this.count.places.get(line.place)?.name;
    if (this.count.blind || line.place === this.at.id) return this.say("good", line.name, line.codes[0]);
    return this.say("odd", line.name, `账面在 ${home ?? "别处"}，已记在这里。`);
  }

  async quantity(code, lines, way) {
    const line = lines.length > 1 ? await this.whichBatch(lines) : lines[0];
    if (lines.length > 1 && !line) return;
    const before = line ? (this.count.sorted().byLine.get(line.id) ?? []) : [];
    const said = [line?.quantity && `账面 ${line.quantity} ${line.unit}`, before.length && `您已点 ${sum(before)}，再点到的接着加`].filter(Boolean).join("；");
    this.camera.pause(true);
    const given = await askQuantity(this.part("pad"), { name: line?.name ?? code, said, unit: line?.unit ?? "", units: this.count.units[line?.item] ?? [] });
    this.camera.pause(false);
    if (given === null) return;
    const mark = await this.keep({ kind: "seen", code, way, quantity: String(given), batch: line?.batch ?? "" });
    this.say(line ? "good" : "odd", line?.name ?? code, line ? `记下 ${given} ${line.unit}，合计 ${sum([...before, mark])} ${line.unit}` : `记下 ${given}，不在清单里`);
  }

  async whichBatch(lines) {
    const wanted = await this.ask(`${lines[0].name.split(" 批号 ")[0]} 有几批，点的是哪一批？`, lines.map((line) => [String(line.id), `批号 ${line.batch || "无"}`]));
    return this.count.lines.get(Number(wanted));
  }

  /** On disk first; only then is it said to be seen. */
  async keep(told) {
    const room = this.at.id || undefined;
    const mark = { uid: newUid(), at: Date.now(), ...told, room, ...(this.door && told.kind !== "undo" && { place: this.door }) };
    await collect({ url: this.count.url, title: `清点：${this.count.title}`, name: "scans", item: mark, row: "" });
    this.count.add(mark);
    note(this.count.id, mark).catch(() => {});
    this.draw();
    return mark;
  }

  failed(error) {
    const unknown = /signed in/.test(String(error));
    this.say("bad", "没有记下", unknown ? "这台手机还不认识您，请连上网打开一次本页再盘。" : "手机存储写不进去，请腾出空间后重扫。");
  }

  async undo() {
    const last = this.count.standing().at(-1);
    if (!last) return;
    await this.keep({ kind: "undo", undoes: last.uid, code: "" }).catch((error) => this.failed(error));
    const line = last.kind === "seen" && this.count.lineOf(last);
    this.say("odd", line ? line.name : last.code || "盘完", "已撤销。");
  }

  /** Without a label that can be read: the counter says so, and the record says that it was said. */
  async tick(button) {
    const line = button && this.count.lines.get(Number(button.value));
    if (!line) return;
    wake();
    if (this.count.stores) {
      this.turn = this.turn.then(() => this.quantity(line.codes[0], [line], "ticked")).catch((error) => this.failed(error));
      return;
    }
    const sure = await this.ask(`看到“${line.name}”了，但标签扫不了？会记为勾选，不算扫码。`);
    if (sure !== "yes") return;
    await this.keep({ kind: "seen", code: line.codes[0], way: "ticked" }).then(() => this.say("good", line.name, "已勾选。"), (error) => this.failed(error));
  }

  async done() {
    const { open } = this.count.room(this.at.id);
    const names = open.slice(0, 4).map((line) => line.name).join("、");
    const left = this.count.stores ? "没有点数，会按 0 处理" : "没有看到";
    if (open.length && (await this.ask(`还有 ${open.length} 项${left}：${names}${open.length > 4 ? "等" : ""}。确定这里盘完了？`)) !== "yes") return;
    try {
      await this.keep({ kind: "done", code: "" });
    } catch (error) {
      this.failed(error);
      return;
    }
    signal("good");
    this.camera.close();
    this.show(null);
  }

  ask(words, choices = [["yes", "是"]]) {
    const dialog = this.part("ask");
    this.part("ask-said").textContent = words;
    const tools = dialog.querySelector(".count-tools");
    const button = ([value, label], kind) => Object.assign(document.createElement("button"), { value, textContent: label, className: `btn btn-lg ${kind}` });
    tools.replaceChildren(...choices.map((one) => button(one, "btn-primary")), button(["no", "取消"], ""));
    dialog.returnValue = "no";
    dialog.showModal();
    return new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue), { once: true }));
  }

  pick(button) {
    if (button) this.show(this.count.places.get(Number(button.value)));
  }

  /** door: the code on the place's own sign, when it was scanned and not picked. */
  show(place, door = "") {
    const isOther = place?.id !== this.at?.id;
    Object.assign(this, { at: place, door });
    history.replaceState(null, "", place ? `#room=${place.id}` : location.pathname);
    if (place && isOther) this.say("", this.count.stores ? "逐项点数" : "扫第一件", "打开摄像头，或用扫码枪、手输编码");
    if (door) signal("good");
    this.draw();
  }

  async toggleCamera() {
    wake();
    if (this.camera.isOpen) this.camera.close();
    else {
      if (!this.at) this.part("room").hidden = false;
      await this.camera.open().catch(() => this.say("bad", "打不开摄像头", "请在浏览器里允许使用摄像头，或用扫码枪、手输编码。"));
    }
    this.draw();
  }

  say(tone, name, said) {
    const last = this.part("last");
    last.className = `count-last ${tone ? `is-${tone}` : ""}`;
    this.part("last-name").textContent = name;
    this.part("last-said").textContent = said;
    if (tone) signal(tone === "good" ? "good" : "bad");
  }

  draw() {
    const isChoosing = !this.at;
    this.part("choose").hidden = !isChoosing;
    this.part("room").hidden = isChoosing && !this.camera.isOpen;
    this.box.classList.toggle("is-choosing", isChoosing);
    if (isChoosing) drawRooms(this.part, this.count);
    else drawRoom(this.part, this.count, this.at);
    this.part("leave").hidden = this.count.places.size < 2;
    this.part("undo").disabled = !this.count.standing().length;
    this.part("open-camera").querySelector("span").textContent = this.camera.isOpen ? "关摄像头" : "打开摄像头";
    this.drawStatus();
  }

  async drawStatus() {
    const entries = await waiting({ url: this.count.url }).catch(() => []);
    const left = entries.reduce((n, entry) => n + (entry.items?.length ?? 0), 0);
    const stuck = entries.filter((entry) => entry.state !== "waiting").length;
    const mine = this.count.standing().filter((mark) => mark.kind === "seen").length;
    const up = left ? `${left} 条存在手机上，有网时自动上传` : mine ? "都已上传" : "没有网络也能盘";
    this.part("status").textContent = `您盘了 ${mine} 条 · ${up}${stuck ? " · 有没办成的，请看页首" : ""}`;
  }

  async lookAgain() {
    if (navigator.onLine !== false) {
      const told = await fetch(`${this.count.url}state/`, { cache: "no-store", redirect: "error" }).then((answer) => (answer.ok ? answer.json() : null), () => null);
      if (told) this.count.brought(told);
    }
    this.draw();
  }
}

function newUid() {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
