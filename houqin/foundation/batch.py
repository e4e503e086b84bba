"""Many places from a few lines: "教学楼 1-5层，每层 01-08教室、男厕所" is a building, five floors and forty-five rooms."""

import re
import unicodedata
from dataclasses import dataclass, field

from houqin.foundation.places_data import ShippedPlaceKind, place_kind_called, shipped_place_kinds

MOST_FLOORS, MOST_ROOMS, MOST_PLACES = 40, 99, 2000
FLOORS = re.compile(r"^(?P<name>.+?)\s*(?P<first>\d{1,2})\s*(?:[-~至到]\s*(?P<last>\d{1,2}))?\s*[层楼]$")
ROOMS = re.compile(r"^(?P<first>\d{1,3})\s*[-~至到]\s*(?P<last>\d{1,3})\s*号?\s*(?P<name>\D*)$")
ON_EACH = re.compile(r"^每层[有为是:\s]*")


@dataclass(slots=True)
class Planned:
    """One place to be. path: names from under the campus; fate is filled by the rehearsal."""

    path: tuple[str, ...]
    kind: str
    line: int
    exists: bool = False

    @property
    def name(self) -> str:
        return self.path[-1]


@dataclass(slots=True)
class Rehearsal:
    places: list[Planned] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def new(self) -> list[Planned]:
        return [place for place in self.places if not place.exists]


def rehearse(text: str, *, known: set[tuple[str, ...]], otherwise: str = "") -> Rehearsal:
    """What the lines would make. known: paths that are there already; otherwise: the kind of names that say none."""
    reading = _Reading(otherwise)
    for number, line in enumerate(unicodedata.normalize("NFKC", text).splitlines(), start=1):
        if line.strip():
            reading.line(line.strip().rstrip("。."), number)
    found = reading.rehearsal
    if len(found.places) > MOST_PLACES:
        found.problems.append(f"一次最多添加 {MOST_PLACES} 个场所，这里有 {len(found.places)} 个，请分几次。")
    for place in found.places:
        place.exists = place.path in known
    return found


class _Reading:
    def __init__(self, otherwise: str) -> None:
        self.otherwise = otherwise
        self.rehearsal = Rehearsal()
        self._seen: set[tuple[str, ...]] = set()

    def line(self, line: str, number: int) -> None:
        head, _, tail = re.sub(r"[,，;；：:]+", ",", line).partition(",")
        floors = FLOORS.match(head.strip())
        if floors is not None:
            self._building(floors, tail, number)
        elif tail:
            self._add((head.strip(),), number, building=True)
            for name in self._rooms(tail, number, floor=None):
                self._add((head.strip(), name), number)
        else:
            for name in re.split(r"[、\s]+", head.strip()):
                self._add((name,), number)

    def _building(self, floors: re.Match[str], tail: str, number: int) -> None:
        building, first = floors["name"].strip(), int(floors["first"])
        last = int(floors["last"] or first)
        if last < first or last - first >= MOST_FLOORS:
            self._complain(number, f"“{floors[0]}”的楼层要从小到大，最多 {MOST_FLOORS} 层")
            return
        self._add((building,), number, building=True)
        for floor in range(first, last + 1):
            self._add((building, f"{floor}层"), number, kind="floor")
            for name in self._rooms(tail, number, floor=floor):
                self._add((building, f"{floor}层", name), number)

    def _rooms(self, tail: str, number: int, *, floor: int | None) -> list[str]:
        names: list[str] = []
        for part in re.split(r"[、,和及]", ON_EACH.sub("", tail.strip())):
            told = ON_EACH.sub("", part.strip())
            rooms = ROOMS.match(told)
            if rooms is None:
                names += [told] if told else []
                continue
            first, last = int(rooms["first"]), int(rooms["last"])
            if last < first or last - first >= MOST_ROOMS:
                self._complain(number, f"“{told}”的编号要从小到大，最多 {MOST_ROOMS} 间")
                return []
            names += [self._room_name(n, rooms["first"], rooms["name"].strip(), floor) for n in range(first, last + 1)]
        return names

    def _room_name(self, n: int, first: str, name: str, floor: int | None) -> str:
        """101教室 on floor 1; without a floor the number stays as it was written."""
        return f"{floor}{n:02}{name}" if floor is not None else f"{n:0{len(first)}}{name}"

    def _add(self, path: tuple[str, ...], number: int, *, kind: str = "", building: bool = False) -> None:
        if path in self._seen:
            return
        self._seen.add(path)
        kind = kind or (building_kind(path[-1]) if building else room_kind(path[-1])) or self.otherwise
        if not kind:
            self._complain(number, f"看不出“{path[-1]}”是哪一类场所，请选择“认不出时归为”的类别，或改用常见名称")
        self.rehearsal.places.append(Planned(path, kind, number))

    def _complain(self, number: int, what: str) -> None:
        problem = f"第 {number} 行：{what}。"
        if problem not in self.rehearsal.problems:
            self.rehearsal.problems.append(problem)


def building_kind(name: str) -> str:
    """The kind of a building with this name; every building that says nothing else is an "other building"."""
    buildings = [kind for kind in shipped_place_kinds() if kind.level == "building"]
    return _longest(name, buildings) or _longest(f"{name}楼", buildings) or "other_building"


def room_kind(name: str) -> str:
    exact = place_kind_called(name)
    return exact.code if exact is not None else _longest(name, shipped_place_kinds()) or _shortened(name)


def _longest(name: str, kinds: "list[ShippedPlaceKind] | tuple[ShippedPlaceKind, ...]") -> str:
    """The kind whose word stands in the name; the longest word wins, then the one further back (教师食堂办公室 is an office)."""
    hits = [
        (len(word), name.rfind(word), kind.code)
        for kind in kinds
        for word in (kind.name, *kind.synonyms)
        if word in name
    ]
    return max(hits)[2] if hits else ""


def _shortened(name: str) -> str:
    """厨房 for 食堂厨房: the one kind whose word ends in the name."""
    if len(name) < 2:
        return ""
    hits = {kind.code for kind in shipped_place_kinds() for word in (kind.name, *kind.synonyms) if word.endswith(name)}
    return hits.pop() if len(hits) == 1 else ""
