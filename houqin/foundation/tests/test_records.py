from collections.abc import Callable
from typing import Any

import pytest

from houqin.foundation.models import Person, PostHolding
from houqin.foundation.people import hand_over
from houqin.foundation.records import HOLDING, PERSON, STUDENT
from houqin.foundation.sessions import who_is_here
from houqin.foundation.tests.samples import a_class, a_student
from houqin.kernel.access import Actor, Forbidden, NotVisible
from houqin.kernel.actions import Refused, add
from houqin.kernel.declare import RecordType, register
from houqin.kernel.trail.models import Entry
from houqin.tests.people import World, actor_of, keep, make_world

OURS = [record_type for record_type in register if record_type.key.startswith("foundation.")]
every_record_type = pytest.mark.parametrize("record_type", OURS, ids=lambda record_type: record_type.key)


@every_record_type
def test_the_administrator_finds_a_new_row_and_another_school_does_not(
    record_type: RecordType, world: World, a_row_of: Callable[..., Any], ann: Actor, stranger: Actor
) -> None:
    row = a_row_of(record_type)

    assert row in record_type.visible_to(ann)
    assert row not in record_type.visible_to(stranger)
    assert Entry.objects.filter(model=row._meta.label_lower, row_id=row.pk, verb="add").count() == 1


@every_record_type
def test_two_samples_do_not_collide(record_type: RecordType, a_row_of: Callable[..., Any]) -> None:
    assert a_row_of(record_type).pk != a_row_of(record_type, campus="south").pk


def test_a_link_to_another_schools_row_is_refused(world: World, ann: Actor) -> None:
    other = make_world("别的学校", "XX")
    with pytest.raises(Refused, match="没有这一项"):
        add(PERSON, by=ann, values={"name": "甲", "campus": other.north})
    with pytest.raises(Refused, match="没有这一项"):
        add(HOLDING, by=ann, values={"person": other.people["mira"], "post": "director"})


def test_a_student_is_masked_in_every_sentence(world: World) -> None:
    student = a_student(world)
    assert "小禾" not in str(student)
    assert Entry.objects.get(model="foundation.student", row_id=student.pk).said == str(student)


def test_the_teacher_of_another_class_sees_none_of_this_one(world: World, ming: Actor) -> None:
    student = a_student(world)
    other_class = a_class(world)
    teacher = world.people["omar"]
    keep(PostHolding(school=world.school, person=teacher, post="class_teacher", school_class=other_class))

    assert teacher.user is not None
    here = who_is_here(teacher.user, school_id=world.school.pk, home_id=world.school.pk)
    assert here is not None
    assert student in STUDENT.visible_to(ming)
    assert student not in STUDENT.visible_to(here.actor)


@pytest.mark.parametrize("who", ["omar", "guo", "hao", "ines", "dana"])
def test_posts_without_need_see_no_student(world: World, who: str) -> None:
    a_student(world)
    assert not STUDENT.visible_to(actor_of(world, who)).exists()


def test_a_post_is_handed_over_with_its_campus(world: World, ann: Actor) -> None:
    holding = PostHolding.objects.get(person=world.people["hao"])

    hand_over(holding, by=ann, to=world.people["omar"])

    held = PostHolding.objects.filter(person=world.people["omar"], post="repairer").get()
    assert held.campus == world.north
    assert not PostHolding.objects.filter(person=world.people["hao"]).exists()


def test_a_post_is_not_handed_to_who_has_it_or_has_left(world: World, ann: Actor) -> None:
    holding = PostHolding.objects.get(person=world.people["hao"])
    twin = keep(PostHolding(school=world.school, person=world.people["omar"], post="repairer", campus=world.north))
    gone = keep(Person(school=world.school, name="已离职", is_active=False))
    for person in (world.people["hao"], twin.person, gone):
        with pytest.raises(Refused):
            hand_over(holding, by=ann, to=person)


def test_a_teacher_hands_no_posts_over(world: World, omar: Actor) -> None:
    with pytest.raises((Forbidden, NotVisible)):
        hand_over(PostHolding.objects.get(person=world.people["hao"]), by=omar, to=world.people["omar"])
