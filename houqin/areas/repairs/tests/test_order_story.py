from decimal import Decimal

import pytest

from houqin.areas.repairs.actions import Work, accept, assign, finish
from houqin.areas.repairs.records import ORDER
from houqin.areas.repairs.tests.samples import a_work_kind, an_order
from houqin.kernel.access import Actor, Forbidden, NotVisible
from houqin.kernel.actions import Refused, Stale, add, change, perform
from houqin.kernel.trail.models import Entry
from houqin.kernel.trail.seal import seal_school
from houqin.kernel.trail.verify import verify_school
from houqin.tests.people import World


def test_an_order_goes_from_report_to_acceptance(world: World, omar: Actor, mira: Actor, hao: Actor) -> None:
    order = add(ORDER, by=omar, values={"place": world.room, "fault": "水龙头滴水"})
    assert order.number.endswith("00001")
    assert order.campus == world.north

    assign(order, by=mira, worker=world.people["hao"])
    finish(order, by=hao, lines=[Work(a_work_kind(world), Decimal(2))], minutes=20)
    accept(order, by=omar, rating=4)

    assert order.state == order.State.ACCEPTED
    assert Entry.objects.filter(model="repairs.repairorder", row_id=order.pk).count() == 4
    seal_school(world.school)
    assert verify_school(world.school) == []


def test_a_guard_cannot_assign_and_another_campus_sees_nothing(
    world: World, guo: Actor, lena: Actor, hao: Actor
) -> None:
    order = an_order(world)
    with pytest.raises(Forbidden, match="后勤主任"):
        assign(order, by=hao, worker=world.people["hao"])
    with pytest.raises(NotVisible):
        assign(order, by=lena, worker=world.people["hao"])


def test_finishing_twice_gets_a_sentence(world: World, mira: Actor, hao: Actor) -> None:
    order = an_order(world)
    assign(order, by=mira, worker=world.people["hao"])
    kind = a_work_kind(world)
    finish(order, by=hao, lines=[Work(kind)])
    with pytest.raises(Refused, match="待验收"):
        finish(order, by=hao, lines=[Work(kind)])


def test_a_repeated_submission_gives_the_first_outcome(world: World, omar: Actor) -> None:
    first = add(ORDER, by=omar, values={"place": world.room, "fault": "灯不亮"}, submission="abc")
    second = add(ORDER, by=omar, values={"place": world.room, "fault": "灯不亮"}, submission="abc")
    assert first.pk == second.pk
    assert ORDER.model.objects.count() == 1


def test_a_stale_edit_is_refused_with_both_versions(world: World, mira: Actor) -> None:
    order = an_order(world)
    seen = order.version
    change(order, by=mira, values={"fault": "水管爆了"})
    with pytest.raises(Stale) as refused:
        change(order, by=mira, values={"fault": "漏水"}, seen_version=seen)
    assert refused.value.differences[0].seen == "水龙头漏水"
    assert refused.value.differences[0].now == "水管爆了"


def test_a_row_changed_behind_the_system_is_named(world: World) -> None:
    order = an_order(world)
    seal_school(world.school)
    ORDER.model.objects.filter(pk=order.pk).update(fault="没事")
    assert [f.row_id for f in verify_school(world.school) if f.kind == "altered"] == [order.pk]


def test_the_words_of_an_order_are_found(world: World, mira: Actor) -> None:
    from houqin.kernel.search.finding import search

    order = an_order(world)
    rows = ORDER.visible_to(mira)
    assert list(search(rows, ORDER, world.school.pk, "水龙头")) == [order]
    assert list(search(rows, ORDER, world.school.pk, "灯管")) == []
    assert list(search(rows, ORDER, world.school.pk, "1")) == [order]


def test_all_problems_come_at_once(world: World, omar: Actor) -> None:
    with pytest.raises(Refused) as refused:
        add(ORDER, by=omar, values={"fault": ""})
    assert {p.field for p in refused.value.problems} >= {"place", "fault"}


def test_perform_checks_the_version(world: World, mira: Actor) -> None:
    order = an_order(world)
    with pytest.raises(Stale):
        perform(assign, order, by=mira, values={"worker": world.people["hao"]}, seen_version=99)
