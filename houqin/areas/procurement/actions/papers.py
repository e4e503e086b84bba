"""The invoice, and paying: only with every paper there."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from houqin.areas.procurement.facts import PacketPaid
from houqin.areas.procurement.lines import is_number
from houqin.areas.procurement.models import FEN, Packet, Request
from houqin.areas.procurement.separation import Part, keep_apart
from houqin.areas.procurement.settling import refresh_packet
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Problem, Problems, Refused, action, announce, locked
from houqin.kernel.files import attach_all
from houqin.kernel.files.upload import Upload

State = Packet.State


@action(on=Packet, label="登记发票", when=(State.COLLECTING,), asks=True, noun="invoice")
def file_invoice(
    packet: Packet, *, by: Actor, invoice_number: str, invoice_amount: Decimal, invoice_on: date | None = None,
    papers: Annotated[list[Upload] | None, Ask(label="发票和其他材料", help="照片或 PDF", widget="papers")] = None,
) -> Packet:  # fmt: skip
    problems = Problems()
    if not invoice_number.strip():
        problems.add("请填发票号码。", "invoice_number")
    if not is_number(invoice_amount) or invoice_amount <= 0 or invoice_amount != invoice_amount.quantize(FEN):
        problems.add("发票金额要大于 0，精确到分。", "invoice_amount")
    if invoice_on is not None and invoice_on > clock.today():
        problems.add("开票日期不能晚于今天。", "invoice_on")
    twice = Packet.objects.of(packet.school_id).filter(
        supplier_id=packet.supplier_id, invoice_number=invoice_number.strip()
    )
    if used := twice.exclude(pk=packet.pk).exclude(invoice_number="").first():
        problems.add(f"这张发票已在 {used.number} 用过，不能重复报销。", "invoice_number")
    problems.stop()
    packet.invoice_number, packet.invoice_amount = invoice_number.strip()[:40], invoice_amount
    packet.invoice_on = invoice_on or clock.today()
    packet.save()
    attach_all(packet, papers or (), by, "发票")
    return refresh_packet(packet)


@action(on=Packet, label="退回补材料", when=(State.READY,))
def send_papers_back(packet: Packet, *, by: Actor, reason: Annotated[str, Ask(label="哪里不对")]) -> Packet:
    """The accountant found something the list does not know: the invoice is to be filed again."""
    packet.invoice_number, packet.invoice_amount, packet.invoice_on = "", None, None
    packet.sent_back_because = reason[:200]
    packet.save()
    return refresh_packet(packet)


@action(on=Packet, label="付款", when=(State.READY,), asks=True, noun="payment")
def pay(
    packet: Packet, *, by: Actor, voucher: Annotated[str, Ask(label="凭证号")] = "",
    paid_amount: Annotated[Decimal | None, Ask(label="付款金额（元）", help="不填就是验收金额")] = None,
) -> Packet:  # fmt: skip
    """Once, never more than was accepted, never before it was."""
    request = locked(packet.order.request)
    refresh_packet(packet)
    if not packet.is_complete:
        raise Refused(Problem(f"{packet.number} 还缺{packet.missing}，不能付款。", code="state"))
    problems = Problems()
    keep_apart(problems, Part.PAY, by, request)
    amount = packet.amount if paid_amount is None else paid_amount
    if not is_number(amount) or not 0 < amount <= packet.amount or amount != amount.quantize(FEN):
        problems.add(f"付款要大于 0，不超过验收的 {packet.amount:,.2f} 元，精确到分。", "paid_amount")
    problems.stop()
    packet.paid_amount, packet.voucher, packet.paid_at = amount, voucher[:40], clock.now()
    packet.paid_by_id, packet.state = by.person_id, State.PAID
    packet.save()
    request.state = Request.State.CLOSED
    request.save()
    announce(PacketPaid(packet=packet, by=by))
    return packet
