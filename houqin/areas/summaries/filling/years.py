"""20__年 gets a year: which one follows from the words around it and the period of the new summary."""

from __future__ import annotations

import re
from dataclasses import dataclass

from houqin.areas.summaries.filling.lines import narrow
from houqin.areas.summaries.filling.slots import Slot
from houqin.areas.summaries.filling.vocabulary import Period

_PAST = re.compile(r"(?:始建于|建于|建成于|成立于|创办于|购于|购置于|毕业于|出生于|修订于|从|自|早在|截至)\s*$")
_MONTH = re.compile(r"\s*年\s*(?P<month>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])\s*月")
_SECOND = re.compile(r"(?:年|学年)?\s*[-—–~～至]+\s*$")
_FIRST = re.compile(r"\s*(?:年|学年)?\s*[-—–~～至]+\s*(?:20|二[〇零])?[_xX×*\d]{1,4}\s*(?:学年|年)")
_CHINESE_MONTHS = {
    word: number
    for number, word in enumerate(["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"], start=1)
}
_CHINESE_DIGITS = "〇一二三四五六七八九"


@dataclass(frozen=True, kw_only=True)
class YearGuess:
    year: int | None
    sure: bool
    why: str


def year_for(slot: Slot, period: Period) -> YearGuess:
    before, after = slot.context.near, _after_blank(slot)
    if _PAST.search(before):
        return YearGuess(year=None, sure=False, why="这里是过去某事的年份，不随本期改变，请自行填写。")
    if _SECOND.search(slot.context.sentence.split(narrow(slot.shown))[0]) or _SECOND.search(before):
        return YearGuess(year=_school_year(period) + 1, sure=True, why="学年的后一个年份。")
    if _FIRST.match(after):
        return YearGuess(year=_school_year(period), sure=True, why="学年的前一个年份。")
    month = _MONTH.match(after)
    if month:
        return _year_of_month(month["month"], period)
    if re.match(r"\s*年?\s*(?:春|上半年)", after):
        return YearGuess(year=period.end.year, sure=True, why="春季学期（上半年）所在年份。")
    if re.match(r"\s*年?\s*(?:秋|下半年)", after):
        return YearGuess(year=period.start.year, sure=True, why="秋季学期（下半年）所在年份。")
    if re.match(r"\s*学年", after):
        return YearGuess(year=_school_year(period), sure=True, why="学年开始的年份。")
    if period.start.year == period.end.year:
        return YearGuess(year=period.start.year, sure=True, why="总结期间所在年份。")
    return YearGuess(year=_main_year(period), sure=False, why="总结期间跨两年，取天数多的一年，请确认。")


def _after_blank(slot: Slot) -> str:
    """Text behind this blank; the same blank may stand twice in a sentence, so count from what comes before."""
    sentence, near, shown = slot.context.sentence, slot.context.near, narrow(slot.shown)
    spot = sentence.find(near + shown)
    start = spot + len(near) if spot >= 0 else max(sentence.find(shown), 0)
    return sentence[start + len(shown) :]


def _year_of_month(word: str, period: Period) -> YearGuess:
    month = int(word) if word.isdigit() else _CHINESE_MONTHS[word]
    for year in range(period.start.year, period.end.year + 1):
        if (period.start.year, period.start.month) <= (year, month) <= (period.end.year, period.end.month):
            return YearGuess(year=year, sure=True, why=f"{month}月在总结期间内，属{year}年。")
    return YearGuess(year=None, sure=False, why=f"{month}月不在总结期间内，请自行填写年份。")


def _school_year(period: Period) -> int:
    return period.start.year if period.start.month >= 7 else period.start.year - 1


def _main_year(period: Period) -> int:
    from_start = (period.start.replace(month=12, day=31) - period.start).days
    return period.start.year if from_start * 2 >= (period.end - period.start).days else period.end.year


def written_year(year: int, shown: str) -> str:
    if shown.startswith("二"):
        return "".join(_CHINESE_DIGITS[int(digit)] for digit in str(year))
    return str(year)
