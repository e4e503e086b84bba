"""Tables as people really have them: each row gets a fate, each bad cell a reason, and nothing is guessed."""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from houqin.kernel.access import Actor, Forbidden
from houqin.kernel.actions import change
from houqin.kernel.sheets.importing import export_file, import_file
from houqin.kernel.sheets.marking import mark
from houqin.kernel.sheets.rehearsal import rehearse, table_of
from houqin.kernel.tests.sheets_made import HEADS, ORDER, PEOPLE, PERSON, PLACE, TERM, book, reasons
from houqin.kernel.trail.models import Entry
from houqin.kernel.trail.seal import seal_school
from houqin.kernel.trail.verify import verify_school
from houqin.tests.people import World

RowOf = Callable[..., Any]


def test_new_rows_are_numbered_trailed_and_sealed(world: World, mira: Actor, tmp_path: Path) -> None:
    rows = [("", world.room.code, f"灯不亮{n}", "电", "是", "2026-03-05 08:30") for n in range(3)]
    report = import_file(ORDER, book(tmp_path, HEADS, *rows), mira)
    assert (report.said, report.written) == ("共 3 行：新增 3 行。", 3)
    made = list(ORDER.model.objects.order_by("id"))
    assert [o.number[-5:] for o in made] == ["00001", "00002", "00003"]
    assert (made[0].trade, made[0].is_urgent, made[0].campus) == ("power", True, world.north)
    assert made[0].reported_at == datetime(2026, 3, 5, 0, 30, tzinfo=UTC)
    assert set(Entry.objects.filter(model="repairs.repairorder").values_list("door", "is_late")) == {("sheet", True)}
    seal_school(world.school)
    assert verify_school(world.school) == []


def test_a_changed_row_shows_what_it_was_and_what_it_becomes(
    world: World, mira: Actor, a_row_of: RowOf, tmp_path: Path
) -> None:
    order = a_row_of(ORDER)
    export_file(ORDER, tmp_path / "a.xlsx", mira)
    filled = load_workbook(tmp_path / "a.xlsx")
    filled.worksheets[0]["C2"] = "水管爆裂"
    filled.save(tmp_path / "a.xlsx")

    report = import_file(ORDER, tmp_path / "a.xlsx", mira)

    [row] = report.rows
    assert [(d.label, d.before, d.after) for d in row.differences] == [("故障描述", "水龙头漏水", "水管爆裂")]
    order.refresh_from_db()
    assert (order.fault, order.version) == ("水管爆裂", 2)


def test_one_bad_row_keeps_the_whole_file_out_unless_it_is_left_out_on_purpose(
    world: World, mira: Actor, tmp_path: Path
) -> None:
    path = book(tmp_path, HEADS, ("", world.room.code, "灯不亮", "电"), ("", "没有这里", "灯不亮", "电"))
    report = import_file(ORDER, path, mira)
    assert report.written is None
    assert "没有场所“没有这里”" in reasons(report)[3]
    assert not ORDER.model.objects.exists()
    assert import_file(ORDER, path, mira, skip_refused=True).written == 1


def test_all_that_is_wrong_in_a_row_is_said_at_once_and_in_its_cell(world: World, mira: Actor, tmp_path: Path) -> None:
    report = import_file(ORDER, book(tmp_path, HEADS, ("WX-2020-00001", "", "灯不亮", "空调", "大概", "3月5日")), mira)
    [row] = report.rows
    assert {r.label for r in row.reasons} == {"工种", "紧急", "报修时间"}
    assert "水、电、木" in reasons(report)[2]
    report = import_file(ORDER, book(tmp_path, HEADS, ("WX-2020-00001", world.room.code, "灯不亮")), mira)
    assert "新增的请留空" in reasons(report)[2]
    report = import_file(ORDER, book(tmp_path, HEADS, ("", "", "", "电")), mira)
    assert {r.label for r in report.rows[0].reasons} == {"场所编码", "故障描述"}


def test_the_same_key_twice_is_named_with_both_lines(world: World, ann: Actor, tmp_path: Path) -> None:
    rows = [
        ("2025-2026-2", "下学期", "2026-02-25", "2026-07-10"),
        ("２０２５-2026-2", "又一个", "2026-02-25", "2026-07-10"),
    ]
    report = import_file(TERM, book(tmp_path, ("学期代码", "名称", "开学日期", "结束日期"), *rows), ann)
    assert "第 2 行与第 3 行的学期代码相同" in reasons(report)[2]
    assert "第 3 行与第 2 行的学期代码相同" in reasons(report)[3]


def test_what_must_be_unique_is_named_before_the_database_refuses_it(world: World, ann: Actor, tmp_path: Path) -> None:
    taken = world.people["mira"].phone
    rows = [
        ("甲", taken, "T1"),
        ("乙", "13900000001", "T2"),
        ("丙", "13900000001", "T3"),
        ("丁", "", "T4"),
        ("戊", "", "T5"),
    ]
    report = import_file(PERSON, book(tmp_path, PEOPLE, *rows), ann)
    assert list(reasons(report)) == [2, 4]
    assert "已被另一条教职工使用" in reasons(report)[2]
    assert "与第 3 行重复" in reasons(report)[4]


def test_rows_may_point_at_rows_of_the_same_file(world: World, ann: Actor, tmp_path: Path) -> None:
    heads = ("编码", "名称", "类别", "校区", "上级场所编码")
    rows = [
        ("R101", "101", "classroom", "北校区", "F1"),
        ("F1", "一层", "floor", "北校区", "B1"),
        ("B1", "教学楼", "teaching_building", "北校区", ""),
    ]
    kinds = dict(PLACE.model._meta.get_field("kind").flatchoices)
    report = import_file(PLACE, book(tmp_path, heads, *[(c, n, kinds[k], s, p) for c, n, k, s, p in rows]), ann)
    assert (reasons(report), report.written) == ({}, 3)
    room = PLACE.model.objects.get(code="R101")
    assert (room.path, room.building.name) == ("北校区/教学楼/一层/101", "教学楼")
    report = import_file(
        PLACE, book(tmp_path, heads, ("X1", "x", "教室", "北校区", "X2"), ("X2", "y", "教室", "北校区", "X1")), ann
    )
    assert "互为上级" in reasons(report)[2]


def test_links_are_found_only_among_what_the_person_may_see(
    world: World, nan: Actor, mira: Actor, tmp_path: Path
) -> None:
    path = book(tmp_path, HEADS, ("", world.south_room.code, "灯不亮"))
    assert "不在您的管理范围内" in reasons(import_file(ORDER, path, nan, confirm=False))[2]
    assert reasons(import_file(ORDER, path, mira, confirm=False)) == {}


def test_whoever_may_neither_add_nor_change_may_not_import(
    world: World, guo: Actor, dana: Actor, tmp_path: Path
) -> None:
    path = book(tmp_path, ("学期代码", "名称"), ("a", "b"))
    for who in (guo, dana):
        with pytest.raises(Forbidden):
            import_file(TERM, path, who)


def test_an_adder_who_may_not_change_is_told_so_on_the_row(
    world: World, omar: Actor, hao: Actor, a_row_of: RowOf, tmp_path: Path
) -> None:
    order = a_row_of(ORDER)
    report = import_file(ORDER, book(tmp_path, HEADS, (order.number, world.room.code, "改一改", "水", "否")), hao)
    assert "不能修改报修单" in reasons(report)[2]


def test_what_actions_decide_is_not_changed_by_a_sheet(
    world: World, mira: Actor, a_row_of: RowOf, tmp_path: Path
) -> None:
    order = a_row_of(ORDER)
    export_file(ORDER, tmp_path / "a.xlsx", mira)
    filled = load_workbook(tmp_path / "a.xlsx")
    cells: dict[Any, Any] = {cell.value: cell.column for cell in filled.worksheets[0][1]}
    filled.worksheets[0].cell(2, cells["状态"]).value = "已验收"
    filled.save(tmp_path / "a.xlsx")
    assert "不能用表格修改" in reasons(import_file(ORDER, tmp_path / "a.xlsx", mira))[2]
    order.refresh_from_db()
    assert order.state == "open"


def test_formulas_go_out_as_text_and_come_back_unchanged(
    world: World, mira: Actor, a_row_of: RowOf, tmp_path: Path
) -> None:
    nasty = ["=1+1", "+86", "-1", "@SUM(A1)", "'=x", "''@y", "\t=z", '=HYPERLINK("http://x","y")', "正常'=1"]
    for fault in nasty:
        change(a_row_of(ORDER), by=mira, values={"fault": fault})
    for name in ("a.csv", "a.xlsx"):
        export_file(ORDER, tmp_path / name, mira)
        assert {row.fate for row in import_file(ORDER, tmp_path / name, mira).rows} == {"same"}
    for line in (tmp_path / "a.csv").read_text("utf-8-sig").splitlines()[1:]:
        assert not any(cell.strip('"')[:1] in "=+-@\t" for cell in line.split(",") if cell.strip('"'))
    sheet = load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}


def test_an_export_is_on_the_trail_and_needs_its_right(world: World, ann: Actor, hao: Actor, tmp_path: Path) -> None:
    export_file(PERSON, tmp_path / "a.xlsx", ann, "is_active=1")
    entry: Any = Entry.objects.get(verb="export")
    assert (entry.after["record"], entry.after["query"], entry.after["rows"]) == (
        "foundation.person",
        "is_active=1",
        len(world.people),
    )
    with pytest.raises(Forbidden):
        export_file(PERSON, tmp_path / "a.xlsx", hao)
    assert verify_school(world.school) == []


def test_masked_data_stays_masked_and_late_rows_say_so(
    world: World, mira: Actor, ann: Actor, a_row_of: RowOf, tmp_path: Path
) -> None:
    export_file(PERSON, tmp_path / "a.csv", ann)
    assert world.people["mira"].phone not in (tmp_path / "a.csv").read_text("utf-8-sig")
    order = a_row_of(ORDER)
    change(order, by=mira, values={"reported_at": datetime(2026, 1, 1, tzinfo=UTC)})
    a_row_of(ORDER)
    export_file(ORDER, tmp_path / "b.csv", mira, "sort=number")
    heads, *rows = (line.split(",") for line in (tmp_path / "b.csv").read_text("utf-8-sig").splitlines())
    assert [row[heads.index("补录")] for row in rows if row[0]] in (["是", ""], ["", "是"])


def test_the_marked_workbook_says_in_each_cell_what_is_wrong_and_comes_back_when_mended(
    world: World, mira: Actor, tmp_path: Path
) -> None:
    path = book(tmp_path, ("报修登记",), HEADS, ("", "错的", "灯不亮", "空调"), ("", world.room.code, "窗不关", "木"))
    with open(path, "rb") as file:
        report = rehearse(ORDER, file, path.name, mira)
        grid, heading = table_of(ORDER, file, path.name)
        assert grid is not None
        assert heading is not None
        mark(
            file,
            True,
            grid,
            heading.row,
            {row.line: row.reasons for row in report.rows if row.reasons},
            tmp_path / "标.xlsx",
        )
    marked = load_workbook(tmp_path / "标.xlsx")
    sheet: Any = marked.worksheets[0]
    assert "没有“空调”这一项" in sheet["D3"].comment.text
    assert sheet["D3"].fill.fgColor.rgb == "00FFC7CE"
    assert sheet["D4"].comment is None
    assert sheet["G2"].value == "原因"
    assert "工种" in sheet["G3"].value or "空调" in sheet["G3"].value

    sheet["B3"], sheet["D3"] = world.room.code, "电"
    marked.save(tmp_path / "改.xlsx")

    assert import_file(ORDER, tmp_path / "改.xlsx", mira).written == 2


def test_the_queries_of_a_rehearsal_do_not_grow_with_the_rows(
    world: World, mira: Actor, tmp_path: Path, django_assert_max_num_queries: Any
) -> None:
    rows = [("", world.room.code, f"灯不亮{n}", "电", "否", "2026-03-05") for n in range(300)]
    with open(book(tmp_path, HEADS, *rows), "rb") as file, django_assert_max_num_queries(8):
        assert rehearse(ORDER, io.BytesIO(file.read()), "a.xlsx", mira).counts["new"] == 300
