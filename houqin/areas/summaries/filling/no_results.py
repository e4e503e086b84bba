"""Numbers with a measure word that are no result of the period: 24小时值班, 三个方面, 一班一表, “四个一”, 第四会议室."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from houqin.areas.summaries.filling.number_words import (
    ABSTRACT,
    EVERY,
    FORMING,
    LASTING,
    LIMIT_AFTER,
    ONE_WORDS,
    ORDER_WORDS,
    ORDERED_WORK,
    QUOTES,
    REGULAR,
)
from houqin.areas.summaries.filling.numerals import read_numeral
from houqin.areas.summaries.filling.wording import ends_with_verb, verbs_in

# Web pages write 目標(biāo) beside traditional characters.
_PINYIN = re.compile(r"(?<=[\u4e00-\u9fff])[(（][a-zA-Z\u00c0-\u024f]{1,7}[)）]")
_CLAUSE = re.compile(r"[，。；：！？,;:!?\n]")


@dataclass(frozen=True, kw_only=True)
class _Number:
    """A number with its measure word and the words around it, in its own clause."""

    text: str
    number: str
    unit: str
    before: str
    after: str
    start: int
    end: int

    @property
    def is_chinese(self) -> bool:
        return not any(character.isdigit() and character.isascii() for character in self.number)

    @property
    def is_one(self) -> bool:
        return self.number in ("一", "壹")

    @property
    def value(self) -> int:
        numeral = read_numeral(self.number)
        return int(numeral.value) if numeral else 0


def is_no_result(text: str, start: int, number_end: int, unit: str, end: int) -> bool:
    clause = max((match.end() for match in _CLAUSE.finditer(text, 0, start)), default=0)
    stop = _CLAUSE.search(text, end)
    seen = _Number(
        text=text,
        number=text[start:number_end].replace(" ", ""),
        unit=unit,
        before=_PINYIN.sub("", text[clause:start]).rstrip(),
        after=_PINYIN.sub("", text[end : stop.start() if stop else len(text)]).lstrip(),
        start=start,
        end=end,
    )
    return any(judge(seen) for judge in _JUDGES)


def _ordered(seen: _Number) -> bool:
    if not seen.is_chinese or len(seen.number) > 2:
        return False
    return bool(ORDER_WORDS.search(seen.before)) or (seen.is_one and bool(ONE_WORDS.search(seen.before)))


def _forms_a_word(seen: _Number) -> bool:
    pattern = FORMING.get(seen.unit)
    if pattern is None or not pattern.match(seen.after):
        return False
    # 12名师生, 5套餐具: after a plain Arabic number only the surest words count.
    return seen.is_chinese or seen.value <= 24 or seen.unit in ("米", "页", "篇", "口", "个", "路")


def _names_a_service_or_limit(seen: _Number) -> bool:
    if seen.unit in ("学时", "课时", "工时", "工日"):
        return False
    if seen.unit in ("小时", "分钟", "天", "个小时", "个工作日", "秒"):
        lasts = LASTING.search(seen.before)
        return not lasts or (bool(LIMIT_AFTER.match(seen.after)) and not seen.after.startswith((")", "）")))
    return False


def _is_abstract(seen: _Number) -> bool:
    if seen.unit == "个" and ABSTRACT.match(seen.after.lstrip('“‘"')):
        return True
    if seen.unit in ("种", "类", "款", "条", "项", "件", "道", "大") and seen.is_chinese and seen.value <= 12:
        return bool(ORDERED_WORK.match(seen.after)) or seen.unit in ("种", "类", "款", "道")
    return False


def _is_quoted(seen: _Number) -> bool:
    for opening, closing in QUOTES.items():
        left = seen.text.rfind(opening, 0, seen.start)
        if left < 0 or seen.text.rfind(closing, left, seen.start) >= 0:
            continue
        right = seen.text.find(closing, seen.end)
        if right >= 0 and (opening == "《" or right - left <= (24 if seen.is_chinese else 12)):
            return True
    return False


def _each_its_own(seen: _Number) -> bool:
    """一班一表, 一天一检查, 发现一处，处理一处, 两人一组."""
    if not seen.is_chinese:
        return False
    around = seen.text[max(0, seen.start - 7) : seen.end + 7]
    own = seen.number + seen.unit
    return bool(
        re.search(rf"{re.escape(own)}[一二两三]\S", around)
        or (seen.is_one and re.search(rf"一[\u4e00-\u9fff]{re.escape(own)}", around))
        or (seen.is_one and re.search(rf"{re.escape(own)}[\u4e00-\u9fff]{{1,4}}{re.escape(own)}", around))
        or (
            seen.is_one
            and re.search(rf"{re.escape(own)}[，,、]\S{{1,4}}一|一[处个件起项][，,、]\S{{1,4}}{re.escape(own)}", around)
        )
    )


def _is_regular(seen: _Number) -> bool:
    """每天消毒两次 is a rule; 每天就餐1200人 is a result."""
    tail = seen.before[-14:]
    return (
        bool(EVERY.search(tail)) and seen.value < 20 and not re.search(r"(?:平均|日均|人均)", tail) and seen.unit != "%"
    )


_CONCRETE = re.compile(r"^(?:台|套|间|辆|块|部|架|座|口|扇|盏|根|处|所|幢|栋|面|副|组)$")
_GETS = re.compile(r"(?:购|买|添|装|建|修|换|增|配|备|设|置|制作)(?:置|买|设|装|备|换|建|加|配|添|有)?了?$")


def _is_article(seen: _Number) -> bool:
    """一 is mostly “a”: only an event held, or a thing bought or put last, is a count."""
    if not seen.is_one:
        return False
    if REGULAR.search(seen.before[-12:]) or seen.unit in ("些", "种", "类", "批", "成", "点"):
        return True
    if not seen.after or seen.after[0] in "、)）":
        return not verbs_in(seen.before) or bool(re.search(r"(?:[了的是有过这那]|重要|人手)$", seen.before))
    if seen.unit in ("次", "场", "期", "轮", "场次"):
        return not ends_with_verb(seen.before.rstrip("了过 "))
    return not (_CONCRETE.match(seen.unit) and _GETS.search(seen.before))


def _is_target(seen: _Number) -> bool:
    """超额完成年初80%目标: what was to be reached, not what was."""
    if seen.unit != "%":
        return False
    begin = max(seen.text.rfind(stop, 0, seen.start) for stop in "。！？") + 1
    return bool(
        re.match(r"(?:以[上下内])?的?(?:年度|既定|预定|考核)?(?:目标|指标|要求)", seen.after)
        or re.search(r"(?:目标|指标|要求)(?:为|是)?$", seen.before)
        or _SETS_TARGETS.search(_PINYIN.sub("", seen.text[begin : seen.start]))
    )


_SETS_TARGETS = re.compile(r"(?:总目标|(?:提出|明确|确定|制定).{0,20}目标)(?:是|为)?\s*[:：]")


_NAMES = re.compile(r"[\u4e00-\u9fff]{2,4}[、和与及][\u4e00-\u9fff]{2,4}$")


def _points_back(seen: _Number) -> bool:
    """以上三项工程, 王明和李刚两位师傅: the number only sums up what was named."""
    if not seen.is_chinese or seen.value > 10:
        return False
    if seen.before.endswith("前") and seen.unit in ("位", "名", "项", "个"):
        return True
    if seen.unit in ("位", "名") and not seen.before and re.match(r"(?:师傅|同志|老师|工友|主任|校长)", seen.after):
        return True  # 两位师傅, who were named before
    if seen.unit == "个" and re.match(r"(?:班?组|部门|处室|科室|校区|年级|食堂)(?!织|长)", seen.after):
        return True  # 三个组合计完成工单398张: who did it
    named = seen.unit in ("位", "名") and _NAMES.search(seen.before) and not verbs_in(seen.before[-10:])
    return bool(named) or bool(re.search(r"(?:以上|上述|下列|如下)$", seen.before))


def _is_second_hand(seen: _Number) -> bool:
    """二次供水, 二次装修: an adjective."""
    return seen.number == "二" and bool(
        re.match(r"供水|加压|装修|污染|验收|回收|消毒|分类|创业|更|利用|浪费|事故|伤害|补", seen.after)
    )


def _is_kinds_only(seen: _Number) -> bool:
    if seen.unit == "元" and seen.is_chinese and seen.value < 10:
        return True
    if seen.unit in ("栋", "幢"):
        return bool(re.match(r"的?[一二三四五六七八九十\d]+(?:层|楼|室|单元)", seen.after)) or bool(
            re.search(r"[-—–~～至到]", seen.number)
        )
    if seen.unit in ("元", "万元"):
        return bool(re.match(r"(?:以上|以下|以内)[的采（(、]", seen.after))
    if seen.unit == "秒":
        return seen.before.endswith("分")
    if seen.unit == "度":
        return not re.search("[电能]", seen.before + _behind(seen))
    if seen.unit == "分":
        scored = r"(?:↑|↓|同比|提高|学分|积分|得分|评分|考核|满意|测评|评估|成绩|平均|得|获)"
        return (
            seen.is_chinese
            or bool(re.search(r"满分$|\d点$", seen.before))
            or not re.search(scored, seen.before + _behind(seen))
        )
    if seen.unit in ("克", "毫升", "升"):
        return bool(re.search(r"(?:留样|浓度|不少于|不低于|配比|容量)", seen.before))
    if seen.unit in ("处",) and seen.number == "四":
        return not re.search(r"(?:了|出|共|隐患|达)\s*$", seen.before)
    if seen.unit in ("餐", "顿", "方", "面", "节", "期", "车", "口"):
        return seen.is_chinese and not _fits(seen)
    return seen.unit == "家" and (seen.is_one or seen.before.endswith("货比") or bool(_COMPARED.match(seen.after)))


_COMPARED = re.compile(r"(?:以上)?(?:供应商|单位|公司|商家)?(?:比价|询价|报价|比选)")


def _behind(seen: _Number) -> str:
    """4.5分，是平均得分: the words a number was put before."""
    found = re.match(r"[，,]?(?:这)?(?:是|为)[^，。；;]{2,24}", seen.text[seen.end :])
    return found[0] if found else ""


def _fits(seen: _Number) -> bool:
    wanted = {
        "面": r"旗|锦旗|镜|墙|国旗|党旗|彩旗",
        "期": r"$|[、)）]",
        "车": r"\S",
        "口": r"井|锅",
        "节": r"课|$|[、)）]",
    }
    return bool(re.match(wanted.get(seen.unit, r"$^"), seen.after)) and seen.value >= 2


def _is_page_furniture(seen: _Number) -> bool:
    if seen.unit == "页":
        return bool(re.search(r"共\s*$|还剩\s*$|/\s*$", seen.before))
    return seen.unit == "篇" and bool(re.search(r"[(（][^)）]*$", seen.before))


_IDIOMS = re.compile(
    r"三番五次|四面八方|三天两头|一五一十|五次三番|两面三刀|百家争鸣|百花齐放|千家万户|一张一弛|三下五除二|九牛一毛"
)


def _is_idiom(seen: _Number) -> bool:
    spans = [match.span() for match in _IDIOMS.finditer(seen.text, max(0, seen.start - 5), seen.end + 5)]
    return any(start <= seen.start < end for start, end in spans)


_JUDGES: tuple[Callable[[_Number], bool], ...] = (
    _ordered,
    _forms_a_word,
    _names_a_service_or_limit,
    _is_abstract,
    _is_quoted,
    _each_its_own,
    _is_regular,
    _is_article,
    _is_target,
    _points_back,
    _is_second_hand,
    _is_kinds_only,
    _is_page_furniture,
    _is_idiom,
)
