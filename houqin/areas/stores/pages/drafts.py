"""Lines of items as far as they are picked: each tap or scan posts the form, nothing is done until the last button."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from houqin.areas.stores.models import Item
from houqin.kernel.pages.ids import row_id

TAPS = ("add", "drop", "less", "scan", "look")
Draft = dict[int, str]
"""Item id → quantity as typed."""


@dataclass(frozen=True, slots=True)
class Line:
    item: Item
    quantity: str
    note: str = ""


def is_drafting(data: Any) -> bool:
    return any(tap in data for tap in TAPS)


def draft_of(data: Any) -> Draft:
    """The lines sent so far, with what was just tapped."""
    draft: Draft = {}
    for name, value in data.items():
        _, _, rest = name.partition("lines-")
        number, _, part = rest.partition("-")
        if part == "item" and (item := row_id(value)):
            draft[item] = data.get(f"lines-{number}-quantity", "1")
    return draft


def tapped(data: Any, draft: Draft, usual: dict[int, Decimal]) -> Draft:
    """A tap adds the usual quantity, `less` takes one such step away, `drop` the whole line."""
    add, less, drop = (row_id(data.get(name, "")) for name in ("add", "less", "drop"))
    if add:
        step(draft, add, usual.get(add, Decimal(1)))
    if less:
        step(draft, less, -usual.get(less, Decimal(1)))
    draft.pop(drop, None)
    return draft


def step(draft: Draft, pk: int, by: Decimal) -> None:
    now = number(draft.get(pk, "0")) + by
    if now > 0:
        draft[pk] = plain(now)
    else:
        draft.pop(pk, None)


def number(said: str) -> Decimal:
    try:
        found = Decimal(said)
    except InvalidOperation:
        return Decimal(0)
    return found if found.is_finite() and 0 <= found < 10_000_000 else Decimal(0)


def plain(quantity: Decimal) -> str:
    return f"{quantity.normalize():f}"
