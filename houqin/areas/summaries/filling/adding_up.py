"""Several entries of a catalogue named at once: 修锁、换锁145把; 维修空调12台 where the catalogue knows 立式 and 挂壁式空调."""

from __future__ import annotations

import re
from collections.abc import Sequence

from houqin.areas.summaries.filling.fit import Fit
from houqin.areas.summaries.filling.phrases import Phrase, bare_thing, thing_done_to
from houqin.areas.summaries.filling.slots import Slot
from houqin.areas.summaries.filling.units import kindred, same_unit
from houqin.areas.summaries.filling.vocabulary import Item, Measure, Vocabulary
from houqin.areas.summaries.filling.wording import split_verb, verb_before, verbs_agree

# 桌子: every 桌 of the catalogue, which is never sure.
_PLAIN_THING = re.compile(r"(?P<thing>[\u4e00-\u9fff])子")


def with_sums(phrase: Phrase, ranked: list[Fit]) -> list[Fit]:
    """修锁、换锁145把 is two entries of one catalogue added up."""
    if not ranked or not ranked[0].items:
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
    return [_together(parts), *(fit for fit in ranked if fit not in parts)]


def _together(parts: Sequence[Fit]) -> Fit:
    return Fit(
        measure=parts[0].measure,
        items=tuple(item for part in parts for item in part.items),
        name="、".join(part.name for part in parts),
        matched=tuple(text for part in parts for text in part.matched),
        score=min(part.score for part in parts),
        unit_agrees=all(part.unit_agrees for part in parts),
        unit_possible=all(part.unit_possible for part in parts),
        verb_agrees=all(part.verb_agrees for part in parts),
        exact=all(part.exact for part in parts),
    )


def with_both_verbs(phrase: Phrase, ranked: list[Fit]) -> list[Fit]:
    """修理更换灯具 is 修理灯具 and 更换灯具."""
    if not ranked or len(ranked[0].items) != 1 or len(phrase.verbs) < 2:
        return ranked
    best = ranked[0]
    thing = split_verb(best.name)[1]
    if not re.search(rf"{phrase.verbs[-2]}[、和及]?{phrase.verbs[-1]}{re.escape(thing)}", phrase.text):
        return ranked
    alike = [
        fit for fit in ranked if fit.measure is best.measure and fit.verb_agrees and split_verb(fit.name)[1] == thing
    ]
    return [_together(alike), *(fit for fit in ranked if fit not in alike)] if len(alike) > 1 else ranked


def _in_other_piece(phrase: Phrase, one: Fit, other: Fit) -> bool:
    glued = any(
        f"{a}{b}" in phrase.text or f"{b}{a}" in phrase.text
        for a in one.matched
        for b in other.matched
        if min(len(a), len(b)) > 1
    )  # 开关插座
    return glued or not any(
        _homes(phrase, mine) & _homes(phrase, theirs) for mine in one.matched for theirs in other.matched
    )


def _homes(phrase: Phrase, text: str) -> set[int]:
    """The pieces a match stands in; those that say nothing else come first (门, not 橱门)."""
    thing = split_verb(text)[1]
    whole = {index for index, piece in enumerate(phrase.pieces) if text != thing and text in piece}
    if whole:
        return whole
    alone = {index for index, piece in enumerate(phrase.pieces) if bare_thing(piece) == thing}
    return alone or {index for index, piece in enumerate(phrase.pieces) if thing in piece}


def with_kinds(slot: Slot, phrase: Phrase, ranked: list[Fit], vocabulary: Vocabulary) -> list[Fit]:
    """维修空调 stands for every entry that repairs a kind of 空调, when no entry repairs 空调 as such."""
    thing = thing_done_to(phrase.pieces[-1]) if phrase.pieces else ""
    plain = _PLAIN_THING.fullmatch(thing)
    said = phrase.verbs or verb_before(phrase.text, thing) or ((phrase.inherited,) if phrase.inherited else ())
    if len(thing) < 2 or not said or any(fit.exact and fit.verb_agrees and fit.unit_agrees for fit in ranked):
        return ranked
    kinds = [
        Fit(
            measure=measure,
            items=entries,
            name="、".join(entry.name for entry in entries),
            matched=(thing,),
            score=0.75 if plain else 0.95 if len(entries) > 1 else 0.8,
            unit_agrees=True,
            unit_possible=True,
            verb_agrees=True,
            exact=True,
        )
        for measure in vocabulary.measures
        if (entries := _kinds_of(plain["thing"] if plain else thing, said, slot.unit, measure))
    ]
    return [*kinds, *ranked]


def _done_to(item: Item, measure: Measure) -> list[str]:
    """领用 of an entry that is a bare thing, as the names of its figure say."""
    verb = split_verb(item.name)[0]
    return [verb] if verb else [split_verb(name)[0] or name for name in measure.all_names]


def _kinds_of(thing: str, said: Sequence[str], unit: str, measure: Measure) -> tuple[Item, ...]:
    return tuple(
        item
        for item in measure.items
        if (same_unit(item.unit, unit) or (unit in ("个", "只") and kindred(item.unit, unit)))
        and split_verb(item.name)[1].endswith(thing)
        and any(verbs_agree(verb, other) for verb in said for other in _done_to(item, measure))
    )
