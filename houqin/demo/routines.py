"""What the school checks, where and when: rounds with points, and schedules on the school calendar."""

from datetime import date

from houqin.areas.inspections.actions import install_checklists
from houqin.areas.inspections.models import Checklist, Round, RoundPoint, Schedule
from houqin.areas.repairs.actions import install_catalogue
from houqin.demo.school import BORN, Demo
from houqin.foundation.posts import Post
from houqin.kernel import clock
from houqin.kernel.actions import add, add_many
from houqin.kernel.declare import register

R = Schedule.Recurrence
POINTS = (
    "gate", "teaching_building", "lab_building", "playground", "canteen", "power_room", "office_building", "wall", "library", "garden", "parking",
    "pump_room",
)  # fmt: skip
ROUNDS = (
    # name · checklist · windows · post · points
    ("早巡视", "daily_round_morning", "06:40-08:20", Post.GUARD, POINTS[:10]),
    ("课间巡视", "special_check", "09:20-10:40", Post.INSPECTOR, POINTS[1:7]),
    ("午巡视", "daily_round_noon", "11:30-13:30", Post.GUARD, POINTS[:8]),
    ("晚巡视", "daily_round_evening", "16:30-18:30", Post.GUARD, POINTS[:10]),
    ("夜巡", "night_round", "20:30-22:30", Post.GUARD, POINTS),
)  # fmt: skip
CHECKS = (
    ("食堂每日检查", "canteen_daily", R.SCHOOL_DAY, "06:30-10:30", Post.CANTEEN_MANAGER, "kitchen"),
    ("每日防火巡查", "fire_daily", R.SCHOOL_DAY, "08:00-16:30", Post.INSPECTOR, "teaching_building"),
    ("饮水点检查", "drinking_water", R.WEEK, "08:00-17:00", Post.INSPECTOR, "drinking_point"),
    ("操场和体育器材检查", "playground", R.WEEK, "08:00-17:00", Post.INSPECTOR, "playground"),
    ("配电房检查", "power_room", R.WEEK, "08:00-17:00", Post.INSPECTOR, "power_room"),
    ("消防月自查", "fire_monthly", R.MONTH, "08:00-17:00", Post.INSPECTOR, "teaching_building"),
    ("电梯检查", "lift", R.MONTH, "08:00-17:00", Post.INSPECTOR, "lift"),
    ("灭火器月检查", "extinguisher", R.MONTH, "08:00-17:00", Post.INSPECTOR, "teaching_building"),
    ("开学前检查", "pre_term", R.TERM, "08:00-17:00", Post.INSPECTOR, "teaching_building"),
    ("宿舍检查", "dormitory", R.WEEK, "18:00-21:00", Post.GUARD, "dorm_building"),
)  # fmt: skip


def set_up(demo: Demo, checks_from: date, rounds_from: date) -> None:
    """Load the shipped checklists and the work catalogue, then say what is checked when; rounds came a term later than checks."""
    with clock.at(BORN):
        install_checklists(by=demo.clockwork)
        install_catalogue(by=demo.clockwork)
        lists = {c.code: c for c in Checklist.objects.of(demo.school)}
        for campus in range(len(demo.campuses)):
            _rounds(demo, campus, lists, rounds_from)
            _checks(demo, campus, lists, checks_from)


def _rounds(demo: Demo, campus: int, lists: dict[str, Checklist], starts_on: date) -> None:
    where = demo.campuses[campus]
    for name, code, windows, post, kinds in ROUNDS:
        values = {"name": f"{where.name}{name}", "campus": where, "checklist": lists[code]}
        route: Round = add(register.for_model(Round), by=demo.clockwork, values=values)
        points = [
            {"round": route, "position": n, "place": demo.places_at(campus, kind)[0], "least_seconds": 45}
            for n, kind in enumerate(kinds, start=1)
        ]
        add_many(register.for_model(RoundPoint), by=demo.clockwork, rows=points)
        _schedule(
            demo,
            f"{where.name}{name}",
            campus,
            starts_on,
            round=route,
            recurrence=R.DAY if name == "夜巡" else R.SCHOOL_DAY,
            windows=windows,
            assignee_post=post.value,
        )


def _checks(demo: Demo, campus: int, lists: dict[str, Checklist], starts_on: date) -> None:
    for name, code, recurrence, windows, post, kind in CHECKS:
        if kind in ("dorm_building", "lift") and campus == 1:
            continue  # the smaller campus boards nobody and has no lift
        place = demo.places_at(campus, kind)[0]
        _schedule(
            demo, f"{demo.campuses[campus].name}{name}", campus, starts_on, checklist=lists[code], place=place, recurrence=recurrence,
            windows=windows, assignee_post=post.value,
        )  # fmt: skip


def _schedule(demo: Demo, name: str, campus: int, starts_on: date, **values: object) -> None:
    add(
        register.for_model(Schedule),
        by=demo.clockwork,
        values={"name": name, "campus": demo.campuses[campus], "starts_on": starts_on, **values},
    )
