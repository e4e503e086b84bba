// Rooms and things as lists; the page decides, this only shows.
import { sum } from "./model.js";

const SHOWN = 80;

function element(tag, className, ...inside) {
  const made = Object.assign(document.createElement(tag), { className });
  made.append(...inside);
  return made;
}

function badge(words, tone) {
  return element("span", `badge bg-${tone}-lt`, words);
}

export function drawRooms(part, count) {
  const wanted = part("find-room").value.trim().toUpperCase();
  const rooms = count.rooms().filter((room) => !wanted || room.path.toUpperCase().includes(wanted));
  const shown = rooms.slice(0, SHOWN).map((room) => {
    const name = element("span", "count-room-name", room.name, element("small", "text-secondary", room.path.split("/").slice(0, -1).join(" · ")));
    const state = room.done ? badge(`${room.done} 盘完`, "green") : room.asked ? badge(`请 ${room.asked} 盘`, "blue") : "";
    const seen = room.expected ? `${room.seen}/${room.expected}` : "";
    return Object.assign(element("button", "list-group-item list-group-item-action", name, element("span", "text-secondary", seen), state), { type: "button", value: room.id });
  });
  if (!shown.length) shown.push(element("div", "list-group-item text-secondary", "没有这个房间"));
  if (rooms.length > SHOWN) shown.push(element("div", "list-group-item text-secondary", `还有 ${rooms.length - SHOWN} 处，输入名称查找`));
  part("rooms").replaceChildren(...shown);
}

export function drawRoom(part, count, place) {
  const { open, found, extra } = count.room(place.id);
  const mine = count.sorted().byLine;
  part("where").textContent = place.name;
  part("told").textContent = count.blind && !count.stores ? `已记 ${extra.length} 件` : `${found.length}/${open.length + found.length}${extra.length ? `，清单外 ${extra.length}` : ""}`;
  part("list").replaceChildren(...extra.map(extraLine), ...open.map((line) => thing(line, note(count, line))));
  part("found").replaceChildren(...found.map(({ line, marks, by }) => thing(line, told(line, marks, by), mine.has(line.id) && count.stores)));
  part("found-box").hidden = !found.length;
  part("found-title").textContent = `已盘 ${found.length} 项`;
}

function note(count, line) {
  if (line.since) return badge("请重盘", "orange");
  return count.stores && line.quantity ? element("span", "text-secondary", `账面 ${line.quantity} ${line.unit}`) : "";
}

function told(line, marks, by) {
  if (marks.length && marks.at(-1).quantity !== undefined) return element("span", "count-tick", `✓ ${sum(marks)} ${line.unit}`);
  return element("span", "count-tick", marks.length || !by ? "✓" : `✓ ${by}`);
}

function thing(line, side, isButton = true) {
  const name = element("span", "count-room-name", line.name, element("small", "text-secondary", line.codes[0] ?? ""));
  const inside = isButton ? Object.assign(element("button", "count-thing", name, side), { type: "button", value: line.id }) : element("div", "count-thing", name, side);
  return element("li", "list-group-item", inside);
}

function extraLine({ name, code, note: said }) {
  return element("li", "list-group-item count-extra", element("div", "count-thing", element("span", "count-room-name", name, element("small", "text-secondary", code)), badge(said || "已记", "orange")));
}
