"""Rehearsing an import: every row's fate is found out, nothing is written."""

from typing import IO, Any

from houqin.kernel.access import Actor
from houqin.kernel.declare import RecordType
from houqin.kernel.sheets.columns import columns_of
from houqin.kernel.sheets.deciding import Rehearsal, Told
from houqin.kernel.sheets.heading import Heading, heading_of, letter
from houqin.kernel.sheets.reading import Grid, grids
from houqin.kernel.sheets.report import Report, RowFate

MOST = 200_000


def rehearse(
    record_type: RecordType, file: IO[bytes], name: str, by: Actor, *, told: Told = lambda *_: None, check: bool = True, keep_drafts: bool = False
) -> Report:  # fmt: skip
    """The report. check=False: only what decides the fates, for when the rows are checked at once by being written."""
    require_right(record_type, by)
    grid, heading = table_of(record_type, file, name)
    if grid is None or heading is None:
        return Report(name, problems=[_no_header(record_type)])
    report = Report(name, grid.name, heading.places, heading.row)
    report.problems, report.notes = _about_headers(record_type, heading)
    report.rows = [
        RowFate(i + 1, grid.rows[i]) for i in range(heading.first, len(grid.rows)) if _is_filled(grid.rows[i], heading)
    ]
    if len(report.rows) > MOST:
        report.problems.append(f"文件有 {len(report.rows)} 行，一次最多导入 {MOST} 行。请拆成几份。")
    if not report.rows and not report.problems:
        report.problems.append("标题行下面没有数据。")
    if report.problems:
        report.rows = []
        return report
    Rehearsal(record_type, by, report, told).run(check=check, keep_drafts=keep_drafts)
    return report


def require_right(record_type: RecordType, by: Actor) -> None:
    """Importing is adding or changing; whoever may do neither is told who may."""
    policy = record_type.policy
    if not policy.may(by, "add") and not policy.may(by, "change"):
        policy.require(by, "add")


def table_of(record_type: RecordType, file: IO[bytes], name: str) -> tuple[Grid | None, Heading | None]:
    """The first sheet with the record's headers; of a text file, the parting that gives most of them."""
    best: tuple[Grid | None, Heading | None] = (None, None)
    for grid in grids(file, name):
        heading = heading_of(record_type, grid)
        if heading is not None and (
            best[1] is None or (grid.name == name and len(heading.places) > len(best[1].places))
        ):
            best = (grid, heading)
    return best


def _no_header(record_type: RecordType) -> str:
    return (
        f"前 20 行里找不到标题行。标题应为：{'、'.join(col.label for col in columns_of(record_type))}。可先下载模板。"
    )


def _about_headers(record_type: RecordType, heading: Heading) -> tuple[list[str], list[str]]:
    problems = [
        f"“{col.label}”出现了 {len(places)} 次（{'、'.join(letter(p) for p in places)} 列），请只留一列。"
        for col, places in heading.doubled
    ]
    missing = [col for col in columns_of(record_type) if col.path not in heading.paths and not col.read_only]
    if keys := [col.label for col in missing if col.is_key]:
        problems.append(f"缺少“{'”“'.join(keys)}”列：没有它就不知道说的是哪一条。")
    notes = [f"{letter(index)} 列“{text}”不认识，没有导入。" for index, text in heading.unknown.items()]
    if needed := [col.label for col in missing if col.required and not col.is_key]:
        notes.append(f"没有“{'”“'.join(needed)}”列：新增的行须填，已有的行保持不变。")
    return problems, notes


def _is_filled(row: list[Any], heading: Heading) -> bool:
    return any(row[i] is not None and str(row[i]).strip() != "" for i in heading.places if i < len(row))
