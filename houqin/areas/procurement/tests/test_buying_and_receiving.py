"""Prices, the order, what came and what did not, and the money: each rule with its sentence."""

from decimal import Decimal
from typing import Any

import pytest

from houqin.areas.assets.models import Asset
from houqin.areas.procurement import actions
from houqin.areas.procurement.actions import Priced, Taken, Wanted
from houqin.areas.procurement.models import Goods, Order, Request, Route
from houqin.areas.procurement.pages.comparing import comparison
from houqin.areas.procurement.reads import at_hand, fund_state, papers_of
from houqin.areas.procurement.reads.missing import shopping_list
from houqin.areas.procurement.tests.samples import (
    a_class_code,
    a_firm,
    a_fund,
    a_room,
    agreed,
    by,
    drawn,
    ordered,
    paper,
    quoted,
    received,
    wish,
)
from houqin.areas.stores.actions import Received, receive
from houqin.areas.stores.models import Movement
from houqin.areas.stores.reads import on_hand
from houqin.areas.suppliers.models import Score, Supplier
from houqin.kernel.access import Actor
from houqin.kernel.actions import Refused
from houqin.tests.people import World


def three_quotes(world: World, request: Request, bai: Actor) -> list[object]:
    return [
        quoted(world, request, firm, price, bai)
        for firm, price in (("甲店", "6200"), ("乙店", "5400"), ("丙店", "5900"))
    ]


def dear(world: World, **values: object) -> Request:
    return agreed(world, lines=[Wanted("复印纸架", Decimal(1), "套", Decimal(6500))], **values)


def test_above_the_limit_three_are_asked(world: World, bai: Actor) -> None:
    request = dear(world)
    only = quoted(world, request, "甲店", "6200", bai)
    with pytest.raises(Refused, match="要 3 家报价，现在只有 1 家"):
        actions.place_order(request, by=bai, quote=only)
    order = actions.place_order(request, by=bai, quote=only, reason="本市只有这一家经销")
    assert order.chosen_because == "本市只有这一家经销"


def test_not_the_lowest_only_with_a_reason(world: World, bai: Actor) -> None:
    request = dear(world)
    first, _, third = three_quotes(world, request, bai)
    with pytest.raises(Refused, match=r"不是最低价（最低 5,400\.00 元）"):
        actions.place_order(request, by=bai, quote=third)  # type: ignore[arg-type]
    order = actions.place_order(request, by=bai, quote=third, reason="质保三年，送货上门")  # type: ignore[arg-type]
    assert (order.is_lowest, order.highest, order.saved, order.quote_count) == (False, Decimal(6200), Decimal(300), 3)
    assert first is not None


def test_no_more_than_was_agreed(world: World, bai: Actor) -> None:
    request = agreed(world)
    quote = quoted(world, request, "甲店", "26", bai)
    with pytest.raises(Refused, match=r"超过批准的 500\.00 元"):
        actions.place_order(request, by=bai, quote=quote)
    actions.ask_again(request, by=bai, reason="涨价了")
    assert (request.state, request.agreed, request.quotes.count()) == (Request.State.NEW, None, 0)


def test_nothing_is_bought_from_the_black_list(world: World, bai: Actor) -> None:
    request = agreed(world)
    quote = quoted(world, request, "甲店", "24", bai)
    Supplier.objects.filter(name="甲店").update(state="blacklisted", barred_because="以次充好")
    with pytest.raises(Refused, match=r"甲店 在黑名单上（以次充好）"):
        quoted(world, request, "甲店", "23", bai)
    with pytest.raises(Refused, match="在黑名单上"):
        actions.place_order(request, by=bai, quote=quote)


@pytest.mark.parametrize("price", ["0", "-5", "NaN", "Infinity", "0.001"])
def test_a_price_that_is_none(world: World, bai: Actor, price: str) -> None:
    with pytest.raises(Refused, match="单价要大于 0"):
        quoted(world, agreed(world), "甲店", price, bai)


def test_every_line_has_its_price(world: World, bai: Actor) -> None:
    request = agreed(
        world, lines=[Wanted("扫把", Decimal(1), "把", Decimal(9)), Wanted("拖把", Decimal(1), "把", Decimal(9))]
    )
    with pytest.raises(Refused, match="拖把没有报价"):
        actions.add_quote(request, by=bai, supplier=a_firm(world), lines=[Priced(request.told_lines[0], Decimal(8))])


def test_two_firms_of_one_telephone_are_shown(world: World, bai: Actor) -> None:
    request = agreed(world)
    a_firm(world, "甲店", phone="13500001111")
    a_firm(world, "乙店", phone="13500001111")
    quoted(world, request, "甲店", "24", bai)
    quoted(world, request, "乙店", "25", bai)
    assert comparison(request).links == ["甲店 与 乙店 的电话相同，可能是同一家"]


def test_another_way_of_buying_has_its_reason(world: World, bai: Actor) -> None:
    request = agreed(world)
    with pytest.raises(Refused, match="按规则应为“自行采购”"):
        actions.choose_route(request, by=bai, route=Route.SINGLE)
    actions.choose_route(request, by=bai, route=Route.SINGLE, reason="原厂配套")
    assert "原厂配套" in request.route_because


def test_neither_asker_nor_approver_buys(world: World, bai: Actor) -> None:
    request = wish(world, who="bai", campus="south")
    assert request.requested_by is None  # asked by the clockwork
    mine = agreed(world)
    Request.objects.filter(pk=mine.pk).update(requested_by=world.people["bai"])
    mine.refresh_from_db()
    with pytest.raises(Refused, match=r"您是.*申请人，不能再办采购"):
        quoted(world, mine, "甲店", "24", bai)


def test_the_buyer_never_accepts(world: World, bai: Actor, shen: Actor) -> None:
    order = ordered(world)
    Order.objects.filter(pk=order.pk).update(acceptor=world.people["bai"])
    order.refresh_from_db()
    everything = [Taken(order.told_lines[0], Decimal(20))]
    with pytest.raises(Refused, match=r"您是.*采购人，不能再办验收"):
        actions.accept(order, by=bai, lines=everything, witness=world.people["omar"], store=a_room(world))
    with pytest.raises(Refused, match="采购人不能当见证人"):
        actions.accept(order, by=shen, lines=everything, witness=world.people["bai"], store=a_room(world))
    with pytest.raises(Refused, match="见证人要另请一人"):
        actions.accept(order, by=shen, lines=everything, witness=world.people["shen"], store=a_room(world))
    assert not Movement.objects.exists()


def test_the_asker_never_accepts(world: World, shen: Actor) -> None:
    order = ordered(world, who="bai")
    Request.objects.filter(pk=order.request_id).update(requested_by=world.people["shen"])
    with pytest.raises(Refused, match=r"您是.*申请人，不能再办验收"):
        received(world, order, "shen")


def test_a_delivery_in_parts(world: World, shen: Actor) -> None:
    order, room = ordered(world), a_room(world)
    line = order.told_lines[0]
    actions.accept(
        order, by=shen, lines=[Taken(line, Decimal(12), Decimal(3), reason="受潮")], witness=world.people["omar"], store=room, points=3,
        said="有受潮",
    )  # fmt: skip
    line.refresh_from_db()
    assert (order.state, line.accepted, line.refused, line.open) == ("part", Decimal(12), Decimal(3), Decimal(8))
    assert order.packets.get().missing == "全部到货的验收单、验收人签名、发票"

    with pytest.raises(Refused, match="还待到 8包"):
        actions.accept(order, by=shen, lines=[Taken(line, Decimal(9))], witness=world.people["omar"], store=room)
    actions.accept(
        order, by=shen, lines=[Taken(line, Decimal(6), short=Decimal(2))], witness=world.people["omar"], store=room
    )
    line.refresh_from_db()
    assert (order.state, order.accepted_total, line.short, line.open) == (
        "done",
        Decimal("432.00"),
        Decimal(2),
        Decimal(0),
    )
    assert on_hand(room, paper(world)) == 18
    assert list(Score.objects.order_by("id").values_list("points", flat=True)) == [3, 5]


@pytest.mark.parametrize(("taken", "said"), [
    ({"accepted": Decimal("-1")}, "数量不能小于 0"), ({"accepted": Decimal("NaN")}, "数量不能小于 0|没有填任何数量"),
    ({"accepted": Decimal(0)}, "没有填任何数量"), ({"accepted": Decimal(5), "refused": Decimal(1)}, "请写原因"),
    ({"accepted": Decimal(1), "refused": Decimal(20), "reason": "破"}, "还待到 20包"),
])  # fmt: skip
def test_a_count_that_cannot_be(world: World, shen: Actor, taken: dict[str, Any], said: str) -> None:
    order = ordered(world)
    with pytest.raises(Refused, match=said):
        actions.accept(
            order,
            by=shen,
            lines=[Taken(order.told_lines[0], **taken)],
            witness=world.people["omar"],
            store=a_room(world),
        )
    assert not Movement.objects.exists()


def test_an_expired_batch_is_not_accepted_and_a_batch_is_asked_for(world: World, shen: Actor) -> None:
    from houqin.areas.procurement.tests.samples import made
    from houqin.areas.stores.records import ITEM
    from houqin.kernel import clock

    mask = made(world, ITEM, name="医用口罩", unit="只", category="epidemic", has_batches=True)
    order = ordered(world, price="1", lines=[Wanted("医用口罩", Decimal(100), "只", Decimal(1), item=mask)])
    line, room, omar = order.told_lines[0], a_room(world), world.people["omar"]
    with pytest.raises(Refused, match="要填批号或有效期"):
        actions.accept(order, by=shen, lines=[Taken(line, Decimal(100))], witness=omar, store=room)
    past = clock.today().replace(year=clock.today().year - 1)
    with pytest.raises(Refused, match="已过期，不能验收"):
        actions.accept(
            order, by=shen, lines=[Taken(line, Decimal(100), batch="B1", expires_on=past)], witness=omar, store=room
        )
    good = clock.today().replace(year=clock.today().year + 1)
    actions.accept(
        order, by=shen, lines=[Taken(line, Decimal(100), batch="B1", expires_on=good)], witness=omar, store=room
    )
    assert Movement.objects.get().batch.expires_on == good


def test_boxes_arrive_as_packets_and_a_fixed_asset_as_cards(world: World, shen: Actor) -> None:
    from houqin.areas.stores.records import ITEM_UNIT
    from houqin.kernel.actions import add

    add(ITEM_UNIT, by=by(world), values={"item": paper(world), "name": "箱", "factor": Decimal(8)})
    wanted = [
        Wanted("A4 纸", Decimal(5), "箱", Decimal(200), item=paper(world)),
        Wanted("投影仪", Decimal(3), "台", Decimal(200), goods=Goods.FIXED, class_code=a_class_code(world)),
    ]
    order = ordered(world, price="180", lines=wanted)
    room = a_room(world)
    actions.accept(
        order, by=shen, lines=[Taken(line, line.open) for line in order.told_lines], witness=world.people["omar"], store=room, place=world.room,
    )  # fmt: skip
    assert on_hand(room, paper(world)) == 40
    movement = Movement.objects.get()
    assert movement.value == Decimal("900.00")
    cards = Asset.objects.filter(name="投影仪")
    assert [(card.state, card.value, card.supplier.name, card.place) for card in cards] == [
        ("draft", Decimal(180), "晨光文具", world.room)
    ] * 3


def test_an_asset_class_that_does_not_exist(world: World, omar: Actor) -> None:
    with pytest.raises(Refused, match="没有编码为“A99999999”的资产分类"):
        actions.ask_for(
            by=omar, lines=[Wanted("投影仪", Decimal(1), goods=Goods.FIXED, class_code="A99999999")], why="坏了"
        )


def test_service_goes_nowhere_but_is_accepted_before_it_is_paid(
    world: World, kong: Actor, bai: Actor, shen: Actor
) -> None:
    order = ordered(world, price="900", lines=[Wanted("空调清洗", Decimal(1), "次", Decimal(1000))])
    assert not order.packets.exists()
    received(world, order, "shen")
    assert not Movement.objects.exists()
    packet = order.packets.get()
    with pytest.raises(Refused, match=r"还缺发票.*现在是“待补材料”"):
        actions.pay(packet, by=kong)
    actions.file_invoice(packet, by=bai, invoice_number="1", invoice_amount=Decimal(950), papers=[drawn("发票.png")])
    assert "不符" in next(paper.told for paper in papers_of(packet) if paper.name == "发票")
    actions.file_invoice(packet, by=bai, invoice_number="1", invoice_amount=Decimal(900))
    assert packet.state == "ready"
    with pytest.raises(Refused, match=r"不超过验收的 900\.00 元"):
        actions.pay(packet, by=kong, paid_amount=Decimal(901))
    actions.send_papers_back(packet, by=kong, reason="抬头不对")
    assert (packet.state, packet.missing) == ("collecting", "发票")


def test_an_invoice_is_used_once(world: World, bai: Actor) -> None:
    first, second = received(world).order.packets.get(), received(world).order.packets.get()
    actions.file_invoice(first, by=bai, invoice_number="0311", invoice_amount=Decimal(480), papers=[drawn("发票.png")])
    with pytest.raises(Refused, match=f"已在 {first.number} 用过"):
        actions.file_invoice(second, by=bai, invoice_number="0311", invoice_amount=Decimal(480))


def test_what_was_not_signed_on_the_spot_is_signed_later(world: World, shen: Actor) -> None:
    order = ordered(world)
    acceptance = actions.accept(
        order,
        by=shen,
        lines=[Taken(order.told_lines[0], Decimal(20))],
        witness=world.people["omar"],
        store=a_room(world),
    )
    assert "验收人签名" in order.packets.get().missing
    actions.sign(acceptance, by=shen, signature=drawn())
    assert "验收人签名" not in order.packets.get().missing


def test_nothing_came_and_it_is_ordered_elsewhere(world: World, bai: Actor) -> None:
    order = ordered(world)
    actions.end_rest(order, by=bai, reason="断货")
    order.request.refresh_from_db()
    assert (order.state, order.request.state) == ("cancelled", Request.State.APPROVED)
    again = actions.place_order(
        order.request, by=bai, quote=quoted(world, order.request, "乙店", "24.5", bai), reason="甲店断货"
    )
    assert received(world, again).order.state == "done"


def test_after_a_cancelled_order_less_may_be_wanted(world: World, bai: Actor) -> None:
    both = [Wanted("扫把", Decimal(10), "把", Decimal(9)), Wanted("拖把", Decimal(10), "把", Decimal(9))]
    order = ordered(world, price="8", lines=both)
    actions.end_rest(order, by=bai, reason="断货")
    request = order.request
    request.refresh_from_db()
    actions.ask_again(request, by=bai, reason="拖把不买了")
    actions.complete(request, by=bai, lines=both[:1])
    assert [line.words for line in request.told_lines] == ["扫把"]
    assert [line.words for line in order.told_lines] == ["扫把", "拖把"]


def test_the_fund_knows_what_is_taken(world: World, bai: Actor) -> None:
    fund = a_fund(world)
    agreed(world)
    assert fund_state(fund).taken == Decimal("500.00")
    order = ordered(world)
    assert fund_state(fund).taken == Decimal("980.00")
    received(world, order)
    assert fund_state(fund).left == Decimal("199020.00")


def test_stock_and_idle_things_are_shown_before_asking(world: World) -> None:
    receive(
        a_room(world), by=by(world), lines=[Received(paper(world), Decimal(12), unit_price=Decimal(20))], said="期初"
    )
    near = at_hand(world.school.pk, "A4")
    assert [(item.name, store, quantity) for item, store, quantity in near.stock] == [
        ("A4 纸", "北校区总库房", Decimal(12))
    ]
    assert not at_hand(world.school.pk, "A")


def test_low_stock_becomes_one_request_once(world: World, shen: Actor) -> None:
    paper(world, minimum=Decimal(50))
    receive(
        a_room(world), by=by(world), lines=[Received(paper(world), Decimal(12), unit_price=Decimal(20))], said="期初"
    )
    request = actions.ask_for_gaps(by=shen, campus=world.north)
    assert [(line.words, line.quantity, line.item) for line in request.told_lines] == [
        ("A4 纸", Decimal(38), paper(world))
    ]
    assert shopping_list(world.school.pk) == []
    with pytest.raises(Refused, match="都已经在采购中"):
        actions.ask_for_gaps(by=shen, campus=world.north)
