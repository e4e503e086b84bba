"""Of figures that could be meant, the right one; and not for sure where two could."""

from __future__ import annotations

from decimal import Decimal

import pytest

from houqin.areas.summaries.filling.lines import lines_of
from houqin.areas.summaries.filling.proposals import Proposal
from houqin.areas.summaries.filling.proposing import propose
from houqin.areas.summaries.filling.slots import find_slots
from houqin.areas.summaries.filling.vocabulary import ITEM, Item, Measure, Period, Result, Splits, Vocabulary
from houqin.areas.summaries.tests.small_ledger import TERM, Asked, always, answer

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
