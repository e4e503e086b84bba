"""Sealing: the entries since the last seal become a batch that cannot be altered unseen."""

from django.db import transaction

from houqin.kernel import clock
from houqin.kernel.rows import School
from houqin.kernel.trail.digest import seal_digest
from houqin.kernel.trail.models import Entry, Seal

BATCH = 1000


def seal_school(school: School) -> int:
    """Seal all unsealed entries of a school; how many there were."""
    total = 0
    while sealed := _seal_one(school):
        total += sealed
    return total


@transaction.atomic
def _seal_one(school: School) -> int:
    last = Seal.objects.of(school).select_for_update().order_by("-number").first()
    loose = list(Entry.objects.of(school).filter(seal=None).order_by("id").values_list("id", "mac")[:BATCH])
    if not loose:
        return 0
    number, previous, sealed_at = (last.number + 1, last.digest, clock.now()) if last else (1, "", clock.now())
    entries = [[pk, mac[:32]] for pk, mac in loose]
    Seal.objects.create(
        school=school, number=number, sealed_at=sealed_at, entries=entries, previous=previous,
        digest=seal_digest(school.pk, number, sealed_at, entries, previous),
    )  # fmt: skip
    Entry.objects.of(school).filter(pk__in=[pk for pk, _ in loose]).update(seal=number)
    return len(entries)
