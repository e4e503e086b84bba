"""What one can do at a place after scanning its code: areas above register their doors here."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from houqin.foundation.models import Place
from houqin.kernel.access import Actor
from houqin.kernel.declare import ANYONE


@dataclass(frozen=True, kw_only=True, slots=True)
class PlaceDoor:
    """One button on the page of a scanned place. posts: who sees it; None: everybody, signed in or not."""

    label: str
    icon: str
    url: Callable[[Place], str]
    posts: Collection[str] | None = None
    order: int = 50

    def is_open_to(self, actor: Actor | None, place: Place) -> bool:
        if self.posts is None:
            return True
        if actor is None or actor.school_id != place.school_id:
            return False
        return ANYONE in self.posts or bool(actor.posts & set(self.posts))


_doors: list[PlaceDoor] = []


def register(door: PlaceDoor) -> PlaceDoor:
    _doors.append(door)
    return door


def doors_at(place: Place, actor: Actor | None) -> list[PlaceDoor]:
    return sorted((door for door in _doors if door.is_open_to(actor, place)), key=lambda door: door.order)
