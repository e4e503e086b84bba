"""Imports and large exports in the background."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import transaction

from houqin.kernel import clock
from houqin.kernel.actions import Refused
from houqin.kernel.declare import RecordType, register
from houqin.kernel.files import keep_made
from houqin.kernel.files.disk import path_of
from houqin.kernel.jobs import Link, Running, job
from houqin.kernel.sheets.importing import export_file
from houqin.kernel.sheets.models import Import, ImportRow
from houqin.kernel.sheets.rehearsal import rehearse
from houqin.kernel.sheets.report import Fate, Report, RowFate
from houqin.kernel.sheets.writing import write

CHUNK = 2000
SHOWN = 80
"""Characters of a cell that the page of a rehearsal shows."""
NAMED = 5
"""Conflicting rows named in the sentence."""


@job("sheets.rehearse", label="导入预演")
def rehearse_import(running: Running) -> None:
    sent = _sent(running)
    record_type = register.get(sent.record)
    report = _rehearsed(running, sent, record_type, check=True)
    with transaction.atomic():
        ImportRow.objects.of(sent.school_id).filter(parent=sent).delete()
        for start in range(0, len(report.rows), CHUNK):
            part = report.rows[start : start + CHUNK]
            ImportRow.objects.bulk_create(_kept(sent, report, row) for row in part)
        sent.state = Import.State.UNREADABLE if report.problems else Import.State.REHEARSED
        sent.counts, sent.problems, sent.notes = report.counts, report.problems, report.notes
        sent.heads = [col.label for col in report.places.values()]
        sent.save(update_fields=["state", "counts", "problems", "notes", "heads"])
        running.finish(report.said)


@job("sheets.write", label="导入")
def write_import(running: Running) -> None:
    """Write what was rehearsed, if it would still come out the same."""
    sent = _sent(running)
    record_type = register.get(sent.record)
    try:
        report = _rehearsed(running, sent, record_type, check=False)
        _require_unchanged(sent, report)
        with transaction.atomic():
            written = write(record_type, report, running.actor, running.progress)
            Import.objects.of(sent.school_id).filter(pk=sent.pk).update(state=Import.State.WRITTEN)
            running.finish(f"已导入 {written} 行。", links=(Link(f"查看{record_type.label}", f"/{record_type.path}/"),))
    except BaseException:
        Import.objects.of(sent.school_id).filter(pk=sent.pk).update(state=Import.State.REHEARSED)
        raise


@job("sheets.export", label="导出")
def export_rows(running: Running) -> None:
    record_type, kind = register.get(running.args["record"]), running.args["format"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"export.{kind}"
        rows = export_file(record_type, path, running.actor, running.args["query"], told=running.progress)
        with transaction.atomic():
            file = keep_made(path, export_name(record_type, kind), running.actor.school_id)
            running.finish(f"已导出 {rows} 行。", file=file)


def export_name(record_type: RecordType, kind: str) -> str:
    return f"{record_type.label}-{clock.today():%Y%m%d}.{kind}"


def _sent(running: Running) -> Any:
    return Import.objects.of(running.actor.school_id).select_related("file").get(pk=running.args["import"])


def _rehearsed(running: Running, sent: Any, record_type: RecordType, *, check: bool) -> Report:
    with open(path_of(sent.school_id, sent.file.sha256), "rb") as file:
        return rehearse(record_type, file, sent.name, running.actor, told=running.progress, check=check)


def _kept(sent: Any, report: Report, row: RowFate) -> ImportRow:
    told: dict[str, Any] = {"cells": [_shown(row.cells, place) for place in report.places]}
    if row.reasons:
        told["reasons"] = [[r.place, r.label, r.message] for r in row.reasons]
    if row.differences:
        told["differences"] = [[d.label, d.before, d.after] for d in row.differences]
    return ImportRow(
        school_id=sent.school_id, parent=sent, line=row.line, fate=row.fate, fingerprint=row.fingerprint, told=told
    )


def _shown(cells: list[Any], place: int) -> str:
    value = cells[place] if place < len(cells) else None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).replace("\0", "")[:SHOWN]


def _require_unchanged(sent: Any, report: Report) -> None:
    """Refuse when a row would now fare otherwise than was shown; leave out what was refused then."""
    promised = {line: (fate, mark) for line, fate, mark in _promises(sent)}
    moved: list[RowFate] = []
    for row in report.rows:
        fate, mark = promised.get(row.line, ("", ""))
        if fate == Fate.REFUSED:
            row.fate = Fate.REFUSED
        elif mark != row.fingerprint:
            moved.append(row)
    if moved or report.problems:
        lines = "、".join(str(row.line) for row in moved[:NAMED]) + ("等" if len(moved) > NAMED else "")
        raise Refused(f"预演之后，第 {lines} 行对应的记录有人改过，没有导入。请重新预演，看清现在的差别后再确认。")


def _promises(sent: Any) -> Iterator[tuple[int, str, str]]:
    rows = ImportRow.objects.of(sent.school_id).filter(parent=sent).order_by("line")
    yield from rows.values_list("line", "fate", "fingerprint").iterator(chunk_size=5000)
