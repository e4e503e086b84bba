from datetime import timedelta
from typing import Any

from houqin.areas.inspections.actions import Answer, ItemLine, begin, draw_up, finish, visit
from houqin.areas.inspections.models import Checklist, ChecklistItem, Inspection, Round, Schedule
from houqin.areas.inspections.records import CHECKLIST, INSPECTION, ROUND, ROUND_POINT, SCHEDULE
from houqin.foundation.models import Place
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import add
from houqin.tests.people import World, sample

Kind = ChecklistItem.Kind
LINES = [
    ItemLine(text="校门关闭上锁", critical=True, code="gate"),
    ItemLine(text="楼梯无积水杂物", code="stairs"),
    ItemLine(text="水压", kind=Kind.NUMBER, unit="MPa", low=0.2, high=0.6, code="pressure"),  # type: ignore[arg-type]
    ItemLine(text="漏电保护器试跳", kind=Kind.CHOICE, choices="正常跳闸、!不跳闸、本周不试", code="rcd"),
    ItemLine(text="其他情况", kind=Kind.TEXT, required=False, code="remark"),
]


def system(world: World) -> Actor:
    return Actor.system(world.school.pk)


@sample("inspections.checklist")
def a_checklist(world: World, campus: str = "north") -> Any:
    return draw_up(by=system(world), title=f"日巡视{CHECKLIST.model.objects.count()}", items=LINES)


@sample("inspections.checklist_version")
def an_edition(world: World, campus: str = "north") -> Any:
    return a_checklist(world).versions.get()


@sample("inspections.checklist_item")
def an_item(world: World, campus: str = "north") -> Any:
    return an_edition(world).items.get(code="gate")


def a_campus(world: World, campus: str) -> Any:
    return world.north if campus == "north" else world.south


@sample("inspections.round")
def a_round(world: World, campus: str = "north", checklist: Checklist | None = None) -> Any:
    values = {"name": f"早巡{ROUND.model.objects.count()}", "campus": a_campus(world, campus), "checklist": checklist}
    return add(ROUND, by=system(world), values=values)


@sample("inspections.round_point")
def a_point(
    world: World, campus: str = "north", round: Round | None = None, name: str = "大门", seconds: int = 60
) -> Any:
    round = round or a_round(world, campus)
    known = Place.objects.of(world.school).filter(name=name, campus=a_campus(world, campus)).first()
    values = {
        "round": round, "position": round.points.count() + 1, "place": known or world.place(name, campus=campus, kind="gate"),
        "least_seconds": seconds,
    }  # fmt: skip
    return add(ROUND_POINT, by=system(world), values=values)


@sample("inspections.schedule")
def a_schedule(world: World, campus: str = "north", **values: Any) -> Any:
    if not values.keys() & {"checklist", "round"}:
        values["checklist"] = a_checklist(world)
    values = {
        "name": f"安排{SCHEDULE.model.objects.count()}", "campus": a_campus(world, campus), "windows": "07:00-08:20", "assignee_post": "guard",
        "recurrence": Schedule.Recurrence.SCHOOL_DAY,
    } | values  # fmt: skip
    return add(SCHEDULE, by=system(world), values=values)


@sample("inspections.inspection")
def an_inspection(world: World, campus: str = "north", **values: Any) -> Any:
    if not values.keys() & {"checklist", "round"}:
        values["checklist"] = a_checklist(world)
    now = clock.now()
    values = {
        "title": "日巡视", "campus": a_campus(world, campus), "place": world.room if campus == "north" else world.south_room,
        "assignee_post": "guard", "window_start": now - timedelta(minutes=10), "window_end": now + timedelta(hours=1),
    } | values  # fmt: skip
    return add(INSPECTION, by=system(world), values=values)


@sample("inspections.point_visit")
def a_visit(world: World, campus: str = "north") -> Any:
    point = a_point(world, campus)
    inspection = begin(by=system(world), round=point.round)
    visit(inspection, by=system(world), code=point.place.code)
    return inspection.visits.get()


@sample("inspections.finding")
def a_finding(world: World, campus: str = "north") -> Any:
    place = world.room if campus == "north" else world.south_room
    inspection: Inspection = begin(by=system(world), checklist=a_checklist(world), place=place)
    finish(inspection, by=system(world), answers=answers(gate="fault"))
    return inspection.findings.get()


def answers(*, words: str = "锁坏了", **values: str) -> list[Answer]:
    """All in order but what is said."""
    told = {"gate": "ok", "stairs": "ok", "pressure": "0.35", "rcd": "正常跳闸"} | values
    return [
        Answer(item=item, value=value, words=words if value == "fault" else "") for item, value in told.items() if value
    ]
