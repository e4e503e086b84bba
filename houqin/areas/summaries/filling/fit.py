"""One reading of a slot: a figure, or entries of its catalogue, with how well the words agree."""

from __future__ import annotations

from dataclasses import dataclass

from houqin.areas.summaries.filling.vocabulary import Item, Measure


@dataclass(frozen=True, kw_only=True)
class Fit:
    measure: Measure
    items: tuple[Item, ...]
    name: str
    matched: tuple[str, ...]
    score: float
    unit_agrees: bool
    unit_possible: bool
    verb_agrees: bool
    exact: bool

    @property
    def unit(self) -> str:
        return self.items[0].unit if self.items else (self.measure.units[0] if self.measure.units else "")
