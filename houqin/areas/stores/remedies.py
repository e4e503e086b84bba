"""What can be done about things that run out: areas above offer it here, and the page of what is short shows it."""

from collections.abc import Callable
from dataclasses import dataclass

from houqin.kernel.access import Actor


@dataclass(frozen=True, kw_only=True, slots=True)
class Remedy:
    """One button. label(actor): its words now, "" when it is not for this person."""

    url: str
    icon: str
    label: Callable[[Actor], str]


_remedies: list[Remedy] = []


def offer(remedy: Remedy) -> None:
    _remedies.append(remedy)


def offered_to(actor: Actor) -> list[tuple[Remedy, str]]:
    return [(one, label) for one in _remedies if (label := one.label(actor))]
