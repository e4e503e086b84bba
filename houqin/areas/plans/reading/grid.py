"""Tables: month × content × department, week grids, one column a department. Cells are read by what they say
first and by their column's heading second, because rows of merged or missing cells slip sideways."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from .cells import split_cell
from .clean import plain
from .columns import header_role
from .model import Left
from .numerals import number
from .owners import is_owner_text, split_owners
from .periods import Period, parse_period
from .source import Cell, Line, Table

NARRATIVE_LABEL = re.compile(r"指导思想|工作思路|工作目标|总体目标|目标$|基本情况|情况分析|理念|组织领导|领导小组")


_THEME_COLUMN = re.compile(r"主题|重点|项目|类别|名称|板块")
_WORK_COLUMN = re.compile(r"具体|内容|措施|安排")
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


@dataclass
class _Row:
    period: Period | None = None
    owners: tuple[str, ...] = ()
    owner_lines: tuple[Line, ...] = ()
    place: str | None = None
    content: list[tuple[Cell, str, tuple[str, ...]]] = field(default_factory=list)
    detail: list[Cell] = field(default_factory=list)
    notes: list[Cell] = field(default_factory=list)
    context: list[Line] = field(default_factory=list)
    label: str = ""


def read_grid(table: Table, *, outer: Period | None = None) -> GridReading:
    """``outer`` is the period in force where the table stands."""
    header, first = _header(table)
    if header:
        by_columns = _by_columns(table, header, first)
        if by_columns is not None:
            return by_columns
    reader = _Reader(header, outer, parted=_rows_part_the_work(table, first))
    for at, row in enumerate(table.rows):
        reader.read(_trimmed(row), is_header=at < first)
    return reader.done(table)


def _rows_part_the_work(table: Table, first: int) -> bool:
    """Numbered rows, or several rows to a month or week: the writer has parted the work, so a row is one piece."""
    rows = [[cell for cell in row if cell.text.strip()] for row in table.rows[first:]]
    rows = [row for row in rows if row]
    counts = [int(found[0]) for row in rows if (found := re.fullmatch(r"\d{1,2}", plain(row[0].text).strip()))]
    if len(rows) >= 3 and counts == list(range(1, len(rows) + 1)):
        return not any(_opens_period(cell) for row in rows for cell in row[:2])
    opening = sum(1 for row in rows if any(_opens_period(cell) for cell in row[:2]))
    return 2 <= opening <= 0.6 * sum(1 for row in rows if len(row) >= 2)


def _opens_period(cell: Cell) -> bool:
    head = parse_period(plain(_joined(cell)).strip())
    return head is not None and head.bare


def _trimmed(row: Sequence[Cell]) -> list[Cell]:
    """Without the blank cells a row ends in; those a merge covers stay."""
    cells = list(row)
    while cells and not cells[-1].lines and not cells[-1].merged:
        cells.pop()
    return cells


def _header(table: Table) -> tuple[list[str], int]:
    """The column names, and the number of rows above the first data row."""
    for at, row in enumerate(table.rows[:4]):
        texts = [cell.text for cell in row]
        named = [text for text in texts if text]
        roles = [header_role(text) for text in named]
        known = sum(1 for role in roles if role)
        if len(named) >= 2 and known >= 2 and known * 2 >= len(named) and all(len(text) <= 16 for text in named):
            return texts, at + 1
        periods = [parse_period(plain(text)) for text in named]
        if sum(1 for head in periods if head and head.bare) >= 3 and len(named) >= 3 and len(table.rows) > at + 1:
            return texts, at + 1
        if len(named) >= 2:
            break
    return [], 0


def _by_columns(table: Table, header: Sequence[str], first: int) -> GridReading | None:
    """Months across the top, work below."""
    heads = [parse_period(plain(text)) for text in header]
    periods = [head.period if head and head.bare and not head.period.soft else None for head in heads]
    if sum(1 for period in periods if period) < 3:
        return None
    items: list[GridItem] = []
    left = [_left(line, "表头") for row in table.rows[:first] for cell in row for line in cell.lines]
    for row in table.rows[first:]:
        label = row[0].text if row and periods[0] is None else ""
        for at, cell in enumerate(row):
            period = periods[at] if at < len(periods) else None
            if period is None:
                left += [_left(line, "表格的行名") for line in cell.lines]
                continue
            owners = split_owners(label) if label and is_owner_text(label) else ()
            items += [
                GridItem(
                    lines=lines, title=title, period=period, owners=owners, label=label, why=f"表格“{period.label}”一列"
                )
                for title, lines in split_cell(cell)
            ]
    return GridReading(items=tuple(items), left=tuple(left), scheduled=bool(items))


class _Reader:
    """Walks the rows and carries the month, week and department that blank cells leave out."""

    def __init__(self, header: list[str], outer: Period | None, *, parted: bool) -> None:
        while header and not header[-1]:
            header = header[:-1]
        self._header = header
        self._roles = [header_role(text) or ("content" if text else None) for text in header]
        self._parted = parted
        self._month: Period | None = outer
        self._period: Period | None = outer
        self._owners: dict[int, tuple[str, ...]] = {}
        self._items: list[GridItem] = []
        self._left: list[Left] = []
        self._scheduled = False

    def read(self, row: Sequence[Cell], *, is_header: bool) -> None:
        if is_header:
            self._left += [_left(line, "表头") for cell in row for line in cell.lines]
            self._title_row(row)
            return
        cells = [cell for cell in row if cell.lines]
        if len(cells) == 1 and self._title_row(row):
            self._left += [_left(line, f"标题：{cells[0].text}") for line in cells[0].lines]
            return
        self._emit(self._typed(row))

    def _title_row(self, row: Sequence[Cell]) -> bool:
        """A row of one cell that names a period, such as 九月份 across the table."""
        cells = [cell for cell in row if cell.lines]
        if len(cells) != 1:
            return False
        head = parse_period(plain(_joined(cells[0])))
        if head is None or not head.bare or head.theme_at:
            return False
        self._enter(head.period)
        return True

    def _enter(self, period: Period) -> None:
        if period.months and not period.week and not period.start:
            self._month = period
            self._period = period
        else:
            if period.week and not period.months and self._month and self._month.months:
                period = period.inside(self._month)
            self._period = period
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
            when_role = self._when_role(cell, role, at, aligned=aligned)
            period = _cell_period(cell, when_role, at, self._month)
            if period is None and when_role in {"when", "week"} and len(cell.lines) > 1:
                # 三月份 / 安全教育月 / 3.12植树节 in one cell: the month, its theme, its days
                period = _cell_period(Cell(lines=cell.lines[:1]), when_role, at, self._month)
            if period is not None:
                stated.append(period)
                typed.context += cell.lines
            else:
                self._other(typed, cell, role, at, aligned=aligned)
        self._month = next(
            (period for period in stated if period.months and not period.week and not period.start), self._month
        )
        for stated_period in stated:
            self._enter(_merge(stated_period, stated))
        typed.period = self._period
        return typed

    def _when_role(self, cell: Cell, role: str | None, at: int, *, aligned: bool) -> str | None:
        """Where a month column stands left blank, the week's number slips into it: 九 | 第 6 周 becomes 六."""
        slipped = at == 0 and "week" in self._roles and number(plain(cell.text)) is not None
        if slipped and (not aligned or not cell.text.strip().isascii()):
            return "week"
        return role

    def _other(self, typed: _Row, cell: Cell, role: str | None, at: int, *, aligned: bool) -> None:
        text = cell.text
        if re.fullmatch(
            r"[\d.\s]{1,4}|预备周?|[√○×/\-—\s]+|(?:星期|周)?[一二三四五六日](?:[~\-至][一二三四五六日])?", plain(text)
        ) or (role == "number" and len(text) <= 4):
            typed.context += cell.lines
        elif (
            role == "owner"
            or _CLASS.fullmatch(plain(text))
            or (
                is_owner_text(text, names="owner" in self._roles)
                and not (aligned and role == "content" and len(text) > 6 and "owner" in self._roles)
            )
        ):
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
        elif role == "when" and aligned and len(text) <= 12:
            typed.context += cell.lines
            typed.label = typed.label or text
        elif (
            aligned
            and self._is_theme_column(at)
            and len(text) <= 12
            and not re.match(r"[\d(一二三四五六]+[、.)]", plain(text))
        ):
            typed.label = typed.label or text
            typed.context += cell.lines
        elif NARRATIVE_LABEL.search(text) and len(text) <= 10:
            typed.label = text
            typed.context += cell.lines
        else:
            typed.content.append((cell, *self._column(role, at, aligned=aligned)))

    def _is_theme_column(self, at: int) -> bool:
        """工作重点 beside 具体工作内容 only names what the other column spells out."""
        if at >= len(self._header) or self._roles[at] != "content" or not _THEME_COLUMN.search(self._header[at]):
            return False
        others = [name for other, name in enumerate(self._header) if other != at and self._roles[other] == "content"]
        return any(_WORK_COLUMN.search(name) for name in others)

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
            row.content = [(cell, "", ()) for cell in row.detail or row.notes]
            row.notes = [] if not row.detail else row.notes
            row.detail = []
        if NARRATIVE_LABEL.search(row.label) or not row.content:
            cells = [cell for cell, _, _ in row.content] + row.detail + row.notes
            unused = [*row.context, *(line for cell in cells for line in cell.lines)]
            self._left += [_left(line, f"表格文字：{row.label or '这一行没有工作内容'}") for line in unused]
            return
        beside = [line for cell in row.detail + row.notes for line in cell.lines]
        detail = "；".join(cell.text for cell in row.detail + row.notes)
        carried = (*row.context, *beside)
        for cell, column, column_owners in row.content:
            parts = split_cell(cell, clauses=not self._parted)
            own = _one_each(parts, row.owner_lines)
            for at, (title, lines) in enumerate(parts):
                item = GridItem(
                    lines=(*lines, *carried),
                    title=title,
                    period=row.period,
                    owners=own[at] if own else (row.owners or column_owners),
                    place=row.place,
                    detail=detail,
                    label="、".join(label for label in (row.label, column) if label),
                    why=f"表格“{row.period.label}”一行" if row.period else "表格的一行",
                )
                self._items.append(item)
                carried = ()

    def done(self, table: Table) -> GridReading:
        return GridReading(items=tuple(self._items), left=tuple(self._left), scheduled=self._scheduled)


def _one_each(parts: Sequence[object], owner_lines: Sequence[Line]) -> list[tuple[str, ...]]:
    """As many lines of departments as pieces of work: one belongs to each."""
    if len(parts) < 2 or len(parts) != len(owner_lines):
        return []
    if owner_lines[0].text.rstrip().endswith(("、", "，", ",")):
        return []
    return [split_owners(line.text) for line in owner_lines]


def _merge(period: Period, stated: Sequence[Period]) -> Period:
    """Week, dates and month of one row are one period."""
    whole = period
    for other in stated:
        whole = replace(
            whole,
            months=whole.months or other.months,
            week=whole.week or other.week,
            start=whole.start or other.start,
            end=whole.end or other.end,
            year=whole.year or other.year,
            recurrence=whole.recurrence or other.recurrence,
        )
    named = next((other.months for other in stated if other.months and not other.start and not other.week), None)
    return replace(whole, months=named) if named else whole


def _joined(cell: Cell) -> str:
    """九 / 月 / 份 typed down a narrow cell is one word."""
    texts = [line.text.strip() for line in cell.lines]
    return "".join(texts) if all(len(text) <= 6 for text in texts) else " ".join(texts)


def _cell_period(cell: Cell, role: str | None, at: int, month: Period | None) -> Period | None:
    flat = plain(_joined(cell)).strip()
    squeezed = re.sub(r"\s+", "", flat)
    if len(squeezed) > 30 or role in {"owner", "owned", "number"}:
        return None
    timed = role in {"when", "week"}
    year_month = re.fullmatch(r"(20\d{2})年?(1[0-2]|0?[1-9])月?份?", squeezed)
    if year_month:
        return Period(label=flat, months=(int(year_month[2]),), year=int(year_month[1]))
    bare = number(squeezed)
    if role is None and at == 0 and len(squeezed) <= 8:
        head = parse_period(squeezed)
        if head is not None and head.bare and head.period.soft:
            return head.period
    if role == "week" and bare is not None and 1 <= bare <= 25:
        return Period(label=f"第{squeezed}周", week=bare)
    if role == "when" and bare is not None and 1 <= bare <= 12 and at == 0:
        return Period(label=f"{squeezed}月", months=(bare,))
    day = re.fullmatch(r"(\d{1,2})[日号]", squeezed)
    if timed and day and month is not None and len(month.months) == 1:
        when = (month.months[0], int(day[1]))
        return Period(label=squeezed, months=month.months, start=when)
    for text in (flat, squeezed):
        head = parse_period(text)
        if head is not None and head.bare and head.theme_at is None and (timed or not (head.period.soft or head.tail)):
            return head.period
    if timed or role is None:
        return _two_in_one(flat)
    return None


def _two_in_one(flat: str) -> Period | None:
    """「第3周 9.14-9.20」 or 「9月 第一周」 in one cell."""
    head = parse_period(flat)
    if head is None or head.bare or head.theme_at or not head.separated or head.period.soft:
        return None
    rest = parse_period(flat[head.end :].strip(" ()"))
    if rest is None or not rest.bare or rest.period.soft:
        return None
    return _merge(head.period, (head.period, rest.period))


def _left(line: Line, why: str) -> Left:
    return Left(line=line.number, text=line.text.strip(), why=why)
