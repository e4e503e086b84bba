"""Which row holds the headers, and which column of the file is which column of the sheet."""

from dataclasses import dataclass, field
from typing import Any

from houqin.kernel.declare import RecordType
from houqin.kernel.sheets.columns import OURS, SheetColumn, by_header, columns_of, fold_header
from houqin.kernel.sheets.reading import Grid

DEPTH = 20
"""Above the headers stand at most a title, a date, a few notes."""

LINES = 3
"""Headers of more lines than this are a note merged down beside the table."""


@dataclass(slots=True)
class Heading:
    """row: where the headers are; first: the first row of data; places: column of the file → column of the sheet."""

    row: int
    first: int
    places: dict[int, SheetColumn]
    unknown: dict[int, str] = field(default_factory=dict)
    doubled: list[tuple[SheetColumn, list[int]]] = field(default_factory=list)

    @property
    def paths(self) -> frozenset[str]:
        return frozenset(col.path for col in self.places.values())


def heading_of(record_type: RecordType, grid: Grid) -> Heading | None:
    """The row with most known headers among the first; None when no row has any that could be meant as such."""
    known = by_header(record_type)
    best = max(range(min(DEPTH, len(grid.rows))), key=lambda r: len(_known(grid.rows[r], known)), default=None)
    if best is None:
        return None
    enough = min(2, len(columns_of(record_type)))
    if len(_known(grid.rows[best], known)) < enough:
        return None
    return _heading(grid, best, known)


def _known(row: list[Any], known: dict[str, SheetColumn]) -> set[str]:
    return {known[name].path for cell in row if (name := _name(cell)) in known}


def _name(cell: Any) -> str:
    return fold_header(cell) if isinstance(cell, str) else ""


def _heading(grid: Grid, row: int, known: dict[str, SheetColumn]) -> Heading:
    around = [(start[0], end[0]) for start, end in grid.merges if start[0] <= row <= end[0] < start[0] + LINES]
    top, bottom = min([row, *(start for start, _ in around)]), max([row, *(end for _, end in around)])
    found = Heading(row, bottom + 1, {})
    seen: dict[str, list[int]] = {}
    for index in range(max(len(grid.rows[r]) for r in range(top, bottom + 1))):
        # Two-line headers: the lower line says more, the upper one holds what is merged over both.
        names = [
            _name(grid.rows[r][index]) if index < len(grid.rows[r]) else "" for r in (row, *range(bottom, top - 1, -1))
        ]
        col = next((known[name] for name in names if name in known), None)
        if col is not None:
            seen.setdefault(col.path, []).append(index)
            found.places.setdefault(index, col)
        elif names[0] and names[0] not in {fold_header(name) for name in OURS}:
            found.unknown[index] = str(grid.rows[row][index]).strip()
    for places in seen.values():
        if len(places) > 1:
            found.doubled.append((found.places[places[0]], places))
    return found


def letter(index: int) -> str:
    """Excel's name of a column: 0 → A, 27 → AB."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name
