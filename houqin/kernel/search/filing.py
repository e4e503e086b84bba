"""Keeping the postings in step with the rows.

Each word of a row lies on a page of its own, so that to file one row alone writes more pages than all the rest of adding it. A new row is
therefore only noted as unfiled, and filed together with others: by whoever adds one of every `TOGETHER`, and by the clock each minute. A
search reads the words of the few that wait (`finding.py`), so that none is ever missing.
"""

from functools import cache
from typing import Any

from django.apps import apps
from django.db import transaction

from houqin.kernel.declare.register import register
from houqin.kernel.declare.types import RecordType
from houqin.kernel.rows.changes import Change, Touched
from houqin.kernel.rows.reading import Statement, database, read, tell
from houqin.kernel.search.postings import Posted, is_searched, keys_of, put
from houqin.kernel.search.tokens import folded, key

TOGETHER = 500
"""So many at most wait between two minutes: a search reads them in some ten milliseconds, and each costs a third of being filed alone."""
MANY = 10
"""New rows of one change from which on they are filed at once: they are neighbours already."""
WAIT = "INSERT INTO kernel_unfiled (school_id, kind, row_id) VALUES (%s, %s, %s)"


def index_rows(change: Change) -> list[Statement]:
    """Bring the postings of all touched rows up to date, in the change's own transaction. What is left to tell: which new rows wait."""
    waiting: list[tuple[RecordType, Any]] = []
    known: list[tuple[RecordType, Touched]] = []
    for touched in change.touched.values():
        record_type = register.find(type(touched.row))
        if record_type is None or not is_searched(record_type):
            continue
        if touched.before is None:
            waiting.append((record_type, touched.row))
        else:
            known.append((record_type, touched))
    new = [posted for record_type, touched in known for posted in _updated(record_type, touched)]
    if len(waiting) >= MANY:
        new += [posted for record_type, row in waiting for posted in _postings(record_type, row)]
        waiting.clear()
    put(new)
    return [_wait(record_type, row) for record_type, row in waiting]


def _postings(record_type: RecordType, row: Any) -> list[Posted]:
    return [(row.school_id, token, row.pk) for token in keys_of(record_type, row.__dict__)]


def _updated(record_type: RecordType, touched: Touched) -> list[Posted]:
    row = touched.row
    old = keys_of(record_type, touched.before or {})
    now = set() if touched.deleted else keys_of(record_type, row.__dict__)
    if gone := old - now:
        apps.get_model("kernel", "Posting").objects.of(row.school_id).filter(token__in=gone, row_id=row.pk).delete()
    return [(row.school_id, token, row.pk) for token in now - old]


def _wait(record_type: RecordType, row: Any) -> Statement:
    if row.pk % TOGETHER == 0:
        file_waiting(record_type, row.school_id)
    return WAIT, (row.school_id, record_type.key, row.pk)


@transaction.atomic
def file_waiting(record_type: RecordType, school_id: int) -> None:
    """File the new rows that wait. A row that somebody is changing at this moment waits on: its words are about to be others."""
    names = words_of(record_type)
    held = read(_waiting(record_type.model, tuple(names), lock=True), [school_id, record_type.key])
    postings = [
        (school_id, token, pk)
        for pk, *words in held
        for token in keys_of(record_type, dict(zip(names, words, strict=True)))
    ]
    put(postings)
    waiting = apps.get_model("kernel", "Unfiled").objects.of(school_id).filter(kind=record_type.key)
    waiting.filter(row_id__in=[pk for pk, *_ in held]).delete()
    tell(_deleted(record_type.model), [school_id, record_type.key])


def words_of(record_type: RecordType) -> list[str]:
    """The columns whose words are filed."""
    return sorted({*record_type.list_page.search, *record_type.list_page.pinyin})


def file_all_waiting(school_id: int) -> None:
    kinds = apps.get_model("kernel", "Unfiled").objects.of(school_id).values_list("kind", flat=True).distinct()
    for kind in list(kinds):
        if kind in register:  # else an area that was taken out: its rows are asked for by nobody
            file_waiting(register.get(kind), school_id)


def unfiled_with(tokens: set[str], record_type: RecordType, school_id: int) -> list[int]:
    """Ids of the rows that wait to be filed and hold all of these. A pair of characters is filed wherever it stands; words and numbers are not."""
    names = words_of(record_type)
    pairs = [token for token in tokens if token[0] > "\x7f"]
    others = {key(record_type.key, token) for token in tokens if token[0] <= "\x7f"}
    found = []
    for pk, *words in read(_waiting(record_type.model, tuple(names)), [school_id, record_type.key]):
        text = folded(" ".join(str(word) for word in words if word))
        if all(pair in text for pair in pairs) and (
            not others or others <= keys_of(record_type, dict(zip(names, words, strict=True)))
        ):
            found.append(pk)
    return found


@cache
def _waiting(model: Any, names: tuple[str, ...], *, lock: bool = False) -> str:
    """Ids and words of the rows that wait: these are few, so each is looked up by its key. lock: but those that somebody else holds."""
    quoted = database().ops.quote_name
    columns = ", ".join(f"r.{quoted(model._meta.get_field(name).column)}" for name in ("id", *names))
    held = " FOR UPDATE OF u SKIP LOCKED FOR NO KEY UPDATE OF r SKIP LOCKED"
    return (
        f"SELECT {columns} FROM kernel_unfiled u JOIN {quoted(model._meta.db_table)} r "
        "ON r.school_id = u.school_id AND r.id = u.row_id WHERE u.school_id = %s AND u.kind = %s"
        f"{held if lock and database().features.has_select_for_update else ''}"
    )


@cache
def _deleted(model: Any) -> str:
    """Rows that were deleted while they waited, wait no longer."""
    return (
        "DELETE FROM kernel_unfiled WHERE school_id = %s AND kind = %s AND NOT EXISTS "
        f"(SELECT 1 FROM {database().ops.quote_name(model._meta.db_table)} r WHERE r.school_id = kernel_unfiled.school_id AND r.id = kernel_unfiled.row_id)"
    )
