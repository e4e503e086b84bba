"""The table at the end of a summary: each figure once, with this period, the one before and the difference side by side, every number a link."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from houqin.areas.summaries.composition import Composition
from houqin.kernel.documents.inlines import Inline, Link
from houqin.kernel.figures.address import address, on_paper
from houqin.kernel.figures.figure import Figure, figures
from houqin.kernel.figures.period import Period
from houqin.kernel.figures.sections import Number

HEADER = ("指标", "口径", "时段", "数值", "条数", "依据地址")
WIDTHS = (20, 38, 26, 25, 16, 39)
ALIGN: Any = ("left", "left", "left", "right", "right", "left")
Together = tuple[Number, ...]
"""Numbers of one address: a difference and its percentage."""
Cell = str | list[Inline]
MONTHS = ("month",)
NOW, BEFORE, APART = "", "上期", "相差"


def evidence_rows(composition: Composition, base_url: str) -> list[Sequence[Cell]]:
    """A row for each figure, and one for each way its parts are told: 其中水、电、木; 其中三月、四月."""
    groups: dict[Any, list[Together]] = {}
    for together in composition.numbers:
        groups.setdefault(_kind(together[0], composition), []).append(together)
    table = _Table(composition, base_url)
    return [table.row(group) for group in groups.values()]


def _kind(number: Number, composition: Composition) -> tuple[str, tuple[str, ...]]:
    is_whole = number.before is not None or number.period in (composition.period, composition.previous)
    return number.figure, tuple(name for name, _ in number.splits) or (() if is_whole else MONTHS)


class _Table:
    def __init__(self, composition: Composition, base_url: str) -> None:
        self.composition, self.base_url = composition, base_url
        self.explained: set[str] = set()

    def row(self, group: list[Together]) -> Sequence[Cell]:
        first = group[0][0]
        figure, (_, names) = figures.get(first.figure), _kind(first, self.composition)
        told = [(when, list(some)) for when, some in groupby(sorted(group, key=self._order), key=self._when)]
        counted = [(when, some) for when, some in told if when != APART]
        days = _lines(self._days(some[0][0]) for _, some in counted or told)
        rows = _lines([str(sum(together[0].rows for together in some))] for _, some in counted or told)
        means = self._means(figure)
        if names == MONTHS or len({together[0].splits for together in group}) > 1:
            name = f"{figure.label}（按{'、'.join(_label(figure, one) for one in names)}）"
            parts = _lines([f"{when or '其中'}：", *self._parts(some)] for when, some in told)
            value: Cell = "见左"
            means = [f"{means[0]}\n", *parts] if means else parts
            period = self._whole(told[0][1][0][0])
            printed, where = on_paper(figure.key, period), address(figure.key, period)
        else:
            name = figure.label + (f"（{first.part}）" if first.part else "")
            value = _lines([f"{when} ".lstrip(), *self._linked(some[0])] for when, some in told)
            one = told[0][1][0][0]
            printed, where = on_paper(figure.key, one.period, dict(one.splits)), one.address
        return name, means or "同上", days, value, rows, [Link(printed, self.base_url + where)]

    def _means(self, figure: Figure) -> list[Inline]:
        """What the figure counts, where it is named first."""
        if figure.key in self.explained:
            return []
        self.explained.add(figure.key)
        return [figure.means]

    def _when(self, together: Together) -> str:
        if together[0].before is not None:
            return APART
        return NOW if together[0].period.start >= self.composition.period.start else BEFORE

    def _order(self, together: Together) -> int:
        return (NOW, BEFORE, APART).index(self._when(together))

    def _whole(self, number: Number) -> Period:
        before = self.composition.previous
        return before if before is not None and self._when((number,)) == BEFORE else self.composition.period

    def _days(self, number: Number) -> list[Inline]:
        period = self._whole(number)
        return [f"{period.start:%Y.%-m.%-d}至{period.end:%Y.%-m.%-d}"]

    def _linked(self, together: Together) -> Iterator[Inline]:
        for n, one in enumerate(together):
            yield "、" if n else ""
            yield Link(one.text, self.base_url + one.address)
            yield "" if one.number is None else one.unit

    def _parts(self, some: list[Together]) -> Iterator[Inline]:
        for together in some:
            yield f"{_short(together[0])} "
            yield from self._linked(together)
            yield "；"


def _short(number: Number) -> str:
    """水 from 工种：水; 三月 from a month."""
    return number.part.split("：", 1)[-1] or number.period.name


def _label(figure: Figure, name: str) -> str:
    return figure.splits[name].label if name in figure.splits else "月" if name == MONTHS[0] else "补录"


def _lines(cells: Any) -> list[Inline]:
    """Each on a line of its own."""
    told: list[Inline] = []
    for cell in cells:
        told += ["\n", *cell] if told else cell
    return [piece for piece in told if piece]
