"""Many hands on one card at the same moment. A test runs it on PostgreSQL; for SQLite it is a program of its own on a real file:
python -m houqin.areas.assets.tests.at_once
"""

import json
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

HANDS = 24


def _together(work: Callable[[], Any]) -> Counter[bool]:
    """How many did it, and how many were told why not."""
    from django.db import connection

    from houqin.kernel.actions import Refused

    start = Barrier(HANDS)

    def hand(_: int) -> bool:
        start.wait()
        try:
            work()
        except Refused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(HANDS) as pool:
        return Counter(pool.map(hand, range(HANDS)))


def told(world: Any) -> dict[str, Any]:
    """Everybody lends the same thing, asks for the same disposal, closes the same month."""
    from houqin.areas.assets.actions import close_month, lend, open_books, propose_disposal
    from houqin.areas.assets.models import Asset, BookMonth, Disposal, DisposalLine, Loan
    from houqin.areas.assets.tests.samples import an_asset
    from houqin.kernel.access import Actor
    from houqin.kernel.trail.seal import seal_school
    from houqin.kernel.trail.verify import verify_school

    by = Actor.system(world.school.pk)
    lent, gone = an_asset(world), an_asset(world, bought_on=date(2012, 9, 1))
    month = open_books(by=by, month=date(2026, 1, 1))

    def lending() -> None:
        lend(Asset.objects.get(pk=lent.pk), by=by, borrower=world.people["omar"], due_on=date(2030, 1, 1))

    def disposing() -> None:
        propose_disposal(Asset.objects.get(pk=gone.pk), by=by, kind=Disposal.Kind.SALE, reason="淘汰")

    def closing() -> None:
        close_month(BookMonth.objects.get(pk=month.pk), by=by)

    got = [_together(work) for work in (lending, disposing, closing)]
    seal_school(world.school)
    return {
        "won": [one[True] for one in got], "lost": [one[False] for one in got],
        "rows": [Loan.objects.count(), DisposalLine.objects.count(), BookMonth.objects.count()],
        "findings": [found.message for found in verify_school(world.school)],
    }  # fmt: skip


if __name__ == "__main__":
    import django
    from django.apps import apps
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}  # tables at once, as they are now
    call_command("migrate", run_syncdb=True, verbosity=0, interactive=False)
    from houqin.tests.people import make_world

    print(json.dumps(told(make_world()), ensure_ascii=False))
