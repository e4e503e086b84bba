"""Closing a month: it is frozen as it was, and stays so."""

from datetime import date
from typing import Annotated

from houqin.areas.stores.models import MonthClose, MonthLine, Movement, Store
from houqin.areas.stores.months import (
    COLUMNS,
    close_of,
    computed,
    first_day,
    last_close,
    month_period,
    next_month,
    totals,
)
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Refused, action, add_many
from houqin.kernel.declare import register


@action(on=Store, label="月结", final=True)
def close_month(
    store: Store, *, by: Actor, month: Annotated[date, Ask(label="月份", help="填这个月的任意一天")]
) -> MonthClose:
    """Freeze every item's before, in, out and after. Months close in order; nothing can be booked into a closed one."""
    month = first_day(month)
    _refuse(store, month)
    rows = computed(store, month)
    sums = totals(rows)
    made = MonthClose(
        school_id=store.school_id, store=store, campus_id=store.campus_id, month=month, closed_at=clock.now(), closed_by_id=by.person_id, **sums
    )  # fmt: skip
    made.save()
    lines = [
        {"close": made, "campus": store.campus, "item": row.item} | {name: getattr(row, name) for name in COLUMNS}
        for row in rows
    ]
    if lines:
        add_many(register.for_model(MonthLine), by=by, rows=lines)
    return made


def _refuse(store: Store, month: date) -> None:
    told = f"{month:%Y}年{month.month}月"
    if close_of(store, month) is not None:
        raise Refused(f"{store} 的 {told} 已经月结。", field="month")
    if month_period(month).end >= clock.today():
        raise Refused(f"{told} 还没有过完，月底之后再结。", field="month")
    last = last_close(store)
    if last is not None and next_month(last.month) != month:
        wanted = next_month(last.month)
        raise Refused(f"月份要按顺序结：{store} 下一个该结的是 {wanted:%Y}年{wanted.month}月。", field="month")
    until = month_period(month).moments[1]
    if not Movement.objects.of(store.school_id).filter(store=store, happened_at__lt=until).exists():
        raise Refused(f"{store} 到 {told} 还没有出入库，不用结。", field="month")
