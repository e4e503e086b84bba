"""What happens by the clock: the open month is run, warranties and lives that end are told once."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from houqin.areas.assets.actions import open_books
from houqin.areas.assets.clockwork import remind_of_ends, run_the_open_month
from houqin.areas.assets.models import BookMonth
from houqin.areas.assets.tests.samples import an_asset
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.notices.models import Notice
from houqin.tests.people import World

FIRST = datetime(2026, 6, 1, 2, tzinfo=UTC)


def test_the_open_month_is_run_in_the_night_but_never_closed(world: World, kong: Actor) -> None:
    an_asset(world, value=Decimal(7200), entered_on=date(2026, 1, 3))
    open_books(by=kong, month=date(2026, 1, 1))

    run_the_open_month(world.school, FIRST)

    month = BookMonth.objects.get()
    assert (month.charge, month.state) == (Decimal(100), "open")


def test_a_month_that_has_not_begun_is_left_alone(world: World, kong: Actor) -> None:
    open_books(by=kong, month=date(2026, 1, 1))

    run_the_open_month(world.school, datetime(2025, 12, 30, tzinfo=UTC))

    assert BookMonth.objects.get().run_at is None


def test_ends_are_told_once_to_whom_they_concern(world: World) -> None:
    with clock.at(FIRST):
        an_asset(world, warranty_until=clock.today() + timedelta(days=10), keeper=world.people["omar"])
        an_asset(world, bought_on=date(2012, 9, 1))
        for _ in range(2):
            remind_of_ends(world.school, FIRST)

    told = sorted((notice.title.split("：")[0], notice.user_name) for notice in Notice.objects.of(world.school))
    assert told == [("1 件资产已到折旧年限", "qiu"), ("保修快到期", "omar"), ("保修快到期", "qiu")]
