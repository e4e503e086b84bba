"""The inbox (待办): derived from rows and from actions that ask, so it can neither be stale nor forget.

Whom a row waits for: when the asking action's access set names relations of the row (`@worker`) and the row has one of them filled, it waits for
that person, or the holders of that post, alone; otherwise for the posts of the set, within their scope.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, Q, QuerySet

from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Action
from houqin.kernel.declare import RecordType, register
from houqin.kernel.declare.fields import Column, columns, joins
from houqin.kernel.declare.labels import label_joins

UNIT = re.compile(r"（(\w{1,4})）$")
"""金额（元）, as a column tells its unit."""
COUNTED = 100
SHOWN = 20


@dataclass(frozen=True, slots=True)
class WaitingRow:
    row: Any
    title: str
    about: str
    url: str
    due: date | datetime | None
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """Rows of one record type that wait for one action of this person; the most urgent first."""

    record_type: RecordType
    action: Action[..., Any]
    rows: list[WaitingRow]

    @property
    def title(self) -> str:
        return f"{self.record_type.label} · {self.action.label}"

    @property
    def count_said(self) -> str:
        return f"{SHOWN}+" if len(self.rows) > SHOWN else str(len(self.rows))

    @property
    def more_url(self) -> str:
        states = self.action.when
        narrowed = f"?state={states[0]}" if len(states) == 1 else ""
        return f"/{self.record_type.path}/{narrowed}" if len(self.rows) > SHOWN else ""


def waiting(actor: Actor) -> list[Waiting]:
    """All that waits for this person now; one query for each action that could."""
    found = (_waiting(record_type, act, actor) for record_type, act in asking(actor))
    return sorted((w for w in found if w.rows), key=lambda w: not any(r.is_overdue for r in w.rows))


def waiting_count(actor: Actor) -> int:
    """How much waits for this person, counted to a hundred for each action: for a badge."""
    return sum(waiting_rows(record_type, act, actor).order_by()[:COUNTED].count() for record_type, act in asking(actor))


def asking(actor: Actor) -> Iterator[tuple[RecordType, Action[..., Any]]]:
    for record_type in register:
        for act in record_type.access.verbs:
            if act.asks and act.on is not None and record_type.policy.may(actor, act.key):
                yield record_type, act


def waiting_rows(record_type: RecordType, act: Action[..., Any], actor: Actor) -> "QuerySet[Any]":
    """The rows that wait for this person to do `act`, most urgent first."""
    rows = record_type.visible_to(actor).filter(_for_whom(record_type, act, actor))
    if act.when:
        rows = rows.filter(state__in=act.when)
    if isinstance(act.asks, Q):
        rows = rows.filter(act.asks)
    order = [F(act.due).asc(nulls_last=True)] if act.due else []
    return rows.order_by(*order, "id")  # type: ignore[no-any-return]


def _for_whom(record_type: RecordType, act: Action[..., Any], actor: Actor) -> Q:
    policy = record_type.policy
    relations = policy.relations_in(act.key)
    taken = Q(pk__in=())
    for path, is_post in relations:
        taken |= ~Q(**{path: ""}) if is_post else Q(**{f"{path}__isnull": False})
    by_post: Q = policy.within_posts(actor, act.key)
    return policy.mine(actor, act.key) | (by_post & ~taken) if relations else by_post


def _waiting(record_type: RecordType, act: Action[..., Any], actor: Actor) -> Waiting:
    model = record_type.model
    needed = {*joins(columns(model, record_type.list_page.columns)), *label_joins(model)}
    rows = waiting_rows(record_type, act, actor).select_related(*sorted(needed))[: SHOWN + 1]
    return Waiting(record_type, act, [_row(record_type, act, row) for row in rows])


def _row(record_type: RecordType, act: Action[..., Any], row: Any) -> WaitingRow:
    """The first column says what it is about, the next ones more; the number is for the record, not for the thumb."""
    quiet = {"state", "number", *record_type.access.masks}
    cols = [col for col in columns(record_type.model, record_type.list_page.columns) if col.path not in quiet]
    title, *about = [said(col, text) for col in cols if (text := col.text(row))] or [str(row)]
    due = getattr(row, act.due) if act.due else None
    return WaitingRow(row, title, " · ".join(about[:3]), f"/{record_type.path}/{row.pk}/", due, _past(due))


def said(col: Column, text: str) -> str:
    """A number stands here without the heading of its column: with its unit, or with its name."""
    if not col.is_number:
        return text
    unit = UNIT.search(col.label)
    return f"{text} {unit[1]}" if unit else f"{col.label} {text}"


def _past(due: date | datetime | None) -> bool:
    if isinstance(due, datetime):
        return due < clock.now()
    return due is not None and due < clock.today()
