"""One valid row of each record type of the foundation."""

from datetime import date
from typing import Any

from houqin.foundation import records
from houqin.foundation.posts import Post
from houqin.kernel.access import Actor
from houqin.kernel.actions import add
from houqin.kernel.declare import RecordType
from houqin.tests.people import World, sample


def made(world: World, record_type: RecordType, **values: Any) -> Any:
    return add(record_type, by=Actor.system(world.school.pk), values=values)


def campus_of(world: World, campus: str) -> Any:
    return world.north if campus == "north" else world.south


def serial(record_type: RecordType) -> int:
    return int(record_type.model.objects.count()) + 1


@sample("foundation.campus")
def a_campus(world: World, campus: str = "north") -> Any:
    return made(world, records.CAMPUS, name=f"分校区{serial(records.CAMPUS)}", address="学府路1号")


@sample("foundation.department")
def a_department(world: World, campus: str = "north") -> Any:
    return made(world, records.DEPARTMENT, name=f"后勤处{serial(records.DEPARTMENT)}", aliases="总务处")


@sample("foundation.person")
def a_person(world: World, campus: str = "north") -> Any:
    n = serial(records.PERSON)
    return made(
        world, records.PERSON, name="周师傅", phone=f"1370000{n:04}", staff_number=f"G{n:04}", department=a_department(world),
        campus=campus_of(world, campus),
    )  # fmt: skip


@sample("foundation.holding")
def a_holding(world: World, campus: str = "north") -> Any:
    return made(
        world, records.HOLDING, person=a_person(world, campus), post=Post.REPAIRER, campus=campus_of(world, campus)
    )


@sample("foundation.class")
def a_class(world: World, campus: str = "north") -> Any:
    name = f"四（{serial(records.CLASS)}）班"
    return made(
        world,
        records.CLASS,
        name=name,
        grade="四年级",
        campus=campus_of(world, campus),
        teacher=a_person(world, campus),
    )


@sample("foundation.student")
def a_student(world: World, campus: str = "north") -> Any:
    school_class = world.classes["3.1"] if campus == "north" else a_class(world, campus)
    number = f"2025{serial(records.STUDENT):04}"
    return made(
        world,
        records.STUDENT,
        name="陈小禾",
        student_number=number,
        school_class=school_class,
        guardian_phone="13600000001",
    )


@sample("foundation.place")
def a_place(world: World, campus: str = "north") -> Any:
    name = f"物理实验室{serial(records.PLACE)}"
    return made(
        world,
        records.PLACE,
        name=name,
        kind="laboratory",
        campus=campus_of(world, campus),
        keeper=a_person(world, campus),
    )


@sample("foundation.term")
def a_term(world: World, campus: str = "north") -> Any:
    year = 2025 + serial(records.TERM) - 1
    return made(
        world, records.TERM, code=f"{year}-{year + 1}-2", name=f"{year}-{year + 1}学年第二学期", starts_on=date(year + 1, 3, 2),
        ends_on=date(year + 1, 7, 3),
    )  # fmt: skip


@sample("foundation.calendar_day")
def a_calendar_day(world: World, campus: str = "north") -> Any:
    return made(
        world, records.CALENDAR_DAY, on=date(2026, 4, serial(records.CALENDAR_DAY)), is_school_day=False, note="运动会"
    )


@sample("foundation.rule_value")
def a_rule_value(world: World, campus: str = "north") -> Any:
    codes = ("FIRE-03.night_patrol_gap", "FOOD-08.sample_hours")
    code, value = codes[(serial(records.RULE_VALUE) - 1) % 2], ("90", "72")[(serial(records.RULE_VALUE) - 1) % 2]
    return made(world, records.RULE_VALUE, code=code, value=value, reason="学校安全工作会议决定")
