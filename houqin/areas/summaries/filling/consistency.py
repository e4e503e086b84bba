"""其中: a part may not exceed its total, nor parts together in the same unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from houqin.areas.summaries.filling.proposals import Proposal
from houqin.areas.summaries.filling.units import same_unit


def flag_parts(proposals: Sequence[Proposal]) -> list[Proposal]:
    """Proposals with a flag and a sentence wherever the sums do not agree."""
    checked = list(proposals)
    by_slot = {proposal.slot.index: position for position, proposal in enumerate(checked)}
    families: dict[int, list[int]] = {}
    for position, proposal in enumerate(checked):
        if proposal.slot.parent is not None and proposal.slot.parent in by_slot:
            families.setdefault(by_slot[proposal.slot.parent], []).append(position)
    for total_position, parts in families.items():
        _check(checked, total_position, parts)
    return checked


def _check(checked: list[Proposal], total_position: int, parts: Sequence[int]) -> None:
    total = checked[total_position]
    limit = _standing(total)
    if limit is None:
        return
    # Parts by trade and parts by campus each make up the total; together they would count twice.
    summed: dict[tuple[str, ...], Decimal] = defaultdict(Decimal)
    for position in parts:
        value = _standing(checked[position])
        if value is None or not _told_together(total, checked[position]):
            continue
        if same_unit(total.slot.unit, checked[position].slot.unit):
            summed[tuple(sorted(checked[position].asked))] += value
        if value > limit:
            checked[position] = _flagged(checked[position], f"部分（{value:f}）大于总数（{limit:f}），请核对。")
    for split, amount in summed.items():
        if amount > limit:
            sentence = f"各部分之和（{amount:f}）大于总数（{limit:f}），请核对。"
            together = [position for position in parts if tuple(sorted(checked[position].asked)) == split]
            for position in (total_position, *together):
                if "parts" not in checked[position].flags:
                    checked[position] = _flagged(checked[position], sentence)


def _told_together(total: Proposal, part: Proposal) -> bool:
    """A part that keeps its old figure is compared only when it is known to be part of the same figure."""
    return part.value is not None or (bool(part.measure_key) and part.measure_key == total.measure_key)


def _standing(proposal: Proposal) -> Decimal | None:
    """What the new document will say: the new value, or the old figure that stays."""
    return proposal.value if proposal.value is not None else proposal.slot.old


def _flagged(proposal: Proposal, sentence: str) -> Proposal:
    return replace(proposal, flags=(*proposal.flags, "parts"), why=proposal.why + sentence)
