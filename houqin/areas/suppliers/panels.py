"""One glance at a supplier, and where a contract stands."""

from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum
from django.template.loader import render_to_string

from houqin.areas.suppliers.actions.contracts import sums_wrong
from houqin.areas.suppliers.limits import meeting_over
from houqin.areas.suppliers.models import Complaint, Contract, Licence, Payment, Supplier
from houqin.areas.suppliers.models.telling import yuan
from houqin.areas.suppliers.reads import payments_of, unfit_because
from houqin.areas.suppliers.records import COMPLAINT, CONTRACT, PAYMENT
from houqin.kernel.access import Actor
from houqin.kernel.declare import Panel, register


def supplier_glance(supplier: Supplier, actor: Actor) -> str:
    school_id = supplier.school_id
    papers = Licence.objects.of(school_id).filter(supplier=supplier, state__in=Licence.CURRENT)
    told: dict[str, Any] = {
        "supplier": supplier, "unfit": unfit_because(supplier), "licence_count": papers.count(),
        "licences": [licence for licence in papers.order_by("expires_on") if licence.alarm],
        "complaints": COMPLAINT.visible_to(actor).filter(supplier=supplier, state=Complaint.State.OPEN).count(),
    }  # fmt: skip
    return render_to_string("suppliers/supplier_glance.html", told | _contracts_told(supplier, actor))


def _contracts_told(supplier: Supplier, actor: Actor) -> dict[str, Any]:
    """Money only for those who see the contracts it is in."""
    bound = CONTRACT.visible_to(actor).filter(supplier=supplier, state__in=Contract.BINDING)
    sums = bound.aggregate(count=Count("id"), amount=Sum("amount"))
    due = PAYMENT.visible_to(actor).filter(
        contract__supplier=supplier, state__in=(Payment.State.TO_ACCEPT, Payment.State.TO_PAY)
    )
    return {
        "contract_count": sums["count"],
        "contract_amount": yuan(sums["amount"] or Decimal(0)),
        "due": due.order_by("due_on").first(),
    }


def contract_standing(contract: Contract, actor: Actor) -> str:
    """What is still wrong with a draft; how much of a signed one is paid."""
    payments = payments_of(contract)
    paid = sum((one.amount for one in payments if one.state == Payment.State.PAID), Decimal(0))
    following = contract.renewals.of(contract.school_id).order_by("id").first()
    told = {
        "contract": contract,
        "gaps": _gaps(contract, payments) if contract.state == Contract.State.DRAFT else [],
        "paid": yuan(paid),
        "amount": yuan(contract.amount),
        "share": int(100 * paid / contract.amount),
        "next": next((one for one in payments if one.state in UNPAID), None),
        "following": following,
    }
    return render_to_string("suppliers/contract_standing.html", told)


UNPAID = (Payment.State.PLANNED, Payment.State.TO_ACCEPT, Payment.State.TO_PAY)


def _gaps(contract: Contract, payments: list[Payment]) -> list[str]:
    """What is missing before it can be signed."""
    gaps = sums_wrong(contract)
    if not payments:
        gaps.append("还没有写怎么付款。")
    if contract.amount > meeting_over(contract.school_id) and not contract.meeting_number:
        gaps.append("金额超过集体决策起点，签订时要填会议纪要编号。")
    return gaps


register.panel(Supplier, Panel(title="一览", render=supplier_glance))
register.panel(Contract, Panel(title="进展", render=contract_standing))
