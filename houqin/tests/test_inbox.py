"""The inbox: whom a row waits for, and in which order."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from houqin.areas.assets.models import Disposal
from houqin.areas.repairs.actions import assign
from houqin.areas.repairs.tests.samples import an_order
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import change
from houqin.kernel.declare.fields import columns
from houqin.kernel.inbox import asking, said, waiting, waiting_count
from houqin.tests.people import World


def verbs(actor: Actor) -> dict[str, list[Any]]:
    return {w.action.name: [r.row for r in w.rows] for w in waiting(actor) if w.record_type.key == "repairs.order"}


def test_a_new_order_waits_for_the_office_of_its_campus(
    world: World, mira: Actor, nan: Actor, lena: Actor, omar: Actor
) -> None:
    order = an_order(world)
    assert verbs(mira)["assign"] == verbs(nan)["assign"] == [order]
    assert "assign" not in verbs(lena)
    assert "assign" not in verbs(omar)


def test_what_a_worker_has_waits_for_the_worker_alone(world: World, mira: Actor, hao: Actor) -> None:
    order = an_order(world)
    assign(order, by=mira, worker=world.people["hao"])
    assert verbs(hao)["finish"] == [order]
    assert "finish" not in verbs(mira)


def test_only_an_urgent_order_waits_for_whoever_may_begin_at_once(world: World, hao: Actor) -> None:
    an_order(world)
    urgent = an_order(world)
    change(urgent, by=Actor.system(world.school.pk), values={"is_urgent": True})

    assert verbs(hao)["take"] == [urgent]


def test_the_most_urgent_comes_first_and_no_date_last(world: World, mira: Actor, hao: Actor) -> None:
    orders = {}
    for days in (None, 3, -1):
        orders[days] = an_order(world)
        assign(orders[days], by=mira, worker=world.people["hao"])
        due = None if days is None else clock.today() + timedelta(days=days)
        change(orders[days], by=Actor.system(world.school.pk), values={"due_on": due})
    assert verbs(hao)["finish"] == [orders[-1], orders[3], orders[None]]
    assert [r.is_overdue for w in waiting(hao) if w.action.name == "finish" for r in w.rows] == [True, False, False]


def test_the_count_and_the_list_agree_and_cost_one_query_for_each_verb(world: World, mira: Actor) -> None:
    for _ in range(4):
        an_order(world)
    with CaptureQueriesContext(connection) as asked:
        found = waiting(mira)
    assert len(asked) == len(list(asking(mira)))
    assert waiting_count(mira) == sum(len(w.rows) for w in found)


def test_a_number_is_told_with_its_unit_or_its_name(world: World, mira: Actor) -> None:
    row = Disposal(reason="无维修价值", kind=Disposal.Kind.SCRAP, things=3, gross=Decimal("15600.00"))
    cols = columns(Disposal, ("reason", "kind", "things", "gross"))

    assert [said(col, col.text(row)) for col in cols] == ["无维修价值", "报废", "件数 3", "15600 元"]
