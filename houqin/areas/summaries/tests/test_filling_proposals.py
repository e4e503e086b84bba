"""What is proposed for a slot, how sure, and why."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from houqin.areas.summaries.filling.lines import lines_of
from houqin.areas.summaries.filling.memory import Memory, signature
from houqin.areas.summaries.filling.proposals import Proposal, as_json
from houqin.areas.summaries.filling.proposing import propose
from houqin.areas.summaries.filling.slots import find_slots
from houqin.areas.summaries.filling.vocabulary import ITEM, Item, Lookup, Measure, Period, Result, Splits, Vocabulary

TERM = Period(start=date(2025, 9, 1), end=date(2026, 1, 31))
WORDS = Vocabulary(
    measures=(
        Measure(
            key="orders",
            names=("报修",),
            synonyms=("接报维修",),
            units=("次",),
            splits={"trade": {"水": ("水道工",), "电": ("电工",)}, "place": {"宿舍": ("寝室",)}},
        ),
        Measure(
            key="work",
            names=("维修",),
            units=("项",),
            items=(
                Item(name="更换水龙头", unit="只"),
                Item(name="换锁", unit="把"),
                Item(name="修锁", unit="把"),
                Item(name="台盆水管", unit="根"),
            ),
        ),
        Measure(key="rate", names=("整改率",), units=("%",)),
        Measure(key="money", names=("采购金额",), units=("元",)),
    )
)
Asked = list[tuple[str, dict[str, tuple[str, ...]], Period]]


def always(value: str, unit: str, asked: Asked | None = None) -> Lookup:
    def look_up(measure_key: str, splits: Splits, period: Period) -> Result | None:
        if asked is not None:
            asked.append((measure_key, dict(splits), period))
        return Result(value=Decimal(value), unit=unit, evidence_url="https://x.example/e", rows=3)

    return look_up


def answer(text: str, look_up: Lookup, *, period: Period = TERM, memory: Memory | None = None) -> list[Proposal]:
    return propose(find_slots(lines_of(text)), WORDS, look_up, period=period, memory=memory)


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


RIVALS = Vocabulary(
    measures=(
        Measure(
            key="received",
            names=("接报修单",),
            synonyms=("接报修", "报修"),
            units=("次", "单"),
            splits={"campus": {"1": ("北校区",)}, "kind": {"campus": ("校区",), "canteen": ("食堂",)}},
        ),
        Measure(key="finished", names=("完成维修",), synonyms=("维修", "完成报修"), units=("次", "处", "件")),
        Measure(
            key="satisfied",
            names=("维修满意率",),
            synonyms=("满意度",),
            units=("%",),
            splits={"kind": {"canteen": ("食堂",)}},
        ),
        Measure(
            key="work",
            names=("维修工作量",),
            units=("项",),
            items=(
                Item(name="修门", unit="扇"),
                Item(name="修橱门", unit="扇"),
                Item(name="修理立式空调", unit="台"),
                Item(name="修理挂壁式空调", unit="台"),
                Item(name="修理路灯", unit="只", synonyms=("路灯",)),
            ),
        ),
    )
)


def among_rivals(text: str, value: str = "30") -> list[Proposal]:
    return propose(find_slots(lines_of(text)), RIVALS, always(value, ""), period=TERM)


def test_orders_received_are_not_taken_for_repairs_finished() -> None:
    assert [proposal.measure_key for proposal in among_rivals("接报维修__次。完成维修__次。")] == [
        "received",
        "finished",
    ]


def test_things_repaired_are_not_taken_for_orders() -> None:
    assert not any(proposal.sure for proposal in among_rivals("维修桌椅__套。维修路面__处。"))


def test_a_general_word_is_not_sure_of_a_particular_figure() -> None:
    canteen, bare, own = among_rivals("维修情况良好，食堂满意度__%。满意度__%。维修满意度__%。", "93")

    assert (canteen.sure, bare.sure, own.sure) == (False, False, True)
    assert "维修" in bare.why


def test_a_longer_place_name_hides_the_shorter_one_inside_it() -> None:
    (north,) = among_rivals("北校区报修__次。")
    (south,) = among_rivals("南校区报修__次。")

    assert (dict(north.asked), north.sure) == ({"campus": ("1",)}, True)
    assert not south.sure


def test_a_head_shared_by_two_things_counts_both() -> None:
    (proposal,) = among_rivals("修理立式、挂壁式空调__台。")

    assert set(proposal.asked[ITEM]) == {"修理立式空调", "修理挂壁式空调"}


def test_a_thing_inside_another_things_name_is_kept_apart() -> None:
    (proposal,) = among_rivals("修理门、橱门__扇。")

    assert set(proposal.asked[ITEM]) == {"修门", "修橱门"}


def test_installing_is_not_repairing() -> None:
    (proposal,) = among_rivals("安装路灯__只。")

    assert not proposal.sure


def test_the_ledger_is_asked_for_codes_and_the_director_sees_words() -> None:
    measure = Measure(
        key="work",
        names=("维修",),
        units=("项",),
        splits={"trade": {"water": ("水", "水工")}},
        items=(Item(name="更换水龙头", unit="只", code="water.tap"),),
    )
    asked: Asked = []

    (proposal,) = propose(
        find_slots(lines_of("水工更换水龙头__只。")),
        Vocabulary(measures=(measure,)),
        always("9", "只", asked),
        period=TERM,
    )

    assert asked[0][1] == {"trade": ("water",), ITEM: ("water.tap",)}
    assert dict(proposal.splits) == {"trade": "水", "item": "更换水龙头"}


def test_a_row_number_as_split_value_is_never_found_in_the_text() -> None:
    measure = Measure(
        key="orders", names=("报修",), units=("次",), splits={"campus": {"12": ("北校区",), "3": ("南校区",)}}
    )

    (proposal,) = propose(
        find_slots(lines_of("12月3日起报修12次。")), Vocabulary(measures=(measure,)), always("9", "次"), period=TERM
    )

    assert "campus" not in proposal.asked


def test_a_month_said_of_something_else_does_not_narrow_the_period() -> None:
    asked: Asked = []

    answer("全校检修到位，9月又添置了消防栓，整改率为__%。", always("95", "%", asked))

    assert asked[0][2] == TERM


def test_an_entry_the_ledger_keeps_under_another_trade_is_still_found() -> None:
    measure = Measure(
        key="work",
        names=("维修",),
        units=("项",),
        splits={"trade": {"水": ("水工",)}},
        items=(Item(name="修补侧石", unit="米"),),
    )

    def look_up(measure_key: str, splits: Splits, period: Period) -> Result:
        rows = 0 if "trade" in splits else 4
        return Result(value=Decimal(rows * 5), unit="米", evidence_url="https://x.example/e", rows=rows)

    (proposal,) = propose(
        find_slots(lines_of("水工班修补侧石__米。")), Vocabulary(measures=(measure,)), look_up, period=TERM
    )

    assert (proposal.value, proposal.sure) == (Decimal(20), False)


def test_of_figures_called_alike_the_topic_tells_which_is_meant() -> None:
    words = Vocabulary(
        measures=(
            Measure(key="mended", names=("平均评分",), units=("分",), topics=("维修",)),
            Measure(key="bought", names=("平均评分",), units=("分",), topics=("供应商",)),
        )
    )
    found = propose(find_slots(lines_of("供应商管理方面，平均评分4.4分。")), words, always("4.4", "分"), period=TERM)

    assert [one.measure_key for one in found] == ["bought"]


def test_a_place_holds_to_the_end_of_its_sentence_for_sure_only_when_the_opening_says_no_more() -> None:
    plain, busy = among_rivals("食堂方面，接报修__次。食堂每晚有人守夜，接报修__次。")

    assert (dict(plain.asked), plain.sure) == ({"kind": ("canteen",)}, True)
    assert (dict(busy.asked), busy.sure) == ({"kind": ("canteen",)}, False)
    assert "守夜" in busy.why


def test_reports_that_were_dealt_with_are_not_reports_received() -> None:
    (proposal,) = among_rivals("报修已全部办结__单。")

    assert (proposal.measure_key, proposal.sure) != ("received", True)


def test_a_name_that_is_counted_in_pieces_and_in_money_is_not_sure_without_a_unit() -> None:
    things = Measure(key="things", names=("新增资产",), units=("件",))
    money = Measure(key="money", names=("新增资产",), units=("元",))
    slots = find_slots(lines_of("新增资产：__"))

    (proposal,) = propose(slots, Vocabulary(measures=(things, money)), always("7", "件"), period=TERM)

    assert not proposal.sure
    assert "没有写单位" in proposal.why


@pytest.mark.parametrize(
    "text", ["水龙头坏了换新的__只。", "水龙头漏水换掉__只。", "水龙头关不严给换了__只。", "为孩子们更换水龙头__只。"]
)
def test_what_was_wrong_may_stand_between_the_thing_and_what_was_done(text: str) -> None:
    (proposal,) = answer(text, always("12", "只"))

    assert dict(proposal.splits) == {ITEM: "更换水龙头"}


def test_a_column_of_what_was_done_counts_what_the_column_before_it_counts() -> None:
    (orders, done) = propose(
        find_slots(lines_of("楼栋|报修(次)|完成(次)\n教学楼|31|30")), RIVALS, always("30", "次"), period=TERM
    )

    assert (orders.measure_key, done.measure_key) == ("received", "finished")


def test_what_another_name_of_the_figure_says_besides_may_stand_before() -> None:
    complaints = Vocabulary(
        measures=(Measure(key="complaints", names=("供应商投诉",), synonyms=("投诉", "外包单位投诉"), units=("起",)),)
    )

    def asked(text: str) -> bool:
        return propose(find_slots(lines_of(text)), complaints, always("2", "起"), period=TERM)[0].sure

    assert asked("外包单位考核，接到投诉__起。")
    assert not asked("食堂管理方面，接到投诉__起。")


def test_all_reports_are_of_no_part_whatever_the_sentence_began_with() -> None:
    part, every = among_rivals("食堂报修__次，占全部报修__次的一小半。")

    assert (dict(part.asked), dict(every.asked)) == ({"kind": ("canteen",)}, {})


def test_a_plain_word_for_several_things_of_the_catalogue_is_shown_and_not_sure() -> None:
    desks = Measure(
        key="work",
        names=("维修工作量",),
        units=("项",),
        items=(Item(name="修理课桌", unit="张"), Item(name="修理办公桌", unit="张")),
    )

    (proposal,) = propose(
        find_slots(lines_of("桌子修了__张。")), Vocabulary(measures=(desks,)), always("9", "张"), period=TERM
    )

    assert (set(proposal.asked[ITEM]), proposal.sure) == ({"修理课桌", "修理办公桌"}, False)


def test_what_came_and_what_went_compares_no_years() -> None:
    things = Vocabulary(
        measures=(
            Measure(key="new", names=("新增资产",), synonyms=("增加",), units=("件",), topics=("资产",)),
            Measure(key="gone", names=("报废资产",), synonyms=("报废",), units=("件",), topics=("资产",)),
        )
    )

    came, went = propose(find_slots(lines_of("资产：增加44件，报废19件。")), things, always("30", "件"), period=TERM)

    assert (came.measure_key, came.value, went.measure_key) == ("new", Decimal(30), "gone")


def test_what_is_still_being_mended_is_not_taken_for_what_was_mended() -> None:
    (_, _, still) = among_rivals("报修__次，完成维修__次，在修__次。")

    assert not still.sure


def test_what_one_place_had_is_not_sure_of_the_next_place() -> None:
    canteen, north = among_rivals("食堂报修__次，北校区报修__次。")

    assert canteen.sure
    assert not (north.sure and "kind" in north.asked)


def test_what_became_of_things_nobody_understood_is_not_sure() -> None:
    (_, done) = among_rivals("家长来信__件，全部完成维修__件。")
    (_, vague) = among_rivals("家长来信__件，维修__件。")

    assert done.sure
    assert not vague.sure


def test_a_bare_verb_mends_the_thing_the_clause_before_it_named() -> None:
    (proposal,) = answer("最费手的是台盆水管，修了__根。", always("9", "根"))

    assert dict(proposal.splits) == {ITEM: "台盆水管"}


def test_a_column_that_says_only_how_many_leaves_the_naming_to_the_row() -> None:
    (proposal,) = answer("名称|备注|完成数(只)\n更换水龙头|校内|12", always("9", "只"))

    assert dict(proposal.splits) == {ITEM: "更换水龙头"}
