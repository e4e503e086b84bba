"""Requests by the row of any area that made them necessary."""

from typing import Any

from django.db.models import QuerySet

from houqin.areas.procurement.models import Request
from houqin.kernel.rows import Record


def asked_because(row: Record) -> "QuerySet[Any]":
    return Request.objects.of(row.school_id).filter(origin_kind=row._meta.label_lower, origin_id=row.pk)
