"""Requests by the row of any area that made them necessary."""

from typing import Any, NamedTuple

from django.db.models import QuerySet

from houqin.areas.procurement.models import Request
from houqin.kernel.rows import Record
from houqin.kernel.rows.reading import told_where


class Asked(NamedTuple):
    """What the row that made it necessary wants to know of a request."""

    kind: str
    state: str
    number: str


def asked_because(row: Record) -> "QuerySet[Any]":
    return Request.objects.of(row.school_id).filter(origin_kind=row._meta.label_lower, origin_id=row.pk)


def told_because(row: Record) -> list[Asked]:
    """The same in few words: a repair's page asks it whenever it is opened."""
    found = told_where(Request, row.school_id, Asked._fields, origin_kind=row._meta.label_lower, origin_id=row.pk)
    return [Asked(*one) for one in found]
