"""The director's corrections, before the plan is adopted."""

from datetime import date
from typing import Annotated

from houqin.areas.inspections.models import Checklist
from houqin.areas.plans.models import Plan, PlanLine, TaskKind
from houqin.foundation.models import Department, Person
from houqin.foundation.posts import Post
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Problems, Refused, action

Became = PlanLine.Became


def adopted_already(line: PlanLine) -> str | None:
    return (
        "这份计划已经立项；请直接修改任务。"
        if line.plan.state == Plan.State.ADOPTED and line.became == Became.ITEM
        else None
    )


@action(on=PlanLine, label="改正", unless=adopted_already)
def correct(
    line: PlanLine, *, by: Actor, title: str, month: int | None = None, week: int | None = None, on: date | None = None,
    kind: TaskKind = TaskKind.TASK, checklist: Checklist | None = None,
) -> PlanLine:  # fmt: skip
    """Say what the line really asks, and when; a corrected line becomes an item."""
    problems = Problems()
    if not title.strip():
        problems.add("请写明事项。", "title")
    if month is not None and not 1 <= month <= 12:
        problems.add("月份为 1 到 12。", "month")
    if week is not None and not 1 <= week <= 30:
        problems.add("周次为 1 到 30。", "week")
    problems.stop()
    line.title, line.month, line.months, line.week, line.on = title.strip(), month, [month] if month else [], week, on
    line.kind, line.checklist, line.became = kind, checklist, Became.ITEM
    line.save()
    return line


@action(on=PlanLine, label="拆成几项", unless=adopted_already)
def split(line: PlanLine, *, by: Actor, titles: Annotated[str, Ask(label="每行一项", widget="textarea")]) -> PlanLine:
    """One line that holds several pieces of work becomes as many items; the first keeps the row."""
    parts = [part.strip() for part in titles.splitlines() if part.strip()]
    if len(parts) < 2:
        raise Refused("请至少写两行，每行一项。", field="titles")
    line.title, line.became = parts[0][:300], Became.ITEM
    line.save()
    for part in parts[1:]:
        PlanLine(
            school_id=line.school_id, plan_id=line.plan_id, line=line.line, text=line.text, title=part[:300], became=Became.ITEM,
            why="由一行拆出", section=line.section, kind=line.kind, month=line.month, months=line.months, week=line.week, on=line.on,
            recurrence=line.recurrence, owners=line.owners, department_id=line.department_id, owner_post=line.owner_post,
            owner_id=line.owner_id, checklist_id=line.checklist_id,
        ).save()  # fmt: skip
    return line


@action(on=PlanLine, label="不立项", unless=adopted_already)
def leave(line: PlanLine, *, by: Actor, reason: Annotated[str, Ask(label="理由")] = "") -> PlanLine:
    line.became, line.why = Became.LEFT, (reason.strip() or "核对时决定不立项")[:200]
    line.save()
    return line


@action(on=PlanLine, label="立为任务", unless=adopted_already)
def keep(line: PlanLine, *, by: Actor) -> PlanLine:
    """A line that was left is work after all."""
    line.became, line.title, line.why = Became.ITEM, (line.title or line.text.strip())[:300], "核对时立为任务"
    line.owner_post = line.owner_post or Post.DIRECTOR.value
    line.save()
    return line


@action(on=PlanLine, label="分给谁", unless=adopted_already)
def assign_line(
    line: PlanLine, *, by: Actor, owner: Person | None = None, owner_post: Post | None = None, department: Department | None = None
) -> PlanLine:  # fmt: skip
    if owner is None and owner_post is None:
        raise Refused("请选择负责人或负责岗位。", field="owner_post")
    line.owner, line.owner_post, line.department = owner, owner_post.value if owner_post else "", department
    line.save()
    return line
