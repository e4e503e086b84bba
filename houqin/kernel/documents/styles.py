"""The Word styles of an official document, declared once and written to the style sheet."""

from dataclasses import dataclass

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from houqin.kernel.documents.layout import (
    BODY_FONT,
    CHARACTER,
    HEADING_FONT,
    LINE,
    NUMBER_FONT,
    SIZE_2,
    SIZE_3,
    SIZE_4,
    SIZE_5,
    SIZE_SMALL_4,
    SUBHEADING_FONT,
    TITLE_FONT,
    Font,
)
from houqin.kernel.documents.numbering import HEADING_LIST
from houqin.kernel.documents.ooxml import element


@dataclass(frozen=True, kw_only=True)
class ParagraphStyle:
    """Left out means: as in the style it is based on."""

    id: str
    name: str
    based_on: str = "Normal"
    following: str = ""
    font: Font | None = None
    size: float | None = None
    bold: bool = False
    align: str = ""
    first_line_characters: int | None = None
    line: int | None = None  # exact height; 0 lets the content decide
    before: int = 0
    after: int = 0
    right_characters: int = 0
    left_characters: int = 0
    heading_level: int | None = None
    keep_with_next: bool = False
    new_page: bool = False


HEADINGS = tuple(
    ParagraphStyle(
        id=f"Heading{level}",
        name=f"heading {level}",
        following="BodyText",
        font=font,
        bold=bold,
        first_line_characters=2,
        heading_level=level,
        keep_with_next=True,
    )
    for level, font, bold in (
        (1, HEADING_FONT, False),
        (2, SUBHEADING_FONT, False),
        (3, BODY_FONT, True),
        (4, BODY_FONT, False),
    )
)

STYLES = (
    ParagraphStyle(id="Normal", name="Normal", based_on="", font=BODY_FONT, size=SIZE_3, line=LINE, align="both"),
    ParagraphStyle(id="BodyText", name="Body Text", first_line_characters=2),
    *HEADINGS,
    ParagraphStyle(
        id="Title",
        name="Title",
        following="Recipients",
        font=TITLE_FONT,
        size=SIZE_2,
        line=680,
        align="center",
        after=LINE // 2,
    ),
    ParagraphStyle(id="Subtitle", name="Subtitle", font=SUBHEADING_FONT, align="center", after=LINE // 2),
    ParagraphStyle(id="Recipients", name="主送机关", following="BodyText", align="left", before=LINE // 2),
    ParagraphStyle(id="Attachments", name="附件说明", align="left"),
    ParagraphStyle(id="Attendance", name="出席人员", align="left"),
    ParagraphStyle(id="Signature", name="Signature", following="Date", align="right", keep_with_next=True),
    ParagraphStyle(id="Date", name="Date", align="right"),
    ParagraphStyle(
        id="AppendixLabel", name="附件标识", font=HEADING_FONT, align="left", new_page=True, keep_with_next=True
    ),
    ParagraphStyle(
        id="AppendixTitle",
        name="附件标题",
        following="BodyText",
        font=TITLE_FONT,
        size=SIZE_2,
        line=680,
        align="center",
        before=LINE // 2,
        after=LINE // 2,
        heading_level=1,
        keep_with_next=True,
    ),
    ParagraphStyle(
        id="Caption",
        name="caption",
        font=HEADING_FONT,
        size=SIZE_SMALL_4,
        align="center",
        line=400,
        before=80,
        after=80,
    ),
    ParagraphStyle(id="Picture", name="图片", align="center", line=0, before=160, keep_with_next=True),
    ParagraphStyle(id="TableText", name="表格正文", size=SIZE_SMALL_4, align="left", line=340),
    ParagraphStyle(id="TableHead", name="表格表头", based_on="TableText", font=HEADING_FONT, align="center"),
    ParagraphStyle(id="TableSmallText", name="表格小字", based_on="TableText", size=SIZE_5, line=300),
    ParagraphStyle(id="TableSmallHead", name="表格小字表头", based_on="TableHead", size=SIZE_5, line=300),
    # Without a paragraph between them Word joins two tables; this one also keeps the text off the last rule.
    ParagraphStyle(id="TableEnd", name="表格之后", size=SIZE_5, line=200),
    ParagraphStyle(
        id="Footer",
        name="footer",
        font=NUMBER_FONT,
        size=SIZE_4,
        align="right",
        line=280,
        right_characters=1,
    ),
    ParagraphStyle(id="FooterEven", name="双页页码", based_on="Footer", align="left", left_characters=1),
)

CELL_MARGIN = 80


def style_sheet() -> BaseOxmlElement:
    sheet = element("w:styles", _defaults())
    sheet.extend(_paragraph_style(style) for style in STYLES)
    sheet.extend(
        (_default_character_style(), _hyperlink_style(), _label_style(), _default_table_style(), _table_style())
    )
    return sheet


def fonts_of(font: Font) -> BaseOxmlElement:
    """No theme attribute: a theme would let the reader's Word choose another typeface."""
    return element("w:rFonts", ascii=font.name, hAnsi=font.name, eastAsia=font.name, cs="Times New Roman")


def _defaults() -> BaseOxmlElement:
    language = element("w:lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA")
    characters = element("w:rPr", fonts_of(BODY_FONT), *_size(SIZE_3), language)
    return element("w:docDefaults", element("w:rPrDefault", characters), element("w:pPrDefault", element("w:pPr")))


def _size(points: float) -> tuple[BaseOxmlElement, BaseOxmlElement]:
    half_points = round(points * 2)
    return element("w:sz", val=half_points), element("w:szCs", val=half_points)


def _paragraph_style(style: ParagraphStyle) -> BaseOxmlElement:
    made = element("w:style", type="paragraph", styleId=style.id)
    if not style.based_on:
        made.set(qn("w:default"), "1")
    elif not style.name.isascii():  # Word knows its built-in styles by their English names
        made.set(qn("w:customStyle"), "1")
    made.append(element("w:name", val=style.name))
    if style.based_on:
        made.append(element("w:basedOn", val=style.based_on))
    if style.following:
        made.append(element("w:next", val=style.following))
    made.append(element("w:qFormat"))
    made.append(_paragraph_properties(style))
    made.append(_character_properties(style))
    return made


def _paragraph_properties(style: ParagraphStyle) -> BaseOxmlElement:
    properties = element("w:pPr")
    if style.keep_with_next:
        properties.extend((element("w:keepNext"), element("w:keepLines")))
    if style.new_page:
        properties.append(element("w:pageBreakBefore"))
    # A widow rule would leave pages of 21 lines; the standard counts 22.
    properties.append(element("w:widowControl", val=0))
    if style.heading_level and style in HEADINGS:
        level, numbering = element("w:ilvl", val=style.heading_level - 1), element("w:numId", val=HEADING_LIST)
        properties.append(element("w:numPr", level, numbering))
    # Word's own gap between characters and digits would break the grid of 28.
    properties.extend((element("w:autoSpaceDE", val=0), element("w:autoSpaceDN", val=0)))
    if not style.based_on:
        properties.append(_off_grid())
    properties.append(_spacing(style))
    indents = _indents(style)
    if indents is not None:
        properties.append(indents)
    if style.align:
        properties.append(element("w:jc", val=style.align))
    if style.heading_level:
        properties.append(element("w:outlineLvl", val=style.heading_level - 1))
    return properties


def _spacing(style: ParagraphStyle) -> BaseOxmlElement:
    spacing = {"before": style.before, "after": style.after}
    if style.line:
        return element("w:spacing", **spacing, line=style.line, lineRule="exact")
    if style.line == 0:
        return element("w:spacing", **spacing, line=240, lineRule="auto")
    return element("w:spacing", **spacing)


def _indents(style: ParagraphStyle) -> BaseOxmlElement | None:
    """Counted in characters for Word, with the same length beside it for programs that only read lengths."""
    counted = {"left": style.left_characters, "right": style.right_characters}
    attributes: dict[str, int] = {}
    for side, characters in counted.items():
        if characters:
            attributes |= {f"{side}Chars": characters * 100, side: characters * CHARACTER}
    if style.first_line_characters:
        attributes |= first_line(style.first_line_characters)
    return element("w:ind", **attributes) if attributes else None


def first_line(characters: int) -> dict[str, int]:
    return {"firstLineChars": characters * 100, "firstLine": characters * CHARACTER}


def _character_properties(style: ParagraphStyle) -> BaseOxmlElement:
    properties = element("w:rPr")
    if style.font:
        properties.append(fonts_of(style.font))
    if style.bold:
        properties.append(element("w:b"))
    if not style.based_on:
        properties.append(_off_grid())
    if style.size:
        # Only type of the body's size is set closer, to bring 28 characters into the line.
        closer = CHARACTER - round(SIZE_3 * 20) if style.size == SIZE_3 else 0
        properties.append(element("w:spacing", val=closer))
        properties.extend(_size(style.size))
    return properties


def _off_grid() -> BaseOxmlElement:
    """Exact line heights and character spacing already give 22 lines of 28; the page's grid only documents them.

    Were the text bound to it, LibreOffice would give each character two cells, since 16 pt is a little more than one.
    """
    return element("w:snapToGrid", val=0)


def _default_character_style() -> BaseOxmlElement:
    made = element("w:style", type="character", default=1, styleId="DefaultParagraphFont")
    made.append(element("w:name", val="Default Paragraph Font"))
    made.append(element("w:semiHidden"))
    return made


def _hyperlink_style() -> BaseOxmlElement:
    """Ink stays black, because the page is printed and signed; dots under it show that it opens something."""
    made = element("w:style", type="character", styleId="Hyperlink")
    made.append(element("w:name", val="Hyperlink"))
    made.append(element("w:basedOn", val="DefaultParagraphFont"))
    made.append(element("w:rPr", element("w:color", val="auto"), element("w:u", val="dotted", color="7F7F7F")))
    return made


def _label_style() -> BaseOxmlElement:
    made = element("w:style", type="character", customStyle=1, styleId="AttendanceLabel")
    made.append(element("w:name", val="出席标识"))
    made.append(element("w:basedOn", val="DefaultParagraphFont"))
    made.append(element("w:rPr", fonts_of(HEADING_FONT)))
    return made


def _default_table_style() -> BaseOxmlElement:
    made = element("w:style", type="table", default=1, styleId="TableNormal")
    made.append(element("w:name", val="Normal Table"))
    made.append(element("w:semiHidden"))
    made.append(element("w:tblPr", element("w:tblInd", w=0, type="dxa"), _cell_margins()))
    return made


def _table_style() -> BaseOxmlElement:
    made = element("w:style", type="table", customStyle=1, styleId="OfficialTable")
    made.append(element("w:name", val="公文表格"))
    made.append(element("w:basedOn", val="TableNormal"))
    made.append(element("w:qFormat"))
    borders = element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        weight = 4 if side.startswith("inside") else 8
        borders.append(element(f"w:{side}", val="single", sz=weight, space=0, color="000000"))
    made.append(element("w:tblPr", borders, _cell_margins()))
    shade = element("w:tcPr", element("w:shd", val="clear", color="auto", fill="F2F2F2"))
    made.append(element("w:tblStylePr", shade, type="firstRow"))
    return made


def _cell_margins() -> BaseOxmlElement:
    sides = (("top", 30), ("left", CELL_MARGIN), ("bottom", 30), ("right", CELL_MARGIN))
    return element("w:tblCellMar", *(element(f"w:{side}", w=width, type="dxa") for side, width in sides))
