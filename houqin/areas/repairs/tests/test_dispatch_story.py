from datetime import UTC, date, datetime, timedelta

import pytest

from houqin.areas.repairs.actions import (
    Work,
    assign,
    complete_papers,
    finish,
    merge,
    reassign,
    reject,
    take,
    withdraw,
)
from houqin.areas.repairs.models import RepairOrder
from houqin.areas.repairs.reads import repairers_for
from houqin.areas.repairs.records import ORDER
from houqin.areas.repairs.tests.browser import browser
from houqin.areas.repairs.tests.samples import a_work_kind, an_order
from houqin.areas.suppliers.models import Supplier
from houqin.foundation.models import PostHolding, RuleValue
from houqin.foundation.posts import Post
from houqin.kernel import clock
from houqin.kernel.access import Actor, Forbidden, NotVisible
from houqin.kernel.actions import Refused, add
from houqin.kernel.inbox import waiting
from houqin.kernel.pages.home import numbers_for, quick_for
from houqin.tests.people import World, actor_of, keep

THURSDAY = datetime(2026, 9, 24, 2, tzinfo=UTC)  # the 25th to the 27th are the Mid-Autumn holiday


def urgent(world: World) -> RepairOrder:
    order: RepairOrder = add(
        ORDER,
        by=actor_of(world, "omar"),
        values={"place": world.room, "fault": "插座冒火花", "is_urgent": True},
    )
    return order


def test_the_deadline_follows_the_urgency_and_steps_over_holidays(world: World, omar: Actor) -> None:
    with clock.at(THURSDAY):
        plain = add(ORDER, by=omar, values={"place": world.room, "fault": "灯不亮"})
        pressing = urgent(world)

    assert plain.due_on == date(2026, 9, 30)
    assert pressing.due_on == date(2026, 9, 24)


def test_the_school_s_own_days_count(world: World, omar: Actor) -> None:
    keep(RuleValue(school=world.school, code="OPS-01.repair_days", value="1"))
    with clock.at(datetime(2026, 9, 21, 2, tzinfo=UTC)):
        order = add(ORDER, by=omar, values={"place": world.room, "fault": "灯不亮"})

    assert order.due_on.isoformat() == "2026-09-22"


def test_a_trade_that_was_chosen_stays(world: World, omar: Actor) -> None:
    order = add(ORDER, by=omar, values={"place": world.room, "fault": "水龙头漏水", "trade": "mason"})

    assert (order.trade, order.trade_hint) == ("mason", "")


def test_a_repairer_begins_an_urgent_order_without_being_sent_and_the_papers_follow(
    world: World, hao: Actor, mira: Actor
) -> None:
    order = urgent(world)
    take(order, by=hao)
    assert (order.state, order.worker, order.needs_papers) == ("assigned", world.people["hao"], True)
    assert order.assigned_at is not None

    finish(order, by=hao, lines=[Work(a_work_kind(world))])
    assert "抢修补办手续" in order.reimbursement_gaps
    complete_papers(order, by=mira, said="值班领导电话同意")
    assert not order.needs_papers
    with pytest.raises(Refused, match="没有要补的手续"):
        complete_papers(order, by=mira, said="再补一次")


def test_nobody_makes_up_the_papers_of_his_own_emergency(world: World, nan: Actor) -> None:
    order = urgent(world)
    keep(PostHolding(school=world.school, person=world.people["nan"], post=Post.REPAIRER, campus=world.north))
    both = Actor(
        school_id=nan.school_id, name=nan.name, person_id=nan.person_id,
        holdings=(*nan.holdings, *actor_of(world, "hao").holdings),
    )  # fmt: skip
    take(order, by=both)

    with pytest.raises(Refused, match="不能由抢修人自己"):
        complete_papers(order, by=both, said="我自己同意")


def test_what_is_not_urgent_waits_for_the_office(world: World, hao: Actor) -> None:
    with pytest.raises(Refused, match="不是紧急报修"):
        take(an_order(world), by=hao)


def test_another_campus_neither_sees_nor_takes_an_emergency(world: World, lena: Actor, omar: Actor) -> None:
    south = add(
        ORDER,
        by=Actor.system(world.school.pk),
        values={"place": world.south_room, "fault": "水管爆了", "is_urgent": True},
    )
    with pytest.raises(NotVisible):
        take(south, by=actor_of(world, "hao"))
    with pytest.raises((Forbidden, NotVisible)):
        take(urgent(world), by=omar)
    client = browser(world, "hao")
    assert client.get(f"/repairs/orders/{south.pk}/").status_code == 404
    assert client.get(f"/repairs/orders/{south.pk}/finish/").status_code == 404


def test_urgent_orders_stand_first_until_they_are_repaired(world: World, mira: Actor, hao: Actor) -> None:
    pressing, plain = urgent(world), an_order(world)
    client = browser(world, "mira")

    shown = client.get("/repairs/orders/").content.decode()
    assert shown.index(pressing.number) < shown.index(plain.number)
    take(pressing, by=hao)
    finish(pressing, by=hao, lines=[Work(a_work_kind(world))])
    shown = client.get("/repairs/orders/").content.decode()
    assert shown.index(plain.number) < shown.index(pressing.number)


def test_home_shows_the_emergency_and_the_work_of_each_post(world: World, mira: Actor, hao: Actor, omar: Actor) -> None:
    urgent(world)
    order = an_order(world)
    assign(order, by=mira, worker=world.people["hao"])

    assert {n.label: n.count(hao) for n in numbers_for(hao) if "修" in n.label} == {"紧急待修": 1, "我要修的": 1}
    with clock.at(clock.now() + timedelta(days=30)):
        told = {n.label: n.count(mira) for n in numbers_for(mira)}
        assert (told["紧急待修"], told["超期未修"], told["抢修待补手续"]) == (1, 1, 0)
        client = browser(world, "mira")
        assert order.number in client.get("/repairs/late/", follow=True).content.decode()
    assert "报修" in [q.label for q in quick_for(omar)]
    client = browser(world, "hao")
    assert order.number in client.get("/repairs/for-me/", follow=True).content.decode()


def test_an_order_given_to_another_repairer_keeps_its_deadline(world: World, mira: Actor, hao: Actor) -> None:
    order = an_order(world)
    due = order.due_on
    firm = keep(Supplier(school=world.school, name="顺安维修"))
    assign(order, by=mira, worker=world.people["hao"])
    reassign(order, by=mira, contractor=firm)

    assert (order.worker, order.contractor, order.due_on) == (None, firm, due)
    with pytest.raises(Forbidden):
        finish(order, by=hao, lines=[Work(a_work_kind(world))])
    with pytest.raises(Refused, match="待派单"):
        assign(order, by=mira, worker=world.people["hao"])


def test_a_dispatched_order_no_longer_waits_for_the_dispatcher(world: World, mira: Actor) -> None:
    order = an_order(world)
    assert any(w.action.name == "assign" for w in waiting(mira))

    assign(order, by=mira, worker=world.people["hao"])
    assert not any(w.action.name == "assign" for w in waiting(mira))


def test_repairers_of_the_campus_are_offered(world: World, mira: Actor) -> None:
    assert list(repairers_for(an_order(world), mira)) == [world.people["hao"]]
    assert list(repairers_for(None, mira)) == [world.people["hao"]]
    # Nobody holds the post in the south: then anybody may be asked.
    assert repairers_for(an_order(world, "south"), mira).count() == len(world.people)


def test_many_orders_are_dispatched_at_once(world: World) -> None:
    orders = [an_order(world) for _ in range(3)]
    client = browser(world, "mira")

    asked = client.get("/repairs/orders/bulk/assign/", {"row": [o.pk for o in orders]})
    assert asked.status_code == 200
    client.post(
        "/repairs/orders/bulk/assign/",
        {"row": [o.pk for o in orders], "go": "1", "worker": world.people["hao"].pk, "submission": "s1"},
    )
    assert set(RepairOrder.objects.values_list("state", "worker")) == {("assigned", world.people["hao"].pk)}


def test_an_order_that_is_not_ours_goes_back_with_its_reason(world: World, mira: Actor, omar: Actor) -> None:
    order = an_order(world)
    with pytest.raises((Forbidden, NotVisible)):
        reject(order, by=omar, reason="不想修")
    reject(order, by=mira, reason="属于食堂承包方，已转告")

    assert (order.state, order.dropped_because) == ("rejected", "属于食堂承包方，已转告")
    with pytest.raises(Refused, match="不受理"):
        assign(order, by=mira, worker=world.people["hao"])


def test_the_same_fault_reported_twice_becomes_one(world: World, mira: Actor) -> None:
    first, second = an_order(world), an_order(world)
    merge(second, by=mira, into=first)
    assert (second.state, second.duplicate_of) == ("rejected", first)

    for into in (second, an_order(world, "south")):
        with pytest.raises(Refused, match="同一校区"):
            merge(first, by=mira, into=into)
    with pytest.raises(Refused):
        merge(first, by=mira, into=first)


def test_the_reason_of_a_withdrawal_is_kept(world: World, omar: Actor) -> None:
    order = add(ORDER, by=omar, values={"place": world.room, "fault": "灯不亮"})
    withdraw(order, by=omar, reason="自己好了")

    assert (order.state, order.dropped_because) == ("withdrawn", "自己好了")


def test_an_import_of_many_orders_asks_for_the_rule_once(world: World, mira: Actor) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from houqin.kernel.actions import add_many

    rows = [{"place": world.room, "fault": f"灯不亮 {n}"} for n in range(40)]
    with CaptureQueriesContext(connection) as caught:
        add_many(ORDER, by=mira, rows=rows)

    assert sum("foundation_rulevalue" in q["sql"] for q in caught) == 1
