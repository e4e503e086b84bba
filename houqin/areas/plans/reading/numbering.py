"""Word keeps "1、" of an automatic list in numbering.xml; the reader needs it in the text."""

from __future__ import annotations

from collections import defaultdict

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from .numerals import chinese

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_VAL, _ILVL, _NUM_ID = qn("w:val"), qn("w:ilvl"), qn("w:numId")


def _format(value: int, style: str) -> str:
    if style in {
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "ideographTraditional",
        "taiwaneseCounting",
    }:
        return chinese(value) if value < 100 else str(value)
    if style == "decimalEnclosedCircle" or style == "decimalEnclosedCircleChinese":
        return _CIRCLED[value - 1] if 1 <= value <= 20 else str(value)
    if style in {"upperLetter", "lowerLetter"}:
        letter = chr(ord("A") + (value - 1) % 26)
        return letter if style == "upperLetter" else letter.lower()
    return str(value)


class Numbering:
    """Counts list paragraphs as Word does and gives each the mark a reader of the page would see."""

    def __init__(self, document: WordDocument) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._abstract_of: dict[str, str] = {}
        self._restarts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._styles = _style_numbers(document)
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return
        for abstract in root.findall(qn("w:abstractNum")):
            key = abstract.get(qn("w:abstractNumId"))
            self._levels[key] = {int(level.get(_ILVL)): _level(level) for level in abstract.findall(qn("w:lvl"))}
        for num in root.findall(qn("w:num")):
            link = num.find(qn("w:abstractNumId"))
            if link is not None:
                self._abstract_of[num.get(_NUM_ID)] = link.get(_VAL)
            for override in num.findall(qn("w:lvlOverride")):
                start = override.find(qn("w:startOverride"))
                if start is not None:
                    self._restarts[(num.get(_NUM_ID), int(override.get(_ILVL)))] = int(start.get(_VAL))

    def mark(self, paragraph: BaseOxmlElement) -> str:
        """The mark of the next list paragraph; empty for an ordinary one. Call once for each, in order."""
        found = self._of(paragraph)
        if found is None:
            return ""
        num_id, level = found
        abstract = self._abstract_of.get(num_id)
        levels = self._levels.get(abstract or "", {})
        if level not in levels:
            return ""
        style, text, start = levels[level]
        if style == "bullet":
            return "●"
        if style == "none" or not text:
            return ""
        counts = self._counts[abstract or ""]
        restart = self._restarts.pop((num_id, level), None)
        counts[level] = restart if restart is not None else counts.get(level, start - 1) + 1
        for deeper in [key for key in counts if key > level]:
            del counts[deeper]
        for at in range(level + 1):
            value = counts.get(at, levels[at][2] if at in levels else 1)
            text = text.replace(f"%{at + 1}", _format(value, levels[at][0] if at in levels else "decimal"))
        return text

    def _of(self, paragraph: BaseOxmlElement) -> tuple[str, int] | None:
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            return None
        numbered = properties.find(qn("w:numPr"))
        if numbered is None:
            style = properties.find(qn("w:pStyle"))
            return self._styles.get(style.get(_VAL)) if style is not None else None
        num_id, level = numbered.find(_NUM_ID_TAG), numbered.find(_ILVL_TAG)
        if num_id is None or num_id.get(_VAL) == "0":
            return None
        return num_id.get(_VAL), int(level.get(_VAL)) if level is not None else 0


_NUM_ID_TAG, _ILVL_TAG = qn("w:numId"), qn("w:ilvl")


def _level(level: BaseOxmlElement) -> tuple[str, str, int]:
    def value(tag: str, default: str) -> str:
        child = level.find(qn(tag))
        return child.get(_VAL, default) if child is not None else default

    return value("w:numFmt", "decimal"), value("w:lvlText", ""), int(value("w:start", "1"))


def _style_numbers(document: WordDocument) -> dict[str, tuple[str, int]]:
    """Paragraph styles that number by themselves."""
    found: dict[str, tuple[str, int]] = {}
    for style in document.styles.element.findall(qn("w:style")):
        num_id = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{_NUM_ID_TAG}")
        level = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{_ILVL_TAG}")
        if num_id is not None and num_id.get(_VAL) != "0":
            found[style.get(qn("w:styleId"))] = (num_id.get(_VAL), int(level.get(_VAL)) if level is not None else 0)
    return found
