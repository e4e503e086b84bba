"""Rows by their words."""

from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from houqin.kernel.declare.types import RecordType
from houqin.kernel.search.filing import unfiled_with
from houqin.kernel.search.tokens import key, tokens_asked

FEW = 1000
SPARSE = 200
"""Rows from one hit to the next, from which on it is not worth while to look at the rows between."""


def search(rows: "QuerySet[Any]", record_type: RecordType, school_id: int, text: str) -> "QuerySet[Any]":
    """Those of `rows` that hold every token of `text`.

    Rare words narrow by id. Common ones are probed along the list's own order, which ends with the page: said as a value, because PostgreSQL
    would turn an EXISTS into a walk over every hit. Where hits lie far apart that walk is the shorter way.
    """
    tokens = tokens_asked(text)
    keys = [key(record_type.key, token) for token in sorted(tokens, key=len, reverse=True)]
    if not keys:
        return _scanned(rows, record_type, text)
    postings = apps.get_model("kernel", "Posting").objects.of(school_id)
    hits = postings.filter(token=keys[0])
    for other in keys[1:]:
        hits = hits.filter(Exists(postings.filter(token=other, row_id=OuterRef("row_id"))))
    few = list(hits.order_by("-row_id").values_list("row_id", flat=True)[: FEW + 1])
    new = unfiled_with(tokens, record_type, school_id)
    if len(few) <= FEW:
        return rows.filter(pk__in={*few, *new})
    is_dense = few[0] - few[-1] < SPARSE * FEW
    filed = Q()
    for token in keys:
        hit = postings.filter(token=token, row_id=OuterRef("pk"))
        filed &= Q(pk=Subquery(hit.values("row_id")[:1])) if is_dense else Q(Exists(hit))
    return rows.filter(filed | Q(pk__in=new) if new else filed)


def _scanned(rows: "QuerySet[Any]", record_type: RecordType, text: str) -> "QuerySet[Any]":
    wanted = Q()
    for name in record_type.list_page.search:
        wanted |= Q(**{f"{name}__icontains": text.strip()})
    return rows.filter(wanted) if text.strip() else rows
