"""Where the open hazards are: by building, the late ones first."""

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from houqin.areas.hazards.models import Hazard
from houqin.areas.hazards.records import CHECKERS, HAZARD
from houqin.foundation.posts import LEADERS, OVERSIGHT, STAFF, Post
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.pages.door import actor_of, members_only, require_view
from houqin.kernel.pages.home import HomeNumber, Quick, add_number, add_quick
from houqin.kernel.pages.nav import NavItem, add_page

BOARD = "/hazards/board/"
OPEN = (Hazard.State.FOUND, Hazard.State.ASSIGNED, Hazard.State.RECTIFIED)
WAITING = (Hazard.State.FOUND, Hazard.State.ASSIGNED)
MOST = 500
VIEWERS = CHECKERS | OVERSIGHT | {Post.GUARD, Post.REPAIRER}


def _open_count(actor: Actor) -> int:
    return int(HAZARD.visible_to(actor).filter(state__in=OPEN).count())


def _late_count(actor: Actor) -> int:
    return int(HAZARD.visible_to(actor).filter(state__in=WAITING, due_at__lt=clock.now()).count())


add_page(NavItem(label="隐患分布", url=BOARD, icon="building", group="隐患", who=VIEWERS, order=20))
add_quick(Quick(label="报隐患", url="/hazards/new/", icon="alert-triangle", who=STAFF, order=30))
add_number(HomeNumber(label="未销号隐患", url=BOARD, count=_open_count, who=CHECKERS, order=20))
add_number(HomeNumber(label="超期隐患", url=BOARD, count=_late_count, who=LEADERS, alarm=True, order=21))


@members_only
def board(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require_view(HAZARD, actor)
    rows = HAZARD.visible_to(actor).filter(state__in=OPEN).select_related("place", "place__building", "campus", "owner")
    found = list(rows.order_by("campus__name", "place__building__path", "due_at", "id")[:MOST])
    places = [_building(name, list(hazards)) for name, hazards in groupby(found, key=_where)]
    places.sort(key=lambda place: (-place["late"], -place["count"]))
    return render(request, "hazards/board.html", {"places": places, "count": len(found), "full": len(found) == MOST})


def _where(hazard: Hazard) -> str:
    building = hazard.place.building or hazard.place
    return str(building.path)


def _building(name: str, hazards: list[Any]) -> dict[str, Any]:
    late = sum(hazard.is_overdue for hazard in hazards)
    major = sum(hazard.level == Hazard.Level.MAJOR for hazard in hazards)
    return {"name": name, "hazards": hazards, "count": len(hazards), "late": late, "major": major}
