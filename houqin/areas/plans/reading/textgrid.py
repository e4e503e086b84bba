"""Tables that lost their frame: | or tabs between cells, or every cell on a line of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice, pairwise

from .barred import bar_ended, bar_ended_spans, pipe_led
from .blank_rows import blank_parted
from .cell_lines import cell_matrix, cell_per_line
from .clean import BREAK, plain
from .columns import is_header
from .loose_cells import laid_out
from .noise import is_page_number
from .periods import RANGE, YEAR, D, M, parse_period
from .row_cells import heading_of, names_months, split_row, whole_row
from .source import Cell, Line, Table
from .tabbed import tab_led, tab_parted


def with_grids(lines: Sequence[Line]) -> list[Line | Table]:
    """The lines again, each run of them that was a table replaced by the table; page numbers part no table."""
    pages = [line for line in lines if is_page_number(line.text)]
    if not pages:
        return _grids(lines)
    blocks = _grids([line for line in lines if not is_page_number(line.text)])
    for page in pages:
        after = (at for at, block in enumerate(blocks) if _first(block) > page.number)
        blocks.insert(next(after, len(blocks)), page)
    return blocks


def _first(block: Line | Table) -> int:
    return block.number if isinstance(block, Line) else min((line.number for line in block.lines()), default=0)


def _grids(lines: Sequence[Line]) -> list[Line | Table]:
    blocks: list[Line | Table] = []
    at = 0
    while at < len(lines):
        for reader in _READERS:
            table, end = reader(lines, at)
            if table is not None:
                blocks.append(table)
                at = end
                break
        else:
            blocks.append(lines[at])
            at += 1
    return blocks


def _row_per_line(lines: Sequence[Line], at: int) -> tuple[Table | None, int]:
    first = split_row(lines[at]) if lines[at].text.strip() else None
    if not first or (not is_header(first) and len(first) < 2):
        return None, at
    rows: list[tuple[Cell, ...]] = [tuple(_cell(lines[at], cell) for cell in first)]
    end, blanks = at + 1, 0
    heading = heading_of(lines[at], first)
    while end < len(lines):
        line = lines[end]
        cells = split_row(line, heading=heading) if line.text.strip() else None
        if cells and heading and _indent(line) >= _indent(lines[at]) + 4:
            cells = ["", *cells]  # the month goes on: its column is left blank
        if cells is None:
            blanks += 1
            if line.text.strip() or blanks > 2:
                break
        else:
            blanks = 0
            if cells:
                row = tuple(_cell(line, cell) for cell in whole_row(cells, line, heading))
                names = [cell.lines[0] for cell in rows[0] if cell.lines]
                known = heading is not None and len(names) == heading.width > len(row)
                rows.append(laid_out(row, names) if known and all(cell.lines for cell in row) else row)
        end += 1
    real = [row for row in rows if len(row) >= 2]
    if len(real) < 2 or not _looks_like_schedule(real):
        return None, at
    while end > at and not lines[end - 1].text.strip():
        end -= 1
    return Table(rows=tuple(rows)), end


def _indent(line: Line) -> int:
    return len(line.text) - len(line.text.lstrip(" \u3000"))


_DAY_AND_WORK = re.compile(
    rf"(?:{RANGE}|(?:星期|周)[一二三四五六日]\({M}月{D}日?\)|(?:{YEAR})?{M}\s*月\s*{D}\s*[日号]|{M}[./]{D}(?=[\s(]))(?:\s*\([^)]{{0,6}}\)\s*|\s+|(?<=\)))(?=[^\s\d月日号~-]\S)"
)


_WEEKDAY_FIRST = re.compile(r"^(?:星期|周)[一二三四五六日][(（](.+)[)）]$")  # 周一(9月4日)
_FIGURES = re.compile(rf"^({M})[./]({D})(?=\s*(?:\(|$))")  # 3.8 beside other days is 3月8日


def _day_per_line(lines: Sequence[Line], at: int) -> tuple[Table | None, int]:
    """9月2日(一) 开学典礼: line after line, a day and what happens on it."""
    rows: list[tuple[Cell, ...]] = []
    end = at
    for here in range(at, len(lines)):
        line = lines[here]
        day = _DAY_AND_WORK.match(plain(line.text.lstrip()))
        if day is not None:
            text = line.text.lstrip()
            named = _WEEKDAY_FIRST.sub(r"\1", text[: day.end()].strip())
            named = _FIGURES.sub(r"\1月\2日", named)
            rows.append((_cell(line, named), _cell(line, text[day.end() :].strip())))
            end = here + 1
        elif line.text.strip():
            break
    return (Table(rows=tuple(rows)), end) if len(rows) >= 4 else (None, at)


def _cell(line: Line, text: str) -> Cell:
    parts = [part.strip() for part in re.split(rf"<br\s*/?>|{BREAK}", text)]
    return Cell(lines=tuple(Line(number=line.number, raw=part, text=part) for part in parts if part))


def _looks_like_schedule(rows: Sequence[Sequence[Cell]]) -> bool:
    if is_header([cell.text for cell in rows[0]]):
        return True
    if names_months([cell.text for cell in rows[0]]):
        return True
    heads = [parse_period(plain(cell.text)) for row in rows for cell in row[:2]]
    named = sum(1 for head in heads if head and head.bare and not head.period.soft)
    # One week's table has one week, above its column names.
    return named >= 2 or (named == 1 and any(is_header([c.text for c in row if c.text]) for row in rows[1:4]))


def _over_blanks(lines: Sequence[Line], at: int) -> tuple[Table | None, int]:
    """Cells with bars and a blank line or two between each: the blanks part nothing."""
    if not lines[at].text.strip() or at + 1 >= len(lines) or lines[at + 1].text.strip():
        return None, at
    before = next((line for line in reversed(lines[max(0, at - 4) : at]) if line.text.strip()), None)
    if before is not None and "|" in plain(before.text):
        return None, at  # inside a run of bars that was no table: tried from its first line
    filled = (here for here in range(at, len(lines)) if lines[here].text.strip())
    opening = list(islice(filled, 6))
    if len(opening) < 6 or not any("|" in plain(lines[here].text) for here in opening[:3]):
        return None, at
    places = opening + list(filled)
    near = next((count for count, (one, other) in enumerate(pairwise(places), 1) if other - one > 3), len(places))
    dense = [lines[here] for here in places[:near]]
    for reader in (bar_ended, bar_ended_spans, pipe_led):
        table, end = reader(dense, 0)
        if table is not None:
            return table, places[end - 1] + 1
    return None, at


_READERS = (
    tab_led,
    bar_ended,
    bar_ended_spans,
    pipe_led,
    tab_parted,
    _row_per_line,
    blank_parted,
    _day_per_line,
    _over_blanks,
    cell_matrix,
    cell_per_line,
)
