"""The numbering 一、（一）1.（1）as lists that Word renumbers by itself."""

from collections.abc import Iterable

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from houqin.kernel.documents.layout import CHARACTER
from houqin.kernel.documents.ooxml import element

HEADING_LIST = 1
_HEADINGS, _ITEMS = 1, 2

# Number format and shape of each level; the standard fixes them.
_LEVELS = (
    ("chineseCountingThousand", "%1、"),
    ("chineseCountingThousand", "（%2）"),
    ("decimal", "%3."),
    ("decimal", "（%4）"),
)
LEVEL_COUNT = len(_LEVELS)


def numbering_part() -> BaseOxmlElement:
    headings = element("w:abstractNum", element("w:multiLevelType", val="multilevel"), abstractNumId=_HEADINGS)
    headings.extend(_level(index, heading=True) for index in range(LEVEL_COUNT))
    items = element("w:abstractNum", element("w:multiLevelType", val="multilevel"), abstractNumId=_ITEMS)
    items.extend(_level(index, heading=False) for index in range(LEVEL_COUNT))
    number = element("w:num", element("w:abstractNumId", val=_HEADINGS), numId=HEADING_LIST)
    return element("w:numbering", headings, items, number)


def new_item_list(numbering: BaseOxmlElement, level: int) -> int:
    """A list of numbered paragraphs that begins at one again, whatever was counted before it."""
    return _new_list(numbering, _ITEMS, [level - 1])


def new_heading_list(numbering: BaseOxmlElement) -> int:
    return _new_list(numbering, _HEADINGS, range(LEVEL_COUNT))


def _new_list(numbering: BaseOxmlElement, kind: int, levels: Iterable[int]) -> int:
    number = len(numbering.findall(qn("w:num"))) + 1
    made = element("w:num", element("w:abstractNumId", val=kind), numId=number)
    made.extend(element("w:lvlOverride", element("w:startOverride", val=1), ilvl=level) for level in levels)
    numbering.append(made)
    return number


def _level(index: int, *, heading: bool) -> BaseOxmlElement:
    form, text = _LEVELS[index]
    level = element("w:lvl", element("w:start", val=1), element("w:numFmt", val=form), ilvl=index)
    if heading:
        level.append(element("w:pStyle", val=f"Heading{index + 1}"))
    # No tab and no blank after the number: the text follows at once, as in print.
    level.extend((element("w:suff", val="nothing"), element("w:lvlText", val=text), element("w:lvlJc", val="left")))
    indent = element("w:ind", left=0, firstLineChars=200, firstLine=2 * CHARACTER)
    level.append(element("w:pPr", indent))
    return level
