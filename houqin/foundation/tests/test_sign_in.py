import re
from datetime import timedelta
from typing import Any

import pyotp
import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from houqin.foundation.accounts import (
    change_phone,
    close_account,
    drop_two_step,
    first_password,
    invitation_of,
    open_account,
    reset_password,
)
from houqin.foundation.models import Person, SignIn, User
from houqin.foundation.posts import Post
from houqin.kernel import clock
from houqin.kernel.access import Actor, Forbidden
from houqin.kernel.actions import Refused, perform
from houqin.kernel.trail.models import Entry
from houqin.tests.people import World, keep, make_world

pytestmark = pytest.mark.urls("houqin.foundation.tests.site")
PASSWORD = "test-password-1"
NEW = "hao-le-xin-2026"


def sign_in(client: Client, phone: str, password: str = PASSWORD, **extra: Any) -> Any:
    return client.post("/sign-in/", {"phone": phone, "password": password, **extra})


def phone_of(world: World, who: str) -> str:
    return str(world.people[who].phone)


def code_of(secret: str, offset: int = 0) -> str:
    return pyotp.TOTP(secret).at(clock.now() + timedelta(seconds=offset))


def text_of(response: Any) -> str:
    return str(response.content.decode())


@pytest.fixture
def newcomer(world: World) -> Person:
    person: Person = keep(Person(school=world.school, name="钱师傅", phone="13711112222"))
    return person


def test_phone_and_password_bring_a_person_in(client: Client, world: World) -> None:
    response = sign_in(client, phone_of(world, "mira"))

    assert response.status_code == 302
    actor = client.get("/").wsgi_request.actor  # type: ignore[attr-defined]
    assert (actor.name, actor.posts) == ("mira", {Post.DIRECTOR})


def test_a_request_of_a_signed_in_person_costs_three_queries(
    client: Client, world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    sign_in(client, phone_of(world, "mira"))
    client.get("/")

    with django_assert_num_queries(3):
        client.get("/")


def test_a_phone_number_is_read_as_people_type_it(client: Client, newcomer: Person, ann: Actor) -> None:
    open_account(newcomer, by=ann, password="chu-shi-mi-ma")
    assert sign_in(client, " +86 １３７-1111 2222 ", "chu-shi-mi-ma").status_code == 302


def test_a_wrong_password_gets_a_sentence_that_does_not_say_which_was_wrong(client: Client, world: World) -> None:
    known = text_of(sign_in(client, phone_of(world, "mira"), "wrong"))
    unknown = text_of(sign_in(client, "13500000000", "wrong"))

    assert "手机号或密码不对" in known
    assert "手机号或密码不对" in unknown


def test_the_sixth_try_finds_the_door_locked_even_with_the_right_password(client: Client, world: World) -> None:
    for _ in range(5):
        sign_in(client, phone_of(world, "mira"), "wrong")

    response = sign_in(client, phone_of(world, "mira"))

    assert response.status_code == 429
    assert "15 分钟后再试" in text_of(response)
    assert sign_in(client, phone_of(world, "omar")).status_code == 302


def test_one_goes_on_to_the_page_one_wanted_but_never_to_another_site(client: Client, world: World) -> None:
    assert sign_in(client, phone_of(world, "mira"), next="/me/devices/")["Location"] == "/me/devices/"
    assert sign_in(Client(), phone_of(world, "mira"), next="https://evil.example/")["Location"] == "/"


def test_pages_ask_a_stranger_to_sign_in(client: Client, world: World) -> None:
    for page in ("/me/", "/me/devices/", "/me/password/", "/me/two-step/"):
        assert client.get(page)["Location"] == f"/sign-in/?next={page}"


def test_the_handed_out_password_must_be_changed_first(client: Client, newcomer: Person, ann: Actor) -> None:
    open_account(newcomer, by=ann, password="chu-shi-mi-ma")
    sign_in(client, newcomer.phone, "chu-shi-mi-ma")

    assert client.get("/me/")["Location"] == "/me/password/"
    refused = client.post("/me/password/", {"old": "chu-shi-mi-ma", "new": "12345678", "again": "12345678"})
    assert refused.status_code == 422
    client.post("/me/password/", {"old": "chu-shi-mi-ma", "new": NEW, "again": NEW})

    assert client.get("/me/").status_code == 200
    assert not User.objects.get(phone=newcomer.phone).must_change_password


def test_a_new_password_signs_the_other_devices_out(world: World) -> None:
    here, there = Client(), Client()
    for device in (here, there):
        sign_in(device, phone_of(world, "mira"))

    here.post("/me/password/", {"old": PASSWORD, "new": NEW, "again": NEW})

    assert here.get("/me/").status_code == 200
    assert there.get("/me/").status_code == 302
    assert SignIn.objects.filter(ended_at=None).count() == 1


def test_two_new_passwords_that_differ_are_refused(client: Client, world: World) -> None:
    sign_in(client, phone_of(world, "mira"))
    response = client.post("/me/password/", {"old": PASSWORD, "new": NEW, "again": NEW + "x"})
    assert "两次输入的新密码不一样" in text_of(response)


def turn_on_two_step(client: Client) -> str:
    page = text_of(client.get("/me/two-step/"))
    assert "<svg" in page
    found = re.search(r"<code>(\w+)</code>", page)
    assert found is not None
    client.post("/me/two-step/", {"code": code_of(found[1], -30)})
    return found[1]


def test_with_two_steps_the_password_alone_is_not_enough(client: Client, world: World) -> None:
    sign_in(client, phone_of(world, "mira"))
    secret = turn_on_two_step(client)
    phone = Client()

    response = sign_in(phone, phone_of(world, "mira"), next="/me/devices/")
    assert response["Location"].startswith("/sign-in/code/")
    assert phone.get("/me/").status_code == 302
    done = phone.post(response["Location"], {"code": code_of(secret), "next": "/me/devices/"})

    assert done["Location"] == "/me/devices/"
    assert phone.get("/me/").status_code == 200


def test_a_code_is_taken_once(client: Client, world: World) -> None:
    sign_in(client, phone_of(world, "mira"))
    secret = turn_on_two_step(client)
    first, second = Client(), Client()
    for device in (first, second):
        sign_in(device, phone_of(world, "mira"))
    code = code_of(secret)

    assert first.post("/sign-in/code/", {"code": code}).status_code == 302
    assert second.post("/sign-in/code/", {"code": code}).status_code == 422


def test_codes_cannot_be_tried_one_after_the_other(client: Client, world: World) -> None:
    sign_in(client, phone_of(world, "mira"))
    secret = turn_on_two_step(client)
    thief = Client()
    sign_in(thief, phone_of(world, "mira"))
    for _ in range(5):
        thief.post("/sign-in/code/", {"code": "000000"})

    assert thief.post("/sign-in/code/", {"code": code_of(secret)}).status_code == 429
    assert sign_in(thief, phone_of(world, "mira")).status_code == 429


def test_an_administrator_takes_the_second_step_away(client: Client, world: World, ann: Actor) -> None:
    sign_in(client, phone_of(world, "mira"))
    turn_on_two_step(client)

    drop_two_step(world.people["mira"], by=ann)

    assert sign_in(Client(), phone_of(world, "mira"))["Location"] == "/"


def test_one_sees_and_ends_ones_own_devices_only(world: World) -> None:
    computer, phone, other = Client(), Client(headers={"user-agent": "Android MicroMessenger"}), Client()
    sign_in(computer, phone_of(world, "mira"))
    sign_in(phone, phone_of(world, "mira"))
    sign_in(other, phone_of(world, "omar"))
    assert "微信 Android" in text_of(computer.get("/me/devices/"))
    of_phone = SignIn.objects.get(device="微信 Android")
    of_omar = SignIn.objects.get(user=world.people["omar"].user)

    assert computer.post("/me/devices/", {"sign_in": of_omar.pk}).status_code == 404
    computer.post("/me/devices/", {"sign_in": of_phone.pk})

    assert phone.get("/me/").status_code == 302
    assert other.get("/me/").status_code == 200


def test_signing_out_takes_a_button_not_a_link(client: Client, world: World) -> None:
    sign_in(client, phone_of(world, "mira"))
    client.get("/sign-out/")
    assert client.get("/me/").status_code == 200
    client.post("/sign-out/")
    assert client.get("/me/").status_code == 302


def test_one_switches_between_ones_schools_and_to_no_other(client: Client, world: World) -> None:
    second, third = make_world("第二小学", "EX"), make_world("第三小学", "SX")
    keep(Person(school=second.school, name="mira", user=world.people["mira"].user))
    sign_in(client, phone_of(world, "mira"))

    assert client.post("/me/school/", {"school": third.school.pk}).status_code == 404
    client.post("/me/school/", {"school": second.school.pk})

    request: Any = client.get("/").wsgi_request
    assert request.school == second.school
    assert request.actor.holdings == ()


def test_who_left_is_told_that_no_school_knows_them(client: Client, world: World, ann: Actor) -> None:
    sign_in(client, phone_of(world, "omar"))
    close_account(world.people["omar"], by=ann)

    assert client.get("/me/").status_code == 302
    sign_in(client, phone_of(world, "omar"))
    assert "还没有加入任何学校" in text_of(client.get("/sign-in/"))


def test_opening_an_account_leaves_one_entry_and_no_password_on_the_trail(newcomer: Person, ann: Actor) -> None:
    before = Entry.objects.count()
    perform(open_account, newcomer, by=ann, values={"password": "chu-shi-mi-ma"}, submission="s1")
    perform(open_account, newcomer, by=ann, values={"password": "chu-shi-mi-ma"}, submission="s1")

    entry = Entry.objects.latest("id")
    assert Entry.objects.count() == before + 1
    assert (entry.model, entry.row_id) == ("foundation.person", newcomer.pk)
    assert "chu-shi-mi-ma" not in f"{entry.before}{entry.after}"
    assert User.objects.get(phone=newcomer.phone).check_password("chu-shi-mi-ma")


def test_a_teacher_opens_no_accounts(newcomer: Person, omar: Actor) -> None:
    with pytest.raises(Forbidden, match="系统管理员"):
        open_account(newcomer, by=omar, password="chu-shi-mi-ma")


def test_an_account_needs_a_phone_and_a_good_password_and_all_is_said_at_once(world: World, ann: Actor) -> None:
    person = keep(Person(school=world.school, name="无手机"))
    with pytest.raises(Refused) as refused:
        open_account(person, by=ann, password="123")
    assert {p.field for p in refused.value.problems} == {"phone", "password"}


def test_a_reset_password_ends_the_sessions(client: Client, world: World, ann: Actor) -> None:
    sign_in(client, phone_of(world, "omar"))
    reset_password(world.people["omar"], by=ann, password="lin-shi-mi-ma")
    assert client.get("/me/").status_code == 302
    assert sign_in(client, phone_of(world, "omar"), "lin-shi-mi-ma").status_code == 302


def test_a_school_cannot_set_the_password_of_another_schools_account(world: World, ann: Actor) -> None:
    second = make_world("第二小学", "EX")
    namesake = keep(Person(school=world.school, name="同号", phone=second.people["mira"].phone))

    with pytest.raises(Refused, match="其他学校"):
        open_account(namesake, by=ann, password="chu-shi-mi-ma")

    assert User.objects.get(phone=namesake.phone).check_password(PASSWORD)


def test_an_invitation_ties_ones_own_account_to_a_second_school(world: World, ann: Actor) -> None:
    second = make_world("第二小学", "EX")
    guest = keep(Person(school=world.school, name="同号", phone=second.people["mira"].phone))
    token = invitation_of(guest)
    wrong, right = Client(), Client()
    sign_in(wrong, second.people["omar"].phone)
    sign_in(right, guest.phone)

    assert wrong.post(f"/me/join/{token}/").status_code == 404
    right.post(f"/me/join/{token}/")

    guest.refresh_from_db()
    assert guest.user == second.people["mira"].user
    assert right.post(f"/me/join/{token}/").status_code == 404
    with pytest.raises(Refused, match="其他学校"):
        reset_password(guest, by=ann, password="chu-shi-mi-ma")


def test_an_old_invitation_is_no_longer_good(world: World) -> None:
    second = make_world("第二小学", "EX")
    guest = keep(Person(school=world.school, name="同号", phone=second.people["mira"].phone))
    token = invitation_of(guest)
    altered = token[:-2] + ("aa" if token[-2:] != "aa" else "bb")
    client = Client()
    sign_in(client, guest.phone)
    assert client.get(f"/me/join/{altered}/").status_code == 404


def test_nobody_closes_the_own_account(world: World, ann: Actor) -> None:
    with pytest.raises(Refused, match="自己的账号"):
        close_account(world.people["ann"], by=ann)


def test_the_first_password_is_the_same_for_the_same_submission_only(newcomer: Person) -> None:
    assert first_password("s1", newcomer) == first_password("s1", newcomer)
    assert first_password("s1", newcomer) != first_password("s2", newcomer)


def test_a_new_phone_number_is_the_one_to_sign_in_with(client: Client, world: World, ann: Actor) -> None:
    change_phone(world.people["omar"], by=ann, phone="137 3333 4444")
    assert sign_in(client, "13733334444").status_code == 302
    assert Person.objects.get(pk=world.people["omar"].pk).phone == "13733334444"


@pytest.mark.parametrize("who", ["account", "person", "nobody"])
def test_a_phone_number_that_is_taken_or_none_is_refused(world: World, ann: Actor, newcomer: Person, who: str) -> None:
    phone = {"account": world.people["mira"].phone, "person": newcomer.phone, "nobody": "abc"}[who]
    with pytest.raises(Refused):
        change_phone(world.people["omar"], by=ann, phone=phone)
    assert Person.objects.get(pk=world.people["omar"].pk).phone == phone_of(world, "omar")
    assert User.objects.filter(phone=phone_of(world, "omar")).exists()
