"""Asking for supplies in three taps: what my class usually takes, as buttons with what is left of the quota."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from houqin.areas.stores import actions
from houqin.areas.stores.finding import items_called
from houqin.areas.stores.models import Balance, Item, Kind, Quota, Requisition, RequisitionLine
from houqin.areas.stores.pages.drafts import Line, draft_of, is_drafting, tapped
from houqin.areas.stores.quotas import Left, Taker, left_of
from houqin.areas.stores.records import REQUISITION
from houqin.foundation.models import Person, SchoolClass
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.pages.door import actor_of, is_htmx, members_only, new_submission, url_of
from houqin.kernel.pages.forms import PageForm, action_form, carried_out

OFFERED = 8
REMEMBERED = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Offer:
    """A button: the item, how many a tap adds, what is left and whether there is any."""

    item: Item
    step: Decimal
    left: Left | None
    there: bool

    @property
    def told(self) -> str:
        if not self.there:
            return "暂时缺货"
        return f"还剩 {self.item.told(self.left.quantity)}" if self.left is not None else "需审批"


@members_only
@require_http_methods(["GET", "POST"])
def ask(request: Any) -> HttpResponse:
    """Each tap on a button adds; the last one asks. Works without scripts too, by whole pages."""
    actor = actor_of(request)
    REQUISITION.policy.require(actor, actions.ask.key)
    form = action_form(actions.ask, actor, request)
    drafting = is_drafting(request.POST)
    is_sent = request.method == "POST" and not drafting
    made = carried_out(form, actions.ask, None, by=actor) if is_sent else None
    if made is not None:
        messages.success(request, _said(made))
        return redirect(url_of(REQUISITION, made))
    context = _context(request, actor, form)
    if drafting and is_htmx(request):
        return render(request, "stores/ask_lines.html", context)
    problems = form.told() if is_sent else []
    return render(request, "stores/ask.html", context | {"problems": problems}, status=422 if is_sent else 200)


def _said(made: Requisition) -> str:
    return "已申领，定额内免审批，可以去领了。" if made.state == made.State.APPROVED else "已申领，等总务批准。"


def _context(request: Any, actor: Actor, form: PageForm) -> dict[str, Any]:
    classes = my_classes(actor)
    chosen = _chosen(request, classes)
    offers = offers_for(actor, chosen)
    steps = {offer.item.pk: offer.step for offer in offers}
    draft = tapped(request.POST or request.GET, draft_of(request.POST), steps)
    items = Item.objects.of(actor.school_id).in_bulk(list(draft))
    lines = [Line(items[pk], quantity) for pk, quantity in draft.items() if pk in items]
    return {
        "offers": [(offer, draft.get(offer.item.pk, "")) for offer in offers], "lines": lines, "classes": classes, "chosen": chosen, "form": form,
        "submission": request.POST.get("submission") or new_submission(),
    }  # fmt: skip


def my_classes(actor: Actor) -> list[SchoolClass]:
    """The classes somebody holds a post of, or is the teacher of."""
    units = [unit for holding in actor.holdings for kind, unit in holding.units if kind == "class"]
    rows = SchoolClass.objects.of(actor.school_id).filter(is_active=True)
    return list(rows.filter(Q(pk__in=units) | Q(teacher_id=actor.person_id or 0)).order_by("id"))


def _chosen(request: Any, classes: list[SchoolClass]) -> SchoolClass | None:
    """The class that is asked for; a person who has none, or says so, asks for himself."""
    said = request.POST.get("school_class", request.GET.get("class"))
    if said is None:
        return classes[0] if classes else None
    return next((one for one in classes if str(one.pk) == said), None)


def offers_for(actor: Actor, school_class: SchoolClass | None) -> list[Offer]:
    """First what has a quota, then what was most asked for; fixed assets are no supplies."""
    taker = Taker(school_class=school_class) if school_class is not None else Taker(person=_me(actor))
    items = _usual(actor, taker)
    left = left_of(actor.school_id, items, taker, clock.today())
    good = Q(batch=None) | Q(batch__expires_on=None) | Q(batch__expires_on__gte=clock.today())
    there = set(
        Balance.objects.of(actor.school_id)
        .filter(good, quantity__gt=0, store__kind="room")
        .values_list("item_id", flat=True)
        .distinct()
    )
    offers = [Offer(item, item.usual or Decimal(1), left.get(item.pk), item.pk in there) for item in items]
    return sorted(offers, key=lambda offer: (not offer.there, offer.left is None or not offer.left.quantity))[:OFFERED]


def _me(actor: Actor) -> Person | None:
    found: Person | None = Person.objects.of(actor.school_id).filter(pk=actor.person_id or 0).one()
    return found


def _usual(actor: Actor, taker: Taker) -> list[Item]:
    name, pk = taker.link
    asked = RequisitionLine.objects.of(actor.school_id).filter(
        requisition__asked_at__gte=clock.now() - REMEMBERED, **{f"requisition__{name}": pk}
    )
    times = dict(asked.values_list("item_id").annotate(times=Count("id")).order_by())
    quotas = set(Quota.objects.of(actor.school_id).filter(audience=taker.audience).values_list("item_id", flat=True))
    rows = Item.objects.of(actor.school_id).filter(is_active=True).exclude(kind=Kind.FIXED)
    known = list(rows.filter(Q(pk__in=times) | Q(pk__in=quotas))) or list(rows.order_by("code")[:OFFERED])
    return sorted(known, key=lambda item: (-times.get(item.pk, 0), item.pk not in quotas, item.code))[: 3 * OFFERED]


@members_only
@require_safe
def find(request: Any) -> HttpResponse:
    """Items found by name, other name or code, as buttons of the page that asked."""
    actor = actor_of(request)
    REQUISITION.policy.require(actor, actions.ask.key)
    words = request.GET.get("q", "").strip()
    at_counter = request.GET.get("at") == "counter"
    where = (
        {"url": "/stores/counter/", "form": "#counter"} if at_counter else {"url": "/stores/ask/", "form": "#asking"}
    )
    return render(
        request, "stores/found.html", {"found": items_called(actor, words) if words else [], "words": words, **where}
    )
