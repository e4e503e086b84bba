"""The `houqin` command. Each subcommand lives in config/commands; all answer --help with an example.

Exit codes: 0 done · 1 done, but something was found or refused · 2 the call's words are off · 3 a file could not be read · 4 not set up yet.
"""

import argparse
import gc
import os
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

DONE, FOUND, USAGE, UNREADABLE, NOT_READY = 0, 1, 2, 3, 4

Run = Callable[[argparse.Namespace], int]


class Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(USAGE, f"{self.prog}：{message}\n加 --help 看用法和例子。\n")


def parser() -> Parser:
    from houqin.config.commands import ALL

    root = Parser(
        prog="houqin",
        description="后勤：学校总务后勤管理系统。",
        epilog="例：houqin demo　　houqin plan read 工作计划.docx",
    )
    groups: dict[str, argparse._SubParsersAction[Parser]] = {}
    top = root.add_subparsers(title="命令", metavar="命令", required=True, parser_class=Parser)
    for words, command in ALL.items():
        *group, name = words.split()
        if group and group[0] not in groups:
            parent = top.add_parser(group[0], help=command.group_help, description=command.group_help)
            groups[group[0]] = parent.add_subparsers(title="命令", metavar="命令", required=True, parser_class=Parser)
        where = groups[group[0]] if group else top
        one = where.add_parser(
            name, help=command.help, description=command.help, epilog=f"例：{command.example}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )  # fmt: skip
        command.arguments(one)
        one.set_defaults(run=command.run, needs_django=command.needs_django)
    return root


def _load() -> None:
    """All that the system is made of. It stays, so the collector need not walk it: neither while it grows nor ever after."""
    import django
    from django.apps import apps

    if apps.ready:
        return
    gc.disable()
    django.setup()
    gc.freeze()
    gc.enable()


def main(argv: Sequence[str] | None = None) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "houqin.config.settings")
    asked = parser().parse_args(argv)
    try:
        if asked.needs_django:
            _load()
        run: Run = asked.run
        return run(asked)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read us (`| head`) has enough; nothing more can be said, not even by the closing of the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:
        said = sentence(error)
        if said is None:
            raise
        print(said, file=sys.stderr)
        return UNREADABLE if isinstance(error, (OSError, ValueError)) else FOUND


def sentence(error: Exception) -> str | None:
    """The sentence of an error that is the caller's to mend; None for one that is ours."""
    from django.db import OperationalError

    from houqin.kernel.access import Forbidden
    from houqin.kernel.actions import Refused

    if isinstance(error, FileNotFoundError):
        return f"找不到文件：{error.filename}。请核对路径。"
    if isinstance(error, PermissionError):
        return f"没有权限读写：{error.filename}。"
    if isinstance(error, (FileExistsError, NotADirectoryError, IsADirectoryError)):
        return f"{error.filename} 应是文件夹却是文件，或者相反；请核对路径（数据目录由 HOUQIN_DATA 指定）。"
    if isinstance(error, OperationalError) and "no such table" in str(error):
        return "数据库还没有建立。请先运行 houqin up 或 houqin demo。"
    if isinstance(error, (Refused, Forbidden)) or getattr(error, "is_for_people", False):
        return str(error)
    return None
