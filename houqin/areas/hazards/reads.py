from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from houqin.areas.hazards.models import Hazard
from houqin.foundation.rules import number

DUE_RULE = "FIRE-16.due_on_report"
TO_PRINCIPAL_AFTER = timedelta(hours=24)
OUTSIDE_AFTER = timedelta(hours=72)


def default_due(school_id: int, found_at: datetime) -> datetime:
    """When a hazard found now must be rectified, by the school's own value of the rule, else by the shipped one."""
    return found_at + timedelta(hours=number(school_id, DUE_RULE))


def overdue_hazards(school_id: int, now: datetime) -> "QuerySet[Any]":
    """Not rectified in time and not yet told to everybody who must know."""
    waiting = Q(state__in=(Hazard.State.FOUND, Hazard.State.ASSIGNED), due_at__lt=now)
    told = Q(escalation=Hazard.Escalation.PRINCIPAL, needs_outside=True) | Q(escalation=Hazard.Escalation.OUTSIDE)
    return Hazard.objects.of(school_id).filter(waiting & ~told).order_by("due_at")


def escalation_due(hazard: Hazard, now: datetime) -> tuple[str, bool]:
    """Whom an overdue hazard must have reached by now, and whether a body outside must be asked."""
    late = now - hazard.due_at if hazard.due_at is not None else timedelta(0)
    reached = Hazard.Escalation.PRINCIPAL if late >= TO_PRINCIPAL_AFTER else Hazard.Escalation.DIRECTOR
    return reached, late >= OUTSIDE_AFTER
