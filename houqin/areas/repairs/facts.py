"""What happens to an order that areas above may care about. Announced inside the order's own transaction."""

from dataclasses import dataclass

from houqin.areas.repairs.models import RepairOrder
from houqin.kernel.access import Actor


@dataclass(frozen=True, kw_only=True, slots=True)
class OrderFinished:
    order: RepairOrder
    by: Actor


@dataclass(frozen=True, kw_only=True, slots=True)
class OrderAccepted:
    order: RepairOrder
    by: Actor


@dataclass(frozen=True, kw_only=True, slots=True)
class OrderReopened:
    """Finished or accepted before, but not fixed after all."""

    order: RepairOrder
    by: Actor
    reason: str
