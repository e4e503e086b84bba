"""read_plan: lines → marks → headings and periods → items → dates, rhythm, owners → goals. Nothing is dropped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from .calendars import has_schedule
from .clean import plain
from .dates import mentions
from .drafts import Draft, Judged
from .fragments import pieces
from .grid import read_grid
from .grid_rows import GridReading
from .measures import Measures
from .model import Goal, Left, PlanReading, UnreadablePlan
from .outline import outline
from .parts import names_plan, split_parts
from .period import Period
from .schedule import Scheduled
from .sniff import load
from .source import Document, Line, Table
from .term import read_term
from .text_source import from_text
from .textgrid import with_grids
from .timing import finish
from .tree import Node, names_document
from .week_rows import with_week_rows
from .weeks import count_in_months, fill_in_months
from .whole_time import named_period, this_month
from .written import as_written

# A 30-page plan has some 1,200 lines and 25,000 characters; ten times that is not a plan.
MAX_LINES = 8_000
MAX_CHARACTERS = 200_000
_LONGEST_CAPTION = 40


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
    parts = split_parts(_with_text_grids(document))
    whole = named_period(lines, name)
    for part in parts:
        first = len(judged.drafts)
        _read_part(part, judged)
        titled = _titled(part, whole) if len(parts) > 1 else whole
        for draft in judged.drafts[first:]:
            draft.titled = titled
    return _assemble(judged, lines, name)


def _titled(part: Sequence[Line | Table], whole: Period | None) -> Period | None:
    """What the part's own name says; a plan with a name of its own is not for the month the first one names."""
    lines = [block for block in part if isinstance(block, Line) and block.text.strip()]
    own = named_period(lines, "")
    return own if lines and names_plan(lines[0].text) else own or whole


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
    first = len(judged.drafts)
    count_in_months(text.drafts)
    judged.drafts += text.drafts
    judged.goals += text.goals
    judged.left += text.left
    for reading, path, _ in readings:
        _add_grid(reading, path, judged, wanted=reading.scheduled or not (in_table or text.drafts))
    fill_in_months(judged.drafts[first:])


def _setting(table: Table, nodes: Sequence[Node]) -> tuple[Period | None, tuple[str, ...]]:
    """The heading right above a table: its section, and the month when the table stands under one."""
    first = min((line.number for line in table.lines()), default=0)
    above = [node for node in nodes if node.piece.line.number < first and node.role != "noise"]
    if not above:
        return None, ()
    last = above[-1]
    path = (*last.path, last.piece.body) if last.role in {"heading", "period", "entry"} else last.path
    if last.role in {"heading", "title"} and len(last.piece.flat) <= _LONGEST_CAPTION:
        named = mentions(last.piece.flat)
        months = named[0].months if len(named) == 1 and named[0].day is None else ()
        return (Period(label=last.piece.body, months=months) if months else None), tuple(path)
    return (last.period if last.role == "period" else None), tuple(path)


def _name_captions(table: Table, nodes: Sequence[Node]) -> None:
    """A short line right above a table, such as 九月份主要工作, is the table's name and no work."""
    first = min((line.number for line in table.lines()), default=0)
    above = [node for node in nodes if node.piece.line.number < first and node.role != "noise"]
    last = above[-1] if above else None
    if (
        last is None
        or last.role != "text"
        or len(last.piece.body) > _LONGEST_CAPTION
        or names_document(last.piece.flat)
    ):
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
    items = [
        finish(draft, years=term.years, named_by_title=draft.titled or this_month(draft, months))
        for draft in judged.drafts
    ]
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
