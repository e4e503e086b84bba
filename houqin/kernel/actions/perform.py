"""Doing an action: right, lock, fresh row, state, body, trail; once, whole, or not at all."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from decimal import InvalidOperation
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DataError, OperationalError, connection, transaction
from django.db.models import BooleanField, DateField, TimeField

from houqin.kernel.access import Actor, Forbidden, NotVisible
from houqin.kernel.actions.locking import locked
from houqin.kernel.actions.problems import Problem, Refused
from houqin.kernel.actions.submissions import Once, claim, settle
from houqin.kernel.actions.turns import in_turn
from houqin.kernel.declare.fields import as_text
from houqin.kernel.declare.register import register
from houqin.kernel.rows import Record
from houqin.kernel.rows.changes import CURRENT, Change
from houqin.kernel.rows.limits import too_large
from houqin.kernel.search.filing import index_rows
from houqin.kernel.trail.write import Call, write_entries

TRIES = 4

_call: ContextVar[Call | None] = ContextVar("current_call", default=None)


@dataclass(frozen=True, slots=True)
class Difference:
    field: str
    label: str
    seen: Any
    now: Any


class Stale(Refused):
    """Somebody changed the row since the person saw it. `differences` shows both versions."""

    def __init__(self, row: Record, differences: list[Difference]) -> None:
        self.row, self.differences = row, differences
        said = "，".join(f"{d.label}由“{d.seen}”改为“{d.now}”" for d in differences) or "内容"
        super().__init__(
            Problem(f"您打开之后，{row} 已被别人修改（{said}）。请核对后再提交，您填写的内容仍在下面。", code="stale")
        )


def perform(
    act: Any, row: Record | None, *, by: Actor, values: dict[str, Any], because: Record | None = None,
    submission: str | Once | None = None, seen_version: int | None = None,
) -> Any:  # fmt: skip
    """Do `act` and return what its body returns.

    submission: an id made by the door; the same id again returns the first outcome. seen_version: the version the person looked at.
    Raises Forbidden, NotVisible, Refused (all problems), Stale. `row` is brought up to date in place.
    """

    told = {"because": because} if act.tells_because else {}

    def body(fresh: Record | None) -> Any:
        return act.body(*([fresh] if fresh is not None else []), by=by, **values, **told)

    return run(
        act, row, body, verb=act.key, model=act.model, by=by, because=because, submission=submission,
        seen_version=seen_version, happened_at=values.get("happened_at"),
    )  # fmt: skip


def run(
    act: Any, row: Record | None, body: Callable[[Record | None], Any], *, verb: str, model: type[Record], by: Actor,
    because: Record | None = None, submission: str | Once | None = None, seen_version: int | None = None, happened_at: datetime | None = None,
) -> Any:  # fmt: skip
    """The machinery under `perform` and the plain actions."""
    outer = _call.get()
    if outer is not None:
        return _nested(act, row, body)
    if row is not None and row.school_id != by.school_id:
        raise NotVisible(str(row.pk))
    call = Call(verb=verb, model=model, row_id=row.pk if row else None, by=by, because=because, happened_at=happened_at)
    return _retrying(lambda: in_turn(lambda: _whole(act, row, body, call, submission, seen_version)))


def _nested(act: Any, row: Record | None, body: Callable[[Record | None], Any]) -> Any:
    if row is None:
        return body(None)
    fresh = locked(row)
    _check_state(act, fresh)
    result = body(fresh)
    _bring_up_to_date(row, fresh)
    return row if result is fresh else result


def _whole(
    act: Any, row: Record | None, body: Callable[[Record | None], Any], call: Call, submission: str | Once | None, seen_version: int | None
) -> Any:  # fmt: skip
    policy = register.for_model(call.model).policy
    with transaction.atomic(), _as_current(call) as change:
        claimed = claim(call, submission)
        if claimed.outcome is not None:
            return claimed.outcome
        fresh = locked(row) if row is not None else None
        policy.require(call.by, call.verb, fresh)
        if fresh is not None and seen_version is not None and seen_version != fresh.version:
            raise Stale(fresh, differences_since(fresh, seen_version))
        if fresh is not None:
            _check_state(act, fresh)
        result = _validated(body, fresh, change)
        if isinstance(result, Record) and (latest := change.latest(result)) is not None:
            _bring_up_to_date(result, latest)
        write_entries(change, call, beside=index_rows(change))
        settle(claimed, result if isinstance(result, Record) else fresh)
    if fresh is not None and row is not None:
        _bring_up_to_date(row, fresh)
    return row if result is fresh and row is not None else result


def _validated(body: Callable[[Record | None], Any], fresh: Record | None, change: Change) -> Any:
    try:
        result = body(fresh)
        unfit = [Problem(said, name, "range") for t in change.touched.values() for name, said in too_large(t.row)]
    except ValidationError as error:
        raise Refused.from_validation(error) from error
    except (DataError, OverflowError, InvalidOperation) as error:
        said = "有一项的数值太大或文字太长，没有保存。请核对数量、金额和文字长度。"
        raise Refused(Problem(said, code="range")) from error
    if unfit:
        raise Refused(*unfit)
    return result


@contextmanager
def _as_current(call: Call) -> Iterator[Change]:
    change = Change()
    change_token, call_token = CURRENT.set(change), _call.set(call)
    try:
        yield change
    finally:
        CURRENT.reset(change_token)
        _call.reset(call_token)


def _check_state(act: Any, fresh: Record) -> None:
    why_not = act.possible(fresh) if act is not None else None
    if why_not:
        raise Refused(Problem(why_not, code="state"))


def _bring_up_to_date(row: Record, fresh: Record) -> None:
    if row is not fresh:
        row.__dict__.update(fresh.__dict__)


def differences_since(row: Record, seen_version: int) -> list[Difference]:
    """What changed on the row after `seen_version`, from its trail."""
    entries = (
        apps.get_model("kernel", "Entry")
        .objects.of(row.school_id)
        .filter(model=row._meta.label_lower, row_id=row.pk, version__gt=seen_version)
    )
    seen: dict[str, Any] = {}
    for entry in entries.order_by("id"):
        for name, value in (entry.before or {}).items():
            seen.setdefault(name, value)
    return [_difference(row, name, value) for name, value in seen.items() if name != "version"]


def _difference(row: Record, attname: str, seen: Any) -> Difference:
    field = next(f for f in row._meta.concrete_fields if f.attname == attname)
    return Difference(attname, str(field.verbose_name), _said(field, seen), _said(field, getattr(row, attname)))


def _said(field: Any, value: Any) -> Any:
    if value in (None, ""):
        return "空"
    if field.choices:
        return dict(field.flatchoices).get(value, value)
    if field.is_relation:
        return field.remote_field.model._base_manager.filter(pk=value).first() or value
    if isinstance(field, (DateField, TimeField, BooleanField)):
        return as_text(field.to_python(value), field)
    return value


def _retrying(whole: Callable[[], Any]) -> Any:
    """Try again when the database asks for it (a busy file, a deadlock), never inside somebody's transaction."""
    for attempt in range(TRIES):
        try:
            return whole()
        except OperationalError:
            if connection.in_atomic_block or attempt == TRIES - 1:
                raise
            time.sleep(random.uniform(0.02, 0.1) * (attempt + 1))
    raise AssertionError("unreachable")


__all__ = ["Difference", "Forbidden", "Stale", "differences_since", "perform", "run"]
