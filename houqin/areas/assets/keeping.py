"""Who keeps a place: the sub-custodian of the nearest place above it, else the general custodian."""

from contextvars import ContextVar

from houqin.areas.assets.models import Custody
from houqin.foundation.models import Person, Place
from houqin.kernel.rows.changes import CURRENT, Change

Tree = tuple[tuple[tuple[str, int], ...], int | None]
"""(path, person) of every sub-custodian, deepest first, and the general custodian."""

_asked: ContextVar[tuple[Change | None, int, Tree] | None] = ContextVar("custody_tree", default=None)


def custodian_of(school_id: int, place: Place | None) -> int | None:
    """The id of the person who keeps what stands at this place."""
    kept, general = _tree(school_id)
    path = f"{place.path}/" if place is not None else ""
    return next((person for above, person in kept if path.startswith(above)), general)


def answerable_at(place: Place) -> Person | None:
    """Who answers for the things of a room: its keeper, else the teacher of the class that uses it."""
    keeper: Person | None = place.keeper
    if keeper is None and place.school_class is not None:
        keeper = place.school_class.teacher
    return keeper


def _tree(school_id: int) -> Tree:
    """Asked once for a whole action: an import of ten thousand cards must not ask ten thousand times."""
    change, known = CURRENT.get(), _asked.get()
    if known is None or change is None or known[0] is not change or known[1] != school_id:
        known = (change, school_id, _read(school_id))
        _asked.set(known)
    return known[2]


def forget() -> None:
    """The tree changed within this action."""
    _asked.set(None)


def _read(school_id: int) -> Tree:
    rows = list(Custody.objects.of(school_id).select_related("place"))
    kept = [(f"{row.place.path}/", row.person_id) for row in rows if row.place is not None]
    general = next((row.person_id for row in rows if row.place_id is None), None)
    return tuple(sorted(kept, key=lambda one: -len(one[0]))), general
