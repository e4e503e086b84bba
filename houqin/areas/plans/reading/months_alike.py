"""Month headings in words nobody foresaw: 进入三月, 进入四月, … with lists between them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .clean import plain
from .dates import mentions
from .kinds import suggest_kind
from .marks import parse_mark
from .period import Period, PeriodHead
from .source import Line

_LONGEST = 20


def months_alike(lines: Sequence[Line]) -> dict[int, PeriodHead]:
    """By line number, the short lines that say the same of three months or more, something else below each of them."""
    filled = [line for line in lines if line.text.strip()]
    shapes = [_shape(plain(line.text).strip()) for line in filled]
    months_of: dict[str, set[tuple[int, ...]]] = {}
    for here, shape in enumerate(shapes):
        below = shapes[here + 1] if here + 1 < len(shapes) else None
        if shape is not None and (below is None or below[0] != shape[0]):
            months_of.setdefault(shape[0], set()).add(shape[1])
    heads: dict[int, PeriodHead] = {}
    for line, shape in zip(filled, shapes, strict=True):
        if shape is not None and len(months_of.get(shape[0], ())) >= 3:
            text = plain(line.text).strip()
            period = Period(label=text.strip(" :"), months=shape[1])
            heads[line.number] = PeriodHead(period=period, end=len(text), bare=True, tail=False, separated=True)
    return heads


def _shape(flat: str) -> tuple[str, tuple[int, ...]] | None:
    """The words around the one month a line without a mark names, and that month."""
    if not 2 <= len(flat) <= _LONGEST or parse_mark(flat) is not None:
        return None
    named = mentions(flat)
    if len(named) != 1 or named[0].day is not None or named[0].year is not None:
        return None
    if suggest_kind(flat) != "task":
        return None  # 三月安全检查 comes back each month as work
    month = named[0]
    return flat[: month.at] + "\0" + re.sub(r"^份", "", flat[month.at + len(month.text) :]), month.months
