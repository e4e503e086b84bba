"""Word, Excel and text files, whole and broken."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import _Cell
from openpyxl import Workbook

from houqin.areas.plans.reading import UnreadablePlan, read_plan


def saved(document: WordDocument) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def workbook(fill: Callable[[Workbook], None]) -> bytes:
    book = Workbook()
    fill(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def numbered(document: WordDocument, text: str) -> None:
    document.add_paragraph(text, style="List Number")


def test_word_numbering_is_seen_as_text() -> None:
    document = docx.Document()
    document.add_paragraph("2024-2025学年第二学期总务工作计划")
    document.add_paragraph("三月份")
    numbered(document, "修剪绿篱")
    numbered(document, "检修水泵")
    document.add_paragraph("四月份")
    numbered(document, "清洗空调滤网")

    reading = read_plan(saved(document), filename="计划.docx")

    assert [(item.title, item.month) for item in reading.items] == [
        ("修剪绿篱", 3),
        ("检修水泵", 3),
        ("清洗空调滤网", 4),
    ]
    assert "编号“1" in reading.items[0].why
    assert reading.term == "2024-2025-2"


def test_a_word_table_with_merged_months_keeps_the_month_for_every_row() -> None:
    document = docx.Document()
    document.add_paragraph("安全主题教育安排表")
    table = document.add_table(rows=4, cols=3)
    for cell, text in zip(table.rows[0].cells, ("月份", "内容", "负责部门"), strict=True):
        cell.text = text
    rows = (
        ("九月份", "1、开学安全第一课", "政教处"),
        ("", "2、交通安全", "班主任、保卫处"),
        ("十月份", "1、防火教育", "保卫处"),
    )
    for row, texts in zip(table.rows[1:], rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0))

    reading = read_plan(saved(document), filename="安排.docx")

    assert [(item.title, item.month, item.owners) for item in reading.items] == [
        ("开学安全第一课", 9, ("政教处",)),
        ("交通安全", 9, ("班主任", "保卫处")),
        ("防火教育", 10, ("保卫处",)),
    ]
    assert all(item.section == ("安全主题教育安排表",) or item.section == () for item in reading.items)


def test_several_tasks_in_one_word_cell_become_several_items() -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "周次", "工作安排"
    table.cell(1, 0).text = "第一周"
    cell: _Cell = table.cell(1, 1)
    cell.text = "1、清点教材"
    cell.add_paragraph("2、检查床架")

    reading = read_plan(saved(document), filename="周历.docx")

    assert [(item.title, item.week) for item in reading.items] == [("清点教材", 1), ("检查床架", 1)]


def test_a_plan_framed_in_a_one_cell_table_with_a_table_inside_is_read() -> None:
    document = docx.Document()
    frame = document.add_table(rows=1, cols=1).cell(0, 0)
    frame.text = "后勤工作安排"
    inner = frame.add_table(rows=3, cols=2)
    for row, texts in zip(inner.rows, (("月份", "工作内容"), ("五月", "防汛检查"), ("六月", "空调清洗")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text

    reading = read_plan(saved(document), filename="安排.docx")

    assert [(item.title, item.month) for item in reading.items] == [("防汛检查", 5), ("空调清洗", 6)]


def test_deleted_words_are_not_read() -> None:
    document = docx.Document()
    document.add_paragraph("三月份")
    paragraph = document.add_paragraph("1、修剪草坪")
    deleted = OxmlElement("w:del")
    run = OxmlElement("w:r")
    text = OxmlElement("w:delText")
    text.text = "与花坛"
    run.append(text)
    deleted.append(run)
    paragraph._p.append(deleted)
    document.add_paragraph("2、清洗水箱")

    reading = read_plan(saved(document), filename="计划.docx")

    assert [item.title for item in reading.items] == ["修剪草坪", "清洗水箱"]


def test_automatic_chinese_numbers_are_written_as_word_shows_them() -> None:
    document = docx.Document()
    numbering = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "90")
    level = OxmlElement("w:lvl")
    level.set(qn("w:ilvl"), "0")
    for tag, value in (("w:start", "1"), ("w:numFmt", "chineseCounting"), ("w:lvlText", "%1、")):
        child = OxmlElement(tag)
        child.set(qn("w:val"), value)
        level.append(child)
    abstract.append(level)
    numbering.insert(0, abstract)
    num = OxmlElement("w:num")
    num.set(qn("w:numId"), "91")
    link = OxmlElement("w:abstractNumId")
    link.set(qn("w:val"), "90")
    num.append(link)
    numbering.append(num)
    for words in ("指导思想", "九月份"):
        properties = document.add_paragraph(words)._p.get_or_add_pPr()
        numbered_properties = properties.get_or_add_numPr()
        numbered_properties.get_or_add_numId().val = 91
        numbered_properties.get_or_add_ilvl().val = 0
        document.add_paragraph("1、检查门窗")
        document.add_paragraph("2、检查水电")

    reading = read_plan(saved(document), filename="计划.docx")

    assert [(item.title, item.month) for item in reading.items] == [("检查门窗", 9), ("检查水电", 9)]
    assert any(left.text.startswith("二、九月份") for left in reading.left)


def test_a_workbook_with_merged_months_is_read() -> None:
    def fill(book: Workbook) -> None:
        sheet = book.active
        assert sheet is not None
        sheet.append(["2023-2024学年第一学期安全工作安排表"])
        sheet.merge_cells("A1:D1")
        sheet.append(["月份", "序号", "工作内容", "责任人"])
        sheet.append(["九月", 1, "签订安全责任书", "校长室"])
        sheet.append([None, 2, "新生消防演练", "安全办"])
        sheet.merge_cells("A3:A4")
        sheet.append(["十月", 3, "国庆值班安排", "办公室"])

    reading = read_plan(workbook(fill), filename="安排.xlsx")

    assert reading.term == "2023-2024-1"
    assert [(item.line, item.title, item.month, item.owners) for item in reading.items] == [
        (3, "签订安全责任书", 9, ("校长室",)),
        (4, "新生消防演练", 9, ("安全办",)),
        (5, "国庆值班安排", 10, ("办公室",)),
    ]


def test_who_made_the_sheet_and_a_note_below_it_are_no_work() -> None:
    def fill(book: Workbook) -> None:
        sheet = book.active
        assert sheet is not None
        sheet.append(["石桥小学第二学期总务周历"])
        sheet.merge_cells("A1:D1")
        sheet.append(["制表:总务处", None, None, "2024年2月"])
        sheet.append(["月份", "周次", "日期", "工作内容"])
        sheet.append([2, 1, "2.26-3.3", "换锁芯"])
        sheet.append([None, 2, "3.4-3.10", "洗地毯"])
        sheet.append([3, 3, "3.11-3.17", "量课桌"])
        sheet.append(["说明:如有变动,以通知为准。"])

    reading = read_plan(workbook(fill), filename="周历.xlsx")

    assert [(item.title, item.month, item.week) for item in reading.items] == [
        ("换锁芯", 2, 1),
        ("洗地毯", 3, 2),
        ("量课桌", 3, 3),
    ]


def test_months_in_a_second_row_of_heads_are_seen() -> None:
    def fill(book: Workbook) -> None:
        sheet = book.active
        assert sheet is not None
        sheet.append(["序号", "方面", "时间安排", None, None, "责任人"])
        sheet.append([None, None, "9月", "10月", "11月", None])
        sheet.append([1, "水电", "校水表", None, "裹水管", "赵"])
        sheet.append([2, "绿地", None, "补草皮", None, "钱"])
        sheet.merge_cells("C1:E1")

    reading = read_plan(workbook(fill), filename="推进表.xlsx")

    assert [(item.title, item.month, item.owners) for item in reading.items] == [
        ("校水表", 9, ("赵",)),
        ("裹水管", 11, ("赵",)),
        ("补草皮", 10, ("钱",)),
    ]


def test_text_in_the_old_chinese_encoding_is_read(tmp_path: Path) -> None:
    plan = tmp_path / "计划.txt"
    plan.write_bytes("九月份\n1、更换门锁\n2、清洗水箱\n".encode("gb18030"))

    assert [item.title for item in read_plan(plan).items] == ["更换门锁", "清洗水箱"]


def good_docx() -> bytes:
    document = docx.Document()
    document.add_paragraph("九月份")
    document.add_paragraph("1、清点桌椅")
    return saved(document)


def locked_office() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600


def other_zip() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("a.txt", "计划")
    return out.getvalue()


def broken_inside() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(good_docx())) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            after.writestr(name, data[: len(data) // 2] if name == "word/document.xml" else data)
    return out.getvalue()


BAD = {
    "empty": (b"", "计划.txt", "空的"),
    "blank": (b"  \n\n\t", "计划.txt", "没有文字"),
    "half a docx": (good_docx()[:3000], "计划.docx", "损坏"),
    "docx with broken xml": (broken_inside(), "计划.docx", "损坏"),
    "locked": (locked_office(), "计划.docx", "密码"),
    "old doc": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le"),
        "计划.doc",
        ".doc",
    ),
    "a picture called docx": (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "计划.docx", "图片"),
    "pdf called txt": (b"%PDF-1.7\n", "计划.txt", "PDF"),
    "docx called txt": (good_docx(), "计划.txt", "扩展名"),
    "docx called xlsx": (good_docx(), "计划.xlsx", "扩展名"),
    "text called docx": ("九月份\n1、检查".encode(), "计划.docx", "损坏"),
    "zip": (other_zip(), "计划.docx", "压缩包"),
    "web page called doc": (b"<html><body>plan</body></html>", "计划.doc", "网页"),
    "bytes called txt": (bytes(range(256)) * 40, "计划.txt", "编码"),
    "far too long": ("1、检查消防栓并做好记录。\n".encode() * 30_000, "计划.txt", "太长"),
}


@pytest.mark.parametrize(("data", "name", "says"), BAD.values(), ids=BAD.keys())
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(data: bytes, name: str, says: str) -> None:
    with pytest.raises(UnreadablePlan) as refused:
        read_plan(data, filename=name)

    sentence = str(refused.value)
    assert says in sentence
    assert sentence.endswith("。")


def test_a_missing_file_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UnreadablePlan, match="找不到"):
        read_plan(tmp_path / "没有.docx")


@pytest.mark.parametrize("size", range(0, 40_000, 997))
def test_a_docx_cut_off_anywhere_never_crashes(size: int) -> None:
    data = good_docx()[:size]
    if len(data) == len(good_docx()):
        return

    with pytest.raises(UnreadablePlan):
        read_plan(data, filename="计划.docx")
