"""Many hands on one card, one disposal, one month at the same moment."""

from datetime import date
from typing import Any

from houqin.areas.assets.actions import close_month, lend, open_books, propose_disposal
from houqin.areas.assets.models import Asset, BookMonth, Disposal, DisposalLine, Loan
from houqin.areas.assets.tests.samples import an_asset
from houqin.kernel.access import Actor
from houqin.tests.crowd import at_once, findings

HANDS = 24


def told(world: Any) -> dict[str, Any]:
    """Everybody lends the same thing, asks for the same disposal, closes the same month."""
    by = Actor.system(world.school.pk)
    lent, gone = an_asset(world), an_asset(world, bought_on=date(2012, 9, 1))
    month = open_books(by=by, month=date(2026, 1, 1))

    def lending(_: int) -> None:
        lend(Asset.objects.get(pk=lent.pk), by=by, borrower=world.people["omar"], due_on=date(2030, 1, 1))

    def disposing(_: int) -> None:
        propose_disposal(Asset.objects.get(pk=gone.pk), by=by, kind=Disposal.Kind.SALE, reason="淘汰")

    def closing(_: int) -> None:
        close_month(BookMonth.objects.get(pk=month.pk), by=by)

    got = [at_once(HANDS, work) for work in (lending, disposing, closing)]
    return {
        "got": got, "rows": [Loan.objects.count(), DisposalLine.objects.count(), BookMonth.objects.count()], "findings": findings(world),
    }  # fmt: skip
