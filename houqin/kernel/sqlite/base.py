"""Django's SQLite with a short way for statements that are written once.

Django writes `%s` where SQLite wants `?`, and looks through every statement each time it is carried out; here the spelling is remembered. And
three cursors, Django's and the driver's, stand before each statement; here the driver is asked at once.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base, operations

LONGEST = 4000
"""Characters: what is longer names ever other rows and will not be asked again."""


class Cursor(base.SQLiteCursorWrapper):
    def convert_query(self, query: str, *, param_names: Sequence[str] | None = None) -> str:
        if param_names is None and len(query) <= LONGEST:
            return _spelt(query)
        told: str = super().convert_query(query, param_names=param_names)
        return told


@lru_cache(maxsize=1000)
def _spelt(query: str) -> str:
    convert: Any = base.SQLiteCursorWrapper.convert_query  # it looks at the statement alone
    told: str = convert(None, query)
    return told


class DatabaseOperations(operations.DatabaseOperations):
    def adapt_datetimefield_value(self, value: Any) -> Any:
        """A moment in UTC, the zone of the file, needs none of the looks that Django takes at a zone."""
        if type(value) is datetime and value.tzinfo is UTC and self.connection.timezone is UTC:
            return value.replace(tzinfo=None).isoformat(" ")
        return super().adapt_datetimefield_value(value)


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations

    def create_cursor(self, name: str | None = None) -> Cursor:
        return self.connection.cursor(factory=Cursor)  # type: ignore[no-any-return]

    def answer(self, query: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
        """What a statement answers. The connection must be there."""
        found: list[tuple[Any, ...]] = self.connection.execute(_spelt(query), params).fetchall()
        return found

    def carry_out(self, query: str, params: Sequence[Any]) -> int:
        """How many rows a statement changed. The connection must be there."""
        changed: int = self.connection.execute(_spelt(query), params).rowcount
        return changed

    def carry_out_together(self, statements: Sequence[tuple[str, Sequence[Any]]]) -> None:
        """Statements that do not build on each other."""
        for query, params in statements:
            self.carry_out(query, params)

    def insert_many(self, query: str, rows: Iterable[Sequence[Any]]) -> None:
        """The same insertion for each row."""
        with self.cursor() as cursor:
            cursor.executemany(query, list(rows))

    def asking(self) -> Any:
        """Django's cursor around the driver's: the long way, on which others can listen."""
        return self.cursor()
