"""Old documents are opened whatever they are, and the new one keeps their looks."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from houqin.areas.summaries.filling.decisions import Decision
from houqin.areas.summaries.filling.documents import UnreadableDocument, read_summary
from houqin.areas.summaries.filling.docx_filling import fill_docx, text_as_docx
from houqin.areas.summaries.filling.matching import fits
from houqin.areas.summaries.filling.slots import find_slots
from houqin.areas.summaries.filling.txt_filling import fill_txt
from houqin.areas.summaries.filling.vocabulary import Measure, Vocabulary

URL = "https://school.example/figures/1?term=2"


REPAIRS = Vocabulary(
    measures=(
        Measure(key="received", names=("报修",), units=("次",)),
        Measure(key="finished", names=("完成报修",), units=("次",)),
    )
)


def _saved(document: object) -> bytes:
    target = io.BytesIO()
    document.save(target)  # type: ignore[attr-defined]
    return target.getvalue()


def _filled(old: bytes, texts: dict[str, str | None]) -> bytes:
    """Decide by what a slot shows; slots not named are left."""
    slots = find_slots(read_summary(old).lines)
    return fill_docx(old, [Decision(slot=slot, text=texts.get(slot.shown), evidence_url=URL) for slot in slots])


def _lines(data: bytes) -> list[str]:
    return [line.text for line in read_summary(data).lines]


def test_a_figure_over_several_runs_is_replaced_and_keeps_the_first_runs_looks() -> None:
    document = Document()
    paragraph = document.add_paragraph()
    paragraph.add_run("更换水龙头")
    bold = paragraph.add_run("1")
    bold.bold = True
    bold.font.size = Pt(16)
    bold.font.color.rgb = RGBColor(0xC0, 0, 0)
    paragraph.add_run("7")
    paragraph.add_run("0只，完成。")

    new = _filled(_saved(document), {"170": "185"})

    (line,) = Document(io.BytesIO(new)).paragraphs
    (link,) = line.hyperlinks
    assert line.text == "更换水龙头185只，完成。"
    assert link.text == "185"
    assert link.url == URL
    assert (link.runs[0].bold, link.runs[0].font.size, link.runs[0].font.color.rgb) == (
        True,
        Pt(16),
        RGBColor(0xC0, 0, 0),
    )
    assert link.runs[0].style.name == "Default Paragraph Font"


def test_a_slot_that_was_left_is_highlighted_and_unchanged() -> None:
    document = Document()
    document.add_paragraph("更换水龙头__只，换锁__把。")

    new = _filled(_saved(document), {})

    (line,) = Document(io.BytesIO(new)).paragraphs
    marked = [run.text for run in line.runs if run.font.highlight_color == WD_COLOR_INDEX.YELLOW]
    assert line.text == "更换水龙头__只，换锁__把。"
    assert marked == ["__", "__"]
    assert not line.hyperlinks


def test_underlined_spaces_are_a_blank_and_stay_underlined_when_filled() -> None:
    document = Document()
    paragraph = document.add_paragraph("全年检查")
    paragraph.add_run("    ").underline = True
    paragraph.add_run("次。")

    new = _filled(_saved(document), {"____": "62"})

    (line,) = Document(io.BytesIO(new)).paragraphs
    assert line.text == "全年检查62次。"
    assert line.hyperlinks[0].runs[0].underline is True


def test_tables_headers_and_text_boxes_are_reached() -> None:
    document = Document()
    document.add_paragraph("总结")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells), ("项目", "数量（只）", "更换水龙头", "170"), strict=True
    ):
        cell.text = text
    document.sections[0].header.paragraphs[0].text = "20__年度总结"

    new = _filled(_saved(document), {"170": "185", "20__": "2025"})

    opened = Document(io.BytesIO(new))
    assert opened.tables[0].cell(1, 1).paragraphs[0].text == "185"
    assert opened.sections[0].header.paragraphs[0].text == "2025年度总结"
    assert opened.sections[0].header.paragraphs[0].hyperlinks[0].url == URL


def test_a_merged_cell_is_read_once() -> None:
    document = Document()
    table = document.add_table(rows=1, cols=3)
    table.cell(0, 0).merge(table.cell(0, 2)).text = "检查__次"

    assert [line for line in _lines(_saved(document)) if line] == ["检查__次"]


def test_the_body_keeps_its_line_numbers_whatever_else_the_document_has() -> None:
    document = Document()
    document.add_paragraph("第一段")
    document.add_table(rows=1, cols=1).cell(0, 0).text = "格子"
    document.add_paragraph("检查__次")
    document.sections[0].footer.paragraphs[0].text = "页脚"

    lines = read_summary(_saved(document)).lines

    assert [(line.number, line.text) for line in lines] == [(1, "第一段"), (2, "格子"), (3, "检查__次"), (4, "页脚")]


def test_last_years_link_around_a_figure_gives_way_to_the_new_one() -> None:
    document = Document()
    document.add_paragraph("更换水龙头170只。")
    once = _filled(_saved(document), {"170": "185"})

    twice = _filled(once, {"185": "201"})

    (line,) = Document(io.BytesIO(twice)).paragraphs
    assert line.text == "更换水龙头201只。"
    assert [link.text for link in line.hyperlinks] == ["201"]
    assert not line._p.findall(f"{qn('w:hyperlink')}/{qn('w:hyperlink')}")


def test_everything_else_of_the_paragraph_survives() -> None:
    document = Document()
    paragraph = document.add_paragraph("检查__次")
    paragraph.runs[0].add_tab()
    paragraph.runs[0].add_text("发现隐患__处")
    paragraph.paragraph_format.first_line_indent = Pt(32)

    new = _filled(_saved(document), {"__": "7"})

    (line,) = Document(io.BytesIO(new)).paragraphs
    assert line.text == "检查7次\t发现隐患7处"
    assert line.paragraph_format.first_line_indent == Pt(32)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_comes_back_in_its_own_encoding_and_line_ends(encoding: str) -> None:
    old = "总结\r\n更换水龙头__只，换锁__把。\r\n".encode(encoding)
    slots = find_slots(read_summary(old).lines)

    new = fill_txt(old, [Decision(slot=slots[0], text="185", evidence_url=URL), Decision(slot=slots[1], text=None)])

    assert new.decode(encoding).startswith("总结\r\n更换水龙头185只，换锁【__】把。\r\n")
    assert URL in new.decode(encoding)


def test_a_figure_broken_over_lines_is_written_once() -> None:
    old = "本学期维修组更换台盆水管1\n70根，换锁20把。\n".encode()
    slots = find_slots(read_summary(old).lines)

    new = fill_txt(old, [Decision(slot=slots[0], text="185")])

    assert new.decode() == "本学期维修组更换台盆水管185\n根，换锁20把。\n"


def test_a_text_becomes_a_word_document_with_the_same_lines() -> None:
    old = "总结\n\n检查__次\n".encode()

    new = _filled(text_as_docx(old), {"__": "9"})

    assert _lines(new) == ["总结", "", "检查9次"]


def _zip(names: dict[str, str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in names.items():
            archive.writestr(name, text)
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "空"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"{\\rtf1 text}", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧版"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (b"PK\x03\x04 broken", "损坏"),
        (_zip({"xl/workbook.xml": "<x/>"}), "Excel"),
        (_zip({"a.txt": "x"}), "压缩包"),
        (_zip({"word/document.xml": "<no"}), "损坏"),
        (b"\x89PNG\r\n\x1a\n....", "图片"),
        (bytes(range(1, 32)) * 40, "认不出"),
        (b"\xff\xfe\x00", "编码"),
    ],
)
def test_what_cannot_be_read_says_why_in_a_sentence(data: bytes, word: str) -> None:
    with pytest.raises(UnreadableDocument) as refused:
        read_summary(data)

    assert word in str(refused.value)
    assert str(refused.value).endswith("。")


def test_the_kind_is_told_by_content_not_by_name() -> None:
    assert read_summary("检查__次".encode("gb18030")).kind == "txt"
    assert read_summary(_saved(Document())).kind == "docx"


def test_in_a_form_each_value_has_the_name_before_it() -> None:
    document = Document()
    form = document.add_table(rows=2, cols=4)
    for row, texts in zip(
        form.rows,
        (("查出隐患（处）", "33", "整改隐患（处）", "31"), ("检查（次）", "40", "演练（次）", "2")),
        strict=True,
    ):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text

    found = find_slots(read_summary(_saved(document)).lines)

    assert [(slot.measure, slot.unit) for slot in found] == [
        ("查出隐患", "处"),
        ("整改隐患", "处"),
        ("检查", "次"),
        ("演练", "次"),
    ]


def test_a_cell_knows_the_columns_beside_it() -> None:
    document = Document()
    table = document.add_table(rows=2, cols=3)
    for row, texts in zip(table.rows, (("工种", "报修次数", "完成率(%)"), ("水工", "88", "97")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text

    *_, share = find_slots(read_summary(_saved(document)).lines)

    assert (share.unit, share.context.beside) == ("%", "工种 报修次数 完成率(%)")


def test_a_column_of_units_tells_what_the_numbers_beside_it_count() -> None:
    document = Document()
    table = document.add_table(rows=3, cols=3)
    for row, texts in zip(
        table.rows, (("事项", "数量", "单位"), ("新添桌椅", "46", "套"), ("添置金额", "2.4", "万元")), strict=True
    ):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text

    found = find_slots(read_summary(_saved(document)).lines)

    assert [(slot.shown, slot.unit) for slot in found] == [("46", "套"), ("2.4", "万元")]


def test_a_column_of_what_was_done_is_read_in_word_tables_too() -> None:
    document = Document()
    table = document.add_table(rows=2, cols=3)
    for row, texts in zip(table.rows, (("位置", "报修（次）", "完成（次）"), ("食堂", "17", "16")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text

    _, done = find_slots(read_summary(_saved(document)).lines)

    assert fits(done, REPAIRS)[0].name == "完成报修"
