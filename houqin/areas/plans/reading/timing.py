"""Month, week, day, rhythm and owners of one piece of work, each with the reason."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .clean import plain
from .dates import Mention, Years, festival_month, iso, mentions
from .drafts import Draft
from .kinds import find_place, suggest_kind
from .model import Item, Recurrence
from .numerals import number
from .owners import find_owners, section_owners
from .period import Period
from .periods import RANGE, YEAR, D, M
from .recurrence import find_recurrence

_WEEK = re.compile(r"(?<!月)(?<!月份)(?<!月的)(?:开学)?第\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*周(?!年|岁)")


@dataclass(frozen=True, kw_only=True)
class _When:
    months: tuple[int, ...] = ()
    month: int | None = None
    why: str = ""


def finish(draft: Draft, *, years: Years, named_by_title: Period | None) -> Item:
    """``named_by_title`` is the month or week of a plan for just that month or week."""
    title = draft.title.strip()
    owners, title = (draft.owners, title) if draft.owners else find_owners(title)
    owners = owners or section_owners(draft.path)
    flat = plain(title)
    named = [mention for mention in mentions(flat) if _is_of_plan(mention, years)]
    when = _when(flat, named, draft, named_by_title)
    period = draft.period or named_by_title
    day = _day(named, period)
    start, end = _window(day, period, years)
    return Item(
        line=draft.line,
        title=_tidy(title),
        month=when.month,
        months=when.months,
        week=_week(flat, period) or (named_by_title.week if named_by_title else None),
        date=start,
        owners=tuple(dict.fromkeys(owners)),
        section=draft.path,
        lines=tuple(sorted(set(draft.lines) | {number for number, _ in draft.pieces})),
        starts=_period_day(period, years, first=True) if start is None else start,
        until=end,
        recurrence=_recurrence(flat, draft),
        place=draft.place or find_place(title),
        kind=suggest_kind(title),
        detail=draft.detail,
        why="；".join(part for part in (draft.why, when.why) if part),
    )


def _is_of_plan(mention: Mention, years: Years) -> bool:
    """2016年12月 in a plan for 2022 tells of the past."""
    if mention.year is None or mention.end is not None:
        return True
    known = {years.first, (years.first or 0) + 1, years.calendar} - {None, 1}
    return not known or mention.year in known


def _when(flat: str, named: Sequence[Mention], draft: Draft, named_by_title: Period | None) -> _When:
    period = draft.period
    inside = tuple(dict.fromkeys(month for mention in named for month in mention.months))
    if period is not None and period.months:
        narrowed = tuple(month for month in inside if month in period.months)
        if len(period.months) > 1 and narrowed:
            return _When(months=narrowed, month=narrowed[0], why=f"月份取自文中“{named[0].text.strip()}”")
        return _When(months=period.months, month=period.months[0], why=f"月份取自“{period.label}”")
    if inside:
        return _When(months=inside, month=inside[0], why=f"月份取自文中“{named[0].text.strip()}”")
    if named_by_title is not None and named_by_title.months:
        return _When(months=named_by_title.months, month=named_by_title.months[0], why="月份取自文件标题")
    festival = festival_month(flat if len(flat) <= 40 else flat.split(":")[0][:12])
    if festival:
        return _When(months=(festival[0],), month=festival[0], why=f"月份按“{festival[1]}”推定")
    below = tuple(dict.fromkeys(month for mention in mentions(plain(draft.detail)) for month in mention.months))
    if 1 <= len(below) <= 2:
        return _When(months=below, month=below[0], why="月份取自下面的说明")
    return _When(why="没有写明月份")


def _day(named: Sequence[Mention], period: Period | None) -> Mention | None:
    dated = [mention for mention in named if mention.day]
    if dated:
        return dated[0]
    if period is not None and period.start and not period.end:
        return Mention(
            months=(period.start[0],), day=period.start[1], end=None, year=period.year, at=0, text=period.label
        )
    return None


def _window(day: Mention | None, period: Period | None, years: Years) -> tuple[str | None, str | None]:
    if day is not None and day.day:
        month = day.months[0]
        of_year = day.year or (period.year if period else None) or years.of(month)
        end = iso(day.end[0], day.end[1], of_year=years.of(day.end[0]) or of_year) if day.end else None
        return iso(month, day.day, of_year=of_year), end
    return None, _period_day(period, years, first=False)


def _period_day(period: Period | None, years: Years, *, first: bool) -> str | None:
    moment = (period.start if first else period.end) if period else None
    if moment is None or period is None:
        return None
    return iso(*moment, of_year=period.year or years.of(moment[0]))


def _week(flat: str, period: Period | None) -> int | None:
    if period is not None and period.week:
        return period.week
    found = _WEEK.search(flat)
    week = number(found[1]) if found else None
    return week if week is not None and 1 <= week <= 30 else None


def _recurrence(flat: str, draft: Draft) -> Recurrence | None:
    """The line's own rhythm, its heading's (每月：), or that of the words right below a short title."""
    stated = find_recurrence(flat) or (draft.period.recurrence if draft.period else None)
    return stated or (find_recurrence(plain(draft.detail)[:80]) if len(flat) <= 20 else None)


_LEADING_DAY = re.compile(
    rf"(?:{RANGE}|(?:{YEAR})?{M}\s*月\s*{D}\s*[日号](?:\s*\([^)]{{0,6}}\))?)(?:[之以]?前|左右|起)?\s+(?=[^\s\d月日号-]\S)"
)


# 3/19(四)、3/20(五)下午…: days with their weekday need no blank behind them.
_LEADING_SLASHED = re.compile(r"(?:\d{1,2}/\d{1,2}\s*\([一二三四五六日]\)\s*[、,~-]?\s*)+(?=[^\s\d]\S)")


def _tidy(title: str) -> str:
    leading = _LEADING_DAY.match(plain(title)) or _LEADING_SLASHED.match(plain(title))
    title = title[leading.end() :] if leading else title
    title = re.sub(r"^(?:活动|工作|主要|教育|检查)?(?:内容|项目|事项|任务)[:：]\s*", "", title)
    title = re.sub(rf"^{M}月份?[,，]\s*(?=\S{{2}})", "", title)
    title = re.sub(r"^(?:首先|其次|再次|然后|最后)[,，]\s*", "", title)
    title = re.sub(r"^[一二三四五六七八九]是(?=[\u4e00-\u9fff]{3})", "", title)
    return re.sub(r"\s+", " ", title).strip(" \t;；,，、。:：").strip() or title
