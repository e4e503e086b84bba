"""The set of papers of an order: opened with its first acceptance, ready when nothing is missing."""

from houqin.areas.procurement.models import Order, Packet
from houqin.areas.procurement.reads.papers import papers_of
from houqin.kernel.access import Actor
from houqin.kernel.actions import add
from houqin.kernel.declare import register


def open_packet(order: Order) -> Packet:
    known: Packet | None = Packet.objects.of(order.school_id).filter(order=order).one()
    if known is not None:
        return known
    return add(register.for_model(Packet), by=Actor.system(order.school_id), values={  # type: ignore[no-any-return]
        "order": order, "title": order.title, "campus": order.campus, "fund": order.fund, "supplier": order.supplier, "buyer": order.buyer,
    })  # fmt: skip


def refresh_packet(packet: Packet) -> Packet:
    """Name what is missing now."""
    packet.amount = packet.order.accepted_total
    packet.missing = "、".join(paper.name for paper in papers_of(packet) if not paper.is_there)[:300]
    packet.is_complete = not packet.missing
    if packet.state in (Packet.State.COLLECTING, Packet.State.READY):
        packet.state = Packet.State.READY if packet.is_complete else Packet.State.COLLECTING
    packet.save()
    return packet
