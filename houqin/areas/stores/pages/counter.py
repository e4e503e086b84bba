"""Over the counter: scan, quantity, sign. A keyboard scanner types into the field that has the focus; the camera stays open."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from houqin.areas.stores import actions
from houqin.areas.stores.choosing import lying
from houqin.areas.stores.finding import item_by_code, items_called
from houqin.areas.stores.models import Item, Requisition, Store
from houqin.areas.stores.pages.drafts import Draft, Line, draft_of, is_drafting, step, tapped
from houqin.areas.stores.pages.today import my_stores
from houqin.areas.stores.records import REQUISITION
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.pages.door import actor_of, is_htmx, members_only, new_submission
from houqin.kernel.pages.forms import PageForm, action_form, carried_out
from houqin.kernel.pages.ids import row_id

LATELY = 6


@members_only
@require_http_methods(["GET", "POST"])
def counter(request: Any) -> HttpResponse:
    actor = actor_of(request)
    REQUISITION.policy.require(actor, actions.hand_over.key)
    request.POST = _with_taker(request.POST)
    form = action_form(actions.hand_over, actor, request)
    drafting = is_drafting(request.POST)
    is_sent = request.method == "POST" and not drafting
    made = carried_out(form, actions.hand_over, None, by=actor) if is_sent else None
    if made is not None:
        messages.success(request, _said(made))
        return redirect("/stores/counter/")
    context = _context(request, actor, form)
    if drafting and is_htmx(request):
        return render(request, "stores/counter_lines.html", context)
    problems = form.told() if is_sent else []
    return render(request, "stores/counter.html", context | {"problems": problems}, status=422 if is_sent else 200)


def _with_taker(data: Any) -> Any:
    """A button of those who came lately names one of three fields: school_class-12."""
    name, _, pk = data.get("to", "").partition("-")
    if name not in ("school_class", "department", "person") or not row_id(pk):
        return data
    told = data.copy()
    for field in ("school_class", "department", "person"):
        told.pop(field, None)
    told[name] = pk
    return told


def _said(made: Requisition) -> str:
    signed = "已签收" if made.state == made.State.SIGNED else "等领用人签收"
    return f"{made.to_whom}：{made.summary} 已发放，{signed}。"


def _context(request: Any, actor: Actor, form: PageForm) -> dict[str, Any]:
    stores = my_stores(actor)
    store = next((one for one in stores if str(one.pk) == request.POST.get("store")), stores[0] if stores else None)
    draft, said = tapped(request.POST or request.GET, draft_of(request.POST), {}), ""
    found: list[Item] = []
    if "scan" in request.POST:
        said, found = _scanned(actor, request.POST.get("q", ""), draft)
    items = Item.objects.of(actor.school_id).in_bulk(list(draft))
    lines = [Line(items[pk], quantity, _there(store, items[pk])) for pk, quantity in draft.items() if pk in items]
    return {
        "stores": stores, "store": store, "lines": lines, "found": found, "said": said, "form": form,
        "scanned": lines[0].item if lines and request.method == "GET" else None, "lately": _lately(actor, store),
        "submission": request.POST.get("submission") or new_submission(),
    }  # fmt: skip


def _scanned(actor: Actor, said: str, draft: Draft) -> tuple[str, list[Item]]:
    """What the code adds; a name that fits several things is answered with buttons."""
    if not said.strip():
        return "", []
    item = item_by_code(actor.school_id, said)
    found = [] if item is not None else items_called(actor, said.strip())
    if item is None and len(found) == 1:
        item = found[0]
    if item is None:
        return ("" if found else f"没有“{said.strip()[:30]}”这样的物品。请核对编码，或输入名称里的两个字。"), found
    step(draft, item.pk, Decimal(1))
    return "", []


def _there(store: Store | None, item: Item) -> str:
    """What may leave, and which batch will: 库存 12 只 · 先出 B1（2026-09-01 到期）"""
    if store is None:
        return ""
    good = [one for one in lying(store, item) if one.batch is None or not one.batch.is_expired(clock.today())]
    have = sum((one.quantity for one in good), Decimal(0))
    first = next((one.batch for one in good if one.batch is not None), None)
    more = (
        f" · 先出批号 {first}" + (f"（{first.expires_on} 到期）" if first.expires_on else "")
        if first is not None
        else ""
    )
    return f"库存 {item.told(have)}{more}"


def _lately(actor: Actor, store: Store | None) -> list[tuple[str, str]]:
    """Who came last: the next one is often among them."""
    if store is None:
        return []
    rows = Requisition.objects.of(actor.school_id).filter(store=store).exclude(to_whom="").order_by("-id")
    found: dict[str, str] = {}
    for row in rows[:60]:
        link = next(
            (f"{name}-{pk}" for name in ("school_class", "department", "person") if (pk := getattr(row, f"{name}_id"))),
            "",
        )
        found.setdefault(row.to_whom, link)
    return list(found.items())[:LATELY]
