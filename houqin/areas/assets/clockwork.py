"""What the calendar asks for by itself: the month is run, and whoever keeps things hears of loans, warranties and lives that end."""

from datetime import datetime

from django.utils import timezone

from houqin.areas.assets.actions import run_month
from houqin.areas.assets.models import BookMonth
from houqin.areas.assets.telling import tell_of_lives, tell_of_loans, tell_of_warranties
from houqin.kernel.access import Actor
from houqin.kernel.jobs import daily
from houqin.kernel.rows import School


@daily(at="02:10")
def run_the_open_month(school: School, now: datetime) -> None:
    """The table is there when the accountant comes; a month is closed by a person only."""
    today = timezone.localtime(now).date()
    book = BookMonth.objects.of(school).filter(state=BookMonth.State.OPEN, month__lte=today).one()
    if book is not None:
        run_month(book, by=Actor.system(school.pk))


@daily(at="07:30")
def remind_of_ends(school: School, now: datetime) -> None:
    tell_of_loans(school.pk)
    tell_of_warranties(school.pk)
    if timezone.localtime(now).day == 1:
        tell_of_lives(school.pk)
