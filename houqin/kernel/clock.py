"""The one clock. Code asks `now()`; the demo and the tests move it, nobody else may."""

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.utils import timezone

_moved: ContextVar[datetime | None] = ContextVar("moved_clock", default=None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Brought:
    """What a phone did without a network and brings later. at: its time by our clock; phone: what its own clock said, for the trail."""

    at: datetime
    phone: dict[str, Any]

    @property
    def is_doubtful(self) -> bool:
        return bool(self.phone.get("odd"))


_brought: ContextVar[Brought | None] = ContextVar("brought_by_phone", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _moved.get() or datetime.now(UTC)


def happened() -> datetime:
    """When the person did what is being recorded: now, unless a phone brings it later."""
    brought = _brought.get()
    return brought.at if brought is not None else now()


def brought() -> Brought | None:
    """What a phone told with what it brings; None for everything that is done as it is sent."""
    return _brought.get()


def today() -> date:
    """The school's calendar date (settings.TIME_ZONE)."""
    return local(now()).date()


def local(moment: datetime) -> datetime:
    """As the school's clock shows it (settings.TIME_ZONE)."""
    return moment.astimezone(timezone.get_default_timezone())


@contextlib.contextmanager
def at(moment: datetime) -> Iterator[None]:
    token = _moved.set(moment)
    try:
        yield
    finally:
        _moved.reset(token)


@contextlib.contextmanager
def bringing(what: Brought | None) -> Iterator[None]:
    token = _brought.set(what)
    try:
        yield
    finally:
        _brought.reset(token)
