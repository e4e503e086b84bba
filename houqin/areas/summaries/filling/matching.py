"""Which figure a slot means: names against wording, verbs, units; every judgement leaves its reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from houqin.areas.summaries.filling.slots import Slot
from houqin.areas.summaries.filling.units import EVENT_UNITS, kindred, same_unit
from houqin.areas.summaries.filling.vocabulary import Item, Measure, Vocabulary
from houqin.areas.summaries.filling.wording import ends_with_verb, split_verb, verbs_agree, verbs_in

_JOINTS = re.compile(r"[、和及与/]|以及|[,，]|\s+")
_EVENTS = re.compile(r"(?:开展|举行|组织|召开|举办|进行|完成|参加|实施|接受|迎接|承办|做好|落实)了?\s*$")
_HARD_UNITS = ("元", "%", "公斤", "人", "米", "平方米", "度", "小时")
_TAIL_WORDS = re.compile(
    r"(?:共计|累计|合计|总计|一共|先后|达到|达|共|约|近|为|等|数量|次数|总数|人数|数|工作|情况|故障|问题|设施|设备|的|了|有|计|各|:|：|[|｜\s])+$"
)
# 隐患整改完成率 is the 隐患整改率.
DONE = re.compile(r"(?:完成|到位|及时|合计|总)")
LEAST_SCORE = 0.6


@dataclass(frozen=True, kw_only=True)
class Phrase:
    """The words that say what a slot counts, and its pieces between 、 and 和."""

    text: str
    pieces: tuple[str, ...]
    verbs: tuple[str, ...]
    inherited: str


@dataclass(frozen=True, kw_only=True)
class Fit:
    measure: Measure
    items: tuple[Item, ...]
    name: str
    matched: tuple[str, ...]
    score: float
    unit_agrees: bool
    unit_possible: bool
    verb_agrees: bool
    exact: bool

    @property
    def unit(self) -> str:
        return self.items[0].unit if self.items else (self.measure.units[0] if self.measure.units else "")


def phrase_of(slot: Slot) -> Phrase:
    context = slot.context
    near = re.sub(r"\s+", " ", context.near)
    text = near
    if context.after and _wants_what_follows(slot):
        text = f"{near} {_noun_phrase(context.after)}".strip()
    return _phrase(text, context.verb)


def _phrase(text: str, inherited: str) -> Phrase:
    pieces = tuple(_TAIL_WORDS.sub("", piece).strip() for piece in _JOINTS.split(text) if piece.strip())
    return Phrase(text=text.replace(" ", ""), pieces=pieces, verbs=tuple(verbs_in(text)), inherited=inherited)


def _wants_what_follows(slot: Slot) -> bool:
    """安装了5个监控: the thing follows; 检查4次发现隐患: another statement follows."""
    near = slot.context.near.rstrip("了过出 共约近达到")
    if not near or _EVENTS.search(slot.context.near):
        return True
    if slot.unit in ("次", "场", "场次", "元", "万元", "%"):
        return False
    return ends_with_verb(near) or not re.search(r"[\u4e00-\u9fff]{2,}$", near) or slot.context.near != near


def _noun_phrase(after: str) -> str:
    return re.split(r"(?:进行了|进行|用于|均|都|并|已)", after, maxsplit=1)[0]


def fits(slot: Slot, vocabulary: Vocabulary) -> list[Fit]:
    """All readings worth showing, best first."""
    return _ranked(slot, vocabulary, phrase_of(slot))


def fits_of_whole(slot: Slot, vocabulary: Vocabulary) -> list[Fit]:
    """Readings of a slot that leaves out what it counts: a part names only its kind, a sum only 共."""
    context = slot.context
    said = context.whole or context.carried
    if not said:
        return []
    text = f"{said}、{context.near}"
    return _ranked(slot, vocabulary, _phrase(text, context.verb))


def _ranked(slot: Slot, vocabulary: Vocabulary, phrase: Phrase) -> list[Fit]:
    found: dict[tuple[str, str], Fit] = {}
    for measure in vocabulary.measures:
        for item, names in _candidates(slot, measure):
            fit = _best_name(slot, phrase, measure, item, names)
            if fit is not None and fit.score >= LEAST_SCORE:
                found[(measure.key, item.name if item else "")] = fit
    ranked = sorted(found.values(), key=_rank, reverse=True)
    return _with_sums(slot, phrase, ranked)


def _rank(fit: Fit) -> float:
    return fit.score + 0.03 * min(sum(map(len, fit.matched)), 8) + (0.02 if fit.unit_agrees else 0)


def _candidates(slot: Slot, measure: Measure) -> Iterator[tuple[Item | None, tuple[str, ...]]]:
    if not measure.items or any(same_unit(slot.unit, unit) for unit in measure.units):
        yield None, measure.all_names
    for item in measure.items:
        yield item, (item.name, *item.synonyms)


def _best_name(slot: Slot, phrase: Phrase, measure: Measure, item: Item | None, names: tuple[str, ...]) -> Fit | None:
    tried = [fit for name in names if (fit := _fit(slot, phrase, measure, item, name)) is not None]
    return max(tried, key=_rank, default=None)


def _fit(slot: Slot, phrase: Phrase, measure: Measure, item: Item | None, name: str) -> Fit | None:
    verb, thing = split_verb(name)
    matched, likeness = _likeness(phrase, name, thing)
    if not likeness:
        return None
    units = (item.unit,) if item else measure.units
    unit_score, possible = _unit_score(slot.unit, units)
    if not possible and "%" in (slot.unit, *units):
        return None
    verb_score = _verb_score(phrase, verb, measure if item else None, name)
    return Fit(
        measure=measure,
        items=(item,) if item else (),
        name=name,
        matched=(matched,),
        score=0.5 * likeness + 0.25 * verb_score + 0.25 * unit_score,
        unit_agrees=unit_score >= 0.8,
        unit_possible=possible,
        verb_agrees=verb_score >= 0.7,
        exact=likeness >= 0.9,
    )


def _likeness(phrase: Phrase, name: str, thing: str) -> tuple[str, float]:
    if name in phrase.text and (len(name) > 1 or name in phrase.pieces):
        return name, 1.0
    plain = DONE.sub("", phrase.text)
    if len(name) > 2 and name in plain:
        return name, 0.93
    if len(thing) == 1:
        return (thing, 0.95) if any(piece.endswith(thing) for piece in phrase.pieces) else ("", 0.0)
    if thing in phrase.text:
        heads = any(piece.endswith(thing) or _TAIL_WORDS.sub("", piece).endswith(thing) for piece in phrase.pieces)
        return thing, 1.0 if heads else 0.9
    return _loose_likeness(phrase, thing)


def _loose_likeness(phrase: Phrase, thing: str) -> tuple[str, float]:
    """台盆下水管 for 台盆水管: most characters, in order, inside one piece."""
    best, share = "", 0.0
    if len(thing) < 4:
        return best, share
    for piece in phrase.pieces:
        blocks = SequenceMatcher(None, piece, thing, autojunk=False).get_matching_blocks()
        common = sum(block.size for block in blocks if block.size > 1)
        if common / len(thing) > share:
            share = common / len(thing)
            best = "".join(piece[block.a : block.a + block.size] for block in blocks)
    return (best, 0.55 + 0.3 * share) if share >= 0.66 else ("", 0.0)


def _verb_score(phrase: Phrase, verb: str, measure: Measure | None, name: str) -> float:
    said = phrase.verbs or ((phrase.inherited,) if phrase.inherited else ())
    expected = [verb] if verb else _usual_verbs(measure)
    if name in phrase.text and verb:
        return 1.0
    if not any(expected):
        return 0.9
    if not said:
        return 0.75
    if any(verbs_agree(one, other) for one in said for other in expected):
        return 1.0
    own = _usual_verbs(measure)
    # 维修灯具 for the entry 更换灯具: the catalogue is one of repairs.
    return 0.8 if any(verbs_agree(one, other) for one in said for other in own[:1]) else 0.3


def _usual_verbs(measure: Measure | None) -> list[str]:
    """What is done to the entries of a catalogue, for entries that name only the thing (玻璃)."""
    if measure is None:
        return []
    own = [split_verb(name)[0] or name for name in measure.all_names]
    names = [name for item in measure.items for name in (item.name, *item.synonyms)]
    return list(dict.fromkeys([*own, *(split_verb(name)[0] for name in names if split_verb(name)[0])]))


def _unit_score(slot_unit: str, units: tuple[str, ...]) -> tuple[float, bool]:
    if not slot_unit or not units:
        return 0.75, True
    bare = slot_unit.lstrip("万千百亿") or slot_unit
    if any(same_unit(slot_unit, unit) or same_unit(bare, unit) for unit in units):
        return 1.0, True
    if bare in EVENT_UNITS and any(unit in EVENT_UNITS for unit in units):
        return 0.65, True
    if any(kindred(bare, unit) for unit in units) and not any(same_unit(bare, hard) for hard in _HARD_UNITS):
        return 0.85, True
    return 0.1, False


def _with_sums(slot: Slot, phrase: Phrase, ranked: list[Fit]) -> list[Fit]:
    """修锁、换锁145把 is two entries of one catalogue added up."""
    if len(phrase.pieces) < 2 or not ranked or not ranked[0].items:
        return ranked
    best = ranked[0]
    parts = [best]
    for fit in ranked[1:]:
        if fit.items and fit.measure is best.measure and fit.unit_agrees and fit.exact and fit.verb_agrees:
            apart = all(_in_other_piece(phrase, fit, part) for part in parts)
            if apart and same_unit(fit.unit, best.unit):
                parts.append(fit)
    if len(parts) == 1:
        return ranked
    total = Fit(
        measure=best.measure,
        items=tuple(item for part in parts for item in part.items),
        name="、".join(part.name for part in parts),
        matched=tuple(text for part in parts for text in part.matched),
        score=min(part.score for part in parts),
        unit_agrees=all(part.unit_agrees for part in parts),
        unit_possible=True,
        verb_agrees=all(part.verb_agrees for part in parts),
        exact=all(part.exact for part in parts),
    )
    return [total, *(fit for fit in ranked if fit not in parts)]


def _in_other_piece(phrase: Phrase, one: Fit, other: Fit) -> bool:
    homes = {
        text: {index for index, piece in enumerate(phrase.pieces) if text in piece}
        for text in (*one.matched, *other.matched)
    }
    return not any(homes[mine] & homes[theirs] for mine in one.matched for theirs in other.matched)
