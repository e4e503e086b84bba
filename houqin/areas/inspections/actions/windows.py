from typing import Annotated

from houqin.areas.inspections.models import Inspection
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, action

State = Inspection.State


@action(on=Inspection, label="记为漏检", when=(State.DUE, State.UNDER_WAY))
def miss(inspection: Inspection, *, by: Actor) -> Inspection:
    """Its window passed. It stays missed, also when somebody enters later what was seen. Done by the clock, by nobody else."""
    inspection.state, inspection.missed_at = State.MISSED, clock.now()
    inspection.save()
    return inspection


@action(on=Inspection, label="免检", when=(State.DUE, State.UNDER_WAY))
def excuse(
    inspection: Inspection, *, by: Actor, reason: Annotated[str, Ask(label="免检原因", help="如停课、封闭施工")]
) -> Inspection:
    """It did not apply this time; it counts neither as done nor as missed."""
    inspection.state, inspection.reason = State.NOT_APPLICABLE, reason
    inspection.save()
    return inspection
