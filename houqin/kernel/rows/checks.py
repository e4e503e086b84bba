"""Start-up checks of the rules that keep tables distributable. Each finding says which rule and what to do."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core import checks
from django.db import models

from houqin.kernel.rows.fields import ForeignKey
from houqin.kernel.rows.models import SchoolRow

ROOMS = ("houqin.kernel", "houqin.foundation", "houqin.areas", "houqin.front", "houqin.config")


def _ours() -> list[type[models.Model]]:
    return [m for m in apps.get_models() if m.__module__.startswith("houqin.")]


def _first_field(names: Any) -> str:
    return str(next(iter(names), "")).removeprefix("-").removesuffix("_id")


def _unique_without_school(model: type[models.Model]) -> Iterator[str]:
    for field in model._meta.local_fields:
        if field.unique and not field.primary_key:
            yield f"字段 {field.name} 单独唯一 (unique=True)；唯一约束须以 school 开头 (rule 2)"
        if isinstance(field, models.OneToOneField):
            yield f"字段 {field.name} 是 OneToOneField；改用 ForeignKey 加唯一约束 (rule 2)"
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and _first_field(constraint.fields) != "school":
            yield f"约束 {constraint.name} 未以 school 开头 (rule 2)"
    for index in model._meta.indexes:
        if index.fields and _first_field(index.fields) != "school":
            yield f"索引 {index.name} 未以 school 开头 (rule 13)"
    if model._meta.many_to_many:
        yield "使用了 M2M；改为带 school 的中间表 (rule 4)"


def _links(model: type[models.Model]) -> Iterator[str]:
    for field in model._meta.local_fields:
        if not isinstance(field, models.ForeignKey) or isinstance(field.remote_field.model, str):
            continue
        target = field.remote_field.model
        to_school = issubclass(target, SchoolRow)
        if issubclass(model, SchoolRow) and to_school and not isinstance(field, ForeignKey):
            yield f"字段 {field.name} 须用 kernel.rows.ForeignKey (rule 4)"
        if not issubclass(model, SchoolRow) and to_school:
            yield f"公共表的字段 {field.name} 指向学校的表 (rule 5)"
        if _room(target) > _room(model) and not field.swappable_setting:
            yield f"字段 {field.name} 指向上层 {target.__module__}；链接只能向下"


def _room(model: type[models.Model]) -> int:
    return next((i for i, room in enumerate(ROOMS) if model.__module__.startswith(room)), -1)


@checks.register("houqin")
def rows_stay_distributable(app_configs: Any, **options: Any) -> list[checks.CheckMessage]:
    found: list[checks.CheckMessage] = []
    for model in _ours():
        problems = list(_links(model))
        if issubclass(model, SchoolRow):
            problems += _unique_without_school(model)
        found += [checks.Error(f"{model._meta.label}: {p}", id="houqin.E001", obj=model) for p in problems]
    return found
