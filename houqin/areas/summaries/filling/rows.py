"""Tables pasted as lines with bars: 「用电人数 | 用电量(度) |」 above 「2650 | 5.97 |」 names each of its figures."""

from __future__ import annotations

import re
from dataclasses import dataclass

from houqin.areas.summaries.filling.figures import figure_in_column
from houqin.areas.summaries.filling.marks import Mark
from houqin.areas.summaries.filling.numerals import ARABIC

_BAR = re.compile(r"[|｜\t]")
_NAME = re.compile(r"\s*(?:[\u4e00-\u9fff（）()]{1,12}|\d{1,2}月份?)\s*")
_FIGURE = re.compile(rf"\s*(?:{ARABIC})%?\s*")
_VALUE = re.compile(rf"{_FIGURE.pattern}|\s*(?:_+|[xX×]{{1,4}})%?\s*")


@dataclass(frozen=True, kw_only=True)
class NamedCell:
    """A cell of figures with the names that stand above and before it; a blank, or a figure that counts nothing, has no mark."""

    start: int
    end: int
    column: str
    row: str = ""
    mark: Mark | None = None


def named_cells(text: str, above: str) -> list[NamedCell]:
    """Nothing, unless the line holds only figures, after the name of its row, and the line above as many names."""
    cells, names = _cells(text), [name.strip() for _, name in _cells(above)]
    row = ""
    if len(cells) == len(names) > 2 and _NAME.fullmatch(cells[0][1]):
        row, cells, names = cells[0][1].strip(), cells[1:], names[1:]
    if len(cells) < 2 or len(cells) != len(names) or not all(_VALUE.fullmatch(cell) for _, cell in cells):
        return []
    if not all(re.search(r"[\u4e00-\u9fff]{2}", name) and len(name) <= 24 for name in names):
        return []
    return [_named(start, cell, name, row) for (start, cell), name in zip(cells, names, strict=True)]


def _named(start: int, cell: str, column: str, row: str) -> NamedCell:
    number = cell.strip().rstrip("%")
    mark = figure_in_column(number, start + cell.index(number), column) if _FIGURE.fullmatch(cell) else None
    return NamedCell(start=start, end=start + len(cell), column=column, row=row, mark=mark)


def _cells(text: str) -> list[tuple[int, str]]:
    """Each cell with where it begins; the bars a line opens and closes with part nothing."""
    inner = text.rstrip().rstrip("|｜\t")
    begin = len(inner) - len(inner.lstrip(" |｜\t"))
    cells = []
    for found in _BAR.finditer(inner, begin):
        cells.append((begin, inner[begin : found.start()]))
        begin = found.end()
    return [*cells, (begin, inner[begin:])]
