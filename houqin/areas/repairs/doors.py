"""Those who come without signing in, as the policy knows them: each holds one small post, at one place or for one order.

Whoever scanned a place's code may report at that place; whoever has an order's private link may answer for that order. Nothing else, and
nothing is visible to either through any list.
"""

from dataclasses import replace

from houqin.areas.repairs.models import RepairOrder
from houqin.foundation.models import Place
from houqin.kernel.access import Actor, Door, Holding
from houqin.kernel.access.posts import name_post

SCANNER, LINK_HOLDER = "place_scanner", "order_link_holder"

name_post(SCANNER, "扫场所码的人")
name_post(LINK_HOLDER, "持报修链接的人")


def scanner_at(place: Place, *, device: str, member: Actor | None) -> Actor:
    """member: the same person signed in at this school; then the order carries the name."""
    return _through_code(place.school_id, device, member, Holding(post=SCANNER, units=(("place", place.pk),)))


def holder_of_link(order: RepairOrder, *, device: str, member: Actor | None) -> Actor:
    return _through_code(order.school_id, device, member, Holding(post=LINK_HOLDER, units=(("order", order.pk),)))


def _through_code(school_id: int, device: str, member: Actor | None, holding: Holding) -> Actor:
    if member is None or member.school_id != school_id:
        return replace(Actor.public(school_id, device), holdings=(holding,))
    return replace(member, door=Door.PUBLIC, holdings=(*member.holdings, holding))
