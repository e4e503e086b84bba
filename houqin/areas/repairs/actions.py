from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from houqin.areas.repairs.facts import OrderAccepted, OrderFinished, OrderReopened
from houqin.areas.repairs.models import RepairOrder, WorkKind, WorkLine
from houqin.foundation.models import Contractor, Person
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Problems, action, announce

State = RepairOrder.State


@dataclass(frozen=True)
class Work:
    """One line of work done."""

    kind: Annotated[WorkKind, Ask(label="工作内容")]
    quantity: Annotated[Decimal, Ask(label="数量")] = Decimal(1)


def prepare_order(order: RepairOrder, by: Actor) -> None:
    """Campus from the place, reporter from the sign-in: nothing is typed twice."""
    if order.place_id:
        order.campus_id = order.place.campus_id
    if by.person_id and not order.reported_by_id:
        order.reported_by_id = by.person_id
        order.reporter_name = order.reporter_name or by.name


@action(on=RepairOrder, label="派单", when=(State.OPEN, State.ASSIGNED), asks=True, due="due_on")
def assign(
    order: RepairOrder, *, by: Actor, worker: Person | None = None, contractor: Contractor | None = None, due_on: date | None = None
) -> RepairOrder:  # fmt: skip
    """Give the order to a repairer of the school or to a firm, never to both."""
    problems = Problems()
    if (worker is None) == (contractor is None):
        problems.add("请选择维修人或外包单位其中一个。", "worker")
    if due_on is not None and due_on < clock.today():
        problems.add("期限不能早于今天。", "due_on")
    problems.stop()
    order.worker, order.contractor, order.due_on = worker, contractor, due_on
    order.state = State.ASSIGNED
    order.save()
    return order


@action(on=RepairOrder, label="完工", when=(State.ASSIGNED,), asks=True, due="due_on")
def finish(
    order: RepairOrder, *, by: Actor, lines: Annotated[list[Work], Ask(label="做了什么")], minutes: int | None = None,
    cost: Decimal = Decimal(0),
) -> RepairOrder:  # fmt: skip
    """Close the work with what was done, counted; the reporter is asked to accept."""
    problems = Problems()
    if not lines:
        problems.add("请至少填写一项做了什么。", "lines")
    if any(line.quantity <= 0 for line in lines):
        problems.add("数量必须大于 0。", "lines")
    if cost < 0:
        problems.add("费用不能为负。", "cost")
    problems.stop()
    order.finished_at, order.minutes, order.cost, order.state = clock.now(), minutes, cost, State.DONE
    order.save()
    for line in lines:
        WorkLine(
            school_id=order.school_id, order=order, kind=line.kind, quantity=line.quantity, trade=line.kind.trade,
            campus_id=order.campus_id, done_at=order.finished_at,
        ).save()  # fmt: skip
    announce(OrderFinished(order=order, by=by))
    return order


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
    order.rating, order.state = rating, State.ACCEPTED
    order.save()
    announce(OrderAccepted(order=order, by=by))
    return order


@action(on=RepairOrder, label="未修好，退回", when=(State.DONE, State.ACCEPTED))
def reopen(
    order: RepairOrder, *, by: Actor, reason: Annotated[str, Ask(label="哪里没修好", widget="textarea")]
) -> RepairOrder:
    order.state, order.rating, order.finished_at = State.ASSIGNED, None, None
    order.reopened_count += 1
    order.save()
    announce(OrderReopened(order=order, by=by, reason=reason))
    return order


@action(on=RepairOrder, label="撤回", when=(State.OPEN, State.ASSIGNED), final=True)
def withdraw(order: RepairOrder, *, by: Actor, reason: Annotated[str, Ask(label="撤回原因")]) -> RepairOrder:
    order.state = State.WITHDRAWN
    order.save()
    return order
