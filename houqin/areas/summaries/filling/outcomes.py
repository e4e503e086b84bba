"""What became of the things just counted: 隐患108处，整改104处，整改率96%; 计划任务47项，完成44项."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from houqin.areas.summaries.filling.certainty import Doubts
from houqin.areas.summaries.filling.fit import Fit
from houqin.areas.summaries.filling.inheriting import FARTHEST, Inherited
from houqin.areas.summaries.filling.proposals import Proposal
from houqin.areas.summaries.filling.slots import Slot
from houqin.areas.summaries.filling.splitting import splits_for
from houqin.areas.summaries.filling.told_before import of_sentence
from houqin.areas.summaries.filling.units import EVENT_UNITS, same_unit
from houqin.areas.summaries.filling.vocabulary import ITEM, Measure, Vocabulary
from houqin.areas.summaries.filling.wording import TIME_WORDS, split_verb, without_fillers

_OUTCOME = re.compile(
    r"(?:已|全部|及时|按时|按期|如期|实际|当场|现场|立即|账面|资产|维修(?:工人|师傅|人员)|工人(?:师傅)?|师傅们?|工友)?"
    r"(?P<core>(?:按时|按期|及时)?(?:完成|整改|处理|处置|解决|修复|修好|修理|维修|修|办结|销号|消除|治理|落实|完工|剩余|余下|挂账|未完成|未完工"
    r"|结转|其余|还剩|剩下|剩|到期|新签|续签|逾期|超期|延期|满足|相符|齐全|合格|达标|办理|答复|回复|满意|好评|平均得分|平均评分|平均分|得分|评分|平均|按时|及时|净值|原值|总值|总价值|总金额|总额|价值|金额|支出|花费|开支)(?:[率度])?)"
)
_ONLY_SUMS = re.compile(r"[，、,]?(?:共计|总计|合计|共)?")
_LEFT_OPEN = re.compile(r"剩余|余下|其余|还剩|剩下|剩|挂账|未完[成工]")
# 当场整改 is less than 整改.
_RESTRICTS = re.compile(r"当场|当日|当天|现场|立即|及时|按时|按期|24小时|超期|逾期|未")
_NOT_YET = re.compile(r"[在待](?=修|办|整改|处理)")
_HAN = re.compile(r"[\u4e00-\u9fff]")


def outcome_in_sentence(slot: Slot, done: Sequence[Proposal], vocabulary: Vocabulary) -> Iterator[Inherited]:
    """一般隐患89处，整改85处: of the same kind."""
    before = [source for source in _understood(slot, done) if source.slot.context.sentence == slot.context.sentence]
    total = [source for source in before if source.slot.index == slot.parent]
    if total or slot.context.follows_at_once:
        yield from _outcomes(slot, (total or before)[-1:], vocabulary)
    else:
        yield from _outcomes(slot, [source for source in before if source.slot.parent is None], vocabulary)


def outcome_in_paragraph(slot: Slot, done: Sequence[Proposal], vocabulary: Vocabulary) -> Iterator[Inherited]:
    yield from _outcomes(slot, _understood(slot, done), vocabulary)


def doubt_of_before(slot: Slot, fit: Fit, done: Sequence[Proposal]) -> Doubts:
    """家长投诉9起，办结9起: what became of things is no surer than what the things are."""
    before = next(of_sentence(slot, done), None)
    alone = not fit.items and bool(core_of(slot))
    if before is None or before.level == "high" or before.slot.unit != slot.unit or not alone:
        return Doubts()
    return Doubts(weight=0.25, reasons=(f"前面的“{before.slot.measure}”没有对上，这里数的也许是它的结果。",))


def _understood(slot: Slot, done: Sequence[Proposal]) -> list[Proposal]:
    return [
        source
        for source in done[-FARTHEST:]
        if source.slot.passage == slot.passage and source.measure_key and source.value is not None
    ]


def _outcomes(slot: Slot, sources: Sequence[Proposal], vocabulary: Vocabulary) -> Iterator[Inherited]:
    core = core_of(slot)
    seen: set[str] = set()
    for source in reversed(sources) if core else ():
        measure = vocabulary.measure(source.measure_key)
        if measure is None or not measure.family or measure.family in seen:
            continue
        seen.add(measure.family)
        asked = [
            one.asked
            for one in sources
            if (known := vocabulary.measure(one.measure_key)) is not None and known.family == measure.family
        ]
        found = _named_outcome(slot, core, source, measure, asked, vocabulary)
        if found is not None:
            yield found


def core_of(slot: Slot) -> str:
    """整改 of 已全部整改41处; nothing when the slot says of what."""
    near = TIME_WORDS.sub("", slot.context.near)
    if slot.unit in ("元", "万元") and not slot.context.after and _ONLY_SUMS.fullmatch(near.strip()):
        return "金额"  # 付款22笔，共36万元; 新增资产64件、31万元
    if _NOT_YET.search(near):
        return ""  # 在修6单 is not 修
    said = _OUTCOME.fullmatch(without_fillers(near)) or _OUTCOME.fullmatch(near.strip("，、 "))
    if said is None or (_HAN.search(slot.context.after) and not _LEFT_OPEN.fullmatch(said["core"])):
        return ""
    return "剩" if said["core"] in ("其余", "余下") else said["core"]


def _named_outcome(
    slot: Slot,
    core: str,
    source: Proposal,
    measure: Measure,
    asked: Sequence[Mapping[str, tuple[str, ...]]],
    vocabulary: Vocabulary,
) -> Inherited | None:
    # 5万元 said right behind 平板电脑20台 is what another ledger calls their 价值.
    cores = (core, "价值") if core == "金额" else (core,)
    named = [
        (not _starts_alike(name, word, measure), more, other, name)
        for word in cores
        for other in vocabulary.measures
        if other.family == measure.family and other is not measure and _fits_unit(slot.unit, other)
        for more, name in _names_with(other, word, slot.context.near)
    ]
    far = 0.0 if named else 0.1
    named = named or list(_money_of_area(core, measure, slot, vocabulary))
    if not named:
        return None
    _, more, other, name = min(named, key=lambda found: found[:2])
    agree = all(one == asked[-1] for one in asked)
    shared = {split: values for split, values in asked[-1].items() if all(one.get(split) == values for one in asked)}
    entry = _entry_in(other, measure, shared.get(ITEM, ()))
    lost = ITEM in shared and not entry
    return Inherited(
        measure=other,
        splits={split: values for split, values in shared.items() if split in other.splits} | entry,
        reading=splits_for(slot, other, without=(name,)),
        name=name,
        certainty=min(source.score, 0.95)
        - (0.0 if more <= 2 else 0.15)
        - (0.0 if agree else 0.25)
        - (0.3 if lost else 0.0)
        - far,
        reason=f"说的是前面“{source.slot.measure}”的结果。",
    )


def _money_of_area(
    core: str, measure: Measure, slot: Slot, vocabulary: Vocabulary
) -> Iterator[tuple[bool, int, Measure, str]]:
    """采购31次，实际支出11万元: what the same area calls 采购支出; 领用物资90次，金额1万元: 领用金额."""
    area = measure.key.partition(".")[0]
    for other in vocabulary.measures if slot.unit in ("元", "万元") else ():
        for name in other.all_names if other.key.partition(".")[0] == area and _fits_unit(slot.unit, other) else ():
            stem = name.removesuffix(core)
            counted = bool(stem) and any(stem in known for known in measure.all_names)
            if name.endswith(core) and (counted or stem in other.topics):
                yield not counted, len(stem), other, name


def _entry_in(other: Measure, measure: Measure, codes: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """电脑 of 新购电脑6台，价值3万元, where the money has no catalogue but is parted by the same entries."""
    names = {item.asked: item.name for item in measure.items}
    same = (
        name
        for name, values in other.splits.items()
        if all(names.get(code, "") in values.get(code, ()) for code in codes)
    )
    found = next(same, "") if codes else ""
    return {found: codes} if found else {}


def _starts_alike(name: str, core: str, source: Measure) -> bool:
    """出库价值 is of what 出库 counts, 入库价值 is not."""
    stem = name.replace(core, "")
    return not stem or any(stem in known for known in source.all_names)


def _names_with(measure: Measure, core: str, near: str) -> Iterator[tuple[int, str]]:
    """Names that say no more than the core and a thing, with how much more they say."""
    for name in measure.all_names:
        restricts = _RESTRICTS.search(name.replace(core, ""))
        if restricts and restricts[0] not in near:
            continue
        if name == core or name.endswith(core) or split_verb(name)[0] == core or name.startswith(core):
            yield len(name) - len(core), name


def _fits_unit(unit: str, measure: Measure) -> bool:
    if not unit or any(same_unit(unit, other) for other in measure.units):
        return True
    return unit in EVENT_UNITS and any(other in EVENT_UNITS for other in measure.units)
