"""The month, week or day a table cell says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .clean import plain
from .dates import festival_month, mentions
from .numerals import number
from .period import Period
from .periods import D, M, parse_period
from .recurrence import find_recurrence
from .source import Cell


def merged_period(period: Period, stated: Sequence[Period]) -> Period:
    """Week, dates and month of one row are one period."""
    whole = period
    for other in stated:
        whole = replace(
            whole,
            months=whole.months or other.months,
            week=whole.week or other.week,
            start=whole.start or other.start,
            end=whole.end or other.end,
            year=whole.year or other.year,
            recurrence=whole.recurrence or other.recurrence,
        )
    named = next((other.months for other in stated if other.months and not other.start and not other.week), None)
    if whole.start and whole.end and whole.start[0] == whole.end[0]:
        named = (whole.start[0],)  # 9.1-9.7 is September even where the column beside it still says 八月
    return replace(whole, months=named) if named else whole


def of_month(period: Period, month: Period | None) -> Period:
    """A week over the end of a month counts to the month it stands under."""
    if month is None or len(month.months) != 1 or not period.end or month.months[0] not in period.months[1:]:
        return period
    return replace(period, months=(*month.months, *(other for other in period.months if other not in month.months)))


def without_vagueness(flat: str) -> str:
    """12月中旬 of 12月中旬起, 10.14 of 10.14(补周三课)."""
    flat = re.sub(r"(?<=[\d日号])\s*\([^()]{1,10}\)$", "", flat)
    return re.sub(r"(?<=[日号月底旬初中末])(?:[之以]?前|左右|起|完成)+$", "", flat)


_TIME_WORD = re.compile(
    r"(?:(?:开学|学期|放假|寒假|暑假|暑期|假期|期)[初中末]?|元旦|春节|清明|五一|劳动节|端午|国庆|中秋|教师节)节?(?:[之以]?前后?|后|期间|左右)*"
)
_FIGURE_DAY = re.compile(r"(?:20\d\d[./-])?(?:1[0-2]|0?[1-9])[./·-](?:3[01]|[12]\d|0?[1-9])")
_MONTH_AND_MORE = re.compile(
    rf"(?:20\d\d(?:学?年|[./-]))?{M}月(?:份|[上中下]+旬|[初中底末内间]|[全整]月|期间|[之以]?前|[之以]?后|左右|起|开学|教师节|{D}[日号]?"
    r"|(?:周|星期)[一二三四五六日天]|[上下]午|\d{1,2}:\d\d|[()])*"
)
_RHYTHM_WORD = re.compile(
    r"每(?:天|日|周|月|季度?|学期|学年|年)[初中底末]?|全学期|全年|常年|长期|平时|随时|不定期|定期|按需|待定"
)


def says_when(text: str) -> bool:
    """9.15, 9月开学前, 期中前后, 每月底: nothing but a time, whether or not it names a month."""
    flat = text.strip()
    kinds = (_TIME_WORD, _FIGURE_DAY, _MONTH_AND_MORE, _RHYTHM_WORD)
    return 2 <= len(flat) <= 14 and any(kind.fullmatch(flat) for kind in kinds)


def joined(cell: Cell) -> str:
    """九 / 月 / 份 typed down a narrow cell is one word."""
    texts = [line.text.strip() for line in cell.lines]
    return "".join(texts) if all(len(text) <= 6 for text in texts) else " ".join(texts)


def cell_period(cell: Cell, role: str | None, at: int, month: Period | None) -> Period | None:
    flat = plain(joined(cell)).strip().strip("【】[]")
    if role in {"when", "week"}:
        flat = without_vagueness(flat)
    squeezed = re.sub(r"\s+", "", flat)
    if len(squeezed) > 30 or role in {"owner", "owned", "number"}:
        return None
    timed = role in {"when", "week"}
    year_month = re.fullmatch(r"(20\d{2})年?(1[0-2]|0?[1-9])月?份?", squeezed)
    if year_month:
        return Period(label=flat, months=(int(year_month[2]),), year=int(year_month[1]))
    bare = number(squeezed)
    if role == "day":
        months = month.months if month is not None and len(month.months) == 1 else ()
        return Period(label=f"{squeezed}日", months=months, start=(months[0], bare) if months and bare else None)
    if role is None and at == 0 and len(squeezed) <= 8:
        head = parse_period(squeezed)
        if head is not None and head.bare and head.period.soft:
            return head.period
    if role == "week" and bare is not None and 1 <= bare <= 25:
        return Period(label=f"第{squeezed}周", week=bare)
    if role == "when" and bare is not None and 1 <= bare <= 12 and at == 0:
        return Period(label=f"{squeezed}月", months=(bare,))
    dated = re.fullmatch(r"(20\d\d)([./-])(1[0-2]|0?[1-9])\2(3[01]|[12]\d|0?[1-9])", squeezed)
    if timed and dated:
        when = (int(dated[3]), int(dated[4]))
        return Period(label=squeezed, months=when[:1], start=when, year=int(dated[1]))
    dotted = re.fullmatch(r"(1[0-2]|0?[1-9])[./·](3[01]|[12]\d|0?[1-9])", squeezed) or re.fullmatch(
        r"(0[1-9])-([0-3]\d)", squeezed
    )
    if timed and dotted:
        return Period(label=squeezed, months=(int(dotted[1]),), start=(int(dotted[1]), int(dotted[2])))
    day = re.fullmatch(r"(\d{1,2})[日号]", squeezed)
    if timed and day and month is not None and len(month.months) == 1:
        when = (month.months[0], int(day[1]))
        return Period(label=squeezed, months=month.months, start=when)
    for text in (flat, squeezed):
        head = parse_period(text)
        if head is not None and head.bare and head.theme_at is None and (timed or not (head.period.soft or head.tail)):
            return head.period
    if timed or role is None:
        return _two_in_one(flat)
    return None


def time_told(text: str) -> Period | None:
    """年底前(12月20日) names a month inside; 每月25日, 常年 and 另行通知 have none, nor the one of the row above. None when
    the cell only says that the one above goes on."""
    flat = plain(text).strip()
    if _GOES_ON.fullmatch(flat):
        return None
    named, feast = mentions(flat), festival_month(flat)
    if len({mention.months for mention in named}) == 1:
        first = named[0]
        return Period(label=text, months=first.months, start=(first.months[0], first.day) if first.day else None)
    rhythm = find_recurrence(flat)
    if not named and not rhythm and feast is not None:
        return Period(label=text, months=(feast[0],))
    return None if named else Period(label=text, soft=True, recurrence=rhythm)


_GOES_ON = re.compile(r"同上|[〃″\"]+|上同")


def _two_in_one(flat: str) -> Period | None:
    """「第3周 9.14-9.20」 or 「9月 第一周」 in one cell."""
    head = parse_period(flat)
    if head is None or head.bare or head.theme_at or not head.separated or head.period.soft:
        return None
    rest = parse_period(flat[head.end :].strip(" ()"))
    if rest is None or not rest.bare or rest.period.soft:
        return None
    return merged_period(head.period, (head.period, rest.period))
