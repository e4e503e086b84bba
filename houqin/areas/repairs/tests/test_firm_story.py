"""What the school buys for a repair: materials it lacks, a firm it needs; and what happened to which thing."""

from decimal import Decimal

import pytest

from houqin.areas.assets.facts import AssetDamaged
from houqin.areas.assets.models import Asset
from houqin.areas.assets.tests.samples import an_asset
from houqin.areas.procurement import actions as procurement
from houqin.areas.procurement.actions import Taken, Wanted
from houqin.areas.procurement.models import Approval, Packet, Request
from houqin.areas.procurement.tests.samples import a_fund, drawn, quoted
from houqin.areas.repairs.actions import Work, accept, ask_for_firm, ask_to_buy, assign, finish
from houqin.areas.repairs.models import RepairOrder
from houqin.areas.repairs.records import ORDER
from houqin.areas.repairs.tests.browser import browser
from houqin.areas.repairs.tests.samples import a_work_kind, an_order
from houqin.areas.suppliers import actions as suppliers
from houqin.areas.suppliers.tests.samples import a_supplier
from houqin.kernel.access import Actor
from houqin.kernel.actions import Refused, add, announce
from houqin.tests.people import World, actor_of, keep


def agreed(world: World, request: Request) -> Request:
    for _ in range(9):
        step = Approval.objects.of(world.school).filter(request=request, state="waiting").first()
        if step is None:
            break
        procurement.agree(step, by=Actor.system(world.school.pk))
    request.refresh_from_db()
    return request


def a_purchase(world: World, order: RepairOrder) -> Packet:
    """The firm's work for this order: agreed, quoted by three, ordered, accepted by somebody else."""
    ask_for_firm(order, by=actor_of(world, "mira"), estimate=Decimal(6000), fund=a_fund(world))
    request = agreed(world, Request.objects.get(origin_id=order.pk))
    quotes = [
        quoted(world, request, firm, price)
        for firm, price in (("甲公司", "5200"), ("乙公司", "5600"), ("丙公司", "6000"))
    ]
    bought = procurement.place_order(request, by=actor_of(world, "bai"), quote=quotes[0])
    lines = [Taken(line, line.open) for line in bought.told_lines]
    procurement.accept(bought, by=actor_of(world, "shen"), lines=lines, witness=world.people["omar"], signature=drawn())
    packet: Packet = bought.packets.get()
    return packet


def test_missing_materials_are_asked_for_with_the_order_as_the_reason(world: World, hao: Actor) -> None:
    order = an_order(world)
    assign(order, by=Actor.system(world.school.pk), worker=world.people["hao"])
    ask_to_buy(order, by=hao, lines=[Wanted("DN50 闸阀", Decimal(2), "个", Decimal(85))])

    request = Request.objects.get()
    assert (request.origin_kind, request.origin_id) == ("repairs.repairorder", order.pk)
    assert request.campus == world.north
    assert order.number in request.origin
    assert request.title in browser(world, "mira").get(f"/repairs/orders/{order.pk}/more/").content.decode()


def test_a_firm_s_repair_is_bought_accepted_and_only_then_paid(
    world: World, kong: Actor, mira: Actor, omar: Actor
) -> None:
    order = add(ORDER, by=omar, values={"place": world.room, "fault": "屋面防水翻修"})
    packet = a_purchase(world, order)
    order.refresh_from_db()
    assert (str(order.contractor), order.cost, order.state) == ("甲公司", Decimal(5200), "assigned")
    assert order.quotes == "甲公司 5200、乙公司 5600、丙公司 6000"
    with pytest.raises(Refused, match="已经为请外单位维修申请过采购"):
        ask_for_firm(order, by=mira, estimate=Decimal(100))

    procurement.file_invoice(
        packet, by=actor_of(world, "bai"), invoice_number="25322000", invoice_amount=Decimal(5200), papers=[drawn("发票.png")]
    )  # fmt: skip
    with pytest.raises(Refused, match="完工并由报修人验收以后才能付款"):
        procurement.pay(packet, by=kong, voucher="记-12")
    finish(order, by=mira, lines=[Work(a_work_kind(world))])
    accept(order, by=omar, rating=4)
    procurement.pay(packet, by=kong, voucher="记-12")

    packet.refresh_from_db()
    assert packet.state == Packet.State.PAID
    assert order.is_reimbursable
    # One mark from the acceptance of the purchase, one from whoever reported the fault.
    assert sorted(order.contractor.scores.values_list("points", flat=True)) == [4, 5]


@pytest.mark.parametrize("estimate", ["0", "-5", "NaN", "Infinity"])
def test_a_senseless_estimate_asks_for_nothing(world: World, mira: Actor, estimate: str) -> None:
    with pytest.raises(Refused, match="估计费用要大于 0"):
        ask_for_firm(an_order(world), by=mira, estimate=Decimal(estimate))
    assert not Request.objects.exists()


def test_an_order_is_not_given_to_a_barred_firm(world: World, mira: Actor) -> None:
    firm = a_supplier(world)
    suppliers.bar(firm, by=mira, reason="偷工减料")

    with pytest.raises(Refused, match="黑名单上（偷工减料）"):
        assign(an_order(world), by=mira, contractor=firm)


def test_a_thing_has_its_repair_history_and_a_button_to_report_it(world: World, mira: Actor) -> None:
    asset: Asset = an_asset(world)
    add(ORDER, by=mira, values={"place": world.room, "asset": asset, "fault": "不制冷"})
    page = browser(world, "mira").get(f"/assets/cards/{asset.pk}/").content.decode()

    assert "不制冷" in page
    assert f"/repairs/orders/new/?asset={asset.pk}" in page


def test_a_damaged_thing_is_reported_once(world: World, mira: Actor) -> None:
    asset: Asset = an_asset(world)
    asset.place = world.room
    keep(asset)
    other = an_order(world)  # any action, so that the fact is announced inside one
    assert other.asset is None
    for _ in range(2):
        tell_damaged(asset, mira)

    order = RepairOrder.objects.get(asset=asset)
    assert (order.place, order.fault) == (world.room, f"{asset.name}：屏幕裂了")


def tell_damaged(asset: Asset, by: Actor) -> None:
    announce(AssetDamaged(asset=asset, by=by, said="屏幕裂了"))


def test_what_was_disposed_of_is_not_reported(world: World, mira: Actor) -> None:
    asset: Asset = an_asset(world)
    asset.state = Asset.State.DISPOSED
    keep(asset)

    with pytest.raises(Refused, match="已经处置，不能再报修"):
        add(ORDER, by=mira, values={"place": world.room, "asset": asset, "fault": "坏了"})
