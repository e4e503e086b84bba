"""What an evidence address asks for, read back from its query."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from houqin.kernel.access import Actor
from houqin.kernel.actions import Refused
from houqin.kernel.figures.address import BEFORE_END, BEFORE_START, END, START, address
from houqin.kernel.figures.figure import Figure
from houqin.kernel.figures.period import Period, present_and_before, terms_of
from houqin.kernel.figures.splitting import read_split, split_label
from houqin.kernel.figures.value import LATE


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    figure: Figure
    period: Period
    before: Period | None
    splits: dict[str, Any]

    def url(self, *, without: str = "", period: Period | None = None, **more: Any) -> str:
        splits = {name: value for name, value in self.splits.items() if name != without} | more
        return address(self.figure.key, period or self.period, splits, None if period else self.before)


def asked_of(figure: Figure, query: Mapping[str, Sequence[str]], actor: Actor) -> Asked:
    """query: name → what was written for it. Refused with a sentence when a date or a value cannot be read."""
    dates = {name: values[-1] for name, values in query.items() if values}
    period = _period(dates, START, END, actor) or present_and_before(actor.school_id)[0]
    splits: dict[str, Any] = {}
    for name in figure.splits:
        if told := [_read(figure, name, written) for written in query.get(name, ())]:
            splits[name] = told[0] if len(told) == 1 else tuple(told)
    if query.get(LATE):
        splits[LATE] = True
    return Asked(figure=figure, period=period, before=_period(dates, BEFORE_START, BEFORE_END, actor), splits=splits)


def _read(figure: Figure, name: str, written: str) -> Any:
    try:
        return read_split(figure, name, written)
    except ValueError as error:
        raise Refused(f"“{figure.splits[name].label}”没有“{written}”这一项，请从指标页重新选择。") from error


def _period(query: Mapping[str, str], start: str, end: str, actor: Actor) -> Period | None:
    if not query.get(start) and not query.get(end):
        return None
    try:
        first, last = date.fromisoformat(query.get(start, "")), date.fromisoformat(query.get(end, ""))
    except ValueError as error:
        raise Refused("请填写开始和结束日期，形如 2026-02-23。") from error
    if last < first:
        raise Refused("结束日期早于开始日期，请核对。")
    return next((t for t in terms_of(actor.school_id) if (t.start, t.end) == (first, last)), Period(first, last))


def chips(asked: Asked, actor: Actor) -> list[dict[str, str]]:
    """The splits in force, each with the address without it."""
    told = []
    for name, value in asked.splits.items():
        label = (
            "补录"
            if name == LATE
            else f"{asked.figure.splits[name].label}：{split_label(asked.figure, name, value, by=actor)}"
        )
        told.append({"label": label, "url": asked.url(without=name)})
    return told
