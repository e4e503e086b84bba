"""Import and export for commands: no pages, no queue."""

from pathlib import Path

from django.http import QueryDict

from houqin.kernel.access import Actor
from houqin.kernel.actions import Refused
from houqin.kernel.actions.perform import run
from houqin.kernel.declare import RecordType
from houqin.kernel.pages.lists import filtered, order_of
from houqin.kernel.rows import Record
from houqin.kernel.sheets.export import Told, write_csv, write_xlsx
from houqin.kernel.sheets.models import ExportNote
from houqin.kernel.sheets.rehearsal import rehearse
from houqin.kernel.sheets.report import Report
from houqin.kernel.sheets.writing import write


def import_file(
    record_type: RecordType, path: Path, by: Actor, confirm: bool = True, *, skip_refused: bool = False, told: Told = lambda *_: None
) -> Report:  # fmt: skip
    """Rehearse a file and, with `confirm`, write it in one transaction, unless a row was refused and `skip_refused` is not said.

    `Report.written` is None when nothing was written. Raises Refused for a file that cannot be read.
    """
    with open(path, "rb") as file:
        report = rehearse(record_type, file, path.name, by, told=told, keep_drafts=confirm)
    if confirm and not report.problems and (report.is_clean or skip_refused):
        report.written = write(record_type, report, by, told)
    return report


def export_file(
    record_type: RecordType, path: Path, by: Actor, query: str = "", *, told: Told = lambda *_: None
) -> int:
    """Write the rows that the list shows for `query` to an .xlsx or .csv file; how many. The taking of a copy is on the trail."""
    kind = path.suffix.lower().lstrip(".")
    writers = {"xlsx": write_xlsx, "csv": write_csv}
    if record_type.sheet is None or kind not in writers:
        raise Refused(
            f"{record_type.label}没有表格。" if record_type.sheet is None else "只能导出为 .xlsx 或 .csv 文件。"
        )
    record_type.policy.require(by, "export")
    asked = QueryDict(query)
    rows = filtered(record_type, by, asked)
    total = rows.order_by().count()
    written = writers[kind](record_type, rows.order_by(*order_of(record_type, asked)), path, by, told, total)
    note_export(record_type, by, query, kind, written)
    return written


def note_export(record_type: RecordType, by: Actor, query: str, kind: str, rows: int) -> None:
    def body(_: Record | None) -> Record:
        note = ExportNote(school_id=by.school_id, record=record_type.key, query=query[:500], format=kind, rows=rows)
        note.save()
        return note

    run(None, None, body, verb="export", model=record_type.model, by=by)
