"""Who has had one part in a purchase has no other (PRC-06): asking, agreeing, buying, accepting and paying are different people's."""

from enum import StrEnum
from itertools import combinations

from houqin.areas.procurement.models import Acceptance, Approval, Order, Packet, Request
from houqin.kernel.access import Actor
from houqin.kernel.actions import Problems


class Part(StrEnum):
    ASK = "申请人"
    AGREE = "审批人"
    BUY = "采购人"
    ACCEPT = "验收人"
    PAY = "付款人"


DOING = {
    Part.ASK: "申请",
    Part.AGREE: "审批",
    Part.BUY: "采购",
    Part.ACCEPT: "验收",
    Part.PAY: "付款",
}

# The one exception: an accountant who countersigns that the fund has the money is also the one who pays from it.
KEPT_APART = frozenset(frozenset(pair) for pair in combinations(Part, 2)) - {frozenset({Part.AGREE, Part.PAY})}


def who_did(request: Request) -> dict[Part, set[int | None]]:
    """The people of every part so far."""
    school = request.school_id
    orders = Order.objects.of(school).filter(request=request)
    return {
        Part.ASK: {request.requested_by_id},
        Part.AGREE: set(_ids(Approval.objects.of(school).filter(request=request, state=Approval.State.AGREED), "decided_by_id")),
        Part.BUY: {request.buyer_id, *_ids(orders, "buyer_id")},
        Part.ACCEPT: set(_ids(Acceptance.objects.of(school).filter(order__request=request), "accepted_by_id")),
        Part.PAY: set(_ids(Packet.objects.of(school).filter(order__request=request), "paid_by_id")),
    }  # fmt: skip


def _ids(rows, path: str) -> list[int | None]:  # type: ignore[no-untyped-def]
    return list(rows.values_list(path, flat=True))


def conflict(part: Part, person_id: int | None, request: Request) -> Part | None:
    """The part this person already had, that does not go with `part`."""
    if person_id is None:
        return None
    did = who_did(request)
    return next((other for other in Part if {part, other} in KEPT_APART and person_id in did[other]), None)


def keep_apart(problems: Problems, part: Part, by: Actor, request: Request) -> None:
    other = conflict(part, by.person_id, request)
    if other is not None:
        problems.add(
            f"您是{request}的{other.value}，不能再办{DOING[part]}：{'、'.join(DOING.values())}要由不同的人办，请交给别人。"
        )
