"""Questions over many orders and lines of work."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Count, Q, QuerySet, Value, When

from houqin.areas.procurement.models import Order, Request
from houqin.areas.repairs.limits import ACCEPT_DAYS
from houqin.areas.repairs.models import RepairOrder, WorkKind, WorkLine
from houqin.foundation.calendar import school_days
from houqin.foundation.models import Person, PostHolding
from houqin.foundation.posts import Post
from houqin.foundation.rules import number
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.figures import Period

HOLIDAYS = timedelta(days=70)
"""Without school days (holidays, or no term entered) an order waits so long and no longer."""
REMEMBERED = timedelta(days=400)
OFFERED = 8
"""Buttons of work: as many as a phone shows without scrolling."""


def repairers_for(order: RepairOrder | None, by: Actor) -> "QuerySet[Any]":
    """Those who hold the post of repairer where the order is (anywhere, when many orders are meant); everybody, when nobody holds it."""
    holdings = PostHolding.objects.of(by.school_id).filter(post=Post.REPAIRER)
    if order is not None:
        holdings = holdings.filter(Q(campus_id=order.campus_id) | Q(campus=None))
    people = Person.objects.of(by.school_id).filter(is_active=True).order_by("id")
    holders = people.filter(pk__in=holdings.values("person_id"))
    return holders if holders.exists() else people


def mergeable_orders(order: RepairOrder | None, by: Actor) -> "QuerySet[Any]":
    """Orders still to be repaired that this one may be a repetition of; the same place first."""
    rows = RepairOrder.objects.of(by.school_id).filter(state__in=RepairOrder.LIVE)
    if order is None:
        return rows.order_by("-id")
    return rows.filter(campus_id=order.campus_id).exclude(pk=order.pk).order_by(_elsewhere(order), "-id")


def _elsewhere(order: RepairOrder) -> Any:
    return Case(When(place_id=order.place_id, then=Value(0)), default=Value(1))


def usual_work(order: RepairOrder) -> list[WorkKind]:
    """The lines a repairer will most likely tick: those the report speaks of, then those of the trade most done of late."""
    kinds = list(WorkKind.objects.of(order.school_id).filter(is_active=True))
    since = clock.now() - REMEMBERED
    done = WorkLine.objects.of(order.school_id).filter(trade=order.trade, done_at__gte=since)
    times = dict(done.values_list("kind_id").annotate(times=Count("id")).order_by())
    ranked = sorted(kinds, key=lambda kind: (-_spoken_of(kind, order.fault), -times.get(kind.pk, 0), kind.pk))
    return [kind for kind in ranked if kind.trade == order.trade or kind.pk in times or _spoken_of(kind, order.fault)][
        :OFFERED
    ]


def _spoken_of(kind: WorkKind, fault: str) -> int:
    """How long a word of this kind of work the report holds."""
    words = [kind.part, kind.name, *kind.words.split("、")]
    return max((len(word) for word in words if len(word) > 1 and word in fault), default=0)


def unanswered_orders(school_id: int, today: date) -> "QuerySet[Any]":
    """Finished so many school days ago, and nobody said anything."""
    wanted = int(number(school_id, ACCEPT_DAYS))
    passed = school_days(school_id, today - HOLIDAYS, today - timedelta(days=1))
    last = passed[-wanted] if 0 < wanted <= len(passed) else today - HOLIDAYS if wanted else today
    before = Period(last, last).moments[0]
    return RepairOrder.objects.of(school_id).filter(state=RepairOrder.State.DONE, finished_at__lt=before).order_by("id")


def live_orders_of(school_id: int, asset_id: int) -> "QuerySet[Any]":
    """What is still to be repaired on a thing."""
    return RepairOrder.objects.of(school_id).filter(asset_id=asset_id, state__in=RepairOrder.LIVE)


def order_behind(purchase: Order) -> RepairOrder | None:
    """The repair order that made this purchase necessary."""
    request: Request = purchase.request
    if request.origin_kind != RepairOrder._meta.label_lower:
        return None
    found: RepairOrder | None = RepairOrder.objects.of(purchase.school_id).filter(pk=request.origin_id).one()
    return found
