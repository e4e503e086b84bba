"""Rows asked for by a statement that is written once: to build the same question ever anew costs more than to answer it.

Such a statement goes to the database's own driver, past the three cursors in which Django wraps it: they cost as much as the statement. What
they promise is kept here: errors are Django's, a broken transaction is left alone, a lost connection is found, and whoever listens to the
statements (a test that counts them, the log of a developer) hears these too.
"""

import threading
from asyncio import _get_running_loop
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from django.conf import settings
from django.db import connections
from django.db.utils import DEFAULT_DB_ALIAS, OperationalError

Converters = tuple[tuple[int, list[Callable[..., Any]], Any], ...]
"""Where in an answer, what makes it right, and the column they are told."""


Statement = tuple[str, Sequence[Any]]
"""What is to be carried out, and its values."""
LISTENING = settings.DEBUG
"""A developer hears every statement."""

_own = threading.local()


def database() -> Any:
    """This thread's connection, remembered: to have Django look for it costs a third of a statement. Beside an event loop Django keeps others."""
    if _get_running_loop() is not None:
        return connections[DEFAULT_DB_ALIAS]
    try:
        return _own.connection
    except AttributeError:
        _own.connection = connections[DEFAULT_DB_ALIAS]
        return _own.connection


def read(sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    """What a statement answers, as the database gives it."""
    here = database()
    if _takes_the_long_way(here):
        with here.asking() as cursor:
            cursor.execute(sql, params)
            return list(cursor.fetchall())
    if not _is_untried(here):
        return _answered(here, sql, params)
    here.health_check_done = True  # by this question: one more before it would cost as much as it
    try:
        return _answered(here, sql, params)
    except OperationalError:
        if here.in_atomic_block or here.is_usable():  # a new connection knows nothing of what a transaction has done
            raise
        here.close()
        here.connect()
        return _answered(here, sql, params)


def tell(sql: str, params: Sequence[Any]) -> int:
    """Carry out a statement that answers nothing. How many rows it changed."""
    here = database()
    if _takes_the_long_way(here) or _is_untried(here):
        with here.asking() as cursor:
            cursor.execute(sql, params)
            return int(cursor.rowcount)
    if here.needs_rollback:
        here.validate_no_broken_transaction()
    with here.wrap_database_errors:
        changed: int = here.carry_out(sql, params)
    return changed


def tell_together(statements: Sequence[Statement]) -> None:
    """Statements that answer nothing and do not build on each other: one message to PostgreSQL."""
    here = database()
    if _takes_the_long_way(here) or _is_untried(here) or len(statements) == 1:
        for sql, params in statements:
            tell(sql, params)
        return
    if here.needs_rollback:
        here.validate_no_broken_transaction()
    with here.wrap_database_errors:
        here.carry_out_together(statements)


def _answered(here: Any, sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    if here.needs_rollback:
        here.validate_no_broken_transaction()
    with here.wrap_database_errors:
        found: list[tuple[Any, ...]] = here.answer(sql, params)
    return found


def _takes_the_long_way(here: Any) -> bool:
    """When there is no connection yet, or somebody listens."""
    return bool(here.connection is None or here.force_debug_cursor or LISTENING or here.execute_wrappers)


def _is_untried(here: Any) -> bool:
    """A connection kept from an earlier request may be gone (settings.CONN_HEALTH_CHECKS)."""
    return bool(here.health_check_enabled and not here.health_check_done)


@cache
def columns_of(model: Any, alias: str = "", names: tuple[str, ...] = ()) -> str:
    """The columns of a table, in the order in which `row_of` takes them. alias: what the statement calls the table; names: only these fields."""
    quoted = database().ops.quote_name
    before = f"{alias}." if alias else ""
    return ", ".join(f"{before}{quoted(field.column)}" for field in _fields(model, names))


def row_of(model: Any, told: tuple[Any, ...], names: tuple[str, ...] = ()) -> Any:
    """A row of `model` from an answer that begins with `columns_of(model)`; names: the same that were asked for there."""
    known, convert = _reader(model, names)
    return model.from_db(DEFAULT_DB_ALIAS, known, converted(told[: len(known)], convert))


def beside(model: Any, told: tuple[Any, ...], names: tuple[str, ...] = ()) -> tuple[Any, ...]:
    """What an answer tells after `columns_of(model)`."""
    return told[len(names or model._meta.concrete_fields) :]


def read_one(model: Any, school_id: int, pk: int, *, lock: bool = False) -> Any:
    """The row of that school, or None. lock: nobody else's till the end of the transaction (SQLite's writers queue already)."""
    found = read(_one(model, lock), [school_id, pk])
    return row_of(model, found[0]) if found else None


def told_where(model: Any, school_id: int, names: tuple[str, ...], **equal: Any) -> list[tuple[Any, ...]]:
    """Some columns, stored as Python has them, of the rows of a school whose fields have these values; the oldest first."""
    return read(_where(model, names, tuple(equal)), [school_id, *equal.values()])


@cache
def _where(model: Any, names: tuple[str, ...], equal: tuple[str, ...]) -> str:
    quoted = database().ops.quote_name
    asked = [model._meta.get_field(name) for name in names]
    assert not converters_of(model, asked), f"{model.__name__}: one of {names} is stored otherwise than Python has it"
    columns = ", ".join(quoted(field.column) for field in asked)
    held = "".join(f" AND {quoted(model._meta.get_field(name).column)} = %s" for name in equal)
    return f"SELECT {columns} FROM {quoted(model._meta.db_table)} WHERE school_id = %s{held} ORDER BY {quoted(model._meta.pk.column)}"


@cache
def _one(model: Any, lock: bool) -> str:
    quoted = database().ops.quote_name
    held = " FOR NO KEY UPDATE" if lock and database().features.has_select_for_update else ""
    return f"SELECT {columns_of(model)} FROM {quoted(model._meta.db_table)} WHERE school_id = %s AND {quoted(model._meta.pk.column)} = %s{held}"


def _fields(model: Any, names: tuple[str, ...]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if not names or field.name in names]


@cache
def _reader(model: Any, names: tuple[str, ...] = ()) -> tuple[list[str], Converters]:
    fields = _fields(model, names)
    return [field.attname for field in fields], converters_of(model, fields)


def converters_of(model: Any, fields: Sequence[Any]) -> Converters:
    """Which of these columns the database writes otherwise than Python, and what makes them right."""
    ops, found = database().ops, []
    for at, field in enumerate(fields):
        column = field.get_col(model._meta.db_table)
        converters = [*ops.get_db_converters(column), *column.get_db_converters(database())]
        if converters:
            found.append((at, converters, column))
    return tuple(found)


def converted(told: Sequence[Any], converters: Converters) -> list[Any]:
    values, here = list(told), database()
    for at, each, column in converters:
        for converter in each:
            values[at] = converter(values[at], column, here)
    return values
