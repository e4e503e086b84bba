"""What a figure is, declared in its area's figures.py."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.db.models import Q

from houqin.kernel.declare.register import DeclarationError
from houqin.kernel.declare.types import RecordType


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """How many rows."""


COUNT = Count()


@dataclass(frozen=True, kw_only=True, slots=True)
class Sum:
    """The sum of a number field of the rows."""

    path: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Average:
    """The mean of a number field, over rows where it is known."""

    path: str
    places: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """Which percentage of the rows meets `of`; its evidence is all rows, those that do not meet it first."""

    of: Q
    places: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Hours:
    """The mean number of hours from one moment field to another, over rows that have both."""

    start: str
    end: str
    places: int = 1


Measure = Count | Sum | Average | Share | Hours


@dataclass(frozen=True, kw_only=True, slots=True)
class Split:
    """One way to part a figure.

    path: field path on the row; its value is what an address carries. names: how its values are also called, value → words.
    name, unit, words: paths beside `path` (`kind__code` → `kind__name`, `kind__unit`, `kind__words`) of what people call a value, of
    the unit in which it is counted, and of its other names.
    """

    label: str
    path: str
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    name: str = ""
    unit: str = ""
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """key: `area.name`. when: the date or moment that puts a row into a period. where: which rows count; a function when that depends on
    the clock.

    means: one sentence a director could read out. words: how old summaries name it, units: which other measure words they use (both for
    filling). good: "up", "down" or "" (neither). splits: name → Split; months are always possible. at_end: a standing instead of a flow, kept
    by rows of one day each (a month's closing): only those of the period's last such day count.
    """

    key: str
    label: str
    unit: str
    means: str
    of: RecordType
    when: str
    where: Q | Callable[[], Q] = field(default_factory=Q)
    measure: Measure = COUNT
    splits: dict[str, Split] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    good: str = ""
    at_end: bool = False

    @property
    def condition(self) -> Q:
        return self.where if isinstance(self.where, Q) else self.where()


class _Figures:
    """The book of figures."""

    def __init__(self) -> None:
        self._by_key: dict[str, Figure] = {}

    def add(self, figure: Figure) -> Figure:
        if figure.key in self._by_key:
            raise DeclarationError(f"指标 {figure.key} 声明了两次")
        self._by_key[figure.key] = figure
        return figure

    def get(self, key: str) -> Figure:
        return self._by_key[key]

    def __contains__(self, key: str) -> bool:
        return key in self._by_key

    def __iter__(self) -> Iterator[Figure]:
        return iter(self._by_key.values())


figures = _Figures()
