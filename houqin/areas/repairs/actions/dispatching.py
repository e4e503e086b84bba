from datetime import date
from typing import Annotated

from houqin.areas.repairs.models import RepairOrder
from houqin.areas.repairs.reads import mergeable_orders, repairers_for
from houqin.areas.repairs.telling import tell_worker
from houqin.areas.suppliers.models import Supplier
from houqin.areas.suppliers.reads import fit_suppliers, unfit_because
from houqin.foundation.models import Person
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Problems, Refused, action

State = RepairOrder.State
Repairer = Annotated[Person | None, Ask(choices=repairers_for)]
Firm = Annotated[Supplier | None, Ask(choices=fit_suppliers)]
DueOn = Annotated[date | None, Ask(help="不填就按原定期限")]
SameFault = Annotated[RepairOrder, Ask(label="并入哪一单", choices=mergeable_orders)]


@action(on=RepairOrder, label="派单", when=(State.OPEN,), asks=True, due="due_on")
def assign(
    order: RepairOrder, *, by: Actor, worker: Repairer = None, contractor: Firm = None, due_on: DueOn = None
) -> RepairOrder:  # fmt: skip
    """Give the order to a repairer of the school or to a firm, never to both; without a deadline the one it has stands."""
    return _given_to(order, worker, contractor, due_on)


@action(on=RepairOrder, label="改派", when=(State.ASSIGNED,))
def reassign(
    order: RepairOrder, *, by: Actor, worker: Repairer = None, contractor: Firm = None, due_on: DueOn = None
) -> RepairOrder:  # fmt: skip
    return _given_to(order, worker, contractor, due_on)


def _given_to(
    order: RepairOrder, worker: Person | None, contractor: Supplier | None, due_on: date | None
) -> RepairOrder:
    problems = Problems()
    if (worker is None) == (contractor is None):
        problems.add("请选择维修人或外包单位其中一个。", "worker")
    if contractor is not None and (refusal := unfit_because(contractor)):
        problems.add(refusal, "contractor")
    if due_on is not None and due_on < clock.today():
        problems.add("期限不能早于今天。", "due_on")
    problems.stop()
    order.worker, order.contractor = worker, contractor
    order.due_on = due_on or order.due_on
    order.assigned_at, order.state = clock.now(), State.ASSIGNED
    order.save()
    tell_worker(order, "派给您维修")
    return order


@action(on=RepairOrder, label="不受理", when=RepairOrder.LIVE, final=True)
def reject(
    order: RepairOrder, *, by: Actor,
    reason: Annotated[str, Ask(label="不受理原因", help="报修人会看到，请写明该找谁，如“属于食堂承包方，已转告”")],
) -> RepairOrder:  # fmt: skip
    """Not ours to repair. Whoever reported reads the reason."""
    order.state, order.dropped_because = State.REJECTED, reason[:200]
    order.save()
    return order


@action(on=RepairOrder, label="重复，并入另一单", when=RepairOrder.LIVE)
def merge(order: RepairOrder, *, by: Actor, into: SameFault) -> RepairOrder:
    """The same fault reported twice: this one follows the other."""
    if into.pk == order.pk or into.state in RepairOrder.DROPPED or into.campus_id != order.campus_id:
        raise Refused("请选择同一校区另一张还有效的报修单。", field="into")
    order.state, order.duplicate_of, order.dropped_because = State.REJECTED, into, f"与 {into.number} 重复，已并入"
    order.save()
    return order


@action(on=RepairOrder, label="撤回", when=RepairOrder.LIVE, final=True)
def withdraw(order: RepairOrder, *, by: Actor, reason: Annotated[str, Ask(label="撤回原因")]) -> RepairOrder:
    order.state, order.dropped_because = State.WITHDRAWN, reason[:200]
    order.save()
    return order
