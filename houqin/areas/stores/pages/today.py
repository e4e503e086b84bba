"""The storekeeper's day: who waits for what, what comes, what runs out, what is to come back."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from houqin.areas.stores import actions, reads
from houqin.areas.stores.models import Requisition, Store, Transfer
from houqin.areas.stores.posts import VIEWERS
from houqin.areas.stores.records import BALANCE, LOAN, REQUISITION, STORE, TRANSFER
from houqin.kernel.access import Actor, Forbidden
from houqin.kernel.pages.door import actor_of, members_only, url_of

SHOWN = 12


def require_viewer(actor: Actor) -> None:
    if not actor.is_system and not actor.posts & {str(post) for post in VIEWERS}:
        raise Forbidden(BALANCE.policy.why(actor, "view"))


@members_only
@require_safe
def come_in(request: Any) -> HttpResponse:
    """To the form of the only store somebody keeps; of several one is tapped; who keeps none sees them all."""
    mine = my_stores(actor_of(request))
    if len(mine) > 1:
        return render(request, "stores/which.html", {"stores": mine})
    return redirect(url_of(STORE, mine[0], "receive/") if mine else url_of(STORE))


def my_stores(actor: Actor) -> list[Store]:
    """Where this person books."""
    rows = STORE.visible_to(actor).filter(kind=Store.Kind.ROOM, is_active=True).select_related("campus").order_by("id")
    return [store for store in rows if STORE.policy.may(actor, actions.issue.key, store)]


@members_only
@require_safe
def today(request: Any) -> HttpResponse:
    actor = actor_of(request)
    require_viewer(actor)
    waiting = REQUISITION.visible_to(actor).filter(state=Requisition.State.APPROVED)
    late = reads.overdue(LOAN.visible_to(actor))
    coming = TRANSFER.visible_to(actor).filter(state=Transfer.State.SENT)
    days = reads.expiry_days(actor.school_id)
    soon = reads.expiring(BALANCE.visible_to(actor), days)
    context = {
        "waiting": list(waiting.select_related("store").order_by("needed_on", "id")[: SHOWN + 1]), "waiting_count": waiting.count(),
        "asked_count": REQUISITION.visible_to(actor).filter(state=Requisition.State.ASKED).count(),
        "unsigned_count": REQUISITION.visible_to(actor).filter(state=Requisition.State.ISSUED).count(),
        "late": list(late[:5]), "late_count": late.count(),
        "coming": list(coming.select_related("from_store", "to_store").order_by("id")[:5]), "soon": list(soon[:5]), "soon_count": soon.count(), "days": days,
        "short_count": len(reads.gaps(actor.school_id)), "shown": SHOWN, "may_hand_out": REQUISITION.policy.may(actor, actions.hand_over.key),
    }  # fmt: skip
    return render(request, "stores/today.html", context)
