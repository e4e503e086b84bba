from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from houqin.areas.hazards.actions import assign, rectify, reinspect
from houqin.areas.hazards.tests.samples import a_hazard
from houqin.areas.inspections.actions import begin, finish, miss, start, visit
from houqin.areas.inspections.actions.doing import Then
from houqin.areas.inspections.tests.samples import a_checklist, a_point, a_round, an_inspection, answers, system
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.figures import Period, breakdown, evidence, figures, value
from houqin.tests.people import World


@pytest.fixture
def told(world: World, mira: Actor) -> Callable[..., Any]:
    def of(key: str, by: Actor | None = None, **splits: Any) -> Decimal | None:
        period = Period(clock.today() - timedelta(days=20), clock.today() + timedelta(days=9))
        return value(figures.get(key), by=by or mira, period=period, splits=splits or None).number

    return of


def do(world: World, guo: Actor, **values: Any) -> Any:
    inspection = an_inspection(world, **values)
    start(inspection, by=guo)
    finish(inspection, by=guo, answers=answers())
    return inspection


def test_done_missed_and_on_time(world: World, guo: Actor, mira: Actor, lena: Actor, told: Callable[..., Any]) -> None:
    checklist = a_checklist(world)
    for _ in range(3):
        do(world, guo, checklist=checklist)
    miss(an_inspection(world, checklist=checklist), by=system(world))
    an_inspection(world, checklist=checklist)

    assert (told("inspections.done"), told("inspections.missed"), told("inspections.on_time")) == (
        3,
        1,
        Decimal("75.0"),
    )
    assert told("inspections.done", checklist=checklist.code) == 3
    assert told("inspections.done", by=lena) == 0
    period = Period(clock.today() - timedelta(days=2), clock.today() + timedelta(days=2))
    parts = breakdown(figures.get("inspections.done"), "campus", by=mira, period=period)
    assert {part: counted.number for part, counted in parts.items()} == {world.north.pk: 3}
    assert evidence(figures.get("inspections.missed"), by=mira, period=period).get().state == "missed"


def test_points_and_findings(world: World, guo: Actor, told: Callable[..., Any]) -> None:
    route = a_round(world, checklist=a_checklist(world))
    first, second = a_point(world, round=route, name="南门"), a_point(world, round=route, name="北门", seconds=300)
    inspection = begin(by=guo, round=route)
    visit(inspection, by=guo, code=first.place.code)
    visit(inspection, by=guo, point=second, reason="门锁着")
    given = answers(gate="fault", stairs="fault")
    finish(
        inspection, by=guo, answers=[replace(one, then=Then.ON_SPOT) if one.item == "stairs" else one for one in given]
    )

    assert (told("inspections.rounds"), told("inspections.points"), told("inspections.too_fast")) == (1, 2, 1)
    assert told("inspections.scanned_share") == Decimal("50.0")
    assert (told("inspections.findings"), told("inspections.on_spot")) == (2, 1)
    assert told("inspections.handled_share") == Decimal("50.0")


def test_hazards_found_closed_late_and_how_fast(
    world: World, mira: Actor, ines: Actor, hao: Actor, told: Callable[..., Any]
) -> None:
    for late in (6, 30):
        hazard = a_hazard(world)
        assign(hazard, by=mira, owner=world.people["hao"])
        with clock.at(hazard.found_at + timedelta(hours=late)):
            rectify(hazard, by=hao, note="换好", reading="T0001")
            reinspect(hazard, by=ines)
    a_hazard(world)

    assert (told("hazards.found"), told("hazards.closed"), told("hazards.open")) == (3, 2, 1)
    assert told("hazards.closed_share") == Decimal("66.7")
    assert (told("hazards.hours"), told("hazards.in_a_day")) == (Decimal("18.0"), Decimal("33.3"))
    assert told("hazards.overdue") == 1
    with clock.at(clock.now() + timedelta(days=3)):
        assert told("hazards.overdue") == 2
