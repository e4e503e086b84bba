"""Days and months named inside a piece of work, and the year they fall in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from .clean import undot_festivals
from .numerals import number, year
from .periods import PAIR, RANGE, YEAR, D, M, month_list

_PART = r"(?:份|上旬|中旬|下旬|初|中|底|末|上半月|下半月)?"
# 9月-3月 is one span, 换锁——3月 says when.
_NOT_BEFORE = r"(?<![\d个第两几数近.十廿])(?<![\d月日年号旬]-)(?<![\d月日年号旬]--)"
_SAME_MONTH_RANGE = rf"(?P<sm>{M})\s*月\s*(?P<sd1>{D})\s*[日号]?\s*(?:-+|~+|至|到|、)\s*(?P<sd2>{D})\s*[日号]"
_JOINT = rf"\s*(?:开始)?\s*(?:[、,和及与/]|至|到|-+|~+)\s*(?:次年|翌年|第二年|{YEAR})?\s*"
_MONTHS = rf"{M}\s*(?:月{_PART})?(?:{_JOINT}{M}\s*(?:月{_PART})?)*{_JOINT}{M}\s*月{_PART}"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("range", re.compile(_NOT_BEFORE + RANGE.replace("[月./·]", "月", 2))),
    ("dotted_range", re.compile(r"(?<![\d.])" + RANGE)),
    ("same_month", re.compile(_NOT_BEFORE + _SAME_MONTH_RANGE)),
    ("day", re.compile(_NOT_BEFORE + rf"(?P<year>{YEAR})?(?P<m1>{M})\s*月\s*(?P<d1>{D})\s*[日号]")),
    ("months", re.compile(_NOT_BEFORE + rf"(?P<months>{PAIR}\s*月|{_MONTHS})(?!\s*\d)")),
    ("month", re.compile(_NOT_BEFORE + rf"(?P<year>{YEAR})?(?P<months>{M}\s*月)(?!饼|亮|季|嫂|刊|租)")),
    (
        "dotted",
        re.compile(r"(?<![\d.:])(?P<m1>0?[1-9]|1[0-2])[./·](?P<d1>3[01]|[12]\d|0?[1-9])(?![\d.%万元米:年/WwKk])"),
    ),
)
# A figure day is a date only where people write one; 3.5万 or 1.2米 is not.
_DOTTED_CONTEXT = re.compile(r"\s*[”\")]?\s*(?:[日号]|[\u4e00-\u9fff]{0,8}(?:日|节|活动|前|开学|报到))")
_BOOK = re.compile(r"《[^》]*》")
_FESTIVALS: tuple[tuple[re.Pattern[str], int, int], ...] = (
    (re.compile(r"[“\"]?五[、.·]?一[”\"]?(?:国际)?(?:劳动节|长?假|小长假|节|休假|期间|前|放假)|劳动节"), 5, 1),
    (re.compile(r"[“\"]?十[、.·]?一[”\"]?(?:国庆|长?假|节|期间|前)|国庆"), 10, 1),
    (re.compile(r"元旦"), 1, 1),
    (re.compile(r"[“\"]?三[、.·]?八[”\"]?(?:国际)?(?:妇女)?节|妇女节"), 3, 8),
    (re.compile(r"[“\"]?六[、.·]?一[”\"]?(?:国际)?(?:儿童)?节|儿童节"), 6, 1),
    (re.compile(r"[“\"]五[、.·]?四[”\"]|五四青年节|青年节"), 5, 4),
    (re.compile(r"植树节"), 3, 12),
    (re.compile(r"教师节"), 9, 10),
    (re.compile(r"爱牙日"), 9, 20),
    (re.compile(r"爱眼日"), 6, 6),
    (re.compile(r"防灾减灾日"), 5, 12),
    (re.compile(r"消防(?:宣传)?日"), 11, 9),
    (re.compile(r"清明"), 4, 4),
)


@dataclass(frozen=True, kw_only=True)
class Mention:
    """A time named in a line; ``at`` is where, so a leading date can be told from one in passing."""

    months: tuple[int, ...]
    day: int | None
    end: tuple[int, int] | None
    year: int | None
    at: int
    text: str


def mentions(text: str) -> list[Mention]:
    """Every month or day named in a plain line, in order, book titles apart."""
    masked = _BOOK.sub(lambda found: " " * len(found[0]), text)
    found_all: list[Mention] = []
    for kind, pattern in _PATTERNS:
        for found in pattern.finditer(masked):
            mention = _read(kind, found, masked)
            if mention is not None:
                found_all.append(mention)
                masked = masked[: found.start()] + "\0" * (found.end() - found.start()) + masked[found.end() :]
    return sorted(found_all, key=lambda mention: mention.at)


def _read(kind: str, found: re.Match[str], text: str) -> Mention | None:
    if "\0" in found[0]:
        return None
    groups = found.groupdict()
    if kind in {"month", "months"}:
        months = month_list(
            re.sub(rf"{_PART}(?:开始)?|20\d\d\s*年", "", groups["months"]) if kind == "months" else groups["months"]
        )
        return _mention(found, months, None, None) if months else None
    if kind == "same_month":
        month, day, last = number(groups["sm"]), number(groups["sd1"]), number(groups["sd2"])
        return _mention(found, (month,), day, (month, last)) if month and day and last and last >= day else None
    month, day = number(groups["m1"]), number(groups["d1"])
    if not month or not day or month > 12:
        return None
    if kind == "dotted":
        after = _DOTTED_CONTEXT.match(text[found.end() :])
        leads = found.start() == 0 and text[found.end() : found.end() + 1] in {" ", "\t", ":", ","}
        quoted = text[max(0, found.start() - 1) : found.start()] in {"“", '"', "("}
        # 3/14庆生会 opens with its day; 2/3的班级 is a fraction.
        leads = leads or (
            found.start() == 0 and "/" in found[0] and text[found.end() : found.end() + 1] not in "的以多左"
        )
        return _mention(found, (month,), day, None) if after or quoted or leads else None
    if kind in {"range", "dotted_range"}:
        last_month = number(groups["m2"]) if groups["m2"] else month
        last = number(groups["d2"])
        if not last_month or not last or last_month > 12:
            return None
        months = (month,) if month == last_month else month_list(f"{month}月-{last_month}月")
        return _mention(found, months, day, (last_month, last))
    return _mention(found, (month,), day, None)


def _mention(found: re.Match[str], months: tuple[int, ...], day: int | None, end: tuple[int, int] | None) -> Mention:
    stated = re.match(YEAR, found[0])
    return Mention(
        months=months,
        day=day,
        end=end,
        year=year(re.sub(r"[年度\s]", "", stated[0])) if stated else None,
        at=found.start(),
        text=found[0],
    )


def months_named(text: str) -> tuple[int, ...]:
    """The months a line gives its work, one after the other; a year beside one may be of the past."""
    return tuple(month for mention in mentions(text) if mention.year is None for month in mention.months)


def festival_month(text: str) -> tuple[int, str] | None:
    """The month of the one fixed festival a short line names; 节前 counts back from it."""
    text = undot_festivals(text)
    hits = [(month, day, found) for pattern, month, day in _FESTIVALS for found in pattern.finditer(text)]
    if len({month for month, _, _ in hits}) != 1:
        return None
    month, day, found = hits[0]
    before = re.match(r"[”\"]?(?:节|放假|假期)?前", text[found.end() :]) or found[0].endswith("前")
    if before and day == 1:
        month = 12 if month == 1 else month - 1
    return month, found[0] + ("前" if before and not found[0].endswith("前") else "")


@dataclass(frozen=True, kw_only=True)
class Years:
    """Which year a month of this plan falls in."""

    first: int | None = None
    """The year a school year begins in."""
    calendar: int | None = None
    """Set for a plan of one calendar year."""

    def of(self, month: int) -> int | None:
        if self.calendar is not None:
            return self.calendar
        if self.first is None:
            return None
        return self.first if month >= 8 else self.first + 1


def iso(month: int, day: int, *, of_year: int | None) -> str | None:
    if of_year is None:
        return None
    try:
        return date(of_year, month, day).isoformat()
    except ValueError:
        return None
