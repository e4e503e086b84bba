"""Charts as pictures for printed documents: calm, told apart by lightness and hatching as well as colour, figures on
the marks themselves, and each with the sentence a reader hears who cannot see it.

matplotlib is imported when the first chart is drawn: a server that draws none starts without it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from houqin.kernel.documents.layout import TEXT_WIDTH_MM

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.container import BarContainer
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties

Number = int | float | Decimal

DOTS_PER_INCH = 300
_MM_PER_INCH = 25.4
_MM_PER_POINT = 25.4 / 72
_SMALLEST_FIGURE = 6.5
_INK, _QUIET, _RULE = "#222222", "#595959", "#BFBFBF"
# Okabe and Ito's safe hues, ordered so that neighbours also differ in lightness when printed grey.
_FILLS = ("#0072B2", "#E69F00", "#56B4E9", "#D55E00", "#F0E442", "#009E73", "#CC79A7", "#999999")
_HATCHES = ("", "///", "", "\\\\\\", "...", "|||", "xxx", "---")
_LONG_LABEL, _MANY_BARS = 5, 9


@dataclass(frozen=True, kw_only=True)
class Chart:
    png: bytes
    alt: str


@dataclass(frozen=True, kw_only=True)
class Series:
    name: str
    values: Sequence[Number]


def bars(subject: str, labels: Sequence[str], values: Sequence[Number], *, unit: str) -> Chart:
    """One bar for each category in the order given; long or many names are laid on their side."""
    _check(labels, [Series(name=subject, values=values)])
    amounts = [float(value) for value in values]
    if len(labels) > _MANY_BARS or max(map(len, labels)) > _LONG_LABEL:
        figure, axes = _canvas(height_mm=18 + 8 * len(labels))
        drawn = axes.barh(range(len(labels)), amounts, height=0.62, color=_FILLS[0])
        axes.set_yticks(range(len(labels)), labels)
        axes.invert_yaxis()
        _leave_room(axes, amounts, sideways=True)
    else:
        figure, axes = _canvas(height_mm=75)
        drawn = axes.bar(range(len(labels)), amounts, width=min(0.62, 0.14 * len(labels)), color=_FILLS[0])
        axes.set_xticks(range(len(labels)), labels)
        axes.set_xlim(-0.7, len(labels) - 0.3)
        _leave_room(axes, amounts, sideways=False)
    axes.bar_label(drawn, [shown(value) for value in values], padding=3, fontproperties=_font(9.5), color=_INK)
    return Chart(png=_png(figure, axes, unit), alt=_bars_alt(subject, labels, values, unit))


def months(subject: str, labels: Sequence[str], now: Series, *, unit: str, before: Series | None = None) -> Chart:
    """A bar for each month, beside it a paler one for the same month of the period before where there is one."""
    series = [now] if before is None else [before, now]
    _check(labels, series)
    figure, axes = _canvas(height_mm=80)
    width = 0.62 / len(series)
    for position, (one, fill) in enumerate(zip(series, ("#C9CED6", _FILLS[0])[-len(series) :], strict=True)):
        places = [month + (position - (len(series) - 1) / 2) * width for month in range(len(labels))]
        edge = _QUIET if one is before else fill
        drawn = axes.bar(places, list(map(float, one.values)), width, color=fill, edgecolor=edge, linewidth=0.6)
        _label_months(axes, drawn, one, width_mm=TEXT_WIDTH_MM * width / len(labels), quiet=one is before)
    axes.set_xticks(range(len(labels)), labels)
    _leave_room(axes, [float(value) for one in series for value in one.values], sideways=False)
    if before is not None:
        _legend(axes, [before.name, now.name])
    return Chart(png=_png(figure, axes, unit), alt=_months_alt(subject, labels, now, before, unit))


def stacked(subject: str, labels: Sequence[str], parts: Sequence[Series], *, unit: str) -> Chart:
    """One lying bar for each label, made of the same parts, with the total at its end."""
    _check(labels, parts)
    if len(parts) > len(_FILLS):
        raise ValueError(f"{len(parts)} parts cannot be told apart; join the smallest into one")
    figure, axes = _canvas(height_mm=26 + 10 * len(labels))
    totals = [sum(float(part.values[row]) for part in parts) for row in range(len(labels))]
    reached = [0.0] * len(labels)
    for part, fill, hatch in zip(parts, _FILLS, _HATCHES, strict=False):
        amounts = [float(value) for value in part.values]
        drawn = axes.barh(
            range(len(labels)), amounts, 0.6, reached, color=fill, hatch=hatch, edgecolor="white", linewidth=0.6
        )
        _label_parts(axes, drawn, part, max(totals))
        reached = [start + amount for start, amount in zip(reached, amounts, strict=True)]
    for row, total in enumerate(totals):
        axes.annotate(
            shown(total), (total, row), (4, 0), textcoords="offset points", va="center", fontproperties=_font(9.5)
        )
    axes.set_yticks(range(len(labels)), labels)
    axes.invert_yaxis()
    axes.set_xlim(0, max(totals) * 1.1 or 1)
    _legend(axes, [part.name for part in parts])
    return Chart(png=_png(figure, axes, unit), alt=_stacked_alt(subject, labels, parts, totals, unit))


def shown(value: Number) -> str:
    """As a reader writes it: no trailing zeros, at most two decimals."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _check(labels: Sequence[str], series: Sequence[Series]) -> None:
    if not labels or not series:
        raise ValueError("a chart of nothing cannot be drawn; leave it out of the document")
    for one in series:
        if len(one.values) != len(labels):
            raise ValueError(f"{one.name}: {len(one.values)} values for {len(labels)} labels")


def _bars_alt(subject: str, labels: Sequence[str], values: Sequence[Number], unit: str) -> str:
    total = shown(sum(float(value) for value in values))
    return f"柱形图，{subject}：{_listed(labels, values, unit)}，合计{total}{unit}。"


def _months_alt(subject: str, labels: Sequence[str], now: Series, before: Series | None, unit: str) -> str:
    told = f"分月柱形图，{subject}：{now.name}{_listed(labels, now.values, unit)}"
    if before is not None:
        told += f"；{before.name}{_listed(labels, before.values, unit)}"
    return told + "。"


def _stacked_alt(
    subject: str, labels: Sequence[str], parts: Sequence[Series], totals: Sequence[float], unit: str
) -> str:
    rows = (
        f"{label}共{shown(totals[row])}{unit}（"
        + "，".join(f"{part.name}{shown(part.values[row])}" for part in parts)
        + "）"
        for row, label in enumerate(labels)
    )
    return f"堆积条形图，{subject}：{'；'.join(rows)}。"


def _listed(labels: Sequence[str], values: Sequence[Number], unit: str) -> str:
    return "、".join(f"{label}{shown(value)}{unit}" for label, value in zip(labels, values, strict=True))


@cache
def _font_file() -> Path:
    """Found without importing mplfonts, which would rewrite matplotlib's settings for the whole process."""
    package = find_spec("mplfonts")
    if package is None or not package.submodule_search_locations:
        raise RuntimeError("charts need the package mplfonts, which carries the Chinese font")
    return Path(package.submodule_search_locations[0]) / "fonts" / "NotoSansCJKsc-Regular.otf"


def _font(points: float) -> FontProperties:
    from matplotlib.font_manager import FontProperties

    return FontProperties(fname=_font_file(), size=points)


def _canvas(*, height_mm: float) -> tuple[Figure, Axes]:
    """A figure of its own: pyplot keeps a global list, which grows in a server and is not safe between threads."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    size = (TEXT_WIDTH_MM / _MM_PER_INCH, height_mm / _MM_PER_INCH)
    figure = Figure(figsize=size, dpi=DOTS_PER_INCH, layout="constrained")
    FigureCanvasAgg(figure)
    return figure, figure.add_subplot()


def _png(figure: Figure, axes: Axes, unit: str) -> bytes:
    """Axes that say nothing the figures on the marks do not say are taken away."""
    lying = axes.yaxis_inverted()
    values = axes.xaxis if lying else axes.yaxis
    values.set_visible(False)
    for side, spine in axes.spines.items():
        spine.set_visible(side == ("left" if lying else "bottom"))
        spine.set_color(_RULE)
    axes.tick_params(length=0, pad=4)
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set_fontproperties(_font(9.5))
        label.set_color(_INK)
    axes.annotate(
        f"单位：{unit}",
        (1, 1),
        (0, 6),
        xycoords="axes fraction",
        textcoords="offset points",
        ha="right",
        fontproperties=_font(8.5),
        color=_QUIET,
    )
    written = BytesIO()
    # Without the version of matplotlib in it, the same figures give the same bytes.
    figure.savefig(written, format="png", metadata={"Software": None})
    return written.getvalue()


def _leave_room(axes: Axes, lengths: Sequence[float], *, sideways: bool) -> None:
    """Space beyond the longest bar for its figure; bars always start at nothing."""
    low, high = min(0.0, *lengths), max(0.0, *lengths)
    room = 0.14 * (high - low) or 1
    limits = (low - room if low < 0 else 0, high + room)
    if sideways:
        axes.set_xlim(*limits)
    else:
        axes.set_ylim(*limits)
    if low < 0:
        (axes.axvline if sideways else axes.axhline)(0, color=_RULE, linewidth=0.8)


def _legend(axes: Axes, names: Sequence[str]) -> None:
    axes.legend(
        names,
        loc="lower left",
        bbox_to_anchor=(0, 1),
        ncols=min(len(names), 5),
        frameon=False,
        prop=_font(9),
        labelcolor=_INK,
        borderaxespad=0.4,
        handlelength=1.4,
        columnspacing=1.4,
    )


def _label_months(axes: Axes, drawn: BarContainer, one: Series, *, width_mm: float, quiet: bool) -> None:
    """Figures as large as the bar is wide; where even small ones would collide, the earlier period goes without."""
    from matplotlib.patheffects import Normal, Stroke

    texts = [shown(value) for value in one.values]
    digits_mm = 0.58 * max(map(len, texts)) * _MM_PER_POINT
    points = min(9.0, width_mm / digits_mm)
    if points >= _SMALLEST_FIGURE or not quiet:
        font = _font(max(points, _SMALLEST_FIGURE))
        ink = _QUIET if quiet else _INK
        # A rim of white, for where the figure reaches over the bar beside it.
        rim = [Stroke(linewidth=2, foreground="white"), Normal()]
        axes.bar_label(drawn, texts, padding=2, fontproperties=font, color=ink, path_effects=rim)


def _label_parts(axes: Axes, drawn: BarContainer, part: Series, longest: float) -> None:
    """A part too narrow for its figure goes without; the alt text and the table still say it."""
    for bar, value in zip(drawn.patches, part.values, strict=True):
        text = shown(value)
        if longest and bar.get_width() / longest > 0.018 * (len(text) + 1):
            axes.annotate(
                text,
                (bar.get_x() + bar.get_width() / 2, bar.get_y() + bar.get_height() / 2),
                ha="center",
                va="center",
                fontproperties=_font(8.5),
                color=_INK,
                bbox={"boxstyle": "round,pad=0.18", "facecolor": "white", "edgecolor": "none", "alpha": 0.88},
            )
