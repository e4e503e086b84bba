"""Before something is bought: is it there already, and what did it cost last time? (AST-10: reuse before buying)"""

from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import or_

from django.db.models import Q, Sum

from houqin.areas.assets.models import Asset
from houqin.areas.procurement.models import AcceptanceLine, RequestLine
from houqin.areas.stores.models import Balance, Item

FEWEST_CHARACTERS = 2
MOST = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class AtHand:
    """stock: (item, store, quantity); idle: cards of idle things."""

    stock: tuple[tuple[Item, str, Decimal], ...]
    idle: tuple[Asset, ...]

    def __bool__(self) -> bool:
        return bool(self.stock or self.idle)


def at_hand(school_id: int, words: str, item: Item | None = None) -> AtHand:
    """Stock of the item, or of items called like that, and idle things called like that."""
    words = words.strip()
    if item is None and len(words) < FEWEST_CHARACTERS:
        return AtHand(stock=(), idle=())
    named = Q(pk=item.pk) if item is not None else _called(words)
    items = {one.pk: one for one in Item.objects.of(school_id).filter(named, is_active=True).order_by("id")[:MOST]}
    return AtHand(stock=_stock(school_id, items), idle=_idle(school_id, item.name if item is not None else words))


def _called(words: str) -> Q:
    return Q(name__icontains=words) | Q(words__icontains=words)


def _stock(school_id: int, items: dict[int, Item]) -> tuple[tuple[Item, str, Decimal], ...]:
    rows = Balance.objects.of(school_id).filter(item_id__in=items, quantity__gt=0)
    found = rows.values_list("item_id", "store__name").annotate(n=Sum("quantity")).order_by("item_id", "store__name")
    return tuple((items[pk], store, n) for pk, store, n in found)


def _idle(school_id: int, words: str) -> tuple[Asset, ...]:
    if len(words) < FEWEST_CHARACTERS:
        return ()
    rows = Asset.objects.of(school_id).filter(state=Asset.State.IDLE).filter(_idle_called(words))
    return tuple(rows.select_related("place", "campus").order_by("id")[:MOST])


def _idle_called(words: str) -> Q:
    return reduce(
        or_, (Q(**{f"{path}__icontains": words}) for path in ("name", "asset_class__name", "asset_class__words"))
    )


def bought_before(line: RequestLine) -> list[AcceptanceLine]:
    """The last purchases of the same thing, newest first: what it cost then, and from whom."""
    same = Q(item_id=line.item_id) if line.item_id is not None else Q(words=line.words)
    rows = AcceptanceLine.objects.of(line.school_id).filter(same, accepted__gt=0)
    return list(rows.select_related("supplier", "line").order_by("-accepted_at", "-id")[:3])
