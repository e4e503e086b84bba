"""Compensation: the money comes against a receipt, or is waived by somebody other than who asked for it."""

from datetime import timedelta
from typing import Annotated

from houqin.areas.assets.models import Compensation
from houqin.foundation.rules import number
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, action
from houqin.kernel.numbering import take

State = Compensation.State
COMPENSATION_DAYS = "AST-12.compensation_days"
RECEIPTS = "PCSJ-{year}-{n:05}"


def prepare_compensation(compensation: Compensation, by: Actor) -> None:
    """Name, campus and class from the card; a date by which it is paid."""
    asset = compensation.asset if compensation.asset_id else None
    if asset is not None:
        compensation.name = compensation.name or asset.name
        compensation.campus_id = compensation.campus_id or asset.campus_id
        compensation.school_class_id = compensation.school_class_id or asset.school_class_id
    if compensation.due_on is None:
        compensation.due_on = clock.today() + timedelta(days=int(number(by.school_id, COMPENSATION_DAYS)))


@action(on=Compensation, label="收到赔款", when=(State.OPEN,), asks=True, due="due_on")
def pay(compensation: Compensation, *, by: Actor) -> Compensation:
    """The money is here: a receipt with a number of its own, for the family and for the books."""
    compensation.receipt = take(compensation.school_id, RECEIPTS)[0]
    compensation.state, compensation.paid_on, compensation.received_by_id = State.PAID, clock.today(), by.person_id
    compensation.save()
    return compensation


@action(on=Compensation, label="免赔", when=(State.OPEN,))
def waive(compensation: Compensation, *, by: Actor, reason: Annotated[str, Ask(label="免赔原因")]) -> Compensation:
    compensation.state, compensation.waived_because = State.WAIVED, reason[:200]
    compensation.save()
    return compensation
