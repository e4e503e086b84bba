"""What the scans of a count say by now, line by line: read from the rows, judged without them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from houqin.areas.assets.models import Asset
from houqin.areas.stocktakes.expecting import assets_within, moved_since, paths_of
from houqin.areas.stocktakes.judging import (
    Mark,
    Stock,
    Thing,
    Verdict,
    Visited,
    judge_stock,
    judge_thing,
    judge_unknown,
    standing,
)
from houqin.areas.stocktakes.models import Finding, Scan, Stocktake, key_of

STORE_ROOM = "库房"
"""A store is one room, whatever place it is at."""


@dataclass(frozen=True, slots=True)
class Line:
    """What is known of a line before anybody saw it. since: marks before a recount do not count."""

    key: str
    asset_id: int | None = None
    item_id: int | None = None
    batch_id: int | None = None
    code: str = ""
    place_id: int | None = None
    expected: Decimal = Decimal(0)
    is_expected: bool = False
    since: datetime | None = None


@dataclass(slots=True)
class Marks:
    """All standing marks of a count. by_key: of things; rooms: the ids of places somebody was at; done: those that were said to be done."""

    by_key: dict[str, list[Mark]] = field(default_factory=dict)
    lines: dict[str, Line] = field(default_factory=dict)
    rooms: set[int] = field(default_factory=set)
    done: dict[int | None, tuple[int | None, datetime]] = field(default_factory=dict)
    visited: Visited = field(default_factory=Visited)
    paths: dict[int, str] = field(default_factory=dict)


READ = (
    "client_id",
    "kind",
    "counter_id",
    "seen_at",
    "place_id",
    "quantity",
    "undoes",
    "asset_id",
    "item_id",
    "batch_id",
    "code",
)


def marks_of(count: Stocktake) -> Marks:
    """Read in one query; a mark taken back is none."""
    told = list(Scan.objects.of(count.school_id).filter(stocktake=count).order_by().values_list(*READ))
    paths = paths_of(count.school_id, (row[4] for row in told))
    rows = {row[0]: row for row in told}
    found = Marks(paths=paths)
    for mark in standing(_mark(count, row, paths) for row in told):
        _sort_in(found, mark, rows[mark.id])
    if count.is_of_stores:  # of an item without a number nothing is left only when somebody said that all is counted
        found.visited = Visited([STORE_ROOM] if found.done else [])
    else:
        found.visited = Visited(paths[room] for room in found.rooms)
    return found


def _mark(count: Stocktake, row: Any, paths: Mapping[int, str]) -> Mark:
    place = STORE_ROOM if count.is_of_stores else paths.get(row[4], "")
    return Mark(id=row[0], counter=row[2], at=row[3], place=place, quantity=row[5], undoes=row[6])


def _sort_in(found: Marks, mark: Mark, row: Any) -> None:
    _, kind, counter, at, place, _, _, asset, item, batch, code = row
    if place is not None:
        found.rooms.add(place)
    if kind == Scan.Kind.DONE:
        found.done[place] = (counter, at)
        return
    key = key_of(asset, item, batch, code)
    found.by_key.setdefault(key, []).append(mark)
    if key not in found.lines:
        found.lines[key] = Line(key, asset, item, batch, code)


def lines_of(count: Stocktake) -> dict[str, Line]:
    """The frozen lines, and those that judging added."""
    rows = Finding.objects.of(count.school_id).filter(stocktake=count).order_by()
    names = ("asset_id", "item_id", "batch_id", "code", "place_id", "expected", "is_expected", "recount_from")
    told = (Line(key_of(*row[:4]), *row) for row in rows.values_list(*names))
    return {line.key: line for line in told}


def assess(count: Stocktake, marks: Marks, *, keys: Collection[str] | None = None) -> dict[str, tuple[Line, Verdict]]:
    """The verdict on every line, expected or only seen; on some of them when keys are given."""
    lines = marks.lines | lines_of(count)
    if keys is not None:
        lines = {key: line for key, line in lines.items() if key in keys}
    judge = _judge_of_stores(count, marks) if count.is_of_stores else _judge_of_assets(count, marks, lines)
    return {key: (line, judge(line)) for key, line in lines.items()}


def _seen(marks: Marks, line: Line) -> list[Mark]:
    seen = marks.by_key.get(line.key, [])
    return seen if line.since is None else [mark for mark in seen if mark.at >= line.since]


def _judge_of_stores(count: Stocktake, marks: Marks) -> Any:
    moved = moved_since(count)

    def judge(line: Line) -> Verdict:
        if line.item_id is None:
            return judge_unknown(_seen(marks, line))
        expected = line.expected if line.is_expected else Decimal(0)
        stock = Stock(expected=expected, place=STORE_ROOM, moved=moved.get(line.key, ()))
        return judge_stock(stock, _seen(marks, line), marks.visited)

    return judge


def _judge_of_assets(count: Stocktake, marks: Marks, lines: Mapping[str, Line]) -> Any:
    ids = [line.asset_id for line in lines.values() if line.asset_id is not None]
    rows = Asset.objects.of(count.school_id).filter(pk__in=ids)
    now = {pk: (place, state) for pk, place, state in rows.values_list("pk", "place_id", "state")}
    within = set(assets_within(count).order_by().values_list("pk", flat=True))
    paths = paths_of(
        count.school_id, [*(line.place_id for line in lines.values()), *(place for place, _ in now.values())]
    )

    def judge(line: Line) -> Verdict:
        if line.asset_id is None:
            return judge_unknown(_seen(marks, line))
        place, state = now[line.asset_id]
        thing = Thing(
            is_expected=line.is_expected, place=paths.get(line.place_id or 0, ""), now_place=paths.get(place or 0, ""),
            has_left=line.asset_id not in within, is_disposed=state == Asset.State.DISPOSED,
        )  # fmt: skip
        return judge_thing(thing, _seen(marks, line), marks.visited)

    return judge
