"""Tables with every cell on a line of its own, some of them missing."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import islice

from .clean import plain
from .columns import header_role
from .loose_cells import is_time, laid_out, loose_cells
from .noise import noise_reason
from .owners import is_owner_text
from .periods import names_period
from .source import Cell, Line, Table
from .wording import CLOSING, DATE_LINE, SCHEDULE_TITLE, SIGNATURE

_MOST_COLUMNS = 14


def cell_per_line(lines: Sequence[Line], at: int) -> tuple[Table | None, int]:
    """A run of column names one a line, then cells one a line, some of them missing. A row opens with its time, or
    in a table without one with its number."""
    names, start = _column_names(lines, at)
    if not 2 <= len(names) <= _MOST_COLUMNS or (len(names) > 2 and SCHEDULE_TITLE.match(plain(names[0].text.strip()))):
        return None, at  # 月份工作安排 above 时间 and 重点工作 is the table's title
    roles = [header_role(name.text.strip()) for name in names]
    timed = any(role in {"when", "week", "weekday"} for role in roles)
    counted = roles[0] == "number" and (not timed or plain(_next_cell(lines, start)).strip(" .、") == "1")
    if roles[0] not in {"when", "week", "weekday", "number"} or not (timed or counted) or "content" not in roles:
        return None, at
    days = _days(lines[start:])
    end = _end(lines, start, days)
    rows: list[list[Cell]] = [[]]
    cells = loose_cells([line for line in lines[start:end] if _is_cell(line, days)])
    parted = "note" in roles and _each_has_its_time(cells, roles)
    for cell in cells:
        if rows[-1] and (_counts_on(cell, len(rows)) if counted else _opens_row(cell, rows[-1], roles, timed=parted)):
            rows.append([])
        rows[-1].append(cell)
    rows = [row for row in rows if row]
    if len(rows) < 2:
        return None, at
    header = tuple(Cell(lines=(name,)) for name in names)
    return Table(rows=(header, *(laid_out(row, names) for row in rows))), end


def cell_matrix(lines: Sequence[Line], at: int) -> tuple[Table | None, int]:
    """项目/月份, then the months, then row after row: its name and a cell a month, each on a line of its own."""
    across = [line for line in islice(lines, at + 1, at + 8) if line.text.strip()][:3]
    if (
        not header_role(lines[at].text.strip())
        or len(across) < 3
        or not all(names_period(line.text) for line in across)
    ):
        return None, at
    end = _end(lines, at + 1, set())
    filled = [line for line in lines[at:end] if _is_cell(line, set())]
    months = next((count for count, line in enumerate(filled[1:]) if not names_period(line.text)), len(filled) - 1)
    width = months + 1
    if months < 3 or len(filled) < 2 * width or len(filled) % width:
        return None, at
    rows = [filled[start : start + width] for start in range(0, len(filled), width)]
    return Table(rows=tuple(tuple(Cell(lines=(line,)) for line in row) for row in rows)), end


def _next_cell(lines: Sequence[Line], at: int) -> str:
    return next((line.text for line in islice(lines, at, None) if line.text.strip()), "")


_FIGURES = re.compile(r"\d{1,2}/(\d{1,2})")


def _days(lines: Sequence[Line]) -> set[int]:
    """The lines 9/15, 9/22, …: days, where 1/9 and 2/9 would be pages of nine."""
    found = [(line.number, figures[1]) for line in lines if (figures := _FIGURES.fullmatch(plain(line.text).strip()))]
    return {number for number, _ in found} if len({second for _, second in found}) > 1 else set()


def _end(lines: Sequence[Line], start: int, days: Collection[int]) -> int:
    for at in range(start, len(lines)):
        line = lines[at]
        if line.text.strip():
            if (
                leaves_table(line)
                or _signs(lines, at)
                or (_is_foot(line, days) and not any(names_period(later.text) for later in lines[at:]))
            ):
                return at
        elif _blank_run(lines, at) >= 4:
            return at
    return len(lines)


def _signs(lines: Sequence[Line], at: int) -> bool:
    """The school's name above the day the plan was signed."""
    if not SIGNATURE.match(plain(lines[at].text).strip()):
        return False
    return bool(DATE_LINE.match(plain(_next_cell(lines, at + 1)).strip()))


def _is_cell(line: Line, days: Collection[int]) -> bool:
    return bool(line.text.strip()) and not _is_foot(line, days)


def _is_foot(line: Line, days: Collection[int]) -> bool:
    """What a page says below or between its parts; a cell of nothing but signs is a cell."""
    if line.number in days:
        return False
    return bool(re.search(r"\w", line.text)) and noise_reason(line.text) is not None


def _column_names(lines: Sequence[Line], at: int) -> tuple[list[Line], int]:
    names: list[Line] = []
    here = at
    while here < len(lines) and len(names) <= _MOST_COLUMNS:
        line = lines[here]
        text = line.text.strip().lstrip("|｜").strip()
        if text:
            if len(text) > 8 or not header_role(text) or re.match(r"^[\d一二三四五六七八九十]+[、.]", plain(text)):
                break
            if len(names) >= 2 and header_role(names[0].text) == header_role(text) == "weekday":
                break  # 星期 names the column, 周一 opens its first row
            names.append(line)
        elif not names:
            break
        here += 1
    return names, here


def leaves_table(line: Line) -> bool:
    flat = plain(line.text.strip())
    chapter = re.match(r"[一二三四五六七八九十]{1,2}、(?!.{1,6}月)", flat)
    note = re.match(r"(?:注|说明)\s*[:]\s*\S", flat)
    return bool(chapter or note) or len(flat) > 300 or (len(flat) > 20 and bool(CLOSING.match(flat)))


def _each_has_its_time(cells: Sequence[Cell], roles: Sequence[str | None]) -> bool:
    """No more people than times: no row shares the time of the one above, and a cell behind the people is a remark."""
    times = [is_time(cell, roles) for cell in cells]
    opening = sum(1 for at, timed in enumerate(times) if timed and not (at and times[at - 1]))
    return opening >= sum(1 for cell in cells if is_owner_text(cell.text))


def _opens_row(cell: Cell, row: Sequence[Cell], roles: Sequence[str | None], *, timed: bool) -> bool:
    """``timed``: only a time opens a row."""
    if is_time(cell, roles):
        times = max(2, sum(1 for role in roles if role in {"when", "week"}))
        return len(row) >= times or not all(is_time(before, roles) for before in row)
    if "owner" in roles and not timed:
        last = row[-1]
        if roles.index("owner") < roles.index("content"):  # who does it stands before the work
            return is_owner_text(cell.text) and not is_owner_text(last.text) and not is_time(last, roles)
        # 周三 alone could be a person's name
        return is_owner_text(last.text) and not is_time(last, roles) and not is_owner_text(cell.text)
    return False


def _counts_on(cell: Cell, rows: int) -> bool:
    return plain(cell.text).strip(" .、") == str(rows + 1)


def _blank_run(lines: Sequence[Line], at: int) -> int:
    run = 0
    while at + run < len(lines) and not lines[at + run].text.strip():
        run += 1
    return run
