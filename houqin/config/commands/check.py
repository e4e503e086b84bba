"""verify and explain."""

import argparse
from typing import Any

from houqin.config.commands.command import Command, say_json, with_format


def _verify_arguments(parser: argparse.ArgumentParser) -> None:
    with_format(parser)
    parser.add_argument("--school", metavar="代码", help="只核验一所学校；不写则全部")


def verify(asked: argparse.Namespace) -> int:
    from houqin.kernel.rows import School
    from houqin.kernel.trail.models import Entry
    from houqin.kernel.trail.verify import verify_school

    schools = School.objects.filter(code=asked.school) if asked.school else School.objects.all()
    told = []
    for school in schools.order_by("id"):
        findings = verify_school(school)
        loose = Entry.objects.of(school).filter(seal=None).count()
        told.append({
            "school": school.code, "entries": Entry.objects.of(school).count(), "unsealed": loose,
            "findings": [{"kind": f.kind, "model": f.model, "row": f.row_id, "message": f.message} for f in findings],
        })  # fmt: skip
    if asked.format == "json":
        say_json(told)
    else:
        for one in told:
            _say(one)
    return 1 if any(one["findings"] for one in told) else 0


def _say(one: dict[str, Any]) -> None:
    verdict = f"发现 {len(one['findings'])} 处不符" if one["findings"] else "全部相符"
    print(f"{one['school']}：{one['entries']} 条留痕（{one['unsealed']} 条尚未封存），{verdict}。")
    for finding in one["findings"]:
        print(f"  - {finding['message']}")


VERIFY = Command(
    help="核验留痕：每条记录对照最后一条留痕，每条留痕对照封存批次，逐一点名被改动、删除、添加或倒填的。",
    example="houqin verify --format json", run=verify, arguments=_verify_arguments,
)  # fmt: skip


def _explain_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("record", nargs="?", metavar="RECORD", help="台账，如 repairs.order；不写则列出全部")
    parser.add_argument("--manual", action="store_true", help="写出全部台账和指标的手册（Markdown）")
    with_format(parser)


def explain(asked: argparse.Namespace) -> int:
    from houqin.kernel.actions import Refused
    from houqin.kernel.declare import register
    from houqin.kernel.declare.explain import explained, lines
    from houqin.kernel.declare.manual import manual

    if asked.manual:
        print(manual(), end="")
        return 0
    if asked.record is None:
        keys = [{"record": t.key, "label": t.label, "path": t.path} for t in register]
        if asked.format == "json":
            say_json(keys)
        else:
            print("\n".join(f"{k['record']:<32}{k['label']}　/{k['path']}/" for k in keys))
        return 0
    if asked.record not in register:
        raise Refused(f"没有叫“{asked.record}”的台账。运行 houqin explain 看全部。")
    told = explained(register.get(asked.record))
    if asked.format == "json":
        say_json(told)
    else:
        print("\n".join(lines(told)))
    return 0


EXPLAIN = Command(
    help="说明一种台账的每个界面、列、岗位、动作从哪里来。", example="houqin explain repairs.order", run=explain, arguments=_explain_arguments
)  # fmt: skip
