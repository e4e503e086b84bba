"""Writes decisions into a copy of the Word document: wording, layout and run formatting stay."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from copy import deepcopy

from docx import Document as new_docx
from docx.enum.text import WD_COLOR_INDEX
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from houqin.areas.summaries.filling.decisions import Decision, Edit, edits_of
from houqin.areas.summaries.filling.documents import decode, open_word
from houqin.areas.summaries.filling.docx_lines import Character, DocxParagraph, characters, paragraphs

_HYPERLINK, _PROPERTIES, _TEXT = qn("w:hyperlink"), qn("w:rPr"), qn("w:t")
# A link may not stand inside a tracked insertion; such a figure is written without one.
_NO_LINK_INSIDE = {qn("w:ins"), qn("w:moveTo")}


def fill_docx(old: bytes, decisions: Iterable[Decision]) -> bytes:
    """The new document: filled figures link to their evidence, slots that were left are highlighted."""
    document = open_word(old)
    places = paragraphs(document)
    lengths = {number: len(characters(place.element)) for number, place in enumerate(places, start=1)}
    edits = [edit for decision in decisions for edit in edits_of(decision, lengths)]
    # From the right, so that the offsets of the edits still to come stay true.
    for edit in sorted(edits, key=lambda edit: (edit.line, edit.start), reverse=True):
        if 1 <= edit.line <= len(places):
            _apply(places[edit.line - 1], edit)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def text_as_docx(old: bytes) -> bytes:
    """A plain text as a Word document with one paragraph per line, so that lines keep their numbers."""
    text, _ = decode(old)
    document = new_docx()
    for line in text.splitlines():
        document.add_paragraph("".join(character for character in line if character == "\t" or ord(character) >= 32))
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _apply(place: DocxParagraph, edit: Edit) -> None:
    if edit.start >= edit.end:
        return
    _split(place.element, edit.end)
    _split(place.element, edit.start)
    covered = characters(place.element)[edit.start : edit.end]
    runs = _distinct_runs(covered)
    if not runs:
        return
    if edit.text is None:
        for run in runs:
            _highlight(place, run)
        return
    _replace(covered, runs[0], edit.text)
    if edit.text and edit.evidence_url:
        _link(place, runs[0], edit.evidence_url)


def _distinct_runs(covered: Sequence[Character]) -> list[BaseOxmlElement]:
    runs: list[BaseOxmlElement] = []
    for character in covered:
        if not runs or runs[-1] is not character.run:
            runs.append(character.run)
    return runs


def _split(paragraph: BaseOxmlElement, offset: int) -> None:
    """Make a run boundary before the character at `offset`."""
    found = characters(paragraph)
    if not 0 < offset < len(found) or found[offset - 1].run is not found[offset].run:
        return
    here = found[offset]
    run, holder = here.run, here.holder
    right = OxmlElement("w:r")
    properties = run.find(_PROPERTIES)
    if properties is not None:
        right.append(deepcopy(properties))
    following = list(holder.itersiblings())
    if here.index:
        text = holder.text or ""
        rest = deepcopy(holder)
        _set_text(holder, text[: here.index])
        _set_text(rest, text[here.index :])
        right.append(rest)
    else:
        right.append(holder)
    for element in following:
        right.append(element)
    run.addnext(right)


def _set_text(holder: BaseOxmlElement, text: str) -> None:
    holder.text = text
    holder.set(qn("xml:space"), "preserve")


def _replace(covered: Sequence[Character], first: BaseOxmlElement, text: str) -> None:
    """Put the text where the first covered character stood; take the other characters out, and nothing else."""
    holders: list[BaseOxmlElement] = []
    for character in covered:
        if not any(holder is character.holder for holder in holders):
            holders.append(character.holder)
    written = OxmlElement("w:t")
    _set_text(written, text)
    if text:
        holders[0].addprevious(written)
    for holder in holders:
        run = holder.getparent()
        if run is None:
            continue
        run.remove(holder)
        empty = all(child.tag == _PROPERTIES for child in run.iterchildren())
        parent = run.getparent()
        if empty and parent is not None and (run is not first or not text):
            parent.remove(run)


def _highlight(place: DocxParagraph, run: BaseOxmlElement) -> None:
    Run(run, Paragraph(place.element, place.part)).font.highlight_color = WD_COLOR_INDEX.YELLOW


def _link(place: DocxParagraph, run: BaseOxmlElement, url: str) -> None:
    parent = run.getparent()
    if parent is None or parent.tag in _NO_LINK_INSIDE:
        return
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), place.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    link.set(qn("w:history"), "1")
    if parent.tag == _HYPERLINK:
        _take_out(parent, run)
    run.addprevious(link)
    link.append(run)


def _take_out(link: BaseOxmlElement, run: BaseOxmlElement) -> None:
    """Last year's link around the figure is closed before it and opened again after it."""
    after = OxmlElement("w:hyperlink")
    for name, value in link.attrib.items():
        after.set(name, value)
    for sibling in list(run.itersiblings()):
        after.append(sibling)
    link.addnext(run)
    if len(after):
        run.addnext(after)
    outer = link.getparent()
    if not len(link) and outer is not None:
        outer.remove(link)
