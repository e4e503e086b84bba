"""read_plan: lines → marks → headings and periods → items → dates, rhythm, owners → goals. Nothing is dropped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from .clean import plain
from .dates import mentions
from .drafts import Draft, Judged
from .fragments import pieces
from .grid import GridReading, read_grid
from .measures import Measures
from .model import Goal, Left, PlanReading, UnreadablePlan
from .numerals import number
from .outline import Node, names_document, outline
from .parts import split_parts
from .periods import RANGE, Period
from .schedule import Scheduled, has_schedule
from .sniff import load
from .source import Document, Line, Table
from .term import read_term
from .text_source import from_text
from .textgrid import with_grids
from .timing import finish
from .week_rows import with_week_rows
from .written import as_written

# A 30-page plan has some 1,200 lines and 25,000 characters; ten times that is not a plan.
MAX_LINES = 8_000
MAX_CHARACTERS = 200_000


def read_plan(source: str | Path | bytes, *, filename: str | None = None) -> PlanReading:
    """Read a .docx, .txt or .xlsx plan. Raises UnreadablePlan, whose message can be shown as it is."""
    if isinstance(source, bytes):
        data, name = source, filename or ""
    else:
        path = Path(source)
        name = filename or path.name
        try:
            data = path.read_bytes()
        except OSError as problem:
            raise UnreadablePlan(f"找不到或打不开文件“{path.name}”。请检查文件位置后再试。") from problem
    return _read(load(data, filename=name), name=Path(name).stem)


def read_text(text: str) -> PlanReading:
    """Read a plan that was pasted."""
    return _read(from_text(text), name="")


def _read(document: Document, *, name: str) -> PlanReading:
    lines = [line for line in document.lines() if line.text.strip() or line.raw.strip()]
    if not any(line.text.strip() for line in lines):
        raise UnreadablePlan("文件里没有文字。如果是扫描件或图片，请先转成文字再上传。")
    if len(lines) > MAX_LINES or sum(len(line.text) for line in lines) > MAX_CHARACTERS:
        raise UnreadablePlan("文件太长，不像一份工作计划。请只留下计划部分（不超过约二百页），再上传。")
    judged = Judged()
    for part in split_parts(_with_text_grids(document)):
        _read_part(part, judged)
    return _assemble(judged, lines, name)


def _with_text_grids(document: Document) -> list[Line | Table]:
    blocks: list[Line | Table] = []
    run: list[Line] = []
    for block in document.blocks:
        if isinstance(block, Line):
            run.append(block)
        else:
            blocks += [*with_grids(with_week_rows(run)), block]
            run = []
    return blocks + with_grids(with_week_rows(run))


def _read_part(blocks: Sequence[Line | Table], judged: Judged) -> None:
    nodes = outline(pieces([block for block in blocks if isinstance(block, Line)]))
    for table in blocks:
        if isinstance(table, Table):
            _name_captions(table, nodes)
    tables = [(table, *_setting(table, nodes)) for table in blocks if isinstance(table, Table)]
    readings = [(read_grid(table, outer=period), path, table) for table, period, path in tables]
    in_table = any(reading.scheduled and len(reading.items) >= 2 for reading, _, _ in readings)
    scheduled = in_table or has_schedule(nodes)
    text = (Scheduled(nodes) if scheduled else Measures(nodes)).judge()
    _weeks_of_months(text.drafts)
    judged.drafts += text.drafts
    judged.goals += text.goals
    judged.left += text.left
    for reading, path, _ in readings:
        _add_grid(reading, path, judged, wanted=reading.scheduled or not (in_table or text.drafts))


def _weeks_of_months(drafts: Sequence[Draft]) -> None:
    """When 第一周 comes back under each month, weeks are counted in the month and not in the term."""
    months_of: dict[int, set[int]] = {}
    for draft in drafts:
        if draft.period and draft.period.week and draft.period.months and not draft.period.start:
            months_of.setdefault(draft.period.week, set()).add(draft.period.months[0])
    if not any(len(months) > 1 for months in months_of.values()):
        return
    for draft in drafts:
        if draft.period and draft.period.week and not draft.period.start:
            draft.period = replace(draft.period, week=None, week_of_month=draft.period.week)


def _setting(table: Table, nodes: Sequence[Node]) -> tuple[Period | None, tuple[str, ...]]:
    """The heading right above a table: its section, and the month when the table stands under one."""
    first = min((line.number for line in table.lines()), default=0)
    above = [node for node in nodes if node.piece.line.number < first and node.role != "noise"]
    if not above:
        return None, ()
    last = above[-1]
    path = (*last.path, last.piece.body) if last.role in {"heading", "period", "entry"} else last.path
    if last.role == "heading" and last.caption:
        named = mentions(last.piece.flat)
        months = named[0].months if len(named) == 1 and named[0].day is None else ()
        return (Period(label=last.piece.body, months=months) if months else None), tuple(path)
    return (last.period if last.role == "period" else None), tuple(path)


def _name_captions(table: Table, nodes: Sequence[Node]) -> None:
    """A short line right above a table, such as 九月份主要工作, is the table's name and no work."""
    first = min((line.number for line in table.lines()), default=0)
    above = [node for node in nodes if node.piece.line.number < first and node.role != "noise"]
    last = above[-1] if above else None
    if last is None or last.role != "text" or len(last.piece.body) > 40 or names_document(last.piece.flat):
        return
    if not last.piece.flat.rstrip().endswith(("。", ";", "!")):
        last.role, last.caption = "heading", True


def _add_grid(reading: GridReading, path: tuple[str, ...], judged: Judged, *, wanted: bool) -> None:
    judged.left += reading.left
    for item in reading.items:
        lines = [line.number for line in item.lines]
        if not wanted and item.period is None:
            judged.left += [
                Left(line=line.number, text=line.text.strip(), why="表格里没有时间，不是工作安排")
                for line in item.lines
            ]
            continue
        judged.drafts.append(
            Draft(
                pieces=[(lines[0], item.title)],
                title=item.title,
                period=item.period,
                path=(*path, item.label) if item.label else path,
                owners=item.owners,
                place=item.place,
                detail=item.detail,
                why=item.why,
                lines=lines,
            )
        )


def _assemble(judged: Judged, lines: Sequence[Line], name: str) -> PlanReading:
    heading = [line.text for line in lines[:12]] + ([name] if name else [])
    months = {month for draft in judged.drafts if draft.period for month in draft.period.months}
    months |= {month for draft in judged.drafts for mention in mentions(plain(draft.title)) for month in mention.months}
    term = read_term(heading, months=months)
    title_period = _title_period(heading[:3] + heading[len(lines[:12]) :]) or _stated_period(lines)
    items = [finish(draft, years=term.years, named_by_title=title_period) for draft in judged.drafts]
    items = as_written(sorted(items, key=lambda item: item.line), lines)
    worked = {number for item in items for number in item.lines}
    goals = [goal for goal in judged.goals if goal.line not in worked]
    left = _left(judged, lines, worked | {goal.line for goal in goals})
    return PlanReading(
        term=term.term,
        items=tuple(items),
        goals=tuple(sorted(goals, key=_line)),
        left=left,
        year=term.year,
        term_why=term.why,
    )


def _line(goal: Goal) -> int:
    return goal.line


def _title_period(heading: Sequence[str]) -> Period | None:
    """「3月份安全工作计划」, 「第三周工作安排(9月18日-9月24日)」, the days perhaps on a line of their own: the one
    month or week the whole plan is for."""
    found: Period | None = None
    for text in heading:
        period = _period_of_title(text)
        if period is None:
            continue
        if found is None:
            found = period
        elif not found.months and period.start:
            return replace(period, week=found.week)
    return found


_DAYS_LINE = re.compile(r"20\d\d([./-])\d{1,2}\1\d{1,2}\s*(?:-+|~+|至|到)\s*20\d\d\1\d{1,2}\1\d{1,2}")


def _period_of_title(text: str) -> Period | None:
    flat = re.sub(r"(?<=20\d\d)\s*[./-]\s*(?=\d{1,2}月)", "年", plain(text)).strip()
    if _DAYS_LINE.fullmatch(flat.strip("()")):  # one date in figures is when a page was published
        flat = re.sub(r"20\d\d[./-](\d{1,2})[./-](\d{1,2})", r"\1月\2日", flat)
    titled = re.search(r"计划|安排|要点|行事历|(?:重点|主要)?工作(?:重点)?$", flat) or re.fullmatch(
        RANGE, flat.strip("()")
    )
    if len(flat) > 40 or not titled:
        return None
    week = re.search(r"(?<!月)(?<!月份)第\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*周", flat)
    named = mentions(flat)
    if len(named) > 1 or (not named and not week) or (named and len(named[0].months) > 2):
        return None
    first = named[0] if named else None
    dated = first is not None and first.day is not None and first.end is not None
    return Period(
        label="文件标题",
        months=first.months if first else (),
        week=number(week[1]) if week else None,
        start=(first.months[0], first.day or 1) if first and dated else None,
        end=first.end if first and dated else None,
    )


_TIME_HEADING = re.compile(
    r"(?:[一二三四五六七八]、|\d、)?\s*(?:活动|实施|整治|工作|检查|开展)时间\s*[:]?\s*(?P<when>.{0,40})$"
)


def _stated_period(lines: Sequence[Line]) -> Period | None:
    """「二、活动时间：3月28日-4月1日」, when the document says it once: the time of whatever names none itself."""
    stated = []
    for at, line in enumerate(lines):
        found = _TIME_HEADING.match(plain(line.text).strip())
        if found:
            below = plain(lines[at + 1].text) if not found["when"] and at + 1 < len(lines) else ""
            stated.append(mentions(found["when"] or below[:40]))
    if len(stated) != 1 or len(stated[0]) != 1:
        return None
    return Period(label="活动时间", months=stated[0][0].months)


def _left(judged: Judged, lines: Sequence[Line], taken: set[int]) -> tuple[Left, ...]:
    """One entry a line, and one for any line nobody spoke for, so that nothing is dropped silently."""
    spoken: dict[int, Left] = {}
    for left in judged.left:
        before = spoken.get(left.line)
        if left.line in taken:
            continue
        if before is None:
            spoken[left.line] = left
        elif left.text not in before.text:
            spoken[left.line] = Left(line=left.line, text=f"{before.text} {left.text}", why=before.why)
    for line in lines:
        if line.number not in taken and line.number not in spoken:
            why = "未能归类，请人工查看" if re.search(r"\w", line.text) else "只有符号或表格线"
            spoken[line.number] = Left(line=line.number, text=line.text.strip() or line.raw.strip(), why=why)
    return tuple(spoken[number] for number in sorted(spoken))
