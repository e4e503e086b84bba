"""The floor: bare Django views that answer with the same bytes from the same rows. No sign-in, no permission, no scope, no trail.

Only the rows are read and written out; whatever is the same on every page is taken from a page that was caught beforehand.
"""

import json
import os
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.html import escape

from houqin.areas.repairs.models import RepairOrder, Trade
from houqin.kernel import clock

SCHOOL = 1
"""The only one in the measured database."""
CAUGHT = os.environ.get("HOUQIN_BENCH_CAUGHT", "")
"""A folder with the answers that the real server gave: list.html, detail.html, made.json."""
TONES = {"open": "orange", "assigned": "blue", "accepted": "green"}
STATES, TRADES = dict(RepairOrder.State.choices), dict(Trade.choices)
LISTED = (
    "id",
    "number",
    "place__path",
    "fault",
    "is_urgent",
    "due_on",
    "trade",
    "state",
    "worker__name",
    "reported_at",
    "recorded_at",
)
JSON_READ = (
    "id", "version", "number", "place_id", "place__path", "asset_id", "asset__name", "fault", "trade", "trade_hint", "is_urgent", "state",
    "reported_at", "worker_id", "worker__name", "contractor_id", "contractor__name", "due_on", "assigned_at", "finished_at", "minutes", "cost",
    "materials_cost", "note", "accepted_at", "rating", "reopened_count",
)  # fmt: skip


@cache
def _caught(name: str) -> bytes:
    with open(f"{CAUGHT}/{name}", "rb") as file:
        return file.read()


def _rows(size: int) -> Any:
    return RepairOrder.objects.filter(school_id=SCHOOL).order_by("-is_pressing", "-id")[:size]


@cache
def _frame() -> tuple[bytes, bytes]:
    """The list page without its rows."""
    head, rest = _caught("list.html").split(b"<tbody>")
    return head + b"<tbody>", b"</tbody>" + rest.split(b"</tbody>", 1)[1]


def _answer(body: bytes, kind: str = "text/html; charset=utf-8", status: int = 200) -> HttpResponse:
    return HttpResponse(body, content_type=kind, status=status, headers={"Content-Length": str(len(body))})


def list_html(request: HttpRequest) -> HttpResponse:
    head, tail = _frame()
    out = [_row(row) for row in _rows(25).values_list(*LISTED)]
    return _answer(head + "".join(out).encode() + tail)


LATE = ' <span class="badge bg-yellow-lt" title="录入时间明显晚于发生时间">补录</span>'
PICK = (
    '<td class="row-pick"><input class="form-check-input" type="checkbox" name="row" value="{}" aria-label="选择"></td>'
)
STATE = '<td data-label="状态" class="row-state"><span class="badge bg-{}-lt">{}</span></td>'


def _row(row: tuple[Any, ...]) -> str:
    pk, number, place, fault, urgent, due, trade, state, worker, reported, recorded = row
    late = LATE if (recorded - reported).total_seconds() > 1800 else ""
    days = (clock.today() - due).days if due and state in RepairOrder.LIVE else 0
    alarm = " · ".join(["紧急"] * urgent + [f"超期 {days} 天"] * (days > 0))
    return (
        f'<tr>{PICK.format(pk)}<th scope="row"><a class="row-link" href="/repairs/orders/{pk}/">{escape(number)}</a>{late}</th>'
        + _cell("场所", escape(place)) + _cell("故障描述", escape(fault)) + _cell("提醒", alarm) + _cell("工种", TRADES[trade])
        + STATE.format(TONES[state], STATES[state]) + _cell("维修人", escape(worker or ""))
        + _cell("报修时间", timezone.localtime(reported).strftime("%Y-%m-%d %H:%M")) + "</tr>"
    )  # fmt: skip


def _cell(label: str, inside: str) -> str:
    return f'<td data-label="{label}">{inside}</td>' if inside else '<td class="row-empty"></td>'


def list_json(request: HttpRequest) -> HttpResponse:
    told = {
        "items": [_item(row) for row in _rows(50).values_list(*JSON_READ)],
        "next": "x" * int(request.GET.get("pad", "0")),
    }
    return _json(told)


LINKS = (
    ("place", "place__path"),
    ("asset", "asset__name"),
    ("worker", "worker__name"),
    ("contractor", "contractor__name"),
)


def _item(row: tuple[Any, ...]) -> dict[str, Any]:
    told = dict(zip(JSON_READ, row, strict=True))
    for name, label in LINKS:
        pk, said = told.pop(f"{name}_id"), told.pop(label)
        told[name] = None if pk is None else {"id": pk, "label": said}
    for name in ("reported_at", "assigned_at", "finished_at", "accepted_at"):
        told[name] = None if told[name] is None else timezone.localtime(told[name]).isoformat()
    money = {name: str(told[name]) for name in ("cost", "materials_cost")}
    return told | money | {"due_on": None if told["due_on"] is None else told["due_on"].isoformat()}


def _json(told: Any) -> HttpResponse:
    return _answer(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode(), "application/json")


def some_json(request: HttpRequest) -> HttpResponse:
    """The rows that a search found, by their ids."""
    rows = RepairOrder.objects.filter(school_id=SCHOOL, pk__in=request.GET["ids"].split(",")).order_by(
        "-is_pressing", "-id"
    )
    return _json({"items": [_item(row) for row in rows.values_list(*JSON_READ)], "next": None})


def detail_json(request: HttpRequest, pk: int) -> HttpResponse:
    return _json(_item(RepairOrder.objects.filter(school_id=SCHOOL, pk=pk).values_list(*JSON_READ).get()))


LINKED = ("place__path", "campus__name", "asset__name", "worker__name", "contractor__name")
DETAIL = (*(f.attname for f in RepairOrder._meta.concrete_fields), *LINKED)


def detail_html(request: HttpRequest, pk: int) -> HttpResponse:
    """One row with its links, and a page of as many bytes in which it stands."""
    row = RepairOrder.objects.filter(school_id=SCHOOL, pk=pk).values_list(*DETAIL).get()
    facts = "".join(
        f"<dt>{name}</dt><dd>{escape(value)}</dd>" for name, value in zip(DETAIL, row, strict=True)
    ).encode()
    page = _caught("detail.html")
    return _answer(facts + page[len(facts) :])


INSERT = """INSERT INTO repairs_repairorder
(school_id, version, recorded_at, number, place_id, campus_id, fault, trade, trade_hint, is_urgent, is_pressing, state, reported_at, reporter_name,
 reporter_phone, needs_papers, cost, materials_cost, note, quotes, reopened_count, reopened_because, dropped_because)
VALUES (%s, 1, %s, %s, %s, %s, %s, 'water', '', %s, %s, 'open', %s, '', '', %s, 0, 0, '', '', 0, '', '')"""


def create_json(request: HttpRequest) -> HttpResponse:
    """One row written and kept as durably; nothing looked up, nothing checked."""
    told, now = json.loads(request.body), datetime.now(UTC)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            INSERT,
            [
                told["school"],
                now,
                os.urandom(8).hex(),
                told["place"],
                told["campus"],
                told["fault"],
                False,
                False,
                now,
                False,
            ],
        )
    return _answer(_caught("made.json"), "application/json", 201)


urlpatterns = [
    path("list.html", list_html),
    path("list.json", list_json),
    path("some.json", some_json),
    path("<int:pk>.json", detail_json),
    path("<int:pk>.html", detail_html),
    path("make.json", create_json),
]
