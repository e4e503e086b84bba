"""One screen with all that is needed to say yes, and one to hand out: what was asked, what is there, what is left of the quota."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from houqin.areas.stores import actions
from houqin.areas.stores.choosing import lying
from houqin.areas.stores.models import Requisition, RequisitionLine
from houqin.areas.stores.pages.drafts import plain, problems_of
from houqin.areas.stores.quotas import Left, Taker, left_of
from houqin.areas.stores.records import REQUISITION
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Action, Refused, perform
from houqin.kernel.pages.door import actor_of, members_only, new_submission, row_or_404, url_of
from houqin.kernel.pages.forms import PageForm, action_form, defaults


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


@members_only
@require_http_methods(["GET", "POST"])
def hand_out(request: Any, pk: int) -> HttpResponse:
    return _page(request, pk, actions.hand_out, "stores/hand_out.html", "已发放。")


@members_only
@require_http_methods(["GET", "POST"])
def approve(request: Any, pk: int) -> HttpResponse:
    return _page(request, pk, actions.approve, "stores/approve.html", "已批准，库房会收到。")


def _page(request: Any, pk: int, act: Action[..., Any], template: str, said: str) -> HttpResponse:
    actor = actor_of(request)
    row: Requisition = row_or_404(REQUISITION, actor, pk)
    REQUISITION.policy.require(actor, act.key, row)
    if request.method == "GET" and (why_not := act.possible(row)):
        messages.warning(request, why_not)
        return redirect(url_of(REQUISITION, row))
    form = action_form(act, actor, request, row)
    if request.method == "POST" and form.is_valid() and _done(actor, row, act, form):
        messages.success(request, said)
        return redirect("/stores/today/" if act is actions.hand_out else url_of(REQUISITION, row))
    context = {
        "type": REQUISITION, "row": row, "form": form, "rows": _rows(actor, row, request.POST), "problems": problems_of(form),
        "submission": request.POST.get("submission") or new_submission(),
        "may_reject": act is actions.approve and REQUISITION.policy.may(actor, actions.reject.key, row),
    }  # fmt: skip
    return render(request, template, context, status=422 if request.method == "POST" else 200)


def _done(actor: Actor, row: Requisition, act: Action[..., Any], form: PageForm) -> bool:
    try:
        perform(
            act, row, by=actor, values=defaults(act, form.values()), submission=form.cleaned_data["submission"],
            seen_version=form.cleaned_data["version"],
        )  # fmt: skip
    except Refused as refused:
        form.take_refusal(refused)
        row.refresh_from_db()
        return False
    return True


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
