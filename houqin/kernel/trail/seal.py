"""Sealing: the entries since the last seal become a batch that cannot be altered unseen."""

from datetime import datetime

from django.db import transaction

from houqin.kernel import clock
from houqin.kernel.rows import School
from houqin.kernel.trail.digest import seal_digest
from houqin.kernel.trail.models import Entry, Seal

BATCH = 1000


def seal_school(school: School) -> int:
    """Seal all unsealed entries of a school; how many there were. The batches of one sealing share its moment."""
    total, at = 0, clock.now()
    while sealed := _seal_one(school, at):
        total += sealed
    return total


@transaction.atomic
def _seal_one(school: School, sealed_at: datetime) -> int:
    last = Seal.objects.of(school).select_for_update().order_by("-number").first()
    loose = list(Entry.objects.of(school).filter(seal=None).order_by("id").values_list("id", "mac")[:BATCH])
    if not loose:
        return 0
    number, previous = (last.number + 1, last.digest) if last else (1, "")
    entries = [[pk, mac[:32]] for pk, mac in loose]
    Seal.objects.create(
        school=school, number=number, sealed_at=sealed_at, entries=entries, previous=previous,
        digest=seal_digest(school.pk, number, sealed_at, entries, previous),
    )  # fmt: skip
    Entry.objects.of(school).filter(pk__in=[pk for pk, _ in loose]).update(seal=number)
    return len(entries)
