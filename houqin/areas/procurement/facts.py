"""What happens to a purchase that areas above may care about. Announced inside the purchase's own transaction."""

from dataclasses import dataclass

from houqin.areas.procurement.models import Acceptance, Packet, Request
from houqin.kernel.access import Actor


@dataclass(frozen=True, kw_only=True, slots=True)
class RequestApproved:
    request: Request
    by: Actor


@dataclass(frozen=True, kw_only=True, slots=True)
class GoodsAccepted:
    """One delivery, or a contractor's work. is_whole: nothing of the order is expected any more."""

    acceptance: Acceptance
    is_whole: bool
    by: Actor


@dataclass(frozen=True, kw_only=True, slots=True)
class PacketPaid:
    packet: Packet
    by: Actor
