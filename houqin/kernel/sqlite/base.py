"""Django's SQLite, which remembers how a statement is spelt for it.

Django writes `%s` where SQLite wants `?`, and looks through every statement each time it is carried out.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base

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


class DatabaseWrapper(base.DatabaseWrapper):
    def create_cursor(self, name: str | None = None) -> Cursor:
        return self.connection.cursor(factory=Cursor)  # type: ignore[no-any-return]
