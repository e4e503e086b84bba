"""What the ledgers can tell: figures with their names, units and splits, and the lookup that gives a value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Protocol

Splits = Mapping[str, tuple[str, ...]]
"""Split name to the values asked for; several values mean any of them."""

_NOT_CHINESE = re.compile(r"^[\x00-\x7f]+")
_FAULT = re.compile(r"(?:堵塞|漏水|滴水|不亮|损坏|故障|松动)$")

ITEM = "item"
"""The split that picks entries of a measure's catalogue."""


@dataclass(frozen=True, kw_only=True)
class Item:
    """One entry of a catalogue whose quantities are added up: 更换水龙头, 只; `code` is what the lookup is asked for."""

    name: str
    unit: str
    synonyms: tuple[str, ...] = ()
    code: str = ""

    @property
    def asked(self) -> str:
        return self.code or self.name

    @cached_property
    def called(self) -> tuple[str, ...]:
        """All its names; 84 消毒液 is also 消毒液, 蹲坑堵塞 is about a 蹲坑."""
        names = (self.name, *self.synonyms)
        bare = (_FAULT.sub("", _NOT_CHINESE.sub("", name)) for name in names)
        return tuple(dict.fromkeys((*names, *(name for name in bare if len(name) > 1))))


def _in_words(words: tuple[str, ...]) -> str:
    """The first of the words that is Chinese; a code only when there is nothing else."""
    return next((word for word in words if any("\u4e00" <= character <= "\u9fff" for character in word)), words[0])


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A named figure. `splits` gives, for each split, its values and the words a director uses for each.

    `family` is shared by figures that count the same rows; what became of the things counted is one of them. `topics` are the
    words a passage about its ledger uses. `of_entry` are the splits that tell what an entry of the catalogue is, whatever its row.
    `own_names` are those that no other figure in its unit has. `ledgers` are what the ledgers of its area are called.
    """

    key: str
    names: tuple[str, ...]
    units: tuple[str, ...]
    synonyms: tuple[str, ...] = ()
    splits: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    items: tuple[Item, ...] = ()
    family: str = ""
    topics: tuple[str, ...] = ()
    of_entry: frozenset[str] = frozenset()
    own_names: frozenset[str] = frozenset()
    ledgers: tuple[str, ...] = ()

    def spoken(self, splits: Splits) -> dict[str, str]:
        """Splits in words a person reads: 水 and 更换水龙头, not their codes."""
        items = {item.asked: item.name for item in self.items}
        shown: dict[str, str] = {}
        for name, values in splits.items():
            said = self.splits.get(name, {})
            shown[name] = "、".join(
                items.get(value, value) if name == ITEM else _in_words((value, *said.get(value, ())))
                for value in values
            )
        return shown

    @property
    def all_names(self) -> tuple[str, ...]:
        return (*self.names, *self.synonyms)


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    measures: tuple[Measure, ...] = ()

    def measure(self, key: str) -> Measure | None:
        return next((measure for measure in self.measures if measure.key == key), None)


@dataclass(frozen=True, kw_only=True)
class Period:
    start: date
    end: date

    def a_year_earlier(self) -> Period:
        return Period(start=_year_before(self.start), end=_year_before(self.end))


def _year_before(day: date) -> date:
    # 29 February has no counterpart.
    return day.replace(year=day.year - 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)


@dataclass(frozen=True, kw_only=True)
class Result:
    value: Decimal
    unit: str
    evidence_url: str
    rows: int


class Lookup(Protocol):
    """Asks the ledgers; None when the figure does not exist for these splits."""

    def __call__(self, measure_key: str, splits: Splits, period: Period) -> Result | None: ...
