"""Keeping the postings in step with the rows, and asking them."""

from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from houqin.kernel.declare.register import register
from houqin.kernel.declare.types import RecordType
from houqin.kernel.rows.changes import Change, Touched
from houqin.kernel.search.tokens import initials_of, key, tokens_asked, tokens_of

FEW = 1000
SPARSE = 200
"""Rows from one hit to the next, from which on it is not worth while to look at the rows between."""
INSERT = "INSERT INTO kernel_posting (school_id, token, row_id) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING"
INSERT_ALL = (
    "INSERT INTO kernel_posting (school_id, token, row_id) "
    "SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[]) ON CONFLICT DO NOTHING"
)
"""PostgreSQL: one message for all postings of a change."""

Posted = tuple[int, int, int]
"""School, token, row."""


def keys_of(record_type: RecordType, values: dict[str, Any]) -> set[int]:
    page = record_type.list_page
    tokens: set[str] = set()
    for name in page.search:
        tokens |= tokens_of(str(values.get(name) or ""))
    for name in page.pinyin:
        tokens |= initials_of(str(values.get(name) or ""))
    return {key(record_type.key, token) for token in tokens}


def index_rows(change: Change) -> None:
    """Bring the postings of all touched rows up to date, in the change's own transaction."""
    new: list[Posted] = []
    for touched in change.touched.values():
        record_type = register.find(type(touched.row))
        if record_type is not None and (record_type.list_page.search or record_type.list_page.pinyin):
            new += _updated(record_type, touched)
    if new:
        # Plain SQL: an imported row has some fifteen postings, and building a model object for each took half of the import's time.
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(INSERT_ALL, [list(column) for column in zip(*sorted(new), strict=True)])
            else:
                cursor.executemany(INSERT, sorted(new))


def _updated(record_type: RecordType, touched: Touched) -> list[Posted]:
    row = touched.row
    old = keys_of(record_type, touched.before) if touched.before is not None else set()
    now = set() if touched.deleted else keys_of(record_type, row.__dict__)
    if gone := old - now:
        apps.get_model("kernel", "Posting").objects.of(row.school_id).filter(token__in=gone, row_id=row.pk).delete()
    return [(row.school_id, token, row.pk) for token in now - old]


def search(rows: "QuerySet[Any]", record_type: RecordType, school_id: int, text: str) -> "QuerySet[Any]":
    """Those of `rows` that hold every token of `text`.

    Rare words narrow by id. Common ones are probed along the list's own order, which ends with the page: said as a value, because PostgreSQL
    would turn an EXISTS into a walk over every hit. Where hits lie far apart that walk is the shorter way.
    """
    keys = [key(record_type.key, token) for token in sorted(tokens_asked(text), key=len, reverse=True)]
    if not keys:
        return _scanned(rows, record_type, text)
    postings = apps.get_model("kernel", "Posting").objects.of(school_id)
    hits = postings.filter(token=keys[0])
    for other in keys[1:]:
        hits = hits.filter(Exists(postings.filter(token=other, row_id=OuterRef("row_id"))))
    few = list(hits.order_by("-row_id").values_list("row_id", flat=True)[: FEW + 1])
    if len(few) <= FEW:
        return rows.filter(pk__in=few)
    is_dense = few[0] - few[-1] < SPARSE * FEW
    for token in keys:
        hit = postings.filter(token=token, row_id=OuterRef("pk"))
        rows = rows.filter(pk=Subquery(hit.values("row_id")[:1])) if is_dense else rows.filter(Exists(hit))
    return rows


def _scanned(rows: "QuerySet[Any]", record_type: RecordType, text: str) -> "QuerySet[Any]":
    wanted = Q()
    for name in record_type.list_page.search:
        wanted |= Q(**{f"{name}__icontains": text.strip()})
    return rows.filter(wanted) if text.strip() else rows
