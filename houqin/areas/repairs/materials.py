"""Materials out of the stores for a repair: what is offered, from which room it leaves, what it cost."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

from django.db.models import Count, Q, QuerySet, Sum

from houqin.areas.repairs.models import RepairOrder
from houqin.areas.stores import actions as stores
from houqin.areas.stores.actions import Issued
from houqin.areas.stores.models import Balance, Item, Movement, Store
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Problem, Refused

OFFERED = 4
"""Buttons of materials: they stand below the work and must not push the last button off a phone."""


Material = Annotated[Item, Ask(label="材料")]


@dataclass(frozen=True)
class Used:
    """Something taken from the campus's stores for the repair."""

    item: Material
    quantity: Annotated[Decimal, Ask(label="数量")] = Decimal(1)


@dataclass(frozen=True, slots=True)
class Offered:
    item: Item
    on_hand: Decimal

    @property
    def told(self) -> str:
        return f"还有 {self.item.told(self.on_hand)}"


def lying_here(order: RepairOrder) -> "QuerySet[Any]":
    """What may be taken: in rooms of the order's campus, not run out of date."""
    good = Q(batch=None) | Q(batch__expires_on=None) | Q(batch__expires_on__gte=clock.today())
    return Balance.objects.of(order.school_id).filter(
        good, store__campus_id=order.campus_id, store__kind=Store.Kind.ROOM, store__is_active=True, quantity__gt=0
    )


def offered(order: RepairOrder, items: Iterable[Item]) -> list[Offered]:
    """Those of `items` that lie in the campus's stores, in the same order."""
    wanted = list(items)
    rows = lying_here(order).filter(item__in=wanted).values_list("item_id").order_by()
    there = {pk: Decimal(str(total)) for pk, total in rows.annotate(total=Sum("quantity"))}
    return [Offered(item, there[item.pk]) for item in wanted if item.pk in there]


def usual_materials(order: RepairOrder) -> list[Offered]:
    """What repairs of this trade took most often, as far as it lies here."""
    alike = RepairOrder.objects.of(order.school_id).filter(trade=order.trade, campus_id=order.campus_id)
    taken = Movement.objects.of(order.school_id).filter(
        because_kind=order._meta.label_lower, because_id__in=alike.values("pk"), kind=Movement.Kind.ISSUE
    )
    times = dict(taken.values_list("item_id").annotate(times=Count("id")).order_by())
    items = Item.objects.of(order.school_id).filter(pk__in=times, is_active=True)
    return offered(order, sorted(items, key=lambda item: (-times[item.pk], item.pk)))[:OFFERED]


def take_materials(order: RepairOrder, used: list[Used], by: Actor) -> None:
    """Issue them with the order as the reason; their cost is kept on the order. All problems at once."""
    problems: list[Problem] = []
    rooms: dict[Store, list[Issued]] = {}
    for line in used:
        try:
            rooms.setdefault(_room_with(order, line), []).append(Issued(line.item, line.quantity))
        except Refused as refused:
            problems += refused.problems
    for store, lines in rooms.items():
        try:
            taken = stores.issue(
                store,
                by=by,
                lines=lines,
                person=order.worker,
                said=f"{order.number} {order.place}"[:200],
                because=order,
            )
            order.materials_cost -= sum((movement.value for movement in taken), Decimal(0))
        except Refused as refused:
            problems += refused.problems
    if problems:
        raise Refused(*problems)


def _room_with(order: RepairOrder, line: Used) -> Store:
    """The room that has enough of it; of several, the one that has most."""
    if not line.quantity.is_finite() or line.quantity <= 0:
        raise Refused(f"{line.item}的数量要大于 0。", field="used")
    rows = lying_here(order).filter(item=line.item).values_list("store_id").order_by()
    there = sorted(((Decimal(str(total)), pk) for pk, total in rows.annotate(total=Sum("quantity"))), reverse=True)
    if not there or there[0][0] < line.quantity:
        left = f"只有 {line.item.told(there[0][0])}" if there else "没有"
        raise Refused(f"{order.campus}库房里的{line.item}{left}，请改数量，或先申请采购。", field="used")
    room: Store = Store.objects.of(order.school_id).get(pk=there[0][1])
    return room


def taken_for(order: RepairOrder) -> list[Movement]:
    """What left the stores for this order."""
    rows = Movement.objects.of(order.school_id).filter(because_kind=order._meta.label_lower, because_id=order.pk)
    return list(rows.filter(kind=Movement.Kind.ISSUE).select_related("item", "store").order_by("id"))
