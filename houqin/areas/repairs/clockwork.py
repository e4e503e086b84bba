"""What the calendar asks for by itself: silence becomes acceptance, counted reports are forgotten."""

from datetime import datetime, timedelta

from django.utils import timezone

from houqin.areas.repairs.actions import accept_unanswered
from houqin.areas.repairs.models import RepairOrder, ReportTry
from houqin.areas.repairs.reads import unanswered_orders
from houqin.areas.repairs.telling import tell_of_emergency
from houqin.kernel.access import Actor
from houqin.kernel.jobs import daily, every
from houqin.kernel.rows import School

AT_ONCE = 500
FRESH = timedelta(days=1)
TRIES_KEPT = timedelta(days=1)


@every(minutes=1)
def tell_of_emergencies(school: School, now: datetime) -> None:
    """Emergencies that came by another door than the code (a form, a sheet, a hazard), or became urgent later."""
    fresh = RepairOrder.objects.of(school).filter(
        is_pressing=True, state=RepairOrder.State.OPEN, recorded_at__gt=now - FRESH
    )
    for order in fresh.select_related("place").order_by("id")[:AT_ONCE]:
        tell_of_emergency(order)


@daily(at="06:20")
def accept_what_nobody_answered(school: School, now: datetime) -> int:
    orders = list(unanswered_orders(school.pk, timezone.localtime(now).date())[:AT_ONCE])
    for order in orders:
        accept_unanswered(order, by=Actor.system(school.pk))
    return len(orders)


@daily(at="03:40")
def forget_report_tries(school: School, now: datetime) -> None:
    ReportTry.objects.of(school).filter(at__lt=now - TRIES_KEPT).delete()
