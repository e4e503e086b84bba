"""When a plan item is due: windows on the school calendar."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from houqin.areas.plans.models import PlanLine
from houqin.foundation.calendar import Calendar, week_dates, weeks_in
from houqin.foundation.models import Term

AHEAD = timedelta(days=7)
"""A dated item opens a week before its day."""


@dataclass(frozen=True, slots=True)
class Window:
    opens_on: date
    due_on: date
    said: str = ""


def windows_of(line: PlanLine, term: Term, calendar: Calendar) -> list[Window]:
    """One window for each time the item is to be done. Preparations before term and closing after it keep their month."""
    if line.on is not None:
        return [Window(max(line.on - AHEAD, min(term.starts_on, line.on)), line.on)]
    if line.week is not None:
        return [Window(*week_dates(term, min(line.week, weeks_in(term))), f"第{line.week}周")]
    kind, times = line.recurrence.get("kind", ""), max(1, line.recurrence.get("times", 1))
    months = line.months or ([line.month] if line.month else [])
    spans = [_month(term, month) for month in months] or [Window(term.starts_on, term.ends_on)]
    if kind == "weekly":
        return [w for span in spans for w in _weeks(span, term)]
    if kind in ("monthly", "half_monthly", "every_school_day", "every_day") and not months:
        return [_month(term, month) for month in _months_of(term)]
    if kind == "quarterly" and not months:
        return _equal(Window(term.starts_on, term.ends_on), 2)
    if times > 1:
        return [w for span in spans for w in _equal(span, times)]
    return [_on_school_days(span, calendar) for span in spans]


def _months_of(term: Term) -> list[int]:
    first, last = term.starts_on, term.ends_on
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [(first.month - 1 + n) % 12 + 1 for n in range(count)]


def _month(term: Term, month: int) -> Window:
    """That month in or next to the term: a plan's August before September, its July after June, are the term's too."""
    year = next((y for y in (term.starts_on.year, term.ends_on.year) if _touches(term, y, month)), None)
    if year is None:
        before, after = date(term.starts_on.year, month, 1), date(term.ends_on.year, month, 1)
        year = before.year if abs(before - term.starts_on) <= abs(after - term.ends_on) else after.year
    first = date(year, month, 1)
    return Window(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1), f"{month}月")


def _touches(term: Term, year: int, month: int) -> bool:
    first = date(year, month, 1)
    return first <= term.ends_on and (first + timedelta(days=31)).replace(day=1) > term.starts_on


def _weeks(span: Window, term: Term) -> Iterator[Window]:
    for n in range(1, weeks_in(term) + 1):
        start, end = week_dates(term, n)
        if span.opens_on <= start <= span.due_on:
            yield Window(start, end, f"第{n}周")


def _equal(span: Window, times: int) -> list[Window]:
    days = (span.due_on - span.opens_on).days + 1
    cuts = [span.opens_on + timedelta(days=days * n // times) for n in range(times + 1)]
    return [Window(cuts[n], cuts[n + 1] - timedelta(days=1), f"第{n + 1}次") for n in range(times)]


def _on_school_days(span: Window, calendar: Calendar) -> Window:
    """Due on the last school day of the span, so that nothing falls due on a holiday."""
    days = [d.on for d in calendar.days() if span.opens_on <= d.on <= span.due_on and d.is_school_day]
    return Window(span.opens_on, days[-1], span.said) if days else span
