"""Changes to people and places that are more than filling a form."""

import secrets

from houqin.foundation.models import Place
from houqin.kernel.access import Actor

CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No 0/O, 1/I/L: a code is also read aloud and typed."""


def new_place_code() -> str:
    """Eight readable letters: not guessable from the neighbour's, so that a code proves that somebody stood there."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(8))


def prepare_place(place: Place, by: Actor) -> None:
    """Path and building from the tree, and a code for the label."""
    parent = place.parent if place.parent_id else None
    if parent is not None and not place.campus_id:
        place.campus_id = parent.campus_id
    above = parent.path if parent is not None else place.campus.name if place.campus_id else ""
    place.path = f"{above}/{place.name}" if above else place.name
    if parent is not None:
        place.building_id = parent.pk if parent.kind.endswith("building") else parent.building_id
    if not place.code:
        place.code = new_place_code()
