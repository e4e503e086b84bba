"""What was derived from a declaration, and from which line: for people who maintain it, and for the promise that all is explained."""

import inspect
from collections.abc import Iterator
from typing import Any

from houqin.kernel.access.posts import post_name
from houqin.kernel.declare.fields import columns
from houqin.kernel.declare.register import place_in_code, register
from houqin.kernel.declare.types import RecordType


def explained(record_type: RecordType) -> dict[str, Any]:
    """Everything a surface reads of this record type, with where it was said."""
    page, access = record_type.list_page, record_type.access
    base = f"/{record_type.path}/"
    return {
        "record": record_type.key,
        "label": record_type.label,
        "declared_at": register.declared_at[record_type.key],
        "model": f"{record_type.model.__module__}.{record_type.model.__name__}",
        "urls": [base, f"{base}<id>/", *(f"{base}<id>/{a.noun}/" for a in access.verbs if a.on)],
        "columns": {c.path: c.label for c in columns(record_type.model, page.columns)},
        "filters": list(page.filters),
        "search": [*page.search, *(f"{name}（拼音首字母）" for name in page.pinyin)],
        "form": {s.title: list(s.fields) for s in record_type.form},
        "sheet": list(record_type.sheet.columns) if record_type.sheet else [],
        "api": {"read": list(record_type.api.read), "write": list(record_type.api.write)} if record_type.api else {},
        "prints": [p.template for p in record_type.prints] or ["kernel/print.html"],
        "scope": dict(access.scope),
        "posts": {verb: _names(record_type.policy.who(verb)) for verb in record_type.policy.verbs},
        "actions": {a.key: _action(a) for a in access.verbs},
        "masks": {name: _names(who) for name, who in access.masks.items()},
    }  # fmt: skip


def lines(told: dict[str, Any]) -> Iterator[str]:
    """The same for reading in a terminal."""
    yield f"{told['record']}　{told['label']}"
    for name, value in told.items():
        if name in ("record", "label"):
            continue
        if isinstance(value, dict):
            yield f"{name}:"
            yield from (f"  {key}: {_flat(inside)}" for key, inside in value.items())
        else:
            yield f"{name}: {_flat(value)}"


def _action(act: Any) -> dict[str, Any]:
    arguments = [argument.name for argument in act.arguments]
    return {
        "label": act.label,
        "when": list(act.when),
        "asks": bool(act.asks),
        "at": _place(act.body),
        "arguments": arguments,
    }


def _flat(value: Any) -> str:
    if isinstance(value, dict):
        return "，".join(f"{k}={_flat(v)}" for k, v in value.items())
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)


def _names(who: Any) -> list[str]:
    return sorted(name if name[0] in "@*" else post_name(name) for name in who)


def _place(body: Any) -> str:
    return place_in_code(str(inspect.getsourcefile(body)), inspect.getsourcelines(body)[1])
