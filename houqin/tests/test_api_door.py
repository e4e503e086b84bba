"""A program's way in: straight to its door with a key, the long way without one."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from houqin.kernel import clock
from houqin.kernel.api.models import TokenUse
from houqin.kernel.api.pace import NowAndThen, PerMinute
from houqin.tests.api import program
from houqin.tests.people import World

LIST = "/repairs/orders/"


def test_a_program_run_wild_is_stopped_and_told_when_to_come_back(
    world: World, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("houqin.kernel.api.door._calls", PerMinute())
    boss = program(world, "boss")
    with clock.at(clock.now().replace(second=1)):
        answers = [boss.send("GET", LIST)]
        settings.API_PER_MINUTE = 3
        answers += [boss.send("GET", LIST) for _ in range(3)]
        other = program(world, "mira").send("GET", LIST)
    later = clock.now() + timedelta(minutes=1)
    with clock.at(later):
        answers.append(boss.send("GET", LIST))

    assert [a.status_code for a in answers] == [200, 200, 200, 429, 200]
    assert answers[3].headers["Retry-After"] == "60"
    assert "太多" in answers[3].json()["detail"]
    assert other.status_code == 200


def test_the_pages_below_the_same_address_ask_for_a_person_even_with_a_key(world: World) -> None:
    boss = program(world, "boss")

    assert boss.send("GET", "/docs/").status_code in (200, 302)
    assert boss.send("GET", "/nothing/here/").status_code == 404
    assert boss.send("GET", LIST.rstrip("/")).status_code in (301, 404)


def test_an_answer_says_its_length_and_kind(world: World) -> None:
    answer = program(world, "boss").send("GET", LIST)

    assert int(answer.headers["Content-Length"]) == len(answer.content)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("told", ["Bearer", "Bearer x", "Basic abc", "hq1_" + "a" * 43])
def test_a_key_that_is_none_is_refused_in_words(world: World, told: str) -> None:
    answer = Client().get(f"/api/v1{LIST}", headers={"Authorization": told})

    assert answer.status_code == 401
    assert "令牌" in answer.json()["detail"]


def test_the_last_use_is_noted_once_an_hour(world: World) -> None:
    boss, now = program(world, "boss"), clock.now() + timedelta(days=3)

    def noted() -> Any:
        return TokenUse.objects.of(world.school).values_list("at", flat=True).get()

    with clock.at(now):
        boss.send("GET", LIST)
    with clock.at(now + timedelta(minutes=59)):
        boss.send("GET", LIST)
        first = noted()
    with clock.at(now + timedelta(minutes=61)):
        boss.send("GET", LIST)

    assert (first, noted()) == (now, now + timedelta(minutes=61))


def test_calls_are_counted_by_key_and_minute() -> None:
    pace, now = PerMinute(), clock.now().replace(second=0)

    assert [pace.count((1, 1), now), pace.count((1, 1), now), pace.count((1, 2), now)] == [1, 2, 1]
    assert pace.count((1, 1), now + timedelta(minutes=1)) == 1


def test_what_is_done_now_and_then_is_due_again_after_its_time() -> None:
    due, now = NowAndThen(timedelta(hours=1)), clock.now()

    told = [due.is_due((1, 1), now + timedelta(minutes=minutes)) for minutes in (0, 59, 60, 61)]

    assert told == [True, False, True, False]
    assert due.is_due((1, 2), now)


def test_a_name_that_is_not_ours_is_no_way_in(world: World, settings: Any) -> None:
    boss = program(world, "boss")
    settings.ALLOWED_HOSTS = ["school.example"]

    assert boss.send("GET", LIST).status_code == 400
    assert boss.send("GET", LIST, Host="school.example").status_code == 200
