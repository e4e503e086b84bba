"""plan read, plan import, summary write and summary fill."""

import argparse
from datetime import date
from pathlib import Path

from houqin.config.commands.command import Command, one_school, say_json, school_argument, with_format


def _read_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help=".docx、.txt 或 .xlsx")
    with_format(parser)


def plan_read(asked: argparse.Namespace) -> int:
    from houqin.areas.plans.reading import UnreadablePlan, read_plan

    try:
        told = read_plan(asked.file.read_bytes(), filename=asked.file.name).as_json()
    except UnreadablePlan as error:
        return _unreadable(error)
    if asked.format == "json":
        say_json(told)
        return 0
    print(f"学期：{told['term'] or '未写明'}")
    for item in told["items"]:
        month = f"{item['month']}月" if item["month"] else "　　"
        print(
            f"{item['line']:>4} {month} {item['title']}"
            + (f"（{'、'.join(item['owners'])}）" if item["owners"] else "")
        )
    print(f"共 {len(told['items'])} 项工作，{len(told['goals'])} 个目标，{len(told['left'])} 行未作为工作。")
    return 0


def _unreadable(error: Exception) -> int:
    import sys

    print(error, file=sys.stderr)
    return 3


PLAN_READ = Command(
    help="读一份工作计划，说出每一行成了什么。", example="houqin plan read 工作计划.docx --format json", run=plan_read,
    arguments=_read_arguments, needs_django=False, group_help="工作计划：读、导入",
)  # fmt: skip


def _plan_import_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument("--term", metavar="学期", help="如 2025-2026-2；不写则按文件里写的")
    school_argument(parser)
    with_format(parser)


def plan_import(asked: argparse.Namespace) -> int:
    from houqin.areas.plans.importing import import_plan

    made = import_plan(
        one_school(asked.school), asked.file.read_bytes(), filename=asked.file.name, term_code=asked.term
    )
    if asked.format == "json":
        say_json(made.as_json())
    else:
        print(made.said())
    return 0


PLAN_IMPORT = Command(
    help="读一份工作计划并立成任务。", example="houqin plan import 工作计划.docx --term 2025-2026-2", run=plan_import,
    arguments=_plan_import_arguments,
)  # fmt: skip


def _write_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--term", metavar="学期", help="如 2025-2026-2")
    parser.add_argument("--from", dest="start", type=date.fromisoformat, metavar="日期", help="起日，如 2025-09-01")
    parser.add_argument("--to", dest="end", type=date.fromisoformat, metavar="日期", help="止日")
    parser.add_argument("--campus", metavar="校区", help="只写一个校区")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.docx")
    school_argument(parser)


def summary_write(asked: argparse.Namespace) -> int:
    from houqin.areas.summaries.writing import write_file

    path = write_file(
        one_school(asked.school),
        term_code=asked.term,
        start=asked.start,
        end=asked.end,
        campus=asked.campus,
        out=asked.out,
    )
    print(f"总结已写好：{path}")
    return 0


SUMMARY_WRITE = Command(
    help="写一份工作总结：每个数字都来自台账并能打开。", example="houqin summary write --term 2025-2026-2 --out 总结.docx", run=summary_write,
    arguments=_write_arguments, group_help="工作总结：写、填",
)  # fmt: skip


def _fill_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="OLD", type=Path, help="去年的总结，.docx 或 .txt")
    parser.add_argument("--from", dest="start", type=date.fromisoformat, required=True, metavar="日期")
    parser.add_argument("--to", dest="end", type=date.fromisoformat, required=True, metavar="日期")
    parser.add_argument("--out", type=Path, required=True, metavar="NEW")
    school_argument(parser)
    with_format(parser)


def summary_fill(asked: argparse.Namespace) -> int:
    from houqin.areas.summaries.refilling import UnreadableDocument, fill_file

    try:
        told = fill_file(one_school(asked.school), asked.file, start=asked.start, end=asked.end, out=asked.out)
    except UnreadableDocument as error:
        return _unreadable(error)
    if asked.format == "json":
        say_json(told.as_json())
    else:
        print(told.said())
    return 0


SUMMARY_FILL = Command(
    help="用本期台账的数字填去年的总结，没有把握的留着并标出。",
    example="houqin summary fill 去年总结.docx --from 2025-09-01 --to 2026-01-31 --out 今年总结.docx", run=summary_fill, arguments=_fill_arguments,
)  # fmt: skip
