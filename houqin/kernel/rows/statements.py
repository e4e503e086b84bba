"""Statements of each table that are written once: putting some twenty columns into an ever new one costs more than carrying it out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import models

from houqin.kernel.rows.fields import ForeignKey
from houqin.kernel.rows.reading import asking, database

STORED_AS_IS: dict[type, type] = {
    models.CharField: str, models.TextField: str, models.BooleanField: bool, models.IntegerField: int, models.BigIntegerField: int,
    models.PositiveIntegerField: int, models.PositiveSmallIntegerField: int, models.ForeignKey: int, ForeignKey: int,
}  # fmt: skip
"""What every database takes as it comes, of just that type. Everything else is put into words by its field."""


@dataclass(frozen=True, slots=True)
class _Insert:
    """The statement that adds a row to a table. columns: each field, with the type of which every database takes its values as they come."""

    sql: str
    names: tuple[str, ...]
    columns: tuple[tuple[Any, type | None], ...]

    def params(self, values: Iterable[Any]) -> list[Any]:
        """What the database is given for the values of a row, in the order of `names`."""
        here = database()
        return [
            _prepared(field, as_is, value, here) for value, (field, as_is) in zip(values, self.columns, strict=True)
        ]


@cache
def _insert_into(model: Any) -> _Insert:
    quoted = database().ops.quote_name
    fields = tuple(field for field in model._meta.concrete_fields if not field.primary_key)
    assert not any(getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False) for field in fields)
    columns = ", ".join(quoted(field.column) for field in fields)
    return _Insert(
        f"INSERT INTO {quoted(model._meta.db_table)} ({columns}) VALUES ({', '.join(['%s'] * len(fields))})",
        tuple(field.attname for field in fields),
        tuple((field, STORED_AS_IS.get(type(field))) for field in fields),
    )


def insert(model: Any, rows: Sequence[Mapping[str, Any]]) -> None:
    """Rows of one table, told by the names of all its columns; nobody needs to know their ids."""
    plan = _insert_into(model)
    params = [plan.params(map(row.__getitem__, plan.names)) for row in rows]
    with asking() as cursor:
        if len(params) == 1:  # a batch of one costs PostgreSQL twice the messages
            cursor.execute(plan.sql, params[0])
        else:
            cursor.executemany(plan.sql, params)


def insert_one(row: Any) -> int:
    """The new row's id."""
    model: Any = type(row)
    plan = _insert_into(model)
    key = database().ops.quote_name(row._meta.pk.column)
    with asking() as cursor:
        cursor.execute(f"{plan.sql} RETURNING {key}", plan.params(map(row.__dict__.__getitem__, plan.names)))
        return int(cursor.fetchone()[0])


@cache
def _change(model: Any, columns: tuple[str, ...]) -> str:
    quoted = database().ops.quote_name
    told = ", ".join(f"{quoted(column)} = %s" for column in columns)
    return f"UPDATE {quoted(model._meta.db_table)} SET {told} WHERE school_id = %s AND {quoted(model._meta.pk.column)} = %s"


def update_one(row: Any, values: Sequence[tuple[Any, Any, Any]]) -> bool:
    """Whether the row was there. values: (field, its model, value), as Django's own update takes them."""
    model: Any = type(row)
    here = database()
    sql = _change(model, tuple(field.column for field, _, _ in values))
    told = [_prepared(field, STORED_AS_IS.get(type(field)), value, here) for field, _, value in values]
    with asking() as cursor:
        cursor.execute(sql, [*told, row.school_id, row.pk])
        return bool(cursor.rowcount > 0)


def _prepared(field: Any, as_is: type | None, value: Any, here: Any) -> Any:
    return value if value is None or type(value) is as_is else field.get_db_prep_save(value, here)
