"""What a slot counts, in words: 更换水龙头, 整改率, 发放家长告知书."""

from __future__ import annotations

import re

from houqin.areas.summaries.filling.contexts import Context
from houqin.areas.summaries.filling.marks import Mark
from houqin.areas.summaries.filling.units import EVENT_UNITS
from houqin.areas.summaries.filling.wording import ends_with_verb, leading_verb, verbs_in, without_fillers

_NATURES = {"year": "年份", "date": "日期", "ordinal": "编号", "name": "名称"}
_TRAILING = re.compile(
    r"(?:共计|累计|合计|总计|一共|总共|先后|分别|大约|将近|接近|超过|达到|高达|多达|不少于|不低于|至少|就|更|共|(?<!节)约|近|达|为|是|有|计|了|过|各|[:：|｜,，、\s(（])+$"
)
_LEADING = re.compile(
    r"^(?:其中|同时|另外|此外|并且|还|并|也|均|都|共计|共|已|先后|累计|全年|本学期|本学年|本年度|一年来|我校|学校|我们|后勤处|总务处|及(?![时格])|和|与|以及|、|[一二三四五六七八九]是|[\s,，:：)）])+"
)
_NO_VERB_UNITS = ("%", "元", "万元", "小时", "分钟", "天", "分")
# 主要涉及6个办公室, 该校现有18个教学班: what is counted stands behind.
_THERE_ARE = re.compile(r"(?:主要|共|现)*(?:有|涉及|覆盖|惠及|包括|设|现)?$")
_NOUN = re.compile(r"(?![全均都已也及并和与被用供由可能得未还又再后时内保改提满解确为使让])[\u4e00-\u9fff]{2,8}$")
_PREPOSITION = re.compile(
    r"^(?:对|在|从|向|为|给|由|把|将|因)[^了]{1,18}?(?=更换|维修|修理|安装|采购|检查|排查|开展|发放|组织|清洗|进行)"
)


def measure_words(context: Context, mark: Mark) -> str:
    if mark.nature in _NATURES:
        return _NATURES[mark.nature]
    near = _LEADING.sub("", _TRAILING.sub("", context.near))
    bare = _PREPOSITION.sub("", near)
    noun = _head_noun(context.after)
    if not without_fillers(bare):
        bare = ""
    if not bare:
        counted = noun if mark.unit in _NO_VERB_UNITS else context.verb + noun
        return counted or _LEADING.sub("", _TRAILING.sub("", context.carried))
    if (ends_with_verb(bare) or context.near.rstrip().endswith(("了", "出"))) and noun:
        return _last_verb(bare) + noun
    where = _THERE_ARE.sub("", bare)
    if mark.unit not in (*_NO_VERB_UNITS, *EVENT_UNITS) and _NOUN.match(noun) and not verbs_in(where + noun):
        return where + noun
    said = leading_verb(bare) or verbs_in(bare) or bare.endswith(context.verb)
    if context.verb and not said and mark.unit not in _NO_VERB_UNITS:
        return context.verb + bare
    return bare


def _last_verb(text: str) -> str:
    """安装 of 在重点部位安装."""
    for length in (4, 3, 2, 1):
        tail = text[-length:]
        if ends_with_verb(tail) and leading_verb(tail):
            return tail
    return text[-2:]


def _head_noun(after: str) -> str:
    """The noun of 工作不负责的保安; 进行了防渗漏处理 after 15间卫生间 is not part of it."""
    noun = (
        re.split(r"(?:进行|供|用于|参加|组织|作为|被|已|均|都|也|在|对|并|承担|解决|价值)", after, maxsplit=1)[0]
        or after
    )
    noun = noun.rstrip("及和与、")
    return noun.rsplit("的", 1)[-1] if "的" in noun[:-1] else noun
