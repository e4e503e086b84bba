"""Cells parted by tabs: each led by one, or a row that goes on until it has all of them."""

from __future__ import annotations

from collections.abc import Sequence

from .cell_lines import leaves_table
from .columns import is_header
from .periods import names_period
from .source import Cell, Line, Table


def tab_led(lines: Sequence[Line], at: int) -> tuple[Table | None, int]:
    """Each cell starts with a tab, a row ends with an empty line; further paragraphs of a cell have no tab."""
    if not _starts_cell(lines[at]) or (at and _starts_cell(lines[at - 1])):
        return None, at
    rows: list[tuple[Cell, ...]] = []
    row: list[list[Line]] = []
    end = at
    for end in range(at, len(lines) + 1):
        line = lines[end] if end < len(lines) else None
        if line is not None and line.raw.startswith("\t"):
            row.append([line] if line.text.strip() else [])
        elif line is not None and line.text.strip() and row and not _is_outside(line, rows):
            row[-1].append(line)
        else:
            if row:
                rows.append(tuple(Cell(lines=tuple(cell)) for cell in row))
            row = []
            if line is None or line.text.strip() or not _row_follows(lines, end):
                break
    wide = [cells for cells in rows if len(cells) >= 2]
    if len(wide) < 2 or len(wide) < len(rows) * 0.6:
        return None, at
    return Table(rows=tuple(rows)), end


def _starts_cell(line: Line) -> bool:
    return line.raw.startswith("\t") and line.raw.count("\t") == 1 and len(line.text.strip()) < 400


def _is_outside(line: Line, rows: list[tuple[Cell, ...]]) -> bool:
    return bool(rows) and len(line.text) > 80


def _row_follows(lines: Sequence[Line], at: int) -> bool:
    return any(line.raw.startswith("\t") for line in lines[at + 1 : at + 3])


def tab_parted(lines: Sequence[Line], at: int) -> tuple[Table | None, int]:
    """Cells parted by tabs, with line breaks inside cells: a row goes on until it has all its tabs."""
    names = [name.strip() for name in lines[at].text.split("\t")]
    if len(names) < 2 or not is_header(names):
        return None, at
    rows: list[list[list[Line]]] = []
    end, last = at, _last_row(lines, at)
    while end < len(lines) and (lines[end].text.strip() or "\t" in lines[end].raw):
        if end > last and len(rows[-1]) >= len(names):
            break  # the last row is whole: what follows stands below the table
        parts = lines[end].text.split("\t")
        full = not rows or len(rows[-1]) >= len(names)
        if full and len(parts) == 1 and (not rows or leaves_table(lines[end])):
            break
        if full and (len(parts) > 1 or names_period(parts[0])):
            rows.append([[]])
        for column, part in enumerate(parts):
            if column:
                rows[-1].append([])
            text = part.strip()
            if text:
                rows[-1][-1].append(Line(number=lines[end].number, raw=part, text=text))
        end += 1
    if len(rows) < 3 or not any("\t" not in line.raw for line in lines[at:end]):
        return None, at  # no cell runs over a line end: one row a line
    return Table(rows=tuple(tuple(Cell(lines=tuple(cell)) for cell in row) for row in rows)), end


def _last_row(lines: Sequence[Line], at: int) -> int:
    """The last line with a tab before a blank one."""
    last = at
    for here in range(at, len(lines)):
        if "\t" in lines[here].raw:
            last = here
        elif not lines[here].text.strip():
            break
    return last
