"""Figures (指标): named numbers, each with the rows behind it, from the same query."""

from houqin.kernel.figures.figure import COUNT, Average, Figure, Measure, Share, Split, Sum, figures
from houqin.kernel.figures.period import Period
from houqin.kernel.figures.value import Counted, breakdown, evidence, value

__all__ = [
    "COUNT", "Average", "Counted", "Figure", "Measure", "Period", "Share", "Split", "Sum", "breakdown", "evidence", "figures", "value",
]  # fmt: skip
