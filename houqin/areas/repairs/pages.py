"""The repairer's page: what was done, ticked off with a thumb."""

from datetime import timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from houqin.areas.repairs import actions
from houqin.areas.repairs.materials import lying_here, offered, usual_materials
from houqin.areas.repairs.models import RepairOrder, WorkKind
from houqin.areas.repairs.reads import usual_work
from houqin.areas.repairs.records import ORDER, WORK_KIND
from houqin.areas.stores.models import Item
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.declare import register
from houqin.kernel.declare.inputs import visible_rows
from houqin.kernel.files import attachments_of
from houqin.kernel.pages.door import actor_of, is_htmx, members_only, new_submission, row_or_404, url_of
from houqin.kernel.pages.forms import PageForm, action_form, carried_out
from houqin.kernel.pages.ids import row_id
from houqin.kernel.pages.verbs import verb_page
from houqin.kernel.search.finding import search

FOUND = 10
WORK_TAPS, MATERIAL_TAPS = ("add", "drop"), ("take", "untake")
TAPS = (*WORK_TAPS, *MATERIAL_TAPS, "look")
Draft = dict[int, str]
"""Lines as far as they are written: kind of work, or material → quantity as typed."""


@verb_page(ORDER, actions.finish)
def finish(request: Any, actor: Actor, order: RepairOrder) -> HttpResponse:
    """Each tap on a button adds a line; the last one finishes. Works without scripts too, by whole pages."""
    form = action_form(actions.finish, actor, request, order)
    is_drafting = any(tap in request.POST for tap in TAPS)
    is_sent = request.method == "POST" and not is_drafting
    if is_sent and carried_out(form, actions.finish, order, by=actor) is not None:
        messages.success(request, "完工已登记，等报修人验收。")
        return redirect(url_of(ORDER, order))
    context = _context(request, actor, order, form)
    if is_drafting and is_htmx(request):
        is_material = any(tap in request.POST for tap in MATERIAL_TAPS)
        return render(request, "repairs/finish_materials.html" if is_material else "repairs/finish_lines.html", context)
    return render(
        request,
        "repairs/finish.html",
        context | {"problems": [] if is_drafting else form.told()},
        status=422 if is_sent else 200,
    )


def _context(request: Any, actor: Actor, order: RepairOrder, form: PageForm) -> dict[str, Any]:
    draft = _draft(request.POST, "lines", "kind", *WORK_TAPS)
    kinds = {kind.pk: kind for kind in visible_rows(WorkKind, actor).filter(pk__in=draft)}
    lines = [{"kind": kinds[pk], "quantity": quantity} for pk, quantity in draft.items() if pk in kinds]
    suggested = _usual_minutes(lines)
    typed = request.POST.get("minutes", "")
    kept = typed if typed and typed != request.POST.get("suggested", "") else suggested
    usual = [(kind, draft.get(kind.pk, "")) for kind in usual_work(order)]
    return {
        "type": ORDER, "order": order, "form": form, "lines": lines, "usual": usual, "minutes": kept, "suggested": suggested,
        "submission": request.POST.get("submission") or new_submission(), "pictures": [a for a in attachments_of(order) if a.file.is_picture],
        "has_kinds": bool(usual) or visible_rows(WorkKind, actor).exists(), **_materials(request, actor, order),
    }  # fmt: skip


def _materials(request: Any, actor: Actor, order: RepairOrder) -> dict[str, Any]:
    """What was taken so far, and what is taken most often; nothing at a campus that has no stores."""
    draft = _draft(request.POST, "used", "item", *MATERIAL_TAPS)
    items = {item.pk: item for item in visible_rows(Item, actor).filter(pk__in=draft)}
    used = [{"item": items[pk], "quantity": quantity} for pk, quantity in draft.items() if pk in items]
    return {
        "used": used, "usual_materials": [(one, draft.get(one.item.pk, "")) for one in usual_materials(order)],
        "has_stores": bool(used) or lying_here(order).exists(),
    }  # fmt: skip


def _draft(data: Any, name: str, part_name: str, add: str, drop: str) -> Draft:
    """The lines sent so far, with the one just tapped; a second tap counts one more."""
    draft: Draft = {}
    for sent, value in data.items():
        _, _, rest = sent.partition(f"{name}-")
        number, _, part = rest.partition("-")
        if part == part_name and (kind := row_id(value)):
            draft[kind] = data.get(f"{name}-{number}-quantity", "1")
    if tapped := row_id(data.get(add, "")):
        draft[tapped] = f"{(_decimal(draft.get(tapped, '0')) + 1).normalize():f}"
    draft.pop(row_id(data.get(drop, "")), None)
    return draft


def _usual_minutes(lines: list[dict[str, Any]]) -> str:
    total = sum((_decimal(line["quantity"]) * (line["kind"].usual_minutes or 0) for line in lines), Decimal(0))
    return str(int(total)) if 0 < total < 100_000 else ""


def _decimal(said: str) -> Decimal:
    try:
        number = Decimal(said)
    except InvalidOperation:
        return Decimal(0)
    return number if number.is_finite() and 0 <= number < 1_000_000 else Decimal(0)


@members_only
@require_safe
def find_kinds(request: Any, pk: int) -> HttpResponse:
    """Lines of work found by name, part or synonym, as buttons of the finishing page."""
    actor = actor_of(request)
    order = row_or_404(ORDER, actor, pk)
    words = request.GET.get("q", "").strip()
    rows = visible_rows(WorkKind, actor)
    found = list(search(rows, WORK_KIND, actor.school_id, words).order_by("code")[:FOUND]) if words else []
    return render(request, "repairs/finish_found.html", {"order": order, "found": found, "words": words})


@members_only
@require_safe
def find_materials(request: Any, pk: int) -> HttpResponse:
    """What lies in the campus's stores, found by name, other name or pinyin, as buttons of the finishing page."""
    actor = actor_of(request)
    order = row_or_404(ORDER, actor, pk)
    words = request.GET.get("m", "").strip()
    rows = visible_rows(Item, actor).filter(is_active=True, pk__in=lying_here(order).values("item_id"))
    items = search(rows, register.for_model(Item), actor.school_id, words).order_by("code")[:FOUND] if words else []
    found = [(one, "") for one in offered(order, items)]
    return render(request, "repairs/finish_materials_found.html", {"order": order, "found": found, "words": words})


@members_only
@require_safe
def for_me(request: Any) -> HttpResponse:
    """What I am to repair, as a filter of the list."""
    return redirect(f"{url_of(ORDER)}?state=assigned&worker={actor_of(request).person_id or 0}")


@members_only
@require_safe
def late(request: Any) -> HttpResponse:
    """What should have been repaired by yesterday, as a filter of the list."""
    return redirect(f"{url_of(ORDER)}?state=assigned&due_on_to={clock.today() - timedelta(days=1)}")


@members_only
@require_http_methods(["GET", "POST"])
def shipped_kinds(request: Any) -> HttpResponse:
    """The catalogue that comes with the system, taken over with one button."""
    actor = actor_of(request)
    WORK_KIND.policy.require(actor, actions.install_catalogue.key)
    if request.method == "POST":
        before = WorkKind.objects.of(actor.school_id).count()
        actions.install_catalogue(by=actor)
        messages.success(request, f"装入了 {WorkKind.objects.of(actor.school_id).count() - before} 项维修工作。")
        return redirect(url_of(WORK_KIND))
    return render(request, "repairs/shipped_kinds.html", {"type": WORK_KIND})
