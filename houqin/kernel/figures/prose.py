"""Turns of phrase for numbers: compared with the period before, listed by part."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from houqin.kernel.figures.facts import Facts
from houqin.kernel.figures.figure import Count, Sum, figures
from houqin.kernel.figures.period import relation
from houqin.kernel.figures.sections import Number, Words

SMALLEST_BASE = 10
"""Below this a percentage of growth says more than the rows can carry."""

_MORE_LESS = {"%": ("提高", "下降"), "分": ("提高", "下降"), "小时": ("延长", "缩短")}


def amount(number: Number) -> Words:
    """A number with its unit: 12次."""
    return (number, number.unit) if number.number is not None else (number,)


def compared(facts: Facts, now: Number) -> Words:
    """，比上学期增加12次，增长8.3%; nothing when the period before has no records of it."""
    own = {name: value for name, value in now.splits if facts.splits.get(name) != value}
    before = facts.before(now.figure, **own)
    if before is None or before.number is None or now.number is None:
        return ()
    was = before_name(facts)
    change = now.number - before.number
    if change == 0:
        return (f"，与{was}持平（", *amount(before), "）")
    more, less = _MORE_LESS.get(now.unit, ("增加", "减少"))
    unit = "个百分点" if now.unit == "%" else now.unit
    told: Words = (
        f"，比{was}（",
        *amount(before),
        f"）{more if change > 0 else less}",
        _difference(now, before, abs(change), unit),
        unit,
    )
    return (*told, *_growth(now, before))


def _growth(now: Number, before: Number) -> Words:
    counts = isinstance(figures.get(now.figure).measure, (Count, Sum))
    if not counts or before.number is None or now.number is None or before.number < SMALLEST_BASE:
        return ()
    percent = (100 * (now.number - before.number) / before.number).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return ("，增长" if percent > 0 else "，下降", _difference(now, before, abs(percent), "%"), "%") if percent else ()


def _difference(now: Number, before: Number, by: Decimal, unit: str) -> Number:
    return replace(now, text=f"{by.normalize():f}", number=by, unit=unit, before=before.period)


def before_name(facts: Facts) -> str:
    """上学期 for a term after a term, 上学年 for years, 此前30天 for any other days."""
    if facts.previous is None:
        return ""
    told, days = relation(facts.period, facts.previous), (facts.previous.end - facts.previous.start).days + 1
    return f"此前{days}天" if told == facts.previous.days else told


def listed(parts: Sequence[tuple[str, Number]], *, most: int = 8) -> Words:
    """水40次、电30次、木12次; with 等 when some are left out."""
    told: list[str | Number] = []
    for label, number in parts[:most]:
        told += ["、" if told else "", _apart(label), *amount(number)]
    return (*told, "等" if len(parts) > most else "")


def of_which(parts: Sequence[tuple[str, Number]], *, most: int = 8) -> Words:
    """，其中水40次、电30次; nothing when there is only one part, which says no more than the whole."""
    return ("，其中", *listed(parts, most=most)) if len(parts) > 1 else ()


def _apart(label: str) -> str:
    """As it may stand in a list: a name that ends in a digit would run into its number, one with a comma would look like two."""
    label = label.replace("/", "")
    return f"“{label}”" if label[-1:].isascii() or any(mark in label for mark in "，、；") else label


def none_of(number: Number) -> Number:
    """The word 无 in place of a number that is nothing, still leading to where its rows would be."""
    return replace(number, text="无")
