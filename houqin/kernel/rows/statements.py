"""Statements of each table that are written once: putting some twenty columns into an ever new one costs more than carrying it out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db import models

from houqin.kernel.rows.fields import ForeignKey
from houqin.kernel.rows.reading import Statement, database, read, tell

STORED_AS_IS: dict[type, type] = {
    models.CharField: str, models.TextField: str, models.BooleanField: bool, models.IntegerField: int, models.BigIntegerField: int,
    models.PositiveIntegerField: int, models.PositiveSmallIntegerField: int, models.ForeignKey: int, ForeignKey: int,
}  # fmt: skip
"""What every database takes as it comes, of just that type. Everything else is put into words by its field."""


@dataclass(frozen=True, slots=True)
class _Insert:
    """The statement that adds a row to a table. columns: each field, with the type of which every database takes its values as they come."""

    sql: str
    sql_for_id: str
    columns: tuple[tuple[str, Any, type | None], ...]

    def params(self, values: Mapping[str, Any]) -> list[Any]:
        """What the database is given for the values of a row, told by the names of its columns."""
        here = database()
        return [
            value if (value := values[name]) is None or type(value) is as_is else _prepared(field, value, here)
            for name, field, as_is in self.columns
        ]


@cache
def _insert_into(model: Any) -> _Insert:
    quoted = database().ops.quote_name
    fields = tuple(field for field in model._meta.concrete_fields if not field.primary_key)
    assert not any(getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False) for field in fields)
    columns = ", ".join(quoted(field.column) for field in fields)
    sql = f"INSERT INTO {quoted(model._meta.db_table)} ({columns}) VALUES ({', '.join(['%s'] * len(fields))})"
    return _Insert(
        sql,
        f"{sql} RETURNING {quoted(model._meta.pk.column)}",
        tuple((field.attname, field, STORED_AS_IS.get(type(field))) for field in fields),
    )


def insertion(model: Any, row: Mapping[str, Any]) -> Statement:
    """What adds a row of a table, told by the names of all its columns; nobody needs to know its id."""
    plan = _insert_into(model)
    return plan.sql, plan.params(row)


def insert(model: Any, rows: Sequence[Mapping[str, Any]]) -> None:
    """Many rows of one table, each as in `insertion`."""
    plan = _insert_into(model)
    database().insert_many(plan.sql, map(plan.params, rows))


def insert_one(row: Any) -> int:
    """The new row's id."""
    model: Any = type(row)
    plan = _insert_into(model)
    return int(read(plan.sql_for_id, plan.params(row.__dict__))[0][0])


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
    told = [
        value if value is None or type(value) is STORED_AS_IS.get(type(field)) else _prepared(field, value, here)
        for field, _, value in values
    ]
    return tell(sql, [*told, row.school_id, row.pk]) > 0


def _prepared(field: Any, value: Any, here: Any) -> Any:
    """What the database is given for a value. A moment with its zone needs none of the looks that Django takes at one."""
    if type(field) is models.DateTimeField and type(value) is datetime and value.tzinfo is not None:
        return here.ops.adapt_datetimefield_value(value)
    return field.get_db_prep_save(value, here)
