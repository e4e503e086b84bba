"""Start-up proof of every declaration: a mistake is a sentence that names the record type, never a silently missing column."""

from collections.abc import Iterator
from typing import Any

from django.core import checks
from django.core.exceptions import FieldDoesNotExist

from houqin.kernel.access.posts import known_posts
from houqin.kernel.declare.fields import UnknownName, column
from houqin.kernel.declare.register import register
from houqin.kernel.declare.types import ANYONE, RecordType


def problems_of(record_type: RecordType) -> Iterator[str]:
    yield from _names(record_type)
    yield from _access(record_type)
    yield from _verbs(record_type)
    if record_type.number and not _has_field(record_type, "number"):
        yield "声明了 number，但模型没有 number 字段"
    for related in record_type.related:
        if related.record not in register:
            yield f"related 指向未声明的 {related.record}"


def _paths(record_type: RecordType) -> Iterator[tuple[str, str]]:
    page = record_type.list_page
    for place, names in (
        ("list_page.columns", page.columns), ("list_page.filters", page.filters), ("list_page.search", page.search),
        ("list_page.pinyin", page.pinyin), ("form", record_type.form_fields), ("facts", record_type.facts),
        ("sheet.columns", record_type.sheet.columns if record_type.sheet else ()),
        ("sheet.key", record_type.sheet.key if record_type.sheet else ()),
        ("api.read", record_type.api.read if record_type.api else ()), ("api.write", record_type.api.write if record_type.api else ()),
        ("access.masks", tuple(record_type.access.masks)), ("happened", (record_type.happened,)),
    ):  # fmt: skip
        for name in names:
            yield place, name


def _names(record_type: RecordType) -> Iterator[str]:
    for place, name in _paths(record_type):
        try:
            found = column(record_type.model, name)
        except UnknownName as error:
            yield f"{place} 里的 {name!r} 不认识：{error}"
            continue
        if found.field is None and place in ("list_page.filters", "list_page.search", "form", "api.write"):
            yield f"{place} 里的 {name!r} 是计算出来的，不能用在这里"
    try:
        column(record_type.model, record_type.list_page.order.lstrip("-"))
    except UnknownName as error:
        yield f"list_page.order：{error}"


def _access(record_type: RecordType) -> Iterator[str]:
    access = record_type.access
    if not access.view:
        yield "access.view 为空：没有人能看到"
    sets: list[Any] = [
        access.view,
        access.add,
        access.change,
        access.delete,
        access.export or (),
        *access.verbs.values(),
        *access.masks.values(),
    ]
    for who in {name for group in sets for name in group}:
        if who[0] == "@" and who[1:] not in access.relations:
            yield f"access 提到 {who}，但 relations 里没有"
        elif who[0] != "@" and who != ANYONE and who not in known_posts():
            yield f"access 提到未知岗位 {who!r}"
    for path in (*access.scope.values(), *access.relations.values()):
        try:
            column(record_type.model, path.removesuffix("_id"))
        except UnknownName as error:
            yield f"access 的路径 {path!r} 不认识：{error}"


def _verbs(record_type: RecordType) -> Iterator[str]:
    for act in record_type.access.verbs:
        if act.model is not record_type.model:
            yield f"动作 {act.key} 不属于 {record_type.model.__name__}"
        if act.when and not _has_field(record_type, "state"):
            yield f"动作 {act.key} 用了 when，但模型没有 state 字段"
        if act.due and not _has_field(record_type, act.due):
            yield f"动作 {act.key} 的 due={act.due!r} 不是字段"


def _has_field(record_type: RecordType, name: str) -> bool:
    try:
        record_type.model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return True


@checks.register("houqin")
def declarations_hold(app_configs: Any, **options: Any) -> list[checks.CheckMessage]:
    found: list[checks.CheckMessage] = []
    for record_type in register:
        where = register.declared_at[record_type.key]
        found += [
            checks.Error(f"{record_type.key}（{where}）：{p}", id="houqin.E010") for p in problems_of(record_type)
        ]
    return found
