"""The hours of a day in which something is to be done, as people write them: 07:00-08:20、21:00-06:00."""

import re
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from houqin.areas.inspections.checklists import Window

SPLIT = re.compile(r"[、,，;；\s]+")
ONE = re.compile(r"^(\d{1,2})[:：](\d{2})\s*[-—~～至到]+\s*(\d{1,2})[:：](\d{2})$")


def parse_windows(text: str) -> tuple[Window, ...]:
    """ValueError carries a sentence for the person."""
    return tuple(_one(part) for part in SPLIT.split(text.strip()) if part) or (_one("00:00-23:59"),)


def _one(part: str) -> Window:
    found = ONE.match(part)
    try:
        if found is None:
            raise ValueError
        hours = [int(number) for number in found.groups()]
        return Window(start=time(hours[0], hours[1]), end=time(hours[2], hours[3]))
    except ValueError:
        raise ValueError(f"时段“{part}”看不懂，请写成 07:00-08:20，多个时段用顿号分开。") from None


def on_day(window: Window, day: date) -> tuple[datetime, datetime]:
    """First and last moment; a window over midnight ends on the next morning."""
    zone = timezone.get_current_timezone()
    last = day + timedelta(days=1) if window.passes_midnight else day
    return datetime.combine(day, window.start, zone), datetime.combine(last, window.end, zone)


def clock_time(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%H:%M}"
