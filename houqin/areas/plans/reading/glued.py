"""One line can hold a heading and several pieces of work: 「…修剪1-2次。二月份」, 「A、… B、…」. Cut it there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from .clean import BREAK, plain
from .marks import DEEP, inline_marks
from .numerals import chinese
from .periods import MONTHS, YEAR
from .wording import SCHEDULE_TITLE

_GLUED = re.compile(
    rf"(?<=[。;!?…:)”》])\s*(?=(?:{YEAR})?(?:{MONTHS}(?:[上中下]旬)?|第[一二三四五六七八九十\d]{{1,3}}周)\s*(?:\([^)]{{0,20}}\))?\s*(?:[:]|$|(?:工作|安排)?\s*[:]|\s*(?:1[、.]|\(1\)|\(一\)|①|一、)))"
)
# 「◆检查门窗;◆接收教材」: a bullet behind a stop opens the next entry.
_GLUED_BULLET = re.compile(r"(?<=[;。])\s*(?=[●◆★■▲◇○□☆※➢✓]\s*[\u4e00-\u9fff])")
_BREAK = re.compile(rf"{BREAK}+")
# 「3 - 4月份：」 is one span of months: no cut behind the dash.
_GLUED_BLANK = re.compile(rf"(?<=[^\s~-])\s+(?=(?:{MONTHS})\s*(?:\([^)]{{0,20}}\))?\s*(?:[:]|(?:1\s*[、.]|\(1\)|①)))")
# 「…门窗。十月份主要做好以下工作:1、…」
_GLUED_WORDS = re.compile(rf"(?<=[。;])\s*(?={MONTHS}[\u4e00-\u9fff]{{2,14}}:?\s*(?:1\s*[、.](?!\d)|\(1\)|①|一、))")
# 「…:一月,寒假值班;二月,开学准备;三月,…」: three or more on a line
_GLUED_COMMA = re.compile(rf"(?<=[。;:])\s*(?={MONTHS},)")
# 「… 二月份 1、…」 in a text that lost its line ends.
_GLUED_ALONE = re.compile(r"(?<=\s)(?=(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月份\s)")
# 「养护月历1月份(小寒、大寒)1、…」: its own list right behind tells a heading.
_GLUED_LISTED = re.compile(
    rf"(?<=[\u4e00-\u9fff])(?<![一二三四五六七八九十年第至到和及])(?={MONTHS}\s*(?:\([^)]{{0,20}}\))?\s*:?\s*1[、.](?!\d))"
)
# 「…如下:第一阶段(1-2月):…第二阶段(3-4月):…」 and 「…时间节点:8月1日至8月20日具体措施:…」
_GLUED_STAGE = re.compile(
    r"(?<=[。;:\s])(?=第[一二三四五六]阶段\([^()]{2,24}\)\s*:)|(?<=[。;\s])(?=时间节点\s*:)|(?=具体措施\s*:)"
)
# 「…试卷印刷。四、十二月份主要工作1、…」: a month's number goes with it.
_GLUED_NUMBERED = re.compile(
    rf"(?<=[。;!])\s*(?=[一二三四五六七八九十]{{1,2}}、{MONTHS}(?:[\u4e00-\u9fff]{{0,8}})?\s*[:]?\s*(?:1[、.]|\(1\)|①|$))"
)
_GLUED_CN = re.compile(r"(?<=[。;!?])\s*(?=[一二三四五六七八九十]{1,2}、[\u4e00-\u9fff])")
# 「1. 开学准备: - 编排课表; - 检查设备」
_DASHED = re.compile(r"(?<=[:;。])\s+(?=-\s+[\u4e00-\u9fff])")
# 「1.1月-总结…报告。-制定…」: dashes without a blank, two or more behind a stop or a month
_DASHED_TIGHT = re.compile(r"(?<=[。;:月])(?=-[\u4e00-\u9fff][\u4e00-\u9fff\d“《])")
# 「…工作计划一、工作目标」: the document's name lost its line end.
_GLUED_FIRST = re.compile(r"(?<=计划|方案|要点|安排)(?=一、[\u4e00-\u9fff]{2})")
# 「二、工作内容1. 健康教育1.1 …」: a title, its first entry and that one's first, all on one line.
_GLUED_TITLE = re.compile(r"(?<=[一二三四五六七八九十]、)[\u4e00-\u9fff]{4,12}(?=1\.\s)")
# 「…做到以下几点。1、一人一杯」 above a line that opens with 2、: the list begins on the line of its title.
_GLUED_ENTRY = re.compile(r"(?<=[。;:!)”])\s*(?=1\s*[、.]\s*[^\d\s.])")
_SECOND = re.compile(r"\s*2\s*[、.](?!\d)")
_ONLY_MARK = re.compile(
    r"\s*(?:(?:活动|实施|完成|检查|工作)?(?:时间(?:节点)?|日期|月份|周次)\s*:|[(]?[一二三四五六七八九十\d]{1,3}\s*[)、.]?|[●◆■○•·*-])\s*"
)

_ALWAYS = (
    _GLUED, _GLUED_WORDS, _GLUED_BLANK, _GLUED_ALONE, _GLUED_LISTED, _GLUED_STAGE, _GLUED_FIRST, _GLUED_NUMBERED, _GLUED_BULLET, _BREAK,
)  # fmt: skip
_SEVERAL = ((_GLUED_COMMA, 3), (_DASHED, 2), (_DASHED_TIGHT, 2))
"""Signs that mean something only when a line has so many of them."""
LONG = 60
"""Characters from which a line may hold several chapters."""


def fragments(text: str, expected: dict[str, int], following: str) -> Iterator[str]:
    """``expected`` holds the next number of each list style, ``following`` is the next line."""
    flat = plain(text)
    if _is_remark(flat):
        yield text
        return
    cuts = set(inline_marks(flat, going=expected)) | _next_month(flat, expected.get("month"))
    cuts |= {found.end() for pattern in _ALWAYS for found in pattern.finditer(flat)}
    cuts |= {end for pattern, least in _SEVERAL for end in _if_several(pattern, flat, least)}
    if "deep" in expected:
        cuts |= {found.start() for found in DEEP.finditer(flat)}
        cuts |= {found.end() for found in _GLUED_TITLE.finditer(flat)}
    if len(flat) > LONG:
        cuts |= {found.end() for found in _GLUED_CN.finditer(flat)}
    if _SECOND.match(plain(following)):
        cuts |= {found.end() for found in _GLUED_ENTRY.finditer(flat)}
    if title := _trailing_title(flat):
        cuts.add(title)
    bounds = [
        0,
        *sorted(cut for cut in cuts if 0 < cut < len(flat) and not _ONLY_MARK.fullmatch(flat[:cut])),
        len(flat),
    ]
    for start, end in pairwise(bounds):
        part = text[start:end]
        if part.strip():
            yield part


def _if_several(pattern: re.Pattern[str], flat: str, least: int) -> list[int]:
    found = [one.end() for one in pattern.finditer(flat)]
    return found if len(found) >= least else []


def _is_remark(flat: str) -> bool:
    """(附:一、评比对象… 二、评比标准…): what one bracket holds is no list of its own."""
    line = flat.strip()
    return line.startswith("(附") and line.endswith(")")


def _next_month(flat: str, month: int | None) -> set[int]:
    """「…的比赛十一月：」 under October: the next month's heading lost its line and its stop."""
    if month is None:
        return set()
    following = month % 12 + 1
    token = rf"(?:{chinese(following)}|(?<!\d){following}" + ("|元)" if following == 1 else ")")
    return {
        found.start() for found in re.finditer(rf"(?<=[\u4e00-\u9fff)]){token}月份?\s*:", flat) if found.start() > 5
    }


def _trailing_title(flat: str) -> int | None:
    stop = max(flat.rstrip(" :").rfind(char) for char in "。;!?")
    if stop <= 0:
        return None
    tail = flat[stop + 1 :].strip(' ”"')
    return stop + 1 if 4 <= len(tail) <= 16 and SCHEDULE_TITLE.match(tail) else None
