"""Every slot of a document, with what it counts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from houqin.areas.summaries.filling.blanks import find_blanks
from houqin.areas.summaries.filling.contexts import Context, context_of, sentence_span
from houqin.areas.summaries.filling.figures import find_figures
from houqin.areas.summaries.filling.lines import Line, Passage, is_heading, narrow, passages_of, with_loose_cells
from houqin.areas.summaries.filling.marks import Kind, Mark, Nature
from houqin.areas.summaries.filling.measure_words import measure_words
from houqin.areas.summaries.filling.rows import named_cells
from houqin.areas.summaries.filling.units import same_unit


@dataclass(frozen=True, kw_only=True)
class Slot:
    """A stretch of a document that waits for a value.

    `start` is an offset in line `line`, `end` one in line `end_line`: a figure may be broken over two lines.
    `parent` is the number (`index`) of the slot whose total this one is part of. `offset` is where it stands in `text`,
    `passage` the number of the first line of its paragraph, `linked` the address it leads to.
    """

    index: int
    line: int
    start: int
    end_line: int
    end: int
    text: str
    shown: str
    kind: Kind
    nature: Nature
    measure: str
    unit: str
    split: Mapping[str, str] = field(default_factory=dict)
    old: Decimal | None = None
    approx: bool = False
    parent: int | None = None
    offset: int = 0
    passage: int = 0
    linked: str = ""
    context: Context


def find_slots(lines: Sequence[Line]) -> list[Slot]:
    """Slots in reading order; a line that holds none adds none."""
    slots: list[Slot] = []
    headings: list[str] = []
    above = ""
    for passage in passages_of(with_loose_cells(lines)):
        found = _slots_of(passage, tuple(headings[-2:]), first=len(slots), above=above)
        slots.extend(found)
        if is_heading(passage.text) and not found:
            headings = _under(headings, passage.text.strip())
        if not named_cells(passage.text, above):
            above = passage.text  # the column names hold for every row of figures below them
    return slots


_NUMBERED = (
    re.compile(r"第?[一二三四五六七八九十]+(?:[、.．:：]|部分|章)"), re.compile(r"[(（][一二三四五六七八九十]+[)）]"), re.compile(r"\d+[、.．]"),
    re.compile(r"[(（]\d+[)）]"),
)  # fmt: skip


def _under(headings: list[str], heading: str) -> list[str]:
    """The headings that hold below a new one: 四、安全 ends 一、维修 with all that stood under it."""
    level = _level(heading)
    alike = next((index for index, above in enumerate(headings) if _level(above) == level), len(headings))
    return [*headings[:alike], heading]


def _level(heading: str) -> int:
    return next((level for level, mark in enumerate(_NUMBERED) if mark.match(heading)), -1)


def _slots_of(passage: Passage, headings: tuple[str, ...], *, first: int, above: str) -> list[Slot]:
    text, line = passage.text, passage.lines[0]
    blanks = find_blanks(text)
    named = named_cells(text, above)
    if named:
        figures = [cell.mark for cell in named if cell.mark]
    else:
        figures = find_figures(text, taken=blanks, cell=f"{line.row}|{line.column}" if line.in_table else None)
    marks = sorted((*blanks, *figures), key=lambda mark: mark.start)
    found: list[Slot] = []
    for position, mark in enumerate(marks):
        cell = next((cell for cell in named if cell.start <= mark.start < cell.end), None)
        context = context_of(
            text,
            marks,
            position,
            headings=headings,
            row=cell.row if cell else line.row,
            column=_telling(cell.column, above) if cell else _telling(line.column, line.beside),
            named=cell is not None,
        )
        context = replace(context, beside=above if cell else narrow(line.beside))
        parent = _parent(text, marks, position)
        if parent is not None:
            context = replace(context, whole=found[parent].context.near)
        found.append(
            _slot(passage, mark, context, index=first + position, parent=None if parent is None else first + parent)
        )
    return found


def _slot(passage: Passage, mark: Mark, context: Context, *, index: int, parent: int | None) -> Slot:
    start_line, start = passage.place(mark.start)
    end_line, end = passage.place(mark.end - 1)
    begin, finish = sentence_span(passage.text, mark.start)
    sentence = passage.raw[begin:finish]
    return Slot(
        index=index,
        line=start_line.number,
        start=start,
        end_line=end_line.number,
        end=end + 1,
        text=sentence.strip(),
        shown=passage.raw[mark.start : mark.end],
        kind=mark.kind,
        nature=mark.nature,
        measure=measure_words(context, mark),
        unit=mark.unit or _column_unit(context.column),
        split=context.period_words,
        old=mark.old,
        approx=mark.approx,
        parent=parent,
        passage=passage.lines[0].number,
        linked=start_line.link_at(start),
        offset=mark.start - begin - (len(sentence) - len(sentence.lstrip())),
        context=context,
    )


_HOW_MANY = re.compile(r"(?:实际)?完成(?:数|量|值|数量|情况)")
_OF_WHAT = re.compile(r"报修|受理|接报|工单|隐患|计划|任务|申请|应完成|数|次")


def _telling(column: str, beside: str) -> str:
    """完成数 counts what the row says, unless a column before it says what was to be done."""
    head = re.sub(r"[(（].*", "", narrow(column))
    if not _HOW_MANY.fullmatch(head) or _OF_WHAT.search(narrow(beside).partition(head)[0]):
        return column
    return narrow(column).removeprefix(head)


def _column_unit(column: str) -> str:
    found = re.search(r"[(（](?:单位[:：])?\s*([^()（）]{1,4})\s*[)）]", column)
    return found[1] if found else ""


_COUNTED_ALIKE = ({"次", "起", "件", "单", "项"}, {"处", "个", "条", "项"})
_PARTS = re.compile(r"(?:其中|包括|含)")


def _parent(text: str, marks: Sequence[Mark], position: int) -> int | None:
    """The total before 其中 in the same sentence, when it is counted in the same unit."""
    mark = marks[position]
    begin, _ = sentence_span(text, mark.start)
    parts = [match.start() for match in _PARTS.finditer(text, begin, mark.start)]
    if not parts or mark.nature != "amount":
        return None
    totals = [index for index, other in enumerate(marks[:position]) if begin <= other.start < parts[-1]]
    for index in reversed(totals):
        total = marks[index]
        if total.nature == "amount" and _comparable(total.unit, mark.unit):
            return index
    return None


def _comparable(total: str, part: str) -> bool:
    return same_unit(total, part) or any(total in group and part in group for group in _COUNTED_ALIKE)
