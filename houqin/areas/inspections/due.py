"""From a schedule and the school calendar to the windows in which something is due."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from houqin.areas.inspections.models import Schedule
from houqin.areas.inspections.windows import on_day, parse_windows
from houqin.foundation.calendar import Calendar, each_day, monday_of

Recurrence = Schedule.Recurrence
BREAK_DAYS = 3
"""So many days off in a row are a holiday, an ordinary weekend is not."""
AROUND = timedelta(days=31)
"""How far around a day the calendar must be known to plan it, terms apart."""


@dataclass(frozen=True, slots=True)
class Due:
    start: datetime
    end: datetime

    def overlaps(self, other: "Due") -> bool:
        return self.start < other.end and other.start < self.end


def due_on(schedule: Schedule, day: date, calendar: Calendar) -> Iterator[Due]:
    """The windows that begin on `day` or, for a week, a month or a term, contain it."""
    if day < schedule.starts_on or (schedule.ends_on is not None and day > schedule.ends_on):
        return
    if _is_daily(schedule):
        if _wanted_on(schedule, day, calendar):
            yield from (Due(*on_day(window, day)) for window in parse_windows(schedule.windows))
        return
    for first, last in _spans(schedule, day, calendar):
        days = [one for one in each_day(max(first, schedule.starts_on), last) if calendar.is_school_day(one)]
        if days and days[0] <= day <= days[-1]:
            window = parse_windows(schedule.windows)[0]
            yield Due(on_day(window, days[0])[0], on_day(window, days[-1])[1])


def _is_daily(schedule: Schedule) -> bool:
    daily = (Recurrence.SCHOOL_DAY, Recurrence.DAY, Recurrence.HOLIDAY)
    return schedule.recurrence in daily or (schedule.recurrence == Recurrence.WEEK and bool(schedule.weekdays))


def _wanted_on(schedule: Schedule, day: date, calendar: Calendar) -> bool:
    if schedule.recurrence == Recurrence.DAY:
        return True
    if not calendar.is_school_day(day):
        return False
    if schedule.recurrence == Recurrence.WEEK:
        return str(day.isoweekday()) in schedule.weekdays
    if schedule.recurrence == Recurrence.HOLIDAY:
        return not any(calendar.is_school_day(day + timedelta(days=n)) for n in range(1, BREAK_DAYS + 1))
    return True


def _spans(schedule: Schedule, day: date, calendar: Calendar) -> Iterator[tuple[date, date]]:
    if schedule.recurrence == Recurrence.WEEK:
        yield monday_of(day), monday_of(day) + timedelta(days=6)
    elif schedule.recurrence == Recurrence.MONTH:
        yield day.replace(day=1), _month_end(day)
    elif schedule.recurrence == Recurrence.HALF_MONTH:
        yield (day.replace(day=1), day.replace(day=15)) if day.day <= 15 else (day.replace(day=16), _month_end(day))
    elif schedule.recurrence == Recurrence.TERM:
        term = calendar.term_on(day)
        if term is not None:
            yield _part_of(term.starts_on, term.ends_on, schedule.times, day)


def _part_of(first: date, last: date, parts: int, day: date) -> tuple[date, date]:
    """Twice a term is once in each half."""
    length = (last - first).days + 1
    n = (day - first).days * parts // length
    starts = -(-n * length // parts)
    ends = -(-(n + 1) * length // parts) - 1
    return first + timedelta(days=starts), first + timedelta(days=ends)


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
