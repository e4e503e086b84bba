from dataclasses import replace
from datetime import timedelta

import pytest

from houqin.areas.hazards.actions import assign, rectify, reinspect
from houqin.areas.hazards.models import Hazard
from houqin.areas.inspections.actions import begin, finish, start, visit
from houqin.areas.inspections.actions.doing import Then
from houqin.areas.inspections.models import Finding, Inspection, PointVisit
from houqin.areas.inspections.tests.samples import a_checklist, a_point, a_round, an_inspection, answers
from houqin.kernel import clock
from houqin.kernel.access import Actor, Forbidden, NotVisible
from houqin.kernel.actions import Refused
from houqin.kernel.trail.models import Entry
from houqin.kernel.trail.seal import seal_school
from houqin.kernel.trail.verify import verify_school
from houqin.tests.people import World

State = Inspection.State


def test_a_round_with_a_fault_ends_in_a_hazard_closed_by_somebody_else(
    world: World, guo: Actor, hao: Actor, ines: Actor, mira: Actor
) -> None:
    checklist = a_checklist(world)
    route = a_round(world, checklist=checklist)
    gate, wall = a_point(world, round=route, name="南门"), a_point(world, round=route, name="围墙", seconds=40)
    inspection = an_inspection(world, checklist=checklist, round=route, place=None)

    began = clock.now()
    start(inspection, by=guo)
    visit(inspection, by=guo, code=gate.place.code)
    with clock.at(began + timedelta(minutes=5)):
        visit(inspection, by=guo, code=f"https://houqin.example/p/{wall.place.code.lower()}/")
        told = [
            replace(one, then=Then.HAZARD, place=gate.place) if one.value == "fault" else one
            for one in answers(gate="fault")
        ]
        finish(inspection, by=guo, answers=told)

    assert (inspection.state, inspection.fault_count, inspection.visited_count, inspection.is_late) == (
        State.DONE,
        1,
        2,
        False,
    )
    finding = inspection.findings.get()
    hazard = finding.hazard
    assert (hazard.what, hazard.place, hazard.level, hazard.source) == (
        "校门关闭上锁：锁坏了",
        gate.place,
        "larger",
        "inspection",
    )
    assert hazard.found_by == world.people["guo"]
    assert Entry.objects.get(model="hazards.hazard", row_id=hazard.pk).because_id == inspection.pk

    assign(hazard, by=ines, owner=world.people["hao"])
    rectify(hazard, by=hao, note="换锁", reading="T0001")
    reinspect(hazard, by=mira)
    assert hazard.state == Hazard.State.CLOSED
    seal_school(world.school)
    assert verify_school(world.school) == []


def test_impossible_walking_is_marked_not_refused(world: World, guo: Actor) -> None:
    route = a_round(world)
    first, second = a_point(world, round=route, name="南门"), a_point(world, round=route, name="北门", seconds=120)
    inspection = begin(by=guo, round=route)
    began = clock.now()

    with clock.at(began + timedelta(seconds=1)):
        visit(inspection, by=guo, code=first.place.code)
    with clock.at(began + timedelta(seconds=31)):
        visit(inspection, by=guo, code=second.place.code)

    late = PointVisit.objects.get(point=second)
    assert (late.walk_seconds, late.too_fast) == (30, True)
    assert inspection.too_fast_count == 1
    assert not PointVisit.objects.get(point=first).too_fast


def test_a_walk_that_takes_its_time_is_not_marked(world: World, guo: Actor) -> None:
    route = a_round(world)
    first, second = a_point(world, round=route, name="南门"), a_point(world, round=route, name="北门", seconds=120)
    inspection = begin(by=guo, round=route)
    began = clock.now()

    visit(inspection, by=guo, code=second.place.code)
    with clock.at(began + timedelta(seconds=121)):
        visit(inspection, by=guo, code=first.place.code)

    assert inspection.too_fast_count == 0


def test_the_code_of_another_place_gets_a_sentence(world: World, guo: Actor) -> None:
    point = a_point(world)
    inspection = begin(by=guo, round=point.round)

    with pytest.raises(Refused, match="101教室”，它不在本次巡查"):
        visit(inspection, by=guo, code=world.room.code)
    with pytest.raises(Refused, match="没有编码为“NOWHERE”"):
        visit(inspection, by=guo, code="nowhere")
    with pytest.raises(Refused, match="没有编码"):
        visit(inspection, by=guo, code=world.south_room.code)
    assert inspection.visits.count() == 0


def test_a_point_is_proven_once_by_code_or_by_a_reason(world: World, guo: Actor) -> None:
    point = a_point(world)
    inspection = begin(by=guo, round=point.round)

    with pytest.raises(Refused, match="说明原因"):
        visit(inspection, by=guo, point=point)
    with pytest.raises(Refused, match="还有 1 个点位没有到：大门"):
        finish(inspection, by=guo, answers=[])
    visit(inspection, by=guo, point=point, reason="标签被雨水泡坏")
    with pytest.raises(Refused, match="已经到过"):
        visit(inspection, by=guo, code=point.place.code)
    finish(inspection, by=guo, answers=[])

    assert inspection.state == State.DONE
    assert inspection.visits.get().proof == PointVisit.Proof.REASON


def test_every_item_is_answered_or_passed_with_one_press_that_stays_visible(world: World, guo: Actor) -> None:
    inspection = an_inspection(world)
    start(inspection, by=guo)

    with pytest.raises(Refused) as refused:
        finish(inspection, by=guo, answers=[])
    assert len(refused.value.problems) == 4
    with pytest.raises(Refused, match="水压"):
        finish(inspection, by=guo, answers=answers(pressure=""), rest_ok=True)
    finish(inspection, by=guo, answers=answers(gate="", stairs="na"), rest_ok=True)

    assert inspection.rest_ok == ["gate"]
    assert inspection.answers == {"gate": "ok", "stairs": "na", "pressure": "0.35", "rcd": "正常跳闸"}


@pytest.mark.parametrize(
    ("item", "value", "said"),
    [("pressure", "0.７", "0.7MPa"), ("pressure", "0.1", "0.1MPa"), ("rcd", "不跳闸", "不跳闸")],
)
def test_a_reading_out_of_range_is_a_fault_whatever_is_thought_of_it(
    world: World, guo: Actor, item: str, value: str, said: str
) -> None:
    inspection = an_inspection(world)
    start(inspection, by=guo)

    finish(inspection, by=guo, answers=answers(**{item: value}))

    finding = inspection.findings.get()
    assert (finding.item_code, finding.said, finding.state, finding.place) == (
        item,
        said,
        Finding.State.OPEN,
        world.room,
    )


def test_a_fault_without_words_and_an_unreadable_number_are_named(world: World, guo: Actor) -> None:
    inspection = an_inspection(world)
    start(inspection, by=guo)

    with pytest.raises(Refused) as refused:
        finish(inspection, by=guo, answers=answers(words="", stairs="fault", pressure="很高"))

    said = " ".join(problem.message for problem in refused.value.problems)
    assert "第 2 项“楼梯无积水杂物”异常，请写一句" in said
    assert "第 3 项“水压”要填数字，您填的是“很高”" in said


def test_a_fault_becomes_a_repair_order_with_its_place_and_words(world: World, guo: Actor) -> None:
    inspection = an_inspection(world)
    start(inspection, by=guo)
    told = [
        replace(one, then=Then.ORDER) if one.value == "fault" else one
        for one in answers(stairs="fault", words="灯管坏")
    ]

    finish(inspection, by=guo, answers=told)

    finding = inspection.findings.get()
    assert (finding.state, finding.order.place, finding.order.fault) == (
        Finding.State.ORDER,
        world.room,
        "楼梯无积水杂物：灯管坏",
    )


def test_a_fault_lies_in_the_campus_inspected(world: World, mira: Actor) -> None:
    inspection = an_inspection(world)
    start(inspection, by=mira)
    told = [replace(one, place=world.south_room) for one in answers(stairs="fault")]

    with pytest.raises(Refused, match="不在北校区"):
        finish(inspection, by=mira, answers=told)


def test_a_repeated_submission_finishes_once(world: World, guo: Actor) -> None:
    from houqin.kernel.actions import perform

    inspection = an_inspection(world)
    start(inspection, by=guo)
    values = {"answers": answers(stairs="fault")}

    perform(finish, inspection, by=guo, values=values, submission="phone-1")
    perform(finish, Inspection.objects.get(pk=inspection.pk), by=guo, values=values, submission="phone-1")

    assert Finding.objects.count() == 1


def test_it_is_done_by_whom_it_is_given_to(
    world: World, guo: Actor, omar: Actor, ines: Actor, lena: Actor, dana: Actor, stranger: Actor
) -> None:
    inspection = an_inspection(world)

    with pytest.raises(Forbidden, match="本单负责岗位"):
        start(inspection, by=omar)
    with pytest.raises(Forbidden):
        start(inspection, by=dana)
    for who in (lena, stranger):
        with pytest.raises(NotVisible):
            start(inspection, by=who)
    start(inspection, by=ines)

    assert inspection.done_by == world.people["ines"]
