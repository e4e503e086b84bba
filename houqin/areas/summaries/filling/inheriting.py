"""What a slot leaves unsaid, the slot before it said: 报修90次，其中水工30次 · 教学楼20次，综合楼12次 · 计划任务47项，完成44项，完成率93%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from houqin.areas.summaries.filling.proposals import Proposal
from houqin.areas.summaries.filling.slots import Slot
from houqin.areas.summaries.filling.splitting import Reading, splits_for
from houqin.areas.summaries.filling.units import EVENT_UNITS, same_unit
from houqin.areas.summaries.filling.vocabulary import ITEM, Measure, Splits, Vocabulary
from houqin.areas.summaries.filling.wording import TIME_WORDS, split_verb, verbs_in, without_fillers

FARTHEST = 20
"""Slots between one that says what it counts and one that leaves it to be understood."""
FAR = 0.65
"""How certain it can be at most when another paragraph said it."""
CLEARLY_PARTED = 0.85
"""按工种看：水工88次, below a paragraph that counted one thing only."""
_PARTS_WHAT_CAME = re.compile(r"\s*(?:[(（]?\d{1,2}[.、．)）])?\s*(?:其中|按[\u4e00-\u9fff]{1,6}[，,:：])")
_SAYS_NOTHING = re.compile(
    r"(?:其中|分别|用于|方面|项目|类别|类|部分|其次是?|再次是?|次之|班组|班|组|工人|师傅|最多|较多|最少|包括|占|处室|部门|故障|问题|指出|反映|上报|承担|负责|仅|只|则|按[\u4e00-\u9fff]{1,5}分|从[\u4e00-\u9fff]{1,5}看|[两三四]个?校区|[一二三四五]是|[①-⑳]|第[一二三四五])"
)
_MONEY_WORDS = {"支出", "花费", "开支", "金额", "费用", "经费", "资金"}
_HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, kw_only=True)
class Inherited:
    """A reading taken over from `source`; `certainty` is at most the source's own."""

    measure: Measure
    splits: Splits
    reading: Reading
    name: str
    certainty: float
    reason: str
    beside: bool = False
    """综合楼12次 after 教学楼20次: parted the same way as its source."""


def as_part(slot: Slot, done: Sequence[Proposal], vocabulary: Vocabulary) -> Iterator[Inherited]:
    """整改104处，其中重大隐患2处: two of what was put right, whatever 隐患 alone would mean."""
    total = [source for source in done if source.slot.index == slot.parent and source.measure_key]
    for source in total:
        measure = vocabulary.measure(source.measure_key)
        found = _same_measure(slot, source, measure, _MONEY_WORDS) if measure else None
        if found is not None and measure is not None:
            unclear = _may_part_another(slot, source, measure, done, vocabulary)
            yield replace(found, certainty=min(found.certainty, FAR)) if unclear else found


def _may_part_another(
    slot: Slot, total: Proposal, measure: Measure, done: Sequence[Proposal], vocabulary: Vocabulary
) -> bool:
    """查出66处，整改62处，整改率94%，其中一般隐患60处: of those found, or of those put right?"""
    told = [one for one in done if one.slot.context.sentence == slot.context.sentence and one.slot.parent is None]
    between = any(one.slot.index > total.slot.index for one in told)
    return between and any(
        one.slot.index < total.slot.index
        and one.measure_key != measure.key
        and (known := vocabulary.measure(one.measure_key)) is not None
        and known.family == measure.family
        and _counted_alike(slot.unit, one.slot.unit)
        for one in told
    )


def held_on(slot: Slot, measure: Measure, reading: Reading, done: Sequence[Proposal], vocabulary: Vocabulary) -> Splits:
    """资产盘点2次，盘亏5件: of assets, when all that the sentence told of this area was parted so."""
    area = measure.key.partition(".")[0]
    before = [
        one
        for one in done
        if one.slot.context.sentence == slot.context.sentence
        and one.slot.passage == slot.passage
        and one.slot.parent is None
        and one.measure_key.partition(".")[0] == area
    ]
    if not before or slot.parent is not None or reading.of_all:
        return {}
    return {
        name: values
        for name, values in before[0].asked.items()
        if name not in reading.splits
        and name not in reading.left
        and all(one.asked.get(name) == values and _said_alike(one, measure, name, vocabulary) for one in before)
    }


def _said_alike(source: Proposal, measure: Measure, name: str, vocabulary: Vocabulary) -> bool:
    known = vocabulary.measure(source.measure_key)
    return name in measure.splits and known is not None and known.splits.get(name) == measure.splits[name]


def said_in_full(slot: Slot, done: Sequence[Proposal], vocabulary: Vocabulary) -> Iterator[Inherited]:
    """发现问题46项，列为隐患20项: all that is said is which of them."""
    near = without_fillers(TIME_WORDS.sub("", slot.context.near)).removeprefix("由")
    same = [source for source in _sources(done) if source.slot.context.sentence == slot.context.sentence]
    for one in _taken_over(slot, same, vocabulary):
        if len(near) > 2 and near in map(without_fillers, one.reading.words):
            yield one


def inherited(slot: Slot, done: Sequence[Proposal], vocabulary: Vocabulary) -> Iterator[Inherited]:
    """From the slots before in the same paragraph, nearest first; nothing when the slot says more than splits.

    接报修90次，返修3次。教学楼20次: a new sentence parts what was told first, and never for sure when there were two.
    """
    near = [source for source in _sources(done) if source.slot.passage == slot.passage]
    alike = {source.measure_key for source in near if _counted_alike(slot.unit, source.slot.unit)}
    if near and near[0].slot.context.sentence != slot.context.sentence:
        near.sort(key=lambda source: source.slot.index)
    for one in sorted(_taken_over(slot, near, vocabulary), key=lambda one: not one.beside):
        yield one if one.beside or len(alike) < 2 else replace(one, certainty=min(one.certainty, FAR))


def last_resort(
    slot: Slot, done: Sequence[Proposal], vocabulary: Vocabulary, *, same_chapter: bool = False
) -> Iterator[Inherited]:
    """For a slot whose own words no figure fits: 本部查出52处, paragraphs after 查出隐患108处."""
    alike = [
        source
        for source in done[-FARTHEST:]
        if source.measure_key
        and source.value is not None
        and same_unit(slot.unit, source.slot.unit)
        and (not same_chapter or source.slot.context.headings == slot.context.headings)
    ]
    # What a paragraph tells first is what the next ones part: the nearest paragraph, and in it the first slot.
    ordered = sorted(alike, key=lambda source: (-source.slot.passage, source.slot.index))
    clear = same_chapter and _PARTS_WHAT_CAME.match(slot.context.lead) and _told_one_thing(slot, ordered, done)
    for one in _taken_over(slot, ordered, vocabulary, with_verbs=True):
        yield replace(one, certainty=CLEARLY_PARTED) if clear and one.certainty >= FAR else one


def _told_one_thing(slot: Slot, sources: Sequence[Proposal], done: Sequence[Proposal]) -> bool:
    """The paragraph before counted one thing like this, and nothing since was counted so that nobody understood."""
    if not sources:
        return False
    told = {source.measure_key for source in sources if source.slot.passage == sources[0].slot.passage}
    since = (one for one in done[-FARTHEST:] if one.slot.passage >= sources[0].slot.passage)
    return len(told) == 1 and not any(one.value is None and same_unit(slot.unit, one.slot.unit) for one in since)


def _taken_over(
    slot: Slot, sources: Sequence[Proposal], vocabulary: Vocabulary, *, with_verbs: bool = False
) -> Iterator[Inherited]:
    for source in sources:
        measure = vocabulary.measure(source.measure_key)
        if measure is None:
            continue
        found = _same_measure(slot, source, measure, _verbs_of(measure) if with_verbs else set())
        if found is not None:
            yield found


def _sources(done: Sequence[Proposal]) -> Iterator[Proposal]:
    seen: set[str] = set()
    for proposal in reversed(done[-FARTHEST:]):
        of_now = not (proposal.slot.context.is_change or proposal.slot.context.is_previous)
        if proposal.value is not None and of_now and proposal.measure_key and proposal.measure_key not in seen:
            seen.add(proposal.measure_key)
            yield proposal


def _same_measure(slot: Slot, source: Proposal, measure: Measure, verbs: set[str]) -> Inherited | None:
    if not _counted_alike(slot.unit, source.slot.unit):
        return None
    reading = splits_for(slot, measure)
    own = {name: values for name, values in reading.splits.items() if name in reading.near}
    near = f"{slot.context.near} {slot.context.after}"
    if not (own or slot.split) or _left(near, (*reading.words, *verbs)):
        return None
    is_part = source.slot.index == slot.parent
    side_by_side = any(name in source.asked for name in own)  # 综合楼12次 after 教学楼20次
    kept = {
        name: values
        for name, values in source.asked.items()
        if is_part or side_by_side or name == ITEM or reading.splits.get(name) == values
    }
    unlike = bool(own) and not is_part and not side_by_side
    if unlike and verbs and kept.keys() - {ITEM}:
        return None  # 按校区分 does not part what 按等级分 has parted
    doubt = 0.1 if unlike and not verbs else 0.0
    return Inherited(
        measure=measure,
        splits={**kept, **own},
        reading=reading,
        name=measure.names[0],
        certainty=min(source.score - doubt, 1.0 if source.slot.passage == slot.passage else FAR),
        reason=f"接着前面的“{source.slot.measure}”说。",
        beside=side_by_side,
    )


def _verbs_of(measure: Measure) -> set[str]:
    """查出 of 本部查出52处, after 查出隐患."""
    said = {verb for name in measure.all_names for verb in (split_verb(name)[0],) if len(verb) > 1}
    return said | {name for name in measure.all_names if verbs_in(name) == [name]}


def _counted_alike(one: str, other: str) -> bool:
    return bool(one) and (same_unit(one, other) or (one in EVENT_UNITS and other in EVENT_UNITS))


def _left(near: str, known: Sequence[str]) -> str:
    text = near
    for word in sorted(known, key=len, reverse=True):
        text = text.replace(word, " ")
    text = without_fillers(_SAYS_NOTHING.sub(" ", TIME_WORDS.sub(" ", text)))
    return "".join(_HAN.findall(re.sub(r"[工路类项班组]", "", text)))
