from typing import Any

from houqin.areas.hazards.actions import State, follow_order
from houqin.areas.hazards.models import Hazard
from houqin.areas.repairs.facts import OrderAccepted, OrderFinished, OrderReopened
from houqin.kernel.actions import listens


@listens(OrderFinished)
@listens(OrderAccepted)
@listens(OrderReopened)
def hazards_follow_their_order(fact: Any) -> None:
    open_states = (State.FOUND, State.ASSIGNED, State.RECTIFIED)
    for hazard in Hazard.objects.of(fact.order.school_id).filter(order=fact.order, state__in=open_states):
        hazard.order = fact.order  # not yet saved state of the very order that announces
        follow_order(hazard, by=fact.by)
