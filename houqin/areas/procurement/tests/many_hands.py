"""Many who decide, order, accept and pay the same purchase at the same moment."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from houqin.areas.procurement import actions
from houqin.areas.procurement.actions import Taken
from houqin.areas.procurement.models import Acceptance, Approval, ApprovalRule, Order, Packet, Request
from houqin.areas.procurement.reads import fund_state
from houqin.areas.procurement.records import RULE
from houqin.areas.procurement.tests.samples import a_fund, a_room, by, drawn, quoted, wish
from houqin.areas.stores.models import Balance
from houqin.kernel.actions import add, change
from houqin.tests.crowd import at_once, findings

HANDS = 16


def refusals(work: Callable[[int], Any]) -> list[str | None]:
    """What each of the hands was refused with; None for who was not."""
    return [said if isinstance(said, str) else None for said in at_once(HANDS, work)]


def one_purchase(world: Any) -> dict[str, Any]:
    """Every step of one purchase, done by everybody at once: agreed, ordered, accepted, filed and paid, each once."""
    request, system, room = wish(world, who="nobody"), by(world), a_room(world)
    step = request.approvals.get()
    got = {"agree": refusals(lambda n: actions.agree(Approval.objects.get(pk=step.pk), by=system))}
    request.refresh_from_db()
    quote = quoted(world, request, "晨光文具", "24")
    got["order"] = refusals(lambda n: actions.place_order(Request.objects.get(pk=request.pk), by=system, quote=quote))
    order = Order.objects.get(request=request)

    def take(n: int) -> None:
        mine = Order.objects.get(pk=order.pk)
        lines = [Taken(line, Decimal(20)) for line in mine.told_lines]
        actions.accept(mine, by=system, lines=lines, witness=world.people["omar"], store=room, signature=drawn())

    got["accept"] = refusals(take)
    packet = Packet.objects.get(order=order)
    actions.file_invoice(packet, by=system, invoice_number="1", invoice_amount=Decimal(480), papers=[drawn("发票.png")])
    got["pay"] = refusals(lambda n: actions.pay(Packet.objects.get(pk=packet.pk), by=system))
    return {
        "got": got, "acceptances": Acceptance.objects.filter(order=order).count(), "stock": str(Balance.objects.get(store=room).quantity),
        "state": Request.objects.get(pk=request.pk).state,
    }  # fmt: skip


def countersigned(world: Any) -> list[str]:
    """Two who sign the same request at the same moment: each sees the other's, the request never stands still."""
    for name, post in (("主任会签", "director"), ("财务会签", "accountant")):
        add(RULE, by=by(world), values={"name": name, "step": 1, "post": post})
    requests = [wish(world, who="nobody") for _ in range(HANDS // 2)]
    steps = [step.pk for request in requests for step in request.approvals.order_by("id")]
    refusals(lambda n: actions.agree(Approval.objects.get(pk=steps[n]), by=by(world)))
    return sorted(Request.objects.get(pk=request.pk).state for request in requests)


def one_fund(world: Any) -> dict[str, Any]:
    """Sixteen requests of 500 for a fund of 3,000: six get it."""
    for rule in ApprovalRule.objects.filter(school=world.school):
        change(rule, by=by(world), values={"is_active": rule.name == "主任会签"})
    fund = a_fund(world, "小额经费", 3000)
    steps = [wish(world, who="nobody", fund=fund).approvals.get().pk for _ in range(HANDS)]
    got = refusals(lambda n: actions.agree(Approval.objects.get(pk=steps[n]), by=by(world)))
    return {"got": got, "taken": str(fund_state(fund).taken)}


def told(world: Any) -> dict[str, Any]:
    return {
        "purchase": one_purchase(world), "countersigned": countersigned(world), "fund": one_fund(world), "findings": findings(world),
    }  # fmt: skip
