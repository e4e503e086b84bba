"""Doubts: each takes certainty away and says why in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher

from houqin.areas.summaries.filling.fit import Fit
from houqin.areas.summaries.filling.matching import DONE, WHOSE
from houqin.areas.summaries.filling.phrases import Phrase
from houqin.areas.summaries.filling.slots import Slot
from houqin.areas.summaries.filling.splitting import EXAMPLES, Reading
from houqin.areas.summaries.filling.units import EVENT_UNITS, convert, same_unit
from houqin.areas.summaries.filling.vocabulary import Period, Result
from houqin.areas.summaries.filling.wording import (
    CHANGE,
    RESTRICTOR,
    TIME_WORDS,
    is_generic_verb,
    split_verb,
    verbs_agree,
    verbs_in,
    without_fillers,
)

_HARMLESS = re.compile(
    r"(?:给?各(?:班级?|处室|部门|办公室|年级|教研组|功能室)[发配领]?|主持|员工|办理|列入|自行|提交|目前|当年|核实|列支|通过|开学(?=集中|统一)|损坏|破损|破旧|老化|老旧|陈旧|故障|坏|旧|日常|应急|紧急|部分|校内|教职工|职工|安全|设备|设施|维护|保养|服务|处理|教师|老师|处室|科室|部门|金额|总额|价值|年末|年底|期末|月末|年初|整个学期|整个|之间|予以|经过|经?(?:审批|批准|审核|研究)后|后勤|水道|工人|师傅|人员|同志|及时|累计"
    r"|[两三四]个?校区|各校区|主要|方面|班组|最多|较多|最少|完毕|至今|线上|网上|平台|系统|小程序|微信|台账|在册|登记|我们?|本人|同事|带领|组织|开展|召开|举行|举办|进行|完成|实施|本|期|学年|年度|全年|率|平均|一是|二是|三是|四是|又|再|内|外|大(?![型修])|小(?!型)|等|多|做|做好|给|让|能|都|只|条|单|第[一二三四五六七八九十])"
)
_RATIO_UNITS = ("%", "分", "元", "小时")
_OTHER_HEADS = frozenset({"大会", "班会", "例会", "平台", "主题班会", "讲座"})
"""安全教育大会 is a meeting, 安全教育平台 a platform, whatever they are about."""
_THING_UNITS = ("处",)
_THEN = re.compile(
    r"(?:过程)?(?:中|时|后|期间)?(?:共|累计|一共)?(?:发现|查出|排查出|整改|处理|解决|消除|反馈|提出|通报)"
)
# 维修支出 needs no 费用 besides.
_HEADS = re.compile(r"(?:费用?|经费|金额|支出|资金|数量?|次数|率|用时|时长|时间|评分|得分)")
_SAYS_LITTLE = frozenset({"新增", "本年新增", "投诉", "投入资金", "完成次数", "完成数"})
_SPENT_ON = re.compile(
    r"(?:用于|用来|对|为|新|改|修|扩|重)?(?:建设|建|改造|修缮|修|维修|装修|购买|购置|采购|购|安装|添置|更换|打造|升级|实施|完成|进行|用于)"
)
"""投入资金8万元建设操场: what the money went for, told behind it."""
_NARROWING = tuple("东南西北男女老高初幼转报")
_OF = re.compile("的")
_SHORT_VERB = re.compile(r"(?:仓库|库房)?[买领用进][\u4e00-\u9fff]{1,}")
_AFTER_SPLITS = "类工路项组班级用品物处室楼区校部间内里上中方等各时型"
_HAN = re.compile(r"[\u4e00-\u9fff]")


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
        doubts = doubts.with_doubt(0.05, "原文没有写单位。")
    said = verbs_in(slot.context.near)
    of_goods = fit.items and not any(split_verb(item.name)[0] for item in fit.measure.items)
    if of_goods and not said and not slot.context.verb:
        doubts = doubts.with_doubt(0.25, f"原文没有说“{fit.name}”是怎么来去的。")
    rival = next((other for other in others if _rivals(fit, other, said, inherits=bool(slot.context.verb))), None)
    return doubts if rival is None else doubts.with_doubt(0.25, f"也可能是“{rival.name}”。")


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
    tail = _tail_after(phrase, fit)
    if tail:
        doubts = doubts.with_doubt(0.25, f"原文数的是“{tail}”，不止是“{fit.name}”。")
    longer = _longer_noun(phrase, reading)
    if longer:
        doubts = doubts.with_doubt(0.25, f"原文数的是“{longer}”。")
    purpose = _SPENT_ON.match(slot.context.after) if slot.unit in ("元", "万元") else None
    if purpose and _says_more(slot.context.after, (*fit.measure.topics, *reading.words)):
        doubts = doubts.with_doubt(0.25, f"原文说的是“{slot.context.after}”的钱，范围可能不同。")
    limit = RESTRICTOR.search(phrase.text)
    if limit and not any(limit[0] in name for name in (*fit.matched, *fit.measure.all_names)):
        doubts = doubts.with_doubt(0.25, f"原文有“{limit[0]}”，范围可能不同。")
    doubts = doubts + _scope_doubts(slot, phrase, fit, reading)
    if _goes_on_with_verb(phrase, fit):
        doubts = doubts.with_doubt(0.3, f"原文数的是“{fit.name}”之后的事。")
    left = _left_over(phrase, fit, reading)
    if left:
        weight = 0.25 if len(left) <= 2 else 0.35
        doubts = doubts.with_doubt(weight, f"原文中的“{left}”没有对应的分类或项目。")
    return doubts


def _says_more(purpose: str, known: Sequence[str]) -> bool:
    """完成新建走廊艺术化工程 is more than the 工程 that the figure was parted by."""
    rest = _uncovered(purpose, {*known, *verbs_in(purpose), "新建", "完成"})
    return len("".join(_HAN.findall(without_fillers(rest)))) > 1


def _left_over(phrase: Phrase, fit: Fit, reading: Reading) -> str:
    """Words of the phrase that neither the figure nor its splits account for."""
    text = TIME_WORDS.sub(lambda found: " " * len(found[0]), CHANGE.sub(" ", phrase.text))
    if reading.left:
        text = EXAMPLES.sub(" ", text)
    for unsaid in (WHOSE, _OF, DONE):
        if any(matched not in text for matched in fit.matched):
            text = unsaid.sub("", text)
    text = _uncovered(text, {*fit.matched, *reading.words, *_names_of(fit), *fit.measure.topics, *fit.measure.ledgers})
    done = _verbs_of(fit)
    for verb in verbs_in(text):
        if is_generic_verb(verb) or any(verbs_agree(verb, other) for other in done):
            text = text.replace(verb, " ")
    text = _HARMLESS.sub(" ", without_fillers(_HARMLESS.sub(" ", text)))
    pieces = ["".join(_HAN.findall(piece)) for piece in text.split()]
    # A single leftover character is a particle or a one-character verb far more often than a restriction.
    return "、".join(piece for piece in pieces if len(piece) > 1 or piece in _NARROWING)


def _uncovered(text: str, known: set[str]) -> str:
    """The text with what is known left out; known words may overlap (粉刷墙面 of 刷墙 and 墙面)."""
    covered = [False] * len(text)
    for word in known:
        start = text.find(word) if word else -1
        while start >= 0:
            covered[start : start + len(word)] = [True] * len(word)
            start = text.find(word, start + 1)
    return "".join(" " if hidden else character for character, hidden in zip(text, covered, strict=True))


def _goes_on_with_verb(phrase: Phrase, fit: Fit) -> bool:
    """检查中发现42处: 检查 only tells when."""
    last = phrase.pieces[-1] if phrase.pieces else ""
    if fit.items:
        last = last.removesuffix("处理")  # 卫生间防渗漏处理
    return any(_THEN.match(last.rpartition(matched)[2]) for matched in fit.matched if matched in last)


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
    vague = fit.name in _SAYS_LITTLE
    missing = _unsaid(fit, around) if unit in _RATIO_UNITS or vague else ""
    if missing:
        doubts = doubts.with_doubt(0.25, f"原文没有说是“{missing}”，台账的指标是“{fit.measure.names[0]}”。")
    if unit in EVENT_UNITS and slot.unit in _THING_UNITS and not same_unit(slot.unit, unit) and reading.words:
        doubts = doubts.with_doubt(0.25, f"原文按“{slot.unit}”数的可能是物件，台账数的是“{unit}”。")
    return doubts


def _unsaid(fit: Fit, around: str) -> str:
    """What the figure's own name says more than the words that were matched, and nothing around says either."""
    label = fit.measure.names[0]
    if fit.matched[0] == fit.name and fit.name.startswith(label[:2]):
        return ""  # 采购手续齐全率 is another name of 采购材料齐全率
    tells = (len(fit.name) > 3 and verbs_in(fit.name)) or _SHORT_VERB.match(fit.name)
    if fit.matched[0] == fit.name and fit.name in fit.measure.own_names - _SAYS_LITTLE and tells:
        return ""  # 节省资金, 买东西 is what no other figure is called
    if any(topic in around for topic in (*fit.measure.topics, *fit.measure.ledgers)):
        return ""  # 节约资金 in a passage about 采购
    blocks = SequenceMatcher(None, label, "".join(fit.matched), autojunk=False).get_matching_blocks()
    left, position = [], 0
    for block in blocks:
        left.append(label[position : block.a])
        position = block.a + block.size
    said = verbs_in(around)
    for piece in left:
        known = piece in around or any(verbs_agree(piece, verb) for verb in said)
        if len(piece) > 1 and not known and without_fillers(piece) and not _HEADS.fullmatch(piece):
            return piece
    return ""


def _verbs_of(fit: Fit) -> set[str]:
    """What may be done to the counted thing without narrowing it: 修理更换灯具 in a repairs catalogue."""
    names = [*fit.measure.all_names, *(name for item in fit.measure.items for name in item.called)]
    verbs = {split_verb(name)[0] for name in names} | set(fit.measure.all_names)
    return verbs - {""}


def _tail_after(phrase: Phrase, fit: Fit) -> str:
    """锁芯 is no 锁: the piece goes on after the matched name with a noun."""
    for piece in phrase.pieces:
        for matched in fit.matched:
            rest = piece.rpartition(matched)[2] if matched in piece else ""
            if any((matched + rest).endswith(name) for name in _names_of(fit) if len(name) > len(rest)):
                continue  # 修理课桌 and 课桌椅 are names of one entry
            rest = (
                "" if _HEADS.fullmatch(rest) or verbs_in(rest) == [rest] else without_fillers(_HARMLESS.sub("", rest))
            )
            if (len(rest) == 1 and _HAN.match(rest) and not _HARMLESS.match(rest)) or rest in _OTHER_HEADS:
                return matched + rest
    return ""


def _longer_noun(phrase: Phrase, reading: Reading) -> str:
    """消毒液 is one of the things that 消毒 stands for, not all of them."""
    for piece in phrase.pieces:
        for word in reading.words:
            rest = piece.rpartition(word)[2] if word in piece else ""
            if len(rest) == 1 and _HAN.match(rest) and rest not in _AFTER_SPLITS:
                return word + rest
    return ""


def _names_of(fit: Fit) -> set[str]:
    """All the words that mean the same entries: 开关、插座 are both the entry 开关插座."""
    names = {name for item in fit.items for name in item.called}
    return {word for name in names for word in (name, split_verb(name)[1]) if len(word) > 1}


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
                0.25 if result.rows else 0.0, f"与上次的{old.normalize():f}相差十倍以上。", "magnitude"
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
