"""The .docx container: an empty official document to start from, and the same bytes for the same content at the end.

The package is written here rather than copied from a template, so that no theme, thumbnail or unused style of another
program travels along in our documents.
"""

import zipfile
from io import BytesIO

import docx
from docx.document import Document
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement, serialize_for_reading

from houqin.kernel.documents import layout
from houqin.kernel.documents.numbering import numbering_part
from houqin.kernel.documents.ooxml import element, field, run
from houqin.kernel.documents.styles import style_sheet

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
# The zip format cannot say less; any fixed moment serves.
_ZIP_MOMENT = (1980, 1, 1, 0, 0, 0)

_PARTS = ("styles", "settings", "numbering", "fontTable")


def empty_document() -> Document:
    document = docx.Document(BytesIO(_empty_package()))
    section = document.sections[0]
    document.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer.paragraphs[0]._p, "Footer")
    _page_number(section.even_page_footer.paragraphs[0]._p, "FooterEven")
    return document


def packed(document: Document) -> bytes:
    """python-docx stamps every part with the present moment; here each gets the same one."""
    written, steady = BytesIO(), BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # otherwise Windows and Linux write different bytes
            target.writestr(entry, source.read(name))
    return steady.getvalue()


def _page_number(paragraph: BaseOxmlElement, style: str) -> None:
    paragraph.find(qn("w:pPr")).find(qn("w:pStyle")).set(qn("w:val"), style)
    paragraph.extend((run("— "), *field("PAGE", "1"), run(" —")))


def _empty_package() -> bytes:
    packed_parts = BytesIO()
    with zipfile.ZipFile(packed_parts, "w") as package:
        package.writestr("[Content_Types].xml", _content_types())
        package.writestr("_rels/.rels", _package_relationships())
        package.writestr("word/_rels/document.xml.rels", _document_relationships())
        package.writestr("word/document.xml", _xml(_document_part()))
        package.writestr("word/styles.xml", _xml(style_sheet()))
        package.writestr("word/settings.xml", _xml(_settings_part()))
        package.writestr("word/numbering.xml", _xml(numbering_part()))
        package.writestr("word/fontTable.xml", _xml(_font_table()))
        package.writestr("docProps/core.xml", _core_part())
    return packed_parts.getvalue()


def _xml(root: BaseOxmlElement) -> str:
    written: str = serialize_for_reading(root)
    return written


def _content_types() -> str:
    overrides = "".join(f'<Override PartName="/word/{part}.xml" ContentType="{_WORD}.{part}+xml"/>' for part in _PARTS)
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>{overrides}'
        f'<Override PartName="/docProps/core.xml" '
        f'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def _package_relationships() -> str:
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" '
        f'Target="docProps/core.xml"/></Relationships>'
    )


def _document_relationships() -> str:
    targets = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{part}" Target="{part}.xml"/>'
        for number, part in enumerate(_PARTS, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{targets}</Relationships>'


def _core_part() -> str:
    return f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"/>'


def _document_part() -> BaseOxmlElement:
    margins = {
        "top": layout.MARGIN_TOP,
        "right": layout.MARGIN_RIGHT,
        "bottom": layout.MARGIN_BOTTOM,
        "left": layout.MARGIN_LEFT,
        "header": layout.FOOTER_DISTANCE,
        "footer": layout.FOOTER_DISTANCE,
        "gutter": 0,
    }
    section = element(
        "w:sectPr",
        element("w:pgSz", w=layout.PAGE_WIDTH, h=layout.PAGE_HEIGHT),
        element("w:pgMar", **margins),
        element("w:docGrid", type="linesAndChars", linePitch=layout.LINE, charSpace=layout.CHARACTER_SPACE),
    )
    document = parse_xml(f"<w:document {nsdecls('w', 'r', 'wp', 'a', 'pic')}/>")
    document.append(element("w:body", section))
    return document


def _settings_part() -> BaseOxmlElement:
    mode = element(
        "w:compatSetting",
        name="compatibilityMode",
        uri="http://schemas.microsoft.com/office/word",
        val=15,
    )
    return element(
        "w:settings",
        element("w:zoom", percent=100),
        element("w:defaultTabStop", val=2 * layout.CHARACTER),
        element("w:characterSpacingControl", val="compressPunctuation"),
        element("w:compat", element("w:useFELayout"), mode),
        element("w:themeFontLang", val="en-US", eastAsia="zh-CN"),
    )


def _font_table() -> BaseOxmlElement:
    return element("w:fonts", *(_font_entry(font) for font in layout.FONTS))


def _font_entry(font: layout.Font) -> BaseOxmlElement:
    return element(
        "w:font",
        element("w:altName", val=",".join(font.stand_ins)),
        element("w:charset", val="86"),  # GB 2312
        element("w:family", val=font.family),
        element("w:pitch", val="variable"),
        name=font.name,
    )
