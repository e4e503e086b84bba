"""时间：… 地点：… 负责人：… on lines of their own below a numbered entry: they belong to it and are no work."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .clean import plain
from .dates import mentions
from .fragments import Piece
from .owners import split_owners
from .period import Period

_BEFORE = r"(?:活动|工作|检查|演练|培训|会议|教育|实施|参加|参与|组织|主要|具体|预期|完成)?"
_TIME = re.compile(rf"{_BEFORE}(?:时间|日期)\s*[:]\s*")
_PLACE = re.compile(rf"{_BEFORE}(?:地点|场所)\s*[:]\s*")
_WHO = re.compile(
    rf"{_BEFORE}(?:单位|部门|处室|负责(?:人|部门|单位)?|责任(?:人|部门|单位)|牵头(?:人|部门|单位)?|主持人?|主办|承办)\s*[:]\s*"
)
_OTHER = re.compile(rf"{_BEFORE}(?:形式|方式|内容|对象|人员|主题|目的|要求|口号|准备|材料|主讲人?|步骤|流程)\s*[:]\s*")
# A heading such as 活动安排 names what stands below it; it is no work of its own.
_BARE_LABEL = re.compile(r"(?:活动|工作|具体|主要|实施|时间)*(?:安排|内容|步骤|措施|事项|计划)\s*[:]?")


@dataclass(frozen=True, kw_only=True)
class Particulars:
    period: Period | None = None
    place: str | None = None
    owners: tuple[str, ...] = ()
    detail: str = ""


def is_particular(piece: Piece) -> bool:
    return (
        piece.mark is None
        and piece.noise is None
        and piece.first
        and any(kind.match(piece.flat) for kind in (_TIME, _PLACE, _WHO, _OTHER))
    )


def goes_on_listing(last: Piece, piece: Piece) -> bool:
    """形式：(1)… above (2)…: the list belongs to the label it began behind."""
    mark = piece.mark
    if mark is None or mark.style != "num_paren" or mark.number is None or mark.number < 2:
        return False
    listed = is_particular(last) or (last.mark is not None and last.mark.style == mark.style)
    return listed and f"({mark.number - 1})" in plain(last.text)


def has_particulars(entry: Piece, below: Sequence[Piece]) -> bool:
    """A time among them, or two at least; one line alone may as well be work of its own."""
    if _BARE_LABEL.fullmatch(entry.flat.strip()):
        return False
    run = 0
    for piece in below:
        if not is_particular(piece):
            break
        run += 1
    timed = any(_TIME.match(piece.flat) and mentions(piece.flat) for piece in below[:run])
    return run >= 2 and (timed or run >= 3)


def read_particulars(found: Sequence[Piece]) -> Particulars:
    period: Period | None = None
    place: str | None = None
    owners: tuple[str, ...] = ()
    detail: list[str] = []
    for piece in found:
        if label := _TIME.match(piece.flat):
            period = period or _period(piece.body[label.end() :].strip())
        elif label := _PLACE.match(piece.flat):
            place = place or piece.body[label.end() :].strip()[:40]
        elif label := _WHO.match(piece.flat):
            owners += split_owners(piece.body[label.end() :])
        else:
            detail.append(piece.body)
    return Particulars(period=period, place=place, owners=owners, detail="\n".join(detail))


def _period(words: str) -> Period | None:
    named = mentions(plain(words))
    if not named:
        return None
    first = named[0]
    return Period(
        label=words,
        months=first.months,
        start=(first.months[0], first.day) if first.day else None,
        end=first.end,
        year=first.year,
    )
