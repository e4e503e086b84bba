"""The words that say what a slot counts, as the figures' names are compared with them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from houqin.areas.summaries.filling.slots import Slot
from houqin.areas.summaries.filling.units import EVENT_UNITS
from houqin.areas.summaries.filling.wording import (
    SHORT_DONE,
    TIME_WORDS,
    ends_with_verb,
    in_full,
    split_verb,
    verbs_in,
    without_fillers,
)

_JOINTS = re.compile(r"[、和与/]|及(?![时格])|以及|[,，]|\s+")
_EVENTS = re.compile(
    r"(?:(?<![主承举开经督])办|(?<![公召展打放离分])开|练|搞|开展|举行|组织|召开|举办|进行|完成|参加|实施|接受|迎接|承办|做好|落实)了?\s*$"
)
# 尚有4处正在整改, 现有学生1200人: what is counted comes behind.
_THERE_ARE = re.compile(r"(?:尚|还|仍|另|现|共|拥)有\s*$|[还尚仍]剩\s*$")
_DONE_TO = re.compile(
    r"(?P<before>.*?[，、\s]?)(?P<thing>[\u4e00-\u9fff]{1,8}?)(?:共|已|都|累计)?"
    rf"(?:(?P<verb>更换|维修|修理|疏通|修复|粉刷|修补|清洗|{SHORT_DONE})(?:好|掉)?了|(?P<short>{SHORT_DONE})(?<=[修换]))"
)
# 马桶堵了去通了33回, 门锁打不开换掉18把: what was wrong stands between the thing and what was done.
_WRONG_THEN_DONE = re.compile(
    r"(?P<thing>[\u4e00-\u9fff]{1,6}?)(?:坏|堵|不亮|不转|不通|打不开|关不上|关不严|松|碎|破|裂|断|漏水?|滴水|烧|脱落|散架|不下水|掉|老化|失灵|生锈)[了的掉]*"
    r"(?:叫人|找人|去|给|就|再|后|及时|全)*(?:换新的)?(?P<verb>更换|疏通|修理|修|换|通|配|补|焊)(?:新|好|掉|上|开)*(?:了|的|有)*"
)
# 宿舍楼报修已完成184单
_REPORTS_DONE = re.compile(
    r"(?P<before>.*?)(?P<thing>报修|工单|维修单)(?:单|均|都|已|全部)*(?P<verb>完成|办结|处理|修复)完?了?"
)
_JUST_DONE = re.compile(r"(?:[\u4e00-\u9fff]*(?:师傅|工人|工友)们?)?(?:修|修理)好?了?")
_JUST_LOOKED = re.compile(r"(?:一?共|前后)*查过?了?")
_PLACE_OF = re.compile(r"(?:(.*)(?:的|里))?(.+)")
_THING_BEFORE = re.compile(r"(?:是|数)(?P<thing>[\u4e00-\u9fff]{1,6})，[^，]*$")
_GOT_DONE = re.compile(
    r"(?P<thing>[\u4e00-\u9fff]{1,10}?)(?:均|都|已|全部)*(?:得到|进行|予以)了?(?:及时|有效|全面|逐一)?的?(?P<verb>[\u4e00-\u9fff]{2,4})$"
)
TAIL_WORDS = re.compile(
    r"(?:共计|累计|合计|总计|一共|先后|达到|达|占比?|共|约|近|为|等|数量|次数|总数|人数|数|工作|情况|故障|问题|设施|设备|的|了|有|计|各|仅|只有|:|：|[|｜\s])+$"
)


@dataclass(frozen=True, kw_only=True)
class Phrase:
    """The words that say what a slot counts, and its pieces between 、 and 和."""

    text: str
    pieces: tuple[str, ...]
    verbs: tuple[str, ...]
    inherited: str
    characters: frozenset[str]


def phrase_of(slot: Slot) -> Phrase:
    context = slot.context
    near = _verb_first(re.sub(r"\s+", " ", _with_thing_before(slot)))
    text = near
    if context.after and _wants_what_follows(slot):
        text = f"{near.removesuffix('了')} {_noun_phrase(context.after)}".strip()
    return phrase_from(text, context.verb)


def _with_thing_before(slot: Slot) -> str:
    """修课桌 of 最多的是课桌，修了82张: orders are not counted in 张."""
    near, said = slot.context.near, _THING_BEFORE.search(slot.context.lead)
    if said is None or slot.unit in EVENT_UNITS or not _JUST_DONE.fullmatch(without_fillers(TIME_WORDS.sub("", near))):
        return near
    return f"修{said['thing']}"


def _verb_first(near: str) -> str:
    """换水龙头 for 水龙头换了, 水龙头坏了换新的; 教室里 修空调 for 教室里的空调修了."""
    wrong = _WRONG_THEN_DONE.fullmatch(near)
    if wrong:
        return f"{in_full(wrong['verb'])}{wrong['thing']}"
    reports = _REPORTS_DONE.fullmatch(near)
    if reports:
        return f"{reports['before']} {reports['verb']}{reports['thing']}".strip()
    if not near.endswith(("在修", "待修")) and _JUST_DONE.fullmatch(without_fillers(TIME_WORDS.sub("", near))):
        return "维修"  # 一学期下来修了310处
    if _JUST_LOOKED.fullmatch(without_fillers(TIME_WORDS.sub("", near))):
        return "检查"
    found = _DONE_TO.fullmatch(near)
    if found is None:
        return near
    where, thing = _PLACE_OF.fullmatch(found["thing"]).groups()  # type: ignore[union-attr]
    return f"{found['before']}{where or ''} {found['verb'] or in_full(found['short'])}{thing}".strip()


def phrase_from(text: str, inherited: str) -> Phrase:
    pieces = tuple(TAIL_WORDS.sub("", piece).strip() for piece in _JOINTS.split(text) if piece.strip())
    return Phrase(
        text=text.replace(" ", ""),
        pieces=pieces,
        verbs=tuple(verbs_in(text)),
        inherited=inherited,
        characters=frozenset(text),
    )


def _wants_what_follows(slot: Slot) -> bool:
    """安装了5个监控: the thing follows; 检查4次发现隐患: another statement follows."""
    near = slot.context.near.rstrip("了过出 共约近达到")
    if (
        near.endswith("的")
        or not without_fillers(near)
        or _EVENTS.search(slot.context.near)
        or _THERE_ARE.search(slot.context.near)
    ):
        return True
    if slot.unit in ("次", "场", "场次", "元", "万元", "%"):
        return False
    return ends_with_verb(near) or not re.search(r"[\u4e00-\u9fff]{2,}$", near) or slot.context.near != near


def _noun_phrase(after: str) -> str:
    """空调 of 空调均正常, 维修空调 of 空调得到及时维修, 年检灭火器 of 灭火器进行了年检."""
    found = _GOT_DONE.match(after)
    if found:
        return f"{found['verb']}{found['thing']}"
    return re.split(r"(?:进行了|进行|用于|通过|全部|均|都|并|已)", after, maxsplit=1)[0]


def bare_thing(piece: str) -> str:
    """门 of 其中修理门."""
    core = without_fillers(piece)
    return split_verb(core)[1] if not piece.endswith(tuple(verbs_in(core))) else core


def thing_done_to(piece: str) -> str:
    """粉笔 of 全学期共发放粉笔 and of 各班共领粉笔."""
    text = TIME_WORDS.sub("", piece)
    said = verbs_in(text)
    if said:
        before, _, behind = text.rpartition(said[-1])
        text = behind or before or text  # 粉笔发出 as well as 发出粉笔
    elif short := re.search(r"(?<=[\u4e00-\u9fff])[换修配装领]了?(?=[\u4e00-\u9fff]{2,}$)", text):
        text = text[short.end() :]
    return bare_thing(text)
