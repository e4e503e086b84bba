from datetime import date
from typing import Any

import pytest
from django.test import Client

from houqin.foundation.models import Campus, Department, Person, Place, PostHolding, Term, User
from houqin.foundation.people import add_people
from houqin.foundation.posts import Post
from houqin.foundation.setup import STEPS, first_school, next_step, suggested_term
from houqin.kernel.access import Actor, Forbidden
from houqin.kernel.actions import Refused
from houqin.kernel.rows import School
from houqin.kernel.trail.models import Entry
from houqin.tests.people import World

pytestmark = pytest.mark.urls("houqin.foundation.tests.site")
FIRST = {
    "school": "青禾实验学校",
    "name": "周主任",
    "post": "director",
    "phone": "138 0000 0001",
    "password": "hou-qin-2026-a",
}
PEOPLE = "张师傅 13800000011 后勤处 维修工\n李保安，13800000012，保卫科，保安\n\n王老师 13800000013"


def text_of(response: Any) -> str:
    return str(response.content.decode())


def test_from_nothing_to_the_first_label(client: Client, db: None) -> None:
    assert client.get("/sign-in/")["Location"] == "/setup/"
    assert client.post("/setup/", FIRST)["Location"] == "/setup/campuses/"
    client.post("/setup/campuses/", {"lines": "本部\n南校区\n", "submission": "a"})
    client.post("/setup/term/", {**suggested_term(date(2026, 3, 10)), "submission": "b"})
    campus = Campus.objects.get(name="本部")
    client.post(
        "/setup/places/",
        {"campus": campus.pk, "lines": "教学楼 1-2层，每层 01-03 教室", "otherwise": "", "submission": "c"},
    )
    client.post("/setup/people/", {"lines": PEOPLE, "submission": "d"})
    teacher = Person.objects.get(name="王老师")
    client.post("/setup/posts/", {f"post-{teacher.pk}": "teacher", "submission": "e"})
    page = text_of(client.get("/setup/label/"))

    room = Place.objects.get(path="本部/教学楼/1层/101教室")
    assert f"{room.code[:4]}-{room.code[4:]}" in page
    assert "<svg" in page
    assert text_of(client.get(f"/labels/sheet/?place={room.pk}&layout=a4-3x8")).count("<svg") == 1
    assert (Term.objects.get().code, Department.objects.count()) == ("2025-2026-2", 2)
    assert set(PostHolding.objects.filter(person=teacher).values_list("post", flat=True)) == {"teacher"}
    assert Entry.objects.filter(who="周主任").exists()
    assert client.get(f"/p/{room.code}/").status_code == 200


def test_the_setup_is_open_to_strangers_only_while_there_is_nothing(client: Client, db: None) -> None:
    client.post("/setup/", FIRST)
    stranger = Client()

    assert stranger.get("/setup/")["Location"].startswith("/sign-in/")
    stranger.post("/setup/", {**FIRST, "school": "第二所", "phone": "13800000099"})
    stranger.post("/setup/campuses/", {"lines": "偷建的校区"})

    assert School.objects.count() == 1
    assert not Campus.objects.exists()


def test_it_resumes_at_what_is_still_missing(client: Client, db: None) -> None:
    client.post("/setup/", FIRST)
    school = School.objects.get()
    assert next_step(school.pk).code == "campuses"
    client.post("/setup/campuses/", {"lines": "本部"})
    assert next_step(school.pk).code == "term"
    assert "继续：学期与校历" in text_of(client.get("/setup/"))


def test_every_page_opens_before_anything_is_filled_in(client: Client, db: None) -> None:
    client.post("/setup/", FIRST)
    for step in STEPS:
        assert client.get(f"/setup/{step.code}/").status_code in (200, 302)
    assert client.get("/setup/nothing/").status_code == 404


def test_the_first_person_is_administrator_and_holds_the_chosen_post(db: None) -> None:
    school, user = first_school(
        school="一小", name="周主任", phone="13800000001", password="hou-qin-2026-a", post=Post.PRINCIPAL
    )
    person = Person.objects.of(school).get()
    assert person.user == user
    assert set(PostHolding.objects.filter(person=person).values_list("post", flat=True)) == {"admin", "principal"}


def test_all_that_is_wrong_with_the_first_form_is_said(db: None) -> None:
    User.objects.create_user("13800000001", "x")
    with pytest.raises(Refused) as refused:
        first_school(school=" ", name="周", phone="13800000001", password="123")
    assert {p.field for p in refused.value.problems} == {"school", "phone", "password"}
    assert not School.objects.exists()


def test_a_teacher_does_not_open_the_setup(client: Client, world: World) -> None:
    client.force_login(world.people["omar"].user)  # type: ignore[arg-type]
    assert client.get("/setup/").status_code == 403
    assert client.get("/setup/people/").status_code == 403


@pytest.mark.parametrize(
    ("today", "code", "starts", "ends"),
    [
        (date(2026, 3, 10), "2025-2026-2", date(2026, 3, 2), date(2026, 7, 3)),
        (date(2026, 8, 1), "2026-2027-1", date(2026, 9, 1), date(2027, 1, 22)),
        (date(2026, 1, 10), "2025-2026-1", date(2025, 9, 1), date(2026, 1, 23)),
        (date(2026, 2, 1), "2025-2026-2", date(2026, 3, 2), date(2026, 7, 3)),
    ],
)  # fmt: skip
def test_a_term_is_suggested_from_the_date(today: date, code: str, starts: date, ends: date) -> None:
    told = suggested_term(today)
    assert (told["code"], told["starts_on"], told["ends_on"]) == (code, starts, ends)


def test_people_come_with_departments_and_posts(world: World, ann: Actor) -> None:
    add_people(by=ann, lines=PEOPLE)
    repairer = Person.objects.get(name="张师傅")
    assert (repairer.phone, repairer.department.name) == ("13800000011", "后勤处")
    assert PostHolding.objects.get(person=repairer).post == Post.REPAIRER
    assert not PostHolding.objects.filter(person__name="王老师").exists()


def test_bad_lines_are_all_named_and_nobody_is_added(world: World, ann: Actor) -> None:
    count = Person.objects.count()
    known = world.people["mira"].phone
    lines = f"甲 13800000011 后勤处 维修\n乙 {known}\n13800000014 丙\n丁 13800000015\n戊 13800000015"

    with pytest.raises(Refused) as refused:
        add_people(by=ann, lines=lines)

    assert sorted(p.message.partition("：")[0] for p in refused.value.problems) == [
        "第 1 行",
        "第 2 行",
        "第 3 行",
        "第 5 行",
    ]
    assert Person.objects.count() == count


def test_an_officer_adds_no_people_with_posts(world: World, nan: Actor) -> None:
    with pytest.raises(Forbidden):
        add_people(by=nan, lines=PEOPLE)
