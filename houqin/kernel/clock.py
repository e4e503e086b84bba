"""The one clock. Code asks `now()`; the demo and the tests move it, nobody else may."""

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_moved: ContextVar[datetime | None] = ContextVar("moved_clock", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _moved.get() or timezone.now()


def today() -> date:
    """The school's calendar date (settings.TIME_ZONE)."""
    return timezone.localtime(now()).date()


@contextlib.contextmanager
def at(moment: datetime) -> Iterator[None]:
    token = _moved.set(moment)
    try:
        yield
    finally:
        _moved.reset(token)
