"""Figures that say themselves what they are: each number of a summary written here leads to the rows behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from houqin.areas.summaries.filling.slots import Slot
from houqin.areas.summaries.filling.vocabulary import Period, Result, Splits


@dataclass(frozen=True, kw_only=True)
class Pointed:
    """What an address asks for. splits: in the reader's words, so far as they can be said; count: the same figure for other days."""

    measure_key: str
    splits: Splits
    period: Period
    is_comparison: bool
    count: Callable[[Period], Result | None]


PointedAt = Callable[[str], Pointed | None]
"""None for an address that leads anywhere else."""


def nowhere(address: str) -> Pointed | None:
    return None


def days_told(slots: Iterable[Slot], pointed_at: PointedAt) -> Period | None:
    """The days the old summary tells of: those most of its numbers lead to."""
    found = (pointed_at(slot.linked) for slot in slots if slot.linked)
    days = Counter(one.period for one in found if one is not None and not one.is_comparison)
    return days.most_common(1)[0][0] if days else None


def days_now(pointed: Pointed, told: Period | None, period: Period) -> tuple[Period, str] | None:
    """Which days to count now, and why; None when the address alone does not tell."""
    if told is None or pointed.is_comparison:
        return None
    if pointed.period == told:
        return period, "原文这个数链接着同一个指标。"
    if pointed.period.end < told.start and told.end < period.start:
        return told, "原文这个数链接着上一期的同一个指标，取了旧总结那一期的数。"
    return None


def said_plainly(slot: Slot) -> Slot:
    """The slot without what its words were taken for: the address knows better."""
    return replace(slot, split={}, context=replace(slot.context, is_change=False, is_previous=False, other_months=""))
