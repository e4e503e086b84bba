"""What a slot leaves unsaid: its total, the slots before it, the sentence and the heading say it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from houqin.areas.summaries.filling.lines import lines_of
from houqin.areas.summaries.filling.proposals import Proposal
from houqin.areas.summaries.filling.proposing import propose
from houqin.areas.summaries.filling.slots import find_slots
from houqin.areas.summaries.filling.vocabulary import ITEM, Item, Measure, Period, Result, Splits, Vocabulary

TERM = Period(start=date(2025, 9, 1), end=date(2026, 1, 31))
PARTS: dict[str, dict[str, tuple[str, ...]]] = {
    "place": {"教学楼": (), "宿舍楼": ()},
    "trade": {"水": ("水工",), "电": ("电工",)},
}
LEVELS: dict[str, dict[str, tuple[str, ...]]] = {"level": {"一般": ("一般隐患",), "较大": ("较大隐患",)}}
WORDS = Vocabulary(
    measures=(
        Measure(key="orders", names=("接报修",), synonyms=("报修",), units=("次", "单"), splits=PARTS, family="order"),
        Measure(
            key="done", names=("完成维修",), synonyms=("维修", "办结报修"), units=("次",), splits=PARTS, family="order"
        ),
        Measure(key="share", names=("维修完成率",), synonyms=("完成率",), units=("%",), splits=PARTS, family="order"),
        Measure(
            key="work",
            names=("维修量",),
            units=("项",),
            splits=PARTS,
            items=(
                Item(name="更换水龙头", unit="只"),
                Item(name="换锁", unit="把"),
                Item(name="修理挂壁式空调", unit="台"),
                Item(name="修理立式空调", unit="台"),
            ),
        ),
        Measure(key="found", names=("隐患",), synonyms=("发现隐患",), units=("处",), splits=LEVELS, family="hazard"),
        Measure(
            key="closed",
            names=("整改隐患",),
            synonyms=("整改", "当场整改"),
            units=("处",),
            splits=LEVELS,
            family="hazard",
        ),
        Measure(
            key="checks",
            names=("检查",),
            synonyms=("夜巡",),
            units=("次",),
            splits={"list": {"夜间": ("夜巡",), "食堂": ()}},
        ),
        Measure(key="spent", names=("采购支出",), synonyms=("采购资金",), units=("元",)),
    )
)


def look_up(measure_key: str, splits: Splits, period: Period) -> Result:
    measure = WORDS.measure(measure_key)
    assert measure is not None
    unit = next((item.unit for item in measure.items if item.name in splits.get(ITEM, ())), measure.units[0])
    return Result(value=Decimal(30), unit=unit, evidence_url="https://x.example/e", rows=3)


def answers(text: str) -> list[Proposal]:
    return propose(find_slots(lines_of(text)), WORDS, look_up, period=TERM)


def meant(text: str) -> list[tuple[str, dict[str, tuple[str, ...]]]]:
    return [(answer.measure_key, dict(answer.asked)) for answer in answers(text)]


def test_a_part_counts_what_its_total_counts() -> None:
    told = meant("本学期接报修90次，其中水工50次、电工__次，教学楼__次。")

    assert told == [
        ("orders", {}),
        ("orders", {"trade": ("水",)}),
        ("orders", {"trade": ("电",)}),
        ("orders", {"place": ("教学楼",)}),
    ]


def test_a_neighbour_is_parted_the_same_way() -> None:
    told = meant("教学楼更换水龙头20只，宿舍楼__只。")

    assert told == [
        ("work", {"place": ("教学楼",), ITEM: ("更换水龙头",)}),
        ("work", {"place": ("宿舍楼",), ITEM: ("更换水龙头",)}),
    ]


def test_the_place_of_a_clause_holds_for_all_that_was_changed_there() -> None:
    told = meant("宿舍楼换锁20把、更换水龙头30只；教学楼换锁9把。")

    assert [splits["place"] for _, splits in told] == [("宿舍楼",), ("宿舍楼",), ("教学楼",)]


def test_an_outcome_belongs_to_what_its_sentence_counted() -> None:
    told = meant("一般隐患80处，整改78处；较大隐患9处，整改__处。")

    assert told == [
        ("found", {"level": ("一般",)}),
        ("closed", {"level": ("一般",)}),
        ("found", {"level": ("较大",)}),
        ("closed", {"level": ("较大",)}),
    ]


def test_own_words_come_before_those_of_the_neighbours() -> None:
    told = meant("整改40处。一般隐患__处。")

    assert told[1] == ("found", {"level": ("一般",)})


def test_a_share_is_of_what_was_just_counted() -> None:
    assert meant("水工接报修90次，完成率__%。")[1] == ("share", {"trade": ("水",)})


def test_the_name_of_a_round_is_both_what_was_done_and_which() -> None:
    assert meant("夜巡120次。") == [("checks", {"list": ("夜间",)})]


def test_kinds_of_one_thing_are_added_up() -> None:
    ((key, splits),) = meant("维修空调12台。")

    assert (key, set(splits[ITEM])) == ("work", {"修理挂壁式空调", "修理立式空调"})


def test_a_thing_may_stand_before_its_verb() -> None:
    assert meant("水龙头换了三十多只。") == [("work", {ITEM: ("更换水龙头",)})]


def test_a_number_may_stand_before_what_it_counts() -> None:
    assert meant("36次，是本学期的接报修。") == [("orders", {})]


def test_a_topic_before_a_colon_is_counted_by_its_parts() -> None:
    assert meant("报修方面：教学楼__次，宿舍楼__次。") == [
        ("orders", {"place": ("教学楼",)}),
        ("orders", {"place": ("宿舍楼",)}),
    ]


def test_a_list_parts_what_the_paragraph_before_told() -> None:
    told = meant("本学期发现隐患__处，整改__处。\n按等级分：一般__处，较大__处。")

    assert told[2:] == [("found", {"level": ("一般",)}), ("found", {"level": ("较大",)})]


def test_numbers_of_other_months_are_left_alone() -> None:
    for text in (
        "近三年来，学校更换水龙头900只。",
        "自2019年以来，共发现隐患400处。",
        "本学期接报修__次，较上学期的80次有所增加。",
    ):
        answer = answers(text)[-1]
        assert answer.value is None, text
        assert "不是本期" in answer.why, text


def test_what_was_saved_due_or_seen_on_the_way_is_never_sure() -> None:
    for text in ("为学校节约采购资金2万元。", "应检查40次。", "检查中发现40处。", "每月检查__次。", "小型维修30次。"):
        assert not any(answer.sure for answer in answers(text)), text


def test_days_and_weeks_of_the_period_are_not_the_whole_of_it() -> None:
    for text in ("9月2日-8日，共报修30次。", "开学第一周报修30次。", "假期报修30次。"):
        (answer,) = answers(text)
        assert not answer.sure, text
        assert "整个期间" in answer.why, text


def test_a_place_said_of_one_thing_says_nothing_of_the_next() -> None:
    tap, cooler = answers("教学楼水龙头换了20只，立式空调修了30台。")

    assert (dict(tap.asked), tap.sure) == ({"place": ("教学楼",), ITEM: ("更换水龙头",)}, True)
    assert (dict(cooler.asked), cooler.sure) == ({ITEM: ("修理立式空调",)}, False)


def test_what_opened_a_sentence_ends_when_it_is_told_otherwise() -> None:
    *_, tap = answers("教学楼报修20次，宿舍楼报修12次，更换水龙头30只。")

    assert (dict(tap.asked), tap.sure) == ({ITEM: ("更换水龙头",)}, False)


def test_examples_before_and_so_on_part_nothing() -> None:
    (orders,) = answers("水、电等各类报修90次。")

    assert (dict(orders.asked), orders.sure) == ({}, False)


def test_a_heading_says_what_its_months_count_but_never_for_sure() -> None:
    answer = answers("各月报修\n9月72次。")[0]

    assert (answer.measure_key, answer.slot.split, answer.sure) == ("orders", {"period": "9月"}, False)


def test_a_heading_with_one_month_narrows_what_stands_below() -> None:
    month = answers("十一月份工作\n接报修64次。")[0]
    stretch = answers("2025年9月—2026年1月工作\n接报修64次。")[0]

    assert (month.slot.split, month.sure) == ({"period": "十一月份"}, False)
    assert (stretch.slot.split, stretch.sure) == ({}, True)


def test_a_new_sentence_parts_what_was_told_first() -> None:
    *_, place = answers("接报修90次，维修88次。教学楼20次。")

    assert (place.measure_key, place.sure) == ("orders", False)


def test_parts_below_a_paragraph_are_sure_only_when_it_counted_one_thing_alike() -> None:
    *_, one = answers("接报修90次。\n按工种看，水工50次。")
    *_, two = answers("接报修90次，维修88次。\n按工种看，水工50次。")
    *_, unknown = answers("接报修90次。\n来访登记70次。\n按工种看，水工50次。")

    assert [(told.measure_key, told.sure) for told in (one, two, unknown)] == [
        ("orders", True),
        ("orders", False),
        ("orders", False),
    ]


def test_telephones_that_take_reports_are_not_mended() -> None:
    words = Vocabulary(
        measures=(
            Measure(key="received", names=("接报修",), synonyms=("报修电话", "报修"), units=("次", "个")),
            Measure(key="work", names=("维修量",), units=("项",), items=(Item(name="修理电话", unit="部"),)),
        )
    )
    found = propose(find_slots(lines_of("接到报修电话90个。接到咨询电话80个。")), words, look_up_thirty, period=TERM)

    assert (found[0].measure_key, found[0].sure) == ("received", True)
    assert not found[1].sure


def look_up_thirty(measure_key: str, splits: Splits, period: Period) -> Result:
    return Result(value=Decimal(30), unit="次", evidence_url="https://x.example/e", rows=3)
