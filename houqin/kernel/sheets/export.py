"""Rows out to Excel and CSV, at little more than the cost of writing the cells."""

import csv
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils import timezone

from houqin.kernel.access import Actor
from houqin.kernel.declare import RecordType
from houqin.kernel.declare.fields import as_text
from houqin.kernel.pages.html import masked
from houqin.kernel.sheets.columns import LATE, Kind, SheetColumn, columns_of, told_choices
from houqin.kernel.sheets.quoting import quoted
from houqin.kernel.sheets.reading import HELP_SHEET

Told = Callable[[int, int, str], None]
STEP = 2000
CELL_MAX = 32_000
EPOCH = datetime(1899, 12, 30)
FORMATS = {Kind.MOMENT: "yyyy-mm-dd hh:mm", Kind.DATE: "yyyy-mm-dd"}
WIDTHS = {Kind.TEXT: 24, Kind.CODE: 16, Kind.MOMENT: 17, Kind.DATE: 12}
HELP = {
    Kind.TEXT: "文字", Kind.CODE: "编码或号码，请设为文本格式", Kind.INTEGER: "整数", Kind.DECIMAL: "数字", Kind.BOOL: "是 或 否",
    Kind.DATE: "日期，如 2026-03-05", Kind.MOMENT: "时间，如 2026-03-05 08:30", Kind.CHOICE: "从可选项中选",
}  # fmt: skip


def write_xlsx(
    record_type: RecordType, rows: Any, path: Path, by: Actor, told: Told = lambda *_: None, total: int = 0
) -> int:
    """Write a queryset (or nothing: a template) to a workbook; how many rows. Text is always text, so a formula in it is never run."""
    import xlsxwriter  # type: ignore[import-untyped]  # 3 MB that only an export needs

    cols, lateness = columns_of(record_type), _lateness(record_type)
    with xlsxwriter.Workbook(path, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet(_sheet_name(record_type.label))
        bold = book.add_format({"bold": True, "bg_color": "#E8EEF7", "bottom": 1})
        formats = {kind: book.add_format({"num_format": form}) for kind, form in FORMATS.items()}
        for index, col in enumerate(cols):
            sheet.set_column(index, index, WIDTHS.get(col.kind, 10))
            _offer_choices(sheet, index, col)
        sheet.freeze_panes(1, 0)
        heads = [col.label for col in cols] + ([LATE] if lateness else [])
        for index, head in enumerate(heads):
            sheet.write_string(0, index, head, bold)
        puts = [_put(sheet, col, formats, by) for col in cols]
        n = 0
        for n, row in enumerate(_values(rows, cols, lateness), start=1):
            for index, put in enumerate(puts):
                if (value := row[index]) is not None and value != "":
                    put(n, index, value)
            if lateness and lateness(row):
                sheet.write_string(n, len(cols), "是")
            if n % STEP == 0:
                told(n, total, "写表")
        _write_help(book.add_worksheet(HELP_SHEET), bold, record_type)
    return n


def write_csv(
    record_type: RecordType, rows: Any, path: Path, by: Actor, told: Told = lambda *_: None, total: int = 0
) -> int:
    """The same as text, in the encoding that Excel opens rightly; cells that begin like a formula get an apostrophe."""
    cols, lateness = columns_of(record_type), _lateness(record_type)
    texts = [_csv_text(col, by) for col in cols]
    n = 0
    with open(path, "w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow([col.label for col in cols] + ([LATE] if lateness else []))
        for n, row in enumerate(_values(rows, cols, lateness), start=1):
            cells = ["" if (value := row[i]) is None else text(value) for i, text in enumerate(texts)]
            out.writerow([*cells, "是" if lateness(row) else ""] if lateness else cells)
            if n % STEP == 0:
                told(n, total, "写表")
    return n


def _values(rows: Any, cols: tuple[SheetColumn, ...], lateness: Any) -> Iterable[Any]:
    if rows is None:
        return ()
    extra = lateness.paths if lateness else ()
    return rows.values_list(*(col.path for col in cols), *extra).iterator(chunk_size=2000)  # type: ignore[no-any-return]


class _Late:
    """Was the row recorded well after it happened? From the last two values of a row."""

    def __init__(self, record_type: RecordType) -> None:
        self.paths = (record_type.happened, "recorded_at")
        self._after = record_type.late_after

    def __call__(self, row: Any) -> bool:
        happened, recorded = row[-2], row[-1]
        return isinstance(happened, datetime) and recorded - happened > self._after


def _lateness(record_type: RecordType) -> _Late | None:
    return _Late(record_type) if record_type.happened != "recorded_at" else None


def _put(sheet: Any, col: SheetColumn, formats: Any, by: Actor) -> Callable[[int, int, Any], Any]:
    """How a value of this column is written: chosen once, not for every cell."""
    text, number = sheet.write_string, sheet.write_number
    if col.masked and not by.is_system:
        return lambda r, c, v: text(r, c, masked(v))
    if col.kind is Kind.CHOICE:
        labels = {value: str(label) for value, label in col.choices.items()}
        return lambda r, c, v: text(r, c, labels.get(v, str(v)))
    if col.kind is Kind.BOOL:
        return lambda r, c, v: text(r, c, "是" if v else "否")
    if col.kind is Kind.MOMENT:
        moments, zone = formats[Kind.MOMENT], timezone.get_current_timezone()
        return lambda r, c, v: number(r, c, _serial(v.astimezone(zone).replace(tzinfo=None)), moments)
    if col.kind is Kind.DATE:
        dates = formats[Kind.DATE]
        return lambda r, c, v: number(r, c, (v - EPOCH.date()).days, dates)
    if col.kind in (Kind.INTEGER, Kind.DECIMAL):
        return lambda r, c, v: number(r, c, v)
    return lambda r, c, v: text(r, c, v if len(v) < CELL_MAX else v[:CELL_MAX])


def _serial(moment: datetime) -> float:
    passed = moment - EPOCH
    return passed.days + passed.seconds / 86400


def _csv_text(col: SheetColumn, by: Actor) -> Callable[[Any], str]:
    if col.masked and not by.is_system:
        return lambda v: quoted(masked(v))
    if col.kind is Kind.MOMENT:
        return lambda v: timezone.localtime(v).strftime("%Y-%m-%d %H:%M:%S")
    if col.kind in (Kind.INTEGER, Kind.DECIMAL, Kind.DATE):
        return lambda v: str(v) if isinstance(v, (int, date)) else f"{Decimal(str(v)):f}"
    return lambda v: quoted(as_text(v, col.field))


def _offer_choices(sheet: Any, index: int, col: SheetColumn) -> None:
    labels = (
        ["是", "否"]
        if col.kind is Kind.BOOL
        else [str(label) for label in col.choices.values()]
        if col.kind is Kind.CHOICE
        else []
    )
    if labels and not col.read_only and len(",".join(labels)) <= 255:
        sheet.data_validation(1, index, 100_000, index, {"validate": "list", "source": labels, "error_type": "warning"})


def _write_help(sheet: Any, bold: Any, record_type: RecordType) -> None:
    assert record_type.sheet is not None
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 3, 40)
    lines: list[tuple[str, str, str, str]] = [("列名", "怎样填", "必填", "可选项")]
    for col in columns_of(record_type):
        how = "由系统填写，导入时请留空或保持不变" if col.read_only else HELP[col.kind]
        if col.link:
            how = f"已有{col.own.verbose_name}的{col.field.verbose_name}"
        if col.is_key and not col.read_only:
            how += "；用来认出是哪一条"
        lines.append(
            (col.label, how, "是" if col.required else "", told_choices(col, 60) if col.kind is Kind.CHOICE else "")
        )
    for r, line in enumerate(lines):
        for c, text in enumerate(line):
            sheet.write_string(r, c, text, bold if r == 0 else None)


def _sheet_name(label: str) -> str:
    return "".join(c for c in label if c not in "[]:*?/\\'")[:31] or "数据"
