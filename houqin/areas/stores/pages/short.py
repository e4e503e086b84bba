"""What runs out and what expires: the required lists, the items' own minimum, the batches."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from houqin.areas.stores import actions, reads
from houqin.areas.stores.models import Store
from houqin.areas.stores.pages.today import require_viewer
from houqin.areas.stores.records import BALANCE, STORE, WRITE_OFF
from houqin.areas.stores.remedies import offered_to
from houqin.kernel.access import Actor
from houqin.kernel.pages.door import actor_of, members_only

EXPIRING_SHOWN = 200
AHEAD = 90


@members_only
@require_safe
def short(request: Any) -> HttpResponse:
    actor = actor_of(request)
    require_viewer(actor)
    balances = list(reads.expiring(BALANCE.visible_to(actor), AHEAD)[:EXPIRING_SHOWN])
    context = {
        "gaps": gaps_for(actor), "remedies": offered_to(actor), "expired": [one for one in balances if one.batch.is_expired()],
        "soon": [one for one in balances if not one.batch.is_expired()], "ahead": AHEAD,
        "may_write_off": WRITE_OFF.policy.may(actor, actions.ask_write_off.key),
    }  # fmt: skip
    return render(request, "stores/short.html", context)


def gaps_for(actor: Actor) -> list[reads.Gap]:
    """Of the stores this person sees, and of the whole school's own minimum."""
    visible = set(STORE.visible_to(actor).filter(kind=Store.Kind.ROOM).values_list("pk", flat=True))
    return [gap for gap in reads.gaps(actor.school_id) if gap.store is None or gap.store.pk in visible]
