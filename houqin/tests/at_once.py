"""Writers who take numbers, turn down one order and send one report, all at the same moment."""

from typing import Any

from houqin.areas.repairs.actions import reject
from houqin.areas.repairs.models import RepairOrder
from houqin.areas.repairs.records import ORDER
from houqin.kernel.access import Actor
from houqin.kernel.actions import add
from houqin.kernel.trail.models import Entry
from houqin.tests.crowd import at_once, findings

WRITERS = 32


def numbers_taken(world: Any, each: int = 3) -> list[str]:
    at_once(WRITERS, lambda n: [_reported(world, f"第 {n} 人报修 {i}") for i in range(each)])
    return list(RepairOrder.objects.of(world.school).order_by("number").values_list("number", flat=True))


def rejected_by_all(world: Any) -> dict[str, Any]:
    """Everybody turns the same order down."""
    order = _reported(world, "围墙外的路灯不亮")

    def work(n: int) -> str:
        mine = RepairOrder.objects.get(pk=order.pk)
        reject(mine, by=Actor.system(world.school.pk, f"第 {n} 人"), reason=f"第 {n} 人：不归学校管")
        return "done"

    got = at_once(WRITERS, work)
    order.refresh_from_db()
    return {"got": got, "version": order.version, "reason": order.dropped_because, "entries": _entries(order)}


def same_submission(world: Any) -> dict[str, Any]:
    """One phone sends the same report again and again."""
    got = at_once(WRITERS, lambda n: _reported(world, "水龙头漏水", submission="the-same-tap").pk)
    rows = list(RepairOrder.objects.of(world.school).filter(fault="水龙头漏水"))
    return {"got": got, "rows": [row.pk for row in rows], "entries": [_entries(row) for row in rows]}


def _reported(world: Any, fault: str, submission: str | None = None) -> Any:
    return add(
        ORDER, by=Actor.system(world.school.pk), values={"place": world.room, "fault": fault}, submission=submission
    )


def _entries(row: Any) -> int:
    return Entry.objects.of(row.school_id).filter(model=row._meta.label_lower, row_id=row.pk).count()


def told(world: Any) -> dict[str, Any]:
    return {
        "numbers": numbers_taken(world), "one_row": rejected_by_all(world), "submission": same_submission(world), "findings": findings(world),
    }  # fmt: skip
