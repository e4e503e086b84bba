"""Materials out of the stores: three taps, booked with the order as their reason, and never more than is there."""

from decimal import Decimal
from typing import Any

import pytest

from houqin.areas.repairs.actions import Used, Work, assign, finish, reopen
from houqin.areas.repairs.models import RepairOrder, WorkKind
from houqin.areas.repairs.tests.browser import browser
from houqin.areas.repairs.tests.samples import a_work_kind, an_order
from houqin.areas.stores.models import Movement
from houqin.areas.stores.reads import on_hand
from houqin.areas.stores.tests.samples import a_store, an_item, stocked
from houqin.kernel.access import Actor
from houqin.kernel.actions import Refused
from houqin.tests.people import World


@pytest.fixture
def order(world: World) -> RepairOrder:
    made: RepairOrder = an_order(world)
    assign(made, by=Actor.system(world.school.pk), worker=world.people["hao"])
    return made


@pytest.fixture
def taps(world: World) -> Any:
    """Five taps at 12 yuan in the north's store."""
    item = an_item(world, name="陶瓷芯水龙头", spec="DN15", unit="只", category="repair", words="龙头、水嘴")
    stocked(world, a_store(world), item, 5, "12")
    return item


def kind(world: World) -> WorkKind:
    made: WorkKind = a_work_kind(world)
    return made


def test_finishing_takes_the_materials_out_of_the_store(
    world: World, order: RepairOrder, taps: Any, hao: Actor
) -> None:
    finish(order, by=hao, lines=[Work(kind(world), Decimal(2))], used=[Used(taps, Decimal(2))])

    movement = Movement.objects.get(kind="issue")
    assert on_hand(movement.store, taps) == 3
    assert (movement.because_kind, movement.because_id) == ("repairs.repairorder", order.pk)
    assert movement.person == world.people["hao"]
    assert (order.materials_cost, order.cost) == (Decimal(24), Decimal(0))
    assert order.cost_told == "用库存材料 24.00 元"
    assert order.reimbursement == ""


def test_more_than_is_there_is_refused_and_nothing_is_finished(
    world: World, order: RepairOrder, taps: Any, hao: Actor
) -> None:
    with pytest.raises(Refused, match="水龙头（DN15）只有 5 只，请改数量，或先申请采购"):
        finish(order, by=hao, lines=[Work(kind(world))], used=[Used(taps, Decimal(6))])

    order.refresh_from_db()
    assert order.state == "assigned"
    assert not Movement.objects.filter(kind="issue").exists()


@pytest.mark.parametrize("number", ["0", "-1", "NaN", "Infinity", "0.5"])
def test_no_senseless_quantity_leaves_a_store(
    world: World, order: RepairOrder, taps: Any, hao: Actor, number: str
) -> None:
    with pytest.raises(Refused):
        finish(order, by=hao, lines=[Work(kind(world))], used=[Used(taps, Decimal(number))])
    assert not Movement.objects.filter(kind="issue").exists()


def test_another_campus_s_store_is_not_open_to_him(world: World, order: RepairOrder, hao: Actor) -> None:
    south = an_item(world, name="南区阀门", unit="个")
    stocked(world, a_store(world, "south"), south, 5)

    with pytest.raises(Refused, match="北校区库房里的南区阀门没有"):
        finish(order, by=hao, lines=[Work(kind(world))], used=[Used(south, Decimal(1))])


def test_the_room_that_has_enough_gives_it(world: World, order: RepairOrder, taps: Any, hao: Actor) -> None:
    big = a_store(world)
    stocked(world, big, taps, 20, "10")
    finish(order, by=hao, lines=[Work(kind(world))], used=[Used(taps, Decimal(7))])

    assert Movement.objects.get(kind="issue").store == big


def test_repaired_again_the_new_materials_come_on_top(
    world: World, order: RepairOrder, taps: Any, hao: Actor, mira: Actor
) -> None:
    finish(order, by=hao, lines=[Work(kind(world))], used=[Used(taps, Decimal(1))])
    reopen(order, by=mira, reason="还在滴")
    finish(order, by=hao, lines=[Work(kind(world))], used=[Used(taps, Decimal(1))])

    assert order.materials_cost == Decimal(24)


def test_materials_are_found_by_other_name_or_initials_and_tapped(world: World, order: RepairOrder, taps: Any) -> None:
    phone = browser(world, "hao")
    where = f"/repairs/orders/{order.pk}/finish/"
    for words in ("水嘴", "龙头", "tcxslt"):
        found = phone.get(f"{where}materials/", {"m": words}).content.decode()
        assert "陶瓷芯水龙头" in found, words
        assert "还有 5 只" in found
    assert "没有“灯管”" in phone.get(f"{where}materials/", {"m": "灯管"}).content.decode()

    once = phone.post(where, {"take": taps.pk}, headers={"HX-Request": "true"}).content.decode()
    assert f'name="used-{taps.pk}-quantity" value="1"' in once
    work = kind(world)
    sent = {
        f"lines-{work.pk}-kind": work.pk, f"lines-{work.pk}-quantity": "1", f"used-{taps.pk}-item": taps.pk, f"used-{taps.pk}-quantity": "2",
        "version": order.version, "submission": "m1",
    }  # fmt: skip
    assert phone.post(where, sent).status_code == 302
    shown = phone.get(f"/repairs/orders/{order.pk}/more/").content.decode()
    assert "陶瓷芯水龙头（DN15）</b> 2 只" in shown


def test_what_repairs_of_the_trade_took_is_offered_next_time(
    world: World, order: RepairOrder, taps: Any, hao: Actor
) -> None:
    finish(order, by=hao, lines=[Work(kind(world))], used=[Used(taps, Decimal(1))])
    other = an_order(world)
    assign(other, by=Actor.system(world.school.pk), worker=world.people["hao"])

    page = browser(world, "hao").get(f"/repairs/orders/{other.pk}/finish/").content.decode()
    assert "还有 4 只" in page


def test_a_campus_without_stores_sees_no_word_of_materials(world: World, order: RepairOrder) -> None:
    assert "用了库里的材料" not in browser(world, "hao").get(f"/repairs/orders/{order.pk}/finish/").content.decode()


def test_a_refusal_keeps_what_was_tapped(world: World, order: RepairOrder, taps: Any) -> None:
    work = kind(world)
    sent = {
        f"lines-{work.pk}-kind": work.pk, f"lines-{work.pk}-quantity": "1", f"used-{taps.pk}-item": taps.pk, f"used-{taps.pk}-quantity": "9",
    }  # fmt: skip
    answer = browser(world, "hao").post(f"/repairs/orders/{order.pk}/finish/", sent)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "只有 5 只" in page
    assert f'name="used-{taps.pk}-quantity" value="9"' in page
