"""What summaries say of supplies, purchases and counts: coming and going, money and pieces, and whose figure it is."""

from datetime import date
from decimal import Decimal

import pytest

from houqin.areas.summaries.filling.lines import lines_of
from houqin.areas.summaries.filling.proposals import Proposal
from houqin.areas.summaries.filling.proposing import propose
from houqin.areas.summaries.filling.slots import find_slots
from houqin.areas.summaries.filling.splitting import narrowed
from houqin.areas.summaries.filling.vocabulary import Item, Measure, Period, Result, Vocabulary
from houqin.areas.summaries.ledger import catalogue_of
from houqin.areas.summaries.tests.filling_ledger import TERM, answers
from houqin.kernel.figures import figures


def told(text: str) -> list[Proposal]:
    return answers(text.encode())


def test_a_thing_named_short_is_the_sum_of_its_kinds() -> None:
    taken, given = told("各班共领粉笔50盒。本学期发放粉笔50盒。")

    assert [(one.measure_key, one.value) for one in (taken, given)] == [("stores.out", Decimal(61))] * 2
    assert given.sure


def test_what_came_in_is_not_what_went_out() -> None:
    came, went = told("购进复印纸30包。发放复印纸30包。")

    assert (came.measure_key, came.value) == ("stores.in", Decimal(40))
    assert (went.measure_key, went.value) == ("stores.out", Decimal(33))


def test_a_thing_of_which_nobody_says_where_it_went_is_never_sure() -> None:
    (paper,) = told("用得最多的是复印纸30包。")

    assert not paper.sure


def test_parts_of_the_sentence_before_were_given_out_as_well() -> None:
    _, paper = told("全学期发放物资2800件。其中复印纸30包。")

    assert (paper.measure_key, paper.value) == ("stores.out", Decimal(33))


def test_the_kind_said_first_holds_for_the_rest_of_the_sentence() -> None:
    counts, missing = told("开展资产盘点1次，盘亏6件。")

    assert (counts.value, missing.value) == (Decimal(2), Decimal(4))
    assert missing.asked == {"kind": ("资产",)}


def test_the_money_of_one_thing_is_not_the_money_of_all() -> None:
    _, price = told("购入平板电脑20台，价值5万元。")

    assert (price.measure_key, price.value) == ("assets.new_value", Decimal(37800))


def test_a_part_that_may_belong_to_either_of_two_totals_is_not_sure() -> None:
    levels = {"level": {"一般": ("一般隐患",)}}
    words = Vocabulary(
        measures=(
            Measure(key="found", names=("隐患",), units=("处",), splits=levels, family="hazards"),
            Measure(key="closed", names=("整改",), units=("处",), splits=levels, family="hazards"),
            Measure(key="rate", names=("整改率",), units=("%",), family="hazards"),
        )
    )

    def part(text: str) -> Proposal:
        slots = find_slots(lines_of(text))
        return propose(
            slots, words, lambda *_: Result(value=Decimal(7), unit="处", rows=7, evidence_url=""), period=TERM
        )[-1]

    clear, unclear = (
        part("隐患66处，整改62处，其中一般隐患60处。"),
        part("隐患66处，整改62处，整改率94%，其中一般隐患60处。"),
    )

    assert (clear.value, clear.sure) == (Decimal(7), True)
    assert (unclear.value, unclear.sure) == (Decimal(7), False)


def test_what_is_saved_by_comparing_prices_compares_no_years() -> None:
    saved, less = find_slots(lines_of("比价节约8000元，比去年节约8000元。"))

    assert not saved.context.is_change
    assert less.context.is_change


@pytest.mark.parametrize("text", ["三家以上比价", "经三家询价", "三家供应商报价"])
def test_three_who_were_asked_for_prices_are_no_result(text: str) -> None:
    assert find_slots(lines_of(f"所有采购{text}后进行。")) == []


def test_what_was_carried_over_is_no_intent() -> None:
    (carried,) = find_slots(lines_of("转入下学期4项。"))

    assert not carried.context.is_intent


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("9月至11月", (date(2025, 9, 1), date(2025, 11, 30))),
        ("11月-1月", (date(2025, 11, 1), date(2026, 1, 31))),
    ],
)
def test_a_stretch_of_months_is_a_part_of_the_period(words: str, part: tuple[date, date]) -> None:
    assert narrowed(TERM, words) == Period(start=part[0], end=part[1])


def test_the_end_of_the_last_month_is_the_whole_period() -> None:
    (value,) = told("截至一月底，物资领用金额6000元。")

    assert (value.value, "限于" in value.why) == (Decimal(4580), False)


def test_money_and_shares_are_never_counted_in_the_units_of_things() -> None:
    wrong = [figure.key for figure in figures if catalogue_of(figure) and figure.unit in ("元", "%", "小时", "分")]

    assert wrong == []


def test_money_that_went_for_something_of_its_own_is_not_sure() -> None:
    plain, spent = told("采购金额8万元。采购金额8万元建设操场。")

    assert (plain.sure, spent.sure) == (True, False)
    assert "建设操场" in spent.why


def test_money_right_behind_a_count_is_the_money_of_what_was_counted() -> None:
    _, price = told("购入平板电脑20台、5万元。")

    assert (price.measure_key, price.value) == ("assets.new_value", Decimal(37800))


def test_money_for_a_work_that_is_only_named_by_its_kind_is_not_sure() -> None:
    (spent,) = told("采购金额8万元完成走廊设备改造。")

    assert not spent.sure


def test_repairing_and_replacing_at_once_is_both() -> None:
    (lamps,) = told("修锁、换锁30把。")
    (both,) = told("维修更换锁30把。")

    assert set(both.asked["item"]) == set(lamps.asked["item"]) == {"修锁", "换锁"}


def test_two_things_in_one_word_are_both() -> None:
    (both,) = told("发放无尘粉笔彩色粉笔60盒。")

    assert set(both.asked["item"]) == {"无尘粉笔", "彩色粉笔"}


def test_a_code_before_a_name_and_a_fault_behind_it_need_not_be_said() -> None:
    assert Item(name="84 消毒液", unit="瓶").called == ("84 消毒液", "消毒液")
    assert Item(name="疏通蹲便器", unit="次", synonyms=("蹲坑堵塞",)).called == ("疏通蹲便器", "蹲坑堵塞", "蹲坑")


def test_what_was_done_to_reports_is_not_how_many_there_were() -> None:
    words = Vocabulary(
        measures=(
            Measure(key="received", names=("接报修",), synonyms=("师生报修", "报修"), units=("次",)),
            Measure(key="finished", names=("完成维修",), synonyms=("处理报修", "维修"), units=("次",)),
        )
    )
    found = propose(
        find_slots(lines_of("处理校内师生的报修90次。师生报修95次。师傅们修了88次。")), words, always, period=TERM
    )

    assert [one.measure_key for one in found] == ["finished", "received", "finished"]


def always(measure_key: str, splits: object, period: Period) -> Result:
    return Result(value=Decimal(30), unit="次", evidence_url="https://x.example/e", rows=3)


def test_up_to_the_end_of_a_month_starts_where_the_period_starts() -> None:
    (value,) = told("截至11月底，报修300次。")

    assert "取到2025年11月底" in value.why
    assert value.sure


def test_what_waits_or_was_done_otherwise_is_never_sure() -> None:
    for text in ("待整改隐患7处。", "对46把锁进行了年检。"):
        assert not any(one.sure for one in told(text)), text


def test_material_for_repairs_is_no_repair() -> None:
    (bought,) = told("采购办公用品、清洁用品、维修材料等共40次。")

    assert bought.measure_key == "purchases.count"


def test_coming_and_going_in_one_sentence_compares_no_years() -> None:
    came, went = find_slots(lines_of("新增资产39件，减少18件。"))
    (less,) = find_slots(lines_of("维修费比去年减少18%。"))

    assert (came.context.is_change, went.context.is_change, less.context.is_change) == (False, False, True)
