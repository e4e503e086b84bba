"""The cast: a fixed set of people whose relation to the data is known by name.

school: two campuses, north and south. **mira** director (whole school) · **nan** campus director, north · **lena** campus director, south ·
**hao** repairer, north · **omar** teacher, north · **guo** guard, north · **dana** auditor, sees all, changes nothing · **ming** class
teacher of 三（1）班 · **shen** storekeeper, north · **bai** buyer · **qiu** asset keeper · **kong** accountant · **stranger** director of another school.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from houqin.foundation.models import Campus, Person, Place, PostHolding, SchoolClass, User
from houqin.foundation.posts import Post
from houqin.kernel.access import Actor, Door, Holding
from houqin.kernel.actions.perform import run
from houqin.kernel.rows import Record, School


def keep(row: Any) -> Any:
    """Save a row of the foundation as the school's own clockwork would."""

    def body(_: Record | None) -> Any:
        row.save()
        return row

    return run(None, None, body, verb="add", model=type(row), by=Actor.system(row.school_id))


@dataclass
class World:
    school: School
    north: Campus
    south: Campus
    room: Place
    south_room: Place
    people: dict[str, Person] = field(default_factory=dict)
    classes: dict[str, SchoolClass] = field(default_factory=dict)

    def place(self, name: str, *, campus: str = "north", kind: str = "classroom", code: str = "") -> Place:
        where = self.north if campus == "north" else self.south
        return keep(  # type: ignore[no-any-return]
            Place(
                school=self.school,
                name=name,
                path=f"{where.name}/{name}",
                kind=kind,
                campus=where,
                code=code or f"T{Place.objects.count():05}",
            )
        )


CAST = {
    "mira": (Post.DIRECTOR, None), "nan": (Post.CAMPUS_DIRECTOR, "north"), "lena": (Post.CAMPUS_DIRECTOR, "south"),
    "hao": (Post.REPAIRER, "north"), "omar": (Post.TEACHER, "north"), "guo": (Post.GUARD, "north"), "dana": (Post.AUDITOR, None),
    "ming": (Post.CLASS_TEACHER, "north"), "boss": (Post.PRINCIPAL, None), "ann": (Post.ADMIN, None), "ines": (Post.INSPECTOR, "north"),
    "shen": (Post.STOREKEEPER, "north"), "bai": (Post.BUYER, None), "qiu": (Post.ASSET_KEEPER, None), "kong": (Post.ACCOUNTANT, None),
}  # fmt: skip


def make_world(name: str = "青禾实验学校", code: str = "QH") -> World:
    school = School.objects.create(name=name, code=code)
    by = Actor.system(school.pk)
    return run(None, None, lambda _: _cast_of(school), verb="add", model=Person, by=by)  # type: ignore[no-any-return]


def _cast_of(school: School) -> World:
    north = keep(Campus(school=school, name="北校区"))
    south = keep(Campus(school=school, name="南校区"))
    room = keep(
        Place(
            school=school,
            name="101教室",
            path="北校区/教学楼/101教室",
            kind="classroom",
            campus=north,
            code=f"{school.code}N101",
        )
    )
    other = keep(
        Place(
            school=school,
            name="201教室",
            path="南校区/教学楼/201教室",
            kind="classroom",
            campus=south,
            code=f"{school.code}S201",
        )
    )
    world = World(school, north, south, room, other)
    for i, (who, (post, campus)) in enumerate(CAST.items()):
        where = {"north": north, "south": south, None: None}[campus]
        user = User.objects.create_user(f"139{school.code[:2].encode().hex()[:4]}{i:04}", "test-password-1", name=who)
        person = keep(Person(school=school, name=who, user=user, phone=user.phone, campus=where))
        world.people[who] = person
        if who == "ming":
            world.classes["3.1"] = keep(SchoolClass(school=school, name="三（1）班", campus=north, teacher=person))
        keep(
            PostHolding(
                school=school,
                person=person,
                post=post,
                campus=where,
                school_class=world.classes.get("3.1") if who == "ming" else None,
            )
        )
    return world


def actor_of(world: World, who: str, door: Door = Door.PAGE) -> Actor:
    person, (post, campus) = world.people[who], CAST[who]
    units: tuple[tuple[str, int], ...] = ()
    if campus:
        units = (("campus", {"north": world.north.pk, "south": world.south.pk}[campus]),)
    if who == "ming":
        units = (("class", world.classes["3.1"].pk), *units)
    return Actor(
        school_id=world.school.pk, name=person.name, user_id=person.user_id, person_id=person.pk, door=door,
        holdings=(Holding(post=post, units=units),), read_only=post is Post.AUDITOR,
    )  # fmt: skip


def user_of(world: World, who: str) -> User:
    """The account somebody of the cast signs in with."""
    user = world.people[who].user
    assert user is not None
    return user


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def _member(who: str) -> Any:
    @pytest.fixture(name=who)
    def member(world: World) -> Actor:
        return actor_of(world, who)

    return member


mira, nan, lena, hao, omar, guo, dana, ming, boss, ann, ines, shen, bai, qiu, kong = (_member(who) for who in CAST)


@pytest.fixture
def stranger(db: None) -> Actor:
    return actor_of(make_world("别的学校", "XX"), "mira")


_SAMPLES: dict[str, Any] = {}


def sample(key: str) -> Callable[[Any], Any]:
    """Register how to make one valid row of a record type: a function (world, campus) → saved row. One per record type, in the area's tests."""

    def mark(function: Any) -> Any:
        _SAMPLES[key] = function
        return function

    return mark


@pytest.fixture
def a_row_of(world: World) -> Callable[..., Any]:
    def make(record_type: Any, campus: str = "north") -> Any:
        return _SAMPLES[record_type.key](world, campus)

    return make
