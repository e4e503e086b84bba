"""Leaving the books: small with signatures, large through meeting, bureau and finance, each decision with its paper."""

import io
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from houqin.areas.assets.actions import (
    Thing,
    agree_finance,
    ask_disposal,
    close_month,
    give_opinion,
    note_bureau,
    note_meeting,
    note_missing,
    note_treasury,
    open_books,
    propose_disposal,
    refuse_disposal,
    run_month,
    sign_off,
    write_off,
)
from houqin.areas.assets.models import Asset, BookMonth, Disposal
from houqin.areas.assets.tests.samples import a_class_called, an_asset
from houqin.kernel import clock
from houqin.kernel.access import Actor, Forbidden
from houqin.kernel.actions import Refused, change
from houqin.kernel.files.upload import upload_from
from houqin.tests.people import World, user_of

Kind = Disposal.Kind
OLD = date(2012, 9, 1)


def paper() -> Any:
    drawn = io.BytesIO()
    Image.new("RGB", (40, 40), "white").save(drawn, "PNG")
    return upload_from(drawn.getvalue(), "批复.png")


def a_desk(world: World, value: str = "900", **given: Any) -> Asset:
    desks = a_class_called(world, "A05010203", "教学、实验用桌")
    made: Asset = an_asset(
        world, name="讲台", asset_class=desks, value=Decimal(value), life_years=5, **{"bought_on": OLD} | given
    )
    return made


def judged(disposal: Disposal, mira: Actor, kong: Actor) -> Disposal:
    give_opinion(disposal, by=mira, said="锈蚀断裂，无修理价值")
    return agree_finance(disposal, by=kong, said="同意")


def test_a_small_one_needs_an_opinion_and_two_signatures(
    world: World, qiu: Actor, mira: Actor, kong: Actor, boss: Actor
) -> None:
    asset = a_desk(world)
    disposal = propose_disposal(asset, by=qiu, kind=Kind.SCRAP, reason="断裂")

    judged(disposal, mira, kong)
    sign_off(disposal, by=boss)
    write_off(disposal, by=qiu)

    asset.refresh_from_db()
    assert (disposal.route, disposal.state, asset.state, asset.disposed_on) == (
        "signed",
        "done",
        "disposed",
        clock.today(),
    )
    assert [step.kind for step in disposal.told_steps] == ["opinion", "finance", "head"]


def test_nobody_judges_what_he_asked_for_himself(world: World, qiu: Actor, mira: Actor) -> None:
    disposal = propose_disposal(a_desk(world), by=qiu, kind=Kind.SCRAP, reason="断裂")

    with pytest.raises(Refused, match="不能由申请人自己"):
        give_opinion(disposal, by=qiu, said="该报废")
    give_opinion(disposal, by=mira, said="该报废")
    with pytest.raises(Forbidden):
        agree_finance(disposal, by=qiu, said="同意")


@pytest.mark.parametrize(
    ("value", "route"), [("10000", "signed"), ("10000.01", "bureau"), ("99999.99", "bureau"), ("100000", "treasury")]
)
def test_the_sum_decides_the_way(world: World, qiu: Actor, value: str, route: str) -> None:
    disposal = propose_disposal(a_desk(world, value), by=qiu, kind=Kind.SCRAP, reason="老化")

    assert disposal.route == route
    assert "元" in disposal.route_because


def test_a_large_one_goes_through_meeting_bureau_and_finance_each_with_its_paper(
    world: World, qiu: Actor, mira: Actor, kong: Actor
) -> None:
    disposal = ask_disposal(
        by=qiu, lines=[Thing(a_desk(world, "80000")) for _ in range(3)], kind=Kind.SCRAP, reason="整批老化"
    )
    judged(disposal, mira, kong)
    today = clock.today()

    with pytest.raises(Refused) as refused:
        note_meeting(disposal, by=qiu, said="同意", letter=" ", letter_on=today + timedelta(days=3))
    for said in ("纪要编号", "扫描件", "日期应在"):
        assert said in str(refused.value)
    note_meeting(disposal, by=qiu, said="同意处置", letter="校务会〔2026〕3号", letter_on=today, papers=[paper()])
    note_bureau(disposal, by=qiu, letter="教财〔2026〕12号", letter_on=today, papers=[paper()])
    with pytest.raises(Refused, match="待财政批复"):
        write_off(disposal, by=qiu)
    note_treasury(disposal, by=qiu, letter="财资〔2026〕88号", letter_on=today, papers=[paper()])
    write_off(disposal, by=qiu)

    assert disposal.state == "done"
    assert Asset.objects.filter(state="disposed").count() == 3


def test_what_keeps_data_is_wiped_before_it_goes(
    world: World, qiu: Actor, mira: Actor, kong: Actor, boss: Actor
) -> None:
    computer = an_asset(world, bought_on=OLD)
    computer.asset_class.keeps_data = True
    change(computer.asset_class, by=qiu, values={"keeps_data": True})
    disposal = propose_disposal(computer, by=qiu, kind=Kind.SALE, reason="淘汰")
    sign_off(judged(disposal, mira, kong), by=boss)

    with pytest.raises(Refused) as refused:
        write_off(disposal, by=qiu, proceeds=Decimal(50))
    assert "请先登记数据清除" in str(refused.value)
    assert "怎样上缴" in str(refused.value)
    write_off(disposal, by=qiu, proceeds=Decimal(50), proceeds_said="缴款书 0012", wiped_said="信息组三遍擦除")

    assert disposal.proceeds == Decimal(50)


def test_a_young_thing_needs_a_reason_of_its_own(world: World, qiu: Actor) -> None:
    asset = a_desk(world, bought_on=clock.today())

    with pytest.raises(Refused, match="还没到折旧年限"):
        propose_disposal(asset, by=qiu, kind=Kind.SCRAP, reason="断裂")
    propose_disposal(asset, by=qiu, kind=Kind.SCRAP, reason="断裂", early_reason="台风损毁")


def test_what_is_missing_is_reported_lost_and_nothing_else(world: World, qiu: Actor) -> None:
    asset = a_desk(world)
    note_missing(asset, by=qiu, said="盘亏")

    with pytest.raises(Refused, match="只能报损"):
        propose_disposal(asset, by=qiu, kind=Kind.SCRAP, reason="找不到")
    propose_disposal(asset, by=qiu, kind=Kind.LOSS, reason="找不到")
    with pytest.raises(Refused, match="正在处置"):
        propose_disposal(asset, by=qiu, kind=Kind.LOSS, reason="再报一次")


def test_refused_it_stays_and_may_be_asked_for_again(world: World, qiu: Actor, mira: Actor) -> None:
    asset = a_desk(world)
    disposal = propose_disposal(asset, by=qiu, kind=Kind.SCRAP, reason="断裂")

    refuse_disposal(disposal, by=mira, reason="还能修")

    assert (disposal.state, Asset.objects.get(pk=asset.pk).state) == ("refused", "in_use")
    propose_disposal(asset, by=qiu, kind=Kind.SCRAP, reason="修过又断")


def test_it_leaves_the_books_in_its_month_and_never_in_a_closed_one(
    world: World, qiu: Actor, mira: Actor, kong: Actor, boss: Actor
) -> None:
    this_month = clock.today().replace(day=1)
    asset = a_desk(world, opening_depreciation=Decimal(800), opening_through=OLD)
    books = run_month(open_books(by=kong, month=this_month), by=kong)
    assert (books.gross, books.cards) == (Decimal(900), 1)
    disposal = propose_disposal(asset, by=qiu, kind=Kind.SCRAP, reason="断裂")
    sign_off(judged(disposal, mira, kong), by=boss)

    write_off(disposal, by=qiu)
    run_month(books, by=kong)
    assert (books.gross, books.accumulated, books.cards) == (Decimal(0), Decimal(0), 0)

    other = propose_disposal(a_desk(world), by=qiu, kind=Kind.SCRAP, reason="断裂")
    sign_off(judged(other, mira, kong), by=boss)
    close_month(books, by=kong)
    with pytest.raises(Refused, match="月已经结账"):
        write_off(other, by=qiu)
    assert BookMonth.objects.get(pk=books.pk).state == "closed"


def test_a_disposed_card_is_not_changed_again(world: World, qiu: Actor, mira: Actor, kong: Actor, boss: Actor) -> None:
    asset = a_desk(world)
    disposal = propose_disposal(asset, by=qiu, kind=Kind.SCRAP, reason="断裂")
    sign_off(judged(disposal, mira, kong), by=boss)
    write_off(disposal, by=kong)
    asset.refresh_from_db()

    with pytest.raises(Refused, match="卡片不能再改"):
        change(asset, by=qiu, values={"value": Decimal(1)})


def test_like_things_let_go_in_pieces_are_noticed(world: World, qiu: Actor, mira: Actor) -> None:
    computer = an_asset(world, value=Decimal(9000), bought_on=OLD)
    first = propose_disposal(a_desk(world, "6000"), by=qiu, kind=Kind.SCRAP, reason="老化")
    other = propose_disposal(computer, by=qiu, kind=Kind.SALE, reason="淘汰")
    second = propose_disposal(a_desk(world, "4500"), by=qiu, kind=Kind.SCRAP, reason="老化")

    assert (first.split_told, other.split_told) == ("", "")
    assert second.route == "signed"
    assert f"处置同类资产 2 次（另见 {first.number}），合计原值 10500.00 元，超过上会线" in second.split_told
    assert second.split_told.endswith("合在一起要“上会并报教育局”")
    page = Client()
    page.force_login(user_of(world, "mira"))
    assert "疑似拆分处置。" in page.get(f"/assets/disposals/{second.pk}/").content.decode()


def test_what_was_refused_is_long_ago_or_went_the_strict_way_itself_is_no_splitting(
    world: World, qiu: Actor, mira: Actor
) -> None:
    with clock.at(clock.now() - timedelta(days=40)):
        propose_disposal(a_desk(world, "6000"), by=qiu, kind=Kind.SCRAP, reason="老化")
    refused = propose_disposal(a_desk(world, "6000"), by=qiu, kind=Kind.SCRAP, reason="老化")
    refuse_disposal(refused, by=mira, reason="还能用")
    propose_disposal(a_desk(world, "60000"), by=qiu, kind=Kind.SCRAP, reason="老化")

    assert propose_disposal(a_desk(world, "4500"), by=qiu, kind=Kind.SCRAP, reason="老化").split_told == ""
