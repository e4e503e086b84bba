"""What a column can hold, checked alike for every database: SQLite would store a number that it cannot read back."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any

from django.db import models

MODERATE, SMALL = 2**31 - 1, 2**15 - 1


@cache
def _limits(model: type[models.Model]) -> tuple[tuple[str, str, Any], ...]:
    """Attribute, label and bound of every field that has one: an int for text, a pair for numbers."""
    found: list[tuple[str, str, Any]] = []
    for field in model._meta.concrete_fields:
        label = str(field.verbose_name)
        if isinstance(field, models.DecimalField):
            # Half a last digit less, because the value is rounded when it is stored.
            most = Decimal(10) ** (field.max_digits - field.decimal_places) - Decimal(5).scaleb(
                -field.decimal_places - 1
            )
            found.append((field.attname, label, (-most, most)))
        elif isinstance(field, models.IntegerField) and not isinstance(field, models.BigIntegerField):
            most_int = SMALL if "Small" in type(field).__name__ else MODERATE
            found.append((field.attname, label, (0 if "Positive" in type(field).__name__ else -most_int, most_int)))
        elif isinstance(field, models.CharField) and field.max_length:
            found.append((field.attname, label, field.max_length))
    return tuple(found)


def too_large(row: models.Model) -> Iterator[tuple[str, str]]:
    """(field, sentence) for every value that its column cannot hold."""
    values = row.__dict__
    for name, label, bound in _limits(type(row)):
        value = values.get(name)
        if value is None:
            continue
        if isinstance(bound, int):
            if isinstance(value, str) and len(value) > bound:
                yield name, f"{label}：最多 {bound} 个字，现有 {len(value)} 个。"
        elif isinstance(value, (int, Decimal)) and not bound[0] <= value <= bound[1]:
            yield name, f"{label}：数值超出了能保存的范围，请核对。"
