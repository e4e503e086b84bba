"""Which item is meant by what somebody scanned or typed."""

from typing import Any

from django.db.models import Q

from houqin.areas.stores.models import Item, Kind
from houqin.foundation.actions import tidy_code
from houqin.kernel.access import Actor
from houqin.kernel.declare import register
from houqin.kernel.search.finding import search

FOUND = 8


def item_by_code(school_id: int, said: str) -> Item | None:
    """By the code or the address on our label, or by the bar code of the maker."""
    code = tidy_code(said.strip().rstrip("/").rsplit("/", 1)[-1])
    if not code:
        return None
    rows = Item.objects.of(school_id).filter(Q(code=code) | Q(barcode=code), is_active=True)
    found: Item | None = rows.order_by("id").first()
    return found


def items_called(actor: Actor, words: str) -> list[Item]:
    """What lies in stores under such a name; fixed assets are no supplies."""
    rows: Any = Item.objects.of(actor.school_id).filter(is_active=True).exclude(kind=Kind.FIXED)
    found = search(rows, register.for_model(Item), actor.school_id, words).order_by("code")
    return list(found[:FOUND])
