"""Which figure a slot means: names against wording, verbs, units; every judgement leaves its reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from houqin.areas.summaries.filling.adding_up import with_both_verbs, with_kinds, with_sums
from houqin.areas.summaries.filling.fit import Fit
from houqin.areas.summaries.filling.lines import narrow
from houqin.areas.summaries.filling.phrases import TAIL_WORDS, Phrase, bare_thing, phrase_from, phrase_of
from houqin.areas.summaries.filling.slots import Slot
from houqin.areas.summaries.filling.units import EVENT_UNITS, kindred, same_unit
from houqin.areas.summaries.filling.vocabulary import Item, Measure, Vocabulary
from houqin.areas.summaries.filling.wording import (
    is_generic_verb,
    received,
    split_verb,
    verb_before,
    verbs_agree,
    verbs_in,
    without_fillers,
)

_HARD_UNITS = ("元", "%", "公斤", "人", "米", "平方米", "度", "小时")
# 隐患整改完成率 is the 隐患整改率.
DONE = re.compile(r"(?:完成|到位|及时|合计|总|平均)")
# 处理全校师生的报修 is 处理报修.
WHOSE = re.compile(
    r"(?:全校|校内外?|校园|各班级?|班级|各处室|各部门|各年级|各校区|教职员工|教职工|师生员工|师生|教师|老师|学生|住户|保育员)(?:和|与|及|、)?的?"
)
# 维修材料 are things, nobody mended anything yet.
_OF_WORK = r"(?:材料|用品|耗材|配件|工具|物资)"
_DONE_COLUMN = re.compile(r"(?:已|共)?(?P<verb>完成|办结|完工|修复|整改|处理)(?:数|数量|次数)?")
_UNIT_BEHIND = re.compile(r"[(（].*")
LEAST_SCORE = 0.6
LEAST_SHARED = 0.66


def fits(slot: Slot, vocabulary: Vocabulary) -> list[Fit]:
    """All readings worth showing, best first; of figures called alike the one whose ledger the topic names."""
    ranked = _ranked(slot, vocabulary, phrase_of(slot)) or _ranked_beside(slot, vocabulary)
    alike = [fit for fit in ranked if _kind(fit) == _kind(ranked[0])]
    meant = [
        fit for fit in alike if any(word in slot.context.topic for word in (*fit.measure.topics, *fit.measure.ledgers))
    ]
    return [*meant, *(fit for fit in ranked if fit not in meant)] if meant else ranked


def _ranked_beside(slot: Slot, vocabulary: Vocabulary) -> list[Fit]:
    """A column 完成 beside a column 报修 counts the 报修 that were done."""
    column = narrow(slot.context.column)
    done = _DONE_COLUMN.fullmatch(_UNIT_BEHIND.sub("", column))
    before = re.findall(r"[^\s|｜]+", slot.context.beside.partition(column)[0]) if done else []
    if not done or not before:
        return []
    return _ranked(slot, vocabulary, phrase_from(f"{done['verb']}{_UNIT_BEHIND.sub('', before[-1])}", ""))


def _kind(fit: Fit) -> tuple[str, bool, tuple[Item, ...]]:
    return fit.name, fit.unit_agrees, fit.items


def fits_of_whole(slot: Slot, vocabulary: Vocabulary) -> list[Fit]:
    """Readings of a slot that leaves out what it counts: a part names only its kind, a sum only 共."""
    context = slot.context
    said = context.whole or context.carried or context.verb
    if not said:
        return []
    text = f"{said}、{context.near}"
    return _ranked(slot, vocabulary, phrase_from(text, context.verb))


def fits_of_topic(slot: Slot, vocabulary: Vocabulary) -> list[Fit]:
    """隐患方面：教学楼14处, where the slot's own words say only which part."""
    if not slot.context.topic:
        return []
    return _ranked(slot, vocabulary, phrase_from(f"{slot.context.topic}、{slot.context.near}", slot.context.verb))


def fits_of_heading(slot: Slot, vocabulary: Vocabulary) -> list[Fit]:
    """9月72次 below 各月报修."""
    if not slot.context.headings:
        return []
    return _ranked(
        slot, vocabulary, phrase_from(f"{slot.context.headings[-1]}、{slot.context.near}", slot.context.verb)
    )


def _ranked(slot: Slot, vocabulary: Vocabulary, phrase: Phrase) -> list[Fit]:
    found: dict[tuple[str, str], Fit] = {}
    for measure in vocabulary.measures:
        for item, names in _candidates(slot, measure):
            fit = _best_name(slot, phrase, measure, item, names)
            if fit is not None and fit.score >= LEAST_SCORE:
                found[(measure.key, item.name if item else "")] = fit
    ranked = sorted(found.values(), key=lambda fit: (fit.unit_possible, _rank(fit)), reverse=True)
    return with_both_verbs(phrase, with_sums(phrase, with_kinds(slot, phrase, ranked, vocabulary)))


def _rank(fit: Fit) -> float:
    # 采购 said is more than the 审批 of 采购审批; but 维修 is no more than the 课桌 of 维修教室课桌.
    whole = not fit.items and fit.matched[0] == fit.name
    in_full = 0.05 if whole and verbs_in(fit.name) != [fit.name] else 0.0
    return (
        fit.score
        + 0.03 * min(sum(map(len, fit.matched)), 8)
        + (0.02 if fit.unit_agrees else 0)
        + in_full
        - (0.0 if fit.unit_possible else 0.15)
    )


def _candidates(slot: Slot, measure: Measure) -> Iterator[tuple[Item | None, tuple[str, ...]]]:
    if not measure.items or any(same_unit(slot.unit, unit) for unit in measure.units):
        yield None, measure.all_names
    for item in measure.items:
        yield item, item.called


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
    if _only_modifies(phrase, matched):
        likeness *= 0.8
    verb_score = _verb_score(phrase, verb, measure, item, name, matched)
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
    if len(name) > 3 and any(name in text for text in (WHOSE.sub("", phrase.text), phrase.text.replace("的", ""))):
        return name, 0.97
    if len(thing) > 3 and thing in phrase.text.replace("等", ""):
        return thing, 0.93  # 电路跳闸等故障
    shared = _shared_head(phrase, thing)
    if shared:
        return shared, 0.95
    short = _said_short(phrase, thing)
    if short:
        return short, 0.95
    if len(thing) == 1:
        # 窗户 is a 窗, 锁具 a 锁.
        ends = tuple(thing + more for more in ("", "户", "子", "头", "具", "扇"))
        return (thing, 0.95) if any(_without_verb(piece).endswith(ends) for piece in phrase.pieces) else ("", 0.0)
    if thing != name and verbs_in(thing) == [thing]:
        return "", 0.0  # 完成 alone is not yet 维修完成
    if name.startswith(thing) and thing != name and name.removeprefix(thing) not in phrase.text:
        return (thing, 0.85) if thing in phrase.text else ("", 0.0)  # 安全检查 is not quite 安全巡查
    if thing in phrase.text:
        heads = any(_stands_last(thing, piece) for piece in phrase.pieces)
        return thing, 1.0 if heads else 0.9
    return _loose_likeness(phrase, thing)


def _stands_last(thing: str, piece: str) -> bool:
    """线路 of 检修线路 and of 线路维修."""
    return any(text.endswith(thing) for text in (piece, TAIL_WORDS.sub("", piece), _without_verb(piece)))


def _without_verb(piece: str) -> str:
    """窗户 of 窗户维修."""
    said = verbs_in(piece)
    return piece.removesuffix(said[-1]) if said else piece


def _only_modifies(phrase: Phrase, matched: str) -> bool:
    """外包 of 对外包单位的投诉: what is counted stands behind 的."""
    if verbs_in(matched) == [matched]:
        return not re.search(rf"{matched}(?!{_OF_WORK})", phrase.text)
    before, _, head = phrase.text.rpartition("的")
    counted = without_fillers(TAIL_WORDS.sub("", head))
    return len(counted) > 1 and matched in before and matched not in head


def _shared_head(phrase: Phrase, thing: str) -> str:
    """立式 of 立式、挂壁式空调 is a 立式空调."""
    for piece in phrase.pieces[:-1]:
        core = bare_thing(piece)
        if 2 <= len(core) < len(thing) and thing.startswith(core) and phrase.pieces[-1].endswith(thing[len(core) :]):
            return core
    return ""


_SHORT = re.compile(r"[换修配装]了?[小旧坏]?(?P<thing>[\u4e00-\u9fff])$")


def _said_short(phrase: Phrase, thing: str) -> str:
    """床 of 修床, where the catalogue says 床铺."""
    said = (_SHORT.search(piece) for piece in phrase.pieces)
    return next((found["thing"] for found in said if found and len(thing) == 2 and thing[0] == found["thing"]), "")


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


def _verb_score(phrase: Phrase, verb: str, measure: Measure, item: Item | None, name: str, matched: str) -> float:
    # 处理网络端口 says nothing of how it was done.
    spoken = tuple(one for one in phrase.verbs if item is None or not is_generic_verb(one))
    said = (
        spoken
        or verb_before(phrase.text, name, split_verb(name)[1], matched)
        or ((phrase.inherited,) if phrase.inherited else ())
    )
    expected = [verb] if verb else _usual_verbs(measure, item)
    if item is None and _done_to(phrase, name):
        return 0.4
    if name in phrase.text and verb:
        return 1.0
    if item is None and received(phrase.text) and (verbs_in(name) or received(name)):
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


def _done_to(phrase: Phrase, name: str) -> bool:
    """处理师生报修 and 报修已完成 count what was done to the 师生报修, not how many there were."""
    bare, text = re.escape(WHOSE.sub("", name)), WHOSE.sub("", phrase.text)
    if not verbs_agree(split_verb(name)[0], "完成") and re.search(
        rf"{bare}(?:单|均|都|已|全部)*(?:完成|办结|修复|修好|处理完)", text
    ):
        return received(name) or "报修" in name or name.endswith("单")
    found = re.search(rf"(?:处理|解决|办结|处置)了?(?P<between>[^，。]*?){bare}", text)
    return found is not None and not received(found["between"]) and not received(name)


def _usual_verbs(measure: Measure, item: Item | None) -> list[str]:
    """What is done to an entry that is named by its thing alone: its other names tell, else the whole catalogue."""
    if item is None:
        return []
    own = [split_verb(name)[0] for name in item.called]
    if not any(own):
        own = [split_verb(name)[0] or name for name in measure.all_names]
        own += [split_verb(name)[0] for other in measure.items for name in other.called]
    return [verb for verb in dict.fromkeys(own) if verb]


def _unit_score(slot_unit: str, units: tuple[str, ...], *, loosely: bool) -> tuple[float, bool]:
    """`loosely` lets 只 stand for 个; what counts events must be asked for in a unit it names."""
    if not slot_unit or not units:
        return 0.75, True
    bare = slot_unit.lstrip("万千百亿") or slot_unit
    if any(same_unit(slot_unit, unit) or same_unit(bare, unit) for unit in units):
        return 1.0, True
    if bare in EVENT_UNITS and any(unit in EVENT_UNITS for unit in units):
        return 0.75, True
    loosely = loosely or units[0] not in EVENT_UNITS
    hard = any(same_unit(bare, unit) for unit in _HARD_UNITS)
    if loosely and not hard and any(kindred(bare, unit) for unit in units):
        return 0.85, True
    return 0.1, False
