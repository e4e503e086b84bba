"""Rows as they are now and nobody else's till the end of the transaction (plain reads on SQLite, whose writers already queue).

Not their keys, which never change: rows that point at them may be added meanwhile, and two who point at each other's do not stand still.
"""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import connection

from houqin.kernel.access import NotVisible
from houqin.kernel.rows import Record
from houqin.kernel.rows.reading import read_one

R = TypeVar("R", bound=Record)


def locked(row: R) -> R:
    """Raises NotVisible for a row that is gone."""
    fresh: R | None = read_one(type(row), row.school_id, row.pk, lock=True)
    if fresh is None:
        raise NotVisible(str(row.pk))
    return fresh


def all_locked(rows: Iterable[R]) -> list[R]:
    """Rows of one kind, each once."""
    wanted = {row.pk: row for row in rows}
    one = next(iter(wanted.values()), None)
    return those_locked(type(one), one.school_id, wanted) if one is not None else []


def those_locked(model: type[R], school_id: int, ids: Iterable[int]) -> list[R]:
    """In the order of their ids, so that two who want the same ones cannot wait for each other."""
    return list(_held(model, school_id).filter(pk__in=list(ids)).order_by("pk"))


def _held(model: type[Record], school_id: int) -> Any:
    rows = model.objects.of(school_id)
    return rows.select_for_update(no_key=True) if connection.features.has_select_for_update else rows
