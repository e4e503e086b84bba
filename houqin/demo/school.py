"""Who and where: two campuses, forty classes, their people and four hundred places."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import cycle
from typing import Any

from django.utils import timezone

from houqin.demo.words import GIVEN, SURNAMES
from houqin.foundation.accounts import open_account
from houqin.foundation.models import Campus, Person, Place, SchoolClass, Term, User
from houqin.foundation.posts import NAMES, Post
from houqin.kernel import clock
from houqin.kernel.access import Actor, Holding
from houqin.kernel.actions import add, add_many
from houqin.kernel.declare import register
from houqin.kernel.rows import School

PASSWORD = "houqin-demo"
CODE = "DEMO"
TERMS = (
    ("2025-2026-1", "2025—2026学年第一学期", date(2025, 9, 1), date(2026, 1, 23)),
    ("2025-2026-2", "2025—2026学年第二学期", date(2026, 2, 24), date(2026, 7, 3)),
)
CAMPUSES = (("本部", "青禾路 18 号", 24), ("东校区", "学苑路 6 号", 16))
GRADES = "一二三四五六"
STAFF = 160
STUDENTS_A_CLASS = 45
PLACES_A_CAMPUS = 200
BORN = datetime.combine(date(2025, 8, 20), time(9), timezone.get_default_timezone())
"""When the demo school set itself up."""

KEY_POSTS: tuple[tuple[Post, int | None, int], ...] = (
    # post · campus (None: the whole school) · how many people
    (Post.PRINCIPAL, None, 1), (Post.DIRECTOR, None, 1), (Post.ADMIN, None, 1), (Post.OFFICER, None, 2), (Post.STOREKEEPER, None, 1), (Post.BUYER, None, 1),
    (Post.CAMPUS_DIRECTOR, 0, 1), (Post.CAMPUS_DIRECTOR, 1, 1), (Post.INSPECTOR, 0, 2), (Post.INSPECTOR, 1, 1), (Post.REPAIRER, 0, 4), (Post.REPAIRER, 1, 3),
    (Post.GUARD, 0, 6), (Post.GUARD, 1, 4), (Post.CANTEEN_MANAGER, 0, 1), (Post.CANTEEN_MANAGER, 1, 1), (Post.NURSE, None, 1), (Post.DORM_MANAGER, 0, 1),
    (Post.AUDITOR, None, 1), (Post.ASSET_KEEPER, None, 1), (Post.ACCOUNTANT, None, 1),
)  # fmt: skip
SHOWN = (
    Post.DIRECTOR,
    Post.PRINCIPAL,
    Post.CAMPUS_DIRECTOR,
    Post.OFFICER,
    Post.REPAIRER,
    Post.GUARD,
    Post.INSPECTOR,
    Post.STOREKEEPER,
    Post.BUYER,
    Post.ASSET_KEEPER,
    Post.ACCOUNTANT,
    Post.CLASS_TEACHER,
    Post.TEACHER,
    Post.AUDITOR,
    Post.ADMIN,
)


@dataclass
class Demo:
    """The school as the play knows it."""

    school: School
    dice: random.Random
    campuses: list[Campus] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    classes: list[SchoolClass] = field(default_factory=list)
    actors: dict[tuple[Post, int | None], list[Actor]] = field(default_factory=dict)
    people: dict[int, Person] = field(default_factory=dict)
    terms: dict[str, Term] = field(default_factory=dict)
    sign_ins: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def clockwork(self) -> Actor:
        return Actor.system(self.school.pk, "演示学校")

    def somebody(self, post: Post, campus: int | None = None) -> Actor:
        """One holder of a post: at that campus, or of the whole school."""
        return self.dice.choice(self.actors.get((post, campus)) or self.actors[(post, None)])

    def places_at(self, campus: int, kind: str = "") -> list[Place]:
        found = [p for p in self.places if p.campus_id == self.campuses[campus].pk and (not kind or p.kind == kind)]
        return found or [p for p in self.places if p.campus_id == self.campuses[campus].pk]


def build(demo: Demo) -> Iterator[str]:
    """Make the school, saying what is being made."""
    with clock.at(BORN):
        yield "校区和学期"
        _frame(demo)
        yield "教职工和岗位"
        _people(demo)
        yield "班级和学生"
        _classes(demo)
        yield "账号"
        _accounts(demo)
        yield "场所"
        _places(demo)


def _add_many(demo: Demo, key: str, rows: list[dict[str, Any]]) -> list[Any]:
    return add_many(register.get(key), by=demo.clockwork, rows=rows)


def _frame(demo: Demo) -> None:
    demo.campuses = _add_many(
        demo, "foundation.campus", [{"name": name, "address": address} for name, address, _ in CAMPUSES]
    )
    departments = (
        ("后勤处", "后勤保障处、总务处"),
        ("学生处", "学生工作处、德育处"),
        ("教务处", "课程教学处"),
        ("校长室", ""),
        ("食堂", ""),
    )
    _add_many(demo, "foundation.department", [{"name": n, "aliases": a} for n, a in departments])
    for code, name, start, end in TERMS:
        demo.terms[code] = add(
            register.get("foundation.term"),
            by=demo.clockwork,
            values={"code": code, "name": name, "starts_on": start, "ends_on": end},
        )


def _names(dice: random.Random, count: int) -> list[str]:
    every = [s + g for s in SURNAMES for g in GIVEN]
    return dice.sample(every, count)


def _people(demo: Demo) -> None:
    names = _names(demo.dice, STAFF)
    rows = [
        {"name": name, "phone": f"139{10000000 + n * 37:08}", "staff_number": f"{1001 + n}"}
        for n, name in enumerate(names)
    ]
    people: list[Person] = _add_many(demo, "foundation.person", rows)
    demo.people = {p.pk: p for p in people}
    waiting = iter(people)
    holdings: list[dict[str, Any]] = []
    for post, campus, count in KEY_POSTS:
        for _ in range(count):
            _hold(demo, holdings, next(waiting), post, campus)
    for n, person in enumerate(waiting):
        _hold(demo, holdings, person, Post.TEACHER, n % 5 // 3)
    _add_many(demo, "foundation.holding", holdings)


def _hold(demo: Demo, holdings: list[dict[str, Any]], person: Person, post: Post, campus: int | None) -> None:
    where = demo.campuses[campus] if campus is not None else None
    holdings.append({"person": person, "post": post.value, "campus": where})
    units = (("campus", where.pk),) if where is not None else ()
    actor = Actor(
        school_id=demo.school.pk, name=person.name, person_id=person.pk, holdings=(Holding(post=post.value, units=units),),
        read_only=post == Post.AUDITOR,
    )  # fmt: skip
    demo.actors.setdefault((post, campus), []).append(actor)
    if campus is not None:
        demo.actors.setdefault((post, None), []).append(actor)


def _accounts(demo: Demo) -> None:
    """A sign-in for one holder of each post."""
    for post in SHOWN:
        holders = demo.actors[(post, None)]
        # The first teachers have classes; the last one only teaches.
        person = demo.people[holders[-1 if post == Post.TEACHER else 0].person_id or 0]
        open_account(person, by=demo.clockwork, password=PASSWORD)
        # The demo's password is printed on the screen; nobody need change it.
        User.objects.filter(pk=person.user_id or 0).update(must_change_password=False)
        demo.sign_ins.append((NAMES[post], person.name, person.phone))


def _classes(demo: Demo) -> None:
    rows: list[dict[str, Any]] = []
    holdings: list[dict[str, Any]] = []
    teachers = demo.actors[(Post.TEACHER, None)]
    for c, (_, _, count) in enumerate(CAMPUSES):
        for n in range(count):
            grade = GRADES[n * 6 // count]
            number = n - next(i for i in range(count) if i * 6 // count == n * 6 // count) + 1
            teacher = demo.people[teachers[len(rows)].person_id or 0]
            rows.append(
                {
                    "name": f"{grade}（{number}）班",
                    "grade": f"{grade}年级",
                    "campus": demo.campuses[c],
                    "teacher": teacher,
                }
            )
    demo.classes = _add_many(demo, "foundation.class", rows)
    for n, school_class in enumerate(demo.classes):
        campus = 0 if n < CAMPUSES[0][2] else 1
        _hold(demo, holdings, demo.people[school_class.teacher_id or 0], Post.CLASS_TEACHER, campus)
        holdings[-1]["school_class"] = school_class
    _add_many(demo, "foundation.holding", holdings)
    names = _names(demo.dice, len(demo.classes) * STUDENTS_A_CLASS)
    students = [
        {
            "name": name,
            "student_number": f"2025{n + 1:05}",
            "school_class": demo.classes[n // STUDENTS_A_CLASS],
            "guardian_phone": f"137{20000000 + n * 13:08}",
        }
        for n, name in enumerate(names)
    ]
    _add_many(demo, "foundation.student", students)


BUILDINGS = (
    ("教学楼", "teaching_building", 4, (("classroom", "教室", 6), ("toilet", "厕所", 2), ("corridor", "走廊", 1), ("drinking_point", "饮水点", 1))),
    ("综合楼", "lab_building", 4, (("special_room", "专用教室", 5), ("office", "办公室", 4), ("toilet", "厕所", 1), ("corridor", "走廊", 1))),
    ("行政楼", "office_building", 3, (("office", "办公室", 7), ("meeting_room", "会议室", 1), ("toilet", "厕所", 1))),
    ("宿舍楼", "dorm_building", 4, (("dorm_room", "宿舍", 12), ("toilet", "厕所", 1))),
)  # fmt: skip
ALONE = (
    ("操场", "playground"), ("正门", "gate"), ("北门", "gate"), ("食堂餐厅", "canteen"), ("食堂厨房", "kitchen"), ("配电房", "power_room"), ("水泵房", "pump_room"),
    ("消防控制室", "fire_control_room"), ("监控室", "monitor_room"), ("体育馆", "gym_building"), ("图书馆", "library"), ("保健室", "clinic"), ("仓库", "warehouse"),
    ("停车场", "parking"), ("垃圾房", "waste_station"), ("东花坛", "garden"), ("西围墙", "wall"), ("客梯", "lift"), ("门卫室", "gatehouse"), ("校门外", "surroundings"),
)  # fmt: skip


def _places(demo: Demo) -> None:
    """The tree level by level, so that each row finds its parent."""
    place = "foundation.place"
    code = iter(f"Q{n * 7919 % 999983:06}" for n in range(1, 2000))
    for campus in demo.campuses:
        top = [{"name": n, "kind": k, "campus": campus, "code": next(code)} for n, k, _, _ in BUILDINGS]
        buildings = _add_many(demo, place, top)
        floors = _add_many(demo, place, [
            {"name": f"{f}层", "kind": "floor", "campus": campus, "parent": b, "code": next(code)}
            for b, (_, _, count, _) in zip(buildings, BUILDINGS, strict=True) for f in range(1, count + 1)
        ])  # fmt: skip
        rooms: list[dict[str, Any]] = [{"name": n, "kind": k, "campus": campus, "code": next(code)} for n, k in ALONE]
        rooms += [
            {"name": _room_name(label, floor.name[0], n, kind), "kind": kind, "campus": campus, "parent": floor, "code": next(code)}
            for floor in floors for kind, label, many in _rooms_of(buildings, floor) for n in range(1, many + 1)
        ]  # fmt: skip
        _seat_classes(demo, campus, rooms)
        _name_keepers(demo, campus, rooms)
        demo.places += _add_many(demo, place, rooms[: PLACES_A_CAMPUS - len(buildings) - len(floors)])
        demo.places += buildings + floors


def _seat_classes(demo: Demo, campus: Campus, rooms: list[dict[str, Any]]) -> None:
    """Each class has its classroom, as far as there are classrooms."""
    classrooms = [room for room in rooms if room["kind"] == "classroom"]
    for room, school_class in zip(classrooms, (c for c in demo.classes if c.campus_id == campus.pk), strict=False):
        room["school_class"] = school_class


KEPT_BY = {
    "office": Post.TEACHER, "special_room": Post.TEACHER, "library": Post.TEACHER, "gym_building": Post.TEACHER, "meeting_room": Post.OFFICER,
    "classroom": Post.TEACHER, "kitchen": Post.CANTEEN_MANAGER, "warehouse": Post.STOREKEEPER, "clinic": Post.NURSE,
}  # fmt: skip
"""Who answers for a room that no class has."""
FORGOTTEN = 23
"""Of so many rooms one has nobody yet."""


def _name_keepers(demo: Demo, campus: Campus, rooms: list[dict[str, Any]]) -> None:
    teachers = cycle(reversed(demo.actors[(Post.TEACHER, demo.campuses.index(campus))]))
    for n, room in enumerate(room for room in rooms if room["kind"] in KEPT_BY and "school_class" not in room):
        post = KEPT_BY[room["kind"]]
        held = demo.actors.get((post, demo.campuses.index(campus))) or demo.actors[(post, None)]
        actor = next(teachers) if post is Post.TEACHER else held[0]
        room["keeper"] = demo.people[actor.person_id or 0] if n % FORGOTTEN != FORGOTTEN - 1 else None


def _rooms_of(buildings: list[Place], floor: Place) -> tuple[tuple[str, str, int], ...]:
    return next(rooms for b, (_, _, _, rooms) in zip(buildings, BUILDINGS, strict=True) if b.pk == floor.parent_id)


def _room_name(label: str, floor: str, n: int, kind: str) -> str:
    number = f"{floor}{n:02}"
    return f"{number}{label}" if kind in ("classroom", "office", "dorm_room", "special_room") else f"{label}{n}"
