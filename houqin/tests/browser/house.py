"""The school that the browser tests walk through, and the server that shows it.

It is 07:20 on a school day in May, whatever the day of the test run; files come as in a school, compressed and named by their content.
"""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connections
from django.test import Client
from django.test.testcases import LiveServerThread
from PIL import Image, ImageDraw

from houqin.areas.hazards import actions as hazards
from houqin.areas.inspections.actions import begin, install_checklists
from houqin.areas.inspections.models import Round
from houqin.areas.inspections.records import ROUND, ROUND_POINT
from houqin.areas.inspections.tests.samples import a_checklist, an_inspection
from houqin.areas.plans.tests.samples import a_plan, a_task, a_term
from houqin.areas.repairs import actions as repairs
from houqin.areas.repairs.doors import scanner_at
from houqin.areas.repairs.models import WorkKind
from houqin.foundation.models import Person, User
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import add
from houqin.kernel.files.upload import upload_from
from houqin.kernel.rows import School
from houqin.tests.people import World, actor_of, make_world

MORNING = datetime(2026, 5, 20, 7, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
NAMES = {
    "mira": "林主任", "nan": "南校长助理", "lena": "雷主任", "hao": "郝师傅", "omar": "欧老师", "guo": "郭师傅", "dana": "戴审计",
    "ming": "明老师", "boss": "柏校长", "ann": "安管理员", "ines": "殷老师",
    "shen": "沈库管", "bai": "白采购", "qiu": "邱保管", "kong": "孔会计",
}  # fmt: skip


def a_photo(words: str = "", *, colour: str = "#7a8f6a") -> bytes:
    """A small photo; other words make another file."""
    picture, kept = Image.new("RGB", (640, 480), colour), BytesIO()
    ImageDraw.Draw(picture).text((20, 20), words.encode("ascii", "ignore").decode() or "photo", fill="white")
    picture.save(kept, "JPEG", comment=words.encode())
    return kept.getvalue()


def photo_file(words: str) -> Any:
    """As the camera of a phone hands it to the browser."""
    return {"name": f"{words}.jpg", "mimeType": "image/jpeg", "buffer": a_photo(words)}


@dataclass
class House:
    """One school with a little of everything in it, and where to look at it."""

    world: World
    url: str = ""
    rows: dict[str, Any] = field(default_factory=dict)

    def cookies(self, who: str) -> list[Any]:
        """A signed-in session, as after the sign-in page: with the token of forms, which pages asked for at once would each give anew."""
        client, user = Client(), self.world.people[who].user
        assert user is not None
        client.force_login(user)
        with clock.at(MORNING):
            client.get("/me/")  # opens the school
        return [
            {"name": name, "value": client.cookies[name].value, "url": self.url} for name in ("sessionid", "csrftoken")
        ]


def furnish() -> House:
    """Make the school through the real actions."""
    with clock.at(MORNING - timedelta(days=3)):
        house = House(make_world())
        world = house.world
        School.objects.filter(pk=world.school.pk).update(short_name="青禾实验")
        for who, name in NAMES.items():
            Person.objects.filter(school=world.school, name=who).update(name=name)
            User.objects.filter(name=who).update(name=name)
            world.people[who].refresh_from_db()
        a_term(world)
        repairs.install_catalogue(by=Actor.system(world.school.pk))
        install_checklists(by=Actor.system(world.school.pk))
        _repairs(house)
        _hazards(house)
    with clock.at(MORNING - timedelta(minutes=20)):
        _checks(house)
        house.rows |= {"task": a_task(world), "term": a_term(world), "plan": a_plan(world)}
    return house


def _repairs(house: House) -> None:
    """One order at each step, and enough finished ones for figures."""
    world, by = house.world, Actor.system(house.world.school.pk)
    drain = WorkKind.objects.get(school=world.school, code="water.unblock_floor_drain")
    words = (
        "走廊灯管不亮，晚自习看不清",
        "门锁打不开",
        "水龙头关不紧一直滴水",
        "投影没有信号",
        "窗户玻璃有裂纹，靠近学生座位",
    )
    for n, fault in enumerate(words * 2):
        picture = upload_from(a_photo(f"report {n}"), f"报修{n}.jpg")
        order = repairs.report(
            by=scanner_at(world.room, device="微信", member=actor_of(world, "omar")),
            place=world.room,
            fault=fault,
            photos=[picture],
        )
        house.rows[f"order_{n}"] = order
        if n >= 2:
            repairs.assign(order, by=actor_of(world, "mira"), worker=world.people["hao"])
        if n >= 4:
            repairs.finish(order, by=actor_of(world, "hao"), lines=[repairs.Work(drain, Decimal(1))], minutes=20 + n)
        if n >= 5:
            repairs.accept(order, by=by, rating=5 if n % 2 else 4)


def _hazards(house: House) -> None:
    world = house.world
    for n, what in enumerate(("楼梯扶手松动，学生扶着会晃", "配电箱门没有锁", "疏散通道堆放纸箱")):
        picture = upload_from(a_photo(f"hazard {n}"), f"隐患{n}.jpg")
        hazard = hazards.report(by=actor_of(world, "guo"), place=world.room, what=what, photos=(picture,))
        house.rows[f"hazard_{n}"] = hazard
        if n:
            hazards.assign(hazard, by=actor_of(world, "mira"), owner=world.people["hao"])


def _checks(house: House) -> None:
    """A round of three points that waits for the guard, and one already under way for the looks of its page."""
    world, by = house.world, Actor.system(house.world.school.pk)
    values = {"name": "北校区早巡", "campus": world.north, "checklist": a_checklist(world)}
    route: Round = add(ROUND, by=by, values=values)
    for n, (name, kind) in enumerate((("大门", "gate"), ("操场", "playground"), ("食堂", "canteen")), start=1):
        point = {
            "round": route,
            "position": n,
            "place": world.place(name, kind=kind, code=f"QHP{n}"),
            "least_seconds": 0,
        }
        add(ROUND_POINT, by=by, values=point)
    house.rows["round"] = route
    house.rows["waiting"] = an_inspection(world, round=route, checklist=route.checklist, place=None, title="北校区早巡")
    house.rows["under_way"] = begin(by=actor_of(world, "ines"), checklist=a_checklist(world), place=world.room)


Application = Callable[..., Iterable[bytes]]
PHONE_AGENT = "Mozilla/5.0 (Linux; Android 14) Chrome HouqinPhone"
"""What a phone with a memory of its own calls itself, its worker in the background too."""
away = threading.Event()
"""Set while such phones are out of reach. The browser is told as well, but its worker hears of that a moment after it has started."""


def in_turn(app: Application) -> Application:
    """One request after another, at the school's hour: all threads share one connection to a database in memory."""
    lock = threading.Lock()

    def serve(environ: Any, start_response: Any) -> Iterable[bytes]:
        if away.is_set() and environ.get("HTTP_USER_AGENT") == PHONE_AGENT:
            start_response("503 Service Unavailable", [("Content-Type", "text/html"), ("Content-Length", "0")])
            return []
        with lock, clock.at(MORNING):
            answer = app(environ, start_response)
            try:
                return [b"".join(answer)]
            finally:
                getattr(answer, "close", lambda: None)()

    return serve


def open_server() -> LiveServerThread:
    shared = {one.alias: one for one in connections.all() if getattr(one, "is_in_memory_db", bool)()}
    handler: Any = in_turn  # whatever makes one application of another will do
    thread = LiveServerThread("127.0.0.1", handler, connections_override=shared)
    thread.daemon = True
    for one in shared.values():
        one.inc_thread_sharing()
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    return thread


def close_server(thread: LiveServerThread) -> None:
    thread.terminate()
    for one in (thread.connections_override or {}).values():
        one.dec_thread_sharing()
