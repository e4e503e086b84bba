"""The place tree kept straight: a path for every place, and a building; a renamed or moved place takes its subtree along."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

if TYPE_CHECKING:
    from houqin.foundation.models import Campus, Place

PLACED_BY = ("name", "kind", "parent_id", "campus_id")
"""The values that decide a place's path and building."""


def set_path(place: Place, parent: Place | None, campus_name: str) -> None:
    above = parent.path if parent is not None else campus_name
    place.path = f"{above}/{place.name}" if above else place.name
    if parent is not None:
        place.building_id = parent.pk if parent.kind.endswith("building") else parent.building_id
    else:
        place.building_id = None


def is_moved(place: Place) -> bool:
    """Whether a stored place has another name, kind or parent than when it was read."""
    before = place._loaded
    return not place._state.adding and before is not None and any(before[n] != getattr(place, n) for n in PLACED_BY)


def take_along(place: Place, campus_id: int) -> None:
    """Save everything under `place`, which was read in `campus_id`, with its new path, campus and building."""
    below = _children_by_parent(place, campus_id)
    waiting = [place]
    while waiting:
        parent = waiting.pop()
        for child in below[parent.pk]:
            set_path(child, parent, "")
            child.campus_id = parent.campus_id
            _save(child)
            waiting.append(child)


def rename_campus(campus: Campus, places: list[Place]) -> None:
    """Save all places of a campus that has another name now."""
    below: dict[int | None, list[Place]] = defaultdict(list)
    for place in places:
        below[place.parent_id].append(place)
    waiting: list[Place | None] = [None]
    while waiting:
        parent = waiting.pop()
        for child in below[parent.pk if parent else None]:
            set_path(child, parent, campus.name)
            _save(child)
            waiting.append(child)


def parent_problem(place: Place) -> str | None:
    """Why the chosen parent cannot be: another campus, or a place under the place itself."""
    parent = place.parent
    if parent is None:
        return None
    if parent.campus_id != place.campus_id:
        return f"上级场所“{parent}”在另一个校区，请选择同一校区的上级。"
    above: Place | None = parent
    while above is not None:
        if above.pk == place.pk:
            return f"“{parent}”就在“{place}”里面，不能作它的上级。"
        above = above.parent
    return None


def _children_by_parent(place: Place, campus_id: int) -> dict[int, list[Place]]:
    found: dict[int, list[Place]] = defaultdict(list)
    for other in type(place).objects.of(place.school_id).filter(campus=campus_id, parent__isnull=False):
        found[other.parent_id].append(other)
    return found


def _save(place: Place) -> None:
    longest = place._meta.get_field("path").max_length or 0
    if len(place.path) > longest:
        raise ValidationError(f"“{place.path}”太长，最多 {longest} 个字，请缩短上级场所的名称。")
    place.save_as_placed()
