"""School days: the school's own word first, then the national calendar; outside a term there are none."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from chinese_calendar import constants

from houqin.foundation.models import CalendarDay, Term
from houqin.kernel import clock

FIRST_KNOWN, LAST_KNOWN = min(constants.holidays).year, max(constants.holidays).year
NOT_ANNOUNCED = "国家放假安排尚未公布"
BY_LAW = {(1, 1): "元旦", (5, 1): "劳动节", (5, 2): "劳动节", (10, 1): "国庆节", (10, 2): "国庆节", (10, 3): "国庆节"}
"""Holidays on fixed days of every year (全国年节及纪念日放假办法, 2024): known before the year's arrangement is announced."""
LOOK_AHEAD = timedelta(days=120)
"""Longer than any holiday between two terms."""


class DayKind(StrEnum):
    SCHOOL = "school"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MAKE_UP = "make_up"
    CHANGED_ON = "changed_on"
    CHANGED_OFF = "changed_off"
    NO_TERM = "no_term"


SCHOOL_KINDS = frozenset({DayKind.SCHOOL, DayKind.MAKE_UP, DayKind.CHANGED_ON})


@dataclass(frozen=True, kw_only=True, slots=True)
class Day:
    """One day of the school. note: the school's own words, else the name of the holiday."""

    on: date
    kind: DayKind
    note: str = ""
    change: CalendarDay | None = None

    @property
    def is_school_day(self) -> bool:
        return self.kind in SCHOOL_KINDS


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """The terms and the school's own changes of one stretch of time, read once. Ask it only about days in that stretch."""

    start: date
    end: date
    terms: tuple[Term, ...]
    changes: dict[date, CalendarDay] = field(repr=False)

    def term_on(self, day: date) -> Term | None:
        return next((term for term in self.terms if term.starts_on <= day <= term.ends_on), None)

    def day(self, on: date) -> Day:
        change = self.changes.get(on)
        if self.term_on(on) is None:
            return Day(on=on, kind=DayKind.NO_TERM, note=holiday_name(on), change=change)
        if change is not None:
            kind = DayKind.CHANGED_ON if change.is_school_day else DayKind.CHANGED_OFF
            return Day(on=on, kind=kind, note=change.note, change=change)
        return Day(on=on, kind=national_kind(on), note=holiday_name(on))

    def days(self) -> Iterator[Day]:
        return (self.day(on) for on in each_day(self.start, self.end))

    def is_school_day(self, on: date) -> bool:
        return self.day(on).is_school_day

    def school_days(self) -> list[date]:
        return [day.on for day in self.days() if day.is_school_day]


def calendar_of(school_id: int, start: date, end: date) -> Calendar:
    """The school's calendar from `start` to `end`, both included: two queries, however long."""
    terms = Term.objects.of(school_id).filter(starts_on__lte=end, ends_on__gte=start).order_by("starts_on")
    return calendar_with(terms, school_id, start, end)


def calendar_with(terms: Iterable[Term], school_id: int, start: date, end: date) -> Calendar:
    """The same with terms that were read already: one query."""
    changes = CalendarDay.objects.of(school_id).filter(on__range=(start, end))
    return Calendar(start=start, end=end, terms=tuple(terms), changes={change.on: change for change in changes})


def is_school_day(school_id: int, day: date) -> bool:
    return calendar_of(school_id, day, day).is_school_day(day)


def school_days(school_id: int, start: date, end: date) -> list[date]:
    return calendar_of(school_id, start, end).school_days()


def next_school_day(school_id: int, day: date) -> date | None:
    """The first school day after `day`; None when no term is entered that far ahead."""
    return next(iter(school_days(school_id, day + timedelta(days=1), day + LOOK_AHEAD)), None)


def term_on(school_id: int, day: date) -> Term | None:
    return calendar_of(school_id, day, day).term_on(day)


def current_term(school_id: int) -> Term | None:
    """The term of today; between terms the one that was last, so that its work can be closed; before the first, the first."""
    return term_now(Term.objects.of(school_id))


def term_now(terms: Iterable[Term]) -> Term | None:
    """The same among terms that were read already."""
    today, known = clock.today(), sorted(terms, key=lambda term: term.starts_on)
    begun = [term for term in known if term.starts_on <= today]
    return begun[-1] if begun else next(iter(known), None)


def week_of_term(term: Term, day: date) -> int | None:
    """Teaching week, from Monday; the week in which the term starts is the first. None outside the term."""
    if not term.starts_on <= day <= term.ends_on:
        return None
    return (monday_of(day) - monday_of(term.starts_on)).days // 7 + 1


def weeks_in(term: Term) -> int:
    return (monday_of(term.ends_on) - monday_of(term.starts_on)).days // 7 + 1


def week_dates(term: Term, week: int) -> tuple[date, date]:
    """Monday to Sunday of a teaching week, cut to the term."""
    monday = monday_of(term.starts_on) + timedelta(weeks=week - 1)
    return max(monday, term.starts_on), min(monday + timedelta(days=6), term.ends_on)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def is_announced(year: int) -> bool:
    """Whether the state's holidays of that year are known here; if not, weekdays count as working days."""
    return bool(FIRST_KNOWN <= year <= LAST_KNOWN)


def not_announced_note(start: date, end: date) -> str:
    """A sentence to show beside a calendar that reaches into years without announced holidays; "" when there are none."""
    years = [str(year) for year in range(start.year, end.year + 1) if not is_announced(year)]
    return (
        f"{'、'.join(years)} 年{NOT_ANNOUNCED}，除元旦、劳动节、国庆节当天外暂按周一至周五上课计算；公布后可逐日调整。"
        if years
        else ""
    )


def holiday_name(day: date) -> str:
    """The public holiday of a day off, or of the make-up day worked for it; "" for any other day."""
    if day in constants.holidays:
        return str(constants.Holiday(constants.holidays[day]).chinese)
    if not is_announced(day.year):
        return BY_LAW.get((day.month, day.day), "")
    if day in constants.workdays:
        return f"{constants.Holiday(constants.workdays[day]).chinese}调休上班"
    return ""


def national_kind(day: date) -> DayKind:
    if day in constants.holidays or (not is_announced(day.year) and (day.month, day.day) in BY_LAW):
        return DayKind.HOLIDAY
    if day in constants.workdays:
        return DayKind.MAKE_UP
    return DayKind.SCHOOL if day.weekday() < 5 else DayKind.WEEKEND


def each_day(start: date, end: date) -> Iterator[date]:
    return (start + timedelta(days=n) for n in range((end - start).days + 1))
