"""Tables that lost their frame: | or tabs between cells, or every cell on a line of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .clean import BREAK, plain
from .columns import header_role
from .fragments import SCHEDULE_TITLE
from .numerals import number
from .owners import is_owner_text
from .periods import parse_period
from .source import Cell, Line, Table

_CELLS = re.compile(r"\s*[|｜┃│]\s*|\t+")
_WIDE_BLANKS = re.compile(r"\s{2,}|\t+|\u3000+")
_RULE = re.compile(r"^[\s|:+\-—=─┼├┤┬┴]+$")


def with_grids(lines: Sequence[Line]) -> list[Line | Table]:
    """The lines again, each run of them that was a table replaced by the table."""
    blocks: list[Line | Table] = []
    at = 0
    while at < len(lines):
        for reader in (_tab_led, _bar_ended, _pipe_led, _tab_parted, _row_per_line, _cell_per_line):
            table, end = reader(lines, at)
            if table is not None:
                blocks.append(table)
                at = end
                break
        else:
            blocks.append(lines[at])
            at += 1
    return blocks


def _tab_led(lines: Sequence[Line], at: int) -> tuple[Table | None, int]:
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


def _pipe_led(lines: Sequence[Line], at: int) -> tuple[Table | None, int]:
    """A web table copied cell by cell: a row starts without a bar, each further cell with one, a lone bar ends it."""
    if (
        not lines[at].text.strip()
        or re.search(r"[|｜]", lines[at].text)
        or not any(_barred(line) for line in lines[at + 1 : at + 3])
    ):
        return None, at
    rows: list[list[list[Line]]] = []
    end, barred, ended = at, 0, True
    while end < len(lines) and lines[end].text.strip() and (_barred(lines[end]) or _row_ahead(lines, end)):
        line = lines[end]
        text = line.text.strip().strip("|｜").strip()
        cell = [Line(number=line.number, raw=line.raw, text=text)] if text else []
        if _barred(line):
            barred += 1
            if rows:
                rows[-1].append(cell)
        elif ended:
            rows.append([cell])
        else:
            rows[-1][-1] += cell
        ended = _barred(line) and not text
        end += 1
    if barred < 6 or len(rows) < 2:
        return None, at
    return Table(rows=tuple(tuple(Cell(lines=tuple(cell)) for cell in row) for row in rows)), end


def _bar_ended(lines: Sequence[Line], at: int) -> tuple[Table | None, int]:
    """A cell a line, each ended by a bar; the rule under the column names tells how many make a row."""
    if not plain(lines[at].text).strip().endswith("|"):
        return None, at
    cells: list[Cell] = []
    cell: list[Line] = []
    width, end = 0, at
    for end in range(at, len(lines) + 1):
        text = plain(lines[end].text).strip() if end < len(lines) else ""
        if not text or ("|" in text[:-1] and not _RULE.match(text)) or (not text.endswith("|") and len(cell) >= 2):
            break
        if _RULE.match(text) and "-" in text:
            if width or len(cells) != text.count("|"):
                return None, at
            width = len(cells)
            continue
        words = lines[end].text.strip().rstrip("|｜").strip()
        cell += [replace(lines[end], text=words)] if words else []
        if text.endswith("|"):
            cells.append(Cell(lines=tuple(cell)))
            cell = []
    if width < 2 or len(cells) < 3 * width:
        return None, at
    rows = [tuple(cells[start : start + width]) for start in range(0, len(cells), width)]
    return Table(rows=tuple(rows)), end - len(cell)


def _barred(line: Line) -> bool:
    text = line.text.strip()
    return text.startswith(("|", "｜")) and not re.search(r"\S\s*[|｜]", text)


def _row_ahead(lines: Sequence[Line], at: int) -> bool:
    return any(_barred(line) for line in lines[at + 1 : at + 9])


def _tab_parted(lines: Sequence[Line], at: int) -> tuple[Table | None, int]:
    """Cells parted by tabs, with line breaks inside cells: a row goes on until it has all its tabs."""
    names = [name.strip() for name in lines[at].text.split("\t")]
    if len(names) < 2 or not _is_header(names):
        return None, at
    rows: list[list[list[Line]]] = []
    end = at
    while end < len(lines) and (lines[end].text.strip() or "\t" in lines[end].raw):
        parts = lines[end].raw.split("\t")
        full = not rows or len(rows[-1]) >= len(names)
        if full and len(parts) == 1 and (not rows or _leaves_table(lines[end])):
            break
        if full and (len(parts) > 1 or _is_period(parts[0])):
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


def _is_period(text: str) -> bool:
    head = parse_period(plain(text.strip()))
    return head is not None and head.bare and not head.period.soft and head.theme_at is None


def _split_row(line: Line, *, headed: bool = False) -> list[str] | None:
    """``headed``: column names stand above, so blanks alone part the cells."""
    text = line.text
    flat = plain(text)
    if _RULE.match(flat) and "|" in flat and ("-" in flat or not flat.strip(" |")):
        return []  # a drawn rule, or the bar of an empty last cell fallen to a line of its own
    if "|" in flat or "｜" in text or "│" in text or "\t" in text.strip("\t"):
        inner = text.strip()
        inner = inner[1:] if inner[:1] in "|｜│" else inner
        inner = inner[:-1] if inner[-1:] in "|｜│" else inner
        cells = [cell.strip() for cell in _CELLS.split(inner)]
        return cells if len(cells) >= 2 else None
    cells = [cell.strip() for cell in _WIDE_BLANKS.split(text.strip())]
    if len(cells) < 2:
        return None
    head = parse_period(plain(cells[0]))
    if headed and not re.match(r"[一二三四五六七八九十]{1,2}、", cells[0]) and len(cells[0]) <= 12:
        return cells
    if (head is not None and head.bare and not head.period.soft and head.theme_at is None) or _is_header(cells):
        return cells
    return None


def _is_header(cells: Sequence[str]) -> bool:
    return (
        len(cells) >= 2
        and all(len(cell) <= 12 for cell in cells)
        and sum(bool(header_role(cell)) for cell in cells) >= 2
    )


def _row_per_line(lines: Sequence[Line], at: int) -> tuple[Table | None, int]:
    first = _split_row(lines[at]) if lines[at].text.strip() else None
    if not first or (not _is_header(first) and len(first) < 2):
        return None, at
    rows: list[tuple[Cell, ...]] = []
    end, blanks = at, 0
    headed = _is_header(first)
    while end < len(lines):
        line = lines[end]
        cells = _split_row(line, headed=headed) if line.text.strip() else None
        if cells is None:
            blanks += 1
            if line.text.strip() or blanks > 2:
                break
        else:
            blanks = 0
            if cells:
                rows.append(tuple(_cell(line, cell) for cell in cells))
        end += 1
    real = [row for row in rows if len(row) >= 2]
    if len(real) < 2 or not _looks_like_schedule(real):
        return None, at
    while end > at and not lines[end - 1].text.strip():
        end -= 1
    return Table(rows=tuple(rows)), end


def _cell(line: Line, text: str) -> Cell:
    parts = [part.strip() for part in re.split(rf"<br\s*/?>|{BREAK}", text)]
    return Cell(lines=tuple(Line(number=line.number, raw=part, text=part) for part in parts if part))


def _looks_like_schedule(rows: Sequence[Sequence[Cell]]) -> bool:
    if _is_header([cell.text for cell in rows[0]]):
        return True
    heads = [parse_period(plain(cell.text)) for row in rows for cell in row[:2]]
    return sum(1 for head in heads if head and head.bare and not head.period.soft) >= 2


def _cell_per_line(lines: Sequence[Line], at: int) -> tuple[Table | None, int]:
    """A run of column names one a line, then cells one a line, some of them missing."""
    names, start = _column_names(lines, at)
    if len(names) < 2 or (len(names) > 2 and SCHEDULE_TITLE.match(plain(names[0].text.strip()))):
        return None, at  # 月份工作安排 above 时间 and 重点工作 is the table's title
    roles = [header_role(name.text.strip()) for name in names]
    if (
        roles[0] not in {"when", "week", "number"}
        or not any(role in {"when", "week"} for role in roles)
        or not any(role == "content" for role in roles)
    ):
        return None, at
    rows: list[tuple[Cell, ...]] = [tuple(Cell(lines=(name,)) for name in names)]
    row: list[Line] = []
    end = start
    while end < len(lines):
        line = lines[end]
        if line.text.strip():
            if _leaves_table(line):
                break
            if row and _opens_row(line, row, roles):
                rows.append(tuple(Cell(lines=(cell,)) for cell in row))
                row = []
            row.append(line)
        elif _blank_run(lines, end) >= 4:
            break
        end += 1
    if row:
        rows.append(tuple(Cell(lines=(cell,)) for cell in row))
    return (Table(rows=tuple(rows)), end) if len(rows) >= 3 else (None, at)


def _column_names(lines: Sequence[Line], at: int) -> tuple[list[Line], int]:
    names: list[Line] = []
    here = at
    while here < len(lines):
        line = lines[here]
        text = line.text.strip().lstrip("|｜").strip()
        if text:
            if len(text) > 8 or not header_role(text) or re.match(r"^[\d一二三四五六七八九十]+[、.]", plain(text)):
                break
            names.append(line)
        elif not names:
            break
        here += 1
    return names, here


def _leaves_table(line: Line) -> bool:
    flat = plain(line.text.strip())
    return bool(re.match(r"[一二三四五六七八九十]{1,2}、(?!.{1,6}月)", flat)) or len(flat) > 300


def _opens_row(line: Line, row: Sequence[Line], roles: Sequence[str | None]) -> bool:
    flat = plain(line.text.strip().lstrip("|"))
    counts_weeks = "week" in roles and number(flat) is not None
    if counts_weeks or _is_period(flat):
        last = plain(row[-1].text.strip())
        alone = len(row) == 1 and (_is_period(last) or ("week" in roles and number(last) is not None))
        return not alone
    if "owner" in roles:
        return is_owner_text(row[-1].text) and not is_owner_text(line.text)
    return False


def _blank_run(lines: Sequence[Line], at: int) -> int:
    run = 0
    while at + run < len(lines) and not lines[at + run].text.strip():
        run += 1
    return run
