from decimal import Decimal
from typing import Any

from houqin.areas.repairs.actions import Work, assign, finish
from houqin.areas.repairs.records import ORDER, WORK_KIND
from houqin.kernel.access import Actor
from houqin.kernel.actions import add
from houqin.tests.people import World, sample


@sample("repairs.work_kind")
def a_work_kind(world: World, campus: str = "north") -> Any:
    code = f"tap{WORK_KIND.model.objects.count()}"
    return add(
        WORK_KIND,
        by=Actor.system(world.school.pk),
        values={"code": code, "name": "更换水龙头", "unit": "只", "trade": "water"},
    )


@sample("repairs.order")
def an_order(world: World, campus: str = "north") -> Any:
    place = world.room if campus == "north" else world.south_room
    return add(
        ORDER, by=Actor.system(world.school.pk), values={"place": place, "fault": "水龙头漏水", "trade": "water"}
    )


@sample("repairs.work_line")
def a_work_line(world: World, campus: str = "north") -> Any:
    order, by = an_order(world, campus), Actor.system(world.school.pk)
    assign(order, by=by, worker=world.people["hao"])
    finish(order, by=by, lines=[Work(a_work_kind(world), Decimal(2))])
    return order.lines.get()
