"""School calendars: a row a week, its days as bare numbers under 星期一…星期日, the month named only where it
changes, what happens in a column beside them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .cells import split_cell
from .clean import plain
from .columns import names_weekdays
from .grid_rows import GridItem, GridReading, left_line
from .numerals import number
from .period import Period
from .source import Cell, Line, Table

_MONTH = re.compile(r"(?:20\d\d\s*年?\s*)?(1[0-2]|0?[1-9]|[一二三四五六七八九十]{1,2})\s*月?")
_OPENS_WITH_DAY = re.compile(r"(?P<day>\d{1,2})\s*(?:[-~至、]+\s*\d{1,2})?\s*[日号]?(?=[^\d月.:%])")


@dataclass(kw_only=True)
class _Week:
    days: list[int]
    before: list[Cell]
    beside: list[Cell]
    context: list[Line]
    months: list[int]
    named: int | None
    """The month its own column says."""


def read_weeks(table: Table, header: Sequence[str], first: int) -> GridReading | None:
    """None when the table is no such calendar, or nothing in it tells the month it begins with."""
    if not names_weekdays(header):
        return None
    weeks = [_week(row, header) for row in table.rows[first:]]
    if sum(1 for week in weeks if len(week.days) >= 2) < 3 or not _count_months(weeks):
        return None
    items: list[GridItem] = []
    left = [left_line(line, "表头") for row in table.rows[:first] for cell in row for line in cell.lines]
    for at, week in enumerate(weeks):
        found = _items(week, weeks[at + 1] if at + 1 < len(weeks) else None)
        items += found
        if not found:
            left += [left_line(line, "校历上的日期，这一周没有安排") for line in week.context]
    return GridReading(items=tuple(items), left=tuple(left), scheduled=bool(items))


def _week(row: Sequence[Cell], header: Sequence[str]) -> _Week:
    """The last run of numbers that count on is the days; what stands before them names the month or the week."""
    run: list[int] = []
    for at, cell in enumerate(row):
        if not re.fullmatch(r"\d{1,2}", plain(cell.text).strip()):
            continue
        if run and not _next_day(int(plain(row[run[-1]].text)), int(plain(cell.text))):
            run = []
        run.append(at)
    run = run[-7:]
    if len(run) == 1 and run[0] == 0:
        run = []
    words = [cell for at, cell in enumerate(row) if cell.text.strip() and at not in run]
    before = [cell for at, cell in enumerate(row) if run and cell.text.strip() and at < run[0]]
    beside = [cell for cell in words if cell not in before and number(plain(cell.text).strip()) is None]
    return _Week(
        days=[int(plain(row[at].text)) for at in run],
        before=before,
        beside=beside,
        context=[line for cell in row if cell not in beside for line in cell.lines],
        months=[],
        named=_named_month(row, header, before),
    )


def _named_month(row: Sequence[Cell], header: Sequence[str], before: Sequence[Cell]) -> int | None:
    """A bare number before the days may be the week's; the month's stands in its own column, or before that one."""
    column = next((at for at, name in enumerate(header) if "月" in name), None)
    if column is not None and len(row) == len(header):
        return _month_of(row[column])
    return _month_of(before[0]) if len(before) >= 2 else None


def _month_of(cell: Cell) -> int | None:
    found = _MONTH.fullmatch(" ".join(plain(cell.text).split()))
    return number(found[1]) if found else None


def _next_day(one: int, other: int) -> bool:
    return other == one + 1 or (other == 1 and one >= 28)


def _count_months(weeks: Sequence[_Week]) -> bool:
    """One month on wherever the days begin again. A month is named beside the week it begins in, so the last day of
    that week is in it; where the names differ, most of them are right."""
    dated = [week for week in weeks if week.days]
    last, turn = 0, 0
    for week in dated:
        for day in week.days:
            turn += day < last
            last = day
            week.months.append(turn)
    votes = Counter((week.named - 1 - week.months[-1]) % 12 for week in dated if week.named)
    if not votes:
        first = next((month for cell in dated[0].before if (month := _month_of(cell))), None)
        votes = Counter() if first is None else Counter([first - 1])
    for week in dated:
        week.months = [(votes.most_common(1)[0][0] + turn) % 12 + 1 for turn in week.months] if votes else []
    return bool(votes) and all(1 <= day <= 31 for week in dated for day in week.days)


def _items(week: _Week, following: _Week | None) -> list[GridItem]:
    if not week.days:
        return []
    month_of = dict(zip(week.days, week.months, strict=True))
    if following is not None:
        for day, month in zip(following.days, following.months, strict=True):
            month_of.setdefault(day, month)
    start, end = (week.months[0], week.days[0]), (week.months[-1], week.days[-1])
    count = next((value for cell in week.before[-1:] if (value := number(plain(cell.text).strip()))), None)
    label = f"{start[0]}月{start[1]}日-{end[0]}月{end[1]}日"
    whole = Period(label=label, months=tuple(dict.fromkeys(week.months)), week=count, start=start, end=end)
    items: list[GridItem] = []
    for cell in week.beside:
        for title, lines in split_cell(cell):
            carried = () if items else tuple(week.context)
            period = _of_its_day(title, month_of, whole)
            items.append(GridItem(lines=(*lines, *carried), title=title, period=period, why=f"校历“{label}”一周"))
    return items


def _of_its_day(title: str, month_of: Mapping[int, int], week: Period) -> Period:
    """「8日新生军训」 tells which day of the week it is for."""
    found = _OPENS_WITH_DAY.match(plain(title))
    month = month_of.get(int(found["day"])) if found else None
    if found is None or month is None:
        return week
    return Period(label=week.label, months=(month,), week=week.week, start=(month, int(found["day"])))
