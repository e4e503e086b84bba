"""Start-up proof of every figure: a path or a condition that the ledger does not have is a sentence naming the figure."""

from collections.abc import Iterator
from typing import Any

from django.core import checks
from django.core.exceptions import FieldError

from houqin.kernel.declare.fields import UnknownName, column
from houqin.kernel.figures.address import RESERVED
from houqin.kernel.figures.figure import Average, Figure, Hours, Share, Sum, figures


def problems_of(figure: Figure) -> Iterator[str]:
    for place, path in _paths(figure):
        try:
            found = column(figure.of.model, path)
        except UnknownName as error:
            yield f"{place} 里的 {path!r} 不认识：{error}"
        else:
            if found.field is None:
                yield f"{place} 里的 {path!r} 是计算出来的，不能统计"
    for name in RESERVED & set(figure.splits):
        yield f"splits 里的 {name!r} 与依据地址的参数重名"
    conditions = [figure.condition] + ([figure.measure.of] if isinstance(figure.measure, Share) else [])
    for condition in conditions:
        try:
            figure.of.model.objects.filter(condition)
        except FieldError as error:
            yield f"条件不成立：{error}"
    if not figure.means:
        yield "没有写 means：这个数字说明什么"


def _paths(figure: Figure) -> Iterator[tuple[str, str]]:
    yield "when", figure.when
    match figure.measure:
        case Sum(path=path) | Average(path=path):
            yield "measure", path
        case Hours(start=start, end=end):
            yield from (("measure", start), ("measure", end))
    for name, split in figure.splits.items():
        yield from ((f"splits.{name}", path) for path in (split.path, split.name, split.unit, split.words) if path)


@checks.register("houqin")
def figures_hold(app_configs: Any, **options: Any) -> list[checks.CheckMessage]:
    return [
        checks.Error(f"指标 {figure.key}：{p}", id="houqin.E011") for figure in figures for p in problems_of(figure)
    ]
