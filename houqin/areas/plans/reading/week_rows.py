"""Calendars whose weeks are rows of bare day numbers, 「18 19 20 21 22 23 24 开学日」, the months left to the reader."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from .clean import plain
from .source import Line

_ROW = re.compile(r"\s*(?P<days>\d{1,2}(?:\s+\d{1,2}){4,6})(?=\s|$)\s*")
_DATE = re.compile(r"(?<![\d/.])(1[0-2]|0?[1-9])\s*[/月]\s*(3[01]|[12]\d|0?[1-9])(?![\d/])")


@dataclass(frozen=True, kw_only=True)
class _Row:
    at: int
    days: tuple[int, ...]
    turns: tuple[int, ...]
    """How many months after the first row's first day each day falls."""
    rest: int


def with_week_rows(lines: Sequence[Line]) -> list[Line]:
    """The lines again, each row of day numbers turned into the dates it stands for; as they were when no date
    written among them tells which month the days belong to."""
    rows = _rows(lines)
    first = _first_month(lines, rows) if len(rows) >= 3 else None
    if first is None:
        return list(lines)
    dated = list(lines)
    for row in rows:
        begin, end = (_month(first, turn) for turn in (row.turns[0], row.turns[-1]))
        label = f"{begin}月{row.days[0]}日-{end}月{row.days[-1]}日"
        dated[row.at] = replace(lines[row.at], text=f"{label} {lines[row.at].text[row.rest :].strip()}".strip())
    return dated


def _rows(lines: Sequence[Line]) -> list[_Row]:
    rows: list[_Row] = []
    before, turn = 0, 0
    for at, line in enumerate(lines):
        found = _ROW.match(plain(line.text))
        days = tuple(int(token) for token in found["days"].split()) if found else ()
        if found is None or not _counts_on(days):
            continue
        turns = []
        for day in days:
            turn += day < before
            before = day
            turns.append(turn)
        rows.append(_Row(at=at, days=days, turns=tuple(turns), rest=found.end()))
    return rows


def _counts_on(days: Sequence[int]) -> bool:
    """One day after the other, at most once over the end of a month."""
    steps = [(one, other) for one, other in pairwise(days) if other != one + 1]
    return all(1 <= day <= 31 for day in days) and len(steps) <= 1 and all(b == 1 and a >= 28 for a, b in steps)


def _first_month(lines: Sequence[Line], rows: Sequence[_Row]) -> int | None:
    """The month of the first day, by vote of the dates written in each week about its own days."""
    votes: Counter[int] = Counter()
    ends = [row.at for row in rows[1:]] + [min(len(lines), rows[-1].at + 12)]
    for row, end in zip(rows, ends, strict=True):
        for month, day in _DATE.findall(plain("\n".join(line.text for line in lines[row.at : end]))):
            if int(day) in row.days:
                votes[_month(int(month), -row.turns[row.days.index(int(day))])] += 1
    return votes.most_common(1)[0][0] if votes else None


def _month(month: int, turns: int) -> int:
    return (month - 1 + turns) % 12 + 1
