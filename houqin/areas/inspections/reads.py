from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from houqin.areas.inspections.models import ChecklistItem, Inspection, PointVisit, RoundPoint
from houqin.kernel.access import Actor

SHORTEST_WALK = 5


def items_of(inspection: Inspection) -> list[ChecklistItem]:
    if inspection.edition_id is None:
        return []
    return list(
        ChecklistItem.objects.of(inspection.school_id).filter(edition=inspection.edition_id).order_by("position")
    )


def points_of(inspection: Inspection) -> list[RoundPoint]:
    if inspection.round_id is None:
        return []
    points = RoundPoint.objects.of(inspection.school_id).filter(round=inspection.round_id)
    return list(points.select_related("place").order_by("position"))


def points_at(inspection: Inspection, code: str) -> list[RoundPoint]:
    """The round's points at the place of that code, in order: a place may be passed twice."""
    if inspection.round_id is None:
        return []
    points = RoundPoint.objects.of(inspection.school_id).filter(round=inspection.round_id, place__code__iexact=code)
    return list(points.select_related("place").order_by("position"))


def visited_among(inspection: Inspection, points: list[RoundPoint]) -> "QuerySet[Any]":
    """The ids of those that are proven already."""
    visits = PointVisit.objects.of(inspection.school_id).filter(inspection=inspection, point__in=points)
    return visits.values_list("point_id", flat=True)


def visits_of(inspection: Inspection) -> dict[int, PointVisit]:
    """By the id of the point."""
    visits = PointVisit.objects.of(inspection.school_id).filter(inspection=inspection).select_related("place")
    return {visit.point_id: visit for visit in visits}


def unvisited_points(inspection: Inspection) -> list[RoundPoint]:
    visited = visits_of(inspection)
    return [point for point in points_of(inspection) if point.pk not in visited]


class Stood(NamedTuple):
    """Where and when somebody was last seen on a round; of the point what `least_walk` asks."""

    visited_at: datetime
    position: int
    least_seconds: int


def last_stood(inspection: Inspection) -> Stood | None:
    """Asked at every scan, so it reads no more than this."""
    visits = PointVisit.objects.of(inspection.school_id).filter(inspection=inspection).order_by("-visited_at", "-id")
    found = visits.values_list("visited_at", "point__position", "point__least_seconds").first()
    return None if found is None else Stood(*found)


def last_visit(inspection: Inspection) -> PointVisit | None:
    visits = PointVisit.objects.of(inspection.school_id).filter(inspection=inspection)
    found: PointVisit | None = visits.select_related("place").order_by("-visited_at", "-id").first()
    return found


def least_walk(here: Stood, there: RoundPoint) -> int:
    """Seconds nobody can beat between two points: the leg's own for neighbours, either way; else only what no leg undercuts."""
    if there.position == here.position + 1:
        return there.least_seconds
    if there.position == here.position - 1:
        return here.least_seconds
    return min(SHORTEST_WALK, here.least_seconds, there.least_seconds)


def waiting_for(rows: "QuerySet[Any]", actor: Actor, now: datetime) -> "QuerySet[Any]":
    """Of the inspections an actor may see, those open now that are theirs to do: named, or of their post; soonest end first."""
    theirs = Q(assignee_post__in=[post for post in actor.posts if post])
    if actor.person_id is not None:
        theirs |= Q(assignee=actor.person_id)
        theirs |= Q(state=Inspection.State.UNDER_WAY, done_by=actor.person_id)
    open_now = Q(state=Inspection.State.UNDER_WAY) | Q(state=Inspection.State.DUE, window_start__lte=now)
    return rows.filter(theirs & open_now).order_by("window_end", "id")
