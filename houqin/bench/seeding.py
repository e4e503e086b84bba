"""A school with many repair orders, made by the actions that a school would use: rows, search postings, trail and seals are all real.

Run as a program with HOUQIN_DATA and DATABASE_URL set: python -m houqin.bench.seeding ROWS
"""

import random
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

PHONE = "13900000001"
START, DAYS = date(2025, 9, 1), 300
TERM = "2025-2026-2"
CHUNK = 2000
WHAT = (
    ("水龙头关不严一直滴水", "water"), ("地漏堵塞下水很慢", "water"), ("台盆水管漏水", "water"), ("马桶冲不干净", "water"), ("灯管不亮", "power"),
    ("插座松动打火", "power"), ("开关面板破裂", "power"), ("门锁打不开", "wood"), ("课桌抽屉脱落", "wood"), ("窗户把手断裂", "wood"),
    ("墙面起皮掉灰", "mason"), ("地砖翘起绊人", "mason"), ("投影仪没有信号", "it"), ("网络时断时续", "it"), ("空调不制冷", "equipment"),
    ("饮水机出水不热", "equipment"), ("围栏焊点开裂", "other"), ("标识牌掉落", "other"),
)  # fmt: skip
WHERE = (
    "靠窗一侧",
    "讲台旁边",
    "后门口",
    "第二排",
    "洗手池下方",
    "走廊尽头",
    "进门左手",
    "天花板上",
    "墙角",
    "中间位置",
)
SINCE = (
    "今天早上发现",
    "昨天放学后出现",
    "上周就有了",
    "课间学生反映",
    "值班巡查看到",
    "保洁阿姨告知",
    "下雨后更严重",
    "已经影响上课",
)
RARE = "孔雀标本柜玻璃松动"
EVERY_RARE = 5000
"""One order in so many tells of it, at any size of the ledger."""


def orders(count: int, places: list[Any], dice: random.Random) -> Iterator[dict[str, Any]]:
    """Values of as many orders, in the order of their days; most are closed, the latest are open."""
    from django.utils import timezone

    from houqin.areas.repairs.models import RepairOrder

    zone, state = timezone.get_default_timezone(), RepairOrder.State
    for n in range(count):
        words, trade = dice.choice(WHAT)
        fault = f"{RARE}，编号{n}" if n % EVERY_RARE == 17 else f"{dice.choice(WHERE)}{words}，{dice.choice(SINCE)}"
        day = START + timedelta(days=n * DAYS // count)
        at = datetime.combine(day, time(7 + dice.randrange(11), dice.randrange(60)), zone)
        told: dict[str, Any] = {"place": dice.choice(places), "fault": fault, "trade": trade, "reported_at": at}
        told["state"] = dice.choice((state.OPEN, state.ASSIGNED)) if n > count * 0.97 else state.ACCEPTED
        if told["state"] == state.ACCEPTED:
            told |= {
                "finished_at": at + timedelta(hours=20),
                "accepted_at": at + timedelta(hours=30),
                "minutes": 30,
                "rating": 5,
            }
        yield told


def seed(count: int) -> None:
    from houqin.foundation.models import Campus, Person, Place, PostHolding, Term, User
    from houqin.foundation.posts import Post
    from houqin.kernel.access import Actor
    from houqin.kernel.actions import add, add_many
    from houqin.kernel.declare import register
    from houqin.kernel.rows import School
    from houqin.kernel.trail.seal import seal_school

    school, dice = School.objects.create(name="测量学校", code="BENCH"), random.Random(7)
    by = Actor.system(school.pk, "测量")

    def many(model: Any, rows: list[dict[str, Any]]) -> list[Any]:
        return add_many(register.for_model(model), by=by, rows=rows)

    campuses = many(Campus, [{"name": "本部"}, {"name": "东校区"}])
    places = many(Place, [
        {"name": f"{n + 101}教室", "kind": "classroom", "campus": campuses[n % 2], "code": f"B{n:05}"} for n in range(400)
    ])  # fmt: skip
    add(
        register.for_model(Term),
        by=by,
        values={"code": TERM, "name": "第二学期", "starts_on": date(2026, 2, 24), "ends_on": date(2026, 7, 3)},
    )
    user = User.objects.create_user(PHONE, "bench-password-1", name="郑主任")
    person = add(register.for_model(Person), by=by, values={"name": "郑主任", "phone": PHONE})
    link_account(person, user, by)
    many(PostHolding, [{"person": person, "post": Post.DIRECTOR.value}])
    waiting: list[dict[str, Any]] = []
    for told in orders(count, places, dice):
        waiting.append(told)
        if len(waiting) == CHUNK:
            _save(waiting, many)
    _save(waiting, many)
    seal_school(school)


def _save(waiting: list[dict[str, Any]], many: Any) -> None:
    from houqin.areas.repairs.models import RepairOrder

    if waiting:
        many(RepairOrder, waiting)
        waiting.clear()


def link_account(person: Any, user: Any, by: Any) -> None:
    """The person's account, saved as a change of the person is."""
    from houqin.kernel.actions.perform import run

    def body(fresh: Any) -> Any:
        fresh.user = user
        fresh.save()
        return fresh

    run(None, person, body, verb="change", model=type(person), by=by)


if __name__ == "__main__":
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    seed(int(sys.argv[1]))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
