"""A summary before it is drawn: words, numbers with the way to their rows, charts as data. Also how it is kept as JSON."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from houqin.kernel.figures.period import Period
from houqin.kernel.figures.sections import ChartData, Number, Words


@dataclass(frozen=True, kw_only=True, slots=True)
class GoalRow:
    """A goal of the plan and where it stands. number: None while no figure measures it. verdict: 达到, 未达到, 无记录 or 未对应指标."""

    text: str
    target: str
    number: Number | None
    gap: str
    verdict: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Chapter:
    title: str
    paragraphs: tuple[Words, ...] = ()
    charts: tuple[ChartData, ...] = ()
    goals: tuple[GoalRow, ...] = ()
    numbered: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Composition:
    """title and subtitle as they head the document; dated: the day whose ledgers were read."""

    school: str
    title: str
    subtitle: str
    period: Period
    previous: Period | None
    dated: date
    opening: tuple[Words, ...]
    chapters: tuple[Chapter, ...]

    @property
    def numbers(self) -> list[tuple[Number, ...]]:
        """Every number once, those of one figure together, in the order in which the text comes to them.

        Numbers of one address stand together: a difference and its percentage.
        """
        first: dict[str, int] = {}
        known: dict[str, dict[str, Number]] = {}
        for number in self._all():
            first.setdefault(number.figure, len(first))
            known.setdefault(number.address, {}).setdefault(number.unit, number)
        told = [tuple(numbers.values()) for numbers in known.values()]
        return sorted(told, key=lambda numbers: first[numbers[0].figure])

    def _all(self) -> Iterator[Number]:
        for words in self.opening:
            yield from _numbers(words)
        for chapter in self.chapters:
            for words in chapter.paragraphs:
                yield from _numbers(words)
            yield from (goal.number for goal in chapter.goals if goal.number)
            for chart in chapter.charts:
                yield from (number for _, number in (*chart.points, *chart.before))


def _numbers(words: Words) -> Iterator[Number]:
    return (piece for piece in words if isinstance(piece, Number))


def plain(words: Words) -> str:
    return "".join(piece.text if isinstance(piece, Number) else piece for piece in words)


def kept(told: Any) -> Any:
    """As JSON keeps it: what is a dataclass becomes its fields, dates and decimals their text."""
    if isinstance(told, (Composition, Chapter, GoalRow, ChartData, Number, Period)):
        return {field.name: kept(getattr(told, field.name)) for field in fields(told)}
    if isinstance(told, (list, tuple)):
        return [kept(one) for one in told]
    if isinstance(told, (date, Decimal)):
        return str(told)
    return told


def composition_from(told: dict[str, Any]) -> Composition:
    return Composition(
        school=told["school"], title=told["title"], subtitle=told["subtitle"], period=_period(told["period"]),
        previous=_period(told["previous"]) if told["previous"] else None, dated=date.fromisoformat(told["dated"]),
        opening=tuple(_words(words) for words in told["opening"]), chapters=tuple(_chapter(one) for one in told["chapters"]),
    )  # fmt: skip


def _chapter(told: dict[str, Any]) -> Chapter:
    return Chapter(
        title=told["title"],
        paragraphs=tuple(_words(words) for words in told["paragraphs"]),
        charts=tuple(_chart(one) for one in told["charts"]),
        goals=tuple(
            GoalRow(**{**one, "number": _number(one["number"]) if one["number"] else None}) for one in told["goals"]
        ),
        numbered=told["numbered"],
    )


def _chart(told: dict[str, Any]) -> ChartData:
    points = {name: tuple((label, _number(number)) for label, number in told[name]) for name in ("points", "before")}
    return ChartData(**{**told, **points})


def _words(told: list[Any]) -> Words:
    return tuple(piece if isinstance(piece, str) else _number(piece) for piece in told)


def _number(told: dict[str, Any]) -> Number:
    splits = ((name, tuple(value) if isinstance(value, list) else value) for name, value in told["splits"])
    read = {
        "number": None if told["number"] is None else Decimal(told["number"]),
        "period": _period(told["period"]),
        "before": _period(told["before"]) if told["before"] else None,
        "splits": tuple(splits),
    }
    return Number(**told | read)


def _period(told: dict[str, Any]) -> Period:
    return Period(date.fromisoformat(told["start"]), date.fromisoformat(told["end"]), told["name"])
