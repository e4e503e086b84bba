"""The workbook that goes back: the bad cells red, each with its reason, and all reasons in a last column."""

from pathlib import Path
from typing import IO, Any

from houqin.kernel.sheets.cells import ErrorCell
from houqin.kernel.sheets.columns import REASON
from houqin.kernel.sheets.reading import Grid
from houqin.kernel.sheets.report import Reason

IN_PLACE = 10_000
"""Up to so many rows the sent workbook itself is marked, with all its looks; a larger one would fill the memory, and only its bad rows go back."""

Bad = dict[int, list[Reason]]
"""Line of the file → what is wrong there."""


def mark(file: IO[bytes], is_xlsx: bool, grid: Grid, header: int, bad: Bad, path: Path) -> None:
    if is_xlsx and len(grid.rows) <= IN_PLACE:
        _mark_in_place(file, grid, header, bad, path)
    else:
        _write_bad_rows(grid, header, bad, path)


def _mark_in_place(file: IO[bytes], grid: Grid, header: int, bad: Bad, path: Path) -> None:
    from openpyxl import load_workbook  # 10 MB that only a workbook with mistakes needs
    from openpyxl.cell import MergedCell

    file.seek(0)
    book = load_workbook(file)
    sheet = book[grid.name]
    last = max((len(row) for row in grid.rows), default=0) + 1
    sheet.cell(header + 1, last, REASON)
    for line, reasons in bad.items():
        sheet.cell(line, last, said(reasons))
        for place, told in _by_place(reasons).items():
            cell = sheet.cell(line, place + 1)
            if not isinstance(cell, MergedCell):
                _redden(cell, told)
    book.active = book.index(sheet)
    book.save(path)


def _write_bad_rows(grid: Grid, header: int, bad: Bad, path: Path) -> None:
    from openpyxl import Workbook  # see above
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet("有问题的行")
    heads = grid.rows[header]
    sheet.append([*(_plain(head) for head in heads), REASON, "行号"])
    for line, reasons in sorted(bad.items()):
        places = _by_place(reasons)
        row = grid.rows[line - 1]
        cells = []
        for index in range(len(heads)):
            cell = WriteOnlyCell(sheet, _plain(row[index] if index < len(row) else None))
            if isinstance(cell.value, str):
                cell.data_type = "s"  # never a formula
            if index in places:
                _redden(cell, places[index])
            cells.append(cell)
        sheet.append([*cells, said(reasons), line])
    book.save(path)


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
