"""import, export, backup and restore."""

import argparse
from pathlib import Path
from typing import Any

from houqin.config.commands.command import Command, one_school, say_json, school_argument, with_format

SHOWN = 20
"""Refused rows told in the terminal; the rest is in --format json."""


def _record_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("record", metavar="RECORD", help="台账，如 foundation.place；houqin explain 看全部")
    parser.add_argument("file", metavar="FILE", type=Path, help=".xlsx、.xls、.ods 或 .csv")
    school_argument(parser)


def _record_type(key: str) -> Any:
    from houqin.kernel.actions import Refused
    from houqin.kernel.declare import register

    if key not in register:
        raise Refused(f"没有叫“{key}”的台账。运行 houqin explain 看全部。")
    record_type = register.get(key)
    if record_type.sheet is None:
        raise Refused(f"{record_type.label}没有声明表格，不能导入导出。")
    return record_type


def _actor(school: Any) -> Any:
    from dataclasses import replace

    from houqin.kernel.access import Actor, Door

    # The system's right, the command's name: the trail says that it came from the command line.
    return replace(Actor.system(school.pk, "命令行"), door=Door.COMMAND)


def _import_arguments(parser: argparse.ArgumentParser) -> None:
    _record_file(parser)
    parser.add_argument("--rehearse", action="store_true", help="只预演，不写入")
    with_format(parser)


def import_rows(asked: argparse.Namespace) -> int:
    from houqin.kernel.sheets.importing import import_file

    record_type = _record_type(asked.record)
    asked.file.stat()
    report = import_file(record_type, asked.file, _actor(one_school(asked.school)), confirm=not asked.rehearse)
    if asked.format == "json":
        say_json(_told(report))
    else:
        _say(report)
    return 0 if report.is_clean else 1


def _told(report: Any) -> dict[str, Any]:
    return {
        "file": report.name, "counts": report.counts, "written": report.written, "problems": report.problems, "notes": report.notes,
        "refused": [{"row": row.line, "reasons": _reasons(row)} for row in _refused(report)],
    }  # fmt: skip


def _refused(report: Any) -> list[Any]:
    from houqin.kernel.sheets.report import Fate

    return [row for row in report.rows if row.fate is Fate.REFUSED]


def _reasons(row: Any) -> list[str]:
    return [f"{r.label}：{r.message}" if r.label else r.message for r in row.reasons]


def _say(report: Any) -> None:
    print(report.said)
    for row in _refused(report)[:SHOWN]:
        print(f"  第 {row.line} 行：{'；'.join(_reasons(row))}")
    if report.written is not None:
        print(f"已写入 {report.written} 行。")
    elif not report.is_clean:
        print("没有写入任何内容；请改好后再导入。")


IMPORT = Command(
    help="从表格导入一种台账：先逐行预演，没有错误才一次写入。", example="houqin import foundation.place 场所.xlsx --rehearse",
    run=import_rows, arguments=_import_arguments,
)  # fmt: skip


def export_rows(asked: argparse.Namespace) -> int:
    from houqin.kernel.sheets.importing import export_file

    count = export_file(_record_type(asked.record), asked.file, _actor(one_school(asked.school)))
    print(f"已导出 {count} 行：{asked.file}")
    return 0


EXPORT = Command(
    help="把一种台账导出为表格，列与导入相同。", example="houqin export repairs.order 报修单.xlsx", run=export_rows, arguments=_record_file
)  # fmt: skip


def _backup_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", metavar="FILE", type=Path, nargs="?", help="备份文件；不写则按时间起名放在数据目录的 backups 里"
    )


def backup(asked: argparse.Namespace) -> int:
    from houqin.config import backups

    made = backups.make(asked.file)
    print(f"已备份：{made.path}（{made.size / 1e6:.1f} MB，{made.files} 个文件）")
    return 0


BACKUP = Command(
    help="把数据库、照片文件和密钥备份成一个文件；系统运行时也可以做。", example="houqin backup 后勤备份.tar.gz", run=backup,
    arguments=_backup_arguments,
)  # fmt: skip


def _restore_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="houqin backup 做的文件")
    parser.add_argument("--yes", action="store_true", help="现有数据移到一旁后恢复，不再询问")


def restore(asked: argparse.Namespace) -> int:
    from houqin.config import backups

    aside = backups.restore(asked.file, replace=asked.yes)
    print("已恢复。" + (f"原来的数据放在 {aside}。" if aside else ""))
    return 0


RESTORE = Command(
    help="从备份恢复；现有数据不删除，移到一旁。", example="houqin restore 后勤备份.tar.gz --yes", run=restore, arguments=_restore_arguments
)  # fmt: skip
