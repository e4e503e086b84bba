"""The one time a whole plan is for: in its title, under 活动时间, or as the month of all its days."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from .clean import plain
from .dates import mentions
from .drafts import Draft
from .marks import parse_mark
from .noise import noise_reason
from .numerals import number
from .period import Period
from .periods import RANGE, M
from .source import Line
from .wording import THIS_MONTH


def named_period(lines: Sequence[Line], name: str) -> Period | None:
    """The one time a plan is for, by its first lines, its file's ``name``, or where it states it."""
    titles = [line.text for line in lines[:12] if noise_reason(line.text) is None]
    return title_period_of(titles[:3] + ([name] if name else [])) or stated_period(lines)


def title_period_of(heading: Sequence[str]) -> Period | None:
    """「3月份安全工作计划」, 「第三周工作安排(9月18日-9月24日)」, the days perhaps on a line of their own: the one
    month or week the whole plan is for."""
    found: Period | None = None
    for text in heading:
        period = _period_of_title(text)
        if period is None:
            continue
        if found is None:
            found = period
        elif not found.months and period.start:
            return replace(period, week=found.week)
    return found


_DAYS_LINE = re.compile(r"20\d\d([./-])\d{1,2}\1\d{1,2}\s*(?:-+|~+|至|到)\s*20\d\d\1\d{1,2}\1\d{1,2}")


def _period_of_title(text: str) -> Period | None:
    flat = re.sub(r"(?<=20\d\d)\s*[./-]\s*(?=\d{1,2}月)", "年", plain(text)).strip()
    if _DAYS_LINE.fullmatch(flat.strip("()")):  # one date in figures is when a page was published
        flat = re.sub(r"20\d\d[./-](\d{1,2})[./-](\d{1,2})", r"\1月\2日", flat)
    titled = re.search(r"计划|安排|要点|行事历|备忘|部署|(?:重点|主要)?工作(?:重点)?$", flat) or re.fullmatch(
        RANGE, flat.strip("()")
    )
    if len(flat) > 40 or not titled or re.search(r"[,。;]", re.sub(r"\([^()]*\)", "", flat)):
        return None
    week = re.search(r"(?<!月)(?<!月份)第\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*周", flat)
    named = mentions(flat)
    if first_day := re.search(r"\([^()]*开学[^()]*\)", flat):  # (2月26日开学) says when weeks begin to count
        named = [mention for mention in named if not first_day.start() <= mention.at < first_day.end()]
    if len(named) > 1 or (not named and not week) or (named and len(named[0].months) > 2):
        return None
    first = named[0] if named else None
    dated = first is not None and first.day is not None and first.end is not None
    return Period(
        label="文件标题",
        months=first.months if first else (),
        week=number(week[1]) if week else None,
        start=(first.months[0], first.day or 1) if first and dated else None,
        end=first.end if first and dated else None,
    )


_TIME_HEADING = re.compile(
    r"(?:[(]?[一二三四五六七八\d](?:[)、.]|(?=\s)))?\s*(?:活动|实施|整治|工作|检查|开展)时间\s*[:]?\s*(?P<when>.{0,40})$"
)


# 「…。三、活动时间:12月全月 四、…」 in a text that lost its line ends; 「今年4月份是“法制宣传月”」.
_TIME_INSIDE = re.compile(
    r"[一二三四五六七八]、\s*(?:活动|实施|整治|工作|检查|开展)时间\s*[:]?\s*([^。;]{1,40}?)(?=\s*[一二三四五六七八]、|[。;]|$)"
)
_MONTH_OF = re.compile(
    rf"({M}\s*月)份?(?:被?(?:定|确定|设|作)?为|是).{{0,24}}?(?:宣传|活动|教育|安全|生产|主题|整治|卫生|文明|环保|阅读|读书|体育|科技|艺术){{1,3}}月"
)


def _month_of(flat: str) -> Iterator[re.Match[str]]:
    """今年4月份是“法制宣传月” in the prose that opens a plan; 「3、每年11月定为消防宣传月」 is an entry like others."""
    return iter(()) if parse_mark(flat) else _MONTH_OF.finditer(flat)


def stated_period(lines: Sequence[Line]) -> Period | None:
    """「二、活动时间：3月28日-4月1日」, when the document says it once: the time of whatever names none itself."""
    stated = []
    for at, line in enumerate(lines):
        found = _TIME_HEADING.match(plain(line.text).strip())
        if found:
            below = plain(lines[at + 1].text) if not found["when"] and at + 1 < len(lines) else ""
            stated.append(mentions(found["when"] or below[:40]))
        else:
            stated += [mentions(inside[1]) for inside in _TIME_INSIDE.finditer(plain(line.text))]
    if not stated:
        named = [mentions(found[1]) for line in lines for found in _month_of(plain(line.text).strip())]
        stated = named[:1] if len({one[0].months for one in named if one}) == 1 else []
    if len(stated) != 1 or len({mention.months for mention in stated[0]}) != 1:
        return None
    return Period(label="活动时间", months=stated[0][0].months)


def this_month(draft: Draft, months: Collection[int]) -> Period | None:
    """本月工作重点 in a plan whose days all fall in one month."""
    if len(months) != 1 or not draft.path or not THIS_MONTH.fullmatch(plain(draft.path[-1])):
        return None
    return Period(label=draft.path[-1], months=tuple(months))
