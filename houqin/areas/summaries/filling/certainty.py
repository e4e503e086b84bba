"""Doubts: each takes certainty away and says why in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from houqin.areas.summaries.filling.fit import Fit
from houqin.areas.summaries.filling.leftovers import (
    SAYS_LITTLE,
    goes_on_with_verb,
    left_over,
    longer_noun,
    opening_left_over,
    says_more,
    tail_after,
    unsaid,
)
from houqin.areas.summaries.filling.phrases import Phrase
from houqin.areas.summaries.filling.slots import Slot
from houqin.areas.summaries.filling.splitting import Reading
from houqin.areas.summaries.filling.units import EVENT_UNITS, convert, same_unit
from houqin.areas.summaries.filling.vocabulary import Period, Result
from houqin.areas.summaries.filling.wording import (
    RESTRICTOR,
    split_verb,
    verbs_in,
)

FAR_FROM_OLD = 0.25
_RATIO_UNITS = ("%", "分", "元", "小时")
_THING_UNITS = ("处",)
_SPENT_ON = re.compile(
    r"(?:用于|用来|对|为|新|改|修|扩|重)?(?:建设|建|改造|修缮|修|维修|装修|购买|购置|采购|购|安装|添置|更换|打造|升级|实施|完成|进行|用于)"
)
"""投入资金8万元建设操场: what the money went for, told behind it."""


@dataclass(frozen=True, kw_only=True)
class Doubts:
    weight: float = 0.0
    reasons: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()

    def __add__(self, other: Doubts) -> Doubts:
        return Doubts(
            weight=self.weight + other.weight,
            reasons=self.reasons + other.reasons,
            flags=self.flags + other.flags,
        )

    def with_doubt(self, weight: float, reason: str, flag: str = "") -> Doubts:
        return self + Doubts(weight=weight, reasons=(reason,), flags=(flag,) if flag else ())

    def with_reason(self, reason: str) -> Doubts:
        return self + Doubts(reasons=(reason,)) if reason else self


def figure_doubts(slot: Slot, fit: Fit, others: Sequence[Fit]) -> Doubts:
    """Is it this figure at all?"""
    doubts = Doubts()
    if not fit.exact:
        doubts = doubts.with_doubt(0.15, f"名称与“{fit.name}”只是相近。")
    if not fit.verb_agrees:
        doubts = doubts.with_doubt(0.15, f"做的事与“{fit.name}”不尽相同。")
    if not fit.unit_possible:
        doubts = doubts.with_doubt(0.2, f"台账按“{fit.unit}”计，原文是“{slot.unit}”。", "unit")
    elif slot.unit and not fit.unit_agrees and not fit.items:
        doubts = doubts.with_doubt(0.2, f"台账按“{fit.unit}”计，原文是“{slot.unit}”。")
    if len({item.unit for item in fit.items}) > 1 and fit.unit_possible:
        doubts = doubts.with_doubt(0.25, "几项的单位不同，是直接相加的。")
    if not slot.unit:
        other = next((other for other in others if _called_alike(fit, other)), None)
        also = f"，按“{other.unit}”计的“{other.measure.names[0]}”也这样叫" if other else ""
        doubts = doubts.with_doubt(0.25 if other else 0.05, f"原文没有写单位{also}。")
    said = verbs_in(slot.context.near)
    of_goods = fit.items and not any(split_verb(item.name)[0] for item in fit.measure.items)
    if of_goods and not said and not slot.context.verb:
        doubts = doubts.with_doubt(0.25, f"原文没有说“{fit.name}”是怎么来去的。")
    rival = next((other for other in others if _rivals(fit, other, said, inherits=bool(slot.context.verb))), None)
    return doubts if rival is None else doubts.with_doubt(0.25, f"也可能是“{rival.name}”。")


def _called_alike(fit: Fit, other: Fit) -> bool:
    """新增资产 may be counted in pieces and in yuan."""
    return not fit.items and not other.items and other.matched == fit.matched and not same_unit(fit.unit, other.unit)


def _rivals(fit: Fit, other: Fit, said: Sequence[str], *, inherits: bool) -> bool:
    if other.measure is fit.measure and other.items and set(other.items) <= set(fit.items):
        return False
    verb, thing = split_verb(other.matched[0])
    if fit.items and not other.items and other.name == other.matched[0] and (not verb and verbs_in(thing) == [thing]):
        return False  # 维修 says nothing of the 课桌 in 维修课桌
    in_full, other_in_full = fit.matched[0] == fit.name, other.matched[0] == other.name
    if in_full and not other_in_full and other.matched[0] in fit.matched[0]:
        return split_verb(other.name)[0] in said and other.score >= fit.score - 0.02
    if in_full and not other_in_full and not fit.items and other.score <= fit.score:
        return False
    if in_full and other_in_full and other.name in fit.name:
        return False
    if in_full and len(other.name) < len(fit.name) and set(other.name) <= set(fit.name):
        return False  # 维修率 of 维修及时率
    if fit.verb_agrees and not other.verb_agrees and (said or inherits):
        return False  # 添置打印机 is no 修理打印机
    longer = sum(len(split_verb(one)[1]) for one in fit.matched) > sum(len(split_verb(one)[1]) for one in other.matched)
    within = other.matched[0] in fit.matched[0] or (bool(verb) and thing in fit.matched[0])
    return other.score >= fit.score - (0.02 if longer else 0.06) and not (longer and within)


def _covers(rate: str, period: Period) -> bool:
    """每学期 in a summary of one term is the whole period."""
    days = (period.end - period.start).days
    longest = {"每学期": 200, "每学年": 370, "每年": 370, "每月": 31, "每个月": 31}
    return days <= longest.get(rate, 0)


def wording_doubts(slot: Slot, reading: Reading, period: Period) -> Doubts:
    """Is it a result of this period that the sentence states?"""
    context, doubts = slot.context, Doubts()
    named = any(context.rate in word for word in reading.words)  # 每日防火巡查 is the name of a check
    if context.rate and not named and not _covers(context.rate, period):
        doubts = doubts.with_doubt(0.6, f"原文说的是“{context.rate}”，台账给的是整个期间的数。")
    if context.is_intent:
        doubts = doubts.with_doubt(0.3, "这句话像是要求或打算，不一定是结果。")
    if context.years and context.years[-1] not in {str(period.start.year), str(period.end.year)}:
        doubts = doubts.with_doubt(0.3, f"原文写明了{context.years[-1]}年，请看是否随本期改变。")
    return doubts


def reading_doubts(slot: Slot, phrase: Phrase, fit: Fit, reading: Reading) -> Doubts:
    """Does the figure cover all the words, no more and no less?"""
    doubts = Doubts()
    if reading.weak:
        doubts = doubts.with_doubt(0.25, "分类是从标题推断的。")
    if reading.left:
        words = dict.fromkeys(word for others in reading.left.values() for word in others)
        doubts = doubts.with_doubt(0.25, f"“{'、'.join(words)}”只是举例或说的是别的，没有按它分。")
    tail = tail_after(phrase, fit)
    if tail:
        doubts = doubts.with_doubt(0.25, f"原文数的是“{tail}”，不止是“{fit.name}”。")
    longer = longer_noun(phrase, reading)
    if longer:
        doubts = doubts.with_doubt(0.25, f"原文数的是“{longer}”。")
    purpose = _SPENT_ON.match(slot.context.after) if slot.unit in ("元", "万元") else None
    if purpose and says_more(slot.context.after, (*fit.measure.topics, *reading.words)):
        doubts = doubts.with_doubt(0.25, f"原文说的是“{slot.context.after}”的钱，范围可能不同。")
    limit = RESTRICTOR.search(phrase.text)
    if limit and not any(limit[0] in name for name in (*fit.matched, *fit.measure.all_names)):
        doubts = doubts.with_doubt(0.25, f"原文有“{limit[0]}”，范围可能不同。")
    doubts = doubts + _scope_doubts(slot, phrase, fit, reading)
    if goes_on_with_verb(phrase, fit):
        doubts = doubts.with_doubt(0.3, f"原文数的是“{fit.name}”之后的事。")
    before = opening_left_over(slot.context.subject, fit, reading)
    if before:
        doubts = doubts.with_doubt(0.25, f"句首说的是“{before}”，不一定还管到这里。")
    left = left_over(phrase, fit, reading)
    if left:
        weight = 0.25 if len(left) <= 2 else 0.35
        doubts = doubts.with_doubt(weight, f"原文中的“{left}”没有对应的分类或项目。")
    return doubts


def _scope_doubts(slot: Slot, phrase: Phrase, fit: Fit, reading: Reading) -> Doubts:
    """满意度 alone may be the canteen's; 维修道路150处 counts places, not orders."""
    doubts = Doubts()
    if fit.items or not fit.measure.units:
        return doubts
    unit = fit.measure.units[0]
    # 食堂满意度 says whose it is; a bare 整改率 is about what the sentence was about.
    context = slot.context
    around = phrase.text if reading.words else " ".join((phrase.text, context.subject, context.lead, *context.headings))
    around += context.beside
    vague = fit.name in SAYS_LITTLE
    missing = unsaid(fit, around) if unit in _RATIO_UNITS or vague else ""
    if missing:
        doubts = doubts.with_doubt(0.25, f"原文没有说是“{missing}”，台账的指标是“{fit.measure.names[0]}”。")
    if unit in EVENT_UNITS and slot.unit in _THING_UNITS and not same_unit(slot.unit, unit) and reading.words:
        doubts = doubts.with_doubt(0.25, f"原文按“{slot.unit}”数的可能是物件，台账数的是“{unit}”。")
    return doubts


def value_doubts(slot: Slot, value: Decimal, result: Result) -> Doubts:
    doubts = Doubts()
    if result.rows == 0:
        doubts = doubts.with_doubt(0.3, "这段时间台账没有记录，请确认是没有发生还是没有登记。")
    if slot.unit == "%" and not 0 <= value <= 100 and not slot.context.is_change:
        doubts = doubts.with_doubt(0.4, "比率超出0到100。", "range")
    if slot.old is not None and slot.old > 0 and not slot.context.is_change:
        old = convert(slot.old, slot.unit, slot.unit) or slot.old
        if _orders_apart(old, value):
            # That nothing was recorded has been said.
            doubts = doubts.with_doubt(
                FAR_FROM_OLD if result.rows else 0.0, f"与上次的{old.normalize():f}相差十倍以上。", "magnitude"
            )
    return doubts


def _orders_apart(old: Decimal, value: Decimal) -> bool:
    if value == 0:
        return old >= 10
    return max(old, value) >= 10 and (value >= old * 10 or value * 10 <= old)


def change_doubts(slot: Slot, result: Result, earlier: Result | None, doubts: Doubts) -> tuple[Decimal | None, Doubts]:
    """比去年增加__次: the difference with the same dates a year before."""
    if earlier is None or (slot.unit == "%" and earlier.value == 0):
        return None, doubts
    difference = abs(result.value - earlier.value)
    if slot.unit == "%" and result.unit != "%":
        difference = (difference / earlier.value * 100).quantize(Decimal("0.1"))
    grew = result.value > earlier.value
    said_growth = bool(re.search(r"(?:增|提高|上升|多)", slot.context.near[-8:]))
    doubts = doubts.with_doubt(0.25, "这是与去年同期相比算出的。")
    if grew != said_growth:
        doubts = doubts.with_doubt(0.3, "原文说的升降与台账相反，需要改字。", "direction")
    return difference, doubts
