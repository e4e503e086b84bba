"""From what was expected and what was seen to what it means. No database: the same marks give the same verdict in whatever order they came.

Things that happen while people count are taken into account so:
- An asset seen at the place its card named at the start, or names now, is in order: a transfer may be written up before or after it is carried.
- An asset that left the counted places (or the books) meanwhile and was not seen has left (期间调出), it is not missing.
- A quantity is compared with the frozen balance plus all movements written up since the start that happened before it was counted.
- What nobody came to (no mark in its room) was not counted; only where somebody was can a thing be missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from houqin.areas.stocktakes.outcomes import Outcome


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """One scan of a thing. place: the path of where it was made. undoes: the id of the mark that its own counter takes back."""

    id: str
    counter: int | None
    at: datetime
    place: str = ""
    quantity: Decimal | None = None
    undoes: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Thing:
    """An asset. place: by its card at the start, now_place: by its card now; "" for no place."""

    is_expected: bool = True
    place: str = ""
    now_place: str = ""
    has_left: bool = False
    is_disposed: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Stock:
    """An item (a batch of it) in a store. moved: (when, how much) of movements written up since the start."""

    expected: Decimal = Decimal(0)
    place: str = ""
    moved: tuple[tuple[datetime, Decimal], ...] = ()

    def book(self, at: datetime) -> Decimal:
        """What should have lain there at that moment."""
        return self.expected + sum((quantity for when, quantity in self.moved if when <= at), Decimal(0))


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """book and counted: of a quantity alone. place: where a thing was seen. told: by whom what, when people disagree."""

    outcome: Outcome
    place: str = ""
    at: datetime | None = None
    counter: int | None = None
    book: Decimal | None = None
    counted: Decimal | None = None
    told: tuple[tuple[int | None, str], ...] = ()


def standing(marks: Iterable[Mark]) -> list[Mark]:
    """The marks that count, in their order: each once, without those that their own counter took back."""
    known = {mark.id: mark for mark in marks}
    undone = {m.undoes for m in known.values() if m.undoes in known and known[m.undoes].counter == m.counter}
    return sorted((m for m in known.values() if not m.undoes and m.id not in undone), key=lambda m: (m.at, m.id))


def judge_thing(thing: Thing, seen: Sequence[Mark], visited: Visited) -> Verdict:
    """seen: standing marks of it. Two people who saw it in two places disagree: a thing is not carried on to be counted again."""
    if not seen:
        return Verdict(outcome=_unseen_thing(thing, visited))
    latest = {mark.counter: mark for mark in seen}
    last = seen[-1]
    if any(not same_place(mark.place, last.place) for mark in latest.values()):
        told = tuple((mark.counter, mark.place) for mark in latest.values())
        return Verdict(outcome=Outcome.CONFLICT, place=last.place, at=last.at, counter=last.counter, told=told)
    return Verdict(outcome=_seen_thing(thing, last.place), place=last.place, at=last.at, counter=last.counter)


def _unseen_thing(thing: Thing, visited: Visited) -> Outcome:
    if not thing.is_expected:
        return Outcome.WITHDRAWN
    if thing.has_left or thing.is_disposed:
        return Outcome.LEFT
    return Outcome.MISSING if thing.place in visited else Outcome.UNVISITED


def _seen_thing(thing: Thing, place: str) -> Outcome:
    if thing.is_disposed:
        return Outcome.UNEXPECTED
    at_home = any(home and same_place(home, place) for home in (thing.place, thing.now_place))
    return Outcome.FOUND if at_home else Outcome.ELSEWHERE


def judge_stock(stock: Stock, seen: Sequence[Mark], visited: Visited) -> Verdict:
    """What one person counted in several goes adds up; what two people counted must agree."""
    if not seen:
        return _unseen_stock(stock, visited)
    totals: dict[int | None, Decimal] = {}
    for mark in seen:
        totals[mark.counter] = totals.get(mark.counter, Decimal(0)) + (mark.quantity or Decimal(0))
    last = seen[-1]
    book = stock.book(last.at)
    if len(set(totals.values())) > 1:
        told = tuple((counter, f"{total.normalize():f}") for counter, total in totals.items())
        return Verdict(
            outcome=Outcome.CONFLICT, place=last.place, at=last.at, counter=last.counter, book=book, told=told
        )
    counted = totals[last.counter]
    outcome = Outcome.FOUND if counted == book else Outcome.SHORT if counted < book else Outcome.OVER
    return Verdict(outcome=outcome, place=last.place, at=last.at, counter=last.counter, book=book, counted=counted)


def _unseen_stock(stock: Stock, visited: Visited) -> Verdict:
    """Of an item nobody gave a number for, nothing is left to find when somebody counted there; unless the books say so too."""
    book = stock.expected + sum((quantity for _, quantity in stock.moved), Decimal(0))
    if not stock.expected and not book:
        return Verdict(outcome=Outcome.WITHDRAWN)
    if not book:
        return Verdict(outcome=Outcome.LEFT, book=book)
    if stock.place not in visited:
        return Verdict(outcome=Outcome.UNVISITED, book=book)
    return Verdict(outcome=Outcome.MISSING, book=book, counted=Decimal(0))


def judge_unknown(seen: Sequence[Mark]) -> Verdict:
    """A code that nothing on the books bears."""
    if not seen:
        return Verdict(outcome=Outcome.WITHDRAWN)
    last = seen[-1]
    return Verdict(outcome=Outcome.UNEXPECTED, place=last.place, at=last.at, counter=last.counter)


def same_place(one: str, other: str) -> bool:
    """The same place, or one within the other: a card may name the building, a counter the room."""
    return one == other or one.startswith(f"{other}/") or other.startswith(f"{one}/")


class Visited:
    """The paths of the places where somebody scanned, or said that all there was counted."""

    def __init__(self, paths: Iterable[str] = ()) -> None:
        self.paths = frozenset(path for path in paths if path)
        self.above = frozenset(up for path in self.paths for up in above(path))

    def __contains__(self, place: str) -> bool:
        """A thing whose card names no place could have been anywhere people were."""
        if not place:
            return bool(self.paths)
        return place in self.paths or place in self.above or any(up in self.paths for up in above(place))


def above(path: str) -> Iterator[str]:
    """The paths that a path lies in, the campus last."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path
