"""Which papers an order needs before it is paid, and which of them are there."""

from dataclasses import dataclass

from houqin.areas.procurement.limits import QUOTES, QUOTES_OVER, limits
from houqin.areas.procurement.models import Acceptance, Approval, Order, Packet, Request, Route
from houqin.kernel.files import attachments_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Paper:
    name: str
    is_there: bool
    told: str = ""


def papers_of(packet: Packet) -> list[Paper]:
    order = packet.order
    request = order.request
    found = [_agreed(request), *_minutes(request), _quotes(order), _accepted(order), _signed(order), _invoice(packet)]
    return found


def _agreed(request: Request) -> Paper:
    return Paper(name="采购申请和审批", is_there=request.agreed is not None, told=str(request))


def _minutes(request: Request) -> list[Paper]:
    rows = Approval.objects.of(request.school_id).filter(
        request=request, needs_minutes=True, state=Approval.State.AGREED
    )
    steps = list(rows)
    if not steps:
        return []
    has_file = any(attachments_of(step).exclude(kind="signature").exists() for step in steps)
    return [
        Paper(name="集体决策会议纪要", is_there=has_file and bool(request.meeting_number), told=request.meeting_number)
    ]


def _quotes(order: Order) -> Paper:
    """A reason given at the time stands in for the quotes that could not be had."""
    numbers = limits(order.school_id, (QUOTES_OVER, QUOTES))
    wanted = (
        1
        if order.route in (Route.SINGLE, Route.CENTRAL) or order.total <= numbers[QUOTES_OVER]
        else int(numbers[QUOTES])
    )
    enough = order.quote_count >= wanted or bool(order.chosen_because)
    return Paper(
        name="报价比较",
        is_there=enough,
        told=f"{order.quote_count} 家" + (f"；{order.chosen_because}" if order.chosen_because else ""),
    )


def _accepted(order: Order) -> Paper:
    count = Acceptance.objects.of(order.school_id).filter(order=order).count()
    return Paper(
        name="全部到货的验收单", is_there=order.state == Order.State.DONE and count > 0, told=f"{count} 次验收"
    )


def _signed(order: Order) -> Paper:
    rows = Acceptance.objects.of(order.school_id).filter(order=order)
    return Paper(name="验收人签名", is_there=rows.exists() and not rows.filter(is_signed=False).exists())


def _invoice(packet: Packet) -> Paper:
    has_file = attachments_of(packet).exists()
    amount = packet.invoice_amount
    right = amount is not None and amount == packet.amount
    told = packet.invoice_number
    if packet.invoice_number and not has_file:
        told += "，没有上传发票"
    if amount is not None and not right:
        told += f"，发票 {amount:,.2f} 元与验收 {packet.amount:,.2f} 元不符"
    return Paper(name="发票", is_there=bool(packet.invoice_number) and has_file and right, told=told.strip("，"))
