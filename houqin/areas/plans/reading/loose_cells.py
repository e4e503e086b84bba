"""Cells that came one a line: words written downwards and dates broken over lines made whole, and each cell of a
row put under the column it can only belong to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from .cell_periods import says_when, without_vagueness
from .clean import plain
from .columns import THEME_COLUMN, WORK_COLUMN, header_role
from .marks import parse_mark
from .numerals import number
from .owners import is_owner_text
from .periods import names_period
from .source import Cell, Line

_DAY = re.compile(r"\d{1,2}(?:[./·]|月)\d{1,2}[日号]?")
_TO = re.compile(r"[-~至到]{1,2}")
_LONGEST_THEME = 20


def loose_cells(lines: Sequence[Line]) -> list[Cell]:
    cells: list[Cell] = []
    at = 0
    while at < len(lines):
        take = _broken_days(lines, at) or _downwards(lines, at) or 1
        cells.append(Cell(lines=tuple(lines[at : at + take])))
        at += take
    return cells


def _flat(line: Line) -> str:
    return plain(line.text).strip()


def _broken_days(lines: Sequence[Line], at: int) -> int:
    """3·1 / - / 3·3 on three lines, or 3.1- / 3.3 on two."""
    three = [_flat(line) for line in lines[at : at + 3]]
    if len(three) == 3 and _DAY.fullmatch(three[0]) and _TO.fullmatch(three[1]) and _DAY.fullmatch(three[2]):
        return 3
    if len(three) >= 2 and re.fullmatch(_DAY.pattern + _TO.pattern, three[0]) and _DAY.fullmatch(three[1]):
        return 2
    return 0


def _downwards(lines: Sequence[Line], at: int) -> int:
    """开 / 学 / 前: a word written down a narrow cell."""
    for take in (4, 3, 2):
        month = "".join(_flat(line) for line in lines[at : at + take])
        if len(month) == take and re.search(r"月份?$", month) and names_period(month):
            return take  # 九 / 月, 十 / 一 / 月
    end = at
    while end < len(lines) and re.fullmatch(r"[\u4e00-\u9fff·・]", _flat(lines[end])):
        end += 1
    run = [_flat(line) for line in lines[at:end]]
    return end - at if len(run) >= 3 and any(number(char) is None for char in run) else 0


def laid_out(row: Sequence[Cell], names: Sequence[Line]) -> tuple[Cell, ...]:
    """The row as its columns stand, when one of them holds themes and the work shows by its numbers or its stops;
    else as it came."""
    row = _counted_together(row)
    titles = [name.text.strip() for name in names]
    roles = [header_role(title) for title in titles]
    themes = [at for at, title in enumerate(titles) if roles[at] == "content" and THEME_COLUMN.search(title)]
    works = [
        at
        for at, title in enumerate(titles)
        if roles[at] == "content" and at not in themes and WORK_COLUMN.search(title)
    ]
    times = [at for at, role in enumerate(roles) if role in {"when", "week"}]
    first = next((at for at, cell in enumerate(row) if not is_time(cell, roles)), len(row))
    span = _work(row[first:])
    if not themes or not works or span is None or first > len(times):
        return _padded(row, titles, roles)
    begin, end = first + span[0], first + span[1]
    above = row[first:begin]
    if any(len(cell.text) > _LONGEST_THEME for cell in above):
        return tuple(row)
    slots: list[list[Line]] = [[] for _ in names]
    for cell in row[:first]:
        slots[_time_column(cell, times, titles, roles, slots)] += cell.lines
    for at, cell in enumerate(above):
        slots[themes[min(at, len(themes) - 1)]] += cell.lines
    for cell in row[begin:end]:
        slots[works[-1]] += cell.lines
    note = next((at for at, role in enumerate(roles) if role == "note"), works[-1])
    for cell in row[end:]:
        slots[note] += cell.lines
    return tuple(Cell(lines=tuple(slot), merged=not slot) for slot in slots)  # blank, yet it holds its column


def _counted_together(row: Sequence[Cell]) -> list[Cell]:
    """1.… and 2.… below it are lines of one cell; where the count begins anew, another cell begins."""
    cells: list[Cell] = []
    last: int | None = None
    for cell in row:
        mark = parse_mark(_flat(cell.lines[0]))
        value = mark.number if mark is not None and mark.style not in {"bullet", "deep"} else None
        if cells and value is not None and last is not None and value == last + 1:
            cells[-1] = Cell(lines=(*cells[-1].lines, *cell.lines))
        else:
            cells.append(cell)
        last = value
    return cells


def _padded(row: Sequence[Cell], titles: Sequence[str], roles: Sequence[str | None]) -> tuple[Cell, ...]:
    """Its times go under their columns, what follows stands in order; a row that lacks more than who does it or a remark
    at its end comes as it is."""
    times = list(takewhile(lambda at: roles[at] in {"when", "week"}, range(len(roles))))
    said = len(list(takewhile(lambda cell: is_time(cell, roles), row)))
    counted = roles[0] == "number" and number(_flat(row[0].lines[0])) is not None and len(row) >= 3
    if counted:
        whole = tuple(row)
    elif times and said <= len(times):
        slots: list[list[Line]] = [[] for _ in times]
        for cell in row[:said]:
            at = len([slot for slot in slots if slot]) if said == len(times) else None
            slots[_time_column(cell, times, titles, roles, slots) if at is None else at] += cell.lines
        timed = [Cell(lines=tuple(slot), merged=not slot) for slot in slots]
        if _is_plain(roles[len(times) :]):
            return (*timed, *_work_and_who(row[said:], roles[len(times) :]))
        whole = (*timed, *row[said:])
    else:
        return tuple(row)
    last = roles[len(whole) :]
    works = [cell for cell, role in zip(whole, roles, strict=False) if role == "content"]
    if set(last) - {"owner", "note"} or any(is_owner_text(cell.text) for cell in works):
        return whole if said == 0 else tuple(row)
    return (*whole, *(Cell(merged=counted) for _ in last))


def _is_plain(roles: Sequence[str | None]) -> bool:
    """Behind the times one column of work, and perhaps who does it and a remark."""
    return roles[:1] == ["content"] and list(roles[1:]) in (["owner"], ["note"], ["owner", "note"])


def _work_and_who(cells: Sequence[Cell], roles: Sequence[str | None]) -> list[Cell]:
    """All before the first cell that names somebody is work, what stands behind it a remark."""
    who = next((at for at, cell in enumerate(cells) if at and is_who(cell)), len(cells))
    if "owner" not in roles:
        who = 1 if len(cells) == len(roles) else len(cells)
    ends = {"content": (0, who), "owner": (who, who + 1), "note": (who + ("owner" in roles), len(cells))}
    return [
        Cell(lines=tuple(line for cell in cells[slice(*ends[role or "note"])] for line in cell.lines)) for role in roles
    ]


def is_who(cell: Cell) -> bool:
    """A department, a post, a name, or no more than a surname."""
    return re.fullmatch(r"[\u4e00-\u9fff]", cell.text.strip()) is not None or is_owner_text(cell.text)


def is_time(cell: Cell, roles: Sequence[str | None]) -> bool:
    flat = "".join(_flat(line) for line in cell.lines).lstrip("|")
    if "weekday" in roles and header_role(flat) == "weekday":
        return True
    when = "when" in roles and (names_period(without_vagueness(flat)) or says_when(flat))
    counted = "week" in roles and number(flat) is not None
    return names_period(flat) or when or counted or flat in {"开学前", "预备周", "准备周"}


def _time_column(
    cell: Cell,
    times: Sequence[int],
    titles: Sequence[str],
    roles: Sequence[str | None],
    slots: Sequence[Sequence[Line]],
) -> int:
    """Days under 日期, a month under 月份, a bare number under 周次; the first free column when none is so named."""
    flat = "".join(_flat(line) for line in cell.lines)
    free = [at for at in times if not slots[at]] or list(times)
    days = re.search(r"\d\D+\d", flat)
    if days or re.search(r"月份?$", flat):
        wanted = [at for at in free if roles[at] == "when"]
        wanted.sort(key=lambda at: ("月" in titles[at]) == bool(days))
    else:
        wanted = [at for at in free if roles[at] == "week"]
    return (wanted or free)[0]


def _is_numbered(cell: Cell) -> bool:
    mark = parse_mark(plain(cell.text).strip())
    return mark is not None and mark.number is not None


def _work(cells: Sequence[Cell]) -> tuple[int, int] | None:
    """Where the numbered entries begin and end; without numbers, the lines that end in ； and the one after them."""
    marked = [at for at, cell in enumerate(cells) if _is_numbered(cell)]
    if marked:
        return marked[0], len(cells)
    stopped = [at for at, cell in enumerate(cells) if plain(cell.text).rstrip().endswith((";", "。"))]
    return (stopped[0], min(stopped[-1] + 2, len(cells))) if len(stopped) >= 2 else None
