"""Which values of a row another row has already: asked only once the database has refused it, so that a right row pays nothing."""

from collections.abc import Iterator
from typing import Any

from django.db.models import UniqueConstraint

from houqin.kernel.actions.problems import Problem
from houqin.kernel.rows import Record


def doubles(row: Record) -> Iterator[Problem]:
    """A sentence for each; numbers that the system gives are nobody's mistake."""
    for constraint in row._meta.constraints:
        if not isinstance(constraint, UniqueConstraint) or "number" in constraint.fields:
            continue
        fields: list[Any] = [row._meta.get_field(name) for name in constraint.fields if name != "school"]
        values = [getattr(row, field.attname) for field in fields]
        if not fields or may_repeat(tuple(values), constraint):
            continue
        alike = dict(zip((field.attname for field in fields), values, strict=True))
        if type(row).objects.of(row.school_id).filter(**alike).exclude(pk=row.pk).exists():
            labels = "、".join(str(field.verbose_name) for field in fields)
            said = " ".join(str(getattr(row, field.name)) for field in fields)
            yield Problem(
                f"{labels}“{said}”已被另一条{row._meta.verbose_name}使用，没有保存。请核对，或去改那一条。",
                fields[-1].name,
                "conflict",
            )


def may_repeat(values: tuple[Any, ...], constraint: Any) -> bool:
    """May several rows have these values? Conditions in our models except empty texts."""
    if constraint.condition is not None and any(v in ("", None) for v in values):
        return True
    return constraint.nulls_distinct is not False and None in values
