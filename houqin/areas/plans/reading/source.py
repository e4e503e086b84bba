"""The one shape every file format is turned into: lines and tables, in document order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Line:
    """``number`` counts physical lines (.txt), paragraphs in reading order, table cells included (.docx), or
    rows (.xlsx), from 1, blank ones too. ``raw`` is as written; ``text`` is cleaned and keeps the same meaning."""

    number: int
    raw: str
    text: str
    page_break: bool = False


@dataclass(frozen=True, kw_only=True)
class Cell:
    """``lines`` is empty in a blank cell and in one that a merge continues (``merged``)."""

    lines: tuple[Line, ...] = ()
    merged: bool = False

    @property
    def text(self) -> str:
        return " ".join(line.text.strip() for line in self.lines if line.text.strip())


@dataclass(frozen=True, kw_only=True)
class Table:
    rows: tuple[tuple[Cell, ...], ...]

    def lines(self) -> Iterator[Line]:
        seen: set[int] = set()
        for row in self.rows:
            for cell in row:
                for line in cell.lines:
                    if line.number not in seen:
                        seen.add(line.number)
                        yield line


@dataclass(frozen=True, kw_only=True)
class Document:
    blocks: tuple[Line | Table, ...] = field(default=())

    def lines(self) -> Iterator[Line]:
        for block in self.blocks:
            if isinstance(block, Table):
                yield from block.lines()
            else:
                yield block
