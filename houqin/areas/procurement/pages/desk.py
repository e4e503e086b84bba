"""The buyer's desk: what to complete, to ask prices for, to wait for, to send in; and what the stores are short of."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from houqin.areas.procurement import actions
from houqin.areas.procurement.models import Order, Packet, Request
from houqin.areas.procurement.reads.missing import shopping_list
from houqin.areas.procurement.records import ORDER, PACKET, REQUEST, SEES_PRICES
from houqin.foundation.models import Campus
from houqin.kernel.access import Actor, Forbidden
from houqin.kernel.actions import Refused, perform
from houqin.kernel.pages.door import actor_of, members_only, new_submission, url_of

MOST = 60


@members_only
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if not actor.posts & SEES_PRICES:
        raise Forbidden("采购台账由采购人员和后勤办公室查看；您的申请在“采购申请”里。")
    columns = [
        {"title": "待补全", "rows": _requests(actor, Request.State.NEW), "tail": "complete/"},
        {"title": "待询价、下单", "rows": _requests(actor, Request.State.APPROVED), "tail": "order/"},
        {"title": "待到货", "rows": _orders(actor), "tail": ""},
        {"title": "材料未齐", "rows": _packets(actor, Packet.State.COLLECTING), "tail": ""},
        {"title": "待付款", "rows": _packets(actor, Packet.State.READY), "tail": ""},
    ]
    may_ask = REQUEST.policy.may(actor, actions.ask_for_gaps.key)
    context = {"columns": columns, "short": len(shopping_list(actor.school_id)) if may_ask else 0}
    return render(request, "procurement/desk.html", context)


def _requests(actor: Actor, state: str) -> list[dict[str, Any]]:
    rows = (
        REQUEST.visible_to(actor)
        .filter(state=state)
        .select_related("requested_by", "campus")
        .order_by("needed_by", "id")[:MOST]
    )
    return [
        {
            "url": url_of(REQUEST, row), "title": row.title, "row": row, "amount": row.agreed or row.amount,
            "about": " · ".join(str(one) for one in (row.requested_by, row.campus, row.needed_by and f"{row.needed_by:%m-%d} 要") if one),
            "mark": "疑似化整为零" if row.is_split else "集中采购" if row.in_catalogue else "",
        }
        for row in rows
    ]  # fmt: skip


def _orders(actor: Actor) -> list[dict[str, Any]]:
    rows = (
        ORDER.visible_to(actor)
        .filter(state__in=Order.EXPECTED)
        .select_related("supplier")
        .order_by("due_on", "id")[:MOST]
    )
    return [
        {
            "url": url_of(ORDER, row), "title": row.title, "row": row, "amount": row.total, "mark": row.alarm,
            "about": f"{row.supplier}" + (f" · {row.due_on:%m-%d} 到" if row.due_on else ""),
        }
        for row in rows
    ]  # fmt: skip


def _packets(actor: Actor, state: str) -> list[dict[str, Any]]:
    rows = PACKET.visible_to(actor).filter(state=state).select_related("supplier").order_by("id")[:MOST]
    return [
        {"url": url_of(PACKET, row), "title": row.title, "row": row, "amount": row.amount, "about": str(row.supplier), "mark": row.missing and row.papers}
        for row in rows
    ]  # fmt: skip


@members_only
@require_http_methods(["GET", "POST"])
def shortages(request: HttpRequest) -> HttpResponse:
    """What is below its minimum and not on its way: one tap makes one request of it."""
    actor = actor_of(request)
    REQUEST.policy.require(actor, actions.ask_for_gaps.key)
    if request.method == "POST":
        campus = Campus.objects.of(actor.school_id).filter(pk=actor_campus(actor)).first()
        try:
            made = perform(
                actions.ask_for_gaps,
                None,
                by=actor,
                values={"campus": campus},
                submission=request.POST.get("submission") or None,
            )
        except Refused as refused:
            messages.warning(request, str(refused))
            return redirect("/procurement/shortages/")
        messages.success(request, "已生成采购申请，请采购人员补全价格。")
        return redirect(url_of(REQUEST, made))
    context = {"rows": shopping_list(actor.school_id), "submission": new_submission()}
    return render(request, "procurement/shortages.html", context)


def actor_campus(actor: Actor) -> int:
    """The campus somebody serves; 0 for who serves the whole school."""
    return next((pk for holding in actor.holdings for kind, pk in holding.units if kind == "campus"), 0)
