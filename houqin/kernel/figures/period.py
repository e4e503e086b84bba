from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` to `end`, both included, in the school's time."""

    start: date
    end: date
    name: str = ""

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """First moment, and the first moment after."""
        zone = timezone.get_current_timezone()
        return (
            datetime.combine(self.start, time.min, zone),
            datetime.combine(self.end + timedelta(days=1), time.min, zone),
        )

    def __str__(self) -> str:
        return self.name or f"{self.start:%Y年%-m月%-d日}至{self.end:%Y年%-m月%-d日}"
