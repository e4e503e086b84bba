"""Tables: month × content × department, week grids, one column a department."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile, zip_longest

from .cell_periods import cell_period, joined, without_vagueness
from .cells import split_cell
from .clean import plain
from .columns import header_role, names_weekdays, without_remark
from .grid_rows import GridItem, GridReading, RowReader, left_line
from .numerals import number
from .owners import is_owner_text, split_owners
from .period import Period
from .periods import names_period, parse_period
from .row_cells import names_months
from .source import Cell, Table
from .week_grid import read_weeks

_LONGEST_NAME = 16


def read_grid(table: Table, *, outer: Period | None = None) -> GridReading:
    """``outer`` is the period in force where the table stands."""
    header, first = _header(table)
    if header:
        whole = _by_columns(table, header, first) or read_weeks(table, header, first)
        if whole is not None:
            return whole
    reader = RowReader(header, outer, parted=_rows_part_the_work(table, header, first))
    for at, row in enumerate(table.rows):
        reader.read(_trimmed(row, header), is_header=at < first)
    return reader.done(table)


def _rows_part_the_work(table: Table, header: Sequence[str], first: int) -> bool:
    """Numbered rows, or several rows to a month or week: the writer has parted the work, so a row is one piece."""
    rows = [[cell for cell in row if cell.text.strip()] for row in table.rows[first:]]
    rows = [row for row in rows if row]
    counts = [int(found[0]) for row in rows if (found := re.fullmatch(r"\d{1,2}", plain(row[0].text).strip()))]
    if len(rows) >= 3 and counts == list(range(1, len(rows) + 1)):
        return not any(_opens_period(cell) for row in rows for cell in row[:2])
    if sum(1 for name in header if header_role(name) in {"when", "week"}) >= 2:
        return False  # 月份 | 周次 | 日期: each row is a week of its own, blank where the month goes on
    opening = sum(1 for row in rows if any(_opens_period(cell) for cell in row[:2]))
    return 2 <= opening <= 0.6 * sum(1 for row in rows if len(row) >= 2)


def _opens_period(cell: Cell) -> bool:
    head = parse_period(plain(joined(cell)).strip())
    return head is not None and head.bare


def _trimmed(row: Sequence[Cell], header: Sequence[str]) -> list[Cell]:
    """Without the blank cells a row ends in, which only make up for those missing before; a row whose first cells stand
    under their columns misses none. Cells a merge covers stay."""
    cells = list(row)
    least = len([name for name in header if name]) if _stands_in_columns(cells, header) else 0
    while len(cells) > least and not cells[-1].lines and not cells[-1].merged:
        cells.pop()
    return cells


def _stands_in_columns(cells: Sequence[Cell], header: Sequence[str]) -> bool:
    """Its number and its times, those left blank apart, are where the column names say."""
    roles = [header_role(name) for name in header]
    leading = list(takewhile(lambda pair: pair[1] in {"number", "when", "week"}, zip(cells, roles, strict=False)))
    said = [(at, cell, role) for at, (cell, role) in enumerate(leading) if cell.lines]
    return bool(said) and all(_fits(cell, role, at) for at, cell, role in said)


def _fits(cell: Cell, role: str | None, at: int) -> bool:
    flat = without_vagueness(plain(joined(cell)).strip())
    if role == "number":
        return number(flat) is not None
    return cell_period(cell, role, at, None) is not None or bool(re.fullmatch(r"\d[\d\s.~/月日号至-]{0,15}", flat))


def _header(table: Table) -> tuple[list[str], int]:
    """The column names, and the number of rows above the first data row."""
    below_others = False
    for at, row in enumerate(table.rows[:5]):
        texts = [cell.text for cell in row]
        named = [text for text in texts if text]
        if _names_columns(named, all_known=below_others):
            below = [cell.text for cell in table.rows[at + 1]] if at + 1 < len(table.rows) else []
            return (_both(texts, below), at + 2) if _parts_time(texts, below) else (texts, at + 1)
        if names_months(named) and len(table.rows) > at + 1:
            return texts, at + 1
        if len(named) >= 2:
            below_others = True  # 制表：总务处 | 2024年2月: who made the table may stand above its names
            if _opens_period(row[0]) or any(len(text) > _LONGEST_NAME for text in named):
                break
    return [], 0


def _names_columns(named: Sequence[str], *, all_known: bool) -> bool:
    known = len(named) if names_weekdays(named) else sum(1 for text in named if header_role(text))
    least = max(3, len(named)) if all_known else max(2, len(named) / 2)
    return known >= least and all(len(without_remark(text)) <= _LONGEST_NAME for text in named)


def _parts_time(above: Sequence[str], below: Sequence[str]) -> bool:
    """9月 | 10月 | 11月 under 时间安排, and nothing else in the row: the heads stand in two rows."""
    named = [text for text in below if text]
    return len(named) >= 3 and all(names_period(text) for text in named) and header_role(above[0]) is not None


def _both(above: Sequence[str], below: Sequence[str]) -> list[str]:
    return [low or high for high, low in zip_longest(above, below, fillvalue="")]


def _crossing(period: Period | None, month: Period | None) -> Period | None:
    """Months down the side and 第一周 … 第四周 across the top: the second week of that month."""
    if period is None or month is None or not month.is_month or period.months or not period.week:
        return period
    label = f"{month.label}{period.label}"
    return replace(period, label=label, months=month.months, week=None, week_of_month=period.week)


def _by_columns(table: Table, header: Sequence[str], first: int) -> GridReading | None:
    """Months across the top, work below."""
    heads = [parse_period(plain(text)) for text in header]
    periods = [head.period if head and head.bare and not head.period.soft else None for head in heads]
    if sum(1 for period in periods if period) < 3:
        return None
    items: list[GridItem] = []
    left = [left_line(line, "表头") for row in table.rows[:first] for cell in row for line in cell.lines]
    roles = [header_role(name) for name in header]
    opening = next(at for at, period in enumerate(periods) if period)
    for row in table.rows[first:]:
        names = [cell.text for cell in row[:opening] if cell.text and number(plain(cell.text)) is None]
        label = names[-1] if names else ""
        month = cell_period(row[0], "when", 0, None) if row and row[0].text and opening else None
        doers = [cell.text for cell, role in zip(row, roles, strict=False) if role == "owner" and cell.text]
        for at, cell in enumerate(row):
            period = _crossing(periods[at] if at < len(periods) else None, month)
            if period is None:
                left += [left_line(line, "表格的行名") for line in cell.lines]
                continue
            owners = split_owners(doers[0]) if doers else split_owners(label) if is_owner_text(label) else ()
            items += [
                GridItem(
                    lines=lines, title=title, period=period, owners=owners, label=label, why=f"表格“{period.label}”一列"
                )
                for title, lines in split_cell(cell)
            ]
    return GridReading(items=tuple(items), left=tuple(left), scheduled=bool(items))
