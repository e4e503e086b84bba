"""The figures a person may see, and behind each the rows it is counted from."""

import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import BooleanField, Case, QuerySet, Value, When
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.html import escape
from django.views.decorators.http import require_safe

from houqin.kernel.access import Actor
from houqin.kernel.actions import Refused
from houqin.kernel.declare import register
from houqin.kernel.declare.fields import Column, column, joins
from houqin.kernel.figures.address import END, PAPER, START, address
from houqin.kernel.figures.asking import Asked, asked_of, chips
from houqin.kernel.figures.excel import write_rows
from houqin.kernel.figures.figure import Average, Figure, Hours, Share, Sum, figures
from houqin.kernel.figures.period import Period, present_and_before, relation, terms_of
from houqin.kernel.figures.splitting import parts as parts_of
from houqin.kernel.figures.value import LATE, Counted, counting, evidence, months, months_of, value
from houqin.kernel.pages import tables
from houqin.kernel.pages.door import actor_of, members_only, require_view, url_of
from houqin.kernel.pages.html import cell, masked

ROWS_A_PAGE = 25
MOST_PARTS = 12


@require_safe
@members_only
def list_figures(request: HttpRequest) -> HttpResponse:
    """One group at a time: each figure costs two queries."""
    actor = actor_of(request)
    mine = [figure for figure in figures if figure.of.policy.may(actor, "view")]
    groups = list(dict.fromkeys(_group(figure) for figure in mine))
    group = request.GET.get("group", "")
    group = group if group in groups else (groups[0] if groups else "")
    period, before = present_and_before(actor.school_id)
    chosen = next((t for t in terms_of(actor.school_id) if str(t.start) == request.GET.get("from")), None)
    if chosen is not None:
        period, before = chosen, next((t for t in reversed(terms_of(actor.school_id)) if t.end < chosen.start), None)
    lines = [_line(figure, actor, period, before) for figure in mine if _group(figure) == group]
    context = {
        "kinds": groups, "group": group, "lines": lines, "period": period, "before": before,
        "was": relation(period, before) if before else "", "terms": terms_of(actor.school_id)[::-1][:6],
    }  # fmt: skip
    return render(request, "kernel/figures/list.html", context)


@require_safe
@members_only
def from_paper(request: HttpRequest, key: str, start: str, end: str) -> HttpResponse:
    """An address typed from a printed summary."""
    try:
        first, last = (datetime.strptime(told, PAPER).date() for told in (start, end))
    except ValueError as error:
        raise Refused("网址里的日期应为 8 位数字，形如 20260224-20260703，请核对。") from error
    asked = request.GET.copy()
    asked[START], asked[END] = str(first), str(last)
    return redirect(f"/figures/{key}/?{asked.urlencode()}")


@require_safe
@members_only
def show_evidence(request: HttpRequest, key: str) -> HttpResponse:
    actor, figure = actor_of(request), _figure(request, key)
    asked = asked_of(figure, dict(request.GET.lists()), actor)
    cols = _columns(figure)
    number = request.GET.get("page", "1")
    page = Paginator(_rows(asked, cols, actor), ROWS_A_PAGE).get_page(number)
    context = {
        "figure": figure, "type": figure.of, "asked": asked, "counted": _value(asked, actor), "how": counting(figure),
        "page": page,
        "when": column(figure.of.model, figure.when).label, "heads": [col.label for col in cols],
        "rows": _shown(figure, cols, page), "chips": chips(asked, actor),
        "parts": _breakdowns(asked, actor), "compared": _compared(asked, actor), "terms": terms_of(actor.school_id)[::-1][:6],
        "late": _late(asked, actor), "may_export": figure.of.policy.may(actor, "export"), "is_share": isinstance(figure.measure, Share),
    }  # fmt: skip
    return render(request, "kernel/figures/evidence.html", context)


@require_safe
@members_only
def export_evidence(request: HttpRequest, key: str) -> HttpResponseBase:
    """The same rows as a workbook, for whoever may export the ledger."""
    actor, figure = actor_of(request), _figure(request, key)
    figure.of.policy.require(actor, "export")
    asked, cols = asked_of(figure, dict(request.GET.lists()), actor), _columns(figure)
    file = tempfile.NamedTemporaryFile(suffix=".xlsx")  # noqa: SIM115  closed, and so removed, by the response
    write_rows(Path(file.name), figure, cols, _rows(asked, cols, actor).iterator(chunk_size=2000))
    name = f"{figure.label}-依据-{asked.period.start}-{asked.period.end}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name)


def _figure(request: HttpRequest, key: str) -> Figure:
    if key not in figures:
        raise Http404
    figure = figures.get(key)
    require_view(figure.of, actor_of(request))
    return figure


def _group(figure: Figure) -> str:
    return figure.of.group or "其他"


def _line(figure: Figure, actor: Actor, period: Period, before: Period | None) -> dict[str, Any]:
    line: dict[str, Any] = {
        "figure": figure,
        "now": value(figure, by=actor, period=period),
        "url": address(figure.key, period, before=before),
    }
    if before is not None:
        line["before"] = value(figure, by=actor, period=before)
        line["before_url"] = address(figure.key, before)
        line |= _change(figure, line["now"], line["before"])
    return line


def _change(figure: Figure, now: Counted, before: Counted) -> dict[str, str]:
    """The difference in words, and whether it is the way the figure should go."""
    if now.number is None or before.number is None or now.number == before.number:
        return {"change": "", "tone": ""}
    more = now.number > before.number
    tone = "" if not figure.good else "green" if more == (figure.good == "up") else "red"
    return {"change": f"{'+' if more else '−'}{abs(now.number - before.number).normalize():f}", "tone": tone}


def _value(asked: Asked, actor: Actor) -> Counted:
    return value(asked.figure, by=actor, period=asked.period, splits=asked.splits)


def _rows(asked: Asked, cols: list[Column], actor: Actor) -> "QuerySet[Any]":
    """The very rows of the figure; of a share, those that fell short come first."""
    rows: Any = evidence(asked.figure, by=actor, period=asked.period, splits=asked.splits)
    needed = joins(tuple(cols))
    rows = rows.select_related(*needed) if needed else rows
    order: tuple[str, ...] = (f"-{asked.figure.when}", "-pk")
    if isinstance(asked.figure.measure, Share):
        meets = Case(When(asked.figure.measure.of, then=Value(True)), default=Value(False), output_field=BooleanField())
        rows, order = rows.annotate(meets=meets), ("meets", *order)
    ordered: QuerySet[Any] = rows.order_by(*order)
    return ordered


def _columns(figure: Figure) -> list[Column]:
    """The ledger's own columns, and the fields the figure is measured by where they are not among them."""
    measured: tuple[str, ...] = ()
    match figure.measure:
        case Sum(path=path) | Average(path=path):
            measured = (path,)
        case Hours(start=start, end=end):
            measured = (start, end)
    names = dict.fromkeys((*figure.of.list_page.columns, figure.when, *measured))
    return [column(figure.of.model, name) for name in names]


def _shown(figure: Figure, cols: list[Column], page: "Page[Any]") -> list[dict[str, Any]]:
    masks = figure.of.access.masks
    return [
        {
            "url": _opens(figure, cols[0], row),
            "name": masked(cols[0].value(row)) if cols[0].path in masks else cols[0].text(row) or "（无）",
            "late": tables.is_late(figure.of, row),
            "meets": getattr(row, "meets", None),
            "cells": [
                (col.label, escape(masked(col.value(row))) if col.path in masks else cell(col, row)) for col in cols[1:]
            ],
        }
        for row in page
    ]


def _opens(figure: Figure, first: Column, row: Any) -> str:
    """The row's page; for a line of something larger, the page of that."""
    whole = first.value(row) if first.is_link else None
    target = register.find(type(whole)) if whole is not None else None
    return url_of(target, whole) if target is not None else url_of(figure.of, row)


def _late(asked: Asked, actor: Actor) -> dict[str, Any]:
    rows = evidence(asked.figure, by=actor, period=asked.period, splits=asked.splits | {LATE: True}).count()
    return {"rows": rows, "url": asked.url(late=True)}


def _breakdowns(asked: Asked, actor: Actor) -> list[dict[str, Any]]:
    """A small table for each split that is not fixed yet, and one by month."""
    figure, found = asked.figure, []
    for name, split in figure.splits.items():
        if name in asked.splits:
            continue
        parts = parts_of(figure, name, by=actor, period=asked.period, splits=asked.splits)
        told = [(part.label, part.unit, part.counted, asked.url(**{name: part.value})) for part in parts]
        if told:
            found.append({"label": split.label, "lines": _bars(told[:MOST_PARTS]), "more": len(told) - MOST_PARTS})
    if len(months_of(asked.period)) > 1:
        by_month = months(figure, by=actor, period=asked.period, splits=asked.splits)
        told = [(month.name, figure.unit, counted, asked.url(period=month)) for month, counted in by_month]
        found.append({"label": "月份", "lines": _bars(told), "more": 0})
    return found


def _bars(told: list[tuple[str, str, Counted, str]]) -> list[dict[str, Any]]:
    largest = max((counted.number or 0 for _, _, counted, _ in told), default=0)
    return [
        {
            "label": label,
            "unit": unit,
            "counted": counted,
            "url": url,
            "share": 100 * (counted.number or 0) / largest if largest else 0,
        }
        for label, unit, counted, url in told
    ]


def _compared(asked: Asked, actor: Actor) -> dict[str, Any] | None:
    if asked.before is None:
        return None
    before = value(asked.figure, by=actor, period=asked.before, splits=asked.splits)
    now = _value(asked, actor)
    growth = None
    if not isinstance(asked.figure.measure, (Average, Hours, Share)):
        growth = (
            f"{100 * (now.number - before.number) / before.number:+.1f}%"
            if now.number is not None and before.number
            else None
        )
    return {
        "was": relation(asked.period, asked.before), "period": asked.before, "counted": before, "growth": growth,
        "url": address(asked.figure.key, asked.before, asked.splits), **_change(asked.figure, now, before),
    }  # fmt: skip
