"""A whole purchase, told once: asked, agreed, priced, ordered, accepted, stored, paid."""

from decimal import Decimal

from houqin.areas.procurement import actions
from houqin.areas.procurement.actions import Taken
from houqin.areas.procurement.models import Request
from houqin.areas.procurement.tests.samples import a_room, agreed, drawn, paper, quoted, wish
from houqin.areas.stores.reads import on_hand
from houqin.kernel.access import Actor
from houqin.tests.people import World


def test_a_wish_becomes_stock_and_is_paid(
    world: World, omar: Actor, nan: Actor, bai: Actor, shen: Actor, kong: Actor
) -> None:
    request = wish(world)
    assert request.state == Request.State.APPROVING
    assert request.amount == Decimal("500.00")

    actions.agree(request.approvals.get(), by=nan, said="同意")
    request.refresh_from_db()
    assert request.state == Request.State.APPROVED

    quote = quoted(world, request, "晨光文具", "24", bai)
    order = actions.place_order(request, by=bai, quote=quote)
    line = order.told_lines[0]
    room = a_room(world)
    acceptance = actions.accept(
        order, by=shen, lines=[Taken(line, Decimal(20))], witness=world.people["omar"], store=room, signature=drawn()
    )

    assert acceptance.value == Decimal("480.00")
    assert on_hand(room, paper(world)) == 20
    packet = order.packets.get()
    assert packet.missing == "发票"

    actions.file_invoice(packet, by=bai, invoice_number="0311", invoice_amount=Decimal(480), papers=[drawn("发票.png")])
    assert packet.state == packet.State.READY
    actions.pay(packet, by=kong, voucher="记-12")
    request.refresh_from_db()
    assert (packet.state, request.state) == ("paid", "closed")


def test_without_the_helper_the_same(world: World) -> None:
    assert agreed(world).state == Request.State.APPROVED
