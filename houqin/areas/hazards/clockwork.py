from datetime import datetime

from houqin.areas.hazards.actions import escalate_by_itself
from houqin.areas.hazards.models import Hazard
from houqin.areas.hazards.reads import escalation_due, overdue_hazards
from houqin.kernel.access import Actor
from houqin.kernel.jobs import every
from houqin.kernel.rows import School


@every(minutes=15)
def escalate_overdue(school: School, now: datetime) -> list[Hazard]:
    """Tell whoever must know by now of each hazard not rectified in time: director, a day later the principal, then a body outside."""
    by = Actor.system(school.pk)
    due = [hazard for hazard in overdue_hazards(school.pk, now) if _has_further_to_go(hazard, now)]
    return [escalate_by_itself(hazard, by=by) for hazard in due]


def _has_further_to_go(hazard: Hazard, now: datetime) -> bool:
    reached, outside = escalation_due(hazard, now)
    return hazard.overdue_at is None or hazard.escalation != reached or (outside and not hazard.needs_outside)
