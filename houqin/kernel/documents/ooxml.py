"""Small makers of WordprocessingML elements, so that the rest of the package never writes XML by hand."""

import re
from collections.abc import Iterable

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement

# XML 1.0 has no way to carry these, and ledgers filled from scanners and spreadsheets do contain them.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_OR_TAB = re.compile("([\n\t])")


def element(tag: str, /, *children: BaseOxmlElement, **attributes: str | int) -> BaseOxmlElement:
    """`element("w:ind", firstLine=632)`: attributes belong to the namespace of the tag."""
    prefix = tag.partition(":")[0]
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"{prefix}:{name}"), str(value))
    made.extend(children)
    return made


def clean(text: str) -> str:
    return _NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n"))


def run(text: str, *, bold: bool = False, style: str = "") -> BaseOxmlElement:
    made = element("w:r", _run_properties(bold=bold, style=style))
    for part in _LINE_OR_TAB.split(clean(text)):
        if part == "\n":
            made.append(element("w:br"))
        elif part == "\t":
            made.append(element("w:tab"))
        elif part:
            made.append(_text("w:t", part))
    return made


def field(instruction: str, shown: str) -> list[BaseOxmlElement]:
    """A field Word can recalculate; `shown` is what it displays until then."""
    return [
        element("w:r", element("w:fldChar", fldCharType="begin")),
        element("w:r", _text("w:instrText", f" {instruction} ")),
        element("w:r", element("w:fldChar", fldCharType="separate")),
        run(shown),
        element("w:r", element("w:fldChar", fldCharType="end")),
    ]


def paragraph(style: str, content: Iterable[BaseOxmlElement] = ()) -> BaseOxmlElement:
    return element("w:p", element("w:pPr", element("w:pStyle", val=style)), *content)


def _run_properties(*, bold: bool, style: str) -> BaseOxmlElement:
    properties = element("w:rPr")
    if style:
        properties.append(element("w:rStyle", val=style))
    # Quotation marks, dashes and dots exist in both scripts; this keeps them as wide as the characters around them.
    properties.append(element("w:rFonts", hint="eastAsia"))
    if bold:
        properties.append(element("w:b"))
    return properties


def _text(tag: str, text: str) -> BaseOxmlElement:
    made = element(tag)
    made.text = text
    made.set(qn("xml:space"), "preserve")
    return made
