"""What the calendar does by itself: papers and contracts grow old, instalments fall due, people are told in time."""

from datetime import datetime, timedelta

from django.utils import timezone

from houqin.areas.suppliers.actions import fall_due, move_contract, move_licence
from houqin.areas.suppliers.limits import reminder_steps
from houqin.areas.suppliers.reads import contracts_to_move, licences_to_move, payments_to_move
from houqin.areas.suppliers.telling import tell_of_ends, tell_of_notices, tell_of_payments
from houqin.kernel.access import Actor
from houqin.kernel.jobs import daily
from houqin.kernel.rows import School

AT_ONCE = 500
AHEAD = timedelta(days=30)
"""So long before it is due an instalment enters the inbox of whoever accepts or pays."""
WEEK = timedelta(days=7)


@daily(at="05:30")
def follow_the_calendar(school: School, now: datetime) -> None:
    today, by = timezone.localtime(now).date(), Actor.system(school.pk)
    first = reminder_steps(school.pk)[0]
    for contract in contracts_to_move(school.pk, today, first)[:AT_ONCE]:
        move_contract(contract, by=by)
    for licence in licences_to_move(school.pk, today, first)[:AT_ONCE]:
        move_licence(licence, by=by)
    for payment in payments_to_move(school.pk, today + AHEAD)[:AT_ONCE]:
        fall_due(payment, by=by)


@daily(at="07:40")
def remind_of_ends(school: School, now: datetime) -> None:
    today = timezone.localtime(now).date()
    tell_of_ends(school.pk, today, reminder_steps(school.pk))
    tell_of_payments(school.pk, today, today + WEEK)
    tell_of_notices(school.pk, today + timedelta(days=1))
