"""What the calendar asks for by itself: goods that lie there and nobody accepts are called to mind again."""

from datetime import datetime, timedelta

from houqin.areas.procurement.limits import ACCEPT_DAYS, amount_of
from houqin.areas.procurement.models import Order
from houqin.areas.procurement.telling import tell_acceptors
from houqin.kernel.jobs import daily
from houqin.kernel.rows import School

AT_ONCE = 200


@daily(at="07:30")
def call_for_acceptance(school: School, now: datetime) -> int:
    since = now - timedelta(days=int(amount_of(school.pk, ACCEPT_DAYS)))
    orders = Order.objects.of(school).filter(state__in=Order.EXPECTED, told_arrived_at__lte=since)
    found = list(orders.select_related("acceptor").order_by("told_arrived_at", "id")[:AT_ONCE])
    for order in found:
        tell_acceptors(order)
    return len(found)
