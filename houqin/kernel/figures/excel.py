"""The rows of a figure as a workbook: the columns of its page, and where each row is opened."""

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings

from houqin.kernel.declare.fields import Column
from houqin.kernel.figures.figure import Figure, Share
from houqin.kernel.pages import tables
from houqin.kernel.pages.door import url_of
from houqin.kernel.pages.html import masked

LATE, MEETS, WHERE = "补录", "符合", "地址"


def write_rows(path: Path, figure: Figure, cols: list[Column], rows: Iterable[Any]) -> int:
    """How many rows. Text is always text, so that a formula in it is never run."""
    import xlsxwriter  # type: ignore[import-untyped]  # 3 MB that only an export needs

    share = isinstance(figure.measure, Share)
    count = 0
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("依据")
        bold = book.add_format({"bold": True, "bg_color": "#E8EEF7", "bottom": 1})
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(cols) + 2, 20)
        for place, head in enumerate([*(col.label for col in cols), LATE, *([MEETS] if share else []), WHERE]):
            sheet.write_string(0, place, head, bold)
        for count, row in enumerate(rows, start=1):
            for place, told in enumerate(_cells(figure, cols, row, share)):
                if isinstance(told, str):
                    sheet.write_string(count, place, told)
                else:
                    sheet.write_number(count, place, told)
    return count


def _cells(figure: Figure, cols: list[Column], row: Any, share: bool) -> list[str | int | float | Decimal]:
    told = [_cell(figure, col, row) for col in cols]
    told.append("是" if tables.is_late(figure.of, row) else "")
    if share:
        told.append("是" if row.meets else "否")
    return [*told, settings.BASE_URL + url_of(figure.of, row)]


def _cell(figure: Figure, col: Column, row: Any) -> str | int | float | Decimal:
    value = col.value(row)
    if col.path in figure.of.access.masks:
        return masked(value)
    if isinstance(value, (int, float, Decimal)) and col.is_number and not isinstance(value, bool):
        return value
    return col.text(row)
