"""Which thing a code names: many codes at once, because a phone brings hundreds."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Q

from houqin.areas.assets.models import Asset
from houqin.areas.stocktakes.codes import spellings
from houqin.areas.stocktakes.models import Finding, Stocktake
from houqin.areas.stores.models import Batch, Item
from houqin.foundation.models import Place

T = TypeVar("T")
CHUNK = 300
"""A database takes only so many values in one question."""


@dataclass(frozen=True, slots=True)
class Match:
    asset_id: int | None = None
    item_id: int | None = None
    batch_id: int | None = None
    is_label: bool = False


NOTHING = Match()


def matches(count: Stocktake, wanted: Collection[tuple[str, str]]) -> dict[tuple[str, str], Match]:
    """(code, batch) → the thing of this count's kind that it names; absent when nothing on the books does."""
    codes = {code for code, _ in wanted}
    if not count.is_of_stores:
        found = _assets(count.school_id, codes)
        return {(code, batch): found[code] for code, batch in wanted if code in found}
    items = _items(count.school_id, codes)
    batches = _batches(count, set(items.values()))
    return {
        (code, batch): Match(item_id=items[code], batch_id=batches.get((items[code], batch)))
        for code, batch in wanted
        if code in items
    }


def _assets(school_id: int, codes: Iterable[str]) -> dict[str, Match]:
    """By label, by number of the card, by the number of an older ledger; the first that fits."""
    by_code: dict[str, Match] = {}
    for part in _chunks(codes):
        fits = Q(code__in=part) | Q(number__in=part) | Q(old_number__in=part)
        rows = Asset.objects.of(school_id).filter(fits).order_by("id")
        for pk, old, number, label in rows.values_list("pk", "old_number", "number", "code"):
            by_code |= {name.upper(): Match(asset_id=pk) for name in (old, number) if name}
            by_code[label.upper()] = Match(asset_id=pk, is_label=True)
    return _by_spelling(codes, by_code)


def _items(school_id: int, codes: Iterable[str]) -> dict[str, int]:
    by_code: dict[str, int] = {}
    for part in _chunks(codes):
        rows = Item.objects.of(school_id).filter(Q(code__in=part) | Q(barcode__in=part)).order_by("id")
        for pk, *names in rows.values_list("pk", "barcode", "code"):
            by_code |= {name.upper(): pk for name in names if name}
    return _by_spelling(codes, by_code)


def _batches(count: Stocktake, items: set[int]) -> dict[tuple[int, str], int | None]:
    """Batch by its code; without one the only line of that item in this count is meant."""
    rows = Batch.objects.of(count.school_id).filter(item__in=items).values_list("item_id", "code", "pk")
    found: dict[tuple[int, str], int | None] = {(item, code.upper()): pk for item, code, pk in rows}
    lines = Finding.objects.of(count.school_id).filter(stocktake=count, item__in=items, is_expected=True)
    expected: dict[int, list[int | None]] = {}
    for item, batch in lines.values_list("item_id", "batch_id"):
        expected.setdefault(item, []).append(batch)
    return found | {(item, ""): known[0] for item, known in expected.items() if len(known) == 1}


def places_told(count: Stocktake, codes: Collection[str], ids: Collection[int]) -> dict[str | int, Place]:
    """Places of the counted campus, by the code on their door or by their id."""
    places = Place.objects.of(count.school_id).filter(campus=count.campus_id)
    known = {place.code.upper(): place for part in _chunks(codes) for place in places.filter(code__in=part)}
    found: dict[str | int, Place] = {c: known[name] for c in codes for name in spellings(c) if name in known}
    picked = sorted(ids)
    for n in range(0, len(picked), CHUNK):
        found |= places.in_bulk(picked[n : n + CHUNK])
    return found


def _by_spelling(codes: Iterable[str], known: Mapping[str, T]) -> dict[str, T]:
    found: dict[str, T] = {}
    for code in codes:
        fitting = next((known[name] for name in spellings(code) if name in known), None)
        if fitting is not None:
            found[code] = fitting
    return found


def _chunks(codes: Iterable[str]) -> Iterable[list[str]]:
    every = sorted({name for code in codes for name in spellings(code) if name})
    return [every[n : n + CHUNK] for n in range(0, len(every), CHUNK)]
