"""What the database's unique constraints would refuse, found for all rows at once and named row by row."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import models

from houqin.kernel.access import Actor
from houqin.kernel.actions import Problem, Refused
from houqin.kernel.actions.doubles import may_repeat
from houqin.kernel.declare import RecordType
from houqin.kernel.sheets.report import RowFate

CHUNK = 5000


def refuse_doubles(
    record_type: RecordType, by: Actor, rows: list[RowFate], refuse: Callable[[RowFate, Refused], None]
) -> None:
    for constraint in record_type.model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields:
            names = [name for name in constraint.fields if name != "school"]
            if not (record_type.number and "number" in names):
                _refuse_for(record_type, by, rows, names, constraint, refuse)


def _refuse_for(
    record_type: RecordType, by: Actor, rows: list[RowFate], names: list[str], constraint: Any, refuse: Callable[[RowFate, Refused], None]
) -> None:  # fmt: skip
    fields: list[Any] = [record_type.model._meta.get_field(name) for name in names]
    labels = "、".join(str(field.verbose_name) for field in fields)
    seen: dict[tuple[Any, ...], RowFate] = {}
    for row in [row for row in rows if row.draft is not None]:
        values = tuple(getattr(row.draft, field.attname) for field in fields)
        if may_repeat(values, constraint):
            continue
        first = seen.setdefault(values, row)
        if first is not row:
            refuse(row, Refused(Problem(f"{labels}与第 {first.line} 行重复。", names[-1])))
    moved = {row.row_id for row in rows if row.row_id is not None}
    for pk, values in _taken(record_type, by, fields, list(seen)):
        row = seen[values]
        if pk != row.row_id and pk not in moved:
            refuse(row, Refused(Problem(f"{labels}已被另一条{record_type.label}使用。", names[-1])))


def _taken(
    record_type: RecordType, by: Actor, fields: list[Any], wanted: list[tuple[Any, ...]]
) -> Iterator[tuple[int, tuple[Any, ...]]]:
    attnames, asked = [field.attname for field in fields], set(wanted)
    # Asked by the field with most different values: a campus would match every place, a name only a few.
    widest = max(range(len(fields)), key=lambda i: len({values[i] for values in wanted}), default=0)
    keys = sorted({values[widest] for values in wanted if values[widest] is not None}, key=str)
    for start in range(0, len(keys), CHUNK):
        rows = record_type.model.objects.of(by.school_id).filter(
            **{f"{attnames[widest]}__in": keys[start : start + CHUNK]}
        )
        for pk, *values in rows.values_list("pk", *attnames):
            if tuple(values) in asked:
                yield pk, tuple(values)
