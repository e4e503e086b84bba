"""What a subcommand is."""

import argparse
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


def no_arguments(parser: argparse.ArgumentParser) -> None:
    """For a command that asks nothing."""


@dataclass(frozen=True, kw_only=True)
class Command:
    help: str
    example: str
    run: Callable[[argparse.Namespace], int]
    arguments: Callable[[argparse.ArgumentParser], None] = no_arguments
    needs_django: bool = True
    group_help: str = ""


def with_format(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=("text", "json"), default="text", help="json 供程序读取")


def say_json(told: Any) -> None:
    print(json.dumps(told, ensure_ascii=False, indent=1, default=str))


def one_school(code: str | None) -> Any:
    """The school that is meant: named by its code, or the only one there is."""
    from houqin.kernel.actions import Refused
    from houqin.kernel.rows import School

    schools = School.objects.filter(is_bureau=False).order_by("id")
    if code:
        found = schools.filter(code=code).first()
        if found is None:
            raise Refused(f"没有代码为“{code}”的学校；现有：{'、'.join(s.code for s in schools) or '无'}。")
        return found
    if schools.count() != 1:
        known = "、".join(f"{s.code}（{s.name}）" for s in schools[:10])
        raise Refused(
            f"请用 --school 指明学校。现有：{known}。" if known else "还没有学校。请先运行 houqin up 或 houqin demo。"
        )
    return schools.get()


def school_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--school", metavar="代码", help="学校代码；只有一所学校时可不写")
