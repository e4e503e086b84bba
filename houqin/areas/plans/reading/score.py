"""How well a reading agrees with what a person would have read: item F1 and the share of right months.

An item is found when its title is close enough to an expected one; each expected item is matched once,
the closest pairs first, and the line decides between equal titles (the same task in every month).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from .clean import fold

CLOSE_ENOUGH = 0.6
Found = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Score:
    expected: int
    predicted: int
    matched: int
    right_month: int

    @property
    def precision(self) -> float:
        return self.matched / self.predicted if self.predicted else float(self.expected == 0)

    @property
    def recall(self) -> float:
        return self.matched / self.expected if self.expected else float(self.predicted == 0)

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def month_accuracy(self) -> float:
        """Right months over all expected items, so that a missed item counts as a wrong month."""
        return self.right_month / self.expected if self.expected else 1.0


def similarity(one: str, other: str) -> float:
    """1 when one title contains the other whole; else the share of characters in common, in order."""
    a, b = fold(one), fold(other)
    if not a or not b:
        return 0.0
    shorter, longer = sorted((a, b), key=len)
    if len(shorter) >= 4 and shorter in longer and len(shorter) * 2 >= len(longer):
        return 1.0
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def match(predicted: Sequence[Found], expected: Sequence[Found]) -> list[tuple[int, int]]:
    """Pairs of positions (predicted, expected)."""
    pairs = []
    for at, item in enumerate(predicted):
        for wanted_at, wanted in enumerate(expected):
            close = similarity(str(item["title"]), str(wanted["title"]))
            if close >= CLOSE_ENOUGH:
                same_month = item.get("month") == wanted.get("month")
                distance = abs(int(item.get("line") or 0) - int(wanted.get("line") or 0))
                pairs.append((-round(close, 2), not same_month, distance, at, wanted_at))
    taken: set[int] = set()
    wanted_taken: set[int] = set()
    found: list[tuple[int, int]] = []
    for *_, at, wanted_at in sorted(pairs):
        if at not in taken and wanted_at not in wanted_taken:
            taken.add(at)
            wanted_taken.add(wanted_at)
            found.append((at, wanted_at))
    return found


def score(predicted: Sequence[Found], expected: Sequence[Found]) -> Score:
    pairs = match(predicted, expected)
    right = sum(1 for at, wanted_at in pairs if predicted[at].get("month") == expected[wanted_at].get("month"))
    return Score(expected=len(expected), predicted=len(predicted), matched=len(pairs), right_month=right)


def total(scores: Iterable[Score]) -> Score:
    """All documents as one: every item weighs the same."""
    listed = list(scores)
    return Score(
        expected=sum(one.expected for one in listed),
        predicted=sum(one.predicted for one in listed),
        matched=sum(one.matched for one in listed),
        right_month=sum(one.right_month for one in listed),
    )
