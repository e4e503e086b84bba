"""What a school has set for itself is asked for by almost every change and changed almost never: each process remembers it for a moment.

A change forgets it at once in the process that makes it, and within `SECONDS` in any other.
"""

import time
from collections.abc import Callable, Mapping
from typing import TypeVar

from django.db import transaction

SECONDS = 5.0

V = TypeVar("V")

_known: dict[int, tuple[float, Mapping[str, object]]] = {}


def remembered(school_id: int, ask: Callable[[], Mapping[str, V]]) -> Mapping[str, V]:
    """The school's own values by code, asked for when they are not known or no longer fresh."""
    until, values = _known.get(school_id, (0.0, {}))
    if time.monotonic() >= until:
        values = ask()
        _known[school_id] = (time.monotonic() + SECONDS, values)
    return values  # type: ignore[return-value]


def forget(school_id: int) -> None:
    """Now, and again when the change is kept: somebody may ask in between."""
    _known.pop(school_id, None)
    transaction.on_commit(lambda: _known.pop(school_id, None))


def forget_all() -> None:
    _known.clear()
