"""From rows to JSON: the columns a declaration names, each with a writer chosen once, in one query whatever the links.

Where every column is a stored value, rows are read as tuples and no model instance is made: that is most of a list's cost. A ledger with
computed columns, or with links whose names are computed, is read as instances.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from django.db import models

from houqin.kernel import clock
from houqin.kernel.declare import RecordType
from houqin.kernel.declare.fields import Column, columns
from houqin.kernel.declare.labels import label_fields, label_joins, reads_only_fields
from houqin.kernel.pages.html import masked

Write = Callable[[Any], Any]
UNCHANGED = (models.CharField, models.TextField, models.BooleanField, models.IntegerField, models.JSONField)


@dataclass(frozen=True, slots=True)
class Shape:
    """How rows of one ledger are read and written. of: prepares a queryset; value: a stored field of what was read, by name."""

    of: Callable[[Any], Any]
    value: Callable[[Any, str], Any]
    writers: tuple[tuple[str, Write], ...]

    def item(self, row: Any) -> dict[str, Any]:
        return {name: write(row) for name, write in self.writers}


def shape_of(record_type: RecordType) -> Shape:
    read = record_type.api.read if record_type.api is not None else ()
    usual = record_type.list_page.order.removeprefix("-")
    return _shape(record_type.model, read, frozenset(record_type.access.masks), "id" if usual == "pk" else usual)


@lru_cache(maxsize=512)
def _shape(model: Any, names: tuple[str, ...], masks: frozenset[str], usual: str) -> Shape:
    cols = columns(model, names)
    stored = all(
        col.field is not None and (not col.is_link or reads_only_fields(col.field.remote_field.model)) for col in cols
    )
    return _of_values(cols, masks, usual) if stored else _of_instances(cols, masks)


def _of_values(cols: tuple[Column, ...], masks: frozenset[str], usual: str) -> Shape:
    paths = ["id", "version", usual]
    writers: list[tuple[str, Write]] = [("id", lambda row: row[0]), ("version", lambda row: row[1])]
    for col in cols:
        at = len(paths)
        if col.is_link and col.path not in masks:
            target = col.field.remote_field.model
            fields = label_fields(target)
            paths += [f"{col.path}_id", *(f"{col.path}__{name}" for name in fields)]
            writers.append((col.path, _link_at(at, fields, target)))
        else:
            paths.append(col.path)
            writers.append((col.path, _value_at(at, masked if col.path in masks else writer_of(col.field))))
    where = {path: n for n, path in enumerate(paths)}
    return Shape(lambda rows: rows.values_list(*paths), lambda row, name: row[where[name]], tuple(writers))


def _value_at(at: int, write: Write | None) -> Write:
    return (lambda row: row[at]) if write is None else (lambda row: write(row[at]))


def _link_at(at: int, fields: tuple[str, ...], target: Any) -> Write:
    """The link's name by its own `__str__`, given just the fields that it reads."""
    first, last, said = at + 1, at + 1 + len(fields), target.__str__

    def write(row: Any) -> dict[str, Any] | None:
        if row[at] is None:
            return None
        return {"id": row[at], "label": said(SimpleNamespace(**dict(zip(fields, row[first:last], strict=True))))}

    return write


def _of_instances(cols: tuple[Column, ...], masks: frozenset[str]) -> Shape:
    joins: set[str] = set()
    writers: list[tuple[str, Write]] = [("id", lambda row: row.pk), ("version", lambda row: row.version)]
    for col in cols:
        joins |= {col.joins} - {""}
        if col.is_link:
            joins |= {f"{col.path}__{path}" for path in label_joins(col.field.remote_field.model)}
        writers.append((col.path, _got(col.value, masked if col.path in masks else plain)))
    needed = sorted(joins)
    return Shape(lambda rows: rows.select_related(*needed) if needed else rows, getattr, tuple(writers))


def told_from_memory(record_type: RecordType, row: Any) -> dict[str, Any] | None:
    """A row that was just saved, as reading it again would tell it; None when a link would have to be looked up or named by another row."""
    read = record_type.api.read if record_type.api is not None else ()
    told = _from_memory(record_type.model, read, frozenset(record_type.access.masks))
    if told is None or any(row.__dict__[link.attname] is not None and not link.is_cached(row) for link in told.links):
        return None
    columns = {path: get(row) if write is None else write(get(row)) for path, get, write in told.columns}
    return {"id": row.pk, "version": row.version, **columns}


@dataclass(frozen=True, slots=True)
class _FromMemory:
    """columns: name, how its value is got, how it is written (None: as it is). links: the fields whose rows must be at hand."""

    columns: tuple[tuple[str, Callable[[Any], Any], Write | None], ...]
    links: tuple[Any, ...]


@lru_cache(maxsize=512)
def _from_memory(model: Any, names: tuple[str, ...], masks: frozenset[str]) -> _FromMemory | None:
    """None for a ledger that tells more than its own fields and the names of links that need no others."""
    cols = columns(model, names)
    links = tuple(col.field for col in cols if col.is_link)
    if any(col.field is None or "__" in col.path for col in cols) or any(
        label_joins(link.remote_field.model) for link in links
    ):
        return None
    told = ((col.path, col.value, masked if col.path in masks else _as_stored(col.field)) for col in cols)
    return _FromMemory(tuple(told), links)


def _as_stored(field: Any) -> Write | None:
    """The database gives a number back with all the digits of its column."""
    if not isinstance(field, models.DecimalField):
        return writer_of(field)
    last_digit = Decimal(1).scaleb(-field.decimal_places)
    return lambda value: None if value is None else f"{Decimal(value).quantize(last_digit):f}"


def _got(get: Callable[[Any], Any], write: Write) -> Write:
    return lambda row: write(get(row))


def writer_of(field: Any) -> Write | None:
    """None: the stored value is JSON already."""
    if isinstance(field, models.DateTimeField):
        return moment
    return None if isinstance(field, UNCHANGED) else plain


def moment(value: datetime | None) -> str | None:
    return None if value is None else clock.local(value).isoformat()


def plain(value: Any) -> Any:
    """Whatever a column gives, as JSON has it."""
    if isinstance(value, (str, int, float, bool, dict)) or value is None:
        return value
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, models.Model):
        return {"id": value.pk, "label": str(value)}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    return str(value)
