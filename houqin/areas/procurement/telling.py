"""Whom to tell of what, beyond the inbox: it is your turn; your request moved on; the goods are there."""

from collections.abc import Iterable

from django.db.models import Q

from houqin.areas.procurement.models import Approval, Order, Request
from houqin.foundation.models import Person, PostHolding
from houqin.foundation.posts import Post
from houqin.kernel.notices.queue import notify_about


def holders(school_id: int, campus_id: int, posts: Iterable[str]) -> list[int | None]:
    """Accounts of those who hold one of the posts at the campus or for the whole school."""
    here = PostHolding.objects.of(school_id).filter(Q(campus=None) | Q(campus_id=campus_id), post__in=list(posts))
    return list(here.filter(person__is_active=True).values_list("person__user_id", flat=True))


def tell_approver(approval: Approval) -> None:
    to = [approval.approver.user_id] if approval.approver is not None else holders(
        approval.school_id, approval.campus_id, [approval.post]
    )  # fmt: skip
    request = approval.request
    notify_about(approval, to=to, title="采购待审批", body=f"{request.title}，{request.amount_told}。{request.why}")


def tell_requester(request: Request, title: str, said: str = "") -> None:
    if request.requested_by is not None:
        notify_about(request, to=[request.requested_by.user_id], title=title, body=said or request.title)


def tell_buyers(request: Request, title: str) -> None:
    buyer = request.buyer
    to = [buyer.user_id] if buyer is not None else holders(request.school_id, request.campus_id, [Post.BUYER])
    notify_about(request, to=to, title=title, body=request.title)


def tell_acceptors(order: Order) -> None:
    named: Person | None = order.acceptor
    posts = [Post.STOREKEEPER, Post.ASSET_KEEPER]
    to = [named.user_id] if named is not None else holders(order.school_id, order.campus_id, posts)
    notify_about(order, to=to, title="货已到，请验收", body=f"{order.title}，{order.supplier}")
