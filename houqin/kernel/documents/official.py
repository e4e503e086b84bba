"""The builder of official documents (GB/T 9704-2012)."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from io import BytesIO
from pathlib import Path

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Emu, Mm

from houqin.kernel.documents import ooxml
from houqin.kernel.documents.inlines import Content, Writer
from houqin.kernel.documents.layout import CHARACTER, LINE, PICTURE_HEIGHT_MM, TEXT_WIDTH_MM
from houqin.kernel.documents.numbering import HEADING_LIST, LEVEL_COUNT, new_heading_list, new_item_list
from houqin.kernel.documents.ooxml import element, field, paragraph, run
from houqin.kernel.documents.package import empty_document, packed
from houqin.kernel.documents.tables import Align, table

_PROPERTY_LENGTH = 255  # what the file format allows


class OfficialDocument:
    """Call the parts in the order in which they are read; every part is a real Word style, list, field or bookmark.

    Names given to headings, pictures, tables and appendices are what `Jump` and `Reference` point at. A title too long
    for one line may carry a line break where its sense allows one, as the standard asks.
    """

    def __init__(
        self, *, title: str, organisation: str, dated: date, subtitle: str = "", created: datetime | None = None
    ) -> None:
        self._document = empty_document()
        self._end = self._document.element.body.sectPr
        self._writer = Writer(self._document.part)
        self._organisation = organisation
        self._dated = dated
        self._heading_list = HEADING_LIST
        self._captions = {"图": 0, "表": 0}
        self._attachments: dict[str, BaseOxmlElement] = {}
        self._describe(title, created or datetime.combine(dated, time(), tzinfo=UTC))
        self._paragraph("Title", title)
        if subtitle:
            self._paragraph("Subtitle", subtitle)

    def recipients(self, names: str) -> None:
        """主送机关: to the left margin, closed by a full-width colon."""
        self._paragraph("Recipients", names.rstrip("：:") + "：")

    def heading(self, level: int, content: Content, *, name: str = "") -> None:
        """Levels 1 to 4 are 一、 （一） 1. （1）; Word writes the number, so the words come without it."""
        if not 1 <= level <= LEVEL_COUNT:
            raise ValueError(f"headings have levels 1 to {LEVEL_COUNT}, not {level}")
        made = self._paragraph(f"Heading{level}", content, name=name)
        if self._heading_list != HEADING_LIST:
            _number(made, self._heading_list, level)

    def paragraph(self, content: Content, *, name: str = "") -> None:
        self._paragraph("BodyText", content, name=name)

    def items(self, contents: Sequence[Content], *, level: int = 3) -> None:
        """Paragraphs numbered 1. 2. 3. (or, with level 4, （1）（2）（3）), always from one."""
        numbering = new_item_list(self._document.part.numbering_part.element, level)
        for content in contents:
            _number(self._paragraph("BodyText", content), numbering, level)

    def table(
        self,
        *,
        header: Sequence[str],
        rows: Sequence[Sequence[Content]],
        widths: Sequence[float],
        caption: str = "",
        align: Sequence[Align] | None = None,
        small: bool = False,
        alt: str = "",
        name: str = "",
    ) -> None:
        """`widths` are shares of the text width; columns holding only figures go to the right unless `align` says."""
        made = table(
            self._writer, header=header, rows=rows, widths=widths, align=align, small=small, alt=alt or caption
        )
        if caption:
            _set(self._caption("表", caption, name), element("w:keepNext"))
        self._append(made)
        self._paragraph("TableEnd", ())

    def picture(self, image: bytes, *, caption: str, alt: str, width_mm: float = TEXT_WIDTH_MM, name: str = "") -> None:
        """`alt` is read aloud to those who cannot see the picture; without one the document is refused."""
        if not alt.strip():
            raise ValueError(f"the picture {caption!r} needs a sentence for those who cannot see it")
        inline = self._document.part.new_pic_inline(BytesIO(image), width=Mm(min(width_mm, TEXT_WIDTH_MM)))
        _fit_height(inline)
        inline.docPr.set("descr", ooxml.clean(alt))
        inline.docPr.set("name", f"图{self._captions['图'] + 1}")
        self._append(paragraph("Picture", [element("w:r", element("w:drawing", inline))]))
        self._caption("图", caption, name)

    def attachments(self, titles: Sequence[str]) -> None:
        """附件说明: what is attached. The titles of appendices in this document become jumps to them."""
        for number, title in enumerate(titles, start=1):
            lead = "附件：" if number == 1 else "　　　"
            counted = f"{number}." if len(titles) > 1 else ""
            named = run(title)
            made = self._append(paragraph("Attachments", [run(lead + counted), named]))
            # Two characters in from the margin; a title of two lines continues under its own first character.
            hanging = 3 + len(counted) / 2
            left = {"leftChars": round((2 + hanging) * 100), "left": round((2 + hanging) * CHARACTER)}
            hang = {"hangingChars": round(hanging * 100), "hanging": round(hanging * CHARACTER)}
            _set(made, *([element("w:spacing", before=LINE)] if number == 1 else []), element("w:ind", **left, **hang))
            self._attachments[title] = named

    def attendance(self, label: str, names: str) -> None:
        """One line of a minutes' list: 出席、请假、列席. Names that wrap align under names."""
        made = self._append(paragraph("Attendance", [run(f"{label}：", style="AttendanceLabel"), run(names)]))
        hanging = len(label) + 1
        left = {"leftChars": (2 + hanging) * 100, "left": (2 + hanging) * CHARACTER}
        hang = {"hangingChars": hanging * 100, "hanging": hanging * CHARACTER}
        _set(made, element("w:ind", **left, **hang))

    def signature(self) -> None:
        """署名 and 成文日期 without a seal: the date begins two characters to the right of the name."""
        signed, dated = self._organisation, chinese_date(self._dated)
        overhang = _characters(signed) - 2 - _characters(dated)
        _set(self._last(), element("w:keepNext"))
        first = self._paragraph("Signature", signed)
        _set(first, element("w:spacing", before=2 * LINE), _right_indent(2 + max(0.0, -overhang)))
        _set(self._paragraph("Date", dated), _right_indent(2 + max(0.0, overhang)))

    def appendix(self, title: str, *, name: str = "") -> None:
        """A new page, with the number this title has among the attachments; headings begin at 一、 again."""
        self._paragraph("AppendixLabel", self._appendix_label(title))
        self._paragraph("AppendixTitle", title, name=name or title)
        self._heading_list = new_heading_list(self._document.part.numbering_part.element)
        mention = self._attachments.get(title)
        if mention is not None:
            before = mention.getprevious()
            before.addnext(self._writer.jump(name or title, [mention]))

    def to_bytes(self) -> bytes:
        """The same calls give the same bytes. A jump that leads nowhere is refused here."""
        self._writer.settle()
        return packed(self._document)

    def save(self, path: Path | str) -> None:
        Path(path).write_bytes(self.to_bytes())

    def _describe(self, title: str, created: datetime) -> None:
        about = self._document.core_properties
        about.title = "".join(ooxml.clean(title).splitlines())[:_PROPERTY_LENGTH]
        about.author = about.last_modified_by = ooxml.clean(self._organisation)[:_PROPERTY_LENGTH]
        about.created = about.modified = created
        about.language = "zh-CN"

    def _appendix_label(self, title: str) -> str:
        if not self._attachments:
            return "附件"
        if title not in self._attachments:
            raise ValueError(f"the appendix {title!r} is not among the attachments")
        return f"附件{list(self._attachments).index(title) + 1}" if len(self._attachments) > 1 else "附件"

    def _caption(self, kind: str, caption: str, name: str) -> BaseOxmlElement:
        self._captions[kind] += 1
        shown = str(self._captions[kind])
        label = self._writer.marked(name, [run(kind), *field(f"SEQ {kind} \\* ARABIC", shown)])
        if name:
            self._writer.label(name, kind + shown)
        return self._append(paragraph("Caption", [*label, run("　" + caption)]))

    def _paragraph(self, style: str, content: Content, *, name: str = "") -> BaseOxmlElement:
        return self._append(paragraph(style, self._writer.marked(name, self._writer.runs(content))))

    def _append(self, made: BaseOxmlElement) -> BaseOxmlElement:
        self._end.addprevious(made)
        return made

    def _last(self) -> BaseOxmlElement:
        last: BaseOxmlElement = self._end.getprevious()
        return last


def chinese_date(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _characters(text: str) -> float:
    """The length in full-width characters."""
    return sum(0.5 if character.isascii() else 1 for character in text)


def _right_indent(characters: float) -> BaseOxmlElement:
    return element("w:ind", rightChars=round(characters * 100), right=round(characters * CHARACTER))


# The order in which the schema wants a paragraph's properties; Word calls a file broken that mixes it.
_ORDER = ("w:pStyle", "w:keepNext", "w:numPr", "w:spacing", "w:ind", "w:jc")


def _set(made: BaseOxmlElement, *properties: BaseOxmlElement) -> None:
    """Add properties to one paragraph, each in its lawful place."""
    order = {qn(tag): position for position, tag in enumerate(_ORDER)}
    holder = made.find(qn("w:pPr"))
    holder[:] = sorted([*holder, *properties], key=lambda child: order[child.tag])


def _number(made: BaseOxmlElement, numbering: int, level: int) -> None:
    _set(made, element("w:numPr", element("w:ilvl", val=level - 1), element("w:numId", val=numbering)))


def _fit_height(inline: BaseOxmlElement) -> None:
    """A tall photo is made smaller, so that it and its caption fit on one page."""
    extent = inline.extent
    tallest = Mm(PICTURE_HEIGHT_MM)
    if extent.cy > tallest:
        extent.cx, extent.cy = Emu(round(extent.cx * tallest / extent.cy)), tallest
        size = inline.graphic.graphicData.pic.spPr
        size.cx, size.cy = extent.cx, extent.cy
