"""Plain add, change and delete: actions too, so that no door differs."""

import contextlib
from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError
from django.db.models import DateTimeField, ProtectedError, UniqueConstraint

from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions.doubles import doubles
from houqin.kernel.actions.locking import those_locked
from houqin.kernel.actions.perform import run
from houqin.kernel.actions.problems import Problem, Refused
from houqin.kernel.actions.submissions import Once
from houqin.kernel.declare.register import register
from houqin.kernel.declare.types import RecordType
from houqin.kernel.numbering import take
from houqin.kernel.rows import Record
from houqin.kernel.rows.changes import current_change

BATCH = 500
OWN = frozenset(("version", "recorded_at"))
"""Fields that no person fills."""


def add(
    record_type: RecordType, *, by: Actor, values: dict[str, Any], submission: str | Once | None = None, because: Record | None = None
) -> Any:  # fmt: skip
    """Make one row of `record_type`. values: field name → Python value (a row for a link). Raises Refused with every problem."""

    tried: list[Record] = []

    def body(_: Record | None) -> Record:
        row: Record = drafted(record_type, by, values)
        tried.append(row)
        _check_constraints(row)
        _give_numbers(record_type, by, [row])
        row.save()
        return row

    return _told(
        lambda: run(
            None, None, body, verb="add", model=record_type.model, by=by, submission=submission, because=because
        ),
        tried,
    )


def add_many(
    record_type: RecordType, *, by: Actor, rows: Iterable[dict[str, Any]], because: Record | None = None
) -> list[Any]:
    """Make many rows in one transaction, with the same rules as `add`; all or none."""
    return _save_new(record_type, by, lambda: [drafted(record_type, by, values) for values in rows], because)


def add_drafts(record_type: RecordType, *, by: Actor, drafts: list[Any]) -> list[Any]:
    """Save rows that `drafted` has just made; all or none."""
    return _save_new(record_type, by, lambda: drafts, None)


def _save_new(
    record_type: RecordType, by: Actor, drafts: Callable[[], list[Record]], because: Record | None
) -> list[Any]:
    made: list[Any] = []

    def body(_: Record | None) -> None:
        nonlocal made
        made = drafts()
        _give_numbers(record_type, by, made)
        record_type.model.objects.bulk_create(made, batch_size=BATCH)
        change = current_change(record_type.model)
        for row in made:
            change.saved(row, before=None)

    _told(lambda: run(None, None, body, verb="add", model=record_type.model, by=by, because=because))
    return made


def change(
    row: Record, *, by: Actor, values: dict[str, Any], seen_version: int | None = None, submission: str | Once | None = None
) -> Any:  # fmt: skip
    """Change plain fields of a row. Raises Stale when `seen_version` is not the present one."""
    record_type = register.for_model(type(row))
    tried: list[Record] = []

    def body(fresh: Record | None) -> Record:
        assert fresh is not None
        tried.append(fresh)
        filled(record_type, fresh, by, values)
        _check_constraints(fresh)
        if values_of(fresh, values) != fresh._loaded_values(values):
            fresh.save()
        return fresh

    return _told(
        lambda: run(
            None, row, body, verb="change", model=type(row), by=by, submission=submission, seen_version=seen_version
        ),
        tried,
    )


def change_many(record_type: RecordType, *, by: Actor, changes: list[tuple[int, int, dict[str, Any]]]) -> None:
    """Change many rows in one transaction, with the same rules as `change`; all or none.

    changes: id, version that was looked at, new values. Refused if somebody changed one of the rows since.
    """

    def body(_: Record | None) -> None:
        for start in range(0, len(changes), BATCH):
            part = changes[start : start + BATCH]
            fresh = {row.pk: row for row in those_locked(record_type.model, by.school_id, [pk for pk, _, _ in part])}
            for pk, version, values in part:
                if pk not in fresh or fresh[pk].version != version:
                    raise Refused(
                        Problem(
                            f"{fresh.get(pk, '有一条记录')} 刚刚被别人修改或删除，没有保存。请重新核对。", code="stale"
                        )
                    )
                filled(record_type, fresh[pk], by, values).save()

    _told(lambda: run(None, None, body, verb="change", model=record_type.model, by=by))


def filled(record_type: RecordType, row: Any, by: Actor, values: dict[str, Any]) -> Any:
    """The row with new values, checked, not saved. Refused with every problem."""
    _fill(record_type, row, values)
    _check(row)
    if not record_type.policy.may(by, "change", row):
        raise Refused("修改后的内容超出了您的管理范围，请选择本人任职范围内的校区或部门。")
    return row


def delete(row: Record, *, by: Actor, submission: str | Once | None = None) -> None:
    """Remove a row that nothing points at; its trail stays."""

    def body(fresh: Record | None) -> None:
        assert fresh is not None
        try:
            fresh.delete()
        except ProtectedError as error:
            kinds = sorted({str(found._meta.verbose_name) for found in error.protected_objects})
            raise Refused(f"{fresh} 还被{'、'.join(kinds)}引用，不能删除；可先处理这些记录，或停用。") from error

    run(None, row, body, verb="delete", model=type(row), by=by, submission=submission)


def values_of(row: Record, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(row, row._meta.get_field(name).attname) for name in names}  # type: ignore[union-attr]


def drafted(record_type: RecordType, by: Actor, values: dict[str, Any]) -> Any:
    """A new row as `add` would save it, checked, not saved. Refused with every problem."""
    row = record_type.model.blank(by.school_id)
    _fill(record_type, row, values)
    _date(record_type, row, values)
    if record_type.prepare is not None:
        record_type.prepare(row, by)
    _check(row)
    if not record_type.policy.may(by, "add", row) and record_type.policy.may(by, "add"):
        raise Refused(record_type.policy.why(by, "add", row))
    return row


def _date(record_type: RecordType, row: Record, values: dict[str, Any]) -> None:
    """What a phone brings, and nobody dated otherwise, took place when it was done there."""
    brought, name = clock.brought(), record_type.happened
    if brought is None or name == "recorded_at" or values.get(name) is not None:
        return
    if any(f.name == name and isinstance(f, DateTimeField) for f in row._meta.concrete_fields):
        setattr(row, name, brought.at)


def _fill(record_type: RecordType, row: Record, values: dict[str, Any]) -> None:
    for name, value in values.items():
        field = row._meta.get_field(name)
        if isinstance(value, Record) and value.school_id != row.school_id:
            raise Refused(Problem(f"{field.verbose_name}：没有这一项，请重新选择。", name))  # type: ignore[union-attr]
        setattr(row, name, value)


def _check(row: Record) -> None:
    """Every problem of the row's own fields at once, labelled for the person."""
    problems = [
        Problem(f"{f.verbose_name}：必须填写。", f.name, "required")
        for f in _must_have(type(row))
        if getattr(row, f.attname) is None
    ]
    values = row.__dict__
    at_rest = {name for name, attname, default in _sound_defaults(type(row)) if values.get(attname) == default}
    for check in (partial(row.clean_fields, exclude=_links(row) | at_rest | OWN), row.clean):
        try:
            check()
        except ValidationError as error:
            labels = {f.name: str(f.verbose_name) for f in row._meta.concrete_fields}
            problems += Refused.from_validation(error, labels).problems
    if problems:
        raise Refused(*problems)


def _check_constraints(row: Record) -> None:
    if _has_conditions(type(row)):
        row.validate_constraints(exclude=_links(row))


@cache
def _has_conditions(model: type[Record]) -> bool:
    """What must be there only once is left to the database, which alone can know; `doubles` puts it into words."""
    return any(not isinstance(constraint, UniqueConstraint) for constraint in model._meta.constraints)


@cache
def _must_have(model: type[Record]) -> tuple[Any, ...]:
    return tuple(f for f in model._meta.concrete_fields if f.is_relation and not f.null and f.name != "school")


@cache
def _sound_defaults(model: type[Record]) -> tuple[tuple[str, str, Any], ...]:
    """Name, attribute and default of the fields whose default needs no checking: it was checked here, once."""
    found = []
    for field in model._meta.concrete_fields:
        if field.is_relation or not field.has_default() or callable(field.default):
            continue
        with contextlib.suppress(ValidationError):
            field.clean(field.default, None)
            found.append((field.name, field.attname, field.default))
    return tuple(found)


def _links(row: Record) -> frozenset[str]:
    """Fields not checked one by one: links were looked up within the scope already; numbers are given later."""
    return _links_of(type(row))


@cache
def _links_of(model: type[Record]) -> frozenset[str]:
    return frozenset({f.name for f in model._meta.concrete_fields if f.is_relation} | {"number"})


def _give_numbers(record_type: RecordType, by: Actor, rows: list[Any]) -> None:
    waiting = [row for row in rows if record_type.number and not row.number]
    if waiting:
        for row, number in zip(waiting, take(by.school_id, record_type.number, count=len(waiting)), strict=True):
            row.number = number


def _told(do: Any, tried: Sequence[Record] = ()) -> Any:
    """What the database refused, in words; named by its fields where the row that was tried is known."""
    try:
        return do()
    except IntegrityError as error:
        found = _doubles(tried)
        said = "与已有的记录重复或互相矛盾，没有保存。请核对编号、名称后再试。"
        raise Refused(*(found or [Problem(said, code="conflict")])) from error


def _doubles(tried: Sequence[Record]) -> list[Problem]:
    """Nothing can be asked any more within an outer action: its transaction is lost."""
    try:
        return [problem for row in tried[-1:] for problem in doubles(row)]
    except DatabaseError:
        return []
