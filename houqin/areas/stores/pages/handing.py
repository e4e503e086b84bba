"""One screen with all that is needed to say yes, and one to hand out: what was asked, what is there, what is left of the quota."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from houqin.areas.stores import actions
from houqin.areas.stores.choosing import lying
from houqin.areas.stores.models import Requisition, RequisitionLine
from houqin.areas.stores.pages.drafts import plain
from houqin.areas.stores.quotas import Left, Taker, left_of
from houqin.areas.stores.records import REQUISITION
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Action
from houqin.kernel.pages.door import new_submission, url_of
from houqin.kernel.pages.forms import action_form, carried_out
from houqin.kernel.pages.verbs import verb_page


@dataclass(frozen=True, slots=True)
class Row:
    line: RequisitionLine
    quantity: str
    there: Decimal
    expired: Decimal
    left: Left | None

    @property
    def is_short(self) -> bool:
        return self.there < self.line.granted


@verb_page(REQUISITION, actions.hand_out)
def hand_out(request: HttpRequest, actor: Actor, row: Requisition) -> HttpResponse:
    return _page(request, actor, row, actions.hand_out, "stores/hand_out.html", "已发放。")


@verb_page(REQUISITION, actions.approve)
def approve(request: HttpRequest, actor: Actor, row: Requisition) -> HttpResponse:
    return _page(request, actor, row, actions.approve, "stores/approve.html", "已批准，库房会收到。")


def _page(
    request: HttpRequest, actor: Actor, row: Requisition, act: Action[..., Any], template: str, said: str
) -> HttpResponse:
    form = action_form(act, actor, request, row)
    if request.method == "POST" and carried_out(form, act, row, by=actor) is not None:
        messages.success(request, said)
        return redirect("/stores/today/" if act is actions.hand_out else url_of(REQUISITION, row))
    context = {
        "type": REQUISITION, "row": row, "form": form, "rows": _rows(actor, row, request.POST), "problems": form.told(),
        "submission": request.POST.get("submission") or new_submission(),
        "may_reject": act is actions.approve and REQUISITION.policy.may(actor, actions.reject.key, row),
    }  # fmt: skip
    return render(request, template, context, status=422 if request.method == "POST" else 200)


def _rows(actor: Actor, requisition: Requisition, typed: Any) -> list[Row]:
    lines = requisition.rows
    taker = Taker(school_class=requisition.school_class, department=requisition.department, person=requisition.person)
    left = left_of(actor.school_id, [line.item for line in lines], taker, clock.today())
    return [_row(requisition, line, typed.get(f"lines-{line.pk}-quantity"), left.get(line.item_id)) for line in lines]


def _row(requisition: Requisition, line: RequisitionLine, typed: str | None, left: Left | None) -> Row:
    there, expired = Decimal(0), Decimal(0)
    for one in lying(requisition.store, line.item):
        if one.batch is not None and one.batch.is_expired():
            expired += one.quantity
        else:
            there += one.quantity
    return Row(line, typed if typed is not None else plain(min(line.granted, there)), there, expired, left)
