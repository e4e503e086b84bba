"""Which way a disposal goes, by its sum: data of the school, never shown as law where it was not confirmed."""

from collections.abc import Sequence
from decimal import Decimal

from houqin.areas.assets.models import Disposal
from houqin.foundation.rules import effective

MEETING = "AST-07.meeting_over"
ITEM = "AST-07.item_limit_local"
BATCH = "AST-07.batch_limit_local"
Route = Disposal.Route


def route_of(school_id: int, values: Sequence[Decimal]) -> tuple[Route, str]:
    """The route and why: below the school's own line signatures are enough; above it meeting and bureau; above the next, finance too."""
    known = effective(school_id, (MEETING, ITEM, BATCH))
    meeting, item, batch = (Decimal(str(known[code].value)) for code in (MEETING, ITEM, BATCH))
    total, dearest = sum(values, Decimal(0)), max(values, default=Decimal(0))
    if dearest >= item:
        return Route.TREASURY, f"单件原值 {dearest} 元，达到上报线 {item} 元"
    if total >= batch:
        return Route.TREASURY, f"合计原值 {total} 元，达到批量上报线 {batch} 元"
    if total > meeting:
        return Route.BUREAU, f"合计原值 {total} 元，超过上会线 {meeting} 元"
    return Route.SIGNED, f"合计原值 {total} 元，不超过上会线 {meeting} 元"


def lines_told(school_id: int) -> list[str]:
    """The lines that decide, each with where it comes from."""
    known = effective(school_id, (MEETING, ITEM, BATCH))
    return [
        f"{one.rule.name} {one.value} 元（{'本校规定' if one.own else one.rule.wording()}）" for one in known.values()
    ]
