"""The one-screen checklist: what to show for each item, and what a phone sent back."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from houqin.areas.inspections.actions import Answer
from houqin.areas.inspections.actions.doing import Then
from houqin.areas.inspections.models import ChecklistItem, Inspection
from houqin.areas.inspections.reads import items_of, points_of
from houqin.foundation.models import Place
from houqin.foundation.records import PLACE
from houqin.kernel.access import Actor
from houqin.kernel.pages.ids import row_ids


@dataclass(slots=True)
class Line:
    """One item with what was typed so far; `problem` is shown beside it."""

    item: ChecklistItem
    value: str = ""
    words: str = ""
    then: str = ""
    place: str = ""
    problem: str = ""
    choices: list[tuple[str, bool]] = field(default_factory=list)


def lines_of(inspection: Inspection, request: HttpRequest, problems: list[str] | None = None) -> list[Line]:
    return [_line(item, request, problems or []) for item in items_of(inspection)]


def _line(item: ChecklistItem, request: HttpRequest, problems: list[str]) -> Line:
    told = request.POST
    mark = f"第 {item.position} 项“"
    return Line(
        item=item, value=told.get(f"v-{item.code}", ""), words=told.get(f"w-{item.code}", ""), then=told.get(f"t-{item.code}", ""),
        place=told.get(f"l-{item.code}", ""), problem="；".join(p for p in problems if p.startswith(mark)),
        choices=[(word, word in item.fault_choices) for word in item.choices],
    )  # fmt: skip


def answers_from(inspection: Inspection, request: HttpRequest, actor: Actor) -> list[Answer]:
    """What was sent, item by item; a place outside the person's reach counts as none."""
    told, files = request.POST, request.FILES
    asked = {told.get(f"l-{item.code}", "") for item in items_of(inspection)}
    places = {str(p.pk): p for p in PLACE.visible_to(actor).filter(pk__in=row_ids(asked))}
    return [
        Answer(
            item=item.code, value=told.get(f"v-{item.code}", ""), words=told.get(f"w-{item.code}", ""),
            place=places.get(told.get(f"l-{item.code}", "")), then=_then(told.get(f"t-{item.code}", "")),
            photos=tuple(files.getlist(f"p-{item.code}")),
        )
        for item in items_of(inspection)
    ]  # fmt: skip


def _then(value: str) -> Then:
    return Then(value) if value in Then.values else Then.LATER


def places_for(inspection: Inspection, actor: Actor) -> list[Any]:
    """Where a fault may be: the points of the round; else the rooms inside the place inspected."""
    points = points_of(inspection)
    if points:
        return list({point.place_id: point.place for point in points}.values())
    if inspection.place_id is None:
        return []
    place: Place = inspection.place
    rooms = PLACE.visible_to(actor).filter(building=place.pk, is_active=True).order_by("path")[:80]
    return [place, *rooms]
