"""The plan's goals beside the figures that measure them: the table, what is said of it, and what was not reached."""

from decimal import Decimal

from houqin.areas.summaries.composition import Chapter, GoalRow
from houqin.kernel.figures.facts import Facts
from houqin.kernel.figures.prose import amount
from houqin.kernel.figures.sections import Goal, Words, sections

MET, MISSED, UNKNOWN, UNBOUND = "达到", "未达到", "无记录", "未对应指标"

SAID = {"≥": "不低于", "≤": "不超过", "=": "", ">": "高于", "<": "低于"}


def goal_rows(facts: Facts) -> list[GoalRow]:
    return [_row(facts, goal) for goal in sections.goals(facts)]


def chapter(goals: list[GoalRow]) -> Chapter:
    return Chapter(title="目标回顾", paragraphs=((_lead({goal.verdict for goal in goals}),),), goals=tuple(goals))


def problems(goals: list[GoalRow]) -> list[Words]:
    return [
        (f"目标“{goal.text}”未达到：要求{goal.target}，实际", *amount(goal.number), f"，差{goal.gap}。")
        for goal in goals
        if goal.verdict == MISSED and goal.number
    ]


def efforts(goals: list[GoalRow]) -> list[Words]:
    return [
        (f"把“{goal.text}”列入下一期计划，由现在的", *amount(goal.number), f"做到{goal.target}。")
        for goal in goals
        if goal.verdict == MISSED and goal.number
    ]


def _row(facts: Facts, goal: Goal) -> GoalRow:
    bound = facts.has(goal.figure)
    number = facts.get(goal.figure, **dict(goal.splits)) if bound else None
    unit = goal.unit or (number.unit if number else "")
    target = f"{SAID[goal.operator]}{goal.target.normalize():f}{unit}"
    if number is None or number.number is None:
        return GoalRow(text=goal.text, target=target, number=number, gap="—", verdict=UNKNOWN if bound else UNBOUND)
    if _meets(number.number, goal):
        return GoalRow(text=goal.text, target=target, number=number, gap="—", verdict=MET)
    short = f"{abs(number.number - goal.target).normalize():f}{'个百分点' if number.unit == '%' else number.unit}"
    return GoalRow(text=goal.text, target=target, number=number, gap=short, verdict=MISSED)


def _meets(number: Decimal, goal: Goal) -> bool:
    match goal.operator:
        case "≥":
            return number >= goal.target
        case "≤":
            return number <= goal.target
        case ">":
            return number > goal.target
        case "<":
            return number < goal.target
    return number == goal.target


def _lead(verdicts: set[str]) -> str:
    if not verdicts & {MET, MISSED}:
        return "工作计划中列出数字的目标见下表，所对应的数字本期没有记录，或者还没有对应到指标，不能下结论。"
    tail = "没有达到的在“存在问题”中说明。" if MISSED in verdicts else "有记录的目标均已达到。"
    open_ = "没有记录、没有对应指标的不下结论。" if verdicts & {UNKNOWN, UNBOUND} else ""
    return f"对照工作计划中列出数字的目标，完成情况见下表。{tail}{open_}"
