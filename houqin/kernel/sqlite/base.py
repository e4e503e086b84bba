"""Django's SQLite, which remembers how a statement is spelt for it.

Django writes `%s` where SQLite wants `?`, and looks through every statement each time it is carried out; for a small one that is half its cost.
"""

from collections.abc import Sequence
from functools import lru_cache
from sqlite3 import dbapi2
from typing import Any

from django.db.backends.sqlite3 import base

LONGEST = 4000
"""Characters: what is longer names ever other rows and will not be asked again."""


def spelt(query: str) -> str:
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


_remembered = lru_cache(maxsize=1000)(spelt)


class Cursor(base.SQLiteCursorWrapper):
    def execute(self, query: str, params: Any = None) -> Any:
        if isinstance(params, (list, tuple)):
            return dbapi2.Cursor.execute(self, self.convert_query(query), params)
        return super().execute(query, params)

    def convert_query(self, query: str, *, param_names: Sequence[str] | None = None) -> str:
        if param_names is not None:
            told: str = super().convert_query(query, param_names=param_names)
            return told
        return _remembered(query) if len(query) <= LONGEST else spelt(query)


class DatabaseWrapper(base.DatabaseWrapper):
    def create_cursor(self, name: str | None = None) -> Cursor:
        return self.connection.cursor(factory=Cursor)  # type: ignore[no-any-return]
