"""What is proposed for a slot, how sure, and why."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from houqin.areas.summaries.filling.lines import lines_of
from houqin.areas.summaries.filling.memory import Memory, signature
from houqin.areas.summaries.filling.proposals import as_json
from houqin.areas.summaries.filling.slots import find_slots
from houqin.areas.summaries.filling.vocabulary import ITEM, Period, Result, Splits
from houqin.areas.summaries.tests.small_ledger import Asked, always, answer


def test_the_trade_of_the_sentence_is_asked_for_every_slot_of_it() -> None:
    asked: Asked = []

    answer("水道工接报维修__次。电工接报维修__次。", always("8", "次", asked))

    assert [(key, splits) for key, splits, _ in asked] == [
        ("orders", {"trade": ("水",)}),
        ("orders", {"trade": ("电",)}),
    ]


def test_two_catalogue_entries_named_together_are_added_up() -> None:
    asked: Asked = []

    (proposal,) = answer("修锁、换锁145把。", always("130", "把", asked))

    assert set(asked[0][1][ITEM]) == {"换锁", "修锁"}
    assert (proposal.value, proposal.sure) == (Decimal(130), True)


def test_a_verb_said_once_holds_for_the_next_thing_too() -> None:
    proposals = answer("更换台盆水管170根，水龙头__只。", always("90", "只"))

    assert proposals[1].splits[ITEM] == "更换水龙头"


def test_a_blank_year_gets_a_year_and_asks_no_ledger() -> None:
    asked: Asked = []

    (proposal,) = answer("20__年10月完成粉刷。", always("7", "次", asked))

    assert (proposal.value, proposal.text, proposal.sure, asked) == (Decimal(2025), "2025", True, [])


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("20__—20__学年工作总结", [2025, 2026]),
        ("20xx年1月的检查", [2026]),
        ("二〇__年秋季学期总结", [2025]),
        ("20__年春季总结", [2026]),
    ],
)
def test_years_follow_from_the_words_around(text: str, years: list[int]) -> None:
    assert [proposal.value for proposal in answer(text, always("7", "次"))] == [Decimal(year) for year in years]


def test_a_year_of_the_past_is_left_alone() -> None:
    (proposal,) = answer("教学楼始建于20__年。", always("7", "次"))

    assert proposal.value is None


def test_a_part_larger_than_its_total_is_flagged() -> None:
    def look_up(measure_key: str, splits: Splits, period: Period) -> Result:
        value = Decimal(50) if splits.get("place") else Decimal(40)
        return Result(value=value, unit="次", evidence_url="https://x.example/e", rows=3)

    total, part = answer("报修__次，其中宿舍报修__次。", look_up)

    assert total.value == 40
    assert "parts" in part.flags
    assert not part.sure
    assert "大于总数" in part.why


def test_another_order_of_magnitude_than_last_year_is_flagged() -> None:
    (proposal,) = answer("更换水龙头12只。", always("480", "只"))

    assert (proposal.sure, proposal.flags) == (False, ("magnitude",))
    assert "十倍" in proposal.why


def test_a_unit_the_ledger_does_not_count_in_is_flagged_and_not_sure() -> None:
    (proposal,) = answer("台盆水管__米。", always("30", "根"))

    assert not proposal.sure
    assert "unit" in proposal.flags


def test_a_wording_narrower_than_the_figure_is_never_sure() -> None:
    for text in ("教师公寓更换水龙头__只。", "更换水龙头密封圈__只。", "换锁芯__把。", "迎接上级报修__次。"):
        assert not any(proposal.sure for proposal in answer(text, always("30", ""))), text


def test_a_goal_is_not_filled_as_a_result() -> None:
    (proposal,) = answer("下学期力争整改率达到95%。", always("97", "%"))

    assert not proposal.sure


def test_what_no_ledger_knows_is_left_with_a_reason() -> None:
    (proposal,) = answer("新铺草坪__平方米。", always("30", "次"))

    assert (proposal.value, proposal.sure) == (None, False)
    assert "新铺草坪" in proposal.why


def test_no_rows_in_the_period_is_said_and_never_sure() -> None:
    def look_up(measure_key: str, splits: Splits, period: Period) -> Result:
        return Result(value=Decimal(0), unit="只", evidence_url="https://x.example/e", rows=0)

    (proposal,) = answer("更换水龙头__只。", look_up)

    assert not proposal.sure
    assert "没有记录" in proposal.why


def test_a_month_in_the_sentence_narrows_the_period() -> None:
    asked: Asked = []

    answer("10月份报修__次。", always("5", "次", asked))

    assert (asked[0][2].start, asked[0][2].end) == (date(2025, 10, 1), date(2025, 10, 31))


def test_a_year_ago_is_asked_for_when_the_text_says_so() -> None:
    asked: Asked = []

    (proposal,) = answer("去年同期报修__次。", always("5", "次", asked))

    assert asked[0][2].start == date(2024, 9, 1)
    assert not proposal.sure


def test_a_change_is_computed_from_both_years() -> None:
    def look_up(measure_key: str, splits: Splits, period: Period) -> Result:
        value = Decimal(80) if period.start.year == 2025 else Decimal(100)
        return Result(value=value, unit="次", evidence_url="https://x.example/e", rows=3)

    (proposal,) = answer("报修比去年同期减少__次。", look_up)

    assert (proposal.value, proposal.sure) == (Decimal(20), False)


@pytest.mark.parametrize(
    ("text", "value", "written"),
    [
        ("采购金额12.6万元。", "138500", "13.85万"),
        ("采购金额125,000元。", "138200", "138,200"),
        ("采购金额1万3千元。", "14230", "14230"),
        ("采购金额__万元。", "138500", "13.85"),
        ("更换水龙头两只。", "3", "三"),
        ("更换水龙头近百只。", "93", "93"),
        ("整改率为百分之九十五。", "96.50", "96.5%"),
        ("更换水龙头１７只。", "15", "１５"),
    ],
)
def test_a_value_is_written_the_way_the_old_one_was(text: str, value: str, written: str) -> None:
    unit = {"采": "元", "整": "%", "更": "只"}[text[0]]

    (proposal,) = answer(text, always(value, unit))

    assert proposal.text == written


def test_what_a_director_confirmed_is_remembered_for_next_term() -> None:
    old = find_slots(lines_of("全年抢通管道__次。"))[0]
    memory = Memory().with_confirmed(old, measure_key="orders", splits={"trade": ("水",)})
    asked: Asked = []

    (proposal,) = answer("全年共抢通管道36次。", always("41", "次", asked), memory=memory)

    assert asked[0][:2] == ("orders", {"trade": ("水",)})
    assert (proposal.value, proposal.sure) == (Decimal(41), True)


def test_the_memory_of_one_trade_does_not_answer_for_another() -> None:
    water, power = find_slots(lines_of("水道工抢修__次。电工抢修__次。"))

    assert signature(water) != signature(power)


def test_the_json_has_the_fields_that_were_promised() -> None:
    (slot,) = as_json(answer("更换水龙头12只。", always("15", "只")))["slots"]

    expected = {
        "line": 1,
        "text": "更换水龙头12只。",
        "kind": "figure",
        "measure": "更换水龙头",
        "unit": "只",
        "old": 12,
    }
    assert {name: slot[name] for name in expected} == expected
    assert (slot["figure"], slot["split"], slot["value"], slot["sure"]) == ("work", {"item": "更换水龙头"}, 15, True)
    assert slot["why"].endswith("。")
