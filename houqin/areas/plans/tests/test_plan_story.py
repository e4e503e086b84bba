from datetime import UTC, date, datetime

import pytest
from django.test import Client

from houqin.areas.plans import actions
from houqin.areas.plans.feed import feed_token
from houqin.areas.plans.importing import import_plan
from houqin.areas.plans.models import PlanLine, Task
from houqin.areas.plans.records import TASK
from houqin.areas.plans.tests.samples import TEXT, a_plan, a_task, a_term
from houqin.foundation.models import Term
from houqin.foundation.posts import Post
from houqin.kernel import clock
from houqin.kernel.access import Actor, Forbidden
from houqin.kernel.actions import Refused
from houqin.kernel.inbox import waiting
from houqin.tests.people import World, keep

Became = PlanLine.Became


def test_a_plan_becomes_tasks_with_due_windows(world: World, mira: Actor) -> None:
    plan = actions.read_in(by=mira, text=TEXT, term=a_term(world))

    actions.adopt(plan, by=mira)

    due = {task.title: (task.opens_on, task.due_on) for task in Task.objects.of(world.school)}
    assert due["消防器材检查"] == (date(2026, 3, 1), date(2026, 3, 31))
    assert due["组织疏散演练"] == (date(2026, 4, 1), date(2026, 4, 30))
    assert plan.goals.get().value == 100


def test_every_line_of_the_document_is_kept_with_what_became_of_it(world: World, mira: Actor) -> None:
    plan = actions.read_in(by=mira, text=TEXT, term=a_term(world))

    kept = {line.line for line in plan.plan_lines.all()}
    assert kept >= {n for n, words in enumerate(TEXT.splitlines(), start=1) if words.strip()}
    assert all(line.why for line in plan.plan_lines.filter(became=Became.LEFT))


def test_the_term_is_taken_from_the_document(world: World, mira: Actor) -> None:
    a_term(world)

    assert actions.read_in(by=mira, text=TEXT).term.code == "2025-2026-2"


def test_a_plan_for_a_term_the_school_has_not_gets_a_sentence(world: World, mira: Actor) -> None:
    with pytest.raises(Refused, match="2025-2026-2"):
        actions.read_in(by=mira, text=TEXT)


def test_the_same_plan_is_not_read_in_twice(world: World, mira: Actor) -> None:
    term = a_term(world)
    actions.read_in(by=mira, text=TEXT, term=term)

    with pytest.raises(Refused, match="已经读入过"):
        actions.read_in(by=mira, text=TEXT, term=term)


def test_a_line_is_split_dropped_and_assigned_before_adoption(world: World, mira: Actor) -> None:
    plan = a_plan(world)
    meeting = plan.plan_lines.get(title="召开后勤会议")
    actions.split(meeting, by=mira, titles="召开保安会议\n召开食堂会议")
    drill = plan.plan_lines.get(title="组织疏散演练")
    actions.leave(drill, by=mira, reason="改到下学期")
    canteen = plan.plan_lines.get(title="食堂检查")
    actions.assign_line(canteen, by=mira, owner=world.people["guo"])

    actions.adopt(plan, by=mira)

    titles = set(Task.objects.of(world.school).values_list("title", flat=True))
    assert {"召开保安会议", "召开食堂会议"} <= titles
    assert "组织疏散演练" not in titles
    assert Task.objects.get(title="食堂检查").owner == world.people["guo"]


def test_a_weekly_item_becomes_one_task_a_week(world: World, mira: Actor) -> None:
    text = "2025-2026学年第二学期后勤工作计划\n三月份\n1、每周召开一次安全例会。\n"
    plan = actions.read_in(by=mira, text=text, term=a_term(world))

    actions.adopt(plan, by=mira)

    weeks = list(Task.objects.of(world.school).filter(title__contains="安全例会").order_by("due_on"))
    assert [t.opens_on for t in weeks] == [date(2026, 3, d) for d in (2, 9, 16, 23, 30)]


def test_the_owner_sees_the_task_in_the_inbox_and_finishes_it(world: World, guo: Actor, omar: Actor) -> None:
    task = a_task(world)
    assert [w.rows[0].row for w in waiting(guo) if w.record_type.key == "plans.task"] == [task]
    assert not [w for w in waiting(omar) if w.record_type.key == "plans.task"]
    with pytest.raises(Forbidden):
        actions.finish(task, by=omar)

    actions.finish(task, by=guo, note="全部合格")

    assert task.state == Task.State.DONE
    assert task.done_by == world.people["guo"]


def test_whoever_holds_the_named_post_may_finish(world: World, ming: Actor, hao: Actor) -> None:
    task = a_task(world)
    actions.hand_to(task, by=Actor.system(world.school.pk), owner_post=Post.CLASS_TEACHER)

    with pytest.raises(Forbidden):
        actions.finish(task, by=hao)
    actions.finish(task, by=ming)

    assert task.state == Task.State.DONE


def test_a_task_of_the_whole_school_reaches_whom_it_names_at_either_campus(
    world: World, mira: Actor, guo: Actor, lena: Actor, hao: Actor
) -> None:
    text = "2025-2026学年第二学期后勤工作计划\n三月份\n1、消防器材检查。\n2、清理校产。\n"
    plan = actions.read_in(by=mira, text=text, term=a_term(world))
    named, post = plan.plan_lines.filter(became=Became.ITEM).order_by("line")
    actions.assign_line(named, by=mira, owner=world.people["guo"])
    actions.assign_line(post, by=mira, owner_post=Post.CAMPUS_DIRECTOR)
    actions.adopt(plan, by=mira)

    mine, theirs = Task.objects.order_by("id")
    assert list(TASK.visible_to(guo)) == [mine]
    assert list(TASK.visible_to(lena)) == [theirs]
    assert not TASK.visible_to(hao).exists()
    actions.finish(mine, by=guo)
    actions.finish(theirs, by=lena)


def test_what_was_not_done_goes_on_in_the_next_term(world: World, mira: Actor) -> None:
    task = a_task(world)
    later = keep(
        Term(
            school=world.school,
            code="2026-2027-1",
            name="下学期",
            starts_on=date(2026, 9, 1),
            ends_on=date(2027, 1, 20),
        )
    )

    actions.carry_over(task, by=mira, term=later)

    assert task.state == Task.State.CARRIED
    assert Task.objects.get(carried_from=task).term == later


def test_an_undone_task_is_overdue_after_its_day(world: World) -> None:
    task = a_task(world)

    with clock.at(datetime(2026, 4, 1, 4, tzinfo=UTC)):
        assert task.is_overdue


def test_a_file_that_is_no_plan_gets_a_sentence(world: World) -> None:
    with pytest.raises(Refused):
        import_plan(world.school, b"PK\x03\x04broken", filename="plan.docx", term_code=a_term(world).code)


def test_the_plan_pages_answer(world: World, client: Client) -> None:
    plan = a_plan(world)
    actions.adopt(plan, by=Actor.system(world.school.pk))
    director = world.people["mira"].user
    assert director is not None
    client.force_login(director)

    for path in (
        f"/plans/{plan.pk}/review/",
        "/tasks/board/",
        "/tasks/board/?mine=1",
        "/tasks/progress/",
        "/tasks/subscribe/",
    ):
        assert client.get(path).status_code == 200, path
    assert "消防器材检查" in client.get("/tasks/board/").content.decode()
    assert "按岗位" in client.get("/tasks/progress/").content.decode()


def test_the_calendar_feed_shows_my_tasks_and_nobody_can_alter_its_address(
    world: World, guo: Actor, client: Client
) -> None:
    with clock.at(datetime(2026, 3, 10, 4, tzinfo=UTC)):
        a_task(world)
        told = client.get(f"/tasks/feed/{feed_token(guo)}.ics")

    assert "检查消防器材" in told.content.decode()
    assert client.get("/tasks/feed/x" + feed_token(guo) + ".ics").status_code == 404
