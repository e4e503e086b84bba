"""Writing the entries of a change: one for every row it touched."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder

from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.declare.register import register
from houqin.kernel.rows import Record
from houqin.kernel.rows.changes import Change, Touched
from houqin.kernel.rows.reading import Statement, tell, tell_together
from houqin.kernel.rows.statements import insert, insertion
from houqin.kernel.trail.digest import entry_mac, row_digest

DELETED = "deleted"
JSON = frozenset((str, int, bool, type(None)))
WORDS = frozenset((datetime, date, time, Decimal, UUID))
"""What JSON has a word for, found without writing any."""
ENCODER = DjangoJSONEncoder()


@dataclass(frozen=True, slots=True)
class Call:
    """The outermost action under way: what is asked, of which row, by whom, because of what."""

    verb: str
    model: type[Record]
    row_id: int | None
    by: Actor
    because: Record | None = None
    happened_at: datetime | None = None


def write_entries(change: Change, call: Call, *, beside: Sequence[Statement] = ()) -> None:
    """beside: what else is to be told of the change; most are of one row, and all is told together."""
    entries = [_entry(touched, call) for touched in change.touched.values()]
    if entries:
        _write(entries, beside)


def write_note(row: Record, verb: str, by: Actor, told: dict[str, Any]) -> None:
    """An entry about a row that was not changed: somebody looked at masked data, took a copy, printed it."""
    _write([_told(row, verb, by) | {"after": told, "row_digest": row_digest(row)}])


def _write(entries: list[dict[str, Any]], beside: Sequence[Statement] = ()) -> None:
    table = apps.get_model("kernel", "Entry")
    for entry in entries:
        entry["mac"] = entry_mac(entry)
    if len(entries) == 1:
        tell_together([*beside, insertion(table, entries[0])])
        return
    for sql, params in beside:
        tell(sql, params)
    insert(table, entries)


def _told(row: Record, verb: str, by: Actor) -> dict[str, Any]:
    """Who did what to which row: an entry that tells of no change yet."""
    return {
        "school_id": row.school_id, "recorded_at": clock.now(), "happened_at": None, "is_late": False, "user_id": by.user_id,
        "person_id": by.person_id, "who": by.name[:60], "door": by.door.value, "device": by.device[:120], "verb": verb,
        "model": row._meta.label_lower, "row_id": row.pk, "said": str(row)[:120], "because_model": "", "because_id": None, "before": None,
        "after": None, "version": row.version, "row_digest": "", "phone": None, "seal": None,
    }  # fmt: skip


def _entry(touched: Touched, call: Call) -> dict[str, Any]:
    row, brought = touched.row, clock.brought()
    entry = _told(row, call.verb, call.by)
    entry["before"], entry["after"] = _differing(touched)
    entry["because_model"], entry["because_id"] = _cause(touched, call)
    recorded_at = entry["recorded_at"]
    happened_at = entry["happened_at"] = _happened(touched, call, recorded_at)
    record_type = register.find(type(row))
    entry["is_late"] = record_type is not None and recorded_at - happened_at > record_type.late_after
    entry["row_digest"] = DELETED if touched.deleted else row_digest(row)
    entry["phone"] = brought.phone if brought else None
    return entry


def _cause(touched: Touched, call: Call) -> tuple[str, int | None]:
    """A row saved on the way is there because of the row the action was asked of."""
    if call.because is not None:
        return call.because._meta.label_lower, call.because.pk
    is_the_row = type(touched.row) is call.model and touched.row.pk == call.row_id
    if call.row_id is None or is_the_row:
        return "", None
    return call.model._meta.label_lower, call.row_id


def _happened(touched: Touched, call: Call, recorded_at: datetime) -> datetime:
    """Said by the action's `happened_at`; for a new row, by the field its declaration names; by the phone that brings it; else now."""
    if call.happened_at is not None:
        return call.happened_at
    record_type = register.find(type(touched.row))
    if touched.before is None and record_type is not None:
        told = getattr(touched.row, record_type.happened, None)
        if isinstance(told, datetime):
            return told
    brought = clock.brought()
    return brought.at if brought is not None else recorded_at


def _differing(touched: Touched) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    now = {f.attname: touched.row.__dict__[f.attname] for f in touched.row._meta.concrete_fields}
    if touched.deleted:
        return _plain(touched.before or now), None
    if touched.before is None:
        return None, _plain({k: v for k, v in now.items() if v not in (None, "") and k not in ("school_id", "version")})
    changed = {k for k, v in now.items() if k in touched.before and touched.before[k] != v and k != "version"}
    return _plain({k: touched.before[k] for k in changed}), _plain({k: now[k] for k in changed})


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """As JSON has them: what is not so already, as it would come back."""
    return {name: value if type(value) in JSON else _as_json(value) for name, value in values.items()}


def _as_json(value: Any) -> Any:
    if type(value) in WORDS:
        return ENCODER.default(value)
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder, default=str))
