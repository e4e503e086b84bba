"""From a file to rows of cells: Excel (xlsx, xls), OpenDocument and text tables. Nothing here knows a record type."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any
from xml.etree import ElementTree

from houqin.kernel.actions import Refused
from houqin.kernel.files.sniff import decoded, sniff
from houqin.kernel.sheets.cells import ErrorCell
from houqin.kernel.sheets.quoting import unquoted

Merge = tuple[tuple[int, int], tuple[int, int]]
HELP_SHEET = "说明"
BOOKS = ("xlsx", "xls", "ods")


@dataclass(slots=True)
class Grid:
    """Rows of cells as they stand in the file; row 0 is the file's first."""

    name: str
    rows: list[list[Any]]
    merges: list[Merge] = field(default_factory=list)


def grids(file: IO[bytes], name: str) -> Iterator[Grid]:
    """The tables of a file, one after the other; for a text file, one for each way its columns may be parted."""
    kind = sniff(file, name).extension
    file.seek(0)
    if kind in BOOKS:
        yield from _book(file, name, kind)
    elif kind in ("csv", "txt"):
        yield from _text(file.read(), name)
    else:
        raise Refused(f"“{name}”不是表格。请上传 Excel（.xlsx、.xls）、.ods 或 .csv 文件。")


def _book(file: IO[bytes], name: str, kind: str) -> Iterator[Grid]:
    from python_calamine import CalamineWorkbook  # native code that only an import needs

    try:
        book = CalamineWorkbook.from_filelike(file)
        for index, sheet_name in enumerate(book.sheet_names):
            if sheet_name == HELP_SHEET:
                continue
            sheet = book.get_sheet_by_index(index)
            grid = Grid(sheet_name, sheet.to_python(skip_empty_area=False), sheet.merged_cell_ranges or [])
            if kind == "xlsx":
                _mark_errors(file, sheet_name, grid)
            _fill_merged(grid)
            yield grid
    except (KeyboardInterrupt, SystemExit, MemoryError, GeneratorExit, Refused):
        raise
    except BaseException as error:  # the reader's native code panics on some broken files, past Exception
        raise Refused(f"“{name}”打不开，可能已损坏或设有密码。请用 Excel 另存为 .xlsx 后再试。") from error


def _fill_merged(grid: Grid) -> None:
    """A cell merged over several rows holds for each of them; its value is stored in the first only."""
    for (top, left), (bottom, _) in grid.merges:
        for row in range(top + 1, min(bottom + 1, len(grid.rows))):
            if left < len(grid.rows[row]):
                grid.rows[row][left] = grid.rows[top][left]


ERROR = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*\bt="e"[^>]*>(?:(?!</c>).)*?<v>([^<]*)</v>', re.DOTALL)
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def _mark_errors(file: IO[bytes], sheet_name: str, grid: Grid) -> None:
    """The reader gives formula errors as empty cells, which would pass for "nothing said"; they are found in the sheet itself."""
    file.seek(0)
    with zipfile.ZipFile(file) as pack:
        part = _part_of(pack, sheet_name)
        content = pack.read(part) if part in pack.namelist() else b""
    if b't="e"' not in content:
        return
    for letters, number, said in ERROR.findall(content):
        row, col = int(number) - 1, _column_index(letters.decode())
        if row < len(grid.rows) and col < len(grid.rows[row]):
            grid.rows[row][col] = ErrorCell(said.decode())


def _part_of(pack: zipfile.ZipFile, sheet_name: str) -> str:
    try:
        book = ElementTree.fromstring(pack.read("xl/workbook.xml"))
        rels = ElementTree.fromstring(pack.read("xl/_rels/workbook.xml.rels"))
    except (KeyError, ElementTree.ParseError):
        return ""
    targets = {rel.get("Id"): rel.get("Target", "") for rel in rels}
    link = next((s.get(LINK) for s in book.iter(f"{MAIN}sheet") if s.get("name") == sheet_name), None)
    target = targets.get(link, "")
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _column_index(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def _text(content: bytes, name: str) -> Iterator[Grid]:
    text = decoded(content)
    if text is None:
        raise Refused(f"“{name}”的文字编码认不出来。请用 Excel 另存为 .xlsx 后再试。")
    csv.field_size_limit(1 << 20)
    for delimiter in ("\t", ",", ";"):
        try:
            rows = [
                [unquoted(cell) for cell in row]
                for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
            ]
        except csv.Error as error:
            raise Refused(
                f"“{name}”第 {text.count(chr(10)) + 1} 行以内的引号不成对，读不下去。请用 Excel 另存为 .xlsx 后再试。"
            ) from error
        yield Grid(name, list(rows))
