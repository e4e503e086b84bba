"""The pieces of work inside one table cell."""

from __future__ import annotations

import re
from itertools import pairwise

from .clean import plain
from .fragments import Piece, pieces
from .source import Cell, Line

_SPLIT = re.compile(r"[;；]")


def split_cell(cell: Cell, *, clauses: bool = True) -> list[tuple[str, tuple[Line, ...]]]:
    """Numbered entries, else one a line; with ``clauses`` a line of several short ones parted by ； is several."""
    found = [piece for piece in pieces(list(cell.lines)) if piece.body.strip()]
    if any(piece.mark for piece in found):
        return _numbered(found)
    entries: list[tuple[str, tuple[Line, ...]]] = []
    for piece in found:
        if entries and _runs_on(entries[-1][0], piece.body):
            text, lines = entries[-1]
            entries[-1] = (text + piece.body, (*lines, piece.line))
        else:
            entries.append((piece.body, (piece.line,)))
    return [(part, lines) for text, lines in entries for part in (_parts(text) if clauses else [text.strip()])]


_HALF_DAY = re.compile(r"(?:^|(?<=\s))(?=(?:上午|中午|下午|晚上|早上)\s*(?:\d{1,2}[:：]\d{2}|[:：]))")


def _parts(text: str) -> list[str]:
    """上午9:30… 下午12:50…: two times of day or more part the work of a day; else clauses do."""
    starts = [found.start() for found in _HALF_DAY.finditer(text)]
    bounds = [*([0] if starts and text[: starts[0]].strip() else []), *starts, len(text)]
    return [text[start:end].strip() for start, end in pairwise(bounds)] if len(bounds) > 2 else split_clauses(text)


def split_clauses(text: str) -> list[str]:
    parts = [part.strip() for part in _SPLIT.split(text) if part.strip(" 。.、,，")]
    if len(parts) >= 2 and all(len(re.findall(r"[\u4e00-\u9fff]", part)) >= 2 for part in parts):
        return parts
    return [text.strip()]


_LABEL = re.compile(r"(?:^|(?<=[。;；!！\s]))[\u4e00-\u9fff]{1,4}\s?[\u4e00-\u9fff]{1,4}[:：]")


def split_work(text: str) -> list[str]:
    """冬季修剪：…。御寒：…。积肥：…: three labels or more part a paragraph; else clauses do."""
    starts = [found.start() for found in _LABEL.finditer(text)]
    if len(starts) < 3 or re.search(r"[。；;!！]", text[: starts[0]]):
        return split_clauses(text)
    return [text[start:end].strip() for start, end in pairwise([*starts, len(text)])]


def _numbered(found: list[Piece]) -> list[tuple[str, tuple[Line, ...]]]:
    entries: list[tuple[str, tuple[Line, ...]]] = []
    for at, piece in enumerate(found):
        following = found[at + 1].mark if at + 1 < len(found) else None
        if piece.mark and following and following.style == "bullet" != piece.mark.style and piece.flat.endswith(":"):
            continue  # 1. 开学准备: - …; - …: names the entries below it
        wraps = len(piece.body) <= 4 or following is not None or (bool(entries) and len(entries[-1][0]) > 12)
        if piece.mark is None and entries and (_runs_on(entries[-1][0], piece.body) or wraps):
            text, lines = entries[-1]
            entries[-1] = (text + piece.body, (*lines, piece.line))
        else:
            entries.append((piece.body, (piece.line,)))
    return entries


def _runs_on(before: str, after: str) -> bool:
    """Word cells wrap by hand: a line that ends in the middle of a phrase goes on below."""
    flat = plain(before).rstrip()
    return flat.endswith((",", "、", "(", "“", "和", "及", "与", "的")) or plain(after)[:1] in ",、。;)”"
