"""Many writers at the same moment. The stories run in a test on PostgreSQL; for SQLite they run as a program of its own on a real file,
because the tests' database in memory locks otherwise: python -m houqin.tests.at_once
"""

import json
import threading
from collections.abc import Callable
from typing import Any

WRITERS = 32


def at_once(work: Callable[[int], Any]) -> list[Any]:
    """What each of the writers got: a value, or the sentence it was refused with."""
    from django.db import connection

    from houqin.kernel.actions import Refused

    start, got = threading.Barrier(WRITERS), [None] * WRITERS

    def writer(n: int) -> None:
        try:
            start.wait()
            got[n] = work(n)
        except Refused as refused:
            got[n] = str(refused)  # type: ignore[call-overload]
        finally:
            connection.close()

    writers = [threading.Thread(target=writer, args=(n,)) for n in range(WRITERS)]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    return got


def numbers_taken(world: Any, each: int = 3) -> list[str]:
    from houqin.areas.repairs.models import RepairOrder

    at_once(lambda n: [_reported(world, f"第 {n} 人报修 {i}") for i in range(each)])
    return list(RepairOrder.objects.of(world.school).order_by("number").values_list("number", flat=True))


def rejected_by_all(world: Any) -> dict[str, Any]:
    """Everybody turns the same order down."""
    from houqin.areas.repairs.actions import reject
    from houqin.areas.repairs.models import RepairOrder
    from houqin.kernel.access import Actor

    order = _reported(world, "围墙外的路灯不亮")

    def work(n: int) -> str:
        mine = RepairOrder.objects.get(pk=order.pk)
        reject(mine, by=Actor.system(world.school.pk, f"第 {n} 人"), reason=f"第 {n} 人：不归学校管")
        return "done"

    got = at_once(work)
    order.refresh_from_db()
    return {"got": got, "version": order.version, "reason": order.dropped_because, "entries": _entries(order)}


def same_submission(world: Any) -> dict[str, Any]:
    """One phone sends the same report again and again."""
    from houqin.areas.repairs.models import RepairOrder

    got = at_once(lambda n: _reported(world, "水龙头漏水", submission="the-same-tap").pk)
    rows = list(RepairOrder.objects.of(world.school).filter(fault="水龙头漏水"))
    return {"got": got, "rows": [row.pk for row in rows], "entries": [_entries(row) for row in rows]}


def _reported(world: Any, fault: str, submission: str | None = None) -> Any:
    from houqin.areas.repairs.records import ORDER
    from houqin.kernel.access import Actor
    from houqin.kernel.actions import add

    return add(
        ORDER, by=Actor.system(world.school.pk), values={"place": world.room, "fault": fault}, submission=submission
    )


def _entries(row: Any) -> int:
    from houqin.kernel.trail.models import Entry

    return Entry.objects.of(row.school_id).filter(model=row._meta.label_lower, row_id=row.pk).count()


def findings(world: Any) -> list[str]:
    from houqin.kernel.trail.seal import seal_school
    from houqin.kernel.trail.verify import verify_school

    seal_school(world.school)
    return [found.message for found in verify_school(world.school)]


def told(world: Any) -> dict[str, Any]:
    return {
        "numbers": numbers_taken(world), "one_row": rejected_by_all(world), "submission": same_submission(world), "findings": findings(world),
    }  # fmt: skip


if __name__ == "__main__":
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    from houqin.tests.people import make_world

    print(json.dumps(told(make_world()), ensure_ascii=False))
