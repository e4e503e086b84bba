"""Which months a slot tells of, as its sentence says: 9月份, 去年, 每月, 第一周."""

from __future__ import annotations

import re
from collections.abc import Sequence

from houqin.areas.summaries.filling.wording import CHANGE, RATE, WHOLE

_CLAUSE = re.compile(r"[，,。；：:！？;!?\n]")
_MONTHS = re.compile(
    r"(?P<spread>(?<!\d)(?:1[0-2]|[1-9])\s*月份?\s*[-—–~～至到]\s*(?:1[0-2]|[1-9])\s*月份?(?!\d{1,2}[日号]))"
    r"|(?<![自从])(?P<month>(?<!\d)(?:1[0-2]|[1-9])\s*月(?!\d{1,2}[日号])(?:份|初|底|中旬|上旬|下旬)?|(?:十[一二]?|[一二三四五六七八九])月(?:份|初|底|中旬|上旬|下旬)?)"
    r"|(?<![自从由较比与同])(?P<part>\d{1,2}月\d{1,2}日?\s*[-—–~～至到]\s*(?:\d{1,2}月)?\d{1,2}日|第(?:[一二三四五六七八九十]{1,2}|\d{1,2})周|假期|[上下]半年|第?[一二三四]季度|暑假|寒假|暑期|开学前(?!后|检查|自查|排查|大检查)|春季学期|秋季学期|上学期)"
)
_STRETCH = re.compile(r"月份?\s*(?:[-—–~～至到]|截至)|截至")
_BEFORE = re.compile(r"(?:早?在)?(?:去年|上一?学?年度?|上一年)")
_NOW = re.compile(r"今年|本学?[期年]")
_SUMMED = re.compile(r"累计|共计|合计|总计|共(?!同)")


def tells_of_before(lead: str) -> bool:
    """去年，更换水龙头20只: until the sentence comes to now."""
    opened = _BEFORE.match(lead.lstrip())
    return opened is not None and not (WHOLE.search(lead) or CHANGE.search(lead) or _NOW.search(lead))


def rate(clause: str) -> str:
    """每月检查3次; but 每日防火巡查累计177次 is a sum."""
    found = RATE.search(clause[-16:])
    return found[0] if found and not _SUMMED.search(clause[-16:][found.end() :]) else ""


def month_of_heading(headings: Sequence[str], lead: str) -> str:
    """11月 for all that stands below 十一月份工作, unless the sentence speaks of the whole."""
    found = [match["month"] for heading in headings for match in _MONTHS.finditer(heading) if match["month"]]
    named = [*dict.fromkeys(found)]
    if len(named) != 1 or named[0].endswith(("底", "末")) or _STRETCH.search("".join(headings)) or WHOLE.search(lead):
        return ""  # 2025年9月—2026年1月 is the whole period
    return re.sub(r"\s", "", named[0])


def period_words(lead: str, labels: str, slots_before: Sequence[int], near: str) -> tuple[dict[str, str], bool]:
    """The part of the period that was named last, and whether it was said far off.

    9月检查3次，发现隐患5处: the month goes on. 排查4次，9月添置消防栓，整改率95%: it does not. 全学期 ends it.
    """
    months = list(_MONTHS.finditer(lead))
    if not months or any(whole.start() > months[-1].start() for whole in WHOLE.finditer(lead)):
        labelled = _MONTHS.search(labels)
        return ({"period": re.sub(r"\s", "", labelled[0])} if labelled else {}), False
    month = months[-1]
    words = {"period": re.sub(r"\s", "", month[0])}
    stop = _CLAUSE.search(lead, month.end())
    opening = not _CLAUSE.search(lead.rstrip(), 0, month.start())
    if stop is None or opening or month[0] in near:  # 十二月份最少，45次
        return words, False
    counted = any(month.start() < offset < stop.start() for offset in slots_before)
    return (words, True) if counted else ({}, False)
