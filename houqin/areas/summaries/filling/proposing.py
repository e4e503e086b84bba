"""What belongs in each slot, how sure that is, and why, in sentences a director can check."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import islice

from houqin.areas.summaries.filling.certainty import (
    FAR_FROM_OLD,
    Doubts,
    change_doubts,
    figure_doubts,
    reading_doubts,
    value_doubts,
    wording_doubts,
)
from houqin.areas.summaries.filling.consistency import flag_parts
from houqin.areas.summaries.filling.contexts import says_what
from houqin.areas.summaries.filling.fit import Fit
from houqin.areas.summaries.filling.inheriting import Inherited, as_part, held_on, inherited, last_resort, said_in_full
from houqin.areas.summaries.filling.matching import fits, fits_of_heading, fits_of_topic, fits_of_whole
from houqin.areas.summaries.filling.memory import Memory
from houqin.areas.summaries.filling.numerals import plain, write_like
from houqin.areas.summaries.filling.outcomes import doubt_of_before, outcome_in_paragraph, outcome_in_sentence
from houqin.areas.summaries.filling.periods import is_of_other_months, period_for
from houqin.areas.summaries.filling.phrases import phrase_of
from houqin.areas.summaries.filling.pointing import PointedAt, days_now, days_told, nowhere, said_plainly
from houqin.areas.summaries.filling.proposals import Proposal, level_of
from houqin.areas.summaries.filling.slots import Slot
from houqin.areas.summaries.filling.splitting import Reading, known_splits, splits_for
from houqin.areas.summaries.filling.told_before import called_short, of_sentence, things_of, told_before
from houqin.areas.summaries.filling.units import convert, countable, same_unit
from houqin.areas.summaries.filling.vocabulary import ITEM, Lookup, Period, Result, Splits, Vocabulary
from houqin.areas.summaries.filling.years import written_year, year_for

WORTH_SHOWING = 0.45
CLEAR = 0.9
NOT_THE_FIRST = 0.7
"""How certain an answer can be when a likelier reading has no rows."""
_PARTED = re.compile("其中|分别")
_NOT_FOR_LEDGERS = {
    "date": "空着的是日期，请自行填写。",
    "ordinal": "空着的是编号或序号，不是数量，请自行填写。",
    "name": "空着的是名称，不是数量，请自行填写。",
}


@dataclass(frozen=True, kw_only=True)
class Desk:
    """All that is needed to answer for one document."""

    vocabulary: Vocabulary
    lookup: Lookup
    period: Period
    memory: Memory = field(default_factory=Memory)
    pointed_at: PointedAt = nowhere
    told: Period | None = None
    """The days of the old document, where its links tell them."""


def propose(
    slots: Sequence[Slot],
    vocabulary: Vocabulary,
    lookup: Lookup,
    *,
    period: Period,
    memory: Memory | None = None,
    pointed_at: PointedAt = nowhere,
) -> list[Proposal]:
    """One proposal per slot, in order; totals and their parts are checked against each other at the end."""
    told = days_told(slots, pointed_at)
    desk = Desk(
        vocabulary=vocabulary,
        lookup=lookup,
        period=period,
        memory=memory or Memory(),
        pointed_at=pointed_at,
        told=told,
    )
    done: list[Proposal] = []
    for slot in slots:
        done.append(_proposal(slot, desk, done))
    return flag_parts(done)


def _proposal(slot: Slot, desk: Desk, done: Sequence[Proposal]) -> Proposal:
    if slot.nature == "year":
        return _year(slot, desk.period)
    if slot.nature != "amount":
        return Proposal(slot=slot, why=_NOT_FOR_LEDGERS[slot.nature])
    linked = _by_link(slot, desk)
    if linked is not None:
        return linked
    remembered = desk.memory.recall(slot)
    if remembered is not None and desk.vocabulary.measure(remembered.measure_key):
        doubts = Doubts(reasons=("上次由负责人确认过同一说法。",))
        return _looked_up(slot, desk, remembered.measure_key, remembered.splits, doubts)
    if is_of_other_months(slot, desk.period):
        return Proposal(slot=slot, why=f"原文说的是“{slot.context.other_months}”的数，不是本期的，没有填。")
    return _answer(slot, desk, done)


def _by_link(slot: Slot, desk: Desk) -> Proposal | None:
    pointed = desk.pointed_at(slot.linked) if slot.linked else None
    days = days_now(pointed, desk.told, desk.period) if pointed is not None else None
    if pointed is None or days is None:
        return None
    then, why = days
    at_link = replace(desk, period=then, lookup=lambda key, splits, period: pointed.count(period))
    measure = desk.vocabulary.measure(pointed.measure_key)
    name = measure.names[0] if measure else ""
    told = _looked_up(
        said_plainly(slot), at_link, pointed.measure_key, pointed.splits, Doubts(reasons=(why,)), name=name
    )
    return replace(told, slot=slot) if told.value is not None else None


def _answer(slot: Slot, desk: Desk, done: Sequence[Proposal]) -> Proposal:
    """As part of its total; else by its own words, when those are clear; else by what the slots before it said."""
    part = _first_known(slot, desk, as_part(slot, done, desk.vocabulary))
    if part is not None:
        return part
    part = _first_known(slot, desk, said_in_full(slot, done, desk.vocabulary))
    if part is not None:
        return part
    became = _first_known(slot, desk, outcome_in_sentence(slot, done, desk.vocabulary))
    if became is not None and became.value is not None:
        return became
    ranked = fits(slot, desk.vocabulary) or fits_of_topic(slot, desk.vocabulary)
    own = _best_answer(slot, desk, ranked, done) if ranked else None
    if own is not None and own.value is not None and (own.level == "high" or own.flags):
        return own
    taken_over = _first_known(slot, desk, inherited(slot, done, desk.vocabulary)) or _first_known(
        slot, desk, outcome_in_paragraph(slot, done, desk.vocabulary)
    )
    if taken_over is not None:
        return taken_over
    far = _first_known(slot, desk, last_resort(slot, done, desk.vocabulary, same_chapter=True))
    if far is None:
        far = _by_heading(slot, desk, done) if own is None else None
    far = far or _first_known(slot, desk, last_resort(slot, done, desk.vocabulary))
    known = [proposal for proposal in (own, far) if proposal is not None and proposal.value is not None]
    return max(known, key=lambda proposal: proposal.score, default=own or _omitted(slot, desk, done))


def _omitted(slot: Slot, desk: Desk, done: Sequence[Proposal]) -> Proposal:
    ranked = fits_of_whole(slot, desk.vocabulary)
    if not ranked:
        return Proposal(slot=slot, splits=known_splits(slot, desk.vocabulary), why=_nothing_fits(slot))
    answer = _best_answer(slot, desk, ranked, done)
    if answer.value is None:
        return answer
    less = 0.25 if says_what(_PARTED.sub("", slot.context.near)) or not slot.context.whole else 0.15
    return _less_sure(answer, less, "原文省略了所指，按上文补出。")


def _by_heading(slot: Slot, desk: Desk, done: Sequence[Proposal]) -> Proposal | None:
    """Only for a slot that says nothing but which part it counts."""
    ranked = fits_of_heading(slot, desk.vocabulary)
    answer = _best_answer(slot, desk, ranked, done) if ranked else None
    clear = answer is not None and answer.value is not None and answer.score >= CLEAR
    return _less_sure(answer, 0.25, "数的是什么，标题里说了。") if answer is not None and clear else None


def _less_sure(answer: Proposal, less: float, reason: str) -> Proposal:
    score = max(0.0, answer.score - less)
    if score < WORTH_SHOWING:
        return replace(answer, score=score, value=None, text="", why=answer.why + reason + "没有填。")
    return replace(answer, score=score, why=answer.why + reason)


def _year(slot: Slot, period: Period) -> Proposal:
    guess = year_for(slot, period)
    if guess.year is None:
        return Proposal(slot=slot, why=guess.why)
    score = 0.95 if guess.sure else 0.6
    return Proposal(
        slot=slot, value=Decimal(guess.year), text=written_year(guess.year, slot.shown), score=score, why=guess.why
    )


def _nothing_fits(slot: Slot) -> str:
    counted = f"“{slot.measure}”" if slot.measure else "这个数"
    return f"台账里没有与{counted}对应的指标或项目，请自行填写。"


def _best_answer(slot: Slot, desk: Desk, ranked: list[Fit], done: Sequence[Proposal]) -> Proposal:
    """The best reading the ledgers can answer; a lower one is taken only when the higher has no such figure."""
    proposals = [_for_fit(slot, desk, fit, ranked[index + 1 :], done) for index, fit in enumerate(ranked[:3])]
    answered = next((proposal for proposal in proposals if proposal.value is not None), proposals[0])
    if answered is not proposals[0]:
        return replace(
            answered, score=min(answered.score, NOT_THE_FIRST), why=answered.why + "首选的指标没有数据，改用这一项。"
        )
    return answered


def _for_fit(slot: Slot, desk: Desk, fit: Fit, others: Sequence[Fit], done: Sequence[Proposal]) -> Proposal:
    reading = splits_for(
        slot,
        fit.measure,
        without=fit.matched,
        hidden=things_of(fit.items),
        told=tuple(called_short(things_of((*fit.items, *told_before(slot, desk.vocabulary, done))))),
    ).unless_told_otherwise([one.asked for one in of_sentence(slot, done)])
    phrase = phrase_of(slot)
    doubts = figure_doubts(slot, fit, others) + reading_doubts(slot, phrase, fit, reading)
    doubts = doubts + wording_doubts(slot, reading, desk.period) + doubt_of_before(slot, fit, done)
    splits: dict[str, tuple[str, ...]] = dict(reading.splits)
    if fit.items:
        splits = {name: values for name, values in splits.items() if name not in fit.measure.of_entry}
        splits[ITEM] = tuple(item.asked for item in fit.items)
    held = {} if fit.items else held_on(slot, fit.measure, reading, done, desk.vocabulary)
    if held:
        # 操场隐患6处，教学楼隐患12处: the second is parted by itself.
        doubts = doubts.with_doubt(
            0.25 if reading.near else 0.05, f"接着前面说的是“{'、'.join(fit.measure.spoken(held).values())}”。"
        )
    splits |= held
    return _looked_up(slot, desk, fit.measure.key, splits, doubts, fit=fit, reading=reading)


def _first_known(slot: Slot, desk: Desk, candidates: Iterator[Inherited]) -> Proposal | None:
    """The first with rows behind it, else the likeliest."""
    proposals = [_for_inherited(slot, desk, one) for one in islice(candidates, 3)]
    found = next((proposal for proposal in proposals if proposal.rows), proposals[0] if proposals else None)
    return found if found is None or found is proposals[0] else replace(found, score=min(found.score, NOT_THE_FIRST))


def _for_inherited(slot: Slot, desk: Desk, taken: Inherited) -> Proposal:
    doubts = Doubts(weight=1 - taken.certainty, reasons=(taken.reason,)) + wording_doubts(
        slot, taken.reading, desk.period
    )
    return _looked_up(slot, desk, taken.measure.key, taken.splits, doubts, name=taken.name, reading=taken.reading)


def _looked_up(
    slot: Slot,
    desk: Desk,
    key: str,
    splits: Splits,
    doubts: Doubts,
    *,
    fit: Fit | None = None,
    name: str = "",
    reading: Reading | None = None,
) -> Proposal:
    said = (*(reading.words if reading else ()), *(fit.matched if fit else ()))
    period, doubts = period_for(slot, desk.period, doubts, said)
    result, splits, doubts = _asked(desk, key, splits, period, reading, doubts)
    measure = desk.vocabulary.measure(key)
    shown = (measure.spoken(splits) if measure else {}) | dict(slot.split)
    if result is None or (slot.context.is_previous and not result.rows):
        when = "没有前一年的" if result is not None else "里没有这项"
        return Proposal(slot=slot, measure_key=key, splits=shown, asked=splits, why=f"台账{when}数据，请自行填写。")
    value, doubts = _value(slot, desk, key, splits, result, doubts)
    if value is None:
        why = f"台账按“{result.unit}”计，原文是“{slot.unit}”，单位不同，没有填。"
        return Proposal(slot=slot, measure_key=key, splits=shown, asked=splits, flags=("unit",), why=why)
    doubts = doubts + value_doubts(slot, value, result)
    score = max(0.0, (1.0 if fit is None else fit.score) - doubts.weight)
    name = fit.name if fit else name
    # That a number is far from last year's is a reason to look at it, not to keep it back.
    fits_words = score + (FAR_FROM_OLD if "magnitude" in doubts.flags and result.rows else 0.0)
    if fits_words < WORTH_SHOWING and name:
        why = f"最接近的是“{name}”，但对不上：{''.join(doubts.reasons)}没有填。"
        return Proposal(
            slot=slot, measure_key=key, splits=shown, asked=splits, score=score, flags=doubts.flags, why=why
        )
    return Proposal(
        slot=slot,
        measure_key=key,
        splits=shown,
        asked=splits,
        value=value,
        text=_written(slot, value),
        score=round(score, 3),
        why=_why(name, result, period, doubts, level_of(score)),
        evidence_url=result.evidence_url,
        rows=result.rows,
        flags=doubts.flags,
    )


def _asked(
    desk: Desk, key: str, splits: Splits, period: Period, reading: Reading | None, doubts: Doubts
) -> tuple[Result | None, Splits, Doubts]:
    """Ask with all splits; ask again without those the ledger cannot tell, or that only the sentence carried."""
    result = desk.lookup(key, splits, period)
    if reading is None or not reading.splits or (result is not None and result.rows):
        return result, splits, doubts
    loose = set(reading.splits) if result is None else set(reading.carried)
    fewer = {name: values for name, values in splits.items() if name not in loose}
    again = desk.lookup(key, fewer, period) if loose else None
    if again is None or not again.rows:
        return result, splits, doubts
    measure = desk.vocabulary.measure(key)
    lost = {name: values for name, values in splits.items() if name in loose}
    words = "、".join((measure.spoken(lost) if measure else {}).values())
    return again, fewer, doubts.with_doubt(0.0 if reading.weak else 0.25, f"台账按“{words}”查不到，这是不按它分的数。")


def _value(
    slot: Slot, desk: Desk, key: str, splits: Splits, result: Result, doubts: Doubts
) -> tuple[Decimal | None, Doubts]:
    if slot.context.is_change:
        earlier = desk.lookup(key, splits, desk.period.a_year_earlier())
        earlier = earlier if earlier is not None and earlier.rows else None
        return change_doubts(slot, result, earlier, doubts)
    value = convert(result.value, result.unit, slot.unit)
    measure = desk.vocabulary.measure(key)
    if value is None and measure is not None and any(same_unit(slot.unit, unit) for unit in measure.units):
        value = result.value  # 968人次参与评价 of a figure that is declared to be counted so, too
    if value is None and ITEM in splits and countable(result.unit) and countable(slot.unit):
        value = result.value
    return (None if value is None else _rounded(value)), doubts


def _rounded(value: Decimal) -> Decimal:
    rounded = value.quantize(Decimal("0.01"))
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded.normalize()


def _written(slot: Slot, value: Decimal) -> str:
    if slot.kind == "blank":
        return plain(value)
    if slot.shown.startswith("百分") or slot.shown.endswith("成"):
        return plain(value) + "%"
    return write_like(value, slot.shown)


def _why(name: str, result: Result, period: Period, doubts: Doubts, level: str) -> str:
    source = f"与“{name}”相符" if name else "按已确认的指标取数"
    span = f"{period.start:%Y-%m-%d}至{period.end:%Y-%m-%d}"
    opening = f"{source}，{span}台账有{result.rows}条记录。"
    closing = "" if level == "high" else "请核对。"
    return opening + "".join(doubts.reasons) + closing
