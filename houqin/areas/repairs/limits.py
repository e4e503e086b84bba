"""The numbers that bind repairs: the school's own value, else the one shipped with its source."""

from datetime import date, timedelta
from decimal import Decimal

from houqin.foundation.calendar import SCHOOL_KINDS, national_kind
from houqin.foundation.rules import number

QUOTES_OVER = "OPS-01.quotes_over"
REPAIR_DAYS = "OPS-01.repair_days"
ACCEPT_DAYS = "OPS-01.accept_days"
REOPEN_DAYS = "OPS-01.reopen_days"


def quotes_over(school_id: int) -> Decimal:
    """Above this cost three firms must have been asked."""
    return Decimal(str(number(school_id, QUOTES_OVER)))


def default_due(school_id: int, reported_on: date, *, is_urgent: bool) -> date:
    """The same day for what cannot wait; else so many working days, make-up days counted, holidays not."""
    due = reported_on
    for _ in range(0 if is_urgent else int(number(school_id, REPAIR_DAYS))):
        due += timedelta(days=1)
        while national_kind(due) not in SCHOOL_KINDS:
            due += timedelta(days=1)
    return due
