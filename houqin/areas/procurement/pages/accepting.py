"""Accepting on the phone: everything is taken as ordered unless somebody says otherwise."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from houqin.areas.procurement import actions
from houqin.areas.procurement.models import STOCKED, Acceptance, Goods, Order
from houqin.areas.procurement.records import ACCEPTANCE, ORDER
from houqin.areas.procurement.separation import Part, conflict
from houqin.kernel.access import Actor
from houqin.kernel.pages.door import new_submission, url_of
from houqin.kernel.pages.forms import PageForm, action_form, carried_out
from houqin.kernel.pages.verbs import verb_page

PARTS = ("accepted", "refused", "short", "batch", "expires_on", "reason")


@verb_page(ORDER, actions.accept)
def accept(request: HttpRequest, actor: Actor, order: Order) -> HttpResponse:
    form = action_form(actions.accept, actor, request, order)
    made = carried_out(form, actions.accept, order, by=actor) if request.method == "POST" else None
    if made is not None:
        messages.success(request, _what_followed(made))
        return redirect(url_of(ACCEPTANCE, made) if ACCEPTANCE.policy.may(actor, "view", made) else "/inbox/")
    if request.method == "GET":
        _suggest(form, order)
    lines = [_line(request, n, line) for n, line in enumerate(line for line in order.told_lines if line.open > 0)]
    context = {
        "type": ORDER, "row": order, "form": form, "problems": form.told(), "lines": lines, "own": conflict(Part.ACCEPT, actor.person_id, order.request),
        "needs_store": any(one["line"].goods in STOCKED for one in lines), "has_assets": any(one["line"].goods == Goods.FIXED for one in lines),
        "submission": request.POST.get("submission") or new_submission(),
    }  # fmt: skip
    return render(request, "procurement/accept.html", context, status=422 if request.method == "POST" else 200)


def _suggest(form: PageForm, order: Order) -> None:
    """The only room there is; and whoever asked for the goods, who will want to see them, as witness."""
    rooms = list(form.fields["store"].queryset.order_by("id")[:2])  # type: ignore[attr-defined]
    form.fields["store"].initial = rooms[0].pk if len(rooms) == 1 else None
    form.fields["witness"].initial = order.requested_by_id


def _line(request: HttpRequest, n: int, line: Any) -> dict[str, Any]:
    typed = {part: request.POST.get(f"lines-{n}-{part}", "") for part in PARTS}
    if request.method != "POST":
        typed["accepted"] = f"{line.open.normalize():f}"
    wrong = any(typed[part] for part in ("refused", "short", "reason"))
    batches = line.item is not None and line.item.has_batches
    return {"n": n, "line": line, "typed": typed, "wrong": wrong, "batches": batches}


def _what_followed(acceptance: Acceptance) -> str:
    booked = "、".join(dict.fromkeys(line.booked for line in acceptance.told_lines if line.booked))
    return f"已验收 {acceptance.value:,.2f} 元" + (f"，{booked}。" if booked else "。")
