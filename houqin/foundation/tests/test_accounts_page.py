import re
from typing import Any

import pytest
from django.test import Client

from houqin.foundation.models import Person, User
from houqin.tests.people import World, keep, make_world

pytestmark = pytest.mark.urls("houqin.foundation.tests.site")


def text_of(response: Any) -> str:
    return str(response.content.decode())


@pytest.fixture
def keeper(client: Client, world: World) -> Client:
    client.force_login(world.people["ann"].user)  # type: ignore[arg-type]
    return client


def test_slips_carry_passwords_that_open_the_door_once_and_again(keeper: Client, world: World) -> None:
    people = [keep(Person(school=world.school, name=f"师傅{n}", phone=f"1371111000{n}")) for n in range(2)]
    told = {"person": [p.pk for p in people], "submission": "s1"}

    first, again = text_of(keeper.post("/accounts/", told)), text_of(keeper.post("/accounts/", told))

    passwords = re.findall(r'<code class="h3">(\w{8})</code>', first)
    assert len(set(passwords)) == 2
    assert re.findall(r'<code class="h3">(\w{8})</code>', again) == passwords
    assert User.objects.get(phone="13711110000").check_password(passwords[0])


def test_a_person_of_another_school_gets_no_account_here(keeper: Client) -> None:
    other = make_world("别的学校", "XX")
    stray = keep(Person(school=other.school, name="别校的人", phone="13722220000"))
    keeper.post("/accounts/", {"person": [stray.pk], "submission": "s1"})
    assert not User.objects.filter(phone="13722220000").exists()


def test_the_page_says_who_needs_what(keeper: Client, world: World) -> None:
    other = make_world("别的学校", "XX")
    keep(Person(school=world.school, name="没手机"))
    keep(Person(school=world.school, name="两校兼职", phone=other.people["mira"].phone))
    page = text_of(keeper.get("/accounts/"))
    assert "没有手机号，不能开通" in page
    assert "/me/join/" in page


def test_only_account_keepers_open_the_page(client: Client, world: World) -> None:
    client.force_login(world.people["nan"].user)  # type: ignore[arg-type]
    assert client.get("/accounts/").status_code == 403
