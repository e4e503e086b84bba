"""The reference manual, written from the declarations, so that it cannot rot: a test compares the file with what this gives."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from houqin.kernel.access.posts import post_name
from houqin.kernel.declare.fields import columns
from houqin.kernel.declare.register import register
from houqin.kernel.declare.types import RecordType
from houqin.kernel.figures.figure import Figure, figures

HEAD = """# 台账手册

由声明生成：`houqin explain --manual > docs/reference.md`。每种台账的地址、列、谁能看、能办什么；每个指标的口径。
"""


def manual() -> str:
    parts = [HEAD]
    for record_type in sorted(register, key=lambda t: t.key):
        parts += _ledger(record_type)
    parts.append("\n# 指标\n\n| 指标 | 编码 | 单位 | 口径 |\n|---|---|---|---|\n")
    parts += [_figure(figure) for figure in sorted(figures, key=lambda f: f.key)]
    return "".join(parts)


def _ledger(record_type: RecordType) -> Iterator[str]:
    page, access = record_type.list_page, record_type.access
    yield f"\n## {record_type.label}　`{record_type.key}`\n\n"
    yield (
        f"- 地址：`/{record_type.path}/`" + (f"，接口 `/api/v1/{record_type.path}/`" if record_type.api else "") + "\n"
    )
    yield f"- 列：{'、'.join(c.label for c in columns(record_type.model, page.columns))}\n"
    if record_type.sheet:
        yield f"- 表格列：{'、'.join(c.label for c in columns(record_type.model, record_type.sheet.columns))}\n"
    yield f"- 能看：{_who(access.view)}\n"
    for verb, label in (("add", "新增"), ("change", "修改"), ("delete", "删除")):
        if who := getattr(access, verb):
            yield f"- {label}：{_who(who)}\n"
    if access.masks:
        yield f"- 隐私字段：{'、'.join(c.label for c in columns(record_type.model, tuple(access.masks)))}\n"
    if access.verbs:
        yield "\n| 动作 | 何时 | 谁 |\n|---|---|---|\n"
        yield from (_verb(act, who) for act, who in access.verbs.items())


@cache
def widest() -> frozenset[str]:
    """All posts that any ledger shows itself to: what “everybody” means here."""
    return max((frozenset(p for p in t.access.view if p[0] not in "@*") for t in register), key=len)


def _verb(act: Any, who: Any) -> str:
    states = dict(act.model._meta.get_field("state").flatchoices) if act.when else {}
    when = "、".join(str(states.get(state, state)) for state in act.when) or "随时"
    return f"| {act.label}　`{act.noun}` | {when} | {_who(who)} |\n"


def _who(posts: Any) -> str:
    """The posts; nearly all of them are told by those that are missing."""
    missing = sorted(post_name(post) for post in widest() - set(posts))
    rest = [f"本单的 {p[1:]}" for p in posts if p[0] == "@"]
    if len(missing) <= 3:
        named = ["所有岗位" + (f"（除{'、'.join(missing)}）" if missing else "")]
    else:
        named = sorted("本校人员" if p == "*" else post_name(p) for p in posts if p[0] != "@")
    return "、".join(named + sorted(rest)) or "只由系统或其他动作"


def _figure(figure: Figure) -> str:
    return f"| {figure.label} | `{figure.key}` | {figure.unit} | {figure.means} |\n"
