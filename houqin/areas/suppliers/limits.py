"""The numbers that bind contracts: the school's own value, else the one shipped with its source."""

from datetime import date, timedelta
from decimal import Decimal

from houqin.foundation.calendar import SCHOOL_KINDS, national_kind
from houqin.foundation.rules import effective, number

MEETING_OVER = "PRC-05.collective_over"
NOTICE_DAYS = "PRC-07.contract_days"
REMIND = ("PRC-11.remind_first", "PRC-11.remind_second", "PRC-11.remind_last")
ANSWER_DAYS = "PRC-11.complaint_days"


def meeting_over(school_id: int) -> Decimal:
    """Above this amount the school decides together, and the contract names the meeting."""
    return Decimal(str(number(school_id, MEETING_OVER)))


def reminder_steps(school_id: int) -> tuple[int, ...]:
    """So many days before the end somebody is told: the earliest step first."""
    told = effective(school_id, REMIND)
    return tuple(sorted({int(str(told[code].value)) for code in REMIND}, reverse=True))


def notice_due(school_id: int, signed_on: date) -> date:
    """Until when the contract must be published: working days, make-up days counted, holidays not."""
    return working_days_after(signed_on, int(number(school_id, NOTICE_DAYS)))


def answer_due(school_id: int, complained_on: date) -> date:
    return working_days_after(complained_on, int(number(school_id, ANSWER_DAYS)))


def working_days_after(day: date, count: int) -> date:
    for _ in range(count):
        day += timedelta(days=1)
        while national_kind(day) not in SCHOOL_KINDS:
            day += timedelta(days=1)
    return day
