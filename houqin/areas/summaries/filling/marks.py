"""A mark is a stretch of text that waits for a new value: a blank, or last year's figure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Kind = Literal["blank", "figure"]
Nature = Literal["amount", "year", "date", "ordinal", "name"]


@dataclass(frozen=True, kw_only=True)
class Mark:
    """`end` closes what is replaced; `unit_end` closes the unit that stays behind it."""

    start: int
    end: int
    unit_end: int
    kind: Kind
    nature: Nature = "amount"
    unit: str = ""
    old: Decimal | None = None
    approx: bool = False
