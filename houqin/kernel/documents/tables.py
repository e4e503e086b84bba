"""Tables: a real table style, a heading row that repeats on each page, unbroken rows, figures to the right."""

import re
from collections.abc import Sequence
from typing import Literal

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from houqin.kernel.documents.inlines import Content, Writer
from houqin.kernel.documents.layout import TEXT_WIDTH
from houqin.kernel.documents.ooxml import clean, element, paragraph

Align = Literal["left", "center", "right"]

_FIGURE = re.compile(r"[-+−]?[\d,，]*\.?\d+\s*[%％‰]?")
_NOTHING = {"", "-", "—", "——", "/", "无"}


def table(
    writer: Writer,
    *,
    header: Sequence[str],
    rows: Sequence[Sequence[Content]],
    widths: Sequence[float],
    align: Sequence[Align] | None,
    small: bool,
    alt: str,
) -> BaseOxmlElement:
    """`widths` are shares of the text width. Without `align`, columns that hold only figures go to the right."""
    _check_shape(header, rows, widths, align)
    made = _frame(_twips(widths), alt)
    head, text = ("TableSmallHead", "TableSmallText") if small else ("TableHead", "TableText")
    titles = [paragraph(head, writer.runs(title)) for title in header]
    made.append(_row(titles, _twips(widths), is_header=True))
    body = [[paragraph(text, writer.runs(cell)) for cell in row] for row in rows]
    for column, side in enumerate(align or _sides(body, len(header))):
        for row in body:
            _set_side(row[column], side)
    made.extend(_row(row, _twips(widths), is_header=False) for row in body)
    return made


def _check_shape(
    header: Sequence[str],
    rows: Sequence[Sequence[Content]],
    widths: Sequence[float],
    align: Sequence[Align] | None,
) -> None:
    if not header:
        raise ValueError("a table needs a heading row")
    for what, cells in (("widths", widths), ("align", align if align is not None else header)):
        if len(cells) != len(header):
            raise ValueError(f"{what}: {len(cells)} given for {len(header)} columns")
    for number, row in enumerate(rows, start=1):
        if len(row) != len(header):
            raise ValueError(f"row {number} has {len(row)} cells for {len(header)} columns")


def _twips(widths: Sequence[float]) -> list[int]:
    return [round(TEXT_WIDTH * share / sum(widths)) for share in widths]


def _frame(widths: Sequence[int], alt: str) -> BaseOxmlElement:
    properties = element(
        "w:tblPr",
        element("w:tblStyle", val="OfficialTable"),
        element("w:tblW", w=sum(widths), type="dxa"),
        element("w:jc", val="center"),
        element("w:tblLayout", type="fixed"),
        element("w:tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
    )
    if alt:
        properties.append(element("w:tblDescription", val=clean(alt)))
    grid = element("w:tblGrid", *(element("w:gridCol", w=width) for width in widths))
    return element("w:tbl", properties, grid)


def _row(cells: Sequence[BaseOxmlElement], widths: Sequence[int], *, is_header: bool) -> BaseOxmlElement:
    properties = element("w:trPr", element("w:cantSplit"))
    if is_header:
        properties.append(element("w:tblHeader"))
    row = element("w:tr", properties)
    for content, width in zip(cells, widths, strict=True):
        cell = element("w:tcPr", element("w:tcW", w=width, type="dxa"), element("w:vAlign", val="center"))
        row.append(element("w:tc", cell, content))
    return row


def _sides(body: Sequence[Sequence[BaseOxmlElement]], columns: int) -> list[Align]:
    return [_side([_shown(row[column]) for row in body]) for column in range(columns)]


def _side(texts: Sequence[str]) -> Align:
    told = [text for text in texts if text not in _NOTHING]
    return "right" if told and all(_FIGURE.fullmatch(text) for text in told) else "left"


def _shown(content: BaseOxmlElement) -> str:
    return "".join(text.text or "" for text in content.iter(qn("w:t"))).strip()


def _set_side(content: BaseOxmlElement, side: Align) -> None:
    if side != "left":
        content.find(qn("w:pPr")).append(element("w:jc", val=side))
