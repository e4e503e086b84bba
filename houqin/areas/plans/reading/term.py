"""Which term the plan is for: from its own title first, its months second, never from the page's publish date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .clean import plain
from .dates import Years
from .numerals import year
from .periods import month_list

_Y = r"(20\d{2}|二[〇○零0Oo][〇○零一二三四五六七八九0-9Oo]{2})"
_SPAN = re.compile(
    rf"{_Y}\s*(?:年)?\s*(?:-+|~+|至|/|\s)\s*(20\d{{2}}|\d{{2}}|二[〇○零][〇○零一二三四五六七八九]{{2}})\s*(?:学年度?|年度?)?"
)
_SCHOOL_YEAR = re.compile(rf"{_Y}\s*学年度?")
_YEAR = re.compile(rf"{_Y}\s*(?:年度?|(?=春|秋|[上下]))")
_TERM = re.compile(
    r"第?\s*([一二12])\s*学期|([上下])\s*(?:半)?学期|([春秋])\s*(?:季|学|期)?(?:学期|开学)?|-\s*([12])(?!\d)"
)
_PUBLISHED = re.compile(
    r"发[布表]|日期[:]|时间[:]\s*20\d{2}|浏览|阅读|点击|来源|作者|更新|上传|\d{1,2}:\d{2}|20\d{2}-\d{1,2}-\d{1,2}|20\d{2}/\d{1,2}/\d{1,2}"
)
_NAMES_PLAN = re.compile(r"计划|安排|总结|方案|历|要点|学期|学年|部署|日程|一览|表")
_YEAR_MONTHS = re.compile(rf"{_Y}\s*年\s*\d{{1,2}}\s*月\s*(?:-+|~+|至|到)\s*\d{{1,2}}\s*月")
_CODE = re.compile(r"(20\d{2})-(20\d{2})-([12])(?!\d)")


@dataclass(frozen=True, kw_only=True)
class Term:
    term: str | None
    years: Years
    year: int | None
    why: str


def read_term(title_lines: Sequence[str], *, months: set[int]) -> Term:
    """``title_lines`` are the first lines of the plan, its title among them; ``months`` those it schedules."""
    for text in title_lines:
        flat = plain(text)
        if (
            len(flat) > 60
            or (_PUBLISHED.search(flat) and "计划" not in flat)
            or not (_NAMES_PLAN.search(flat) or _YEAR_MONTHS.search(flat))
        ):
            continue
        found = _from_line(flat, months)
        if found is not None:
            return found
    return Term(term=None, years=Years(), year=None, why="标题里没有写明学年和学期")


def _from_line(flat: str, months: set[int]) -> Term | None:
    code = _CODE.search(flat)
    if code and int(code[2]) == int(code[1]) + 1:
        return _term(int(code[1]), int(code[3]), f"标题写明“{code[0]}”")
    span = _SPAN.search(flat)
    if span:
        first, second = year(span[1]), _second(span[2], span[1])
        if first is not None and second == first + 1:
            half = _half(flat[span.end() :], months)
            return _term(first, half, f"标题写明“{span[0].strip()}”")
    single = _SCHOOL_YEAR.search(flat)
    if single and (first := year(single[1])) is not None:
        return _term(first, _half(flat[single.end() :], months), f"标题写明“{single[0]}”")
    through = _YEAR_MONTHS.search(flat)
    if through and (value := year(through[1])) is not None:
        months = set(month_list(through[0].split("年", 1)[1]))
    stated = _YEAR.search(flat)
    if stated and (value := year(stated[1])) is not None:
        return _of_year(value, flat[stated.end() :], months, stated[0], through_months=through is not None)
    return None


def _second(text: str, first: str) -> int | None:
    if len(text) == 2 and text.isascii():
        return int(first[:2] + text) if first.isascii() else 2000 + int(text)
    return year(text)


def _half(after: str, months: set[int]) -> int | None:
    found = _TERM.search(after[:30])
    if found:
        token = next(group for group in found.groups() if group)
        return 1 if token in "一1上秋" else 2
    return _half_by_months(months)


def _half_by_months(months: set[int]) -> int | None:
    autumn, spring = months & {9, 10, 11, 12}, months & {3, 4, 5, 6}
    if autumn and not spring:
        return 1
    if spring and not autumn:
        return 2
    return None


def _of_year(value: int, after: str, months: set[int], stated: str, *, through_months: bool) -> Term:
    """ "2023年秋季" begins school year 2023; "2024年春" belongs to 2023. "第一学期" and "上学期" of a plain year mean
    either half, by region, so the months of the plan decide."""
    found = _TERM.search(after[:24])
    token = next((group for group in found.groups() if group), "") if found else ""
    by_months = _half_by_months(months)
    if token in {"春", "秋"}:
        half = 1 if token == "秋" else 2
    elif token:
        half = by_months or (1 if token in "一1上" else 2)
    else:
        if through_months and by_months:
            return _term(value if by_months == 1 else value - 1, by_months, f"标题写明“{stated}”和起止月份")
        return Term(
            term=None, years=Years(calendar=value), year=value, why=f"标题写的是“{stated}”，按自然年的计划，跨两个学期"
        )
    return _term(value if half == 1 else value - 1, half, f"标题写明“{stated}{found[0] if found else ''}”")


def _term(first: int, half: int | None, why: str) -> Term:
    if half is None:
        return Term(term=None, years=Years(first=first), year=None, why=f"{why}，没有写明是哪个学期")
    return Term(term=f"{first}-{first + 1}-{half}", years=Years(first=first), year=None, why=why)
