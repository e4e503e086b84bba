"""Figures (指标): named numbers, each with the rows behind it, from the same query.

`figure` declares, `value` counts, `splitting` parts, `period` names the days, `address` says where the rows are opened, `pages` opens them.
`words` and `sections` are what areas write their part of a summary with.
"""

from houqin.kernel.figures.figure import COUNT, Average, Figure, Hours, Measure, Share, Split, Sum, figures
from houqin.kernel.figures.period import Period
from houqin.kernel.figures.splitting import Option, Part, breakdown, options, parts
from houqin.kernel.figures.value import Counted, evidence, months, value

__all__ = [
    "COUNT", "Average", "Counted", "Figure", "Hours", "Measure", "Option", "Part", "Period", "Share", "Split", "Sum", "breakdown",
    "evidence", "figures", "months", "options", "parts", "value",
]  # fmt: skip
