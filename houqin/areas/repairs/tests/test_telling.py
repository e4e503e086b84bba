from django.test import Client

from houqin.areas.repairs.actions import Work, assign, finish, reopen
from houqin.areas.repairs.clockwork import tell_of_emergencies
from houqin.areas.repairs.models import RepairOrder
from houqin.areas.repairs.records import ORDER
from houqin.areas.repairs.tests.samples import a_work_kind, an_order
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import add
from houqin.kernel.notices.models import Notice
from houqin.tests.people import World


def told() -> list[tuple[str, str]]:
    return sorted((n.user_name, n.title.partition("：")[0]) for n in Notice.objects.all())


def test_an_emergency_is_told_at_once_to_who_can_act_on_that_campus(world: World) -> None:
    Client().post(f"/p/{world.room.code}/repair/", {"words": "插座冒火花", "is_urgent": "on"})

    assert told() == [("hao", "紧急报修"), ("mira", "紧急报修"), ("nan", "紧急报修")]
    notice = Notice.objects.filter(user_name="mira").get()
    assert notice.is_urgent
    assert notice.url == f"/repairs/orders/{RepairOrder.objects.get().pk}/"
    assert "插座冒火花" in notice.body


def test_an_emergency_by_another_door_is_told_by_the_clock_once(world: World, omar: Actor) -> None:
    add(ORDER, by=omar, values={"place": world.room, "fault": "水管爆了", "is_urgent": True})
    add(ORDER, by=omar, values={"place": world.room, "fault": "灯不亮"})
    assert told() == []

    for _ in range(3):
        tell_of_emergencies(world.school, clock.now())
    assert [who for who, _ in told()] == ["hao", "mira", "nan"]


def test_each_is_told_when_it_is_his_turn(world: World, omar: Actor, mira: Actor, hao: Actor) -> None:
    order = add(ORDER, by=omar, values={"place": world.room, "fault": "灯不亮"})
    assign(order, by=mira, worker=world.people["hao"])
    finish(order, by=hao, lines=[Work(a_work_kind(world))])
    reopen(order, by=omar, reason="还是不亮")

    assert told() == [("hao", "没修好，退回"), ("hao", "派给您维修"), ("omar", "已修好，请验收")]


def test_nobody_is_told_of_an_ordinary_report(world: World) -> None:
    an_order(world)
    Client().post(f"/p/{world.room.code}/repair/", {"words": "灯不亮"})
    tell_of_emergencies(world.school, clock.now())

    assert told() == []
