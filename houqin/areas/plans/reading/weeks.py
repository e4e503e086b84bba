"""Weeks that say less than they mean: 第一周 of each month, and 第八周 between two weeks with dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from .drafts import Draft


def count_in_months(drafts: Sequence[Draft]) -> None:
    """When 第一周 comes back under each month, weeks are counted in the month and not in the term."""
    months_of: dict[int, set[int]] = {}
    for draft in drafts:
        if draft.period and draft.period.week and draft.period.months and not draft.period.start:
            months_of.setdefault(draft.period.week, set()).add(draft.period.months[0])
    if not any(len(months) > 1 for months in months_of.values()):
        return
    for draft in drafts:
        if draft.period and draft.period.week and not draft.period.start:
            draft.period = replace(draft.period, week=None, week_of_month=draft.period.week)


def fill_in_months(drafts: Sequence[Draft]) -> None:
    """A week without dates falls where its number counts to from the nearest week that has them."""
    begins = {
        draft.period.week: _day(*draft.period.start)
        for draft in drafts
        if draft.period and draft.period.week and draft.period.start and draft.period.end
    }
    if len(begins) < 2:
        return
    for draft in drafts:
        week = draft.period.week if draft.period else None
        if draft.period is None or week is None or draft.period.months or draft.period.start:
            continue
        nearest = min(begins, key=lambda known: abs(known - week))
        begin = begins[nearest]
        if begin is not None:
            month = (begin + timedelta(weeks=week - nearest)).month
            draft.period = replace(draft.period, months=(month,))


def _day(month: int, day: int) -> date | None:
    """In a school year without a leap day; which one it is does not change the month by more than a day."""
    try:
        return date(2022 if month >= 8 else 2023, month, day)
    except ValueError:
        return None
