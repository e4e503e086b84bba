"""What a phone carries through the building: rooms, what is expected in them, and how to know a label without being told its code."""

import hashlib
from typing import Any

from houqin.areas.stocktakes.assessing import lines_of, marks_of
from houqin.areas.stocktakes.expecting import places_below
from houqin.areas.stocktakes.models import CountPlace, Finding, Stocktake
from houqin.areas.stocktakes.reads import names_of
from houqin.areas.stores.models import ItemUnit
from houqin.foundation.models import Place

MOST_PLACES = 3_000


def seal(salt: str, code: str) -> str:
    """The phone knows a label again when it reads it; nobody can read the code off the page and claim to have been there."""
    return hashlib.sha256(f"{salt}:{code.upper()}".encode()).hexdigest()[:16]


def carried(count: Stocktake) -> dict[str, Any]:
    """Short lists instead of named values: a whole school is on one page."""
    return {
        "id": count.pk, "salt": count.number, "stores": count.is_of_stores, "blind": count.is_blind, "url": f"/stocktakes/{count.pk}/count/",
        "title": count.title, "places": _places(count), "lines": _lines(count), "units": _units(count), **seen_so_far(count),
    }  # fmt: skip


def _places(count: Stocktake) -> list[list[Any]]:
    """[id, name, path below the campus, expected, asked, seal]"""
    told = {
        p.place_id: p for p in CountPlace.objects.of(count.school_id).filter(stocktake=count).select_related("counter")
    }
    if count.is_of_stores:
        return [[count.store.place_id or 0, str(count.store), str(count.store), count.line_count, "", ""]]
    rows = (
        places_below(count.place)
        if count.place is not None
        else Place.objects.of(count.school_id).filter(campus=count.campus_id)
    )
    rows = rows.filter(is_active=True).order_by("path", "id")[:MOST_PLACES]
    return [
        [
            p.pk,
            p.name,
            p.path.partition("/")[2] or p.name,
            *_expected(count, told.get(p.pk)),
            seal(count.number, p.code),
        ]
        for p in rows
    ]


def _expected(count: Stocktake, place: CountPlace | None) -> tuple[int, str]:
    if place is None:
        return 0, ""
    return 0 if count.is_blind else place.line_count, place.counter.name if place.counter else ""


def _lines(count: Stocktake) -> list[list[Any]]:
    """[id, seal of the label, codes that anybody may type, name, place, quantity, unit, batch, to be recounted, item]"""
    rows = Finding.objects.of(count.school_id).filter(stocktake=count, is_expected=True)
    rows = rows.select_related("asset", "item", "batch").order_by("place__path", "name", "id")
    return [_line(count, finding) for finding in rows]


def _line(count: Stocktake, finding: Finding) -> list[Any]:
    asset, item = finding.asset, finding.item
    codes = [asset.number, asset.old_number] if asset is not None else [item.code, item.barcode]
    quantity = "" if count.is_blind or item is None else f"{finding.expected.normalize():f}"
    return [
        finding.pk, seal(count.number, asset.code) if asset is not None else "", [code.upper() for code in codes if code], finding.name,
        0 if count.is_blind else finding.place_id or 0, quantity, finding.unit, finding.batch.code if finding.batch else "",
        int(finding.recount_from is not None and finding.state == Finding.State.COUNTING), finding.item_id or 0,
    ]  # fmt: skip


def _units(count: Stocktake) -> dict[int, list[list[str]]]:
    """Larger units of each item: a box is counted as a box."""
    if not count.is_of_stores:
        return {}
    lines = Finding.objects.of(count.school_id).filter(stocktake=count, is_expected=True)
    found: dict[int, list[list[str]]] = {}
    for unit in ItemUnit.objects.of(count.school_id).filter(item__in=lines.values("item")).order_by("factor"):
        found.setdefault(unit.item_id, []).append([unit.name, f"{unit.factor.normalize():f}"])
    return found


def seen_so_far(count: Stocktake) -> dict[str, Any]:
    """What others have brought in: line → who saw it last, room → who said it is done."""
    marks, lines = marks_of(count), lines_of(count)
    ids = dict(_ids(count))
    who = {mark.counter for seen in marks.by_key.values() for mark in seen} | {
        counter for counter, _ in marks.done.values()
    }
    names = names_of(count.school_id, who)
    seen = {}
    for key, made in marks.by_key.items():
        since = lines[key].since if key in lines else None
        standing = [mark for mark in made if since is None or mark.at >= since]
        if standing and key in ids:
            seen[ids[key]] = names.get(standing[-1].counter or 0, "系统")
    done = {place or 0: names.get(counter or 0, "系统") for place, (counter, _) in marks.done.items()}
    return {"seen": seen, "done": done}


def _ids(count: Stocktake) -> list[tuple[str, int]]:
    return [(finding.key, finding.pk) for finding in Finding.objects.of(count.school_id).filter(stocktake=count)]
