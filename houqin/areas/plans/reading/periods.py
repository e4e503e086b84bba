"""When a heading speaks of: 九月份, 1月份(小寒、大寒), 第3周(9.14-9.20), 2/27~3/1, 开学前."""

from __future__ import annotations

import re
from dataclasses import replace

from .clean import plain
from .numerals import number, year
from .period import Period, PeriodHead
from .recurrence import find_recurrence

M = r"(?:1[0-2]|0?[1-9]|十[一二\-]?|[一二三四五六七八九元正])"
D = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九])"
YEAR = r"(?:(?:19|20)\d{2}|二[〇○零0Oo][〇○零一二三四五六七八九0-9Oo]{2}|\d{2}|[〇○零一二][〇○零一二三四五六七八九])\s*年度?\s*"
_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_JOIN = r"(?:[、,/和及与]|至|到|-+|~+)"
_PART = r"(?:上旬|中旬|下旬|月?初|月?中|月?底|月?末|上半月|下半月)"
PAIR = r"(?:一二|二三|三四|四五|五六|六七|七八|八九|九十)"
"""七八月 names two months without a sign between them."""
MONTHS = rf"(?:{PAIR}\s*月\s*份?|(?:{M}\s*(?:月\s*份?)?{_PART}?\s*{_JOIN}\s*(?:次年|翌年|来年)?\s*)*{M}\s*月\s*份?)"
_TAIL = (
    r"(?:的|主要|重点|具体|本月|后勤|总务|安全|卫生|教学|德育|食堂|消防|保健|教育|日常|常规|学校|校园|中心|各项|教研|体育|绿化"
    r"|养护|园务|保教|工会|党建|行政|党务|保卫|工作|活动|计划|安排|内容|要点|任务|事项|项目|重心|行事历|如下|部分|目标"
    r"|要?(?:做好|抓好|完成|开展)(?:以下|下列)(?:几项|几方面)?)*"
)
RANGE = (
    rf"(?:{YEAR})?(?P<m1>{M})\s*[月./·]\s*(?P<d1>{D})\s*[日号]?\s*(?:\([^)]{{0,6}}\))?\s*(?:-+|~+|至|到)\s*"
    rf"(?:(?:次年|翌年|来年|{YEAR})?(?P<m2>{M})\s*[月./·]\s*)?(?P<d2>{D})\s*[日号]?(?:\([^)]{{0,6}}\)){{0,2}}(?![\d月])"
)
_UNTIL = r"(?:\s*(?:至|到|-+|~+)\s*(?:本月|月)[底末])?"
_DAY = rf"(?:{YEAR})?(?P<m1>{M})\s*月\s*(?P<d1>{D})\s*[日号]{_UNTIL}"
_WEEK = rf"(?:开学)?第?\s*(?P<w1>{_N})\s*(?:周?\s*{_JOIN}\s*第?\s*(?P<w2>{_N})\s*)?(?:教学)?周次?"
_SOFT = (
    r"(?:开学前|开学初|开学准备|开学|学期初|学期中|期初|学初|期中|期末|学期末|学期结束|放假前|寒假|暑假|暑期|假期|春季|夏季|秋季|冬季|平时|日常|常规|预备周|准备周"
    r"|每天|每日|每周|每月|每季度?|每学期|每学年|每年|全年|全学期|本学期|长期)"
    r"(?:期间|前后|前|后|一周|两周|阶段|工作|安排|常规|检查|内容|的|常态|必做|要做|性|日常|重点|活动|及|开学)*"
)

_MONTH_HEAD = re.compile(
    rf"(?:次年|翌年|来年)?(?P<year>{YEAR})?(?P<months>{MONTHS})(?P<part>{_PART})?\s*(?P<paren>[(\[【][^)\]】\n]{{0,40}}[)\]】])?\s*(?P<tail>{_TAIL})\s*(?:\([^)\n]{{0,20}}\))?"
)
_WEEK_HEAD = re.compile(
    rf"(?:(?P<months>{MONTHS})\s*)?{_WEEK}\s*(?:[:,]?\s*\(?\s*(?P<range>{RANGE})\s*\)?)?(?P<paren>\([^)\n]{{0,30}}\))?\s*(?P<tail>{_TAIL})"
)
_RANGE_HEAD = re.compile(rf"\(?(?P<range>{RANGE})\)?\s*(?P<tail>{_TAIL})")
_DAY_HEAD = re.compile(rf"(?P<day>{_DAY})\s*(?:\([^)]{{0,8}}\))?\s*(?:全天|[上下]午|早上|晚上?|中午)?")
_DOTTED_MONTH = re.compile(r"(?P<year>20\d{2})\s*[./-]\s*(?P<month>1[0-2]|0?[1-9])(?![\d./-])(?:\s*月份?)?")
_SOFT_HEAD = re.compile(rf"(?P<soft>{_SOFT})")
_STAGE_HEAD = re.compile(r"(?P<name>[^()。;,]{2,24})\(\s*(?:时间:)?(?P<when>[^()]{2,24})\s*\)\s*:?$")
_STAGE_LEAD = re.compile(r"(?P<name>第[一二三四五六]阶段)\(\s*(?:时间:)?(?P<when>[^()]{2,24})\s*\)\s*:")


_THEME = re.compile(r"\s*的?(?:教育|活动|宣传|德育|安全|工作)*主题\s*(?:[:]|-+|\s|[“\"])\s*(?=\S)")
_MARK_AHEAD = re.compile(r"(?:\d{1,2}[、.)]|\(\d{1,2}\)|\([一二三四五六七八九十]+\)|[①⑴⒈]|[A-Ha-h]、|一、)")


def month_list(text: str) -> tuple[int, ...]:
    """3、5、8、11月 lists; 6月-10月 and 11月至次年1月 count through."""
    tokens = [
        (number(m[1]), m[2] or "")
        for m in re.finditer(rf"({M})\s*(?:月\s*份?)?{_PART}?\s*({_JOIN})?(?:次年|翌年|来年)?", text)
    ]
    months: list[int] = []
    through = False
    for value, joint in tokens:
        if value is None or not 1 <= value <= 12:
            continue
        if through and months:
            while months[-1] != value and len(months) < 12:
                months.append(months[-1] % 12 + 1)
        elif value not in months:
            months.append(value)
        through = bool(joint) and joint[0] in "至到-~"
    return tuple(months)


def parse_period(text: str) -> PeriodHead | None:
    """The period a plain line begins with, when it reads as a heading."""
    for reader in (_week, _range, _month, _dotted, _day, _stage, _soft):
        head = reader(text)
        if head is not None:
            return _with_its_week(text, head)
    return None


def _with_its_week(text: str, head: PeriodHead) -> PeriodHead:
    """4月18日~4月22日 第十周, 第一周 9月上旬: the same time said twice, and nothing else."""
    if head.period.week and not head.period.months and not head.bare:
        rest = _month(text[head.end :].strip(" ()"))
        if rest is None or not rest.bare or rest.tail:
            return head
        return replace(head, period=replace(head.period, months=rest.period.months), end=len(text), bare=True)
    if head.bare or not head.period.end or head.period.week or len(text) > head.end + 12:
        return head
    week = _week(text[head.end :].strip(" ()"))
    if week is None or not week.bare or week.period.months:
        return head
    period = replace(head.period, week=week.period.week)
    return replace(head, period=period, end=len(text), bare=True)


def names_period(text: str) -> bool:
    """The words are a month, week or day and nothing else."""
    head = parse_period(plain(text.strip()))
    return head is not None and head.bare and not head.period.soft and head.theme_at is None


def _finish(text: str, end: int, period: Period, *, tail: bool = False, strict: bool = False) -> PeriodHead | None:
    end = len(text[:end].rstrip())
    rest = text[end:]
    colon = re.match(r"\s*(?:[:、,。;]|-{1,3})?\s*$|\s*[:]\s*|\s*(?:-{1,3}|[/|])\s*(?=[^\d\s])", rest)
    if colon:
        end += colon.end()
        return PeriodHead(period=period, end=end, bare=end >= len(text), tail=tail, separated=True)
    blanks = re.match(r"\s+", rest) or (
        re.match("", rest)
        if period.week and period.end and re.search(r"[)\d日号]$", text[:end])
        else None  # 第三周9.14-9.20清点: said twice, it is no sentence
    )
    if blanks and not strict:
        return PeriodHead(period=period, end=end + blanks.end(), bare=False, tail=tail, separated=True)
    if _MARK_AHEAD.match(rest):
        return PeriodHead(period=period, end=end, bare=False, tail=tail, separated=True)
    return None


def _month(text: str) -> PeriodHead | None:
    found = _MONTH_HEAD.match(text)
    if not found:
        return None
    months = month_list(found["months"])
    if not months:
        return None
    theme = _THEME.match(text[found.end("months") :])
    if theme and len(text) <= 50 and not re.search(r"[。;]\S", text):
        # 二月主题：新起点 heads the month; the theme itself is not work
        period = Period(label=found["months"].strip(), months=months, year=_year(found["year"]))
        begins = found.end("months") + theme.end()
        return PeriodHead(period=period, end=len(text), bare=True, tail=False, separated=True, theme_at=begins)
    # 「一月份 本月是…」: words that could belong to the heading may belong to what follows.
    for end, tail in ((found.end(), bool(found["tail"])), (max(found.end("months"), found.end("part")), False)):
        period = Period(label=text[:end].strip(" :"), months=months, year=_year(found["year"]))
        head = _finish(text, end, period, tail=tail)
        if head is not None:
            return head
    return None


def _week(text: str) -> PeriodHead | None:
    found = _WEEK_HEAD.match(text)
    if not found or not ("第" in found[0] or re.match(r"\s*\d", found[0])):
        return None
    week = number(found["w1"])
    if week is None or not 1 <= week <= 30:
        return None
    months = month_list(found["months"]) if found["months"] else ()
    of_month = bool(months) and "开学" not in found[0]
    period = Period(
        label=text[: found.end()].strip(" :"),
        months=months,
        week=None if of_month else week,
        week_of_month=week if of_month else None,
    )
    if found["range"]:
        period = _with_range(period, found)
    elif found["paren"]:
        inner = re.match(RANGE, found["paren"][1:-1].strip())
        period = _with_range(period, inner) if inner else _of_its_month(period, found["paren"])
    return _with_or_without_tail(text, found, period)


def _of_its_month(period: Period, remark: str) -> Period:
    """第一周(9月4日起)"""
    month = None if period.months else re.match(rf"\(\s*({M})\s*月", remark)
    return replace(period, months=month_list(month[1])) if month else period


def _with_or_without_tail(text: str, found: re.Match[str], period: Period) -> PeriodHead | None:
    """「第二周 学校开放日」: words that could belong to the heading may begin what follows it."""
    whole = _finish(text, found.end(), period, tail=bool(found["tail"]))
    return whole or (_finish(text, found.start("tail"), period) if found["tail"] else None)


def _with_range(period: Period, found: re.Match[str]) -> Period:
    m1, d1, d2 = number(found["m1"]), number(found["d1"]), number(found["d2"])
    m2 = number(found["m2"]) if found["m2"] else m1
    if not (m1 and d1 and m2 and d2):
        return period
    months = period.months or ((m1,) if m1 == m2 else month_list(f"{m1}月-{m2}月"))
    return replace(period, months=months, start=(m1, d1), end=(m2, d2))


def _range(text: str) -> PeriodHead | None:
    found = _RANGE_HEAD.match(text)
    if not found:
        return None
    period = _with_range(Period(label=found["range"]), found)
    return _with_or_without_tail(text, found, period) if period.start else None


def _day(text: str) -> PeriodHead | None:
    found = _DAY_HEAD.match(text)
    if not found:
        return None
    month, day = number(found["m1"]), number(found["d1"])
    if not (month and day):
        return None
    period = Period(label=found[0].strip(), months=(month,), start=(month, day), year=_year(_leading_year(found[0])))
    return _finish(text, found.end(), period, strict=True)


def _dotted(text: str) -> PeriodHead | None:
    found = _DOTTED_MONTH.match(text)
    if not found:
        return None
    period = Period(label=found[0], months=(int(found["month"]),), year=int(found["year"]))
    return _finish(text, found.end(), period, strict=True)


def _soft(text: str) -> PeriodHead | None:
    found = _SOFT_HEAD.match(text)
    if not found:
        return None
    period = Period(label=found[0].strip(), soft=True, recurrence=find_recurrence(found[0]))
    return _finish(text, found.end(), period, tail=True, strict=True)


def _stage(text: str) -> PeriodHead | None:
    """准备阶段(9月1日-9月20日)."""
    found = _STAGE_HEAD.match(text) or _STAGE_LEAD.match(text)
    if not found:
        return None
    inner = parse_period(found["when"])
    if inner is None or not inner.bare or inner.period.soft:
        return None
    if found.end() < len(text):  # 第一阶段(1-2月)：制定方案
        label = found[0].strip(" :")
        return PeriodHead(
            period=replace(inner.period, label=label), end=found.end(), bare=False, tail=False, separated=True
        )
    timely = (
        re.search(rf"^第[一二三四五六]阶段|阶段$|^{_SOFT}$", found["name"].strip()) is not None
    )  # 教师节慰问(9月10日) is work
    return PeriodHead(
        period=replace(inner.period, label=text.strip(" :")), end=len(text), bare=True, tail=not timely, separated=True
    )


def _leading_year(text: str) -> str | None:
    found = re.match(YEAR, text)
    return found[0] if found else None


def _year(text: str | None) -> int | None:
    return year(re.sub(r"[年度\s]", "", text)) if text else None
