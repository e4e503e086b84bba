"""Doing a task, and what may become of it otherwise."""

from datetime import date
from typing import Annotated

from houqin.areas.plans.models import Task
from houqin.foundation.calendar import term_on
from houqin.foundation.models import Person, Term
from houqin.foundation.posts import Post
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Problems, Refused, action
from houqin.kernel.files import Upload, attach_all
from houqin.kernel.numbering import take

State = Task.State


def prepare_task(task: Task, by: Actor) -> None:
    """The term from the due date; the owner is whoever writes it down, unless somebody else is named."""
    if task.due_on and not task.term_id:
        task.term = term_on(by.school_id, task.due_on)
    if task.due_on and not task.opens_on:
        task.opens_on = min(clock.today(), task.due_on)
    if not task.owner_id and not task.owner_post:
        task.owner_id = by.person_id


@action(on=Task, label="完成", when=(State.TODO,), asks=True, due="due_on", offline=True)
def finish(
    task: Task, *, by: Actor, note: Annotated[str, Ask(label="完成情况", widget="textarea", help="一句话即可；台账里已有记录的不用再写")] = "",
    photos: Annotated[list[Upload], Ask(label="照片（可不传）", widget="photos")] = [],  # noqa: B006
) -> Task:  # fmt: skip
    """Done: by whoever says so now. The record is in the ledgers; here one sentence is enough."""
    task.state, task.done_at, task.done_by_id, task.note = State.DONE, clock.happened(), by.person_id, note.strip()
    task.save()
    if photos:
        attach_all(task, photos, by=by)
    return task


@action(on=Task, label="重新打开", when=(State.DONE, State.DROPPED))
def reopen(task: Task, *, by: Actor, reason: Annotated[str, Ask(label="原因")]) -> Task:
    task.state, task.done_at, task.done_by = State.TODO, None, None
    task.save()
    return task


@action(on=Task, label="转交", when=(State.TODO,))
def hand_to(
    task: Task, *, by: Actor, owner: Person | None = None, owner_post: Post | None = None, due_on: date | None = None
) -> Task:  # fmt: skip
    problems = Problems()
    if owner is None and owner_post is None:
        problems.add("请选择负责人或负责岗位。", "owner_post")
    if due_on is not None and due_on < task.opens_on:
        problems.add("期限不能早于开始日期。", "due_on")
    problems.stop()
    task.owner, task.owner_post, task.due_on = owner, owner_post.value if owner_post else "", due_on or task.due_on
    task.save()
    return task


@action(on=Task, label="取消", when=(State.TODO,), final=True)
def drop(task: Task, *, by: Actor, reason: Annotated[str, Ask(label="原因")]) -> Task:
    if not reason.strip():
        raise Refused("请写明取消的原因。", field="reason")
    task.state, task.note = State.DROPPED, reason.strip()[:500]
    task.save()
    return task


@action(on=Task, label="转下学期", when=(State.TODO,))
def carry_over(task: Task, *, by: Actor, term: Term) -> Task:
    """What was not done goes on in the next term as a task of its own; the old one says so."""
    if term.starts_on <= task.term.starts_on:
        raise Refused("请选择后面的学期。", field="term")
    number = take(task.school_id, "RW-{year}-{n:05}")[0]
    Task(
        school_id=task.school_id, number=number, title=task.title, kind=task.kind, plan_id=task.plan_id, line_id=task.line_id, term=term,
        campus_id=task.campus_id, department_id=task.department_id, owner_post=task.owner_post, owner_id=task.owner_id,
        opens_on=term.starts_on, due_on=term.ends_on, checklist_id=task.checklist_id, carried_from=task,
    ).save()  # fmt: skip
    task.state = State.CARRIED
    task.save()
    return task
