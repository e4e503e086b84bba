"""One screen with all that is needed to decide a step."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from houqin.areas.procurement import actions
from houqin.areas.procurement.models import Approval, Request
from houqin.areas.procurement.pages.comparing import comparison
from houqin.areas.procurement.pages.origins import origin_url
from houqin.areas.procurement.reads import advised_route, at_hand, bought_before, fund_state, splitting
from houqin.areas.procurement.records import APPROVAL, REQUEST
from houqin.areas.procurement.separation import Part, conflict
from houqin.kernel.access import Actor
from houqin.kernel.actions import Action
from houqin.kernel.files import attachments_of
from houqin.kernel.pages.door import actor_of, members_only, new_submission, row_or_404, url_of
from houqin.kernel.pages.forms import action_form, carried_out

DECISIONS: dict[str, Action[..., Any]] = {
    "agree": actions.agree, "send_back": actions.send_back, "reject": actions.reject, "hand_over": actions.hand_over,
}  # fmt: skip


@members_only
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    approval: Approval = row_or_404(APPROVAL, actor, pk)
    act = DECISIONS.get(request.POST.get("decision", "agree"), actions.agree)
    form = action_form(act, actor, request, approval)
    if request.method == "POST":
        APPROVAL.policy.require(actor, act.key, approval)
        if carried_out(form, act, approval, by=actor) is not None:
            messages.success(request, f"{approval.request.title}：{act.label}，已办理。")
            return redirect("/inbox/")
    may_decide = not actions.agree.possible(approval) and APPROVAL.policy.may(actor, actions.agree.key, approval)
    context = _all_there_is(approval, actor) | {
        "form": form, "problems": form.told(), "may_decide": may_decide,
        "hand_over": action_form(actions.hand_over, actor, request, approval)["person"] if may_decide else None,
        "submission": request.POST.get("submission") or new_submission(),
    }  # fmt: skip
    return render(request, "procurement/decide.html", context, status=422 if request.method == "POST" else 200)


def _all_there_is(approval: Approval, actor: Actor) -> dict[str, Any]:
    request = (
        Request.objects.of(approval.school_id)
        .select_related("campus", "fund", "requested_by")
        .get(pk=approval.request_id)
    )
    own = conflict(Part.AGREE, actor.person_id, request)
    return {
        "type": APPROVAL, "row": approval, "request_row": request, "request_url": url_of(REQUEST, request), "origin_url": origin_url(request, actor),
        "lines": [_line(line) for line in request.told_lines], "split": splitting(request), "advice": advised_route(request),
        "fund": fund_state(request.fund, without=request) if request.fund is not None else None,
        "steps": request.approvals.of(request.school_id).select_related("decided_by", "approver").order_by("round", "step", "id"),
        "files": attachments_of(request), "minutes": attachments_of(approval), "compared": comparison(request), "own": own,
    }  # fmt: skip


def _line(line: Any) -> dict[str, Any]:
    return {"line": line, "near": at_hand(line.school_id, line.words, line.item), "before": bought_before(line)}
