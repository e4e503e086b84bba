"""Which words stand in which row: one posting for each."""

from collections.abc import Iterable
from typing import Any

from django.db import connection

from houqin.kernel.declare.types import RecordType
from houqin.kernel.rows.reading import tell
from houqin.kernel.search.tokens import initials_of, key, tokens_of

INSERT = "INSERT INTO kernel_posting (school_id, token, row_id) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING"
INSERT_ALL = (
    "INSERT INTO kernel_posting (school_id, token, row_id) "
    "SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[]) ON CONFLICT DO NOTHING"
)
"""PostgreSQL: one message for all postings of a change."""

Posted = tuple[int, int, int]
"""School, token, row."""


def is_searched(record_type: RecordType) -> bool:
    return bool(record_type.list_page.search or record_type.list_page.pinyin)


def keys_of(record_type: RecordType, values: dict[str, Any]) -> set[int]:
    page = record_type.list_page
    tokens: set[str] = set()
    for name in page.search:
        tokens |= tokens_of(str(values.get(name) or ""))
    for name in page.pinyin:
        tokens |= initials_of(str(values.get(name) or ""))
    return {key(record_type.key, token) for token in tokens}


def put(postings: Iterable[Posted]) -> None:
    """Those that are there already stay. Sorted, so that neighbours are written together."""
    new = sorted(postings)
    if not new:
        return
    # Plain SQL: an imported row has some fifteen postings, and building a model object for each took half of the import's time.
    if connection.vendor == "postgresql":
        tell(INSERT_ALL, [f"{{{','.join(map(str, column))}}}" for column in zip(*new, strict=True)])
        return
    with connection.cursor() as cursor:
        cursor.executemany(INSERT, new)
