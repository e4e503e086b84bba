"""Facts: things that happened, announced by a lower area and heard by higher ones, inside the same transaction.

Heard inside, so that a crash cannot part the fact from what follows it; a listener that must reach the outside world queues a notice.
"""

from collections.abc import Callable
from typing import Any, TypeVar

_LISTENERS: dict[type, list[Callable[[Any], None]]] = {}


F = TypeVar("F", bound=Callable[[Any], None])


def listens(fact: type) -> Callable[[F], F]:
    def register(listener: F) -> F:
        _LISTENERS.setdefault(fact, []).append(listener)
        return listener

    return register


def announce(fact: Any) -> None:
    for listener in _LISTENERS.get(type(fact), ()):
        listener(fact)
