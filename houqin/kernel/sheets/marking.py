"""The workbook that goes back: the bad cells red, each with its reason, and all reasons in a last column."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from houqin.kernel.sheets.cells import ErrorCell
from houqin.kernel.sheets.columns import REASON
from houqin.kernel.sheets.reading import Grid
from houqin.kernel.sheets.report import Reason

IN_PLACE = 10_000
"""Up to so many rows the sent workbook itself is marked, with all its looks; a larger one would fill the memory, and only its bad rows go back."""

WIDE, WIDEST = 15, 90
"""Columns of a sheet that is written anew, and the one with the reasons."""

Bad = dict[int, list[Reason]]
"""Line of the file → what is wrong there."""


def mark(file: IO[bytes], is_xlsx: bool, grid: Grid, header: int, bad: Bad, path: Path) -> None:
    if not is_xlsx or len(grid.rows) > IN_PLACE:
        _write_anew(grid, header, bad, path)
    else:
        _mark_in_place(file, grid, header, bad, path)


def _mark_in_place(file: IO[bytes], grid: Grid, header: int, bad: Bad, path: Path) -> None:
    from openpyxl import load_workbook  # 10 MB that only a workbook with mistakes needs
    from openpyxl.cell import MergedCell

    file.seek(0)
    book = load_workbook(file)
    sheet = book[grid.name]
    last = _reason_column(grid, header)
    sheet.cell(header + 1, last + 1, REASON)
    for line in range(header + 2, len(grid.rows) + 1):
        sheet.cell(line, last + 1).value = said(bad[line]) if line in bad else None
    for line, reasons in bad.items():
        for place, told in _by_place(reasons).items():
            cell = sheet.cell(line, place + 1)
            if not isinstance(cell, MergedCell):
                _redden(cell, told)
    book.active = book.index(sheet)
    book.save(path)


def _reason_column(grid: Grid, header: int) -> int:
    """The first free column; or the one from last time, when a marked workbook comes back."""
    heads = grid.rows[header]
    return heads.index(REASON) if REASON in heads else max(len(row) for row in grid.rows)


def _write_anew(grid: Grid, header: int, bad: Bad, path: Path) -> None:
    """All rows of a small table, the bad rows of a large one."""
    from openpyxl import Workbook  # see above
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet("有问题的行")
    heads, last = grid.rows[header], _reason_column(grid, header)
    for n in range(1, last + 2):
        sheet.column_dimensions[get_column_letter(n)].width = WIDE if n <= last else WIDEST
    sheet.append([*(_plain(heads[i]) if i < len(heads) else None for i in range(last)), REASON])
    for line in range(header + 2, len(grid.rows) + 1) if len(grid.rows) <= IN_PLACE else sorted(bad):
        reasons = bad.get(line, [])
        sheet.append(
            [*_cells(sheet, grid.rows[line - 1], last, _by_place(reasons)), said(reasons) if reasons else None]
        )
    book.save(path)


def _cells(sheet: Any, row: list[Any], width: int, told: dict[int, str]) -> Iterator[Any]:
    from openpyxl.cell import WriteOnlyCell

    for index in range(width):
        cell = WriteOnlyCell(sheet, _plain(row[index]) if index < len(row) else None)
        if isinstance(cell.value, str):
            cell.data_type = "s"  # never a formula
        if index in told:
            _redden(cell, told[index])
        yield cell


def said(reasons: list[Reason]) -> str:
    """All reasons of a row in one line, each with its column where the sentence does not already begin with it."""
    return (
        "；".join(
            (f"{r.label}：{r.message}" if r.label and r.label not in r.message else r.message).rstrip("。")
            for r in reasons
        )
        + "。"
    )


def _by_place(reasons: list[Reason]) -> dict[int, str]:
    found: dict[int, str] = {}
    for reason in reasons:
        if reason.place is not None:
            found[reason.place] = "\n".join(filter(None, (found.get(reason.place), reason.message)))
    return found


def _redden(cell: Any, told: str) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    cell.fill = PatternFill("solid", fgColor="FFC7CE")
    cell.comment = Comment(told, "后勤", width=320, height=90)


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, ErrorCell) else value
