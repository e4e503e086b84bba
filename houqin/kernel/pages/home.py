"""What a home page is made of: quick buttons and numbers that areas register for posts."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from houqin.kernel.access import Actor
from houqin.kernel.declare import ANYONE


@dataclass(frozen=True, kw_only=True, slots=True)
class Quick:
    """A large button: something this post does many times a day."""

    label: str
    url: str
    icon: str
    who: Collection[str] = (ANYONE,)
    order: int = 50


@dataclass(frozen=True, kw_only=True, slots=True)
class HomeNumber:
    """A number worth a glance. count(actor) is one query; alarm: shown red when above zero."""

    label: str
    url: str
    count: Callable[[Actor], int]
    who: Collection[str]
    alarm: bool = False
    order: int = 50


_quick: list[Quick] = []
_numbers: list[HomeNumber] = []


def add_quick(quick: Quick) -> None:
    _quick.append(quick)


def add_number(number: HomeNumber) -> None:
    _numbers.append(number)


def quick_for(actor: Actor) -> list[Quick]:
    return sorted((q for q in _quick if _meant_for(actor, q.who)), key=lambda q: q.order)


def numbers_for(actor: Actor) -> list[HomeNumber]:
    return sorted((n for n in _numbers if _meant_for(actor, n.who)), key=lambda n: n.order)


def _meant_for(actor: Actor, who: Collection[str]) -> bool:
    return (ANYONE in who and bool(actor.holdings)) or bool(actor.posts & set(who))
