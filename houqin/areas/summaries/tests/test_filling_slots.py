"""What is a slot, what is none, and what each slot counts."""

from __future__ import annotations

from decimal import Decimal

import pytest

from houqin.areas.summaries.filling.lines import Line, lines_of
from houqin.areas.summaries.filling.slots import Slot, find_slots


def slots_in(text: str) -> list[Slot]:
    return find_slots(lines_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "更换水龙头__只。",
        "更换水龙头_只。",
        "更换水龙头x只。",
        "更换水龙头XXX只。",
        "更换水龙头××只。",
        "更换水龙头＿＿只。",
        "更换水龙头（  ）只。",
        "更换水龙头()只。",
        "更换水龙头····只。",
        "更换水龙头……只。",
        "更换水龙头***只。",
        "更换水龙头 X 只。",
        "更换水龙头□□只。",
    ],
)
def test_a_blank_in_any_dress_is_one_slot(text: str) -> None:
    (slot,) = slots_in(text)

    assert (slot.kind, slot.nature, slot.unit, slot.measure) == ("blank", "amount", "只", "更换水龙头")


@pytest.mark.parametrize(
    ("text", "old", "unit", "approx"),
    [
        ("更换台盆水管170根。", "170", "根", False),
        ("隐患整改率达95%以上。", "95", "%", False),
        ("隐患整改率为百分之九十五。", "95", "%", False),
        ("安全教育完成率百分之百。", "100", "%", False),
        ("投资1万3千元添置广播。", "13000", "元", False),
        ("投资 1 千 5 百多元购买床铺。", "1500", "元", True),
        ("栽种九万多株花卉。", "90000", "株", True),
        ("补栽近百棵法桐。", "100", "棵", True),
        ("采购金额125,000元。", "125000", "元", False),
        ("接报修三百余次。", "300", "次", True),
        ("投入40多万元改造食堂。", "400000", "元", True),
        ("修剪树木1-2次。", "1", "次", True),
        ("抢修水管五六次。", "5", "次", True),
        ("来访１２３人次。", "123", "人次", False),
        ("更换灯管数十支。", "10", "支", True),
        ("购置了两台打印机。", "2", "台", False),
        ("九成以上的教师表示满意。", "90", "%", False),
    ],
)
def test_an_old_figure_is_read_as_its_number(text: str, old: str, unit: str, approx: bool) -> None:
    (slot,) = slots_in(text)

    assert slot.kind == "figure"
    assert slot.old == Decimal(old)
    assert (slot.unit, slot.approx) == (unit, approx)


@pytest.mark.parametrize(
    "text",
    [
        "8、9月1日开学，做好准备。",
        "2.11月9日开展宣传。",
        "门卫实行24小时值班，隐患力争24小时内解决。",
        "打造“三位一体”的防控网络，落实一岗双责。",
        "更换第四会议室沙发，启用3号楼、五号楼。",
        "联系电话：0512-66001234，火警119。",
        "教基〔2023〕15号文件第三条要求如下。",
        "开展“四个一”活动，做到一班一表、一周一评。",
        "对消防等8个方面逐一对照，做到三个到位。",
        "每天早上7:30—8:00在校门口执勤，每天消毒两次。",
        "采购物品货比三家，第三人监督，成立一个小组。",
        "未发生一起安全事故，发现一处，处理一处。",
        "84消毒液、A4纸、5G网络、USB3.0接口、Windows 10系统。",
        "统一安排，进一步提升，万无一失，三令五申。",
        "七年级三班、2-6年级、高一（3）班、五楼501室。",
        "2019年8月起，1995年建成，十四五期间。",
        "留样不少于125克，中心温度70℃以上，室温26度。",
        "附件1、表2、图3，共6页，第2页。",
        "单项5万元以上的采购须上会。",
        "（8人一桌，两人一组）二次供水设施完好。",
        "联系人签字：____________",
        "________________________",
        "目录...............3",
        "x光机、X射线、3×4、a_b.txt",
    ],
)
def test_a_number_that_states_no_result_is_no_slot(text: str) -> None:
    assert [slot.shown for slot in slots_in(text)] == []


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        (
            "水道工承接报修单共__次，其中疏通地漏、拖把池__次，更换台盆水管170根，水龙头__只。",
            ["水道工承接报修单", "疏通地漏、拖把池", "更换台盆水管", "更换水龙头"],
        ),
        ("安装了x个视频监控设备。", ["安装视频监控设备"]),
        ("向全校家长发放x份家长告知书。", ["发放家长告知书"]),
        ("共排查出大小安全隐患x处，整改x，整改率为x%。", ["排查出大小安全隐患", "整改", "整改率"]),
        ("本学期辞退了__个工作不负责的保安。", ["辞退保安"]),
        ("每学期开展四次消防演练。", ["开展消防演练"]),
    ],
)
def test_a_slot_says_what_it_counts(text: str, measures: list[str]) -> None:
    assert [slot.measure for slot in slots_in(text)] == measures


def test_blanks_that_are_no_amounts_are_told_apart() -> None:
    slots = slots_in("20__年x月，在x区教育局领导下，x号楼完工，我校始建于x年。")

    assert [slot.nature for slot in slots] == ["year", "date", "name", "ordinal", "year"]


def test_a_number_broken_over_two_lines_is_one_slot() -> None:
    slots = slots_in("本学期维修组更换台盆水管1\n70根，水龙头20只。\n")

    assert slots[0].old == 170
    assert (slots[0].line, slots[0].end_line, slots[0].end) == (1, 2, 2)
    assert slots[1].old == 20
    assert slots[1].line == 2


def test_two_wrapped_blanks_of_money_are_one_figure() -> None:
    (slot,) = slots_in("采购了价值x万x千元的电脑。")

    assert (slot.shown, slot.unit) == ("x万x千", "元")


def test_a_part_knows_its_total() -> None:
    total, part, other = slots_in("全年检查60次，其中食堂12次，更换灯管8支。")

    assert total.parent is None
    assert part.parent == total.index
    assert other.parent is None


def test_a_table_cell_takes_its_row_and_column_as_words() -> None:
    (slot,) = find_slots([Line(number=7, text="170", row="更换台盆水管", column="数量（根）", in_table=True)])

    assert (slot.line, slot.old, slot.unit) == (7, Decimal(170), "根")
    assert "更换台盆水管" in slot.measure


def test_a_serial_number_column_is_no_slot() -> None:
    assert find_slots([Line(number=1, text="3", row="更换水管", column="序号", in_table=True)]) == []


def test_a_month_named_in_the_sentence_is_kept_until_the_whole_term_is_meant() -> None:
    slots = slots_in("9月检查3次，发现隐患5处，全学期共检查20次。")

    assert [dict(slot.split) for slot in slots] == [{"period": "9月"}, {"period": "9月"}, {}]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("检修86间教室、32间办公室。", [("检修教室", 86, "间"), ("检修办公室", 32, "间")]),
        ("校舍维修投入22.5万。校车12辆。", [("校舍维修投入", 225000, "元"), ("校车", 12, "辆")]),
        ("满意度由88.6%提高到92.3%。", [("满意度", "88.6", "%"), ("满意度", "92.3", "%")]),
        ("接待检查8批次，消杀12轮次。", [("接待检查", 8, "批次"), ("消杀", 12, "轮次")]),
        ("更换灯管12支、开关8只。", [("更换灯管", 12, "支"), ("更换开关", 8, "只")]),
    ],
)
def test_each_number_of_a_clause_keeps_to_its_own_thing(text: str, expected: list[tuple[str, str | int, str]]) -> None:
    found = [(slot.measure, slot.old, slot.unit) for slot in slots_in(text)]

    assert found == [(measure, Decimal(old), unit) for measure, old, unit in expected]


@pytest.mark.parametrize(
    "text",
    [
        "项目\n更换水龙头\n只\n170\n",
        "项目\n更换水龙头\n170\n只\n",
        "更换水龙头 | 只 | 170 |\n",
        "更换水龙头\t只\t170\n",
        "项目 内容\n维修 更换水龙头(只) 170\n",
    ],
)
def test_a_table_pasted_as_text_gives_its_number_a_name_and_a_unit(text: str) -> None:
    (slot,) = slots_in(text)

    assert (slot.measure, slot.unit, slot.old) == ("更换水龙头", "只", Decimal(170))


def test_a_page_number_on_its_own_line_is_no_slot() -> None:
    assert slots_in("本学期维修组认真完成了各项工作，得到师生好评。\n12\n下一步继续努力。\n") == []


def test_a_text_wrapped_at_a_column_is_read_across_its_line_ends() -> None:
    text = (
        "建设，改善了办学条件。学期初，学校投资近 5 千元添置了\n"
        "多媒体教室的桌凳，投资 5 千余元更换了各班讲台，投资 2 千\n"
        "余元更换了教室门，这些设施的建设为学校的教学活动提供了\n"
        "物质保障。总务处定期检查电线和教学设施，重点检查食堂和\n"
        "超市的食品卫生，及时清理过期的食品，对宿舍和厕所按时进\n"
        "行消毒，对个人卫生经常检查，对其他隐患及时采取了措施。\n"
    )

    assert [(slot.line, slot.old, slot.unit) for slot in slots_in(text)] == [
        (1, Decimal(5000), "元"),
        (2, Decimal(5000), "元"),
        (2, Decimal(2000), "元"),
    ]


@pytest.mark.parametrize(
    ("text", "shown", "unit"),
    [
        ("新增安全标识[X]处。", "[X]", "处"),
        ("现有设备：投影仪.30台。", "30", "台"),
        ("改造项目总工期40天。", "40", "天"),
        ("（平均响应时间8分钟）", "8", "分钟"),
        ("9月72次。", "72", "次"),
    ],
)
def test_figures_behind_dots_months_and_in_brackets(text: str, shown: str, unit: str) -> None:
    (slot,) = slots_in(text)

    assert (slot.shown, slot.unit) == (shown, unit)


@pytest.mark.parametrize(
    "text",
    ["教学楼修了很久，两位师傅很辛苦。", "王工、李工两位师傅随叫随到。", "后勤工作总结1", "教室用一次清扫一次。"],
)
def test_people_named_before_titles_and_habits_are_no_figures(text: str) -> None:
    assert slots_in(text) == []


def test_rows_of_a_pasted_table_are_told_by_their_row_and_column() -> None:
    *_, first, second = slots_in("工种\t报修（次）\t完成（次）\n水工\t120\t__")

    assert (first.shown, first.context.near, first.unit) == ("120", "报修", "次")
    assert (second.kind, second.context.near, second.context.subject) == ("blank", "完成", "水工")


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("该校现有18个教学班级。", "该校教学班级"),
        ("主要涉及6个办公室。", "办公室"),
        ("全镇12所中小学校。", "全镇中小学校"),
    ],
)
def test_what_is_only_there_is_told_by_the_noun_behind(text: str, measure: str) -> None:
    (slot,) = slots_in(text)

    assert slot.measure == measure


def test_kuai_is_money_where_it_was_spent_and_glass_elsewhere() -> None:
    found = find_slots(lines_of("修围墙花了900块，换玻璃12块。"))

    assert [slot.unit for slot in found] == ["元", "块"]


def test_who_did_it_is_no_result() -> None:
    (slot,) = find_slots(lines_of("三个组合计完成工单398张。"))

    assert slot.unit == "张"
