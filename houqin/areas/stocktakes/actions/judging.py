"""The scans become findings: once when the counting ends, again for what comes in late or is counted anew."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from houqin.areas.assets.models import Asset
from houqin.areas.stocktakes.assessing import Line, assess, marks_of
from houqin.areas.stocktakes.expecting import FEN, told_asset
from houqin.areas.stocktakes.judging import Verdict
from houqin.areas.stocktakes.models import Finding, Stocktake
from houqin.areas.stocktakes.outcomes import QUIET, Outcome
from houqin.areas.stores.models import Batch, Item
from houqin.foundation.models import Person
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import add_many
from houqin.kernel.declare import register

State = Finding.State
ONE = Decimal(1)
TOLD = (
    "outcome", "state", "found_place_id", "counted", "difference", "value", "counter_id", "seen_at", "told", "judged_at",
)  # fmt: skip


def judge(count: Stocktake, *, by: Actor, whole: bool = False) -> None:
    """Bring every undecided line up to date. whole: also those that wait for a recount and were not seen since."""
    marks = marks_of(count)
    found = assess(count, marks)
    names = _names(count, found, marks.paths)
    known = {line.key: line for line in Finding.objects.of(count.school_id).filter(stocktake=count)}
    now, new = clock.now(), []
    for key, (line, verdict) in found.items():
        told = _told(line, verdict, names) | {"judged_at": now}
        finding = known.get(key)
        if finding is None:
            if verdict.outcome != Outcome.WITHDRAWN:
                new.append(_new(count, line, told))
        elif finding.state != State.DECIDED and (whole or verdict.at is not None or finding.state != State.COUNTING):
            _update(finding, told)
    add_many(register.get("stocktakes.finding"), by=by, rows=_named(count, new))


def _update(finding: Finding, told: dict[str, Any]) -> None:
    told["value"] = _value(finding, told["difference"])
    same = all(getattr(finding, name) == told[name] for name in TOLD if name != "judged_at")
    if same and finding.judged_at is not None:
        return
    for name in TOLD:
        setattr(finding, name, told[name])
    finding.save()


def _value(finding: Finding, difference: Decimal) -> Decimal:
    return (finding.unit_value * abs(difference)).quantize(FEN, ROUND_HALF_UP)


def _told(line: Line, verdict: Verdict, names: "_Names") -> dict[str, Any]:
    outcome = verdict.outcome
    return {
        "outcome": outcome, "state": State.SETTLED if outcome in QUIET else State.OPEN,
        "found_place_id": names.place(verdict.place) if verdict.at is not None else None, "counted": verdict.counted,
        "difference": _difference(line, verdict), "counter_id": verdict.counter, "seen_at": verdict.at, "told": names.disagreement(verdict),
    }  # fmt: skip


def _difference(line: Line, verdict: Verdict) -> Decimal:
    if verdict.counted is not None and verdict.book is not None:
        return verdict.counted - verdict.book
    if line.item_id is None and verdict.outcome == Outcome.MISSING:
        return -ONE
    return ONE if verdict.outcome == Outcome.UNEXPECTED else Decimal(0)


class _Names:
    """Ids of the places that were seen at, and the names of those who disagree."""

    def __init__(self, places: dict[str, int], people: dict[int, str]) -> None:
        self._places, self._people = places, people

    def place(self, path: str) -> int | None:
        return self._places.get(path)

    def disagreement(self, verdict: Verdict) -> str:
        told = (
            f"{self._people.get(who or 0, '未登记姓名者')}：{what.rpartition('/')[2]}" for who, what in verdict.told
        )
        return "；".join(told)[:200]


def _names(count: Stocktake, found: dict[str, tuple[Line, Verdict]], paths: dict[int, str]) -> _Names:
    places = {path: pk for pk, path in paths.items()}
    if count.is_of_stores:
        places = {verdict.place: count.store.place_id for _, verdict in found.values() if verdict.place}
    who = {counter for _, verdict in found.values() for counter, _ in verdict.told if counter is not None}
    return _Names(places, dict(Person.objects.of(count.school_id).filter(pk__in=who).values_list("pk", "name")))


def _new(count: Stocktake, line: Line, told: dict[str, Any]) -> dict[str, Any]:
    return {
        "stocktake": count, "campus": count.campus, "name": "账外物品", "code": line.code[:60], "asset_id": line.asset_id,
        "item_id": line.item_id, "batch_id": line.batch_id, "is_expected": False, "expected": Decimal(0), "value": Decimal(0), **told,
    }  # fmt: skip


def _named(count: Stocktake, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What was seen without being expected has a name too, when the books know it."""
    ids = {name: {row[f"{name}_id"] for row in rows} - {None} for name in ("asset", "item", "batch")}
    assets = Asset.objects.of(count.school_id).select_related("asset_class").in_bulk(ids["asset"])
    items = Item.objects.of(count.school_id).in_bulk(ids["item"])
    batches = Batch.objects.of(count.school_id).in_bulk(ids["batch"])
    for row in rows:
        asset, item, batch = assets.get(row["asset_id"]), items.get(row["item_id"]), batches.get(row["batch_id"])
        if asset is not None:
            row |= {
                "name": told_asset(asset),
                "code": asset.number,
                "unit": asset.asset_class.unit,
                "place_id": asset.place_id,
            }
            row["unit_value"] = asset.value
        elif item is not None:
            row |= {"name": f"{item} 批号 {batch.code}" if batch else str(item), "code": item.code, "unit": item.unit}
    return rows
