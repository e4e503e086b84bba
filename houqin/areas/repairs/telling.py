"""Whom to tell of what, beyond the inbox: an emergency at once, work to its repairer, the end to its reporter."""

from django.db.models import Q

from houqin.areas.repairs.models import RepairOrder
from houqin.foundation.models import PostHolding
from houqin.foundation.posts import Post
from houqin.kernel.notices.queue import notify_about

ON_CALL = (Post.DIRECTOR, Post.CAMPUS_DIRECTOR, Post.OFFICER, Post.REPAIRER)


def tell_of_emergency(order: RepairOrder) -> None:
    """Those who dispatch and those who may begin at once, of the order's campus; each once, however often this is called."""
    here = PostHolding.objects.of(order.school_id).filter(
        Q(campus=None) | Q(campus_id=order.campus_id), post__in=ON_CALL
    )
    serving = here.filter(person__is_active=True, person__user__is_active=True)
    notify_about(
        order, to=serving.values_list("person__user_id", flat=True), title="紧急报修", body=_said(order), urgent=True,
        dedupe=f"repairs/urgent/{order.pk}",
    )  # fmt: skip


def tell_worker(order: RepairOrder, title: str, said: str = "") -> None:
    if order.worker is not None:
        body = "\n".join(part for part in (_said(order), said) if part)
        notify_about(order, to=[order.worker.user_id], title=title, body=body, urgent=order.is_urgent)


def tell_reporter(order: RepairOrder, title: str) -> None:
    """Staff only: whoever scanned a code looks at the private link."""
    if order.reported_by is not None:
        notify_about(order, to=[order.reported_by.user_id], title=title, body=_said(order))


def _said(order: RepairOrder) -> str:
    return f"{order.place} {order.fault}"
