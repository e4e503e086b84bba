"""How well slots are found and filled, measured against what a person marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Score:
    """Counts, so that scores of several documents add up."""

    expected: int = 0
    found: int = 0
    matched: int = 0
    answerable: int = 0
    filled_right: int = 0
    filled: int = 0
    sure: int = 0
    wrong_while_sure: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(**{name: getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__})

    @property
    def recall(self) -> float:
        return self.matched / self.expected if self.expected else 1.0

    @property
    def precision(self) -> float:
        return self.matched / self.found if self.found else 1.0

    @property
    def filled_share(self) -> float:
        """Right values among slots whose fact exists in the ledgers."""
        return self.filled_right / self.answerable if self.answerable else 1.0

    @property
    def wrong_sure_share(self) -> float:
        """Wrong values marked sure, among all that were filled."""
        return self.wrong_while_sure / self.filled if self.filled else 0.0


def score(expected: Sequence[Mapping[str, Any]], got: Sequence[Mapping[str, Any]]) -> Score:
    """Both are lists as `as_json` gives them; an expected `value` of None means the ledgers do not know."""
    pairs = _pairs(expected, got)
    partner = {id(theirs): mine for mine, theirs in pairs}
    answerable = sum(1 for slot in expected if slot.get("value") is not None)
    filled = [slot for slot in got if slot.get("value") is not None]
    right = [slot for slot in filled if _right(partner.get(id(slot)), slot)]
    sure = [slot for slot in filled if slot.get("sure")]
    return Score(
        expected=len(expected),
        found=len(got),
        matched=len(pairs),
        answerable=answerable,
        filled_right=len(right),
        filled=len(filled),
        sure=len(sure),
        wrong_while_sure=sum(1 for slot in sure if not _right(partner.get(id(slot)), slot)),
    )


def _pairs(
    expected: Sequence[Mapping[str, Any]], got: Sequence[Mapping[str, Any]]
) -> list[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Same line, kind and old figure (or blank), in reading order."""
    pairs = []
    left = list(got)
    for mine in expected:
        found = next((theirs for theirs in left if _same_slot(mine, theirs)), None)
        if found is not None:
            left = [theirs for theirs in left if theirs is not found]
            pairs.append((mine, found))
    return pairs


def _same_slot(mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> bool:
    if mine["line"] != theirs["line"] or mine["kind"] != theirs["kind"]:
        return False
    if mine["kind"] == "figure" and _decimal(mine.get("old")) != _decimal(theirs.get("old")):
        return False
    return not mine.get("unit") or str(mine["unit"]) == str(theirs.get("unit"))


def _right(mine: Mapping[str, Any] | None, theirs: Mapping[str, Any]) -> bool:
    return mine is not None and mine.get("value") is not None and _decimal(mine["value"]) == _decimal(theirs["value"])


def _decimal(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value)).normalize()
