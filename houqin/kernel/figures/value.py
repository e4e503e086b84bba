"""The number and the rows: `value` measures exactly the queryset that `evidence` returns."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import models
from django.db.models import Avg, Count, Q, QuerySet
from django.db.models import Sum as SumOf
from django.db.models.functions import TruncMonth

from houqin.kernel.access import Actor
from houqin.kernel.declare.fields import column
from houqin.kernel.figures.figure import Average, Figure, Share, Sum
from houqin.kernel.figures.period import Period


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
    """The rows behind a figure that this person may see. splits: split name → value."""
    rows = figure.of.visible_to(by).filter(figure.where, **_within(figure, period))
    for name, wanted in (splits or {}).items():
        rows = rows.filter(**{figure.splits[name].path: wanted})
    return rows  # type: ignore[no-any-return]


def value(figure: Figure, *, by: Actor, period: Period, splits: dict[str, Any] | None = None) -> Counted:
    told = evidence(figure, by=by, period=period, splits=splits).aggregate(n=Count("pk"), **_measures(figure))
    return _counted(figure, told)


def breakdown(
    figure: Figure, name: str, *, by: Actor, period: Period, splits: dict[str, Any] | None = None
) -> dict[Any, Counted]:
    """The figure for each value of a split ("month" gives dates), largest first; months in order."""
    rows = evidence(figure, by=by, period=period, splits=splits)
    if name == "month":
        parted = rows.annotate(part=TruncMonth(figure.when)).order_by("part")
    else:
        parted = rows.annotate(part=models.F(figure.splits[name].path)).order_by("-n", "part")
    told = parted.values("part").annotate(n=Count("pk"), **_measures(figure))
    return {one["part"]: _counted(figure, one) for one in told}


def _within(figure: Figure, period: Period) -> dict[str, Any]:
    if isinstance(column(figure.of.model, figure.when).field, models.DateTimeField):
        start, end = period.moments
        return {f"{figure.when}__gte": start, f"{figure.when}__lt": end}
    return {f"{figure.when}__gte": period.start, f"{figure.when}__lte": period.end}


def _measures(figure: Figure) -> dict[str, Any]:
    match figure.measure:
        case Sum(path=path):
            return {"m": SumOf(path)}
        case Average(path=path):
            return {"m": Avg(path)}
        case Share(of=of):
            return {"m": Count("pk", filter=Q(of))}
    return {}


def _counted(figure: Figure, told: dict[str, Any]) -> Counted:
    rows = told["n"]
    match figure.measure:
        case Share(places=places):
            return Counted(_rounded(Decimal(100) * told["m"] / rows, places) if rows else None, rows)
        case Average(places=places):
            return Counted(None if told["m"] is None else _rounded(Decimal(str(told["m"])), places), rows)
        case Sum():
            return Counted(None if told["m"] is None else Decimal(str(told["m"])), rows)
    return Counted(Decimal(rows), rows)


def _rounded(number: Decimal, places: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
