"""Work the calendar asks for: functions `(school, now)` in an area's clockwork.py, each done once for every moment it is due.

Where the work was done is written in the same transaction as the work, so that a crash or restart neither skips nor doubles it. After a
long stop only the latest missed moment is made up for. A function that fails is tried again after 1, 2, 4 … 60 minutes.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone

from houqin.kernel.declare.register import DeclarationError
from houqin.kernel.rows import School

log = logging.getLogger("houqin.clockwork")

Work = Callable[[School, datetime], object]
LEASE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Clock:
    """slot: the latest moment at or before a given one at which the work is due."""

    name: str
    work: Work
    slot: Callable[[datetime], datetime]
    whole: bool


CLOCKS: dict[str, Clock] = {}


def every(*, minutes: int, whole: bool = True) -> Callable[[Work], Work]:
    """Due every so many minutes. whole=False: not in one transaction, for work that talks to the outside; done at least once."""
    step = minutes * 60

    def slot(now: datetime) -> datetime:
        return datetime.fromtimestamp(int(now.timestamp()) // step * step, UTC)

    return lambda work: _declare(work, slot, whole)


def daily(*, at: str, whole: bool = True) -> Callable[[Work], Work]:
    """Due once a day at a time of the school's clock, such as "06:00"."""
    moment = time.fromisoformat(at)

    def slot(now: datetime) -> datetime:
        local = timezone.localtime(now)
        due = datetime.combine(local.date(), moment, local.tzinfo)
        return (due if due <= local else due - timedelta(days=1)).astimezone(UTC)

    return lambda work: _declare(work, slot, whole)


def _declare(work: Work, slot: Callable[[datetime], datetime], whole: bool) -> Work:
    name = f"{work.__module__.removesuffix('.clockwork').rsplit('.', 1)[-1]}.{work.__name__}"
    if name in CLOCKS:
        raise DeclarationError(f"定时工作 {name} 声明了两次")
    CLOCKS[name] = Clock(name, work, slot, whole)
    return work


def slots(now: datetime) -> dict[str, datetime]:
    return {name: clock.slot(now) for name, clock in CLOCKS.items()}


def tick(school: School, now: datetime) -> list[str]:
    """Do what is due in this school and not yet done; the names of what was done."""
    runs = {run.name: run for run in _runs(school)}
    return [
        clock.name for clock in CLOCKS.values() if _is_due(clock, runs.get(clock.name), now) and _do(school, clock, now)
    ]


def _runs(school: School) -> Any:
    return apps.get_model("kernel", "ClockRun").objects.of(school)


def _is_due(clock: Clock, run: Any, now: datetime) -> bool:
    if run is None:
        return True
    waits = (run.retry_at is not None and run.retry_at > now) or (run.busy_until is not None and run.busy_until > now)
    return not waits and (run.slot is None or run.slot < clock.slot(now))


def _do(school: School, clock: Clock, now: datetime) -> bool:
    slot = clock.slot(now)
    try:
        if clock.whole:
            with transaction.atomic():
                if not _claim(school, clock, now, slot=slot, ran_at=now, error="", tries=0, retry_at=None):
                    return False
                clock.work(school, now)
        else:
            if not _claim(school, clock, now, busy_until=now + LEASE):
                return False
            clock.work(school, now)
            _runs(school).filter(name=clock.name).update(
                slot=slot, ran_at=now, busy_until=None, error="", tries=0, retry_at=None
            )
    except Exception as error:
        log.exception("clockwork %s failed in school %s", clock.name, school.pk)
        _note_failure(school, clock, now, error)
        return False
    return True


def _claim(school: School, clock: Clock, now: datetime, **taken: Any) -> bool:
    """True for the one process that gets to do the work of this slot."""
    slot, mine = clock.slot(now), _runs(school).filter(name=clock.name)
    free = Q(busy_until=None) | Q(busy_until__lte=now)
    if mine.filter(Q(slot=None) | Q(slot__lt=slot), free).update(**taken):
        return True
    if mine.exists():
        return False
    try:
        with transaction.atomic():
            _runs(school).create(school=school, name=clock.name, **taken)
    except IntegrityError:
        return False
    return True


def _note_failure(school: School, clock: Clock, now: datetime, error: Exception) -> None:
    run, _ = _runs(school).get_or_create(school=school, name=clock.name)
    wait = timedelta(minutes=min(2**run.tries, 60))
    _runs(school).filter(name=clock.name).update(
        busy_until=None, tries=F("tries") + 1, retry_at=now + wait, error=f"{type(error).__name__}: {error}"[:300]
    )
