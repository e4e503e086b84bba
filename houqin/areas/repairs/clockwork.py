"""What the calendar asks for by itself: silence becomes acceptance, counted reports are forgotten."""

from datetime import datetime, timedelta

from django.utils import timezone

from houqin.areas.repairs.actions import accept_unanswered
from houqin.areas.repairs.models import ReportTry
from houqin.areas.repairs.reads import unanswered_orders
from houqin.kernel.access import Actor
from houqin.kernel.jobs import daily
from houqin.kernel.rows import School

AT_ONCE = 500
TRIES_KEPT = timedelta(days=1)


@daily(at="06:20")
def accept_what_nobody_answered(school: School, now: datetime) -> int:
    orders = list(unanswered_orders(school.pk, timezone.localtime(now).date())[:AT_ONCE])
    for order in orders:
        accept_unanswered(order, by=Actor.system(school.pk))
    return len(orders)


@daily(at="03:40")
def forget_report_tries(school: School, now: datetime) -> None:
    ReportTry.objects.of(school).filter(at__lt=now - TRIES_KEPT).delete()
