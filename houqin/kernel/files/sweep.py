"""Files that nothing points at any more are removed, a day after they came."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from houqin.kernel.files import disk
from houqin.kernel.files.models import StoredFile
from houqin.kernel.rows import School

GRACE = timedelta(days=1)


def sweep(school: School, now: datetime) -> tuple[int, int]:
    """Remove rows without users, then files without rows; how many of each. What is younger than a day stays: it may be in a form."""
    return _rows(school, now - GRACE), _files(school, now - GRACE)


def _rows(school: School, before: datetime) -> int:
    unused = StoredFile.objects.of(school).filter(kept_at__lt=before)
    links: list[Any] = [f for f in StoredFile._meta.get_fields(include_hidden=True) if f.one_to_many and f.auto_created]
    for link in links:
        model: Any = link.related_model
        users = model.objects.filter(school=school)
        unused = unused.exclude(pk__in=users.exclude(**{link.field.name: None}).values(link.field.name))
    removed = 0
    for pk, sha256 in list(unused.values_list("pk", "sha256")):
        with transaction.atomic():
            gone, _ = StoredFile.objects.of(school).filter(pk=pk, kept_at__lt=before).delete()
            if gone:
                _unlink(school, sha256)
                removed += 1
    return removed


def _files(school: School, before: datetime) -> int:
    known = set(StoredFile.objects.of(school).values_list("sha256", flat=True))
    removed = 0
    for path in (Path(settings.FILES_ROOT) / str(school.pk)).glob("??/*"):
        if path.name.lstrip(".").split(".")[0] not in known and path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)
            removed += 1
    return removed


def _unlink(school: School, sha256: str) -> None:
    path = disk.path_of(school.pk, sha256)
    for found in path.parent.glob(f"{sha256}*"):
        found.unlink(missing_ok=True)
