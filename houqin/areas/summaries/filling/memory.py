"""What directors confirmed: the wording of a slot, and the figure it turned out to mean."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from houqin.areas.summaries.filling.slots import Slot
from houqin.areas.summaries.filling.vocabulary import Splits
from houqin.areas.summaries.filling.wording import without_fillers

_NOT_WORDS = re.compile(r"[^\u4e00-\u9fffA-Za-z%]")


@dataclass(frozen=True, kw_only=True)
class Remembered:
    measure_key: str
    splits: Splits


@dataclass(frozen=True, kw_only=True)
class Memory:
    """Signature of a slot to what a director said it means."""

    confirmed: Mapping[str, Remembered] = field(default_factory=dict)

    def recall(self, slot: Slot) -> Remembered | None:
        return self.confirmed.get(signature(slot))

    def with_confirmed(self, slot: Slot, *, measure_key: str, splits: Splits) -> Memory:
        remembered = Remembered(measure_key=measure_key, splits=dict(splits))
        return Memory(confirmed={**self.confirmed, signature(slot): remembered})


def signature(slot: Slot) -> str:
    """The same for next year's wording: figures, blanks and filler words leave no trace, months and trades do."""
    subject = _NOT_WORDS.sub("", without_fillers(slot.context.subject))[-20:]
    words = _NOT_WORDS.sub("", without_fillers(slot.measure))
    period = "".join(slot.split.values())
    key = "|".join((subject, words, slot.unit, period))
    return hashlib.sha256(key.encode()).hexdigest()[:32]
