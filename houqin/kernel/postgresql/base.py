"""Django's PostgreSQL with a short way for statements that are written once.

Django puts values into the text of a statement, which makes every statement a new one, and three cursors of its own and the driver's stand
before each. Here the server plans a statement when it is first asked, and is then given its name and the values: `psycopg.pq`, the driver's
own way to PostgreSQL's library.
"""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import count
from typing import Any

from django.db.backends.postgresql import base
from django.db.backends.utils import debug_transaction
from psycopg import OperationalError, errors
from psycopg.adapt import PyFormat, Transformer
from psycopg.pq import ConnStatus, Escaping, ExecStatus, TransactionStatus

KEPT = 200
"""Planned statements of one connection. The server holds each in its memory; the one that rested longest makes room.

The driver must plan none on its own (settings: no `prepare_threshold`): with its own it would now and then throw away all that there are.
"""


@cache
def _as_one(queries: tuple[str, ...]) -> str:
    *beside, last = queries
    return f"WITH {', '.join(f'q{at} AS ({query})' for at, query in enumerate(beside))} {last}"


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        self._planned: OrderedDict[str, bytes] = OrderedDict()
        self._numbers = count()
        connection = super().get_new_connection(conn_params)
        self._adapting, self._escaping = Transformer(connection), Escaping(connection.pgconn)
        return connection

    def answer(self, query: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
        """What a statement answers. The connection must be there."""
        told, adapting = self._carry_out(query, params), self._adapting
        adapting.set_pgresult(told)
        found: list[tuple[Any, ...]] = adapting.load_rows(0, told.ntuples, tuple)
        adapting.set_pgresult(None)
        return found

    def carry_out(self, query: str, params: Sequence[Any]) -> int:
        """How many rows a statement changed. The connection must be there."""
        return self._carry_out(query, params).command_tuples or 0

    def carry_out_together(self, statements: Sequence[tuple[str, Sequence[Any]]]) -> None:
        """Statements that do not build on each other, as one."""
        whole = _as_one(tuple(query for query, _ in statements))
        self._carry_out(whole, [value for _, params in statements for value in params])

    def insert_many(self, query: str, rows: Iterable[Sequence[Any]]) -> None:
        """The same insertion for each row, as one stream."""
        into = query.removeprefix("INSERT INTO ").partition(" VALUES ")[0]
        with self.cursor() as cursor, cursor.copy(f"COPY {into} FROM STDIN") as stream:
            for row in rows:
                stream.write_row(row)

    def asking(self) -> Any:
        """Django's cursor around the driver's: the long way, on which others can listen."""
        self.close_if_health_check_failed()
        self.ensure_connection()
        cursor: Any = base.ServerBindingCursor
        return self._prepare_cursor(cursor(self.connection))  # type: ignore[attr-defined]

    def _commit(self) -> None:
        library = self.connection.pgconn if self.connection is not None else None
        if library is not None and library.transaction_status != TransactionStatus.IDLE:
            with debug_transaction(self, "COMMIT"), self.wrap_database_errors:
                self._checked(library.exec_(b"COMMIT"))

    def _carry_out(self, query: str, params: Sequence[Any]) -> Any:
        library = self.connection.pgconn
        if query in self._planned:
            self._planned.move_to_end(query)
        else:
            self._plan(query)
        # As text and without types: the server knows what its columns hold.
        values = self._adapting.dump_sequence(params, [PyFormat.TEXT] * len(params))
        if self.connection.autocommit or library.transaction_status != TransactionStatus.IDLE:
            return self._checked(library.exec_prepared(self._planned[query], values))
        told = [b"NULL" if value is None else self._escaping.escape_literal(value) for value in values]
        return self._checked(library.exec_(b"BEGIN; EXECUTE %s (%s)" % (self._planned[query], b", ".join(told))))

    def _plan(self, query: str) -> None:
        library = self.connection.pgconn
        if len(self._planned) >= KEPT:
            self._checked(library.exec_(b"DEALLOCATE " + self._planned.popitem(last=False)[1]))
        parts = query.split("%s")
        spelt = "".join(f"{part}${at}" for at, part in enumerate(parts[:-1], 1)) + parts[-1]
        name = b"houqin_%d" % next(self._numbers)
        self._checked(library.prepare(name, spelt.encode()))
        self._planned[query] = name

    def _checked(self, told: Any) -> Any:
        if told.status in (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK):
            return told
        if self.connection.pgconn.status == ConnStatus.BAD:
            raise OperationalError(told.get_error_message())
        raise errors.error_from_result(told)
