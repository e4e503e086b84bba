"""Questions over a count: how far it is, room by room, and what is still to be decided."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet

from houqin.areas.stocktakes.assessing import Marks, lines_of, marks_of
from houqin.areas.stocktakes.judging import same_place
from houqin.areas.stocktakes.models import CountPlace, Finding, Stocktake
from houqin.areas.stocktakes.outcomes import Outcome
from houqin.foundation.models import Campus, Person, Place
from houqin.kernel.access import Actor

OPEN_STATES = (Stocktake.State.COUNTING, Stocktake.State.DECIDING)


@dataclass(frozen=True, slots=True)
class Room:
    """asked: who was asked to count it. done_by: who said it is done, "" while nobody did."""

    name: str
    path: str
    expected: int
    seen: int
    asked: str
    done_by: str
    is_begun: bool

    @property
    def percent(self) -> int:
        return 100 if self.done_by else 100 * self.seen // self.expected if self.expected else 0


@dataclass(slots=True)
class Progress:
    """extra: things and codes seen that were not expected."""

    expected: int = 0
    seen: int = 0
    extra: int = 0
    rooms: list[Room] = field(default_factory=list)

    @property
    def percent(self) -> int:
        return 100 * self.seen // self.expected if self.expected else 0

    @property
    def done(self) -> int:
        return sum(bool(room.done_by) for room in self.rooms)


def progress(count: Stocktake) -> Progress:
    """Where the counting stands now, by the scans alone."""
    marks, lines = marks_of(count), lines_of(count)
    seen_at: dict[int, int] = {}
    told = Progress()
    for line in lines.values():
        if line.is_expected:
            told.expected += 1
            if line.key in marks.by_key:
                told.seen += 1
                seen_at[line.place_id or 0] = seen_at.get(line.place_id or 0, 0) + 1
    told.extra = sum(1 for key in marks.by_key if key not in lines or not lines[key].is_expected)
    told.rooms = _rooms(count, marks, seen_at)
    return told


def _rooms(count: Stocktake, marks: Marks, seen_at: dict[int, int]) -> list[Room]:
    names = names_of(count.school_id, {counter for counter, _ in marks.done.values()})
    places = CountPlace.objects.of(count.school_id).filter(stocktake=count).select_related("place", "counter")
    return [
        Room(
            name=one.place.name, path=one.place.path, expected=one.line_count, seen=seen_at.get(one.place_id, 0),
            asked=one.counter.name if one.counter else "", done_by=_done_by(marks, one.place_id, names), is_begun=one.place_id in marks.rooms,
        )
        for one in places.order_by("place__path", "id")
    ]  # fmt: skip


def _done_by(marks: Marks, place_id: int, names: dict[int, str]) -> str:
    done = marks.done.get(place_id)
    return names.get(done[0] or 0, "系统") if done is not None else ""


def names_of(school_id: int, ids: Any) -> dict[int, str]:
    return dict(Person.objects.of(school_id).filter(pk__in=set(ids) - {None}).values_list("pk", "name"))


def by_outcome(count: Stocktake) -> list[tuple[str, str, int, int]]:
    """(outcome, its name, lines, of them still open), as judged."""
    rows = Finding.objects.of(count.school_id).filter(stocktake=count).order_by().values_list("outcome")
    told = rows.annotate(
        n=Count("id"), left=Count("id", filter=Q(state__in=(Finding.State.OPEN, Finding.State.COUNTING)))
    )
    found = {outcome: (n, left) for outcome, n, left in told}
    return [(one.value, str(one.label), *found[one.value]) for one in Outcome if one.value in found]


def open_findings(count: Stocktake) -> "QuerySet[Finding]":
    rows = Finding.objects.of(count.school_id).filter(stocktake=count, state=Finding.State.OPEN)
    return rows.select_related(
        "stocktake", "place", "found_place", "counter", "asset__place", "item", "batch"
    ).order_by("outcome", "place__path", "id")


def campuses_of(actor: Actor) -> "QuerySet[Campus]":
    """Those this person works for: of all their posts, or every one when a post is held for the whole school."""
    rows = Campus.objects.of(actor.school_id).order_by("id")
    units = [dict(holding.units).get("campus") for holding in actor.holdings]
    return rows if actor.is_system or None in units else rows.filter(pk__in=units)


def open_count_at(rows: "QuerySet[Stocktake]", place: Place) -> Stocktake | None:
    """Of the counts somebody may see, the open one that this place belongs to; the newest when there are several."""
    for count in (
        rows.filter(state__in=OPEN_STATES, campus=place.campus_id).select_related("place", "store").order_by("-id")
    ):
        scope = count.place or (count.store.place if count.store else None)
        if scope is None or same_place(scope.path, place.path):
            return count
    return None
