"""What a slot's words say beyond the figure that was matched: leftovers, longer nouns, what goes unsaid."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from houqin.areas.summaries.filling.fit import Fit
from houqin.areas.summaries.filling.matching import DONE, WHOSE
from houqin.areas.summaries.filling.phrases import Phrase
from houqin.areas.summaries.filling.splitting import EXAMPLES, Reading
from houqin.areas.summaries.filling.wording import (
    CHANGE,
    TIME_WORDS,
    is_generic_verb,
    split_verb,
    verbs_agree,
    verbs_in,
    without_fillers,
)

_HARMLESS = re.compile(
    r"(?:至(?:学期末|年末|年底|期末|今)|仍|[给帮为](?:孩子|同学|老师|学生|教师|师生|幼儿|大家)们?|帮着|给?各(?:班级?|处室|部门|办公室|年级|教研组|功能室)[发配领]?|截[至止]|主持|员工|保育员|办理|列入|自行|提交|目前|当年|核实|列支|通过|开学(?=集中|统一)|损坏|破损|破旧|老化|老旧|陈旧|故障|坏|旧|日常|应急|紧急|部分|校内|教职工|职工|安全|设备|设施|维护|保养|服务|处理|教师|老师|处室|科室|部门|金额|总额|价值|年末|年底|期末|月末|年初|整个学期|整个|之间|予以|经过|经?(?:审批|批准|审核|研究)后|后勤|水道|工人|师傅|人员|同志|宿管|保安|收到|接到|及时|累计"
    r"|[两三四]个?校区|各校区|主要|方面|班组|最多|较多|最少|完毕|至今|线上|网上|平台|系统|小程序|微信|台账|在册|登记|我们?|本人|同事|带领|组织|开展|召开|举行|举办|进行|完成|实施|本|期|学年|年度|全年|率|平均|一是|二是|三是|四是|又|再|内|外|大(?![型修])|小(?!型)|等|多|做|做好|给|让|能|都|只|条|单|第[一二三四五六七八九十])"
)
_OTHER_HEADS = frozenset({"大会", "班会", "例会", "平台", "主题班会", "讲座"})
"""安全教育大会 is a meeting, 安全教育平台 a platform, whatever they are about."""
_THEN = re.compile(
    r"(?:过程)?(?:中|时|后|期间)?(?:共|累计|一共)?(?:发现|查出|排查出|整改|处理|解决|消除|反馈|提出|通报)"
)
# 维修支出 needs no 费用 besides.
_HEADS = re.compile(r"(?:费用?|经费|金额|支出|资金|数?量|数|次数|率|用时|时长|时间|评分|得分)")
SAYS_LITTLE = frozenset({
    "发放", "履行中", "到期",
    "在修", "转固", "新增", "本年新增", "投诉", "减少", "投入资金", "完成次数", "完成数", "还剩", "剩下", "挂账", "挂着", "弄妥", "弄好",
    "干完", "没弄完", "没干完", "没弄好", "受理", "单子", "来单子", "打分", "已付", "没还", "欠着", "没有归还", "尚未归还",
    "多出", "多出来", "没找着", "找不着", "没找到", "没有找到", "毛病", "花钱", "钱花", "花出去", "退货", "下单", "返工",
    "退回", "闭环", "闭环率", "成交",
})  # fmt: skip
"""Names without the thing: only what the sentence or its headings are about tells whose they are."""
_NARROWING = tuple("东南西北男女老高初幼转报")
_OF = re.compile("的")
_SHORT_VERB = re.compile(r"(?:仓库|库房)?[买领用进][\u4e00-\u9fff]{1,}")
_AFTER_SPLITS = "类工路项组班级用品物处室楼区校部间内里上中方等各时型"
_HAN = re.compile(r"[\u4e00-\u9fff]")


def says_more(purpose: str, known: Sequence[str]) -> bool:
    """完成新建走廊艺术化工程 is more than the 工程 that the figure was parted by."""
    rest = _uncovered(purpose, {*known, *verbs_in(purpose), "新建", "完成"})
    return len("".join(_HAN.findall(without_fillers(rest)))) > 1


def left_over(phrase: Phrase, fit: Fit, reading: Reading) -> str:
    """Words of the phrase that neither the figure nor its splits account for."""
    text = TIME_WORDS.sub(lambda found: " " * len(found[0]), CHANGE.sub(" ", phrase.text))
    if reading.left:
        text = EXAMPLES.sub(" ", text)
    for unsaid in (WHOSE, _OF, DONE):
        if any(matched not in text for matched in fit.matched):
            text = unsaid.sub("", text)
    if not fit.items and not reading.words:
        text = re.sub(rf"(?:{WHOSE.pattern})(?={'|'.join(map(re.escape, fit.matched))})", " ", text)
    text = _uncovered(text, {*fit.matched, *reading.words, *_names_of(fit), *fit.measure.topics, *fit.measure.ledgers})
    done = _verbs_of(fit)
    for verb in verbs_in(text):
        if is_generic_verb(verb) or any(verbs_agree(verb, other) for other in done):
            text = text.replace(verb, " ")
    text = _HARMLESS.sub(" ", without_fillers(_HARMLESS.sub(" ", text)))
    pieces = ["".join(_HAN.findall(piece)) for piece in text.split()]
    # A single leftover character is a particle or a one-character verb far more often than a restriction.
    return "、".join(piece for piece in pieces if len(piece) > 1 or piece in _NARROWING)


def opening_left_over(opening: str, fit: Fit, reading: Reading) -> str:
    """监控室值班310班，修复对讲机6只: a place holds to the end of its sentence for sure only when the opening says no more."""
    held = reading.carried - (fit.measure.of_entry if fit.items else frozenset())
    if not held or reading.weak:
        return ""
    known = {
        *reading.words,
        *fit.matched,
        *_names_of(fit),
        *fit.measure.all_names,
        *fit.measure.topics,
        *fit.measure.ledgers,
    }
    text = _uncovered(TIME_WORDS.sub(" ", opening), known)
    text = _HARMLESS.sub(" ", without_fillers(_HARMLESS.sub(" ", text)))
    return "、".join(piece for piece in ("".join(_HAN.findall(one)) for one in text.split()) if len(piece) > 1)


def _uncovered(text: str, known: set[str]) -> str:
    """The text with what is known left out; known words may overlap (粉刷墙面 of 刷墙 and 墙面)."""
    covered = [False] * len(text)
    for word in known:
        start = text.find(word) if word else -1
        while start >= 0:
            covered[start : start + len(word)] = [True] * len(word)
            start = text.find(word, start + 1)
    return "".join(" " if hidden else character for character, hidden in zip(text, covered, strict=True))


def goes_on_with_verb(phrase: Phrase, fit: Fit) -> bool:
    """检查中发现42处: 检查 only tells when."""
    last = phrase.pieces[-1] if phrase.pieces else ""
    if fit.items:
        last = last.removesuffix("处理")  # 卫生间防渗漏处理
    return any(_THEN.match(last.rpartition(matched)[2]) for matched in fit.matched if matched in last)


def unsaid(fit: Fit, around: str) -> str:
    """What the figure's own name says more than the words that were matched, and nothing around says either."""
    label = fit.measure.names[0]
    if fit.matched[0] == fit.name and fit.name.startswith(label[:2]) and fit.name not in SAYS_LITTLE:
        return ""  # 采购手续齐全率 is another name of 采购材料齐全率
    tells = (len(fit.name) > 3 and verbs_in(fit.name)) or _SHORT_VERB.match(fit.name)
    if fit.matched[0] == fit.name and fit.name in fit.measure.own_names - SAYS_LITTLE and tells:
        return ""  # 节省资金, 买东西 is what no other figure is called
    if any(topic in around for topic in (*fit.measure.topics, *fit.measure.ledgers)):
        return ""  # 节约资金 in a passage about 采购
    if any(len(other) > 1 and other in around for other in _besides(fit)):
        return ""  # 接到投诉 in a passage about 外包单位, whose 外包单位投诉 it is
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


def _besides(fit: Fit) -> set[str]:
    """What the figure's other names say besides the one that was understood."""
    names = [name for name in fit.measure.all_names if fit.name in name and name != fit.name]
    return {name.replace(fit.name, "") for name in names}


def _verbs_of(fit: Fit) -> set[str]:
    """What may be done to the counted thing without narrowing it: 修理更换灯具 in a repairs catalogue."""
    names = [*fit.measure.all_names, *(name for item in fit.measure.items for name in item.called)]
    verbs = {split_verb(name)[0] for name in names} | set(fit.measure.all_names)
    return verbs - {""}


def tail_after(phrase: Phrase, fit: Fit) -> str:
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


def longer_noun(phrase: Phrase, reading: Reading) -> str:
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
