"""The list: search, filters, sort, pages of 25, 50 or 100; flat in queries."""

from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import Any

from django.core.cache import cache
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date

from houqin.kernel.access import Actor
from houqin.kernel.declare import RecordType
from houqin.kernel.declare.fields import Column, as_text, column
from houqin.kernel.declare.inputs import visible_rows
from houqin.kernel.figures import Period
from houqin.kernel.pages import tables
from houqin.kernel.pages.door import actor_of, is_htmx, members_only, require_view, with_links
from houqin.kernel.pages.ids import row_id
from houqin.kernel.pages.models import SavedView
from houqin.kernel.search.finding import search

LAST_PAGE = 10**6
SIZES = (25, 50, 100)
COUNTED = 1000
"""Lists count up to here and then say “1000+”: nobody needs the rest, and it costs a walk over all rows."""


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[Any]
    number: int
    size: int
    total: int
    is_capped: bool
    has_next: bool


def filtered(record_type: RecordType, actor: Actor, asked: Any) -> "QuerySet[Any]":
    """Visible rows narrowed by `asked` (a query string's values): the list's rows, and its export's."""
    rows = record_type.visible_to(actor)
    for name in record_type.list_page.filters:
        rows = _narrowed(rows, column(record_type.model, name), asked)
    if words := asked.get("q", "").strip():
        rows = search(rows, record_type, actor.school_id, words)
    return rows  # type: ignore[no-any-return]


def _narrowed(rows: Any, col: Column, asked: Any) -> Any:
    if isinstance(col.field, models.DateField):
        return _between(
            rows,
            col,
            parse_date(asked.get(f"{col.path}_from", "") or ""),
            parse_date(asked.get(f"{col.path}_to", "") or ""),
        )
    value = asked.get(col.path, "")
    if value == "":
        return rows
    if isinstance(col.field, models.BooleanField):
        return rows.filter(**{col.path: value == "1"})
    if col.is_link and not row_id(value):
        return rows.none()
    return rows.filter(**{col.path: value})


def _between(rows: Any, col: Column, start: date | None, end: date | None) -> Any:
    is_moment = isinstance(col.field, models.DateTimeField)
    if start:
        rows = rows.filter(**{f"{col.path}__gte": Period(start, start).moments[0] if is_moment else start})
    if end:
        rows = rows.filter(
            **({f"{col.path}__lt": Period(end, end).moments[1]} if is_moment else {f"{col.path}__lte": end})
        )
    return rows


def order_of(record_type: RecordType, asked: Any) -> tuple[str, ...]:
    wanted = asked.get("sort", "")
    allowed = {head["sort"] for head in tables.heads(record_type)} - {""}
    chosen = wanted if wanted.lstrip("-") in allowed else record_type.list_page.order
    return (chosen,) if chosen.lstrip("-") in ("id", "pk") else (chosen, "-id")


def page_of(record_type: RecordType, actor: Actor, asked: Any) -> Page:
    rows = filtered(record_type, actor, asked)
    size = next((s for s in SIZES if str(s) == asked.get("size")), SIZES[0])
    number = min(max(1, row_id(str(asked.get("page", "")))), LAST_PAGE)
    ordered = with_links(rows, record_type.model, record_type.list_page.columns)
    start = (number - 1) * size
    found = list(ordered.order_by(*order_of(record_type, asked))[start : start + size + 1])
    total = _counted(rows, record_type, actor, asked)
    return Page(found[:size], number, size, min(total, COUNTED), total > COUNTED, len(found) > size)


def _counted(rows: Any, record_type: RecordType, actor: Actor, asked: Any) -> int:
    """How many, up to one more than is told. That a list is long is remembered for a minute: it does not become short meanwhile."""
    narrowing = sorted((k, v) for k, v in asked.items() if k not in ("page", "size", "sort"))
    told = repr((record_type.key, actor.school_id, actor.person_id, actor.holdings, narrowing))
    key = "long-list-" + blake2b(told.encode(), digest_size=16).hexdigest()
    if cache.get(key):
        return COUNTED + 1
    total: int = rows.order_by()[: COUNTED + 1].count()
    if total > COUNTED:
        cache.set(key, True, 60)
    return total


def list_view(record_type: RecordType) -> Any:
    @members_only
    def view(request: HttpRequest) -> HttpResponse:
        actor = actor_of(request)
        require_view(record_type, actor)
        page = page_of(record_type, actor, request.GET)
        policy = record_type.policy
        bulk = _bulk_verbs(record_type, actor)
        context = {
            "type": record_type, "page": page, "head": tables.head(record_type, request.GET), "bulk": bulk, "states": _states(record_type, request.GET),
            "body": tables.body(record_type, page.rows, actor, pick=bool(bulk)), "chips": _chips(record_type, actor, request.GET),
            "may_add": (record_type.form or record_type.made_by) and policy.may(actor, record_type.made_by.key if record_type.made_by else "add"),
            "may_export": record_type.sheet is not None and policy.may(actor, "export"),
            "may_import": record_type.sheet is not None and bool(record_type.access.add) and policy.may(actor, "add"), "sizes": SIZES,
            "searchable": bool(record_type.list_page.search or record_type.list_page.pinyin),
        }  # fmt: skip
        template = "kernel/list_rows.html" if is_htmx(request) else "kernel/list.html"
        return render(request, template, context)

    return view


def _bulk_verbs(record_type: RecordType, actor: Actor) -> list[Any]:
    """Verbs that can be done to many rows at once: those whose arguments have nothing to do with one row alone."""
    verbs = record_type.access.verbs
    return [
        a
        for a in verbs
        if a.on is not None
        and not any(x.parts or x.ask.widget for x in a.arguments)
        and record_type.policy.may(actor, a.key)
    ]


def _states(record_type: RecordType, asked: Any) -> list[dict[str, Any]]:
    """The first choice filter, as a row of buttons above the list."""
    cols = (column(record_type.model, n) for n in record_type.list_page.filters)
    first = next((c for c in cols if c.is_state), None)
    if first is None or len(first.field.flatchoices) > 8:
        return []
    now = asked.get(first.path, "")
    options = [("", "全部"), *first.field.flatchoices]
    return [{"name": first.path, "value": v, "label": label, "active": now == str(v)} for v, label in options]


def _chips(record_type: RecordType, actor: Actor, asked: Any) -> list[dict[str, str]]:
    """The filters in force, each with the query name that takes it away."""
    chips: list[dict[str, str]] = []
    for name in record_type.list_page.filters:
        col = column(record_type.model, name)
        if isinstance(col.field, models.DateField):
            for tail, word in (("_from", "从"), ("_to", "到")):
                if told := asked.get(name + tail):
                    chips.append({"name": name + tail, "label": f"{col.label}{word} {told}"})
        elif (told := asked.get(name, "")) != "":
            chips.append({"name": name, "label": f"{col.label}：{_told(col, actor, told)}"})
    return chips


def _told(col: Column, actor: Actor, value: str) -> str:
    if col.is_link:
        model = col.field.remote_field.model
        row = visible_rows(model, actor).filter(pk=row_id(value)).first()
        return str(row or "（无）")
    if isinstance(col.field, models.BooleanField):
        return "是" if value == "1" else "否"
    return as_text(value, col.field)


def filters_view(record_type: RecordType) -> Any:
    """The filter panel, fetched when somebody opens it: its options cost queries that the list should not pay."""

    @members_only
    def view(request: HttpRequest) -> HttpResponse:
        actor = actor_of(request)
        require_view(record_type, actor)
        if request.method == "POST":
            return _save_view(record_type, request)
        fields = [
            _filter_input(column(record_type.model, n), actor, request.GET) for n in record_type.list_page.filters
        ]
        saved = SavedView.objects.of(actor.school_id).filter(user_id=actor.user_id, record=record_type.key)
        return render(request, "kernel/list_filters.html", {"type": record_type, "fields": fields, "saved": saved})

    return view


def _filter_input(col: Column, actor: Actor, asked: Any) -> dict[str, Any]:
    if isinstance(col.field, models.DateField):
        return {
            "kind": "dates",
            "name": col.path,
            "label": col.label,
            "start": asked.get(f"{col.path}_from", ""),
            "end": asked.get(f"{col.path}_to", ""),
        }
    if col.is_link:
        options = [(str(r.pk), str(r)) for r in visible_rows(col.field.remote_field.model, actor)[:300]]
    elif isinstance(col.field, models.BooleanField):
        options = [("1", "是"), ("0", "否")]
    elif col.field.choices:
        options = [(str(v), str(label)) for v, label in col.field.flatchoices]
    else:
        return {"kind": "text", "name": col.path, "label": col.label, "value": asked.get(col.path, "")}
    return {
        "kind": "select",
        "name": col.path,
        "label": col.label,
        "options": options,
        "value": asked.get(col.path, ""),
    }


def _save_view(record_type: RecordType, request: HttpRequest) -> HttpResponse:
    """Keep the present filters under a name, or drop a kept view."""
    actor = actor_of(request)
    mine = SavedView.objects.of(actor.school_id).filter(user_id=actor.user_id, record=record_type.key)
    if drop := request.POST.get("drop"):
        mine.filter(pk=row_id(drop)).delete()
    elif name := request.POST.get("name", "").strip()[:40]:
        mine.update_or_create(
            school_id=actor.school_id,
            user_id=actor.user_id,
            record=record_type.key,
            name=name,
            defaults={"query": request.POST.get("query", "")[:500]},
        )
    return redirect(f"/{record_type.path}/{request.POST.get('query', '')[:500]}")
