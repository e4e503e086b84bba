from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from houqin.kernel import clock


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` to `end`, both included, in the school's time."""

    start: date
    end: date
    name: str = ""

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """First moment, and the first moment after."""
        zone = timezone.get_current_timezone()
        return (
            datetime.combine(self.start, time.min, zone),
            datetime.combine(self.end + timedelta(days=1), time.min, zone),
        )

    @property
    def days(self) -> str:
        """From which day to which, in words."""
        end = f"{self.end:%-m月%-d日}" if self.end.year == self.start.year else f"{self.end:%Y年%-m月%-d日}"
        return f"{self.start:%Y年%-m月%-d日}至{end}"

    def __str__(self) -> str:
        return self.name or self.days


def relation(period: Period, previous: Period) -> str:
    """What the earlier period is called beside the later one: 上学期, 上学年, or its days."""
    for kind in ("学期", "学年"):
        if period.name.endswith(kind) and previous.name.endswith(kind):
            return f"上{kind}"
    return previous.days


def told_apart(period: Period, previous: Period) -> tuple[str, str]:
    """Short names for both, for a legend: 本学期 and 上学期."""
    was = relation(period, previous)
    return (was.replace("上", "本", 1), was) if was.startswith("上") else (period.days, was)


Terms = Callable[[int], list[Period]]
"""The terms of a school in order of time. The foundation, which keeps them, hands its answer in."""

_terms: list[Terms] = []


def terms_come_from(terms: Terms) -> None:
    _terms[:] = [terms]


def terms_of(school_id: int) -> list[Period]:
    return _terms[0](school_id) if _terms else []


def present_and_before(school_id: int) -> tuple[Period, Period | None]:
    """The term of today, or the last one begun, and the term before it; the calendar year where no term is known."""
    today = clock.today()
    begun = [term for term in terms_of(school_id) if term.start <= today]
    if not begun:
        return Period(date(today.year, 1, 1), date(today.year, 12, 31), f"{today.year}年"), None
    return begun[-1], begun[-2] if len(begun) > 1 else None
