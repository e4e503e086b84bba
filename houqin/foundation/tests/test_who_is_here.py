from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.test import RequestFactory
from pytest_django.fixtures import DjangoAssertNumQueries

from houqin.foundation.devices import device_of, device_words
from houqin.foundation.models import Person, PostHolding, User
from houqin.foundation.posts import Post
from houqin.foundation.records import STUDENT
from houqin.foundation.sessions import HOME_KEY, OPEN_KEY, open_first_school, open_school, schools_of, who_is_here
from houqin.foundation.tests.samples import a_student
from houqin.kernel.rows import School
from houqin.tests.people import World, keep, make_world

WECHAT = (
    "Mozilla/5.0 (Linux; Android 14; V2309A) AppleWebKit/537.36 Chrome/116.0 Mobile Safari/537.36 MicroMessenger/8.0.47"
)
CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36"
)


def user_of(world: World, who: str) -> User:
    user = world.people[who].user
    assert user is not None
    return user


def here_in(world: World, who: str) -> Any:
    found = who_is_here(user_of(world, who), school_id=world.school.pk, home_id=world.school.pk)
    assert found is not None
    return found


def bureau_user(world: World) -> tuple[School, User]:
    bureau = School.objects.create(name="区教育局", code="JYJ", is_bureau=True)
    user = User.objects.create_user("13900009999", "test-password-1", name="局里的人")
    person = keep(Person(school=bureau, name="局里的人", user=user))
    keep(PostHolding(school=bureau, person=person, post=Post.BUREAU))
    world.school.parent = bureau
    world.school.save()
    return bureau, user


def test_the_actor_carries_every_post_with_its_units_narrowest_first(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        here = here_in(world, "ming")

    assert here.school == world.school
    assert here.actor.person_id == world.people["ming"].pk
    assert here.actor.holdings[0].units == (("class", world.classes["3.1"].pk), ("campus", world.north.pk))


def test_a_class_brings_its_campus_with_it(world: World) -> None:
    keep(
        PostHolding(
            school=world.school, person=world.people["omar"], post=Post.CLASS_TEACHER, school_class=world.classes["3.1"]
        )
    )

    units = [h.units for h in here_in(world, "omar").actor.holdings if h.post == Post.CLASS_TEACHER]

    assert units == [(("class", world.classes["3.1"].pk), ("campus", world.north.pk))]


def test_a_class_teacher_without_a_class_sees_no_student(world: World) -> None:
    a_student(world)
    keep(PostHolding(school=world.school, person=world.people["omar"], post=Post.CLASS_TEACHER, campus=world.north))

    assert not STUDENT.visible_to(here_in(world, "omar").actor).exists()
    assert STUDENT.visible_to(here_in(world, "ming").actor).exists()


def test_somebody_without_a_post_is_here_but_holds_nothing(world: World) -> None:
    user = User.objects.create_user("13900001234", "test-password-1")
    keep(Person(school=world.school, name="新来的", user=user))

    found = who_is_here(user, school_id=world.school.pk, home_id=world.school.pk)

    assert found is not None
    assert found.actor.holdings == ()
    assert not found.actor.read_only


def test_only_an_auditor_without_another_post_is_read_only(world: World) -> None:
    assert here_in(world, "dana").actor.read_only
    keep(PostHolding(school=world.school, person=world.people["dana"], post=Post.TEACHER))
    assert not here_in(world, "dana").actor.read_only


def test_whoever_left_is_nobody(world: World) -> None:
    person = world.people["omar"]
    person.is_active = False
    keep(person)
    assert who_is_here(user_of(world, "omar"), school_id=world.school.pk, home_id=world.school.pk) is None


def test_the_bureau_opens_a_school_below_it_as_a_visitor(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    bureau, user = bureau_user(world)
    session = SessionStore()

    assert open_school(session, user, world.school.pk)
    with django_assert_num_queries(1):
        found = who_is_here(user, school_id=session[OPEN_KEY], home_id=session[HOME_KEY])

    assert found is not None
    assert (found.school, found.actor.school_id) == (world.school, world.school.pk)
    assert found.actor.person_id is None
    assert [(h.post, h.units) for h in found.actor.holdings] == [(Post.BUREAU, ())]
    assert session[HOME_KEY] == bureau.pk


def test_the_bureau_cannot_open_a_school_of_another_bureau(world: World) -> None:
    _, user = bureau_user(world)
    other = make_world("别的学校", "XX")
    session = SessionStore()

    assert not open_school(session, user, other.school.pk)
    assert OPEN_KEY not in session
    assert other.school.pk not in [c.school.pk for c in schools_of(user)]


def test_a_session_that_names_a_school_no_longer_below_opens_nothing(world: World) -> None:
    bureau, user = bureau_user(world)
    world.school.parent = None
    world.school.save()
    assert who_is_here(user, school_id=world.school.pk, home_id=bureau.pk) is None


def test_a_teacher_at_the_bureau_school_is_no_visitor_elsewhere(world: World) -> None:
    bureau, _ = bureau_user(world)
    user = User.objects.create_user("13900008888", "test-password-1")
    person = keep(Person(school=bureau, name="普通职员", user=user))
    keep(PostHolding(school=bureau, person=person, post=Post.TEACHER))

    assert [c.school for c in schools_of(user)] == [bureau]
    assert who_is_here(user, school_id=world.school.pk, home_id=bureau.pk) is None


def test_the_last_school_opens_first(world: World) -> None:
    other = make_world("别的学校", "XX")
    user = user_of(world, "omar")
    keep(Person(school=other.school, name="omar", user=user))
    session = SessionStore()

    open_school(session, user, other.school.pk)
    fresh = SessionStore()
    open_first_school(fresh, User.objects.get(pk=user.pk))

    assert fresh[OPEN_KEY] == other.school.pk


@pytest.mark.parametrize(("told", "words"), [(WECHAT, "微信 Android"), (CHROME, "Chrome Windows"), ("", "未知设备")])
def test_a_device_is_named_in_words_people_know(told: str, words: str) -> None:
    assert device_words(told) == words


def test_the_address_stands_beside_the_device() -> None:
    assert device_of(RequestFactory().get("/", headers={"user-agent": CHROME})) == "Chrome Windows 127.0.0.1"
