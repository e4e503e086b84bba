"""A web page often holds several plans; each is judged by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from .clean import plain
from .source import Line, Table

_PART = re.compile(
    r"^[【\[(]?(?:.{0,30}?(?:计划|方案|安排|范文|模板|要点|范本|精选)[^。,;]{0,10}?)?[(【\[]?\s*(?:第\s*)?(?:篇|范文|计划)?\s*(?P<n>[一二三四五六七八九十]{1,2}|\d{1,2})\s*(?:篇)?[)】\]]?\s*[:]?$"
)
_PART_LEAD = re.compile(
    r"^[【\[(]?第?\s*(?:篇\s*(?P<a>[一二三四五六七八九十\d]{1,2})|(?P<b>[一二三四五六七八九十\d]{1,2})\s*篇)\s*[:】\])]"
)


def split_parts(blocks: Sequence[Line | Table]) -> list[list[Line | Table]]:
    """The document cut at 「…工作计划篇一」, 「…计划 篇2」; one part when there are no such titles."""
    starts = [at for at, block in enumerate(blocks) if isinstance(block, Line) and _starts_part(block.text)]
    if len(starts) < 2 and not any(_is_later_part(blocks[at]) for at in starts):
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
    if re.fullmatch(r"第?[一二三四五六七八九十\d]{1,2}篇[::]?", flat):
        return True
    if _PART_LEAD.match(flat):
        return True
    if len(flat) > 45 or not re.search(r"篇|计划|方案|范文|范本|模板", flat):
        return False
    found = _PART.match(flat)
    return bool(found) and not re.search(r"第[一二三四五六七八九十\d]+周|年$", flat)
