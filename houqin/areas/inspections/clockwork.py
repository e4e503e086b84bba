"""What the calendar asks for by itself: windows open, windows pass."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from houqin.areas.inspections.actions import miss
from houqin.areas.inspections.due import AROUND, Due, due_on
from houqin.areas.inspections.models import Inspection, Schedule
from houqin.areas.inspections.records import INSPECTION
from houqin.foundation.calendar import calendar_of, each_day
from houqin.foundation.models import Term
from houqin.kernel.access import Actor
from houqin.kernel.actions import add_many
from houqin.kernel.jobs import every
from houqin.kernel.rows import School

MADE_UP = timedelta(days=7)
"""After a stop of the server the windows of so many days are made all the same: what nobody did was missed."""
GRACE = timedelta(hours=1)
"""Whoever has begun in time may finish a little late."""


@every(minutes=15)
def open_windows(school: School, now: datetime) -> list[Any]:
    """Make an inspection for every window that begins today or in the days before."""
    today = timezone.localtime(now).date()
    schedules = list(
        Schedule.objects.of(school)
        .filter(is_active=True)
        .exclude(recurrence=Schedule.Recurrence.DEMAND)
        .select_related("round", "checklist")
    )
    if not schedules:
        return []
    known = _known(school, schedules, now - MADE_UP - timedelta(days=1))
    first, last = _stretch(school, today)
    calendar = calendar_of(school.pk, first, last)
    rows = [
        _row(schedule, due)
        for schedule in schedules
        for day in each_day(today - MADE_UP, today)
        for due in due_on(schedule, day, calendar)
        if due.end > schedule.recorded_at and _is_new(due, known[schedule.pk])
    ]
    rows.sort(key=lambda row: row["window_start"])
    return add_many(INSPECTION, by=Actor.system(school.pk), rows=rows) if rows else []


def _stretch(school: School, today: date) -> tuple[date, date]:
    """Far enough for a month around each day, and for the whole of a term that one of them lies in."""
    first, last = today - MADE_UP - AROUND, today + AROUND
    for term in Term.objects.of(school).filter(starts_on__lte=today, ends_on__gte=today - MADE_UP):
        first, last = min(first, term.starts_on), max(last, term.ends_on)
    return first, last


def _known(school: School, schedules: list[Schedule], since: datetime) -> dict[int, list[Due]]:
    known: dict[int, list[Due]] = {schedule.pk: [] for schedule in schedules}
    made = Inspection.objects.of(school).filter(schedule__in=known, window_end__gte=since)
    for schedule, start, end in made.values_list("schedule_id", "window_start", "window_end"):
        known[schedule].append(Due(start, end))
    return known


def _is_new(due: Due, known: list[Due]) -> bool:
    """Not made before; a week or month made once is not made again when a day off moves its beginning."""
    if any(due.overlaps(other) for other in known):
        return False
    known.append(due)
    return True


def _row(schedule: Schedule, due: Due) -> dict[str, Any]:
    checklist = schedule.checklist or (schedule.round.checklist if schedule.round is not None else None)
    title = checklist.title if checklist is not None else schedule.round.name
    return {
        "title": title, "checklist": checklist, "round_id": schedule.round_id, "schedule": schedule, "place_id": schedule.place_id,
        "campus_id": schedule.campus_id, "assignee_post": schedule.assignee_post, "assignee_id": schedule.assignee_id, "tier": schedule.tier,
        "campaign": schedule.campaign, "window_start": due.start, "window_end": due.end,
    }  # fmt: skip


@every(minutes=15)
def close_windows(school: School, now: datetime) -> int:
    """Mark as missed what was not done in its window; missed stays missed."""
    passed = Q(state=Inspection.State.DUE, window_end__lte=now)
    given_up = Q(state=Inspection.State.UNDER_WAY, window_end__lte=now - GRACE)
    by, rows = Actor.system(school.pk), list(Inspection.objects.of(school).filter(passed | given_up).order_by("id"))
    for inspection in rows:
        miss(inspection, by=by)
    return len(rows)
