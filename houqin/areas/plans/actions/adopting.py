"""An adopted plan: its items are tasks; an inspection that recurs becomes a schedule as well."""

from datetime import timedelta

from houqin.areas.plans.models import Plan, PlanLine, Task
from houqin.areas.plans.windows import Window, windows_of
from houqin.foundation.calendar import calendar_of
from houqin.kernel.access import Actor
from houqin.kernel.actions import Refused, action
from houqin.kernel.numbering import take

NEAR = timedelta(days=62)
"""A plan's first and last month may lie outside the term by so much."""


@action(on=Plan, label="立项", when=(Plan.State.REVIEW,), asks=True)
def adopt(plan: Plan, *, by: Actor) -> Plan:
    """Every item becomes its tasks, one for each time it is to be done."""
    lines = list(
        PlanLine.objects.of(plan.school_id).filter(plan=plan, became=PlanLine.Became.ITEM).order_by("line", "id")
    )
    if not lines:
        raise Refused("这份计划里还没有一项立为任务；请先核对各行。")
    calendar = calendar_of(plan.school_id, plan.term.starts_on - NEAR, plan.term.ends_on + NEAR)
    made = [_task(plan, line, window) for line in lines for window in windows_of(line, plan.term, calendar)]
    numbers = take(plan.school_id, "RW-{year}-{n:05}", count=len(made))
    for task, number in zip(made, numbers, strict=True):
        task.number = number
        task.save()
    plan.state = Plan.State.ADOPTED
    plan.save()
    return plan


def _task(plan: Plan, line: PlanLine, window: Window) -> Task:
    said = f"（{window.said}）" if window.said and (line.recurrence or len(line.months) > 1) else ""
    return Task(
        school_id=plan.school_id, plan=plan, line=line, term_id=plan.term_id, campus_id=plan.campus_id, title=f"{line.title}{said}"[:300],
        kind=line.kind, department_id=line.department_id, owner_post=line.owner_post if line.owner_id is None else "",
        owner_id=line.owner_id, opens_on=window.opens_on, due_on=window.due_on, checklist_id=line.checklist_id,
    )  # fmt: skip


@action(on=Plan, label="作废", when=(Plan.State.REVIEW,), final=True)
def drop_plan(plan: Plan, *, by: Actor) -> Plan:
    plan.state = Plan.State.DROPPED
    plan.save()
    return plan
