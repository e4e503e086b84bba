"""What a name in a declaration means: a resolved path with label, value and how to show it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone

from houqin.kernel.rows import Record


@dataclass(frozen=True, slots=True)
class Column:
    """A resolved name. field: the model field at the end of the path, None for a `@shown` property. joins: select_related path."""

    path: str
    label: str
    field: Any
    value: Callable[[Any], Any]
    joins: str = ""

    @property
    def is_number(self) -> bool:
        numbers = (models.IntegerField, models.DecimalField, models.FloatField)
        return isinstance(self.field, numbers) and not self.field.choices

    @property
    def is_link(self) -> bool:
        return self.field is not None and self.field.is_relation

    @property
    def is_state(self) -> bool:
        return self.field is not None and bool(self.field.choices)

    def text(self, row: Any) -> str:
        return as_text(self.value(row), self.field)


class UnknownName(Exception):
    pass


@lru_cache(maxsize=4096)
def column(model: type[models.Model], path: str) -> Column:
    """Resolve a path such as `place__name`; UnknownName says which step is wrong."""
    steps = path.split("__")
    here: type[models.Model] = model
    field: Any = None
    for i, step in enumerate(steps):
        try:
            field = here._meta.get_field(step)
        except FieldDoesNotExist:
            return _shown(model, here, steps, i)
        if field.is_relation and field.many_to_one:
            here = field.remote_field.model
        elif i < len(steps) - 1:
            raise UnknownName(f"{path}：{step} 不是链接，后面不能再跟字段")
    joins = "__".join(steps if field.is_relation else steps[:-1])
    return Column(path, _label(model, steps), field, attrgetter(path) if len(steps) == 1 else _walker(steps), joins)


def _shown(model: type[models.Model], here: type[models.Model], steps: list[str], i: int) -> Column:
    member = getattr(here, steps[i], None)
    function = member.fget if isinstance(member, property) else member
    label = getattr(function, "shown_label", None)
    if label is None or i < len(steps) - 1:
        raise UnknownName(f"{'__'.join(steps)}：{here.__name__} 没有 {steps[i]}")
    return Column("__".join(steps), label, None, _walker(steps), "__".join(steps[:-1]))


def _label(model: type[models.Model], steps: list[str]) -> str:
    """The label of the last step; of the link before it when the last is only the row's name."""
    fields: list[Any] = []
    for step in steps:
        field = model._meta.get_field(step)
        fields.append(field)
        if field.is_relation:
            model = field.remote_field.model  # type: ignore[union-attr]
    last = fields[-1]
    if len(fields) > 1 and last.name in ("name", "title", "number", "path"):
        last = fields[-2]
    return str(last.verbose_name)


def _walker(steps: list[str]) -> Callable[[Any], Any]:
    """What is at the end of a path; nothing where a link on the way is empty."""

    def walk(row: Any) -> Any:
        for step in steps:
            if row is None:
                return None
            row = getattr(row, step)
        return row() if callable(row) else row

    return walk


@lru_cache(maxsize=1024)
def _labels(field: Any) -> dict[Any, str]:
    return {value: str(label) for value, label in field.flatchoices}


def as_text(value: Any, field: Any = None) -> str:
    """A value as a person reads it: local time, 是/否, the label of a choice."""
    if value is None or value == "":
        return ""
    if field is not None and field.choices:
        return _labels(field).get(value) or str(value)
    if value is True or value is False:
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.astimezone(timezone.get_default_timezone()).isoformat(" ", "minutes")[:16]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, (list, tuple)):
        return "、".join(as_text(v) for v in value)
    return str(value)


def columns(model: type[Record], paths: tuple[str, ...]) -> tuple[Column, ...]:
    return tuple(column(model, path) for path in paths)


def joins(cols: tuple[Column, ...]) -> list[str]:
    """select_related paths that the columns need."""
    return sorted({col.joins for col in cols if col.joins})
