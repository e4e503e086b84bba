"""The wish of a teacher: what, how many, why. And the buyer's or the asker's second look at it."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from houqin.areas.procurement import actions
from houqin.areas.procurement.models import Request, RequestLine
from houqin.areas.procurement.pages.origins import origin_of
from houqin.areas.procurement.reads import at_hand
from houqin.areas.procurement.records import REQUEST
from houqin.areas.stores.models import Item
from houqin.kernel.access import Actor
from houqin.kernel.actions import Action
from houqin.kernel.declare import register
from houqin.kernel.pages.door import actor_of, is_htmx, members_only, new_submission, url_of
from houqin.kernel.pages.forms import LINE, LinesInput, PageForm, action_form, carried_out
from houqin.kernel.pages.ids import row_id
from houqin.kernel.pages.verbs import verb_page

TAPS = ("add", "drop", "take", "look")
OFFERED = 6
FOUND = 6
REASONS = ("用完了", "坏了要换", "新增需要", "活动要用")
Draft = list[dict[str, str]]


@members_only
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Tap a thing, tap why, send. Works without scripts too, by whole pages."""
    actor = actor_of(request)
    REQUEST.policy.require(actor, actions.ask_for.key)
    form = action_form(actions.ask_for, actor, request)
    is_drafting = any(tap in request.POST for tap in TAPS)
    made = _asked(request, actor, form) if request.method == "POST" and not is_drafting else None
    if made is not None:
        return redirect(url_of(REQUEST, made))
    context = _context(request, actor, form)
    if is_drafting and is_htmx(request):
        return render(request, "procurement/ask_lines.html", context)
    problems = [] if is_drafting else form.told()
    return render(request, "procurement/ask.html", context | {"problems": problems}, status=422 if problems else 200)


def _asked(request: HttpRequest, actor: Actor, form: PageForm) -> Request | None:
    typed = form.values().get("why") if form.is_valid() else ""
    said = "；".join(part for part in (request.POST.get("reason", ""), str(typed or "")) if part.strip())
    because = origin_of(request.POST.get("because", ""), actor)
    made: Request | None = carried_out(form, actions.ask_for, None, by=actor, because=because, why=said)
    if made is not None:
        is_sent = made.state == Request.State.APPROVING
        messages.success(request, "已提交。" + ("请等审批。" if is_sent else "采购人员会补全价格后送审。"))
    return made


def _context(request: HttpRequest, actor: Actor, form: PageForm) -> dict[str, Any]:
    lines = _draft(request, actor)
    because = origin_of(request.POST.get("because") or request.GET.get("because", ""), actor)
    return {
        "type": REQUEST, "form": form, "lines": lines, "usual": _usual(actor), "reasons": REASONS, "reason": request.POST.get("reason", ""),
        "because": because, "because_key": request.POST.get("because") or request.GET.get("because", ""),
        "campuses": list(form.fields["campus"].queryset.order_by("id")), "needs_campus": _needs_campus(actor),  # type: ignore[attr-defined]
        "submission": request.POST.get("submission") or new_submission(),
    }  # fmt: skip


def _needs_campus(actor: Actor) -> bool:
    """Whether nobody but the asker can say for which campus it is."""
    return not any(kind == "campus" for holding in actor.holdings for kind, _ in holding.units)


def _draft(request: HttpRequest, actor: Actor) -> Draft:
    """The lines sent so far, with the one just tapped; the same thing tapped again is one more of it."""
    rows: dict[int, dict[str, str]] = {}
    for name, value in request.POST.items():
        if (found := LINE.match(name)) and found["name"] == "lines":
            rows.setdefault(int(found["n"]), {})[found["part"]] = str(value)
    if (dropped := request.POST.get("drop", "")).isdecimal():
        rows.pop(int(dropped), None)
    lines = [row for _, row in sorted(rows.items()) if row.get("words", "").strip()]
    if taken := row_id(request.POST.get("take", request.GET.get("item", ""))):
        _take(lines, actor, taken)
    if not lines or "add" in request.POST:
        lines.append({"words": request.GET.get("words", "") if not lines else "", "quantity": "1"})
    return lines


def _take(lines: Draft, actor: Actor, pk: int) -> None:
    item = Item.objects.of(actor.school_id).filter(pk=pk, is_active=True).first()
    if item is None:
        return
    known = next((line for line in lines if line.get("item") == str(pk)), None)
    if known is not None:
        known["quantity"] = str(int(known["quantity"]) + 1) if known.get("quantity", "").isdecimal() else "1"
    else:
        lines.append({"words": item.name, "item": str(pk), "quantity": "1", "unit": item.unit})


def _usual(actor: Actor) -> list[Item]:
    """What this person asked for most, else what the school did."""
    asked = RequestLine.objects.of(actor.school_id).filter(item__is_active=True)
    mine = asked.filter(request__requested_by_id=actor.person_id)
    found: list[int] = []
    for rows in (mine, asked):
        ranked = rows.values_list("item_id").annotate(n=Count("id")).order_by("-n", "item_id")
        found += [pk for pk, _ in ranked[:OFFERED] if pk not in found]
    items = Item.objects.of(actor.school_id).in_bulk(found[:OFFERED])
    return [items[pk] for pk in found[:OFFERED] if pk in items]


@members_only
@require_safe
def look_at_hand(request: HttpRequest) -> HttpResponse:
    """While somebody types: the items of that name, what lies in stock, what stands idle (AST-10)."""
    actor = actor_of(request)
    REQUEST.policy.require(actor, actions.ask_for.key)
    words = next(
        (str(value) for name, value in request.GET.items() if name == "q" or name.endswith("-words")), ""
    ).strip()
    found = at_hand(actor.school_id, words)
    named = Item.objects.of(actor.school_id).filter(is_active=True, name__icontains=words).order_by("name")
    context = {
        "words": words,
        "at_hand": found,
        "items": list(named[:FOUND]) if len(words) > 1 else [],
        "may_see_assets": _sees_assets(actor),
    }
    return render(request, "procurement/at_hand.html", context)


def _sees_assets(actor: Actor) -> bool:
    return bool("assets.asset" in register and register.get("assets.asset").policy.may(actor, "view"))


@verb_page(REQUEST, actions.complete)
def complete(request: HttpRequest, actor: Actor, row: Request) -> HttpResponse:
    return _second_look(request, actor, row, actions.complete, "补全并送审")


@verb_page(REQUEST, actions.correct)
def correct(request: HttpRequest, actor: Actor, row: Request) -> HttpResponse:
    return _second_look(request, actor, row, actions.correct, "改好，重新送审")


def _second_look(request: HttpRequest, actor: Actor, row: Request, act: Action[..., Any], button: str) -> HttpResponse:
    form = action_form(act, actor, request, row)
    if request.method == "GET":
        _prefill(form, act, actor, row)
    if request.method == "POST" and carried_out(form, act, row, by=actor) is not None:
        sent = row.state == Request.State.APPROVING
        messages.success(request, "已送审。" if sent else f"已保存，还缺{'、'.join(row.gaps)}，补齐后才会送审。")
        return redirect(url_of(REQUEST, row))
    context = {
        "type": REQUEST, "row": row, "form": form, "problems": form.told(), "button": button, "lines": form.lines[0],
        "near": [(line, at_hand(row.school_id, line.words, line.item)) for line in row.told_lines],
        "submission": request.POST.get("submission") or new_submission(),
    }  # fmt: skip
    return render(request, "procurement/complete.html", context, status=422 if request.method == "POST" else 200)


def _prefill(form: PageForm, act: Action[..., Any], actor: Actor, row: Request) -> None:
    for name in ("fund", "kind", "title", "why", "needed_by"):
        if name in form.fields:
            form.fields[name].initial = getattr(row, "fund_id" if name == "fund" else name)
    argument = next(a for a in act.arguments if a.parts)
    data = {
        f"lines-{n}-{part.name}": _said(getattr(line, f"{part.name}_id" if part.is_row else part.name))
        for n, line in enumerate(row.told_lines)
        for part in argument.parts
    }
    form.lines = (LinesInput(argument, actor, row, data),)


def _said(value: Any) -> str:
    if value is None:
        return ""
    return f"{value.normalize():f}" if hasattr(value, "normalize") else str(value)
