from datetime import UTC, datetime

import pytest
from django.test import Client

from houqin.areas.repairs.tests.samples import an_order
from houqin.foundation.records import PERSON
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import add
from houqin.tests.people import CAST, World


def signed_in(world: World, who: str) -> Client:
    user = world.people[who].user
    assert user is not None
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("who", list(CAST))
def test_everybody_has_a_home_an_inbox_a_menu_and_search(world: World, who: str) -> None:
    client = signed_in(world, who)

    for path in ("/", "/inbox/", "/menu/", "/search/?q=水龙头"):
        assert client.get(path).status_code == 200, path


def test_the_director_finds_the_new_order_waiting_on_the_home_page(world: World) -> None:
    an_order(world)

    assert "水龙头漏水" in signed_in(world, "mira").get("/").content.decode()
    assert "水龙头漏水" not in signed_in(world, "lena").get("/").content.decode()


def test_search_shows_rows_of_my_scope_only(world: World) -> None:
    order = an_order(world)

    assert order.number in signed_in(world, "mira").get("/search/?q=水龙头").content.decode()
    assert order.number not in signed_in(world, "lena").get("/search/?q=水龙头").content.decode()


def test_a_person_is_found_by_pinyin_initials(world: World) -> None:
    add(PERSON, by=Actor.system(world.school.pk), values={"name": "王小明", "staff_number": "W1"})

    assert "王小明" in signed_in(world, "mira").get("/search/?q=wxm").content.decode()


def test_the_home_page_says_what_day_it_is(world: World) -> None:
    with clock.at(datetime(2026, 10, 1, 2, tzinfo=UTC)):
        told = signed_in(world, "mira").get("/").content.decode()

    assert "10月1日 星期四" in told
    assert "国庆节" in told


def test_whoever_has_not_signed_in_is_asked_to(client: Client, db: None) -> None:
    assert client.get("/").headers["Location"].startswith("/sign-in/")


def test_an_unknown_page_is_a_sentence_not_a_crash(world: World) -> None:
    answer = signed_in(world, "mira").get("/no-such-page/")

    assert answer.status_code == 404
    assert "不存在" in answer.content.decode()
