from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from houqin.foundation.calendar import (
    DayKind,
    calendar_of,
    current_term,
    holiday_name,
    is_school_day,
    next_school_day,
    not_announced_note,
    school_days,
    term_on,
    week_dates,
    week_of_term,
)
from houqin.foundation.models import CalendarDay, Term
from houqin.foundation.records import CALENDAR_DAY, TERM
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import add
from houqin.kernel.trail.models import Entry
from houqin.tests.people import World

pytestmark = pytest.mark.urls("houqin.foundation.tests.site")


@pytest.fixture
def autumn(world: World, ann: Actor) -> Term:
    return a_term_of(ann, "2025-2026-1", date(2025, 9, 1), date(2026, 1, 30))


@pytest.fixture
def spring(world: World, ann: Actor) -> Term:
    return a_term_of(ann, "2025-2026-2", date(2026, 3, 2), date(2026, 7, 3))


def a_term_of(by: Actor, code: str, starts_on: date, ends_on: date) -> Term:
    term: Term = add(TERM, by=by, values={"code": code, "name": code, "starts_on": starts_on, "ends_on": ends_on})
    return term


def at(day: date) -> Any:
    return clock.at(datetime(day.year, day.month, day.day, 10, tzinfo=ZoneInfo("Asia/Shanghai")))


@pytest.mark.parametrize(
    ("day", "kind", "name"),
    [
        (date(2025, 9, 26), DayKind.SCHOOL, ""),
        (date(2025, 9, 27), DayKind.WEEKEND, ""),
        (date(2025, 9, 28), DayKind.MAKE_UP, "国庆节调休上班"),
        (date(2025, 10, 1), DayKind.HOLIDAY, "国庆节"),
        (date(2025, 10, 8), DayKind.HOLIDAY, "国庆节"),
        (date(2025, 10, 9), DayKind.SCHOOL, ""),
        (date(2025, 10, 11), DayKind.MAKE_UP, "国庆节调休上班"),
        (date(2026, 1, 1), DayKind.HOLIDAY, "元旦"),
        (date(2026, 1, 4), DayKind.MAKE_UP, "元旦调休上班"),
        (date(2026, 2, 17), DayKind.NO_TERM, "春节"),
    ],
)  # fmt: skip
def test_a_day_of_the_autumn_term_follows_the_state(
    world: World, autumn: Term, day: date, kind: DayKind, name: str
) -> None:
    told = calendar_of(world.school.pk, day, day).day(day)
    assert (told.kind, holiday_name(day)) == (kind, name)


@pytest.mark.parametrize(
    ("day", "taught"),
    [
        (date(2026, 4, 6), False),
        (date(2026, 5, 1), False),
        (date(2026, 5, 5), False),
        (date(2026, 5, 9), True),
        (date(2026, 6, 19), False),
        (date(2026, 6, 22), True),
        (date(2026, 7, 4), False),
    ],
)  # fmt: skip
def test_the_spring_term_of_2026_with_its_make_up_saturday(world: World, spring: Term, day: date, taught: bool) -> None:
    assert is_school_day(world.school.pk, day) is taught


def test_the_schools_own_word_is_stronger_than_the_state(world: World, spring: Term, ann: Actor) -> None:
    add(CALENDAR_DAY, by=ann, values={"on": date(2026, 5, 9), "is_school_day": False, "note": "运动会补休"})
    add(CALENDAR_DAY, by=ann, values={"on": date(2026, 5, 16), "is_school_day": True, "note": "补课"})

    found = school_days(world.school.pk, date(2026, 5, 4), date(2026, 5, 17))

    assert found == [date(2026, 5, d) for d in (6, 7, 8, 11, 12, 13, 14, 15, 16)]


def test_a_word_about_a_day_outside_every_term_makes_no_school_day(world: World, spring: Term, ann: Actor) -> None:
    add(CALENDAR_DAY, by=ann, values={"on": date(2026, 8, 3), "is_school_day": True, "note": "返校"})
    assert not is_school_day(world.school.pk, date(2026, 8, 3))


def test_a_whole_year_takes_two_queries(
    world: World, autumn: Term, spring: Term, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        found = school_days(world.school.pk, date(2025, 9, 1), date(2026, 8, 31))
    assert 180 < len(found) < 200


def test_another_schools_calendar_is_not_ours(world: World, autumn: Term, stranger: Actor) -> None:
    assert is_school_day(world.school.pk, date(2025, 9, 26))
    assert not is_school_day(stranger.school_id, date(2025, 9, 26))


def test_a_year_the_state_has_not_announced_is_said_and_counted_by_weekdays(world: World, ann: Actor) -> None:
    a_term_of(ann, "2098-2099-1", date(2098, 9, 1), date(2099, 1, 20))

    assert school_days(world.school.pk, date(2098, 9, 29), date(2098, 10, 12)) == [
        date(2098, 9, 29), date(2098, 9, 30), *(date(2098, 10, d) for d in (6, 7, 8, 9, 10)),
    ]  # fmt: skip
    assert not is_school_day(world.school.pk, date(2099, 1, 1))
    assert "2098、2099 年国家放假安排尚未公布" in not_announced_note(date(2098, 9, 1), date(2099, 1, 20))
    assert not_announced_note(date(2025, 9, 1), date(2026, 7, 3)) == ""


def test_the_next_school_day_leaps_over_a_holiday_and_over_the_winter(world: World, autumn: Term, spring: Term) -> None:
    assert next_school_day(world.school.pk, date(2025, 9, 30)) == date(2025, 10, 9)
    assert next_school_day(world.school.pk, date(2026, 1, 30)) == date(2026, 3, 2)
    assert next_school_day(world.school.pk, date(2026, 7, 3)) is None


def test_the_term_now_is_the_last_one_until_the_next_begins(world: World, autumn: Term, spring: Term) -> None:
    for day, term in (
        (date(2025, 8, 1), autumn),
        (date(2025, 12, 1), autumn),
        (date(2026, 2, 10), autumn),
        (date(2026, 7, 20), spring),
    ):
        with at(day):
            assert current_term(world.school.pk) == term
    assert term_on(world.school.pk, date(2026, 2, 10)) is None


def test_the_week_in_which_the_term_starts_is_the_first(spring: Term) -> None:
    assert [
        week_of_term(spring, d) for d in (date(2026, 3, 2), date(2026, 3, 8), date(2026, 3, 9), date(2026, 7, 3))
    ] == [1, 1, 2, 18]
    assert week_of_term(spring, date(2026, 3, 1)) is None
    assert week_dates(spring, 18) == (date(2026, 6, 29), date(2026, 7, 3))


def test_a_term_that_starts_in_the_middle_of_a_week(world: World, ann: Actor) -> None:
    term = a_term_of(ann, "2026-2027-1", date(2026, 9, 3), date(2027, 1, 22))
    assert (week_of_term(term, date(2026, 9, 6)), week_of_term(term, date(2026, 9, 7))) == (1, 2)
    assert week_dates(term, 1) == (date(2026, 9, 3), date(2026, 9, 6))


def test_the_page_shows_months_with_holidays_and_make_up_days(client: Client, world: World, autumn: Term) -> None:
    client.force_login(world.people["omar"].user)  # type: ignore[arg-type]
    page = client.get("/calendar/?term=2025-2026-1").content.decode()

    assert page.count("card-header") == 5
    assert "2025-10-01 放假：国庆节" in page
    assert "2025-10-11 调休上课：国庆节调休上班" in page


def test_the_page_takes_five_queries(
    client: Client, world: World, autumn: Term, spring: Term, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(world.people["omar"].user)  # type: ignore[arg-type]
    client.get("/calendar/")
    with django_assert_num_queries(5):
        client.get("/calendar/")


def test_a_tap_changes_a_day_and_changes_it_back(client: Client, world: World, spring: Term) -> None:
    client.force_login(world.people["ann"].user)  # type: ignore[arg-type]
    said = {"is_school_day": "0", "note": "运动会", "submission": "s1"}

    assert client.post("/calendar/2026-04-24/", said)["Location"] == "/calendar/?term=2025-2026-2"
    client.post("/calendar/2026-04-24/", said)
    assert CalendarDay.objects.of(world.school).get().note == "运动会"
    client.post("/calendar/2026-04-24/", {"is_school_day": "", "submission": "s2"})

    assert not CalendarDay.objects.exists()
    assert Entry.objects.filter(model="foundation.calendarday").count() == 2


def test_a_teacher_may_look_at_a_day_but_not_change_it(client: Client, world: World, spring: Term) -> None:
    client.force_login(world.people["omar"].user)  # type: ignore[arg-type]
    assert "保存" not in client.get("/calendar/2026-04-24/").content.decode()
    refused = client.post("/calendar/2026-04-24/", {"is_school_day": "0", "submission": "s1"})
    assert refused.status_code == 403
    assert "您的岗位不能新增校历调整" in refused.content.decode()
    assert not CalendarDay.objects.exists()


@pytest.mark.parametrize("day", ["2026-02-30", "x", "2026-13-01"])
def test_a_day_that_does_not_exist_is_not_found(client: Client, world: World, day: str) -> None:
    client.force_login(world.people["omar"].user)  # type: ignore[arg-type]
    assert client.get(f"/calendar/{day}/").status_code == 404
