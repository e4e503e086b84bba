"""The rows of a table, one after the other. Cells are read by what they say first and by their column's heading
second, because rows of merged or missing cells slip sideways."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from .cell_periods import cell_period, joined, merged_period, of_month, says_when, time_told
from .cells import split_cell
from .clean import plain
from .columns import THEME_COLUMN, WORK_COLUMN, header_role
from .columns import is_header as is_header_row
from .marks import parse_mark
from .model import Left
from .numerals import number
from .owners import is_owner_text, split_owners
from .period import Period
from .periods import parse_period
from .source import Cell, Line, Table
from .wording import CLOSING

NARRATIVE_LABEL = re.compile(r"指导思想|工作思路|工作目标|总体目标|目标$|基本情况|情况分析|理念|组织领导|领导小组")


_LONGEST_TIME = 20
_CLASS = re.compile(
    r"(?:[一二三四五六七八九\d]{1,2}年级|[一二三四五六七八九\d]{1,2}年?\(\d{1,2}\)班?|[初高][一二三](?:年级)?|[大中小]\d?班)"
)


@dataclass(frozen=True, kw_only=True)
class GridItem:
    """A piece of work found in a table, before its dates are worked out."""

    lines: tuple[Line, ...]
    title: str
    period: Period | None
    owners: tuple[str, ...] = ()
    place: str | None = None
    detail: str = ""
    label: str = ""
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class GridReading:
    items: tuple[GridItem, ...]
    left: tuple[Left, ...]
    scheduled: bool
    """Some row names a month, week or day."""


@dataclass(frozen=True, kw_only=True)
class _Content:
    """A cell of work; ``month`` when it stands between the month and the week and so is for the whole month."""

    cell: Cell
    column: str = ""
    owners: tuple[str, ...] = ()
    month: Period | None = None


@dataclass
class _Row:
    period: Period | None = None
    owners: tuple[str, ...] = ()
    owner_lines: tuple[Line, ...] = ()
    place: str | None = None
    content: list[_Content] = field(default_factory=list)
    detail: list[Cell] = field(default_factory=list)
    notes: list[Cell] = field(default_factory=list)
    context: list[Line] = field(default_factory=list)
    label: str = ""


class RowReader:
    """Walks the rows and carries the month, week and department that blank cells leave out."""

    def __init__(self, header: list[str], outer: Period | None, *, parted: bool) -> None:
        self._name_columns(header)
        self._parted = parted
        self._month: Period | None = outer
        self._period: Period | None = outer
        self._owners: dict[int, tuple[str, ...]] = {}
        self._items: list[GridItem] = []
        self._left: list[Left] = []
        self._scheduled = False

    def read(self, row: Sequence[Cell], *, is_header: bool) -> None:
        if is_header:
            self._left += [left_line(line, "表头") for cell in row for line in cell.lines]
            self._title_row(row)
            return
        cells = [cell for cell in row if cell.lines]
        if self._header and [cell.text for cell in cells] == [name for name in self._header if name]:
            self._left += [left_line(line, "表头") for cell in cells for line in cell.lines]
            return
        if not self._header and is_header_row([cell.text for cell in cells]):
            self._left += [left_line(line, "表头") for cell in cells for line in cell.lines]
            self._name_columns([cell.text for cell in row])
            return
        if len(cells) == 1 and self._title_row(row):
            self._left += [left_line(line, f"标题：{cells[0].text}") for line in cells[0].lines]
            return
        if len(cells) == 1 and CLOSING.match(plain(cells[0].text)):
            self._left += [left_line(line, "表格下的说明") for line in cells[0].lines]
            return
        self._emit(self._typed(row))

    def _name_columns(self, header: list[str]) -> None:
        while header and not header[-1]:
            header = header[:-1]
        self._header = header
        self._roles = [header_role(text) or ("content" if text else None) for text in header]

    def _title_row(self, row: Sequence[Cell]) -> bool:
        """A row of one cell that names a period, such as 九月份 across the table."""
        cells = [cell for cell in row if cell.lines]
        if len(cells) != 1:
            return False
        head = parse_period(plain(joined(cells[0])))
        if head is None or not head.bare or head.theme_at:
            return False
        self._enter(head.period)
        return True

    def _enter(self, period: Period) -> None:
        if period.is_month:
            self._month = period
            self._period = period
        else:
            if period.week and not period.months and self._month and self._month.months:
                period = period.inside(self._month)
            if self._period is not None and self._period.holds(period):
                period = replace(period, week=self._period.week)
            self._period = of_month(period, self._month)
        self._scheduled = True

    def _typed(self, row: Sequence[Cell]) -> _Row:
        typed = _Row()
        aligned = len(row) == len(self._header) or not self._header
        stated: list[Period] = []
        for at, cell in enumerate(row):
            role = self._roles[at] if at < len(self._roles) and aligned else None
            if not cell.lines:
                if cell.merged and role in {"owner", "owned"} and at in self._owners:
                    typed.owners += self._owners[at]
                continue
            when_role = self._when_role(row, at, role, aligned=aligned)
            period = cell_period(cell, when_role, at, self._month)
            if period is None and when_role in {"when", "week"} and len(cell.lines) > 1:
                # 三月份 / 安全教育月 / 3.12植树节 in one cell: the month, its theme, its days
                period = cell_period(Cell(lines=cell.lines[:1]), when_role, at, self._month)
            if period is not None:
                stated.append(period)
                typed.context += cell.lines
            elif at == 0 and not self._header and _names_row(cell, row[1:]):
                typed.label = cell.text
                typed.context += cell.lines
            else:
                self._other(typed, row, at, role, aligned=aligned, stated=stated)
        self._month = next((period for period in stated if period.is_month), self._month)
        for stated_period in stated:
            self._enter(merged_period(stated_period, stated))
        typed.period = self._period
        return typed

    def _when_role(self, row: Sequence[Cell], at: int, role: str | None, *, aligned: bool) -> str | None:
        """Where a month column stands left blank, the week's number slips into it: 九 | 第 6 周 becomes 六."""
        cell = row[at]
        counted = aligned and "week" in self._roles and number(plain(row[self._roles.index("week")].text)) is not None
        slipped = at == 0 and "week" in self._roles and not counted and number(plain(cell.text)) is not None
        if slipped and (not aligned or not plain(cell.text).strip().isascii()):
            return "week"
        name = self._header[at] if role == "when" and at < len(self._header) else ""
        return "day" if "日" in name and "月" not in name and number(plain(cell.text)) is not None else role

    def _other(
        self, typed: _Row, row: Sequence[Cell], at: int, role: str | None, *, aligned: bool, stated: Sequence[Period]
    ) -> None:
        cell = row[at]
        text = cell.text
        no_month = says_when(plain(text)) or re.fullmatch(r"[/\-—无]+", plain(text))
        if role == "when" and aligned and not stated and no_month:
            typed.context += cell.lines
            self._period = time_told(text)
        elif re.fullmatch(
            r"[\d.\s]{1,4}|预备周?|[√○×/\-—\s]+|(?:星期|周)?[一二三四五六日](?:[~\-至][一二三四五六日])?", plain(text)
        ) or (role == "number" and len(text) <= 4):
            typed.context += cell.lines
        elif role == "owner" or _CLASS.fullmatch(plain(text)) or self._tells_who(row, text, role, aligned=aligned):
            typed.owners += split_owners("、".join(line.text.strip() for line in cell.lines))
            typed.owner_lines = cell.lines
            typed.context += cell.lines
            self._owners[at] = typed.owners
        elif role == "note":
            typed.notes.append(cell)
        elif role == "place":
            typed.place = text
            typed.context += cell.lines
        elif role == "detail":
            typed.detail.append(cell)
        elif role == "when" and aligned and len(text) <= _LONGEST_TIME:
            typed.context += cell.lines
            typed.label = typed.label or text
            if not stated:
                self._period = time_told(text) or self._period
        elif (
            aligned
            and self._is_theme_column(at)
            and len(text) <= (24 if len(cell.lines) == 1 else 30)
            and not re.match(r"[\d(一二三四五六]+[、.)](?!\d)", plain(text))
        ):
            typed.label = typed.label or text
            typed.context += cell.lines
        elif NARRATIVE_LABEL.search(text) and len(text) <= 10:
            typed.label = text
            typed.context += cell.lines
        else:
            column, owners = self._column(role, at, aligned=aligned)
            month = stated[-1] if len(stated) == 1 and stated[0].is_month else None
            typed.content.append(_Content(cell=cell, column=column, owners=owners, month=month))

    def _tells_who(self, row: Sequence[Cell], text: str, role: str | None, *, aligned: bool) -> bool:
        """A short cell under a column of work may be a department that slipped there, unless who does it stands under
        its own name."""
        own = self._roles.index("owner") if "owner" in self._roles else None
        if aligned and role == "content" and own is not None and (len(text) > 6 or row[own].lines):
            return False
        return is_owner_text(text, names=own is not None)

    def _is_theme_column(self, at: int) -> bool:
        """工作重点 beside 具体工作内容 only names what the other column spells out."""
        if at >= len(self._header) or self._roles[at] != "content" or not THEME_COLUMN.search(self._header[at]):
            return False
        others = [name for other, name in enumerate(self._header) if other != at and self._roles[other] == "content"]
        return any(WORK_COLUMN.search(name) for name in others)

    def _column(self, role: str | None, at: int, *, aligned: bool) -> tuple[str, tuple[str, ...]]:
        """In a matrix the column's heading is the section or the department of its cells."""
        if not aligned or at >= len(self._header):
            return "", ()
        name = self._header[at]
        if role == "owned":
            return name, split_owners(name)
        matrix = sum(1 for other in self._roles if other in {"content", "owned"}) > 1
        return (name if matrix else ""), ()

    def _emit(self, row: _Row) -> None:
        if not row.content:
            row.content = [_Content(cell=cell) for cell in row.detail or row.notes]
            row.notes = [] if not row.detail else row.notes
            row.detail = []
        if NARRATIVE_LABEL.search(row.label) or not row.content:
            cells = [content.cell for content in row.content] + row.detail + row.notes
            unused = [*row.context, *(line for cell in cells for line in cell.lines)]
            self._left += [left_line(line, f"表格文字：{row.label or '这一行没有工作内容'}") for line in unused]
            return
        beside = [line for cell in row.detail + row.notes for line in cell.lines]
        detail = "；".join(cell.text for cell in row.detail + row.notes)
        carried = (*row.context, *beside)
        for content in row.content:
            parts = split_cell(content.cell, clauses=not self._parted)
            own = _one_each(parts, row.owner_lines)
            period = content.month or row.period
            for at, (title, lines) in enumerate(parts):
                item = GridItem(
                    lines=(*lines, *carried),
                    title=title,
                    period=period,
                    owners=own[at] if own else (row.owners or content.owners),
                    place=row.place,
                    detail=detail,
                    label="、".join(label for label in (row.label, content.column) if label),
                    why=f"表格“{period.label}”一行" if period else "表格的一行",
                )
                self._items.append(item)
                carried = ()

    def done(self, table: Table) -> GridReading:
        return GridReading(items=tuple(self._items), left=tuple(self._left), scheduled=self._scheduled)


def _names_row(cell: Cell, others: Sequence[Cell]) -> bool:
    """工作要求 before its numbered entries, in a table whose columns have no names."""
    name = re.sub(r"\s+", "", cell.text)
    numbered = any(parse_mark(plain(other.text).strip()) for other in others if len(other.text) > 20)
    return numbered and bool(re.fullmatch(r"[\u4e00-\u9fff]{2,8}", name))


def _one_each(parts: Sequence[object], owner_lines: Sequence[Line]) -> list[tuple[str, ...]]:
    """As many lines of departments as pieces of work: one belongs to each."""
    if len(parts) < 2 or len(parts) != len(owner_lines):
        return []
    if owner_lines[0].text.rstrip().endswith(("、", "，", ",")):
        return []
    return [split_owners(line.text) for line in owner_lines]


def left_line(line: Line, why: str) -> Left:
    return Left(line=line.number, text=line.text.strip(), why=why)
