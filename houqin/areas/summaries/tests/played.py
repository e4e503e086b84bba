"""Two small terms of repairs, played through the real actions with the clock moved."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from houqin.areas.repairs.actions import Work, accept, assign, finish, reopen, withdraw
from houqin.areas.repairs.models import RepairOrder, WorkKind
from houqin.areas.repairs.records import ORDER, WORK_KIND
from houqin.areas.summaries.tests.samples import a_term
from houqin.foundation.models import Term
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import add
from houqin.tests.people import World

SHANGHAI = ZoneInfo("Asia/Shanghai")


def moment(day: str, hour: int = 9) -> datetime:
    return datetime.fromisoformat(day).replace(hour=hour, tzinfo=SHANGHAI)


@dataclass
class Terms:
    world: World
    first: Term
    second: Term
    tap: WorkKind
    lock: WorkKind


def a_repair(
    world: World, day: str, *, trade: str = "water", campus: str = "north", hours: int | None = 5, kind: WorkKind | None = None,
    quantity: int = 1, rating: int | None = None, cost: int = 0, late_hours: int = 0,
) -> RepairOrder:  # fmt: skip
    """An order reported on `day`, finished `hours` later (None: never), rated if said."""
    by = Actor.system(world.school.pk)
    place = world.room if campus == "north" else world.south_room
    with clock.at(moment(day) + timedelta(hours=late_hours)):
        order: Any = add(
            ORDER, by=by, values={"place": place, "fault": "坏了", "trade": trade, "reported_at": moment(day)}
        )
        if hours is None:
            return order  # type: ignore[no-any-return]
        assign(order, by=by, worker=world.people["hao"])
    with clock.at(moment(day) + timedelta(hours=hours)):
        assert kind is not None
        finish(order, by=by, lines=[Work(kind, Decimal(quantity))], cost=Decimal(cost))
        if rating:
            accept(order, by=by, rating=rating)
    return order  # type: ignore[no-any-return]


def play(world: World) -> Terms:
    by = Actor.system(world.school.pk)
    first = a_term(world, "2025-2026-1", "2025-09-01", "2026-01-30")
    second = a_term(world)
    tap = add(
        WORK_KIND,
        by=by,
        values={"code": "water.tap", "name": "更换水龙头", "unit": "只", "trade": "water", "words": "水嘴、换水龙头"},
    )
    lock = add(WORK_KIND, by=by, values={"code": "wood.lock", "name": "换锁", "unit": "把", "trade": "wood"})
    for i in range(10):
        a_repair(world, f"2025-{9 + i % 4:02}-1{i % 5}", kind=tap, quantity=2, rating=4)
    for i in range(8):
        a_repair(world, f"2026-0{3 + i % 3}-0{i + 1}", kind=tap, quantity=3, rating=5 if i else 3, cost=20)
    for i in range(3):
        a_repair(world, f"2026-04-1{i}", trade="wood", campus="south", hours=30, kind=lock)
    a_repair(world, "2026-05-20", trade="power", hours=None, late_hours=20)
    again = a_repair(world, "2026-06-01", trade="wood", kind=lock)
    with clock.at(moment("2026-06-02")):
        reopen(again, by=by, reason="又坏了")
        finish(again, by=by, lines=[Work(lock)])
        withdraw(a_repair(world, "2026-06-02", hours=None), by=by, reason="报错了")
    return Terms(world, first, second, tap, lock)


@pytest.fixture
def terms(world: World) -> Terms:
    return play(world)
