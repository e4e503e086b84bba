"""What the term's summary takes from the plan: how far its tasks came, and its goals with a number."""

from django.db.models import Q

from houqin.areas.plans.models import Goal as PlanGoal
from houqin.areas.plans.models import Plan
from houqin.areas.plans.records import GOAL
from houqin.kernel.figures.facts import Facts
from houqin.kernel.figures.figure import figures
from houqin.kernel.figures.prose import amount, compared, listed, none_of, of_which
from houqin.kernel.figures.sections import Goal, Operator, SummarySection, Told, Words, sections

SIGNS: dict[str, Operator] = {">=": "≥", "<=": "≤", "=": "=", ">": ">", "<": "<"}


def goals(facts: Facts) -> list[Goal]:
    """Those of adopted plans of the terms inside the period; of a campus, also those of the whole school."""
    inside = Q(plan__term__starts_on__gte=facts.period.start, plan__term__ends_on__lte=facts.period.end)
    campus = facts.splits.get("campus")
    where = Q(plan__campus__isnull=True) | Q(plan__campus_id=campus) if campus else Q()
    rows = GOAL.visible_to(facts.by).filter(inside & where, plan__state=Plan.State.ADOPTED).order_by("plan", "pk")
    return [_goal(row) for row in rows]


def _goal(row: PlanGoal) -> Goal:
    return Goal(text=row.text, operator=SIGNS[row.operator], target=row.value, unit=row.unit, figure=row.figure)


def write(facts: Facts) -> Told:
    tasks, done, share = facts.get("plans.tasks"), facts.get("plans.done"), facts.get("plans.done_share")
    if not tasks.rows:
        return Told(paragraphs=[("本期", none_of(tasks), "计划任务记录。")])
    told = Told(lead=("计划任务", *amount(tasks), "、完成率", *amount(share)))
    words: Words = (
        "列入计划的任务",
        *amount(tasks),
        *compared(facts, tasks),
        *of_which(facts.parts("plans.tasks", "kind")),
        "。",
    )
    words += ("目前完成", *amount(done), "，完成率", *amount(share), *compared(facts, share), "。")
    departments = [
        (name, number) for name, number in facts.parts("plans.done", "department") if dict(number.splits)["department"]
    ]
    if len(departments) > 1:
        words += ("各部门完成：", *listed(departments), "。")
    told.paragraphs = [paragraph for paragraph in (words, _held(facts)) if paragraph]
    _shortfalls(facts, told)
    return told


def _held(facts: Facts) -> Words:
    """Meetings, drills and trainings that took place."""
    told = [facts.get(key) for key in ("plans.meetings", "plans.drills", "plans.trainings")]
    named = [(figures.get(number.figure).label, number) for number in told if number.number]
    return ("按计划", *listed(named), "。") if named else ()


def _shortfalls(facts: Facts, told: Told) -> None:
    overdue, carried = facts.get("plans.overdue"), facts.get("plans.carried")
    if overdue.number:
        told.problems.append(
            ("有", *amount(overdue), "计划任务没有按期完成", *of_which(facts.parts("plans.overdue", "kind")), "。")
        )
        told.efforts.append(("对没有按期完成的", *amount(overdue), "任务逐项核对原因，该补的补、该调整的调整。"))
    if carried.number:
        told.problems.append(("有", *amount(carried), "任务转到下学期。"))
        told.efforts.append(("把转下学期的", *amount(carried), "任务排在开学首月，先办先销。"))


sections.goals_come_from(goals)
sections.add(SummarySection(area="plans", title="计划执行", order=10, write=write))
