"""What stands around a slot: its own phrase, the verb and subject it inherits, its sentence and headings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from houqin.areas.summaries.filling.marks import Mark
from houqin.areas.summaries.filling.month_words import month_of_heading, period_words, rate, tells_of_before
from houqin.areas.summaries.filling.units import UNIT_WORDS
from houqin.areas.summaries.filling.wording import (
    CHANGE,
    GOAL,
    INTENT,
    PREVIOUS,
    SHORT_DONE,
    TIME_WORDS,
    in_full,
    is_generic_verb,
    leading_verb,
    of_other_months,
    verbs_in,
    without_fillers,
)

_STOP = re.compile(r"[。；！？;!?\n]")
_CLAUSE = re.compile(r"[，,。；：:！？;!?\n]")
_BRACKET_OPEN = re.compile(r"[(（]")
_HAN_NEXT = re.compile(r"[\u4e00-\u9fff]")
_NOUN_OF_BEFORE = re.compile(r"^[\u4e00-\u9fff]{1,14}(?:、|和|及|与|以及)")
_IS_WHAT = re.compile(r"\s*[，,]?\s*(?:这)?(?:是|为)(?P<what>[^，。；！？,;!?\n]{2,24})")
_OTHER_NUMBER = re.compile(r"^.*\d[、,](?=[\u4e00-\u9fff])")  # 教室689、卫生间290
_MOSTLY = re.compile(r"^[^，。、]{0,12}?(?:最多|最少|较多|其次|再次|主要)的?[是为](?=[\u4e00-\u9fff])")
# 教学楼换锁63把, 宿舍修窗4扇
_SHORT_VERB = re.compile(r"(?<=[\u4e00-\u9fff])[换修配装](?=[\u4e00-\u9fff])")
# 各班共领粉笔
_TAKES = re.compile(r"(?:^|[班级处组部室园队]|老师们?|教师们?)(?:共|各|均|统一)?领(?![导域会略先队班])")
_ENDS_DONE = re.compile(rf"(?P<verb>{SHORT_DONE})(?:(?:好|掉)?了|(?<=[修换]))\s*$")
_LIST_MARK = re.compile(
    r"^(?:【[^】]{1,6}】|[(（][一二三四五六七八九十\d]{1,2}[)）]|\d{1,2}[、.．](?!\d)|[一二三四五六七八九]是(?=有|对)|[★●■◆▲※①-⑳]\s*)"
)
# 新增39件，减少18件 compares no years.
_COMES_AND_GOES = re.compile(
    r"(?:新增|增加)[^，。；]*\d[^，。；\d]{0,4}[，、](?:[^，。；]{0,6}\d[^，。；]{0,3}[，、])?减少(?:资产|固定资产)?$"
)
# 增加44件，报废19件
_COMES, _GOES = re.compile(r"(?:^|[：:])增加$"), re.compile(r"[，、；]?(?:报废|减少|处置|核销|淘汰)")
_TAIL = re.compile(r"\s*(?:以上|以下|左右|上下|之多|余)*")


@dataclass(frozen=True, kw_only=True)
class Context:
    """`near` is the slot's own phrase before it, `after` the noun that follows its unit."""

    near: str
    after: str
    verb: str
    subject: str
    sentence: str
    lead: str
    """The sentence up to the slot."""
    headings: tuple[str, ...] = ()
    row: str = ""
    column: str = ""
    beside: str = ""
    """The names of all columns of its table: 报修次数 beside 完成率."""
    period_words: Mapping[str, str] = field(default_factory=dict)
    period_is_far: bool = False
    rate: str = ""
    is_change: bool = False
    is_previous: bool = False
    other_months: str = ""
    """The words that make it a number of other months than the summary's: 三年来."""
    is_intent: bool = False
    years: tuple[str, ...] = ()
    whole: str = ""
    """The phrase of the total this slot is part of (采购金额 for 其中办公用品__元), or the row's category."""
    topic: str = ""
    """隐患方面 of 隐患方面：教学楼14处."""
    follows_at_once: bool = False
    """No mark parts it from the slot before: 一般隐患89处已整改85处."""
    carried: str = ""
    """The phrase of the slot before, for a slot that only says 共__次."""


def sentence_span(text: str, offset: int) -> tuple[int, int]:
    begin = max((match.end() for match in _STOP.finditer(text, 0, offset)), default=0)
    stop = _STOP.search(text, offset)
    return begin, stop.end() if stop else len(text)


def context_of(
    text: str,
    marks: Sequence[Mark],
    position: int,
    *,
    headings: tuple[str, ...],
    row: str,
    column: str,
    named: bool = False,
) -> Context:
    mark = marks[position]
    begin, finish = sentence_span(text, mark.start)
    # What stands before a figure of a named row is the name of the row, or another column's figure.
    own = "" if named else _near(text, marks, position, begin)
    if not named and not without_fillers(own):
        own = _named_behind(text, mark) or own
    near = _OTHER_NUMBER.sub("", f"{row} {column} {own}".strip())
    near = _MOSTLY.sub("", _LIST_MARK.sub("", near))
    lead = text[begin : mark.start]
    subject = _subject(text, marks, position, begin)
    after = _after(text, marks, position, finish)
    near, category = _row_label(near)
    near, was_before = _from_to(text, marks, position, begin, near)
    subject = f"{subject} {category}".strip()
    slots_before = [other.start - begin for other in marks[:position] if other.start >= begin]
    months, period_is_far = period_words(lead, f"{row} {column}", slots_before, own)
    if not months and (month := month_of_heading(headings, lead)):
        months, period_is_far = {"period": month}, True
    clause = _clause_before(text, mark.start, begin)
    reaches = bool(_TO.match(own))
    moves = bool(_COMES_AND_GOES.search(lead) or (_COMES.search(own) and _GOES.match(text, mark.unit_end)))
    changes = bool(CHANGE.search(clause)) and not reaches and not moves
    return Context(
        near=near,
        whole=category,
        after=after,
        verb=_verb(near) or _inherited_verb(text, marks, position, begin),
        subject=subject,
        sentence=text[begin:finish],
        lead=lead,
        headings=headings,
        row=row,
        column=column,
        period_words=months,
        period_is_far=period_is_far,
        carried=_carried(text, marks, position, begin) if not says_what(near) and not after else "",
        topic=_topic(text, marks, position, begin),
        follows_at_once=any(start > len(lead) - len(clause) for start in slots_before),
        rate=rate(clause),
        is_change=changes,
        is_previous=bool(PREVIOUS.search(clause) and not changes and not reaches)
        or was_before
        or tells_of_before(lead),
        other_months=of_other_months(lead),
        is_intent=bool(GOAL.search(lead) or INTENT.search(clause)),
        years=tuple(re.findall(r"20\d\d(?=年)", near)),
    )


def _clause_before(text: str, offset: int, begin: int) -> str:
    start = max((match.end() for match in _CLAUSE.finditer(text, begin, offset)), default=begin)
    return text[start:offset]


def _near(text: str, marks: Sequence[Mark], position: int, begin: int) -> str:
    """From the last clause mark or slot up to this one; one clause further back when that says nothing."""
    mark = marks[position]
    floor = max((other.unit_end for other in marks[:position] if other.unit_end > begin), default=begin)
    bounds = [floor, *(match.end() for match in _CLAUSE.finditer(text, floor, mark.start))]
    near = _unbracketed(text[bounds[-1] : mark.start])
    if bounds[-1] == floor > begin and _HAN_NEXT.match(text[mark.unit_end :]):
        # 86间教室、32间办公室: the noun before the joint belongs to the number before.
        near = _NOUN_OF_BEFORE.sub("", near)
    if (
        not without_fillers(near)
        and mark.unit not in ("次", "场", "%")
        and re.match(r"[\u4e00-\u9fff]", text[mark.unit_end :])
    ):
        return near.strip()
    index = len(bounds) - 1
    while index > 0 and not without_fillers(near):
        index -= 1
        near = text[bounds[index] : mark.start]
    return near.strip()


def _named_behind(text: str, mark: Mark) -> str:
    """1106件，是报修平台的接单量: the number comes first."""
    found = _IS_WHAT.match(text, mark.unit_end)
    return found["what"] if found else ""


def _unbracketed(near: str) -> str:
    """(其中宿舍__次: the phrase starts after the bracket."""
    opened = list(_BRACKET_OPEN.finditer(near))
    if opened and not re.search(r"[)）]", near[opened[-1].end() :]):
        inside = near[opened[-1].end() :]
        return inside if without_fillers(inside) else near[: opened[-1].start()]  # 水龙头（150只）
    return near


def _after(text: str, marks: Sequence[Mark], position: int, finish: int) -> str:
    mark = marks[position]
    start = mark.unit_end
    following = marks[position + 1].start if position + 1 < len(marks) else finish
    tail = _TAIL.match(text, start)
    start = tail.end() if tail else start
    stop = re.search(r"[，,。；：:！？;!?、(（)）\n|\t]", text[start:finish])
    end = min(start + stop.start() if stop else finish, max(following, start))
    return text[start:end].strip()


def _verb(near: str) -> str:
    """The verb a phrase starts with, or the last one in it: 疏通 of 其中疏通地漏, 接报 of 电工接报."""
    inside = verbs_in(near)
    short = _ENDS_DONE.search(near)
    brief = in_full(short["verb"]) if short else "领用" if _TAKES.search(near) else ""
    return leading_verb(near) or (inside[-1] if inside else brief)


def _inherited_verb(text: str, marks: Sequence[Mark], position: int, begin: int) -> str:
    """水龙头__只 after 更换台盆水管170根 is also 更换."""
    for index in range(position - 1, -1, -1):
        if marks[index].start < begin:
            break
        verb = _verb(_near(text, marks, index, begin))
        if verb:
            return verb
    if begin and text.startswith("其中", begin):
        before = sentence_span(text, begin - 1)
        said = verbs_in(text[slice(*before)])
        return next((verb for verb in said if not is_generic_verb(verb)), "")  # 发放物资2800件。其中粉笔240盒
    verbs = verbs_in(text[begin : marks[position].start])
    return verbs[-1] if verbs and not _own_verb_is_far(text, marks, position, begin) else ""


def _own_verb_is_far(text: str, marks: Sequence[Mark], position: int, begin: int) -> bool:
    return len(_CLAUSE.findall(text[begin : marks[position].start])) > 4


def _subject(text: str, marks: Sequence[Mark], position: int, begin: int) -> str:
    """Who or where the sentence is about: its words before the first verb, or before a colon, and the line's lead."""
    opening = text[begin : marks[position].start]
    first = next((mark for mark in marks if mark.start >= begin), marks[position])
    opening = opening[: max(first.start - begin, 0)]
    verbs = verbs_in(opening)
    short = _SHORT_VERB.search(opening)
    cut = opening.find(verbs[0]) if verbs else short.start() if short else max(opening.rfind(mark) for mark in "，,：:")
    colon = re.search(r"[:：]", opening)
    cut = max(cut, colon.start() if colon else 0)
    return (_lead(text, begin, marks) + opening[:cut]).strip()


def _topic(text: str, marks: Sequence[Mark], position: int, begin: int) -> str:
    opening = text[begin : marks[position].start]
    colon = re.search(r"[:：]|(?<=方面)[，,]", opening)
    head = opening[: colon.start()] if colon else ""
    plain = not any(begin <= mark.start < begin + len(head) for mark in marks)
    return head.strip() if 0 < len(head) <= 14 and plain else ""


def _lead(text: str, begin: int, marks: Sequence[Mark]) -> str:
    """水电维修。本学期… : a short first sentence names the subject of the line."""
    if begin == 0:
        return ""
    stop = re.search(r"[。；;:：]", text)
    head = text[: stop.start()] if stop else ""
    if any(mark.start < len(head) for mark in marks):
        return ""  # it states something of its own
    return head + "。" if 0 < len(head) <= 18 else ""


def says_what(near: str) -> bool:
    return bool(re.search(r"[\u4e00-\u9fff]", without_fillers(TIME_WORDS.sub("", near))))


def _carried(text: str, marks: Sequence[Mark], position: int, begin: int) -> str:
    for index in range(position - 1, -1, -1):
        if marks[index].start < begin:
            break
        near = _near(text, marks, index, begin)
        if says_what(near):
            return near
    return ""


_TO = re.compile(r"^(?:提高|上升|增加|增长|提升|下降|降低|减少|缩短|降)了?(?:到|至|为)$")
_FROM = re.compile(r"(?:由|从)(?:原来的?|去年的?|上年的?|上学期的?)?$")


def _from_to(text: str, marks: Sequence[Mark], position: int, begin: int, near: str) -> tuple[str, bool]:
    """满意度由88.6%提高到92.3%: the first is the figure of before, the second counts the same thing."""
    if _FROM.search(near) and re.match(r"\s*(?:提|上|增|下|降|减|缩)\S{0,3}[到至为]", text[marks[position].unit_end :]):
        return _FROM.sub("", near), True
    if _TO.match(near) and position and marks[position - 1].start >= begin:
        return _FROM.sub("", _near(text, marks, position - 1, begin)), False
    return near, False


def _row_label(near: str) -> tuple[str, str]:
    """隐患整改 整改率(%): of a row of a text table the last field names the figure, the others its category."""
    near = re.sub(r"[(（](?:单位[:：])?[^()（）]{1,4}[)）][\s:：|｜]*$", "", near).strip()
    fields = [field for field in re.split(r"[\t|｜]|\s+", near) if field]
    if len(fields) > 1 and fields[-1] in UNIT_WORDS:
        fields.pop()
        near = " ".join(fields)
    if len(fields) < 2 or any(len(field) > 12 for field in fields) or not says_what(fields[-1]):
        return near, ""
    return fields[-1], " ".join(fields[:-1])
