"""Statements of each table that are written once: putting some twenty columns into an ever new one costs more than carrying it out."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import models

from houqin.kernel.rows.fields import ForeignKey
from houqin.kernel.rows.reading import database

STORED_AS_IS: dict[type, type] = {
    models.CharField: str, models.TextField: str, models.BooleanField: bool, models.IntegerField: int, models.BigIntegerField: int,
    models.PositiveIntegerField: int, models.PositiveSmallIntegerField: int, models.ForeignKey: int, ForeignKey: int,
}  # fmt: skip
"""What every database takes as it comes, of just that type. Everything else is put into words by its field."""


@cache
def _statement(model: Any) -> tuple[tuple[tuple[Any, type | None], ...], str]:
    quoted = database().ops.quote_name
    fields = tuple(field for field in model._meta.concrete_fields if not field.primary_key)
    names = ", ".join(quoted(field.column) for field in fields)
    table = quoted(model._meta.db_table)
    return (
        tuple((field, STORED_AS_IS.get(type(field))) for field in fields),
        f"INSERT INTO {table} ({names}) VALUES ({', '.join(['%s'] * len(fields))})",
    )


def insert(rows: Sequence[Any]) -> None:
    """Rows of one table, whose ids nobody needs to know."""
    model: Any = type(rows[0])
    fields, sql = _statement(model)
    with database().cursor() as cursor:
        if len(rows) == 1:  # a batch of one costs PostgreSQL twice the messages
            cursor.execute(sql, _values(fields, rows[0]))
        else:
            cursor.executemany(sql, [_values(fields, row) for row in rows])


def insert_one(row: Any) -> int:
    """The new row's id."""
    model: Any = type(row)
    fields, sql = _statement(model)
    key = database().ops.quote_name(row._meta.pk.column)
    with database().cursor() as cursor:
        cursor.execute(f"{sql} RETURNING {key}", _values(fields, row))
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
    with here.cursor() as cursor:
        cursor.execute(sql, [*told, row.school_id, row.pk])
        return bool(cursor.rowcount > 0)


def _values(fields: tuple[tuple[Any, type | None], ...], row: Any) -> list[Any]:
    here = database()
    return [_prepared(field, plain, field.pre_save(row, add=True), here) for field, plain in fields]


def _prepared(field: Any, plain: type | None, value: Any, here: Any) -> Any:
    if plain is not None and (value is None or type(value) is plain):
        return value
    return field.get_db_prep_save(value, here)
