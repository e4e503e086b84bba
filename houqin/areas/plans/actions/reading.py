"""A document becomes a plan whose every line waits for review."""

import hashlib
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

from houqin.areas.plans import matching
from houqin.areas.plans.models import Goal, Plan, PlanLine, TaskKind
from houqin.foundation.models import Campus, Term
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Refused, action
from houqin.kernel.files import Upload, attach_all

if TYPE_CHECKING:
    from houqin.areas.plans.reading import PlanReading

Became = PlanLine.Became


@action(makes=Plan, label="读入计划")
def read_in(
    *, by: Actor, files: Annotated[list[Upload], Ask(label="计划文件", help="Word、文本或 Excel；也可以直接粘贴文字", widget="papers")] = [],  # noqa: B006
    text: Annotated[str, Ask(label="或粘贴文字", widget="textarea")] = "", term: Term | None = None, campus: Campus | None = None,
    title: Annotated[str, Ask(label="标题", help="不填则取文件里的标题")] = "",
) -> Plan:  # fmt: skip
    """Read the file or the pasted words; the same words are not read in twice for one term."""
    if bool(files) == bool(text.strip()):
        raise Refused("请上传一个计划文件，或者粘贴计划文字（二选一）。", field="files")
    data = _bytes(files[0]) if files else text.encode()
    reading = _read(str(files[0].name) if files else "", data, text)
    term = term or _term_said(reading, by.school_id)
    digest = hashlib.sha256(data).hexdigest()
    known = (
        Plan.objects.of(by.school_id).filter(term=term, text_digest=digest).exclude(state=Plan.State.DROPPED).first()
    )
    if known is not None:
        raise Refused(f"这份计划已经读入过：{known}。可直接打开核对。", field="files")
    plan = Plan(
        school_id=by.school_id, term=term, campus=campus, text_digest=digest, file_name=str(files[0].name) if files else "",
        title=(title or _title(reading) or f"{term}工作计划")[:120],
    )  # fmt: skip
    plan.save()
    if files:
        attach_all(plan, files[:1], by=by)
    _keep_lines(plan, reading)
    return plan


def _bytes(upload: Upload) -> bytes:
    upload.seek(0)
    data: bytes = upload.read()
    upload.seek(0)
    return data


def _read(name: str, data: bytes, text: str) -> "PlanReading":
    # Loaded with the first plan, not at every start.
    from houqin.areas.plans.reading import UnreadablePlan, read_plan, read_text

    try:
        return read_plan(data, filename=name) if name else read_text(text)
    except UnreadablePlan as error:
        raise Refused(str(error), field="files") from error


def _term_said(reading: "PlanReading", school_id: int) -> Term:
    term: Term | None = Term.objects.of(school_id).filter(code=reading.term).first() if reading.term else None
    if term is None:
        said = f"计划写的是 {reading.term}，本校没有设这个学期" if reading.term else "计划没有写明学期"
        raise Refused(f"{said}；请选择学期，或先在“学期”里新增。", field="term")
    return term


def _title(reading: "PlanReading") -> str:
    """The document's own title: the first left line that calls itself a plan."""
    return next(
        (left.text.strip() for left in reading.left[:6] if "计划" in left.text and len(left.text.strip()) <= 60), ""
    )


def _keep_lines(plan: Plan, reading: "PlanReading") -> None:
    match = matching.Matcher(plan.school_id)
    for item in reading.items:
        owner = match.owner(item.owners)
        kind = item.kind if item.kind in TaskKind.values else TaskKind.TASK
        PlanLine(
            school_id=plan.school_id, plan=plan, line=item.line, text=item.title, title=item.title[:300], became=Became.ITEM,
            why=item.why[:200], section=" / ".join(item.section)[:200], kind=kind, month=item.month, months=list(item.months),
            week=item.week, on=item.date, recurrence=item.recurrence.as_json() if item.recurrence else {},
            owners="、".join(item.owners)[:200], department=owner.department, owner_post=owner.post, owner=owner.person,
            checklist=match.checklist(item.title) if kind == TaskKind.INSPECTION else None,
        ).save()  # fmt: skip
    for goal in reading.goals:
        PlanLine(
            school_id=plan.school_id,
            plan=plan,
            line=goal.line,
            text=goal.text,
            title=goal.text[:300],
            became=Became.GOAL,
            why=goal.why[:200],
        ).save()
        operator = goal.operator if goal.operator in Goal.Operator.values else Goal.Operator.AT_LEAST
        Goal(
            school_id=plan.school_id, plan=plan, text=goal.text[:300], said=goal.figure[:100], operator=operator,
            value=Decimal(str(goal.value)), unit=goal.unit[:10], figure=matching.figure_for(goal.text),
        ).save()  # fmt: skip
    for left in reading.left:
        PlanLine(
            school_id=plan.school_id, plan=plan, line=left.line, text=left.text, became=Became.LEFT, why=left.why[:200]
        ).save()
