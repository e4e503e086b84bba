"""The arithmetic alone: straight line, whole fen, the right months."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from houqin.areas.assets.depreciation import Terms, first_day, month_number, written_off

JANUARY = month_number(date(2026, 1, 1))


def months(terms: Terms, count: int) -> list[int]:
    return [written_off(terms, terms.entered + n) - written_off(terms, terms.entered + n - 1) for n in range(count)]


def test_it_begins_in_the_month_of_entry_and_the_last_month_takes_the_rest() -> None:
    told = months(Terms(value=100_000, life=72, entered=JANUARY), 73)

    assert told[:71] == [1389] * 71
    assert told[71:] == [100_000 - 71 * 1389, 0]


def test_nothing_is_written_off_before_the_month_of_entry() -> None:
    assert written_off(Terms(value=100_000, life=72, entered=JANUARY), JANUARY - 1) == 0


@pytest.mark.parametrize("value", [0, 1, 5, 50, 71])
def test_a_few_fen_never_become_negative(value: int) -> None:
    told = months(Terms(value=value, life=72, entered=JANUARY), 80)

    assert min(told) >= 0
    assert sum(told) == value


def test_an_older_book_is_taken_on_and_carried_to_the_end() -> None:
    entered, through = month_number(date(2020, 9, 1)), month_number(date(2025, 12, 1))
    terms = Terms(value=600_000, life=72, entered=entered, opening=533_000, opened=through)

    assert written_off(terms, through) == 533_000
    assert written_off(terms, entered + 70) < written_off(terms, entered + 71) == 600_000


def test_a_life_that_is_over_writes_off_what_is_left_at_once() -> None:
    terms = Terms(value=5_000, life=60, entered=month_number(date(2010, 3, 1)), opening=4_000, opened=JANUARY - 1)

    assert (written_off(terms, JANUARY - 1), written_off(terms, JANUARY)) == (4_000, 5_000)


def test_what_is_not_depreciated_keeps_its_value() -> None:
    assert written_off(Terms(value=5_000, life=None, entered=JANUARY), JANUARY + 900) == 0


@given(
    value=st.integers(0, 10**10), life=st.integers(1, 1200), opening=st.integers(0, 10**10), gap=st.integers(-3, 1300), asked=st.integers(-5, 1400)
)  # fmt: skip
def test_never_down_never_above_the_value(value: int, life: int, opening: int, gap: int, asked: int) -> None:
    terms = Terms(value, life, JANUARY, opening, JANUARY + gap if opening else None)
    before, now = written_off(terms, JANUARY + asked - 1), written_off(terms, JANUARY + asked)

    assert 0 <= before <= now <= value
    assert written_off(terms, JANUARY + 3000) == value


@given(st.dates())
def test_months_are_counted_without_gaps(day: date) -> None:
    assert first_day(month_number(day)) == day.replace(day=1)
