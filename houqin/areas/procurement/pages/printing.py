"""What is printed: the request with its approvals, and the whole set of papers of an order as one A4 document."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from houqin.areas.procurement.models import Acceptance, Approval, Packet, Request
from houqin.areas.procurement.pages.comparing import comparison
from houqin.areas.procurement.reads import papers_of
from houqin.areas.procurement.records import ACCEPTANCE, PACKET, REQUEST
from houqin.kernel.files import attachments_of
from houqin.kernel.files.models import Attachment
from houqin.kernel.pages.door import actor_of, members_only, row_or_404


@members_only
@require_safe
def print_request(request: HttpRequest, pk: int) -> HttpResponse:
    row = row_or_404(REQUEST, actor_of(request), pk)
    return render(request, "procurement/request_a4.html", _request(row) | {"by": actor_of(request)})


@members_only
@require_safe
def print_acceptance(request: HttpRequest, pk: int) -> HttpResponse:
    row = row_or_404(ACCEPTANCE, actor_of(request), pk)
    return render(
        request, "procurement/acceptance_a4.html", {"acceptances": [_acceptance(row)], "by": actor_of(request)}
    )


@members_only
@require_safe
def print_packet(request: HttpRequest, pk: int) -> HttpResponse:
    """Incomplete it prints too, with a cover that names what is missing: whoever collects the rest works from it."""
    actor = actor_of(request)
    packet: Packet = row_or_404(PACKET, actor, pk)
    order = packet.order
    accepted = (
        Acceptance.objects.of(packet.school_id)
        .filter(order=order)
        .select_related("accepted_by", "witness", "store", "order", "supplier")
    )
    context = _request(order.request) | {
        "packet": packet, "order": order, "papers": papers_of(packet), "compared": comparison(order.request),
        "acceptances": [_acceptance(row) for row in accepted.order_by("id")], "invoices": list(attachments_of(packet)), "by": actor,
    }  # fmt: skip
    return render(request, "procurement/packet_a4.html", context)


def _request(row: Request) -> dict[str, Any]:
    steps = (
        Approval.objects.of(row.school_id)
        .filter(request=row)
        .exclude(state=Approval.State.CANCELLED)
        .select_related("decided_by")
    )
    told = [
        {"step": step, "signature": _signature(step), "minutes": _minutes(step)}
        for step in steps.order_by("round", "step", "id")
    ]
    return {"request_row": row, "lines": row.told_lines, "steps": told}


def _minutes(step: Approval) -> list[Attachment]:
    return list(attachments_of(step).exclude(kind=Attachment.Kind.SIGNATURE)) if step.needs_minutes else []


def _signature(row: Any) -> Attachment | None:
    found: Attachment | None = (
        attachments_of(row).filter(kind=Attachment.Kind.SIGNATURE).first() if row.is_signed else None
    )
    return found


def _acceptance(row: Acceptance) -> dict[str, Any]:
    signatures = list(attachments_of(row).filter(kind=Attachment.Kind.SIGNATURE))
    photos = [one for one in attachments_of(row) if one.kind == Attachment.Kind.PHOTO][:4]
    return {"row": row, "lines": row.told_lines, "signatures": signatures, "photos": photos}
