"""Figures by API: the number, how many rows stand behind it, and its parts."""

from datetime import date
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.dateparse import parse_date

from houqin.kernel.access import Forbidden, NotVisible
from houqin.kernel.actions import Problem
from houqin.kernel.api.door import Caller
from houqin.kernel.api.kinds import YEARS
from houqin.kernel.api.problem import ApiProblem
from houqin.kernel.api.views import shown
from houqin.kernel.declare.fields import as_text, column
from houqin.kernel.declare.inputs import visible_rows
from houqin.kernel.figures import Counted, Figure, Period, breakdown, figures, value

KNOWN = ("from", "to", "split")


def list_figures(request: HttpRequest, caller: Caller) -> HttpResponse:
    """What can be asked for, with the splits of each."""
    open_to_caller = [
        f for f in figures
        if f.of.policy.may(caller.actor, "view") and (caller.records is None or f.of.key in caller.records)
    ]  # fmt: skip
    return shown({"items": [_about(f) | {"splits": ["month", *f.splits]} for f in open_to_caller]})


def read_figure(request: HttpRequest, caller: Caller, key: str) -> HttpResponse:
    if key not in figures:
        raise NotVisible(key)
    figure = figures.get(key)
    caller.require(figure.of)
    if not figure.of.policy.may(caller.actor, "view"):
        raise Forbidden(figure.of.policy.why(caller.actor, "view"))
    period, split = _asked(figure, request.GET)
    told = _about(figure) | {"from": period.start.isoformat(), "to": period.end.isoformat()}
    told |= _counted(value(figure, by=caller.actor, period=period)) | {"split": split}
    if split:
        parts = breakdown(figure, split, by=caller.actor, period=period)
        names = _names(figure, split, parts, caller)
        told["parts"] = [{"value": _code(part), "label": names(part), **_counted(one)} for part, one in parts.items()]
    return shown(told)


def _about(figure: Figure) -> dict[str, Any]:
    return {"key": figure.key, "label": figure.label, "unit": figure.unit, "means": figure.means}


def _counted(one: Counted) -> dict[str, Any]:
    return {"number": None if one.number is None else f"{one.number:f}", "rows": one.rows}


def _asked(figure: Figure, asked: Any) -> tuple[Period, str | None]:
    problems = [Problem(f"没有 {name[:60]} 这个参数。", name[:60], "unknown") for name in asked if name not in KNOWN]
    start, end = (_day(asked, name, problems) for name in ("from", "to"))
    if start is not None and end is not None and start > end:
        problems.append(Problem("from 不能晚于 to。", "from", "range"))
    split = asked.get("split")
    if split is not None and split != "month" and split not in figure.splits:
        known = "、".join(("month", *figure.splits))
        problems.append(Problem(f"split 可以是 {known}。", "split", "choice"))
    if problems or start is None or end is None:
        raise ApiProblem(400, "；".join(p.message.rstrip("。") for p in problems) + "。", problems=problems)
    return Period(start, end), split


def _day(asked: Any, name: str, problems: list[Problem]) -> date | None:
    try:
        found = parse_date(asked.get(name, ""))
    except ValueError:
        found = None
    if found is None or found.year not in YEARS:
        problems.append(Problem(f"{name} 应为日期，如 2026-03-02。", name, "type"))
        return None
    return found


def _code(part: Any) -> Any:
    return part.isoformat()[:10] if isinstance(part, date) else part


def _names(figure: Figure, split: str, parts: Any, caller: Caller) -> Any:
    """How each part is called: one look-up for all links."""
    if split == "month":
        return lambda part: f"{part:%Y-%m}" if part is not None else ""
    field = column(figure.of.model, figure.splits[split].path).field
    if field is not None and isinstance(field, models.ForeignKey):
        rows = visible_rows(field.remote_field.model, caller.actor).in_bulk([p for p in parts if p is not None])
        return lambda part: str(rows.get(part, "")) or "（未填）"
    return lambda part: as_text(part, field) or "（未填）"
