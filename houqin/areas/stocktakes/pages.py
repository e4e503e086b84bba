"""The phone's counting page with its door for scans, and the desk's page of differences."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from houqin.areas.stocktakes import actions
from houqin.areas.stocktakes.carrying import carried, seen_so_far
from houqin.areas.stocktakes.door import scans_in
from houqin.areas.stocktakes.models import Stocktake
from houqin.areas.stocktakes.reads import OPEN_STATES, open_count_at
from houqin.areas.stocktakes.records import STOCKTAKE
from houqin.foundation.actions import place_by_code
from houqin.kernel.access import Actor
from houqin.kernel.actions import perform
from houqin.kernel.offline import refused
from houqin.kernel.pages.door import actor_of, members_only, row_or_404, url_of


@members_only
@require_http_methods(["GET", "POST"])
def count_page(request: HttpRequest, pk: int) -> HttpResponse:
    """GET: all that counting needs, so that it goes on where there is no network. POST: what phones bring."""
    actor = actor_of(request)
    count: Stocktake = row_or_404(STOCKTAKE, actor, pk)
    STOCKTAKE.policy.require(actor, actions.join.key, count)
    if request.method == "POST":
        return _joined(request, actor, count)
    if count.state not in OPEN_STATES:
        messages.info(request, f"{count} 现在是“{count.get_state_display()}”，不用再清点。")
        return redirect(url_of(STOCKTAKE, count))
    return render(request, "stocktakes/count.html", {"count": count, "carried": carried(count)})


def _joined(request: HttpRequest, actor: Actor, count: Stocktake) -> HttpResponse:
    """What can be kept is kept; the answer says what could not, so that it stays visible on the phone."""
    good, bad = scans_in(request, count)
    if good:
        perform(actions.join, count, by=actor, values={"scans": good})
    answer = JsonResponse({"kept": len(good), "problems": [p.message for p in bad]}, status=422 if bad else 200)
    return refused(answer, bad) if bad else answer


@members_only
@never_cache
@require_safe
def state_page(request: HttpRequest, pk: int) -> HttpResponse:
    """What all phones together have brought so far."""
    actor = actor_of(request)
    count: Stocktake = row_or_404(STOCKTAKE, actor, pk)
    STOCKTAKE.policy.require(actor, actions.join.key, count)
    return JsonResponse(seen_so_far(count) | {"open": count.state in OPEN_STATES})


@members_only
@require_safe
def at_place(request: HttpRequest, code: str) -> HttpResponse:
    """From the code on a door to its room in the count that is under way."""
    actor, place = actor_of(request), place_by_code(code)
    count = None
    if place is not None and place.school_id == actor.school_id:
        count = open_count_at(STOCKTAKE.visible_to(actor), place)
    if count is None or place is None:
        messages.info(request, "这里现在没有进行中的盘点。")
        return redirect(url_of(STOCKTAKE))
    return redirect(f"{url_of(STOCKTAKE, count, 'count/')}#room={place.pk}")
