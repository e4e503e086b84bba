"""The figures of one period as one person may see them, beside the period before: what a section is written from."""

from typing import Any, Literal

from houqin.kernel.access import Actor
from houqin.kernel.figures.figure import Figure, figures
from houqin.kernel.figures.period import Period, told_apart
from houqin.kernel.figures.sections import ChartData, Number
from houqin.kernel.figures.splitting import parts, split_label
from houqin.kernel.figures.value import LATE, Counted, months, value

Points = list[tuple[str, Number]]


class Facts:
    """splits: narrows every figure, e.g. {"campus": 3}; a figure that cannot be split so is not there."""

    def __init__(
        self, *, by: Actor, period: Period, previous: Period | None = None, splits: dict[str, Any] | None = None
    ) -> None:
        self.by = by
        self.period = period
        self.previous = previous
        self.splits = splits or {}

    def has(self, key: str) -> bool:
        return key in figures and set(self.splits) <= set(figures.get(key).splits) and self._may(figures.get(key))

    def get(self, key: str, **splits: Any) -> Number:
        return self._number(key, self.period, self.splits | splits)

    def before(self, key: str, **splits: Any) -> Number | None:
        """The same of the period before; None when nothing at all was recorded for the figure then."""
        if self.previous is None:
            return None
        wanted = self.splits | splits
        told = self._number(key, self.previous, wanted)
        if told.rows == 0 and (not splits or self._number(key, self.previous, self.splits).rows == 0):
            return None
        return told

    def late(self, key: str) -> Number:
        """Rows of the figure that were recorded well after they happened."""
        return self.get(key, **{LATE: True})

    def parts(self, key: str, split: str, **splits: Any) -> list[tuple[str, Number]]:
        """The figure for each value of a split, largest first."""
        return self._parts(key, split, self.period, self.splits | splits)

    def months(self, key: str, **splits: Any) -> list[tuple[str, Number]]:
        return self._months(key, self.period, self.splits | splits)

    def chart_by(self, key: str, split: str, title: str, *, most: int = 8) -> ChartData | None:
        """Bars for the parts; beside the period before, where that has records, one bar of parts for each period."""
        points = self.parts(key, split)[:most]
        if len(points) < 2:
            return None
        before = self._parts(key, split, self.previous, self.splits) if self.previous and self.before(key) else []
        return self._chart("stacked" if before else "bars", key, title, points, before)

    def chart_by_month(self, key: str, title: str) -> ChartData | None:
        points = self.months(key)
        if len(points) < 2 or not any(number.rows for _, number in points):
            return None
        before = self._months(key, self.previous, self.splits) if self.previous and self.before(key) else []
        return self._chart("months", key, title, points, before)

    def _chart(
        self, kind: Literal["bars", "months", "stacked"], key: str, title: str, points: Points, before: Points
    ) -> ChartData:
        now, was = told_apart(self.period, self.previous) if self.previous and before else (str(self.period), "")
        return ChartData(
            kind=kind, title=title, unit=figures.get(key).unit, name=now, points=tuple(points), before=tuple(before), before_name=was,
        )  # fmt: skip

    def _may(self, figure: Figure) -> bool:
        return bool(figure.of.policy.may(self.by, "view"))

    def _number(self, key: str, period: Period, splits: dict[str, Any]) -> Number:
        figure = figures.get(key)
        counted = value(figure, by=self.by, period=period, splits=splits)
        names = (
            "补录" if name == LATE else f"{figure.splits[name].label}：{split_label(figure, name, wanted, by=self.by)}"
            for name, wanted in splits.items()
        )
        return _number(figure, period, counted, splits, "，".join(names))

    def _parts(self, key: str, split: str, period: Period, splits: dict[str, Any]) -> list[tuple[str, Number]]:
        figure = figures.get(key)
        label = figure.splits[split].label
        return [
            (
                part.label,
                _number(
                    figure, period, part.counted, splits | {split: part.value}, f"{label}：{part.label}", part.unit
                ),
            )
            for part in parts(figure, split, by=self.by, period=period, splits=splits)
        ]

    def _months(self, key: str, period: Period, splits: dict[str, Any]) -> list[tuple[str, Number]]:
        figure = figures.get(key)
        told = months(figure, by=self.by, period=period, splits=splits)
        return [(month.name, _number(figure, month, counted, splits, "")) for month, counted in told]


def _number(
    figure: Figure, period: Period, counted: Counted, splits: dict[str, Any], part: str, unit: str = ""
) -> Number:
    return Number(
        text=counted.text, unit=unit or figure.unit, figure=figure.key, period=period, rows=counted.rows, number=counted.number,
        splits=tuple(splits.items()), part=part,
    )  # fmt: skip
