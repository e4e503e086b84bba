"""The number and the rows: `value` measures exactly the queryset that `evidence` returns."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import models
from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F, Max, Q, QuerySet
from django.db.models import Sum as SumOf
from django.db.models.functions import TruncMonth

from houqin.kernel.access import Actor
from houqin.kernel.declare.fields import column
from houqin.kernel.figures.figure import Average, Figure, Hours, Share, Sum
from houqin.kernel.figures.period import Period

LATE = "late"
"""A split of every figure whose ledger knows the moment: only rows recorded well after they happened (补录)."""


@dataclass(frozen=True, slots=True)
class Counted:
    """number: None when nothing was recorded. rows: how many rows stand behind it."""

    number: Decimal | None
    rows: int

    @property
    def text(self) -> str:
        """Without needless zeros; 无记录 when there is nothing."""
        if self.number is None:
            return "无记录"
        return f"{self.number.normalize():f}" if self.number else "0"


def evidence(figure: Figure, *, by: Actor, period: Period, splits: dict[str, Any] | None = None) -> "QuerySet[Any]":
    """The rows behind a figure that this person may see. splits: split name → value, None for rows that have none; a tuple means any of them."""
    rows = figure.of.visible_to(by).filter(figure.condition, **_within(figure, period))
    if figure.at_end:
        rows = rows.filter(**{figure.when: rows.aggregate(last=Max(figure.when))["last"]})
    for name, wanted in (splits or {}).items():
        if name == LATE:
            rows = rows.filter(recorded_late(figure))
            continue
        rows = rows.filter(_is_one_of(figure.splits[name].path, wanted if isinstance(wanted, tuple) else (wanted,)))
    return rows  # type: ignore[no-any-return]


def _is_one_of(path: str, wanted: tuple[Any, ...]) -> Q:
    known = [one for one in wanted if one is not None]
    return Q(**{f"{path}__in": known}) | (Q(**{f"{path}__isnull": True}) if None in wanted else Q())


def value(figure: Figure, *, by: Actor, period: Period, splits: dict[str, Any] | None = None) -> Counted:
    told = evidence(figure, by=by, period=period, splits=splits).aggregate(n=Count("pk"), **measures(figure))
    return counted(figure, told)


def months(
    figure: Figure, *, by: Actor, period: Period, splits: dict[str, Any] | None = None
) -> list[tuple[Period, Counted]]:
    """The figure for each month of the period in order, also for months without a row."""
    if figure.at_end:
        return [(month, value(figure, by=by, period=month, splits=splits)) for month in months_of(period)]
    rows = evidence(figure, by=by, period=period, splits=splits).annotate(part=TruncMonth(figure.when)).order_by()
    known = {
        _first(one["part"]): counted(figure, one)
        for one in rows.values("part").annotate(n=Count("pk"), **measures(figure))
    }
    nothing = counted(figure, {"n": 0, "m": None})
    return [(month, known.get(month.start.replace(day=1), nothing)) for month in months_of(period)]


def months_of(period: Period) -> list[Period]:
    """Whole months, cut off at the ends of the period."""
    found: list[Period] = []
    start = period.start
    while start <= period.end:
        last = start.replace(day=calendar.monthrange(start.year, start.month)[1])
        found.append(Period(start, min(last, period.end), f"{start.month}月"))
        start = last + timedelta(days=1)
    return found


def recorded_late(figure: Figure) -> Q:
    happened = figure.of.happened
    if happened == "recorded_at" or not isinstance(column(figure.of.model, happened).field, models.DateTimeField):
        return Q(pk__in=())
    return Q(recorded_at__gt=F(happened) + figure.of.late_after)


def counting(figure: Figure) -> str:
    """How the figure comes from its rows, in words."""
    return f"{'期内最后一天的' if figure.at_end else ''}{_counting(figure)}"


def _counting(figure: Figure) -> str:
    match figure.measure:
        case Sum(path=path):
            return f"各行“{column(figure.of.model, path).label}”相加"
        case Average(path=path):
            return f"各行“{column(figure.of.model, path).label}”的平均数，没有填的不计"
        case Share():
            return "符合的行数除以全部行数；下面先列不符合的"
        case Hours(start=start, end=end):
            names = [column(figure.of.model, path).label for path in (start, end)]
            return f"各行从“{names[0]}”到“{names[1]}”的小时数的平均数"
    return "一行计一次"


def _first(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _within(figure: Figure, period: Period) -> dict[str, Any]:
    if isinstance(column(figure.of.model, figure.when).field, models.DateTimeField):
        start, end = period.moments
        return {f"{figure.when}__gte": start, f"{figure.when}__lt": end}
    return {f"{figure.when}__gte": period.start, f"{figure.when}__lte": period.end}


def measures(figure: Figure) -> dict[str, Any]:
    match figure.measure:
        case Sum(path=path):
            return {"m": SumOf(path)}
        case Average(path=path):
            return {"m": Avg(path)}
        case Share(of=of):
            return {"m": Count("pk", filter=Q(of))}
        case Hours(start=start, end=end):
            return {"m": Avg(ExpressionWrapper(F(end) - F(start), output_field=DurationField()))}
    return {}


def counted(figure: Figure, told: dict[str, Any]) -> Counted:
    rows = told["n"]
    match figure.measure:
        case Share(places=places):
            return Counted(_rounded(Decimal(100) * told["m"] / rows, places) if rows else None, rows)
        case Average(places=places):
            return Counted(None if told["m"] is None else _rounded(Decimal(str(told["m"])), places), rows)
        case Hours(places=places):
            hours = None if told["m"] is None else Decimal(str(told["m"].total_seconds())) / 3600
            return Counted(None if hours is None else _rounded(hours, places), rows)
        case Sum(path=path):
            return Counted(None if told["m"] is None else _exact(figure, path, told["m"]), rows)
    return Counted(Decimal(rows), rows)


def _exact(figure: Figure, path: str, total: Any) -> Decimal:
    """SQLite adds decimals as binary fractions; the sum of fen is a number of fen."""
    places = getattr(column(figure.of.model, path).field, "decimal_places", None)
    number = Decimal(str(total))
    return number if places is None else _rounded(number, places)


def _rounded(number: Decimal, places: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
