"""The answer for one slot, and its JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from houqin.areas.summaries.filling.slots import Slot
from houqin.areas.summaries.filling.vocabulary import Splits

Level = Literal["high", "medium", "low"]
SURE_SCORE = 0.8
LIKELY_SCORE = 0.55


def level_of(score: float) -> Level:
    return "high" if score >= SURE_SCORE else "medium" if score >= LIKELY_SCORE else "low"


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """`value` is in the slot's own unit, `text` as it will be written; without a value the slot is left and marked.

    `splits` is for showing, `asked` is what the ledgers were asked and what a confirmation should remember.
    """

    slot: Slot
    why: str
    measure_key: str = ""
    splits: Mapping[str, str] = field(default_factory=dict)
    asked: Splits = field(default_factory=dict)
    value: Decimal | None = None
    text: str = ""
    score: float = 0.0
    evidence_url: str = ""
    rows: int = 0
    flags: tuple[str, ...] = ()

    @property
    def level(self) -> Level:
        return level_of(self.score)

    @property
    def sure(self) -> bool:
        return self.value is not None and self.level == "high" and not self.flags


def as_json(proposals: Sequence[Proposal]) -> dict[str, list[dict[str, Any]]]:
    return {"slots": [_slot_json(proposal) for proposal in proposals]}


def _slot_json(proposal: Proposal) -> dict[str, Any]:
    slot = proposal.slot
    return {
        "line": slot.line,
        "text": slot.text,
        "kind": slot.kind,
        "measure": slot.measure,
        "unit": slot.unit,
        "old": _number(slot.old),
        "figure": proposal.measure_key or None,
        "split": dict(proposal.splits) or dict(slot.split),
        "value": _number(proposal.value),
        "sure": proposal.sure,
        "why": proposal.why,
        "level": proposal.level,
        "shown": slot.shown,
        "start": slot.start,
        "end": slot.end,
        "parent": slot.parent,
        "flags": list(proposal.flags),
        "evidence": proposal.evidence_url or None,
    }


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
