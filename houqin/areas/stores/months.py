"""A store's month: what was there, came, went and is there, for each item. A closed month tells what was frozen."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum

from houqin.areas.stores.models import FEN, GRAIN, Item, MonthClose, MonthLine, Movement, Store
from houqin.kernel.figures import Period

NOTHING = Decimal(0)
COLUMNS = ("quantity_before", "value_before", "quantity_in", "value_in", "quantity_out", "value_out", "quantity_after", "value_after")  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One item of a month; out is told as a positive number."""

    item: Item
    quantity_before: Decimal
    value_before: Decimal
    quantity_in: Decimal
    value_in: Decimal
    quantity_out: Decimal
    value_out: Decimal

    @property
    def quantity_after(self) -> Decimal:
        return self.quantity_before + self.quantity_in - self.quantity_out

    @property
    def value_after(self) -> Decimal:
        return self.value_before + self.value_in - self.value_out

    @property
    def is_empty(self) -> bool:
        return not any(getattr(self, name) for name in COLUMNS)


def first_day(day: date) -> date:
    return day.replace(day=1)


def month_period(month: date) -> Period:
    last = month.replace(day=calendar.monthrange(month.year, month.month)[1])
    return Period(month.replace(day=1), last, f"{month.year}年{month.month}月")


def next_month(month: date) -> date:
    return month_period(month).end + timedelta(days=1)


def close_of(store: Store, month: date) -> MonthClose | None:
    found: MonthClose | None = MonthClose.objects.of(store.school_id).filter(store=store, month=first_day(month)).one()
    return found


def last_close(store: Store, *, before: date | None = None) -> MonthClose | None:
    rows = MonthClose.objects.of(store.school_id).filter(store=store)
    if before is not None:
        rows = rows.filter(month__lt=before)
    found: MonthClose | None = rows.order_by("-month").first()
    return found


def month_rows(store: Store, month: date) -> list[Row]:
    """Items by code. From the frozen lines when the month is closed, else from the movements since the last close before it."""
    closed = close_of(store, month)
    if closed is not None:
        lines = MonthLine.objects.of(store.school_id).filter(close=closed).select_related("item")
        return [_frozen(line) for line in lines.order_by("item__code")]
    return computed(store, month)


def computed(store: Store, month: date) -> list[Row]:
    start, end = month_period(month).moments
    base = last_close(store, before=first_day(month))
    moved = Movement.objects.of(store.school_id).filter(store=store, happened_at__lt=end)
    if base is not None:
        moved = moved.filter(happened_at__gte=month_period(base.month).moments[1])
    before, inside = Q(happened_at__lt=start), Q(happened_at__gte=start)
    came, went = inside & Q(way=Movement.Way.IN), inside & Q(way=Movement.Way.OUT)
    told = {
        one["item_id"]: one
        for one in moved.values("item_id").order_by().annotate(
            qb=Sum("quantity", filter=before), vb=Sum("value", filter=before), qi=Sum("quantity", filter=came),
            vi=Sum("value", filter=came), qo=Sum("quantity", filter=went), vo=Sum("value", filter=went),
        )
    }  # fmt: skip
    had = _had(base)
    items = Item.objects.of(store.school_id).in_bulk(told.keys() | had.keys())
    rows = (_row(item, told.get(pk, {}), *had.get(pk, (NOTHING, NOTHING))) for pk, item in items.items())
    return sorted((row for row in rows if not row.is_empty), key=lambda row: row.item.code)


def _had(base: MonthClose | None) -> dict[int, tuple[Decimal, Decimal]]:
    if base is None:
        return {}
    lines = (
        MonthLine.objects.of(base.school_id).filter(close=base).values_list("item_id", "quantity_after", "value_after")
    )
    return {item: (quantity, value) for item, quantity, value in lines}


def _row(item: Item, told: dict[str, Any], quantity: Decimal, value: Decimal) -> Row:
    return Row(
        item=item, quantity_before=quantity + _exact(told.get("qb"), GRAIN), value_before=value + _exact(told.get("vb"), FEN),
        quantity_in=_exact(told.get("qi"), GRAIN), value_in=_exact(told.get("vi"), FEN), quantity_out=-_exact(told.get("qo"), GRAIN),
        value_out=-_exact(told.get("vo"), FEN),
    )  # fmt: skip


def _exact(total: Any, grain: Decimal) -> Decimal:
    """SQLite adds decimals as binary fractions; what was booked has so many decimals."""
    return Decimal(str(total or 0)).quantize(grain)


def _frozen(line: MonthLine) -> Row:
    return Row(item=line.item, **{name: getattr(line, name) for name in COLUMNS if not name.endswith("after")})


def totals(rows: list[Row]) -> dict[str, Decimal]:
    return {name: sum((getattr(row, name) for row in rows), NOTHING) for name in COLUMNS if name.startswith("value")}


def months_of(store: Store, today: date, count: int = 12) -> Iterator[date]:
    """This month and those before it, back to the first movement."""
    first = Movement.objects.of(store.school_id).filter(store=store).order_by("happened_at").first()
    month, begun = first_day(today), Period(today, today).start if first is None else first.happened_at.date()
    for _ in range(count):
        yield month
        month = first_day(month - timedelta(days=1))
        if month < first_day(begun):
            return
