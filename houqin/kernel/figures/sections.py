"""What areas hand in for a summary: words with numbers in them, each number with the way to its rows.

An area declares its part in `summary.py`: `sections.add(SummarySection(area=..., title=..., order=..., write=function))`. The function gets
`Facts` and returns `Told`. An area that declares figures but no section is told from its figures alone.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from houqin.kernel.declare.register import DeclarationError
from houqin.kernel.figures.address import address
from houqin.kernel.figures.period import Period

if TYPE_CHECKING:
    from houqin.kernel.figures.facts import Facts


@dataclass(frozen=True, kw_only=True, slots=True)
class Number:
    """A number as it stands in a text. before: the period it is compared with, when the number is the difference.

    part: the splits in words, e.g. 工种：水. rows: how many rows stand behind it.
    """

    text: str
    unit: str
    figure: str
    period: Period
    rows: int
    number: Decimal | None = None
    splits: tuple[tuple[str, Any], ...] = ()
    part: str = ""
    before: Period | None = None

    @property
    def address(self) -> str:
        return address(self.figure, self.period, dict(self.splits), self.before)


Operator = Literal["≥", "≤", "=", ">", "<"]
Words = tuple["str | Number", ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ChartData:
    """A chart before it is drawn. before: the same points of the period before; empty when there is none."""

    kind: Literal["bars", "months", "stacked"]
    title: str
    unit: str
    name: str
    points: tuple[tuple[str, Number], ...]
    before_name: str = ""
    before: tuple[tuple[str, Number], ...] = ()


@dataclass(kw_only=True, slots=True)
class Told:
    """An area's part. lead: what the opening says of it; problems and efforts go to the chapters at the end."""

    paragraphs: list[Words] = field(default_factory=list)
    lead: Words = ()
    problems: list[Words] = field(default_factory=list)
    efforts: list[Words] = field(default_factory=list)
    charts: list[ChartData] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class SummarySection:
    """area: the key of its figures before the dot."""

    area: str
    title: str
    order: int
    write: "Callable[[Facts], Told]"


@dataclass(frozen=True, kw_only=True, slots=True)
class Goal:
    """A goal of the plan with a number: what was promised, and the figure that tells where it stands ("" while none is bound)."""

    text: str
    operator: Operator
    target: Decimal
    unit: str = ""
    figure: str = ""
    splits: tuple[tuple[str, Any], ...] = ()


class _Sections:
    """The book of sections and of where goals come from."""

    def __init__(self) -> None:
        self._by_area: dict[str, SummarySection] = {}
        self._goals: list[Callable[[Facts], list[Goal]]] = []

    def add(self, section: SummarySection) -> SummarySection:
        if section.area in self._by_area:
            raise DeclarationError(f"{section.area} 的总结章节声明了两次")
        self._by_area[section.area] = section
        return section

    def goals_come_from(self, source: "Callable[[Facts], list[Goal]]") -> None:
        self._goals.append(source)

    def goals(self, facts: "Facts") -> list[Goal]:
        return [goal for source in self._goals for goal in source(facts)]

    def __contains__(self, area: str) -> bool:
        return area in self._by_area

    def __iter__(self) -> Iterator[SummarySection]:
        return iter(sorted(self._by_area.values(), key=lambda section: section.order))


sections = _Sections()

__all__ = ["ChartData", "Goal", "Number", "Operator", "SummarySection", "Told", "Words", "sections"]
