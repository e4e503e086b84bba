"""Sheets as people send them, and what is said of their rows."""

from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from houqin.kernel.declare import register
from houqin.kernel.sheets.report import Report

ORDER: Any = register.get("repairs.order")
TERM: Any = register.get("foundation.term")
PERSON: Any = register.get("foundation.person")
PLACE: Any = register.get("foundation.place")
HEADS = ("单号", "场所编码", "故障描述", "工种", "紧急", "报修时间")
PEOPLE = ("姓名", "手机号", "工号", "部门", "校区", "在岗")


def book(tmp_path: Path, *rows: Any, name: str = "表.xlsx", merges: Any = ()) -> Path:
    path = tmp_path / name
    with xlsxwriter.Workbook(path) as made:
        sheet, dates = made.add_worksheet("数据"), made.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if isinstance(value, str) and value.startswith("#"):
                    sheet.write_formula(r, c, "=1/0", None, value)
                elif isinstance(value, date):
                    sheet.write_datetime(r, c, value, dates)
                elif isinstance(value, str):
                    sheet.write_string(r, c, value)
                elif value is not None:
                    sheet.write(r, c, value)
        for area in merges:
            sheet.merge_range(*area)
    return path


def text(tmp_path: Path, content: str, encoding: str = "utf-8-sig") -> Path:
    path = tmp_path / "表.csv"
    path.write_bytes(content.encode(encoding))
    return path


def reasons(report: Report) -> dict[int, str]:
    return {row.line: "；".join(r.message for r in row.reasons) for row in report.rows if row.reasons}
