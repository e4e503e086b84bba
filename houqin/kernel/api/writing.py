"""From rows to JSON: the columns a declaration names, each with a writer chosen once, in one query whatever the links."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db import models
from django.utils import timezone

from houqin.kernel.declare import RecordType
from houqin.kernel.declare.fields import Column, columns
from houqin.kernel.declare.labels import label_fields, label_joins
from houqin.kernel.pages.html import masked

Write = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Shape:
    """How rows of one ledger are read and written. only: the fields to load; empty for all of them."""

    writers: tuple[tuple[str, Write], ...]
    joins: tuple[str, ...]
    only: tuple[str, ...]

    def rows(self, rows: Any) -> Any:
        found = rows.select_related(*self.joins) if self.joins else rows
        return found.only(*self.only) if self.only else found

    def item(self, row: Any) -> dict[str, Any]:
        told = {"id": row.pk, "version": row.version}
        for name, write in self.writers:
            told[name] = write(row)
        return told


def shape_of(record_type: RecordType) -> Shape:
    read = record_type.api.read if record_type.api is not None else ()
    return _shape(record_type.model, read, frozenset(record_type.access.masks))


@lru_cache(maxsize=512)
def _shape(model: Any, names: tuple[str, ...], masks: frozenset[str]) -> Shape:
    cols = columns(model, names)
    writers = tuple((col.path, _writer(col, col.path in masks)) for col in cols)
    joins: set[str] = set()
    for col in cols:
        joins |= {col.joins} - {""}
        if col.is_link:
            joins |= {f"{col.path}__{path}" for path in label_joins(col.field.remote_field.model)}
    return Shape(writers, tuple(sorted(joins)), _only(model, cols))


def _only(model: Any, cols: tuple[Column, ...]) -> tuple[str, ...]:
    """The fields that are needed; a computed column may read any, so then the whole row is loaded."""
    if any(col.field is None or ("__" in col.path and not col.is_link) for col in cols):
        return ()
    wanted = {"id", "school", "version"}
    for col in cols:
        wanted.add(col.path)
        if col.is_link:
            target = col.field.remote_field.model
            if label_joins(target):
                return ()
            wanted |= {f"{col.path}__{name}" for name in label_fields(target)}
    return tuple(sorted(wanted))


def _writer(col: Column, is_masked: bool) -> Write:
    get = col.value
    if is_masked:
        return lambda row: masked(get(row))
    if col.is_link:
        return lambda row: link(get(row))
    if isinstance(col.field, models.DateTimeField):
        return lambda row: moment(get(row))
    if isinstance(col.field, models.DateField):
        return lambda row: None if (value := get(row)) is None else value.isoformat()
    if isinstance(col.field, (models.CharField, models.BooleanField, models.IntegerField, models.TextField)):
        return get
    return lambda row: plain(get(row))


def link(row: Any) -> dict[str, Any] | None:
    return None if row is None else {"id": row.pk, "label": str(row)}


def moment(value: datetime | None) -> str | None:
    return None if value is None else timezone.localtime(value).isoformat()


def plain(value: Any) -> Any:
    """Whatever a computed column gives."""
    if isinstance(value, (str, int, float, bool, dict)) or value is None:
        return value
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, models.Model):
        return link(value)
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    return str(value)
