"""A store with a million movements: what is there, and its month, beside the same rows summed by bare SQL."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from houqin.bench.result import Measured, measured
from houqin.bench.sheets import actor_here, in_turn

ITEMS = 200
DAYS = 300
ROUNDS = 5
CYCLE = 10
"""A hundred come in, nine times ten go out: each cycle leaves ten more, at half a yuan each."""

MOVEMENTS = """
INSERT INTO stores_movement
(school_id, version, recorded_at, slip, store_id, campus_id, item_id, kind, way, quantity, value, amount, worth, "left", left_value,
 happened_at, to_whom, because_kind, said)
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {last})
SELECT {school}, 1, {at}, '', {store}, {campus}, {first} + i % {items},
 CASE WHEN (i / {items}) % 10 = 0 THEN 'receipt' ELSE 'issue' END, CASE WHEN (i / {items}) % 10 = 0 THEN 'in' ELSE 'out' END,
 CASE WHEN (i / {items}) % 10 = 0 THEN 100 ELSE -10 END, CASE WHEN (i / {items}) % 10 = 0 THEN 50 ELSE -5 END,
 CASE WHEN (i / {items}) % 10 = 0 THEN 100 ELSE 10 END, CASE WHEN (i / {items}) % 10 = 0 THEN 50 ELSE 5 END,
 10 * (i / {items} / 10) + 100 - 10 * ((i / {items}) % 10), 5 * (i / {items} / 10) + 50 - 5 * ((i / {items}) % 10),
 {at}, '', '', '' FROM n
"""
BALANCE = """
SELECT item_id, SUM(quantity), SUM(value) FROM stores_movement WHERE school_id = %s AND store_id = %s GROUP BY item_id
"""
MONTH = """
SELECT item_id, SUM(CASE WHEN happened_at < %s THEN quantity END), SUM(CASE WHEN happened_at < %s THEN value END),
 SUM(CASE WHEN happened_at >= %s AND way = 'in' THEN quantity END), SUM(CASE WHEN happened_at >= %s AND way = 'in' THEN value END),
 SUM(CASE WHEN happened_at >= %s AND way = 'out' THEN quantity END), SUM(CASE WHEN happened_at >= %s AND way = 'out' THEN value END)
FROM stores_movement WHERE school_id = %s AND store_id = %s AND happened_at < %s GROUP BY item_id
"""


def costs(backend: str, movements: int, wanted: Callable[[str], bool]) -> Iterator[Measured]:
    if not (wanted("stock_balance") or wanted("stock_month")):
        return
    store, last = _fill(movements)
    if wanted("stock_balance"):
        yield _balance(backend, store)
    if wanted("stock_month"):
        yield _month(backend, store, last)


def _fill(movements: int) -> tuple[Any, datetime]:
    """As many movements in one statement, with the balances that they sum to; the moment of the last."""
    from django.db import connection

    from houqin.areas.stores.models import Balance
    from houqin.areas.stores.records import ITEM, STORE
    from houqin.foundation.models import Campus
    from houqin.kernel.actions import add, add_many

    by, campus = actor_here(), Campus.objects.order_by("pk").first()
    store = add(STORE, by=by, values={"name": "测量库房", "campus": campus})
    rows = [{"name": f"测量物品{n}", "unit": "个"} for n in range(ITEMS)]
    items = sorted(add_many(ITEM, by=by, rows=rows), key=lambda item: int(item.pk))
    begun = datetime(2025, 9, 1, tzinfo=UTC)
    step = max(DAYS * 86_400 // movements, 1)
    with connection.cursor() as cursor:
        cursor.execute(MOVEMENTS.format(
            last=movements - 1, school=store.school_id, store=store.pk, campus=store.campus_id, first=items[0].pk, items=ITEMS, at=_moment(begun, step),
        ))  # fmt: skip
        cursor.execute("ANALYZE stores_movement")
    cycles = movements // ITEMS // CYCLE
    Balance.objects.bulk_create(
        Balance(school_id=store.school_id, store=store, campus=campus, item=item, quantity=Decimal(10 * cycles), value=Decimal(5 * cycles))
        for item in items
    )  # fmt: skip
    return store, begun + timedelta(seconds=step * (movements - 1))


def _moment(begun: datetime, step: int) -> str:
    """One movement every so many seconds, in the database's own words."""
    from django.db import connection

    if connection.vendor == "sqlite":
        return f"datetime('{begun:%Y-%m-%d %H:%M:%S}', '+' || (i * {step}) || ' seconds')"
    return f"CAST('{begun.isoformat()}' AS timestamptz) + i * interval '{step} seconds'"


def _asked(sql: str, values: list[Any]) -> dict[int, tuple[Decimal, ...]]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return {row[0]: tuple(Decimal(str(part or 0)) for part in row[1:]) for row in cursor.fetchall()}


def _balance(backend: str, store: Any) -> Measured:
    """What lies in the store, item by item; bare: all its movements summed."""
    from houqin.areas.stores.reads import expected

    def ours() -> dict[int, tuple[Decimal, ...]]:
        return {balance.item_id: (balance.quantity, balance.value) for balance in expected(store)}

    def bare() -> dict[int, tuple[Decimal, ...]]:
        return _asked(BALANCE, [store.school_id, store.pk])

    assert ours() == bare(), "the balances are not what the movements sum to"
    real, floor = in_turn(ours, bare, ROUNDS)
    return measured("stock_balance", backend, real * 1000, "ms", floor=floor * 1000)


def _month(backend: str, store: Any, last: datetime) -> Measured:
    """The table of the latest month of a store that never closed one: every movement counts. Bare: the same sums."""
    from django.db import connection

    from houqin.areas.stores.months import computed, first_day, month_period

    month = first_day(last.date())
    start, end = (connection.ops.adapt_datetimefield_value(moment) for moment in month_period(month).moments)

    def ours() -> Any:
        return computed(store, month)

    def bare() -> dict[int, tuple[Decimal, ...]]:
        return _asked(MONTH, [start] * 6 + [store.school_id, store.pk, end])

    told = {row.item.pk: (row.quantity_before, row.value_before, row.quantity_in, row.value_in) for row in ours()}
    assert told == {pk: sums[:4] for pk, sums in bare().items()}, "the month is not what the movements sum to"
    real, floor = in_turn(ours, bare, ROUNDS)
    return measured("stock_month", backend, real * 1000, "ms", floor=floor * 1000)
