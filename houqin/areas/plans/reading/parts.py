"""A web page often holds several plans; each is judged by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from .clean import plain
from .marks import parse_mark
from .noise import noise_reason
from .periods import parse_period
from .source import Line, Table
from .wording import SCHEDULE_TITLE

_PART = re.compile(
    r"^[【\[(]?(?:.{0,30}?(?:计划|方案|安排|范文|模板|要点|范本|精选)[^。,;]{0,10}?)?[(【\[]?\s*(?:第\s*)?(?:篇|范文|计划)?\s*(?P<n>[一二三四五六七八九十]{1,2}|(?<!\d)\d{1,2})\s*(?:篇)?[)】\]]?\s*[:]?$"
)
_PART_LEAD = re.compile(
    r"^[【\[(]?第?\s*(?:篇\s*(?P<a>[一二三四五六七八九十\d]{1,2})|(?P<b>[一二三四五六七八九十\d]{1,2})\s*篇)\s*[:】\])]"
)


def split_parts(blocks: Sequence[Line | Table]) -> list[list[Line | Table]]:
    """The document cut at 「…工作计划篇一」, 「…计划 篇2」, or where the name of another plan stands between two; one
    part when there are no such titles."""
    starts = [at for at, block in enumerate(blocks) if isinstance(block, Line) and _starts_part(block.text)]
    if len(starts) < 2 and not any(_is_later_part(blocks[at]) for at in starts):
        starts = _other_plans(blocks)
    if not starts:
        return [list(blocks)]
    bounds = [0, *starts, len(blocks)] if starts[0] else [*starts, len(blocks)]
    return [list(blocks[start:end]) for start, end in pairwise(bounds)]


def _is_later_part(block: Line | Table) -> bool:
    """第二篇 alone cuts too: the first plan stood above it without a number."""
    return isinstance(block, Line) and bool(
        re.match(r"\s*[【(]?第?\s*(?:[二三四五六七八九2-9]\s*篇|篇\s*[二三四五六七八九2-9])", plain(block.text))
    )


def _starts_part(text: str) -> bool:
    flat = plain(text).strip()
    if re.fullmatch(
        r"第?[一二三四五六七八九十\d]{1,2}篇[::]?|第[一二三四五六七八九十\d]{1,2}篇\s+\S{2,30}(?:计划|方案|安排)", flat
    ):
        return True
    if _PART_LEAD.match(flat):
        return True
    if len(flat) > 45 or not re.search(r"篇|计划|方案|范文|范本|模板", flat):
        return False
    found = _PART.match(flat)
    return bool(found) and not re.search(r"第[一二三四五六七八九十\d]+周|年$", flat)


_PLAN_NAME = re.compile(
    r"(?!附)[^,。;:!?|月周表历]{0,22}(?:学校|小学|中学|学院|幼儿园|总务|后勤|安全|德育|卫生|食堂|绿化|宿舍|工会|学期|学年|年度)"
    r"[^,。;:!?|月周表历]{0,12}(?:\d{1,2}月)?[^,。;:!?|月周表历]{0,8}(?:计划|方案)(?:书|范文|模板)?"
)


def names_plan(text: str) -> bool:
    """学校总务处工作计划: a line that is nothing but the name of a plan."""
    flat = plain(text).strip()
    if not 6 <= len(flat) <= 36 or not _PLAN_NAME.fullmatch(flat) or SCHEDULE_TITLE.match(flat):
        return False
    return parse_mark(flat) is None and parse_period(flat) is None


def _other_plans(blocks: Sequence[Line | Table]) -> list[int]:
    """Where a plan's name stands below the work of one plan and above the beginning of the next."""
    starts: list[int] = []
    worked = 0
    filled = [at for at, block in enumerate(blocks) if isinstance(block, Table) or block.text.strip()]
    for here, at in enumerate(filled):
        block = blocks[at]
        if isinstance(block, Table):
            worked += len(block.rows)
        elif worked >= 3 and names_plan(block.text) and _begins(blocks, filled[here + 1 : here + 4]):
            starts.append(at)
            worked = 0
        else:
            worked += _is_work(block)
    return starts


def _is_work(line: Line) -> bool:
    return noise_reason(line.text) is None and parse_mark(plain(line.text).strip()) is not None


def _begins(blocks: Sequence[Line | Table], places: Sequence[int]) -> bool:
    """A list from its first entry, a month, or a paragraph that leads to one."""
    for at in places:
        block = blocks[at]
        if isinstance(block, Table):
            return True
        flat = plain(block.text).strip()
        mark, head = parse_mark(flat), parse_period(flat)
        if head is not None or mark is not None:
            return head is not None or (mark is not None and mark.number == 1)
        if len(flat) < 16 and not names_plan(flat):
            return False
    return False
