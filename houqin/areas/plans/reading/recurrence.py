"""How often: 每天, 每周二和周四, 每月, 每季度, 每学期四次. One task with a recurrence, never many tasks."""

from __future__ import annotations

import re

from .model import Recurrence
from .numerals import number

_N = r"(\d{1,2}|[一二两三四五六七八九十]{1,2})"

_EVERY_WEEKDAYS = re.compile(
    r"每(?:逢)?(?:个)?(?:周|星期|礼拜)\s*([一二三四五六日天](?:\s*[、,和及与至到-]+\s*(?:周|星期|礼拜)?\s*[一二三四五六日天](?![次个周]))*)(?![次个])"
)
_UNITS: tuple[tuple[str, str], ...] = (
    ("every_school_day", r"(?:每个?(?:天|日|教学日|工作日|上学日)|天天|一日|每天)"),
    ("biweekly", r"(?:每(?:两|二|2)周|每?隔周|双周)"),
    ("weekly", r"(?:每个?(?:一周|周|星期|礼拜)|(?<![一二三四五六七八九十后个])周周)"),
    ("half_monthly", r"(?:每半个?月)"),
    ("every_two_months", r"(?:每(?:两|二|2)个?月|双月)"),
    ("monthly", r"(?:每个?(?:一个)?月|月月|按月|逐月|每月份)"),
    ("quarterly", r"(?:每个?季度?|按季度?)"),
    ("per_term", r"(?:每个?(?:学期|学段)|每期|学期内)"),
    ("yearly", r"(?:每个?(?:学年|年度|年)|一年一度)"),
)
_OFFICE = re.compile(
    rf"(?P<unit>一日|一周|一月|两周|一学期|一年){_N}(?:小)?(?P<what>扫|检|查|次|巡|消毒|报|例会|结|清|练|测)"
)
_OFFICE_KINDS = {"一日": "every_school_day", "一周": "weekly", "两周": "biweekly", "一月": "monthly"} | {
    "一学期": "per_term",
    "一年": "yearly",
}
# 本学期开展两次…, 全年4次: a count within the plan's own span.
_IN_TERM = re.compile(rf"(?:本|这|一|全)(?:个)?学期\D{{0,14}}?{_N}\s*次")
_TIMES = re.compile(rf"{_N}\s*(?:-\s*{_N}\s*)?(?:次|遍|回|场)")


def find_recurrence(text: str) -> Recurrence | None:
    """Read from a plain line; the finest stated rhythm wins."""
    weekdays = _weekdays(text)
    if weekdays:
        return Recurrence(kind="weekly", times=len(weekdays), weekdays=weekdays)
    for kind, pattern in _UNITS:
        found = re.search(pattern, text)
        if found and not _is_false_day(text, found):
            return Recurrence(kind=kind, times=_times(text[found.end() : found.end() + 20]))
    office = _OFFICE.search(text)
    if office:
        return Recurrence(kind=_OFFICE_KINDS[office["unit"]], times=number(office[2].replace("两", "二")) or 1)
    in_term = _IN_TERM.search(text)
    if in_term:
        return Recurrence(kind="per_term", times=number(in_term[1].replace("两", "二")) or 1)
    return None


def _is_false_day(text: str, found: re.Match[str]) -> bool:
    """一日 in 十一日, 一日常规 or 9月一日 is not a rhythm."""
    return found[0] in {"一日", "一周"} and not re.match(
        r"\s*[一二三四五两\d]+\s*(?:次|小?扫|检|查)", text[found.end() :]
    )


def _weekdays(text: str) -> tuple[int, ...]:
    found = _EVERY_WEEKDAYS.search(text)
    if not found:
        return ()
    tokens = re.findall(r"[一二三四五六日天]|至|到|-", found[1])
    days: list[int] = []
    through = False
    for token in tokens:
        if token in "至到-":
            through = True
            continue
        day = "一二三四五六日".index("日" if token == "天" else token) + 1
        days.extend(range(days[-1] + 1, day + 1) if through and days else [day])
        through = False
    return tuple(dict.fromkeys(days))


def _times(after: str) -> int:
    clause = re.split(r"[,。;]", after)[0]
    found = _TIMES.search(clause)
    if not found:
        return 1
    return max(1, number(found[1].replace("两", "二")) or 1)
