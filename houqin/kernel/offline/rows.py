"""Rows a form asks to choose from by words: with a network the server searches, without one the phone does, in a list it holds."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from django.db.models import Count, Max, Sum

from houqin.kernel.access import Actor
from houqin.kernel.declare import RecordType, register
from houqin.kernel.declare.inputs import visible_rows
from houqin.kernel.declare.labels import label_joins
from houqin.kernel.pages.widgets import MANY
from houqin.kernel.search.tokens import initials_of

MOST = 3000


def asked_for(actor: Actor) -> list[RecordType]:
    """The ledgers that this person's forms without a network search in: those too long to be offered as a plain choice."""
    found = {t.key: t for t in _targets(actor) if t.list_page.search or t.list_page.pinyin}
    return [t for t in found.values() if visible_rows(t.model, actor)[: MANY + 1].count() > MANY]


def _targets(actor: Actor) -> Iterator[RecordType]:
    for record_type in register:
        policy = record_type.policy
        if record_type.offline and policy.may(actor, "add"):
            fields = (record_type.model._meta.get_field(name) for name in record_type.form_fields)
            yield from _declared(field.remote_field.model for field in fields if field.is_relation)  # type: ignore[union-attr]
        for act in record_type.access.verbs:
            if act.offline and policy.may(actor, act.key):
                yield from _declared(a.type for a in act.arguments if a.is_row and a.ask.choices is None)


def _declared(models: Any) -> Iterator[RecordType]:
    yield from (found for model in models if (found := register.find(model)) is not None)


def version_of(record_type: RecordType, actor: Actor) -> str:
    """Another one when any of the rows changed, came or went."""
    told = (
        visible_rows(record_type.model, actor).order_by().aggregate(n=Count("pk"), last=Max("pk"), sum=Sum("version"))
    )
    return "-".join(str(told[name] or 0) for name in ("n", "last", "sum"))


def rows_of(record_type: RecordType, actor: Actor) -> list[tuple[int, str, str]]:
    """Id, name as a person reads it, and the initials it is also found by."""
    rows = visible_rows(record_type.model, actor).select_related(*label_joins(record_type.model)).order_by("pk")[:MOST]
    return [
        (row.pk, str(row), _initials(tuple(getattr(row, n) or "" for n in record_type.list_page.pinyin)))
        for row in rows
    ]


@lru_cache(maxsize=20_000)
def _initials(names: tuple[str, ...]) -> str:
    words = {word for name in names for word in initials_of(name)}
    return " ".join(sorted(word for word in words if not any(w != word and w.startswith(word) for w in words)))[:120]
