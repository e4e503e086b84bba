from datetime import timedelta
from decimal import Decimal

import pytest

from houqin.areas.hazards.actions import (
    assign,
    escalate,
    protect,
    reassign,
    rectify,
    reinspect,
    reject_rectification,
    to_repair_order,
    withdraw,
)
from houqin.areas.hazards.clockwork import escalate_overdue
from houqin.areas.hazards.models import Hazard
from houqin.areas.hazards.records import HAZARD
from houqin.areas.hazards.tests.samples import a_hazard
from houqin.areas.repairs.actions import Work, accept, finish, reopen
from houqin.areas.repairs.actions import assign as dispatch
from houqin.areas.repairs.tests.samples import a_work_kind
from houqin.foundation.models import RuleValue
from houqin.kernel import clock
from houqin.kernel.access import Actor, Forbidden, NotVisible
from houqin.kernel.actions import Refused, add
from houqin.kernel.trail.models import Entry
from houqin.tests.people import World, keep

HOUR = timedelta(hours=1)


def test_a_hazard_goes_from_report_to_closure(world: World, omar: Actor, ines: Actor, hao: Actor, nan: Actor) -> None:
    hazard = add(HAZARD, by=omar, values={"place": world.room, "what": "插座松动冒火花", "level": "larger"})
    assert hazard.number.endswith("00001")
    assert (hazard.campus, hazard.found_by) == (world.north, world.people["omar"])
    assert hazard.due_at - hazard.found_at == 24 * HOUR

    protect(hazard, by=ines, protection="已断电，贴警示")
    assign(hazard, by=ines, owner=world.people["hao"])
    with clock.at(hazard.found_at + 3 * HOUR):
        rectify(hazard, by=hao, note="更换插座面板", reading="绝缘 0.9 MΩ")
        reinspect(hazard, by=nan, ok=True, note="已复测")

    assert hazard.state == Hazard.State.CLOSED
    assert hazard.hours == Decimal("3.0")
    assert hazard.overdue_at is None
    assert Entry.objects.filter(model="hazards.hazard", row_id=hazard.pk).count() == 5


def test_the_school_s_own_rule_sets_the_deadline(world: World) -> None:
    keep(RuleValue(school=world.school, code="FIRE-16.due_on_report", value="12"))

    hazard = a_hazard(world)

    assert hazard.due_at - hazard.found_at == 12 * HOUR


def test_nobody_re_inspects_what_he_rectified_himself(world: World, ines: Actor, mira: Actor) -> None:
    hazard = a_hazard(world)
    assign(hazard, by=mira, owner=world.people["ines"])
    rectify(hazard, by=ines, note="重新固定", reading="T0001")

    with pytest.raises(Refused, match="其他人复查"):
        reinspect(hazard, by=ines, ok=True)
    reinspect(hazard, by=mira, ok=True)

    assert hazard.reinspected_by == world.people["mira"]


def test_a_failed_re_inspection_says_why_and_sends_it_back(world: World, ines: Actor, hao: Actor, mira: Actor) -> None:
    hazard = a_hazard(world)
    assign(hazard, by=mira, owner=world.people["hao"])
    rectify(hazard, by=hao, note="拧紧", reading="T0001")

    with pytest.raises(Refused, match="哪里不合格"):
        reinspect(hazard, by=ines, ok=False)
    reinspect(hazard, by=ines, ok=False, note="仍然晃动")

    assert (hazard.state, hazard.rejected_count, hazard.hours) == (Hazard.State.ASSIGNED, 1, None)


def test_a_closed_hazard_that_returns_is_sent_back(world: World, ines: Actor, hao: Actor, mira: Actor) -> None:
    hazard = a_hazard(world)
    assign(hazard, by=mira, owner=world.people["hao"])
    rectify(hazard, by=hao, note="拧紧", reading="T0001")
    reinspect(hazard, by=ines)

    reject_rectification(hazard, by=mira, reason="两天后又松了")

    assert hazard.state == Hazard.State.ASSIGNED
    assert hazard.due_at > clock.now() + 23 * HOUR


def test_rectifying_needs_a_proof_beside_the_words(world: World, mira: Actor, hao: Actor) -> None:
    hazard = a_hazard(world)
    assign(hazard, by=mira, owner=world.people["hao"])

    with pytest.raises(Refused, match="照片"):
        rectify(hazard, by=hao, note="修好了")


def test_an_overdue_hazard_climbs_by_itself(world: World, mira: Actor) -> None:
    hazard = a_hazard(world)
    due = hazard.due_at

    for late, reached, outside in ((1, "director", False), (24, "principal", False), (72, "principal", True)):
        with clock.at(due + late * HOUR):
            assert escalate_overdue(world.school, clock.now()) == [hazard]
            assert escalate_overdue(world.school, clock.now()) == []
        hazard.refresh_from_db()
        assert (hazard.escalation, hazard.needs_outside) == (reached, outside)

    escalate(hazard, by=mira, outside_body="河埠街道办", letter_number="青校函〔2026〕3号", letter_text="请尽快拆除")
    hazard.refresh_from_db()
    assert (hazard.escalation, hazard.needs_outside) == ("outside", False)
    assert hazard.overdue_at == due
    with clock.at(due + 200 * HOUR):
        assert escalate_overdue(world.school, clock.now()) == []


def test_a_hazard_in_time_does_not_climb(world: World) -> None:
    hazard = a_hazard(world)

    with clock.at(hazard.due_at - HOUR):
        assert escalate_overdue(world.school, clock.now()) == []


def test_rectified_too_late_stays_on_the_record(world: World, mira: Actor, hao: Actor) -> None:
    hazard = a_hazard(world)
    assign(hazard, by=mira, owner=world.people["hao"])

    with clock.at(hazard.due_at + HOUR):
        rectify(hazard, by=hao, note="更换", reading="T0001")

    assert hazard.overdue_at == hazard.due_at
    assert hazard.hours == Decimal("25.0")


def test_its_repair_order_rectifies_and_closes_it(world: World, mira: Actor, ines: Actor, hao: Actor) -> None:
    hazard = a_hazard(world)
    to_repair_order(hazard, by=ines)
    order = hazard.order
    assert (order.place, order.fault, hazard.owner) == (hazard.place, hazard.what, world.people["ines"])
    told = Entry.objects.get(model="repairs.repairorder", row_id=order.pk)
    assert (told.because_model, told.because_id) == ("hazards.hazard", hazard.pk)
    with pytest.raises(Refused, match=order.number):
        to_repair_order(hazard, by=ines)

    dispatch(order, by=mira, worker=world.people["hao"])
    finish(order, by=hao, lines=[Work(a_work_kind(world), Decimal(1))])
    hazard.refresh_from_db()
    assert (hazard.state, hazard.rectified_by) == (Hazard.State.RECTIFIED, world.people["hao"])

    accept(order, by=mira, rating=5)
    hazard.refresh_from_db()
    assert (hazard.state, hazard.reinspected_by) == (Hazard.State.CLOSED, world.people["mira"])


def test_a_reopened_order_takes_its_hazard_back(world: World, mira: Actor, ines: Actor, hao: Actor) -> None:
    hazard = a_hazard(world)
    to_repair_order(hazard, by=ines)
    dispatch(hazard.order, by=mira, worker=world.people["hao"])
    finish(hazard.order, by=hao, lines=[Work(a_work_kind(world), Decimal(1))])

    reopen(hazard.order, by=mira, reason="还在晃")

    hazard.refresh_from_db()
    assert (hazard.state, hazard.rectified_at) == (Hazard.State.ASSIGNED, None)


def test_who_may_not(world: World, omar: Actor, lena: Actor, dana: Actor, stranger: Actor) -> None:
    hazard = a_hazard(world)

    for who in (lena, stranger, omar):
        with pytest.raises(NotVisible):
            withdraw(hazard, by=who, reason="误报")
    with pytest.raises(Forbidden):
        withdraw(hazard, by=dana, reason="误报")
    with pytest.raises(Forbidden):
        add(HAZARD, by=dana, values={"place": world.room, "what": "看到的"})


def test_a_deadline_in_the_past_is_refused(world: World, mira: Actor) -> None:
    hazard = a_hazard(world)

    with pytest.raises(Refused, match="晚于现在"):
        assign(hazard, by=mira, owner=world.people["hao"], due_at=clock.now() - HOUR)
    assign(hazard, by=mira, owner=world.people["hao"])
    reassign(hazard, by=mira, owner=world.people["ines"], due_at=clock.now() + HOUR)

    assert hazard.owner == world.people["ines"]
