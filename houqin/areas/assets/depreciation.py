"""Straight line by the month, in whole fen: how much of a thing is written off by the end of a month.

It begins in the month of entry and does not run in the month of removal; every month takes the same rounded share, the last one the rest;
there is no residual value. A life that is over writes off what is left at once. Months are counted as year × 12 + month.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Terms:
    """What a card says. value and opening in fen; life in months, None when the thing is not depreciated.

    entered: the month of entry. opened: the last month that an older book had already written off (opening stands for it).
    """

    value: int
    life: int | None
    entered: int
    opening: int = 0
    opened: int | None = None


def month_number(day: date) -> int:
    return day.year * 12 + day.month - 1


def first_day(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def written_off(terms: Terms, month: int) -> int:
    """Fen written off by the end of a month, what an older book had written off included. Never more than the value."""
    base = min(terms.opening, terms.value)
    if terms.life is None:
        return base
    first = terms.entered if terms.opened is None else terms.opened + 1
    months = month - first + 1
    if months <= 0:
        return base
    left = terms.life - (first - terms.entered)
    if months >= left:
        return terms.value
    share = (terms.value - base) * 2 + left
    return min(base + share // (2 * left) * months, terms.value)
