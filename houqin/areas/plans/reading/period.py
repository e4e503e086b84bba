"""A stretch of time a plan names: months, a week, days; and the heading it was read from."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from .model import Recurrence


@dataclass(frozen=True, kw_only=True)
class Period:
    """``soft`` periods (开学前, 期末) say when without naming a month; ``week`` counts in the term."""

    label: str
    months: tuple[int, ...] = ()
    week: int | None = None
    week_of_month: int | None = None
    start: tuple[int, int] | None = None
    end: tuple[int, int] | None = None
    year: int | None = None
    soft: bool = False
    recurrence: Recurrence | None = None
    weekday: bool = False
    """星期一, a day of whatever week it stands under."""

    @property
    def is_month(self) -> bool:
        """A month or several, no week or day of it."""
        return bool(self.months) and not self.week and not self.start and not self.weekday

    @property
    def names_time(self) -> bool:
        """开学前 and 期末 are times of the year; 常规工作 is a sort of work."""
        return not self.soft or not re.match(r"平时|日常|常规|长期|本学期|全", self.label)

    def holds(self, day: Period) -> bool:
        """Whether this is a week with its days and ``day`` one of them."""
        if not (self.week and self.start and self.end and day.start) or day.end or day.week:
            return False
        if self.start <= self.end:
            return self.start <= day.start <= self.end
        return day.start >= self.start or day.start <= self.end

    def inside(self, outer: Period | None) -> Period:
        """A week under a month heading keeps the month, a weekday its week."""
        if self.weekday and outer is not None:
            return replace(outer, label=f"{outer.label}{self.label}")
        if outer is None or self.months or not outer.months:
            return self
        return replace(self, months=outer.months, year=self.year or outer.year)


@dataclass(frozen=True, kw_only=True)
class PeriodHead:
    period: Period
    end: int
    bare: bool
    """Nothing follows on the line."""
    tail: bool
    """Words such as 工作安排 stand between the period and the end, so it may also be prose."""
    separated: bool
    """A colon, blanks or a list mark parts the heading from what follows."""
    theme_at: int | None = None
    """Where the month's theme begins, in 三月主题：交通安全; without a list below it the theme is the work."""
