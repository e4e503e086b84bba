"""The door for the command line and the demo: a summary straight into a file."""

from datetime import date
from pathlib import Path

from django.conf import settings

from houqin.areas.summaries import reads
from houqin.areas.summaries.chapters import compose
from houqin.areas.summaries.composition import Composition
from houqin.areas.summaries.docx import to_docx
from houqin.foundation.models import Campus
from houqin.kernel.access import Actor
from houqin.kernel.actions import Refused
from houqin.kernel.rows import School


def write_file(
    school: School, *, out: Path | str, term_code: str | None = None, start: date | None = None, end: date | None = None,
    campus: Campus | str | None = None, actor: Actor | None = None,
) -> Path:  # fmt: skip
    """Write the summary of a term ("2025-2026-2"), a school year ("2025-2026") or dates, and return where it is.

    actor: whose view of the ledgers counts; without one the school's own. Refused with a sentence when the period or campus is unknown.
    """
    by = actor or Actor.system(school.pk)
    if term_code:
        period = reads.period_named(school.pk, term_code)
    elif start and end:
        period = reads.period_between(school.pk, start, end)
    else:
        raise Refused("请给出学期代码，或起止日期。")
    told = compose(by, period, reads.previous_period(school.pk, period), _campus(school, campus))
    path = Path(out)
    path.write_bytes(to_docx(told, base_url=settings.BASE_URL))
    return path


def _campus(school: School, campus: Campus | str | None) -> Campus | None:
    if campus is None or isinstance(campus, Campus):
        return campus
    found: Campus | None = Campus.objects.of(school.pk).filter(name=campus).first()
    if found is None:
        known = "、".join(Campus.objects.of(school.pk).values_list("name", flat=True)) or "还没有登记校区"
        raise Refused(f"没有校区“{campus}”。已登记的校区：{known}。")
    return found


__all__ = ["Composition", "compose", "to_docx", "write_file"]
