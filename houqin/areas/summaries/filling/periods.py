"""Which part of the summary's period a slot tells of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from houqin.areas.summaries.filling.certainty import Doubts
from houqin.areas.summaries.filling.slots import Slot
from houqin.areas.summaries.filling.splitting import narrowed
from houqin.areas.summaries.filling.vocabulary import Period

_UP_TO = re.compile(r"(?:截至|截止|截止到|到)\s*(?:20\d\d年)?\s*$")


def is_of_other_months(slot: Slot, period: Period) -> bool:
    """自2024年9月以来 in last year's document is the very term it told of."""
    words = slot.context.other_months
    year = re.search(r"(?:19|20)\d\d", words)
    return bool(words) and (year is None or int(year[0]) < period.start.year - 1)


def period_for(slot: Slot, period: Period, doubts: Doubts, said: Sequence[str]) -> tuple[Period, Doubts]:
    word = slot.split.get("period", "")
    if word and any(word in known for known in said):
        word = ""  # 开学前检查 is the name of a check
    if slot.context.is_previous:
        return period.a_year_earlier(), doubts.with_doubt(0.25, "原文说的是去年同期，取了前一年同一段时间的数。")
    if not word:
        return period, doubts
    if re.search(r"月[底末]$", word) and narrowed(period, word[:-1]) == narrowed(period, f"{_last_month(period)}月"):
        return period, doubts  # 截至六月底 is where the term ends
    month = narrowed(period, word.rstrip("底末份初")) if _UP_TO.search(slot.context.lead.partition(word)[0]) else None
    if month is not None and word.endswith(("底", "末")):
        return Period(start=period.start, end=month.end), doubts.with_reason(f"取到{month.end:%Y年%m月}底的数。")
    part = narrowed(period, word)
    if part is None:
        return period, doubts.with_doubt(0.35, f"原文限于“{word}”，台账取的是整个期间。")
    if slot.context.period_is_far:
        doubts = doubts.with_doubt(0.25, f"“{word}”说在前面，不一定管到这里。")
    return part, doubts.with_reason(f"只取{part.start:%Y年%m月}的数。" if part.start.month == part.end.month else "")


def _last_month(period: Period) -> int:
    """The last month told in full, or nearly."""
    return period.end.month if period.end.day > 15 else (period.end.month - 2) % 12 + 1
