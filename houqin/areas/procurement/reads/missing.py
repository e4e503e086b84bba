"""What the stores are short of and nobody is buying yet."""

from dataclasses import dataclass
from decimal import Decimal

from houqin.areas.procurement.models import Order, OrderLine, Request, RequestLine
from houqin.areas.stores import reads as stores
from houqin.areas.stores.models import Item, ItemUnit
from houqin.foundation.models import Campus

NOT_ORDERED = (*Request.UNDECIDED, Request.State.APPROVED)


@dataclass(frozen=True, kw_only=True, slots=True)
class Shortage:
    item: Item
    on_hand: Decimal
    minimum: Decimal
    coming: Decimal

    @property
    def missing(self) -> Decimal:
        return self.minimum - self.on_hand - self.coming


def shopping_list(school_id: int, campus: Campus | None = None) -> list[Shortage]:
    """Each item once, by its largest gap; what is asked for or ordered already counts as coming."""
    largest: dict[int, stores.Gap] = {}
    for gap in stores.gaps(school_id):
        if campus is not None and gap.store is not None and gap.store.campus_id != campus.pk:
            continue
        if gap.item.pk not in largest or gap.missing > largest[gap.item.pk].missing:
            largest[gap.item.pk] = gap
    on_its_way = coming(school_id, list(largest))
    found = [
        Shortage(item=gap.item, on_hand=gap.on_hand, minimum=gap.minimum, coming=on_its_way.get(pk, Decimal(0)))
        for pk, gap in largest.items()
    ]
    return [one for one in found if one.missing > 0]


def coming(school_id: int, items: list[int]) -> dict[int, Decimal]:
    """Item → how much of its own unit is asked for or ordered and not yet accepted."""
    factors = {
        (item, name): factor
        for item, name, factor in ItemUnit.objects.of(school_id)
        .filter(item__in=items)
        .values_list("item_id", "name", "factor")
    }
    asked = RequestLine.objects.of(school_id).filter(item__in=items, request__state__in=NOT_ORDERED)
    ordered = OrderLine.objects.of(school_id).filter(item__in=items, order__state__in=Order.EXPECTED)
    found: dict[int, Decimal] = {}
    for item, unit, quantity in [
        *asked.values_list("item_id", "unit", "quantity"),
        *((line.item_id, line.unit, line.open) for line in ordered),
    ]:
        found[item] = found.get(item, Decimal(0)) + quantity * factors.get((item, unit), Decimal(1))
    return found
