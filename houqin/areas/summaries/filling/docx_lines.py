"""A Word document as lines: body paragraphs and table cells in reading order, then text boxes, headers and footers.

Every character of a line remembers the run it came from, so that a filled figure can keep that run's looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.parts.story import StoryPart
from docx.section import _Footer, _Header

from houqin.areas.summaries.filling.docx_links import targets_of_runs
from houqin.areas.summaries.filling.lines import Line

_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_RUN, _TEXT, _BOX = qn("w:r"), qn("w:t"), qn("w:txbxContent")
_ONE_CHARACTER = {
    qn("w:tab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
    qn("w:sym"): "□",
}
_SKIPPED = {qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:rPr"), qn("w:instrText"), qn("w:delText")}
_DRAWN = {
    qn("w:drawing"),
    qn("w:pict"),
    qn("w:object"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent",
}


@dataclass(frozen=True, kw_only=True)
class Story:
    """A place with paragraphs of its own, and the part that keeps its hyperlinks."""

    element: BaseOxmlElement
    part: StoryPart
    boxes: bool = False


@dataclass(frozen=True, kw_only=True)
class Character:
    """One character of a paragraph: the run and the text element that hold it."""

    text: str
    run: BaseOxmlElement
    holder: BaseOxmlElement
    index: int


@dataclass(frozen=True, kw_only=True)
class DocxParagraph:
    element: BaseOxmlElement
    part: StoryPart
    row: str = ""
    column: str = ""
    in_table: bool = False
    beside: str = ""


def docx_lines(document: Document) -> list[Line]:
    """Lines numbered from 1 in the order of `paragraphs`; underlined blanks read as underscores."""
    return [
        Line(
            number=number,
            text="".join(character.text for character in characters(paragraph.element)),
            row=paragraph.row,
            column=paragraph.column,
            in_table=paragraph.in_table,
            beside=paragraph.beside,
            links=_links(paragraph),
        )
        for number, paragraph in enumerate(paragraphs(document), start=1)
    ]


def _links(paragraph: DocxParagraph) -> tuple[tuple[int, int, str], ...]:
    targets = targets_of_runs(paragraph.element, paragraph.part)
    if not targets:
        return ()
    told = enumerate(targets.get(character.run, "") for character in characters(paragraph.element))
    stretches = ((address, [at for at, _ in alike]) for address, alike in groupby(told, key=lambda one: one[1]))
    return tuple((at[0], at[-1] + 1, address) for address, at in stretches if address)


def paragraphs(document: Document) -> list[DocxParagraph]:
    return [paragraph for story in _stories(document) for paragraph in _story_paragraphs(story)]


def _stories(document: Document) -> Iterator[Story]:
    body = Story(element=document.element.body, part=document.part)
    yield body
    yield Story(element=body.element, part=body.part, boxes=True)
    seen: set[int] = set()
    for section in document.sections:
        headers = (section.header, section.first_page_header, section.even_page_header)
        footers = (section.footer, section.first_page_footer, section.even_page_footer)
        for margin in (*headers, *footers):
            yield from _margin(margin, seen)


def _margin(margin: _Header | _Footer, seen: set[int]) -> Iterator[Story]:
    # Asking a linked header for its element would create one, and change the old document.
    if margin.is_linked_to_previous:
        return
    part = margin.part
    if id(part) not in seen:
        seen.add(id(part))
        yield Story(element=part.element, part=part)


def _story_paragraphs(story: Story) -> Iterator[DocxParagraph]:
    if not story.boxes:
        yield from _block(story.element, story.part)
        return
    for box in story.element.iter(_BOX):
        # Word writes each box twice: once for itself, once as a fallback for old readers.
        if not any(ancestor.tag.endswith("}Fallback") for ancestor in box.iterancestors()):
            yield from _block(box, story.part)


def _block(element: BaseOxmlElement, part: StoryPart) -> Iterator[DocxParagraph]:
    for child in element.iterchildren():
        if child.tag == _PARAGRAPH:
            yield DocxParagraph(element=child, part=part)
        elif child.tag == _TABLE:
            yield from _table(child, part)
        elif isinstance(child.tag, str) and child.tag.endswith(("}sdt", "}sdtContent", "}customXml", "}ins")):
            yield from _block(child, part)


def _table(table: BaseOxmlElement, part: StoryPart) -> Iterator[DocxParagraph]:
    rows = [list(_cells(row)) for row in table.iter(_ROW) if _nearest(row, _TABLE) is table]
    headers = [_shown(cell) for cell in rows[0]] if rows else []
    has_heads = not any(map(_is_value, headers))
    for row_index, row in enumerate(rows):
        texts = [_shown(cell) for cell in row]
        for index, cell in enumerate(row):
            headed = has_heads and row_index and len(headers) == len(row)
            column = _with_unit(headers, texts, index) if headed else ""
            for paragraph in _block(cell, part):
                if paragraph.in_table:
                    yield paragraph
                else:
                    yield DocxParagraph(
                        element=paragraph.element,
                        part=part,
                        row=_row_label(texts, index, nearest=not has_heads),
                        column=column,
                        in_table=True,
                        beside=" ".join(headers) if headed else "",
                    )


_UNIT_COLUMN = re.compile(r"(?:计量)?单位")


def _with_unit(headers: Sequence[str], texts: Sequence[str], index: int) -> str:
    """数量 beside a column 单位 is counted in what that column says."""
    units = [text for name, text in zip(headers, texts, strict=True) if _UNIT_COLUMN.fullmatch(name)]
    alone = len(units) == 1 and 0 < len(units[0]) <= 4 and not re.search("[(（]", headers[index])
    return f"{headers[index]}({units[0]})" if alone else headers[index]


def _is_value(text: str) -> bool:
    return bool(re.fullmatch(r"[\d.,%％_＿xX×\s]+", text))


def _row_label(texts: Sequence[str], index: int, *, nearest: bool) -> str:
    """The name a row begins with; in a form (排查隐患 | 33 | 整改隐患 | 31) the name before the value."""
    before = [text for text in texts[:index] if text and not _is_value(text)]
    label = (before[-1] if nearest else before[0]) if before else ""
    return label if label != texts[index] else ""


def _cells(row: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    for cell in row.iter(_CELL):
        if _nearest(cell, _ROW) is row:
            yield cell


def _nearest(element: BaseOxmlElement, tag: str) -> BaseOxmlElement | None:
    return next(element.iterancestors(tag), None)


def _shown(cell: BaseOxmlElement) -> str:
    return "".join(text.text or "" for text in cell.iter(_TEXT)).strip()


def characters(paragraph: BaseOxmlElement) -> list[Character]:
    """All visible characters of a paragraph, those of links and insertions too, deletions not."""
    found: list[Character] = []
    for run in _runs(paragraph):
        found.extend(_run_characters(run))
    return found


def _runs(element: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    for child in element.iterchildren():
        if child.tag == _RUN:
            yield child
        elif isinstance(child.tag, str) and child.tag not in _SKIPPED and child.tag not in _DRAWN:
            yield from _runs(child)


def _run_characters(run: BaseOxmlElement) -> Iterator[Character]:
    underlined = _is_underlined(run)
    for child in run.iterchildren():
        if child.tag == _TEXT:
            text = child.text or ""
            if underlined and not text.strip():
                text = "_" * len(text)
            for index, character in enumerate(text):
                yield Character(text=character, run=run, holder=child, index=index)
        elif child.tag in _ONE_CHARACTER:
            shown = "_" if underlined and child.tag == qn("w:tab") else _ONE_CHARACTER[child.tag]
            yield Character(text=shown, run=run, holder=child, index=0)


def _is_underlined(run: BaseOxmlElement) -> bool:
    mark = run.find(f"{qn('w:rPr')}/{qn('w:u')}")
    return mark is not None and mark.get(qn("w:val")) != "none"
