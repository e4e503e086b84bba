"""Lists: filter, search, sort and go on from a cursor, in one query without a count."""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import F, Q
from django.http import QueryDict

from houqin.kernel.access import Actor
from houqin.kernel.actions import Problem
from houqin.kernel.api.kinds import LARGEST_ID, Kind, Unfit, Value, checked, of_field
from houqin.kernel.api.problem import ApiProblem
from houqin.kernel.api.writing import shape_of
from houqin.kernel.declare import RecordType
from houqin.kernel.declare.fields import column
from houqin.kernel.search.finding import search

USUAL, MOST = 50, 200
LONGEST_QUERY = 100
RANGES = ("__gte", "__lt")
WITH_RANGE = (Kind.DAY, Kind.MOMENT)
FILTERABLE = (Kind.TEXT, Kind.INTEGER, Kind.YES_NO, Kind.DAY, Kind.MOMENT, Kind.LINK, Kind.DECIMAL)


@dataclass(frozen=True, slots=True)
class Order:
    """path: what the list is sorted by, besides the id that makes the order total."""

    path: str
    falling: bool
    value: Value

    @property
    def name(self) -> str:
        return f"-{self.path}" if self.falling else self.path

    @property
    def may_be_empty(self) -> bool:
        return self.value.nullable


def filters_of(record_type: RecordType) -> dict[str, Value]:
    """Query parameters that narrow the list: the page's filters and the fields that are read, never a masked one."""
    return _filters(
        record_type.model, (*record_type.list_page.filters, *_read(record_type)), frozenset(record_type.access.masks)
    )


@lru_cache(maxsize=512)
def _filters(model: Any, names: tuple[str, ...], masks: frozenset[str]) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for name in dict.fromkeys(names):
        col = column(model, name)
        if col.field is None or name in masks:
            continue
        value = of_field(col.field)
        if value.kind in FILTERABLE:
            found[name] = value
            if value.kind in WITH_RANGE:
                found |= {name + tail: value for tail in RANGES}
    return found


def sorts_of(record_type: RecordType) -> dict[str, Value]:
    """What a list may be sorted by: plain fields of the row itself that are read and not masked."""
    return _sorts(
        record_type.model,
        (*_read(record_type), record_type.list_page.order.lstrip("-")),
        frozenset(record_type.access.masks),
    )


@lru_cache(maxsize=512)
def _sorts(model: Any, names: tuple[str, ...], masks: frozenset[str]) -> dict[str, Value]:
    fields = {f.name: f for f in model._meta.concrete_fields}
    plain = [n for n in dict.fromkeys(("id", *names)) if n in fields and n not in masks and not fields[n].is_relation]
    values = {name: of_field(fields[name]) for name in plain}
    return {name: value for name, value in values.items() if value.kind in FILTERABLE}


def _read(record_type: RecordType) -> tuple[str, ...]:
    return record_type.api.read if record_type.api is not None else ()


def page(record_type: RecordType, actor: Actor, asked: QueryDict) -> dict[str, Any]:
    told = _once_each(record_type, asked)
    limit = _limit(told.get("limit"))
    order = _order(record_type, told.get("sort"))
    rows = record_type.visible_to(actor).filter(**_narrowing(record_type, told))
    if words := told.get("q", "").strip():
        rows = search(rows, record_type, actor.school_id, words)
    if mark := told.get("cursor"):
        rows = rows.filter(_after(order, mark))
    shape = shape_of(record_type)
    found = list(shape.of(rows).order_by(*_ordering(order))[: limit + 1])
    items = [shape.item(row) for row in found[:limit]]
    if len(found) <= limit:
        return {"items": items, "next": None}
    return {"items": items, "next": cursor(order, shape.value(found[limit - 1], order.path), items[-1]["id"])}


def _once_each(record_type: RecordType, asked: QueryDict) -> dict[str, str]:
    """The parameters, each known and given once: a misspelt filter must not quietly give the whole list."""
    known = {"q", "sort", "cursor", "limit", *filters_of(record_type)}
    problems: list[Problem] = []
    for name, values in asked.lists():
        if name not in known:
            problems.append(Problem(f"没有 {name[:60]} 这个参数。", name[:60], "unknown"))
        elif len(values) > 1:
            problems.append(Problem(f"{name} 只能给一次。", name, "repeated"))
        elif "\x00" in values[0] or len(values[0]) > 1000:
            problems.append(Problem(f"{name} 的值有误。", name, "characters"))
    if len(asked.get("q", "")) > LONGEST_QUERY:
        problems.append(Problem(f"搜索词最多 {LONGEST_QUERY} 个字。", "q", "too_long"))
    if problems:
        raise _bad(problems)
    return {name: values[0] for name, values in asked.lists()}


def _bad(problems: list[Problem]) -> ApiProblem:
    return ApiProblem(400, "；".join(p.message.rstrip("。") for p in problems) + "。", problems=problems)


def _limit(told: str | None) -> int:
    if told is None:
        return USUAL
    if not (told.isascii() and told.isdigit() and len(told) <= 3 and 1 <= int(told) <= MOST):
        raise _bad([Problem(f"limit 应为 1 到 {MOST} 的整数。", "limit", "range")])
    return int(told)


def _order(record_type: RecordType, told: str | None) -> Order:
    allowed = sorts_of(record_type)
    usual = record_type.list_page.order
    wanted = told if told is not None else usual if usual.lstrip("-") in allowed else "-id"
    path = wanted.removeprefix("-")
    if path not in allowed:
        names = "、".join(sorted(allowed))
        raise _bad([Problem(f"sort 可以是 {names}，前面加 - 为倒序。", "sort", "choice")])
    return Order(path, wanted.startswith("-"), allowed[path])


def _narrowing(record_type: RecordType, told: Mapping[str, str]) -> dict[str, Any]:
    narrowing: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, value in filters_of(record_type).items():
        if name not in told:
            continue
        try:
            narrowing[_lookup(name, value)] = from_query(value, told[name])
        except Unfit as error:
            problems.append(Problem(f"{value.label}：{error.message}", name, error.code))
    if problems:
        raise _bad(problems)
    return narrowing


def _lookup(name: str, value: Value) -> str:
    return name if value.kind is not Kind.LINK else f"{name}_id"


def from_query(value: Value, told: str) -> Any:
    """A query parameter's text as the value it means."""
    if value.kind is Kind.YES_NO:
        if told not in ("true", "false", "1", "0"):
            raise Unfit("应为 true 或 false。")
        return told in ("true", "1")
    if value.choices:
        return checked(value, next((code for code, _ in value.choices if str(code) == told), told))
    if value.kind in (Kind.INTEGER, Kind.LINK):
        digits = told.removeprefix("-")
        if not (digits.isascii() and digits.isdigit() and len(digits) <= 19):
            raise Unfit("应为整数。")
        return checked(value, int(told))
    return checked(value, told.replace(" ", "+") if value.kind is Kind.MOMENT else told)


def _ordering(order: Order) -> tuple[Any, ...]:
    if order.path == "id":
        return (order.name,)
    tail = "-id" if order.falling else "id"
    if not order.may_be_empty:
        return (order.name, tail)
    last = F(order.path).desc(nulls_last=True) if order.falling else F(order.path).asc(nulls_last=True)
    return (last, tail)


def cursor(order: Order, value: Any, pk: int) -> str:
    """Where the next page begins: the sorted value and the id of the last row."""
    told = json.dumps([order.name, value, pk], default=lambda v: v.isoformat() if hasattr(v, "isoformat") else str(v))
    return base64.urlsafe_b64encode(told.encode()).decode().rstrip("=")


def _after(order: Order, mark: str) -> Q:
    value, pk = _read_cursor(order, mark)
    side = "lt" if order.falling else "gt"
    if order.path == "id":
        return Q(**{f"id__{side}": pk})
    if value is None:
        return Q(**{f"{order.path}__isnull": True, f"id__{side}": pk})
    # Written as a range and a tie-break, so that an index on the sorted column is walked from the mark on.
    after = Q(**{f"{order.path}__{side}e": value}) & (Q(**{f"{order.path}__{side}": value}) | Q(**{f"id__{side}": pk}))
    return after | Q(**{f"{order.path}__isnull": True}) if order.may_be_empty else after


def _read_cursor(order: Order, mark: str) -> tuple[Any, int]:
    try:
        name, value, pk = json.loads(base64.b64decode(mark + "=" * (-len(mark) % 4), altchars=b"-_", validate=True))
        if name != order.name or isinstance(pk, bool) or not isinstance(pk, int) or not 0 <= pk <= LARGEST_ID:
            raise ValueError
        return _value_of(order, value), pk
    except (ValueError, TypeError, binascii.Error, RecursionError, Unfit) as error:
        raise _bad(
            [Problem("cursor 有误，请用上一页答复里的 next，并保持 sort 不变。", "cursor", "invalid")]
        ) from error


def _value_of(order: Order, value: Any) -> Any:
    if order.path == "id":
        return None
    if value is None and not order.may_be_empty:
        raise ValueError
    return value if value is None or order.value.choices else checked(order.value, value)
