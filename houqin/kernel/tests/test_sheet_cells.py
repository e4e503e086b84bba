"""What stands in a sheet is read as it was meant, or named."""

import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from houqin.kernel.access import Actor
from houqin.kernel.actions import Refused
from houqin.kernel.sheets.importing import import_file
from houqin.kernel.tests.sheets_made import HEADS, ORDER, PEOPLE, PERSON, TERM, book, reasons, text
from houqin.tests.people import World

ODS = "application/vnd.oasis.opendocument.spreadsheet"
CONTENT = """<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">
<office:body><office:spreadsheet><table:table table:name="数据">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"""


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("2026.3.5", date(2026, 3, 5)), ("2026年3月5日", date(2026, 3, 5)), ("２０２６／３／５", date(2026, 3, 5)), ("20260305", date(2026, 3, 5)),
        (46086, date(2026, 3, 5)), ("46086", date(2026, 3, 5)), (datetime(2026, 3, 5), date(2026, 3, 5)), ("13/5/2026", date(2026, 5, 13)),
        ("5/5/2026", date(2026, 5, 5)), (" 2026-03-05 ", date(2026, 3, 5)), ("3/5/2026", "可能是 3 月 5 日，也可能是 5 月 3 日"), ("3月5日", "不是完整的日期"),
        ("26.3.5", "不是完整的日期"), ("2026-02-30", "没有“2026-02-30”这一天"), ("#N/A", "公式出错（#N/A）"), (12, "不是日期"), (True, "不是日期"),
    ],
)  # fmt: skip
def test_odd_dates_are_read_or_named(world: World, ann: Actor, tmp_path: Path, given: Any, read: Any) -> None:
    path = book(tmp_path, ("学期代码", "名称", "开学日期", "结束日期"), ("2025-2026-2", "下学期", given, "2026-07-10"))
    report = import_file(TERM, path, ann)
    if isinstance(read, date):
        assert reasons(report) == {}
        assert TERM.model.objects.get().starts_on == read
    else:
        assert read in reasons(report)[2]


@pytest.mark.parametrize(
    ("phone", "read"),
    [
        (13800000000, "13800000000"), ("13800000000.0", "13800000000"), ("１３８００００００００", "13800000000"), (" 13800000000 ", "13800000000"),
        ("1.38E+10", "科学计数法"), ("1.2e+11", "科学计数法"), (13800000000123456, "超过 15 位"), (date(2026, 1, 2), "自动改成了日期"), ("#DIV/0!", "公式出错"),
    ],
)  # fmt: skip
def test_numbers_that_are_really_text_are_saved_from_excel_or_named(
    world: World, ann: Actor, tmp_path: Path, phone: Any, read: str
) -> None:
    report = import_file(PERSON, book(tmp_path, PEOPLE, ("王小明", phone, "T01", "", "北校区", "√")), ann)
    if read.isdigit():
        assert reasons(report) == {}
        assert PERSON.model.objects.get(name="王小明").phone == read
    else:
        assert read in reasons(report)[2]


@pytest.mark.parametrize(
    ("given", "read"),
    [("是", True), ("√", True), ("×", False), ("否", False), (True, True), (0, False), ("Ｙ", True), ("", True)],
)
def test_yes_and_no_in_the_ways_people_write_them(
    world: World, ann: Actor, tmp_path: Path, given: Any, read: bool
) -> None:
    report = import_file(PERSON, book(tmp_path, PEOPLE, ("王小明", "", "T01", "", "北校区", given)), ann)
    assert reasons(report) == {}
    assert PERSON.model.objects.get(name="王小明").is_active is read


def test_headers_are_found_under_a_title_and_in_two_lines(world: World, mira: Actor, tmp_path: Path) -> None:
    rows: Any = (
        ["2026年报修登记表"], ["填表：后勤处"], [], ["单号", "地点", None, "工种 ", "紧 急", "登记", None],
        [None, "场所编码", "故障描述（必填）", None, None, "报修时间"], ["", world.room.code, "灯不亮", "电", "", "2026-03-05"], [], ["", "", "  "],
    )  # fmt: skip
    merges = [
        (0, 0, 0, 6, "2026年报修登记表"),
        (3, 0, 4, 0, "单号"),
        (3, 1, 3, 2, "地点"),
        (3, 3, 4, 3, "工种 "),
        (3, 4, 4, 4, "紧 急"),
    ]
    report = import_file(ORDER, book(tmp_path, *rows, merges=merges), mira)
    assert (report.problems, reasons(report), report.written) == ([], {}, 1)
    assert [row.line for row in report.rows] == [6]


def test_cells_merged_over_rows_hold_for_each_and_empty_cells_do_not(world: World, mira: Actor, tmp_path: Path) -> None:
    rows = [HEADS, ("", world.room.code, "灯不亮"), ("", None, "窗不关"), ("", None, "门不开")]
    report = import_file(ORDER, book(tmp_path, *rows, merges=[(1, 1, 2, 1, world.room.code)]), mira)
    assert list(reasons(report)) == [4]
    assert [row.fate for row in report.rows] == ["new", "new", "refused"]


def test_headers_unknown_doubled_or_missing_are_named(world: World, mira: Actor, ann: Actor, tmp_path: Path) -> None:
    report = import_file(
        ORDER, book(tmp_path, ("场所编码", "故障描述", "心情"), (world.room.code, "灯不亮", "好")), mira
    )
    assert "C 列“心情”不认识，没有导入。" in report.notes
    assert [row.fate for row in report.rows] == ["new"]
    report = import_file(ORDER, book(tmp_path, (*HEADS, "工种"), ("", world.room.code, "灯不亮")), mira)
    assert report.problems == ["“工种”出现了 2 次（D、G 列），请只留一列。"]
    report = import_file(TERM, book(tmp_path, ("名称", "开学日期"), ("下学期", "2026-02-25")), ann)
    assert any("缺少“学期代码”列" in p for p in report.problems)
    report = import_file(TERM, book(tmp_path, ("甲", "乙"), ("下学期", "2026-02-25")), ann)
    assert "找不到标题行" in report.problems[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_text_tables_of_every_encoding_and_parting(
    world: World, mira: Actor, tmp_path: Path, encoding: str, delimiter: str
) -> None:
    lines = [delimiter.join(HEADS[:4]), delimiter.join(["", world.room.code, '"灯,不亮;\n两盏"', "电"])]
    report = import_file(ORDER, text(tmp_path, "\r\n".join(lines), encoding), mira)
    assert (report.problems, reasons(report), report.written) == ([], {}, 1)
    assert ORDER.model.objects.get().fault == "灯,不亮;\n两盏"


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04garbage",
        b"\x00\x01\x02",
        b"",
        bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le"),
    ],
)
def test_files_that_cannot_be_read_get_a_sentence(world: World, mira: Actor, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "坏.xlsx").write_bytes(content)
    with pytest.raises(Refused, match="坏"):
        import_file(ORDER, tmp_path / "坏.xlsx", mira)


def test_an_opendocument_table_is_read_too(world: World, mira: Actor, tmp_path: Path) -> None:
    def row(*cells: str) -> str:
        inside = (
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in cells
        )
        return f"<table:table-row>{''.join(inside)}</table:table-row>"

    with zipfile.ZipFile(tmp_path / "表.ods", "w") as pack:
        pack.writestr("mimetype", ODS)
        pack.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        pack.writestr(
            "content.xml",
            CONTENT.format(rows=row(*HEADS) + row("", world.room.code, "灯不亮", "电", "是", "2026年3月5日")),
        )
    report = import_file(ORDER, tmp_path / "表.ods", mira)
    assert (report.problems, reasons(report), report.written) == ([], {}, 1)
