"""What is exported imports back unchanged, for every record type with a sheet."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from houqin.kernel.access import Actor
from houqin.kernel.declare import register
from houqin.kernel.sheets.importing import export_file, import_file
from houqin.kernel.trail.models import Entry
from houqin.tests.people import World, actor_of

# What nobody may add or change is only read from a sheet, never written by one.
both_ways = [t for t in register if t.sheet is not None and (t.access.add or t.access.change)]
with_sheet = pytest.mark.parametrize("record_type", both_ways, ids=lambda t: t.key)
RowOf = Callable[..., Any]


def exporter(record_type: Any, world: World) -> Actor:
    """Somebody of the cast who may export and import: masks and scope apply to them."""
    may = record_type.policy.may
    people = [actor_of(world, who) for who in ("ann", "mira", "boss", "nan")]
    return next(a for a in people if may(a, "export") and (may(a, "add") or may(a, "change")))


@with_sheet
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_what_is_exported_imports_back_unchanged(
    record_type: Any, form: str, world: World, a_row_of: RowOf, tmp_path: Path
) -> None:
    a_row_of(record_type, campus="north")
    a_row_of(record_type, campus="south")
    by, path = exporter(record_type, world), tmp_path / f"a.{form}"

    rows = export_file(record_type, path, by)
    entries = Entry.objects.count()
    report = import_file(record_type, path, by)

    assert rows == record_type.visible_to(by).count() > 0
    assert report.problems == []
    assert report.notes == []
    assert [(row.line, row.reasons, row.differences) for row in report.rows if row.fate != "same"] == []
    assert len(report.rows) == rows
    assert report.written == 0
    assert Entry.objects.count() == entries
