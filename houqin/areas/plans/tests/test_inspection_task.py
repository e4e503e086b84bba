from datetime import UTC, datetime, timedelta

from houqin.areas.inspections import actions as inspections
from houqin.areas.inspections.actions import Answer
from houqin.areas.inspections.models import Checklist
from houqin.areas.inspections.reads import items_of
from houqin.areas.plans.models import Task
from houqin.areas.plans.records import TASK
from houqin.areas.plans.tests.samples import a_term
from houqin.foundation.models import Campus
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import add
from houqin.tests.people import World

MARCH = datetime(2026, 3, 12, 2, tzinfo=UTC)


def a_checking_task(world: World, checklist: Checklist, **values: object) -> Task:
    task: Task = add(TASK, by=Actor.system(world.school.pk), values={
        "title": "特别检查", "term": a_term(world), "checklist": checklist, "owner": world.people["guo"],
        "opens_on": MARCH.date(), "due_on": MARCH.date() + timedelta(days=10), **values,
    })  # fmt: skip
    return task


def check(world: World, checklist: Checklist, by: Actor, campus: Campus) -> None:
    inspection = inspections.begin(by=by, checklist=checklist, campus=campus)
    answers = [
        Answer(
            item=i.code,
            value={"number": str(i.low or 1), "text": "无", "choice": (i.choices or [""])[0]}.get(i.kind, "ok"),
        )
        for i in items_of(inspection)
    ]
    inspections.finish(inspection, by=by, answers=answers)


def a_checklist(world: World) -> Checklist:
    items = [inspections.ItemLine(text="门锁完好"), inspections.ItemLine(text="灯亮")]
    made: Checklist = inspections.draw_up(by=Actor.system(world.school.pk), title="特别检查表", items=items)
    return made


def test_the_check_that_was_asked_for_finishes_the_task(world: World, mira: Actor) -> None:
    with clock.at(MARCH):
        checklist = a_checklist(world)
        task = a_checking_task(world, checklist, campus=world.north)

        check(world, checklist, mira, world.north)

    task.refresh_from_db()
    assert task.state == Task.State.DONE
    assert "检查已完成" in task.note


def test_the_whole_schools_task_waits_for_every_campus(world: World, mira: Actor) -> None:
    with clock.at(MARCH):
        checklist = a_checklist(world)
        task = a_checking_task(world, checklist)

        check(world, checklist, mira, world.north)
        task.refresh_from_db()
        assert task.state == Task.State.TODO
        check(world, checklist, mira, world.south)

    task.refresh_from_db()
    assert task.state == Task.State.DONE
