from datetime import timedelta
from typing import Annotated

from houqin.areas.assets import actions as assets
from houqin.areas.repairs.facts import OrderAccepted, OrderReopened
from houqin.areas.repairs.limits import REOPEN_DAYS
from houqin.areas.repairs.models import RepairOrder
from houqin.areas.repairs.telling import tell_worker
from houqin.areas.suppliers.actions import score
from houqin.foundation.rules import number
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Problems, Refused, action, announce

State = RepairOrder.State


def not_own_work(order: RepairOrder, by: Actor) -> str | None:
    """Whoever solved it never rates himself."""
    return "维修人不能验收自己的维修。" if by.person_id is not None and by.person_id == order.worker_id else None


@action(on=RepairOrder, label="验收", when=(State.DONE,), asks=True)
def accept(
    order: RepairOrder, *, by: Actor, rating: Annotated[int, Ask(label="评分", widget="stars")] = 5
) -> RepairOrder:
    problems = Problems()
    if refusal := not_own_work(order, by):
        problems.add(refusal)
    if not 1 <= rating <= 5:
        problems.add("评分为 1 到 5 分。", "rating")
    problems.stop()
    order.rating = rating
    if order.contractor is not None:
        score(order.contractor, by=by, points=rating, said=order.fault, because=order)
    return _accepted(order, by)


@action(on=RepairOrder, label="到期自动验收", when=(State.DONE,))
def accept_unanswered(order: RepairOrder, *, by: Actor) -> RepairOrder:
    """Nobody answered in time. Done by the clock, by nobody else; there is no rating that nobody gave."""
    return _accepted(order, by)


def _accepted(order: RepairOrder, by: Actor) -> RepairOrder:
    order.state, order.accepted_at, order.accepted_by_id = State.ACCEPTED, clock.now(), by.person_id
    order.save()
    if order.asset is not None and assets.note_repaired.possible(order.asset) is None:
        assets.note_repaired(order.asset, by=by)
    announce(OrderAccepted(order=order, by=by))
    return order


@action(on=RepairOrder, label="未修好，退回", when=(State.DONE, State.ACCEPTED))
def reopen(
    order: RepairOrder, *, by: Actor, reason: Annotated[str, Ask(label="哪里没修好", widget="textarea")]
) -> RepairOrder:
    """Not fixed after all: it goes back to whoever repaired it, due anew."""
    days = int(number(order.school_id, REOPEN_DAYS))
    if order.accepted_at is not None and clock.now() - order.accepted_at > timedelta(days=days):
        raise Refused(f"{order} 验收已超过 {days} 天，请重新报修。")
    order.state, order.rating, order.finished_at = State.ASSIGNED, None, None
    order.accepted_at, order.accepted_by = None, None
    order.due_on = clock.today() if order.is_urgent else max(order.due_on or clock.today(), clock.today())
    order.reopened_count += 1
    order.reopened_because = reason[:300]
    order.save()
    tell_worker(order, "没修好，退回", reason)
    announce(OrderReopened(order=order, by=by, reason=reason))
    return order
