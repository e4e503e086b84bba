"""What a scanned code and a private link open, for anybody."""

import uuid
from typing import Any

from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from houqin.areas.repairs import actions
from houqin.areas.repairs.common_faults import CommonFault, common_faults
from houqin.areas.repairs.doors import holder_of_link, scanner_at
from houqin.areas.repairs.models import RepairOrder, ReportLink
from houqin.areas.repairs.public.forms import ReportForm
from houqin.areas.repairs.public.links import kept_orders, kept_tokens, order_of, remember, token_of
from houqin.areas.repairs.public.progress import steps
from houqin.areas.repairs.public.throttle import count_report, one_at_a_time
from houqin.foundation.actions import place_by_code
from houqin.foundation.devices import address_of, device_of
from houqin.foundation.models import Place
from houqin.kernel.access import Actor
from houqin.kernel.actions import Refused, perform
from houqin.kernel.files import attachments_of
from houqin.kernel.files.pages import SIZES, small_copy
from houqin.kernel.pages.door import new_submission

DEVICE = "repair_device"
A_YEAR = 365 * 24 * 3600
DAY = 24 * 3600
ANSWERS = {"withdrawal": actions.withdraw, "acceptance": actions.accept, "reopening": actions.reopen}


@never_cache
@ensure_csrf_cookie
@require_http_methods(["GET", "POST"])
def report(request: Any, code: str) -> HttpResponse:
    """Tap what is broken, take a photo, send. The place is known from the code."""
    place = place_by_code(code)
    if place is None:
        raise Http404
    faults = common_faults(place.kind)
    form = ReportForm(request.POST or None, request.FILES or None, faults=faults)
    if request.method == "POST" and form.is_valid():
        try:
            token = _sent(request, place, form)
        except Refused as refused:
            form.take_refusal(refused)
        else:
            response = redirect("repairs:follow", token)
            remember(request, response, token)
            return response
    return _report_page(request, place, faults, form)


def _report_page(request: Any, place: Place, faults: tuple[CommonFault, ...], form: ReportForm) -> HttpResponse:
    context = {
        "place": place, "faults": faults, "form": form, "member": _member(request, place.school_id),
        "submission": request.POST.get("submission") or new_submission(), "mine": bool(kept_tokens(request)),
    }  # fmt: skip
    status = 429 if form.is_throttled else 422 if form.is_bound else 200
    response = render(request, "repairs/public_report.html", context, status=status)
    if DEVICE not in request.COOKIES:
        response.set_cookie(
            DEVICE, uuid.uuid4().hex, max_age=A_YEAR, httponly=True, samesite="Lax", secure=request.is_secure()
        )
    return response


def _sent(request: Any, place: Place, form: ReportForm) -> str:
    """Make the order, once however often the same page is sent; the private link's token."""
    member, key = _member(request, place.school_id), form.cleaned_data["submission"]
    by = scanner_at(place, device=device_of(request), member=member)
    with transaction.atomic():
        one_at_a_time(place)
        known = ReportLink.objects.of(place.school_id).filter(submission=key).first() if key else None
        if known is not None:
            return str(known.secret)
        device = f"user {member.user_id}" if member is not None else request.COOKIES.get(DEVICE, "")
        count_report(place, address="" if member else address_of(request) or "", device=device)
        order = perform(actions.report, None, by=by, values={"place": place, "key": key, **form.report_values()})
        return token_of(order)


@never_cache
@require_safe
def follow(request: Any, token: str) -> HttpResponse:
    """What became of a report, for whoever holds its link."""
    order = _order(token)
    member = _member(request, order.school_id)
    is_worker = member is not None and member.person_id is not None and member.person_id == order.worker_id
    context = {
        "order": order, "token": token, "steps": steps(order), "pictures": [a for a in attachments_of(order) if a.file.is_picture],
        "may_withdraw": actions.withdraw.possible(order) is None,
        "may_accept": actions.accept.possible(order) is None and not is_worker, "may_reopen": actions.reopen.possible(order) is None,
        "is_worker": is_worker, "mine": len({token, *kept_tokens(request)}) > 1, "submission": new_submission(),
    }  # fmt: skip
    response = render(request, "repairs/public_order.html", context)
    remember(request, response, token)
    return response


@require_safe
def photo(request: HttpRequest, token: str, pk: int) -> HttpResponseBase:
    """A picture of the order, small and without what the camera wrote into it."""
    attachment = attachments_of(_order(token)).filter(pk=pk).first()
    if attachment is None or not attachment.file.is_picture:
        raise Http404
    content = open(small_copy(attachment.file, SIZES["view"]), "rb")  # noqa: SIM115  closed by the response
    response = FileResponse(content, content_type="image/webp")
    patch_cache_control(response, private=True, max_age=DAY)
    return response


@never_cache
@require_POST
def answer(request: Any, token: str, answer: str) -> HttpResponse:
    """Withdraw, accept with a rating, or send back: by the link alone."""
    order = _order(token)
    act: Any = ANSWERS[answer]
    by = holder_of_link(order, device=device_of(request), member=_member(request, order.school_id))
    perform(act, order, by=by, values=_said(request, answer), submission=request.POST.get("submission"))
    return redirect("repairs:follow", token)


def _said(request: HttpRequest, answer: str) -> dict[str, Any]:
    if answer == "acceptance":
        rating = request.POST.get("rating", "")
        return {"rating": int(rating) if rating.isdecimal() and len(rating) == 1 else 0}
    reason = request.POST.get("reason", "").strip()
    if not reason:
        raise Refused("请写几个字说明原因。", field="reason")
    return {"reason": reason[:300]}


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The reports made from this phone."""
    return render(request, "repairs/public_mine.html", {"orders": kept_orders(request)})


def _order(token: str) -> RepairOrder:
    order = order_of(token)
    if order is None:
        raise Http404
    return order


def _member(request: Any, school_id: int) -> Actor | None:
    """Whoever is signed in at this very school; a visitor from elsewhere is a stranger here."""
    actor: Actor | None = request.actor
    return actor if actor is not None and actor.school_id == school_id else None
