"""Questions about what is there."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet, Sum

from houqin.areas.stores.models import GRAIN, Balance, Item, Loan, ReserveLine, Store
from houqin.foundation.rules import number
from houqin.kernel import clock

NOTHING = Decimal(0)
EXPIRY_DAYS, EXPIRY_DAYS_LAST = "OPS-03.expiry_days", "OPS-03.expiry_days_last"


@dataclass(frozen=True, kw_only=True, slots=True)
class Gap:
    """What is missing. store: None when the item's own minimum counts all stores together. list_name: the required list, "" for the item's own."""

    item: Item
    store: Store | None
    on_hand: Decimal
    minimum: Decimal
    list_name: str = ""

    @property
    def missing(self) -> Decimal:
        return self.minimum - self.on_hand


def on_hand(store: Store, item: Item) -> Decimal:
    rows = Balance.objects.of(store.school_id).filter(store=store, item=item)
    return _sum(rows.aggregate(total=Sum("quantity"))["total"])


def expected(store: Store) -> "QuerySet[Any]":
    """The balances that a stocktake of the store should find: item, batch, quantity."""
    rows = Balance.objects.of(store.school_id).filter(store=store, quantity__gt=0)
    return rows.select_related("item", "batch", "shelf").order_by("item__code", "batch_id")


def gaps(school_id: int, store: Store | None = None) -> list[Gap]:
    """What is below its minimum: of the required lists first, then the items' own minimum over all stores (not asked for one store)."""
    found = [gap for gap in _reserve_gaps(school_id, store) if gap.missing > 0]
    if store is None:
        found += [gap for gap in _item_gaps(school_id) if gap.missing > 0]
    return found


def _reserve_gaps(school_id: int, store: Store | None) -> list[Gap]:
    lines = ReserveLine.objects.of(school_id).filter(reserve__is_active=True, item__is_active=True)
    if store is not None:
        lines = lines.filter(reserve__store=store)
    gaps = []
    lasting: dict[int, dict[tuple[int, int], Decimal]] = {}
    for line in lines.select_related("item", "reserve__store").order_by("reserve_id", "id"):
        days = line.reserve.renew_days
        if days not in lasting:
            lasting[days] = _lasting(school_id, days)
        there = lasting[days].get((line.reserve.store_id, line.item_id), NOTHING)
        gaps.append(
            Gap(
                item=line.item,
                store=line.reserve.store,
                on_hand=there,
                minimum=line.minimum,
                list_name=line.reserve.name,
            )
        )
    return gaps


def _lasting(school_id: int, days: int) -> dict[tuple[int, int], Decimal]:
    """(store, item) → what will still be good after so many days: what expires sooner is to be used up and renewed."""
    last = clock.today() + timedelta(days=days)
    good = Q(batch=None) | Q(batch__expires_on=None) | Q(batch__expires_on__gte=last)
    rows = Balance.objects.of(school_id).filter(good, quantity__gt=0).values_list("store_id", "item_id").order_by()
    return {(store, item): _sum(total) for store, item, total in rows.annotate(total=Sum("quantity"))}


def _item_gaps(school_id: int) -> list[Gap]:
    items = list(Item.objects.of(school_id).filter(is_active=True, minimum__gt=0).order_by("code"))
    good = Q(batch=None) | Q(batch__expires_on=None) | Q(batch__expires_on__gte=clock.today())
    rows = Balance.objects.of(school_id).filter(good, item__in=items).values_list("item_id").order_by()
    there = {item: _sum(total) for item, total in rows.annotate(total=Sum("quantity"))}
    return [Gap(item=item, store=None, on_hand=there.get(item.pk, NOTHING), minimum=item.minimum) for item in items]


def _sum(total: Any) -> Decimal:
    """SQLite adds decimals as binary fractions; what was booked has three decimals."""
    return Decimal(str(total or 0)).quantize(GRAIN)


def expiry_days(school_id: int) -> int:
    return int(number(school_id, EXPIRY_DAYS))


def expiring(balances: "QuerySet[Any]", days: int) -> "QuerySet[Any]":
    """Of these balances, what lies there and expires within so many days, or has; the first to expire first."""
    last = clock.today() + timedelta(days=days)
    rows = balances.filter(quantity__gt=0, batch__expires_on__lte=last)
    return rows.select_related("item", "batch", "store").order_by("batch__expires_on", "id")


def overdue(loans: "QuerySet[Any]") -> "QuerySet[Any]":
    rows = loans.filter(state=Loan.State.OUT, due_on__lt=clock.today())
    return rows.select_related("item", "borrower", "store").order_by("due_on", "id")
