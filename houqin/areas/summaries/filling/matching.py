"""Which figure a slot means: names against wording, verbs, units; every judgement leaves its reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from houqin.areas.summaries.filling.slots import Slot
from houqin.areas.summaries.filling.units import EVENT_UNITS, kindred, same_unit
from houqin.areas.summaries.filling.vocabulary import Item, Measure, Vocabulary
from houqin.areas.summaries.filling.wording import (
    ends_with_verb,
    received,
    split_verb,
    verbs_agree,
    verbs_in,
    without_fillers,
)

_JOINTS = re.compile(r"[、和及与/]|以及|[,，]|\s+")
_EVENTS = re.compile(r"(?:开展|举行|组织|召开|举办|进行|完成|参加|实施|接受|迎接|承办|做好|落实)了?\s*$")
_HARD_UNITS = ("元", "%", "公斤", "人", "米", "平方米", "度", "小时")
_TAIL_WORDS = re.compile(
    r"(?:共计|累计|合计|总计|一共|先后|达到|达|共|约|近|为|等|数量|次数|总数|人数|数|工作|情况|故障|问题|设施|设备|的|了|有|计|各|:|：|[|｜\s])+$"
)
# 隐患整改完成率 is the 隐患整改率.
DONE = re.compile(r"(?:完成|到位|及时|合计|总)")
LEAST_SCORE = 0.6
LEAST_SHARED = 0.66


@dataclass(frozen=True, kw_only=True)
class Phrase:
    """The words that say what a slot counts, and its pieces between 、 and 和."""

    text: str
    pieces: tuple[str, ...]
    verbs: tuple[str, ...]
    inherited: str
    characters: frozenset[str]


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
    return Phrase(
        text=text.replace(" ", ""),
        pieces=pieces,
        verbs=tuple(verbs_in(text)),
        inherited=inherited,
        characters=frozenset(text),
    )


def _wants_what_follows(slot: Slot) -> bool:
    """安装了5个监控: the thing follows; 检查4次发现隐患: another statement follows."""
    near = slot.context.near.rstrip("了过出 共约近达到")
    if not without_fillers(near) or _EVENTS.search(slot.context.near):
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
    said = context.whole or context.carried or context.verb
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
    if phrase.characters.isdisjoint(name):
        return None  # most names of a catalogue
    verb, thing = split_verb(name)
    matched, likeness = _likeness(phrase, name, thing)
    if not likeness:
        return None
    units = (item.unit,) if item else measure.units
    unit_score, possible = _unit_score(slot.unit, units, loosely=item is not None)
    if not possible and "%" in (slot.unit, *units):
        return None
    verb_score = _verb_score(phrase, verb, measure, item, name)
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
    if len(name) > 2 and any(name in text for text in (DONE.sub("", phrase.text), phrase.text.replace("维修", "修"))):
        return name, 0.93
    shared = _shared_head(phrase, thing)
    if shared:
        return shared, 0.95
    if len(thing) == 1:
        return (thing, 0.95) if any(piece.endswith(thing) for piece in phrase.pieces) else ("", 0.0)
    if thing in phrase.text:
        heads = any(piece.endswith(thing) or _TAIL_WORDS.sub("", piece).endswith(thing) for piece in phrase.pieces)
        return thing, 1.0 if heads else 0.9
    return _loose_likeness(phrase, thing)


def _shared_head(phrase: Phrase, thing: str) -> str:
    """立式 of 立式、挂壁式空调 is a 立式空调."""
    for piece in phrase.pieces[:-1]:
        core = bare_thing(piece)
        if 2 <= len(core) < len(thing) and thing.startswith(core) and phrase.pieces[-1].endswith(thing[len(core) :]):
            return core
    return ""


def bare_thing(piece: str) -> str:
    """门 of 其中修理门."""
    core = without_fillers(piece)
    return split_verb(core)[1] if not piece.endswith(tuple(verbs_in(core))) else core


def _loose_likeness(phrase: Phrase, thing: str) -> tuple[str, float]:
    """台盆下水管 for 台盆水管: most characters, in order, inside one piece."""
    best, share = "", 0.0
    if len(thing) < 4:
        return best, share
    for piece in phrase.pieces:
        if sum(character in piece for character in thing) < LEAST_SHARED * len(thing):
            continue  # most things of a catalogue; comparing them properly is slow
        blocks = SequenceMatcher(None, piece, thing, autojunk=False).get_matching_blocks()
        common = sum(block.size for block in blocks if block.size > 1)
        if common / len(thing) > share:
            share = common / len(thing)
            best = "".join(piece[block.a : block.a + block.size] for block in blocks)
    return (best, 0.55 + 0.3 * share) if share >= LEAST_SHARED else ("", 0.0)


def _verb_score(phrase: Phrase, verb: str, measure: Measure, item: Item | None, name: str) -> float:
    said = phrase.verbs or ((phrase.inherited,) if phrase.inherited else ())
    expected = [verb] if verb else _usual_verbs(measure, item)
    if name in phrase.text and verb:
        return 1.0
    if item is None and received(phrase.text):
        return 1.0 if received(name) or "报修" in name else 0.4
    if not any(expected):
        return 0.9
    if not said:
        return 0.75
    if any(verbs_agree(one, other) for one in said for other in expected):
        return 1.0
    own = [split_verb(other)[0] or other for other in measure.all_names] if item else []
    # 维修灯具 for the entry 更换灯具: the catalogue is one of repairs.
    return 0.8 if any(verbs_agree(one, other) for one in said for other in own) else 0.3


def _usual_verbs(measure: Measure, item: Item | None) -> list[str]:
    """What is done to an entry that is named by its thing alone: its other names tell, else the whole catalogue."""
    if item is None:
        return []
    own = [split_verb(name)[0] for name in (item.name, *item.synonyms)]
    if not any(own):
        own = [split_verb(name)[0] or name for name in measure.all_names]
        own += [split_verb(name)[0] for other in measure.items for name in (other.name, *other.synonyms)]
    return [verb for verb in dict.fromkeys(own) if verb]


def _unit_score(slot_unit: str, units: tuple[str, ...], *, loosely: bool) -> tuple[float, bool]:
    """`loosely` lets 只 stand for 个; what counts events must be asked for in a unit it names."""
    if not slot_unit or not units:
        return 0.75, True
    bare = slot_unit.lstrip("万千百亿") or slot_unit
    if any(same_unit(slot_unit, unit) or same_unit(bare, unit) for unit in units):
        return 1.0, True
    if bare in EVENT_UNITS and any(unit in EVENT_UNITS for unit in units):
        return 0.65, True
    loosely = loosely or units[0] not in EVENT_UNITS
    hard = any(same_unit(bare, unit) for unit in _HARD_UNITS)
    if loosely and not hard and any(kindred(bare, unit) for unit in units):
        return 0.85, True
    return 0.1, False


def _with_sums(slot: Slot, phrase: Phrase, ranked: list[Fit]) -> list[Fit]:
    """修锁、换锁145把 is two entries of one catalogue added up."""
    if len(phrase.pieces) < 2 or not ranked or not ranked[0].items:
        return ranked
    best = ranked[0]
    parts = [best]
    for fit in ranked[1:]:
        alike = fit.unit_agrees == best.unit_agrees and fit.exact and fit.verb_agrees == best.verb_agrees
        joins = fit.items and fit.measure is best.measure and alike and kindred(fit.unit, best.unit)
        if joins and all(_in_other_piece(phrase, fit, part) for part in parts):
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
        unit_possible=all(part.unit_possible for part in parts),
        verb_agrees=all(part.verb_agrees for part in parts),
        exact=all(part.exact for part in parts),
    )
    return [total, *(fit for fit in ranked if fit not in parts)]


def _in_other_piece(phrase: Phrase, one: Fit, other: Fit) -> bool:
    return not any(_homes(phrase, mine) & _homes(phrase, theirs) for mine in one.matched for theirs in other.matched)


def _homes(phrase: Phrase, text: str) -> set[int]:
    """The pieces a match stands in; those that say nothing else come first (门, not 橱门)."""
    thing = split_verb(text)[1]
    whole = {index for index, piece in enumerate(phrase.pieces) if text != thing and text in piece}
    if whole:
        return whole
    alone = {index for index, piece in enumerate(phrase.pieces) if bare_thing(piece) == thing}
    return alone or {index for index, piece in enumerate(phrase.pieces) if thing in piece}
