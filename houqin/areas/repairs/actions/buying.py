"""What the stores do not have, and what the school cannot repair itself: both go the way of every purchase."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from houqin.areas.procurement import actions as procurement
from houqin.areas.procurement.actions import Wanted
from houqin.areas.procurement.models import Goods, Kind, Request
from houqin.areas.procurement.reads import told_because
from houqin.areas.repairs.models import RepairOrder
from houqin.areas.suppliers.models import Fund, Supplier
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Refused, action

State = RepairOrder.State
NeededBy = Annotated[date | None, Ask(label="什么时候要", help="不填就按报修单期限")]


@action(on=RepairOrder, label="申请采购材料", when=RepairOrder.LIVE)
def ask_to_buy(
    order: RepairOrder, *, by: Actor, lines: Annotated[list[Wanted], Ask(label="要买什么")], fund: Fund | None = None, needed_by: NeededBy = None
) -> RepairOrder:  # fmt: skip
    """Materials for this order, asked for with the order as the reason."""
    procurement.ask_for(
        by=by, title=f"{order.number} 维修材料", lines=lines, why=f"{order.place} {order.fault}"[:300], kind=Kind.GOODS,
        needed_by=needed_by, fund=fund, campus=order.campus, because=order,
    )  # fmt: skip
    return order


def has_live_purchase(order: RepairOrder) -> str | None:
    live = (one for one in told_because(order) if one.kind == Kind.WORKS and one.state not in Request.DROPPED)
    number = next((one.number for one in live), None)
    return f"{order} 已经为请外单位维修申请过采购（{number}），不必再申请。" if number is not None else None


@action(on=RepairOrder, label="请外单位修，走采购", when=RepairOrder.LIVE, unless=has_live_purchase)
def ask_for_firm(
    order: RepairOrder, *, by: Actor, estimate: Annotated[Decimal, Ask(label="估计费用（元）")], fund: Fund | None = None, needed_by: NeededBy = None
) -> RepairOrder:  # fmt: skip
    """A firm's work is bought like anything else: approved, quoted by three above the limit, accepted, then paid."""
    if not estimate.is_finite() or estimate <= 0:
        raise Refused("估计费用要大于 0。", field="estimate")
    work = Wanted(words=order.fault[:80], unit="项", unit_price=estimate, goods=Goods.SERVICE)
    procurement.ask_for(
        by=by, title=f"{order.number} 维修", lines=[work], why=f"{order.place} {order.fault}"[:300], kind=Kind.WORKS,
        needed_by=needed_by, fund=fund, campus=order.campus, because=order,
    )  # fmt: skip
    return order


@action(on=RepairOrder, label="登记采购结果", when=(State.OPEN, State.ASSIGNED, State.DONE, State.ACCEPTED))
def note_purchase(
    order: RepairOrder,
    *,
    by: Actor,
    contractor: Supplier,
    amount: Annotated[Decimal, Ask(label="验收金额（元）")],
    quotes: str,
) -> RepairOrder:
    """What the accepted purchase says of firm, money and quotes. Told by procurement, typed by nobody."""
    order.contractor, order.cost, order.quotes = contractor, order.cost + amount, quotes[:300] or order.quotes
    if order.state == State.OPEN:
        order.state, order.worker = State.ASSIGNED, None
    order.save()
    return order
