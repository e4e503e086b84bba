"""Puts a summary together: opening, goals, one chapter for each system, what fell short, what comes next."""

from collections.abc import Iterable
from typing import Any

from houqin.areas.summaries import goals
from houqin.areas.summaries.composition import Chapter, Composition, GoalRow
from houqin.areas.summaries.untold import areas_untold
from houqin.foundation.models import Campus
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.figures.facts import Facts
from houqin.kernel.figures.figure import figures
from houqin.kernel.figures.period import Period
from houqin.kernel.figures.sections import ChartData, Told, Words, sections
from houqin.kernel.rows import School

CHARTS = 3
"""In a whole summary; nobody looks at a dozen."""


def compose(actor: Actor, period: Period, previous: Period | None = None, campus: Campus | None = None) -> Composition:
    """Only what this person may see is counted. campus: only figures that can be told for one campus."""
    school = School.objects.get(pk=actor.school_id)
    splits: dict[str, Any] = {"campus": campus.pk} if campus else {}
    facts = Facts(by=actor, period=period, previous=previous, splits=splits)
    told = [(section.title, section.write(facts)) for section in _sections(facts)]
    rows = goals.goal_rows(facts)
    chapters = [goals.chapter(rows)] if rows else []
    silent = [one for _, one in told if not one.lead and one.paragraphs]
    if len(silent) == len(told):
        silent = []  # nothing at all: each system says so itself
    drawn = _few(one.charts for _, one in told if one.paragraphs)
    chapters += [
        Chapter(
            title=title, paragraphs=tuple(one.paragraphs), charts=tuple(chart for chart in one.charts if chart in drawn)
        )
        for title, one in told
        if one.paragraphs and one not in silent
    ]
    chapters += _closing(rows, [one for _, one in told])
    return Composition(
        school=school.name, title=f"{school.name}{campus.name if campus else ''}后勤工作总结", subtitle=f"（{period}）", period=period,
        previous=previous, dated=clock.today(), opening=(*_opening(facts, [one for _, one in told]), *_without_records(silent)), chapters=tuple(chapters),
    )  # fmt: skip


def _few(charts: Iterable[list[ChartData]]) -> list[ChartData]:
    """Of many systems the charts that most records stand behind, one of a system before the second of another."""
    known = [(place, -_rows_behind(chart), chart) for some in charts for place, chart in enumerate(some)]
    return [chart for _, _, chart in sorted(known, key=lambda one: one[:2])][:CHARTS]


def _rows_behind(chart: ChartData) -> int:
    return sum(number.rows for _, number in chart.points)


def _sections(facts: Facts) -> list[Any]:
    """Those with figures that this person may see for this scope."""
    return [
        section
        for section in sorted([*sections, *areas_untold()], key=lambda section: section.order)
        if any(facts.has(figure.key) for figure in figures if figure.key.partition(".")[0] == section.area)
    ]


def _opening(facts: Facts, told: list[Told]) -> tuple[Words, ...]:
    when = f"{facts.period}（{facts.period.days}）" if facts.period.name else facts.period.days
    leads = [one.lead for one in told if one.lead]
    read = f"统计截至{clock.today():%Y年%-m月%-d日}。"
    if not leads:
        return ((f"{when}，台账中没有任何记录，本总结不列数字，也不作推断。{read}",),)
    words: list[Any] = [f"{when}，学校后勤台账记录的主要情况是："]
    for i, lead in enumerate(leads):
        words += ["；" if i else "", *lead]
    words.append(f"。现将主要工作总结如下。文中数字均由台账记录计算，点开可查所依据的每一条记录；{read}")
    return (tuple(words),)


def _without_records(silent: list[Told]) -> tuple[Words, ...]:
    """本期无采购记录，无盘点记录: one sentence for the systems that have nothing to tell, no chapter each."""
    said: list[Any] = []
    for one in silent:
        words = list(one.paragraphs[0])
        if said and words[0] == "本期":
            words = words[1:]
        said += ["，", *words] if said else words
        if isinstance(said[-1], str):
            said[-1] = said[-1].removesuffix("。")
    return ((*said, "。"),) if said else ()


def _closing(rows: list[GoalRow], told: list[Told]) -> list[Chapter]:
    """What fell short and what comes next, both from the ledgers; nothing of a period that has no records."""
    if not any(one.lead for one in told):
        return []
    problems = [*goals.problems(rows), *(words for one in told for words in one.problems)]
    efforts = [*goals.efforts(rows), *(words for one in told for words in one.efforts)]
    none: tuple[Words, ...] = (("按台账记录，本期没有未完成、超期或补录的事项，也没有未达到的目标。",),)
    chapters = [Chapter(title="存在问题", paragraphs=tuple(problems) or none, numbered=len(problems) > 1)]
    if efforts:
        chapters.append(Chapter(title="下一步打算", paragraphs=tuple(efforts), numbered=len(efforts) > 1))
    return chapters
