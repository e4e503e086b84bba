"""What shows that a plan has a calendar: filled months and weeks, or lists whose entries name theirs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .dates import months_named
from .recurrence import find_recurrence
from .tree import Node
from .wording import CALENDAR_TITLE, SCHEDULE_TITLE, TERM_TIME


def has_schedule(nodes: Sequence[Node]) -> bool:
    """Months or weeks as headings with work under them; one such heading is enough when it holds a good share."""
    filled: dict[int, int] = {}
    leaves = 0
    for node in nodes:
        if (
            node.role == "period"
            and node.period
            and not node.period.soft
            and node.piece.head
            and not node.piece.head.bare
        ):
            filled[id(node)] = filled.get(id(node), 0) + 1
        if node.role in {"entry", "text"} and not node.children:
            leaves += node.role == "entry"
            holder = holder_of(node)
            if holder is not None and holder.period and not holder.period.soft:
                filled[id(holder)] = filled.get(id(holder), 0) + 1
    if len(filled) >= 2 or dated_entries(nodes) or (sum(filled.values()) >= 2 and _is_titled(nodes)):
        return True
    return sum(filled.values()) >= 2 and sum(filled.values()) >= 0.3 * leaves


def _is_titled(nodes: Sequence[Node]) -> bool:
    """月工作安排 right above a month: the calendar says its own name, be it one month long."""
    return any(
        node.role == "period" and before.role in {"heading", "entry"} and SCHEDULE_TITLE.match(before.piece.flat)
        for before, node in pairwise(nodes)
    )


def dated_entries(nodes: Sequence[Node]) -> set[int]:
    """The lists (by the heading they stand under) whose entries each open with a month or a time of the term:
    1、9月份：… 2、10月份：…, or 1、学期初：… 2、期中：…; or most of whose entries name a month somewhere: 1、…(9月)。"""
    opening: dict[int, set[str]] = {}
    naming: dict[int, list[tuple[int, ...]]] = {}
    for node in nodes:
        above = node.parent.piece.flat if node.parent is not None else "安排"
        term_time = TERM_TIME.match(node.piece.flat) if node.piece.mark else None
        if not CALENDAR_TITLE.search(above):
            continue
        if node.own_period and node.period and node.period.months:
            opening.setdefault(id(node.parent), set()).add(str(node.period.months[0]))
        elif term_time:
            opening.setdefault(id(node.parent), set()).add(term_time[1])
        if node.role == "entry" and node.parent is not None and not node.children:
            months = node.period.months if node.own_period and node.period else months_named(node.piece.flat)
            naming.setdefault(id(node.parent), []).append(months)
    dated = {key for key, named in opening.items() if len(named) >= 3}
    return dated | {key for key, named in naming.items() if _mostly_dated(named)}


def _mostly_dated(named: Sequence[tuple[int, ...]]) -> bool:
    told = [months for months in named if months]
    return len(set(told)) >= 3 and len(told) >= 0.75 * len(named)


def holder_of(node: Node) -> Node | None:
    above = node.parent
    while above is not None and above.role != "period":
        above = above.parent
    return above


def tells_when(node: Node) -> bool:
    return find_recurrence(node.piece.flat) is not None or bool(months_named(node.piece.flat))
