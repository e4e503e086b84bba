"""Word documents: paragraphs and tables in reading order, list numbers as text, merged and nested cells."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from .clean import clean, has_web_pinyin, looks_traditional
from .model import UnreadablePlan
from .numbering import Numbering
from .source import Cell, Document, Line, Table

_P, _TBL, _TR, _TC, _SDT = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc"), qn("w:sdt")
_DELETED = {
    qn("w:del"),
    qn("w:moveFrom"),
    qn("w:instrText"),
    qn("w:pPr"),
    qn("w:txbxContent"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}


def from_word(data: bytes) -> Document:
    try:
        document = docx.Document(BytesIO(data))
        return _Reader(document).read()
    except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError, AttributeError, OSError) as problem:
        raise UnreadablePlan("这个 Word 文件已损坏，打不开。请用 Word 或 WPS 打开并另存为 .docx，再上传。") from problem


class _Reader:
    """Numbers every paragraph in reading order, those in table cells too."""

    def __init__(self, document: WordDocument) -> None:
        self._body = document.element.body
        self._numbering = Numbering(document)
        self._count = 0
        text = "".join(node.text or "" for node in self._body.iter(qn("w:t")))
        self._traditional = looks_traditional(text)
        self._pinyin = has_web_pinyin(text)

    def read(self) -> Document:
        return Document(blocks=tuple(self._blocks(self._body)))

    def _blocks(self, parent: BaseOxmlElement) -> Iterator[Line | Table]:
        for child in parent:
            if child.tag == _P:
                yield from self._paragraph(child)
            elif child.tag == _TBL and _is_layout(child):
                for row in _rows(child):
                    for cell in _cells(row):
                        yield from self._blocks(cell)
            elif child.tag == _TBL:
                yield self._table(child)
            elif child.tag == _SDT:
                content = child.find(qn("w:sdtContent"))
                if content is not None:
                    yield from self._blocks(content)

    def _paragraph(self, paragraph: BaseOxmlElement) -> Iterator[Line]:
        mark = self._numbering.mark(paragraph)
        texts = "".join(_text(paragraph)).split("\n")
        for at, text in enumerate(texts):
            self._count += 1
            raw = (mark + text) if at == 0 and text.strip() else text
            yield self._line(raw)
        for box in paragraph.iter(qn("w:txbxContent")):
            if not any(parent.tag.endswith("}Fallback") for parent in box.iterancestors()):
                for inner in box.iter(_P):
                    yield from self._paragraph(inner)

    def _line(self, raw: str) -> Line:
        return Line(number=self._count, raw=raw, text=clean(raw, traditional=self._traditional, pinyin=self._pinyin))

    def _table(self, table: BaseOxmlElement) -> Table:
        rows: list[tuple[Cell, ...]] = []
        for row in _rows(table):
            cells: list[Cell] = []
            before = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
            if before is not None:
                cells += [Cell()] * min(60, int(before.get(qn("w:val"), "0")))
            for cell in _cells(row):
                merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
                span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
                continued = merge is not None and merge.get(qn("w:val"), "continue") == "continue"
                lines = tuple(self._cell_lines(cell))
                cells.append(
                    Cell(
                        lines=() if continued else tuple(line for line in lines if line.text.strip()), merged=continued
                    )
                )
                width = int(span.get(qn("w:val"), "1")) if span is not None else 1
                cells += [Cell(merged=True)] * (min(width, 60) - 1)
            rows.append(tuple(cells))
        return Table(rows=tuple(rows))

    def _cell_lines(self, cell: BaseOxmlElement) -> Iterator[Line]:
        """A nested table is read where it stands, cell after cell."""
        for block in self._blocks(cell):
            if isinstance(block, Table):
                yield from block.lines()
            else:
                yield block


def _is_layout(table: BaseOxmlElement) -> bool:
    """A frame around the text: one cell a row."""
    return all(len(list(_cells(row))) <= 1 for row in _rows(table))


def _rows(table: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    for child in table:
        if child.tag == _TR:
            yield child
        elif child.tag == _SDT:
            yield from child.iter(_TR)


def _cells(row: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    for child in row:
        if child.tag == _TC:
            yield child
        elif child.tag == _SDT:
            content = child.find(qn("w:sdtContent"))
            if content is not None:
                yield from content.findall(_TC)


def _text(node: BaseOxmlElement) -> Iterator[str]:
    """The words a reader sees: deletions, field codes and the copy kept for old programs left out."""
    for child in node:
        if child.tag in _DELETED:
            continue
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in {qn("w:tab"), qn("w:ptab")}:
            yield "\t"
        elif child.tag in {qn("w:br"), qn("w:cr")}:
            yield "\n"
        elif child.tag == qn("w:noBreakHyphen"):
            yield "-"
        else:
            yield from _text(child)
