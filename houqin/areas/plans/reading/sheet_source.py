"""Workbooks: every row is a line, merged cells belong to their first."""

from __future__ import annotations

from datetime import date, datetime, time
from io import BytesIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from .clean import clean, looks_traditional
from .model import UnreadablePlan
from .source import Cell, Document, Line, Table


def from_workbook(data: bytes) -> Document:
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
    except PasswordError as problem:
        raise UnreadablePlan("这个 Excel 文件加了密码。请在 Excel 里去掉密码，另存后再上传。") from problem
    except (CalamineError, OSError, ValueError) as problem:
        raise UnreadablePlan(
            "这个 Excel 文件已损坏，打不开。请用 Excel 或 WPS 打开并另存为 .xlsx，再上传。"
        ) from problem
    blocks: list[Table] = []
    offset = 0
    for sheet in sheets:
        table, height = _table(sheet, offset)
        offset += height
        if table is not None:
            blocks.append(table)
    return Document(blocks=tuple(blocks))


def _table(sheet: CalamineSheet, offset: int) -> tuple[Table | None, int]:
    values = sheet.to_python(skip_empty_area=False)
    hidden = _continued(sheet)
    traditional = looks_traditional("".join(str(value) for row in values for value in row))
    rows: list[tuple[Cell, ...]] = []
    for at, row in enumerate(values):
        cells = []
        for column, value in enumerate(row):
            text = _text(value)
            lines = tuple(
                Line(number=offset + at + 1, raw=part, text=clean(part, traditional=traditional))
                for part in text.split("\n")
                if part.strip()
            )
            cells.append(Cell(lines=lines, merged=(at, column) in hidden))
        rows.append(tuple(cells))
    width = max((at + 1 for row in rows for at, cell in enumerate(row) if cell.lines or cell.merged), default=0)
    return (Table(rows=tuple(row[:width] for row in rows)) if width else None), len(values)


def _continued(sheet: CalamineSheet) -> set[tuple[int, int]]:
    """Cells that a merge covers, its first one apart."""
    covered: set[tuple[int, int]] = set()
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        covered |= {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)} - {
            (top, left)
        }
    return covered


def _text(value: object) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, datetime):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return str(value)
