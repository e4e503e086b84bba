// The count as this phone knows it: what is expected, what was scanned here, what others have brought in. No page, no network, no disk.
import { seal } from "./seal.js";

/** A label holds an address that ends in the code; a person types the code, perhaps with the dash of the label. */
export function codeIn(read) {
  const text = read.normalize("NFKC").trim().split("?")[0].split("#")[0].replace(/\/+$/, "");
  return text.split("/").pop().trim().toUpperCase().slice(0, 60);
}

const spellings = (code) => [...new Set([code, code.replace(/[\s\-－—]/g, "")])].filter(Boolean);

export class Count {
  constructor(carried) {
    Object.assign(this, { id: carried.id, salt: carried.salt, stores: carried.stores, blind: carried.blind, url: carried.url, title: carried.title });
    this.units = carried.units;
    this.places = new Map(carried.places.map(([id, name, path, expected, asked, door]) => [id, { id, name, path, expected, asked, door }]));
    this.lines = new Map(carried.lines.map((told) => [told[0], lineOf(told)]));
    this.marks = new Map();
    this.doors = new Map([...this.places.values()].filter((place) => place.door).map((place) => [place.door, place]));
    this.labels = new Map();
    this.codes = new Map();
    for (const line of this.lines.values()) {
      if (line.label) this.labels.set(line.label, line);
      for (const code of line.codes) this.codes.set(code, [...(this.codes.get(code) ?? []), line]);
    }
    this.brought(carried);
  }

  /** What all phones together have brought so far. */
  brought({ seen, done }) {
    this.seen = new Map(Object.entries(seen).map(([id, who]) => [Number(id), who]));
    this.done = new Map(Object.entries(done).map(([id, who]) => [Number(id), who]));
  }

  /** {place} of a door, {lines} of things (several for an item with batches), or neither for a code the list does not know. */
  find(read) {
    const code = codeIn(read);
    for (const one of spellings(code)) {
      const sealed = seal(this.salt, one);
      if (this.doors.has(sealed)) return { code, place: this.doors.get(sealed) };
      if (this.labels.has(sealed)) return { code, lines: [this.labels.get(sealed)] };
      if (this.codes.has(one)) return { code, lines: this.codes.get(one) };
    }
    return { code };
  }

  add(mark) {
    this.marks.set(mark.uid, mark);
    return mark;
  }

  /** Marks of this phone that were not taken back, oldest first. */
  standing() {
    const undone = new Set([...this.marks.values()].filter((mark) => mark.kind === "undo").map((mark) => mark.undoes));
    return [...this.marks.values()].filter((mark) => mark.kind !== "undo" && !undone.has(mark.uid)).sort((a, b) => a.at - b.at);
  }

  /** Own marks by line, and those that no line fits by code; worked out once for each drawing. */
  sorted() {
    const byLine = new Map();
    const others = new Map();
    const done = new Map(this.done);
    for (const mark of this.standing()) {
      if (mark.kind === "done") {
        done.set(mark.room, "我");
        continue;
      }
      const line = this.lineOf(mark);
      if (line && mark.at < line.since) continue;
      const [group, key] = line ? [byLine, line.id] : [others, mark.code];
      group.set(key, [...(group.get(key) ?? []), mark]);
    }
    return { byLine, others, done };
  }

  lineOf(mark) {
    const { lines = [] } = this.find(mark.code);
    if (lines.length < 2) return lines[0];
    return lines.find((line) => line.batch.toUpperCase() === (mark.batch ?? "").toUpperCase());
  }

  isSeen(line, byLine) {
    return byLine.has(line.id) || (this.seen.has(line.id) && !line.since);
  }

  /** The rooms with how much of them is seen, the ones to go to first. */
  rooms() {
    const { byLine, done } = this.sorted();
    const seen = new Map();
    for (const line of this.lines.values()) {
      if (this.isSeen(line, byLine)) seen.set(line.place, (seen.get(line.place) ?? 0) + 1);
    }
    const told = [...this.places.values()].map((place) => ({ ...place, seen: seen.get(place.id) ?? 0, done: done.get(place.id) ?? "" }));
    return told.sort((a, b) => Boolean(a.done) - Boolean(b.done) || (b.expected > 0) - (a.expected > 0));
  }

  /** What a room's page shows: still to be found, found, and what was seen here without being expected here. */
  room(id) {
    const { byLine, others } = this.sorted();
    const here = [...this.lines.values()].filter((line) => this.stores || (!this.blind && line.place === id));
    const open = here.filter((line) => !this.isSeen(line, byLine));
    const found = here.filter((line) => this.isSeen(line, byLine)).map((line) => ({ line, marks: byLine.get(line.id) ?? [], by: this.seen.get(line.id) ?? "" }));
    const extra = [];
    for (const [lineId, marks] of byLine) {
      const line = this.lines.get(lineId);
      if (!here.includes(line) && marks.at(-1).room === id) extra.push({ name: line.name, code: line.codes[0], note: this.blind ? "" : `账面在 ${this.places.get(line.place)?.name ?? "别处"}` });
    }
    for (const [code, marks] of others) if (marks.at(-1).room === id) extra.push({ name: code, code: "", note: this.stores ? `${sum(marks)}，不在清单里` : "不在清单里，已记下" });
    return { open, found, extra };
  }
}

function lineOf([id, label, codes, name, place, quantity, unit, batch, since, item]) {
  return { id, label, codes, name, place, quantity, unit, batch, since, item };
}

/** Quantities have three decimals at most: added as whole thousandths. */
export function sum(marks) {
  return marks.reduce((total, mark) => total + Math.round(Number(mark.quantity ?? 0) * 1000), 0) / 1000;
}
