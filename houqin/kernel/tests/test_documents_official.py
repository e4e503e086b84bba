"""What a Word user finds in an official document: the standard's page, real styles, lists, fields and links."""

import zipfile
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from houqin.kernel.documents.charts import bars
from houqin.kernel.documents.inlines import Jump, Link, Place, Reference, Text
from houqin.kernel.documents.official import OfficialDocument


@pytest.fixture
def paper() -> OfficialDocument:
    return OfficialDocument(title="春季工作小结", organisation="晨光小学总务处", dated=date(2026, 7, 3))


@pytest.fixture(scope="module")
def chart() -> bytes:
    return bars("借用次数", ["图书", "器材"], [3, 5], unit="次").png


def opened(paper: OfficialDocument) -> Any:
    """Typed loosely: python-docx calls optional what these documents always have."""
    return docx.Document(BytesIO(paper.to_bytes()))


def part(paper: OfficialDocument, name: str) -> str:
    return zipfile.ZipFile(BytesIO(paper.to_bytes())).read(name).decode()


def values(document: Any, xpath: str) -> list[str]:
    return [str(found) for found in document.element.xpath(xpath)]


def test_the_page_is_the_standards(paper: OfficialDocument) -> None:
    section = opened(paper).sections[0]

    assert abs(section.page_width - Mm(210)) < Mm(0.1)
    assert abs(section.page_height - Mm(297)) < Mm(0.1)
    assert abs(section.top_margin - Mm(37)) < Mm(0.1)
    assert abs(section.left_margin - Mm(28)) < Mm(0.1)
    assert abs(section.page_width - section.left_margin - section.right_margin - Mm(156)) < Mm(0.1)
    assert abs(section.page_height - section.top_margin - section.bottom_margin - Mm(225)) < Mm(0.1)


def test_22_lines_of_28_characters_fit_the_text_block(paper: OfficialDocument) -> None:
    document = opened(paper)
    normal = document.styles["Normal"]
    closer = int(normal.element.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20
    grid = document.element.xpath("//w:docGrid")[0]

    assert normal.font.size.pt == 16
    assert 28 <= Mm(156).pt / (16 + closer) < 29
    assert 22 <= Mm(225).pt / normal.paragraph_format.line_spacing.pt < 23
    assert int(grid.get(qn("w:linePitch"))) / 20 == normal.paragraph_format.line_spacing.pt
    assert 28 <= Mm(156).pt / (16 + int(grid.get(qn("w:charSpace"))) / 4096) < 29


@pytest.mark.parametrize(
    ("style", "typeface", "points"),
    [
        ("Normal", "仿宋_GB2312", 16),
        ("Title", "方正小标宋简体", 22),
        ("Heading 1", "黑体", None),
        ("Footer", "宋体", 14),
    ],
)
def test_typefaces_are_named_for_both_scripts_and_never_by_a_theme(
    paper: OfficialDocument, style: str, typeface: str, points: float | None
) -> None:
    found = opened(paper).styles[style]
    fonts = found.element.rPr.rFonts

    assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia")} == {typeface}
    assert (found.font.size.pt if found.font.size else None) == points
    assert "Theme" not in part(paper, "word/styles.xml")


def test_every_typeface_names_its_stand_ins(paper: OfficialDocument) -> None:
    assert 'w:altName w:val="仿宋,FangSong' in part(paper, "word/fontTable.xml")


def test_headings_are_word_headings_numbered_by_word(paper: OfficialDocument) -> None:
    for level in (1, 2, 3, 4):
        paper.heading(level, f"第{level}层")
    document = opened(paper)
    levels = {
        level.get(qn("w:ilvl")): (
            level.find(qn("w:pStyle")).get(qn("w:val")),
            level.find(qn("w:lvlText")).get(qn("w:val")),
        )
        for level in document.part.numbering_part.element.xpath("w:abstractNum[1]/w:lvl")
    }

    assert [paragraph.style.name for paragraph in document.paragraphs[1:]] == [f"Heading {n}" for n in (1, 2, 3, 4)]
    for level in (1, 2, 3, 4):
        properties = document.styles[f"Heading {level}"].element.pPr
        assert properties.find(qn("w:outlineLvl")).get(qn("w:val")) == str(level - 1)
        assert properties.numPr.ilvl.val == level - 1
        assert properties.numPr.numId.val == 1
    assert levels == {
        "0": ("Heading1", "%1、"),
        "1": ("Heading2", "（%2）"),
        "2": ("Heading3", "%3."),
        "3": ("Heading4", "（%4）"),
    }


def test_a_heading_of_a_fifth_level_is_refused(paper: OfficialDocument) -> None:
    with pytest.raises(ValueError, match="levels 1 to 4"):
        paper.heading(5, "太深")


def test_body_paragraphs_begin_two_characters_in(paper: OfficialDocument) -> None:
    paper.paragraph("正文。")
    style = opened(paper).paragraphs[-1].style

    assert style.style_id == "BodyText"
    assert style.element.pPr.ind.get(qn("w:firstLineChars")) == "200"


def test_two_lists_are_both_counted_from_one(paper: OfficialDocument) -> None:
    paper.items(["甲；", "乙。"])
    paper.items(["丙；", "丁。"])
    document = opened(paper)
    lists = values(document, "//w:body/w:p/w:pPr/w:numPr/w:numId/@w:val")
    restarts = {
        number.get(qn("w:numId")): number.xpath("w:lvlOverride/w:startOverride/@w:val")
        for number in document.part.numbering_part.element.xpath("w:num")
    }

    assert lists[0] == lists[1] != lists[2] == lists[3]
    assert restarts[lists[0]] == restarts[lists[2]] == ["1"]


def test_page_numbers_are_fields_right_on_odd_and_left_on_even_pages(paper: OfficialDocument) -> None:
    document = opened(paper)
    section = document.sections[0]

    assert document.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        line = footer.paragraphs[0]
        assert line.text == "— 1 —"
        assert line._p.xpath("string(.//w:instrText)").strip() == "PAGE"
        assert line.style.element.pPr.jc.get(qn("w:val")) == side


def test_a_figure_in_a_sentence_opens_its_address(paper: OfficialDocument) -> None:
    paper.paragraph(["共完成维修", Link("123", "https://example.org/figures?part=水"), "次", Text("。", bold=True)])
    document = opened(paper)
    line = document.paragraphs[-1]

    assert line.text == "共完成维修123次。"
    assert line.hyperlinks[0].text == "123"
    assert line.hyperlinks[0].address == "https://example.org/figures?part=%E6%B0%B4"
    assert line.runs[-1].bold
    assert values(document, "//w:hyperlink//w:rStyle/@w:val") == ["Hyperlink"]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "/figures/1", ""])
def test_a_link_to_anything_but_an_address_is_refused(paper: OfficialDocument, address: str) -> None:
    with pytest.raises(ValueError, match="full web or mail address"):
        paper.paragraph([Link("1", address)])


def test_a_jump_leads_to_the_bookmark_of_its_place(paper: OfficialDocument) -> None:
    paper.paragraph(["详见", Jump("出处", "figures.orders/done")])
    paper.paragraph([Place("出处如下", "figures.orders/done")])
    document = opened(paper)
    anchors, bookmarks = values(document, "//w:hyperlink/@w:anchor"), values(document, "//w:bookmarkStart/@w:name")

    assert anchors == bookmarks
    assert all(len(name) <= 40 and name.isidentifier() for name in bookmarks)


def test_a_jump_that_leads_nowhere_is_refused(paper: OfficialDocument) -> None:
    paper.paragraph([Jump("附录", "appendix")])

    with pytest.raises(ValueError, match="lead nowhere: appendix"):
        paper.to_bytes()


def test_two_places_cannot_share_a_name(paper: OfficialDocument) -> None:
    paper.heading(1, "甲", name="same")

    with pytest.raises(ValueError, match="same"):
        paper.heading(1, "乙", name="same")


def test_pictures_have_words_for_those_who_cannot_see_them(paper: OfficialDocument, chart: bytes) -> None:
    paper.picture(chart, caption="借用次数", alt="图书3次、器材5次")
    document = opened(paper)

    assert values(document, "//wp:docPr/@descr") == ["图书3次、器材5次"]
    assert document.inline_shapes[0].width == Mm(156)
    assert document.paragraphs[-1].text == "图1　借用次数"
    assert document.paragraphs[-1].style.name == "Caption"
    assert document.paragraphs[-1]._p.xpath("string(.//w:instrText)").split() == ["SEQ", "图", "\\*", "ARABIC"]


def test_a_picture_without_alt_text_is_refused(paper: OfficialDocument, chart: bytes) -> None:
    with pytest.raises(ValueError, match="cannot see it"):
        paper.picture(chart, caption="借用次数", alt=" ")


def test_a_picture_line_is_as_high_as_the_picture(paper: OfficialDocument, chart: bytes) -> None:
    """The exact line height of the body would cut all but a strip of it off."""
    paper.picture(chart, caption="借用次数", alt="图书3次、器材5次")
    spacing = opened(paper).paragraphs[-2].style.element.pPr.find(qn("w:spacing"))

    assert spacing.get(qn("w:lineRule")) == "auto"


def test_a_reference_shows_the_number_of_a_picture_that_comes_later(paper: OfficialDocument, chart: bytes) -> None:
    paper.paragraph(["见", Reference("borrowed"), "。"])
    paper.picture(chart, caption="其他", alt="其他")
    paper.picture(chart, caption="借用次数", alt="图书3次、器材5次", name="borrowed")
    document = opened(paper)

    assert document.paragraphs[1].text == "见图2。"
    assert "REF borrowed" in document.paragraphs[1]._p.xpath("string(.//w:instrText)")
    assert "borrowed" in values(document, "//w:bookmarkStart/@w:name")


def test_a_reference_to_an_unknown_picture_is_refused(paper: OfficialDocument) -> None:
    paper.paragraph([Reference("missing")])

    with pytest.raises(ValueError, match="missing"):
        paper.to_bytes()


def test_an_appendix_begins_a_page_carries_its_number_and_counts_headings_anew(paper: OfficialDocument) -> None:
    paper.heading(1, "正文")
    paper.attachments(["清单", "名册"])
    paper.signature()
    paper.appendix("名册")
    paper.heading(1, "甲班")
    document = opened(paper)
    label, title, heading = document.paragraphs[-3:]

    assert (label.text, title.text) == ("附件2", "名册")
    assert label.style.element.pPr.find(qn("w:pageBreakBefore")) is not None
    assert heading._p.pPr.numPr.numId.val != 1
    assert values(document, "//w:hyperlink/@w:anchor") == ["名册"]
    assert [line.text for line in document.paragraphs if line.style.name == "附件说明"] == [
        "附件：1.清单",
        "　　　2.名册",
    ]


def test_an_appendix_nobody_announced_is_refused(paper: OfficialDocument) -> None:
    paper.attachments(["清单"])

    with pytest.raises(ValueError, match="名册"):
        paper.appendix("名册")


def test_the_signature_stands_right_and_stays_with_the_text(paper: OfficialDocument) -> None:
    paper.paragraph("最后一段。")
    paper.signature()
    last, name, day = opened(paper).paragraphs[-3:]

    assert (name.text, day.text) == ("晨光小学总务处", "2026年7月3日")
    assert last._p.pPr.find(qn("w:keepNext")) is not None
    assert name.style.element.pPr.jc.get(qn("w:val")) == day.style.element.pPr.jc.get(qn("w:val")) == "right"
    # Seven characters against six: begun two further right, the date ends one further right, still two from the edge.
    assert (name._p.pPr.ind.get(qn("w:rightChars")), day._p.pPr.ind.get(qn("w:rightChars"))) == ("300", "200")


def test_recipients_end_with_one_full_width_colon(paper: OfficialDocument) -> None:
    paper.recipients("各年级组:")

    assert opened(paper).paragraphs[-1].text == "各年级组："


def test_the_file_says_what_it_is(paper: OfficialDocument) -> None:
    about = opened(paper).core_properties

    assert (about.title, about.author) == ("春季工作小结", "晨光小学总务处")
    assert about.created == datetime(2026, 7, 3, tzinfo=UTC)


def test_the_same_calls_give_the_same_bytes(chart: bytes) -> None:
    def written() -> bytes:
        paper = OfficialDocument(title="小结", organisation="总务处", dated=date(2026, 7, 3))
        paper.paragraph(["共", Link("1", "https://example.org/1"), "次"])
        paper.picture(chart, caption="图", alt="图")
        return paper.to_bytes()

    first = written()

    assert first == written()
    assert {entry.date_time for entry in zipfile.ZipFile(BytesIO(first)).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_writing_twice_changes_nothing(paper: OfficialDocument) -> None:
    paper.paragraph("一段。")

    assert paper.to_bytes() == paper.to_bytes()


def test_characters_that_xml_forbids_are_left_out(paper: OfficialDocument) -> None:
    paper.paragraph("扫描\x00枪\x1f\ufffe\n换行")

    assert opened(paper).paragraphs[-1].text == "扫描枪\n换行"


def test_nothing_of_another_program_travels_along(paper: OfficialDocument) -> None:
    names = zipfile.ZipFile(BytesIO(paper.to_bytes())).namelist()

    assert not [name for name in names if "theme" in name or "thumbnail" in name or "customXml" in name]
