"""One canonical form of a row and of an entry, the same before it is written and after it is read, on every database."""

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from houqin.kernel.rows import Record

ENTRY_FIELDS = (
    "school_id", "recorded_at", "happened_at", "is_late", "user_id", "person_id", "who", "door", "device", "verb", "model", "row_id",
    "said", "because_model", "because_id", "before", "after", "version", "row_digest", "phone",
)  # fmt: skip


TOLD_AS_IT_IS = frozenset((str, int, bool))


def _moment(value: Any) -> str:
    return value.astimezone(UTC).isoformat(timespec="microseconds")  # type: ignore[no-any-return]


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (dict, list)):
        return json.dumps(value, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False)
    return value


@cache
def _writers(model: type[models.Model]) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    """Per concrete field, how its value becomes canonical text."""
    found: list[tuple[str, Callable[[Any], Any]]] = []
    for field in model._meta.concrete_fields:
        if isinstance(field, models.DecimalField):
            quantum = Decimal(1).scaleb(-field.decimal_places)
            found.append((field.attname, lambda v, q=quantum: str(Decimal(v).quantize(q))))  # type: ignore[misc]
        elif isinstance(field, models.DateTimeField):
            found.append((field.attname, _moment))
        elif isinstance(field, models.JSONField):
            found.append(
                (field.attname, lambda v: json.dumps(v, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False))
            )
        else:
            found.append((field.attname, str))
    return tuple(found)


def snapshot(row: Record) -> dict[str, str | None]:
    """Every stored value of the row as canonical text."""
    values = row.__dict__
    return {name: None if (value := values[name]) is None else write(value) for name, write in _writers(type(row))}


def row_digest(row: Record) -> str:
    return digest_of(snapshot(row))


def digest_of(values: dict[str, str | None]) -> str:
    told = "\x1f".join(["" if v is None else f"{k}={v}" for k, v in values.items()])
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def entry_mac(entry: Mapping[str, Any]) -> str:
    """Keyed digest of what an entry says: whoever only reaches the database cannot make a fitting one. entry: its values by column."""
    told = [
        "" if (v := entry[name]) is None else f"{name}={v if type(v) in TOLD_AS_IT_IS else _plain(v)}" for name in ENTRY_FIELDS
    ]  # fmt: skip
    return _keyed("\x1f".join(told))


def seal_digest(school_id: int, number: int, sealed_at: datetime, entries: list[Any], previous: str) -> str:
    told = json.dumps([school_id, number, _moment(sealed_at), entries, previous], separators=(",", ":"))
    return _keyed(told)


def _keyed(told: str) -> str:
    return hmac.digest(settings.TRAIL_KEY.encode(), told.encode(), "sha256").hex()
