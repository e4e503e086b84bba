"""A plan with a calendar: what stands under its months and weeks is work, what stands before and after is left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from .calendars import dated_entries, holder_of, tells_when
from .cells import split_work
from .clean import plain
from .drafts import Judge, has_words, title_reason
from .marks import parse_mark
from .outline import after_months, ends_like_heading
from .particulars import read_particulars
from .tree import Node
from .wording import NOTICE, RATE, ROUTINE, THIS_MONTH


def _is_sibling(node: Node, style: str) -> bool:
    return (
        node.role == "entry" and node.parent is None and node.piece.mark is not None and node.piece.mark.style == style
    )


class Scheduled(Judge):
    """The plan has a calendar: what stands in it is work, what stands before and after is left."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        super().__init__(nodes)
        self.dated = dated_entries(nodes)
        self.timed = self._timed()
        self.alternating = self._alternates()
        self.first = next((node.piece.line.number for node in nodes if node.role == "period"), 0)
        self.regions = {node.region for node in nodes if node.role == "period" and node.period and not node.period.soft}

    def one(self, node: Node, at: int) -> None:
        if node.role == "period":
            self.period(node, at)
        elif node.role == "heading":
            self.out.leave(node.piece, f"标题：{node.piece.body}")
        elif self._left_over(node, at):
            self.work(node, "开头接着上一页的编号，月份不明")
        elif node.particulars and not node.children and read_particulars(node.particulars).period:
            self.work(node, "下面写明了时间")
        elif not self.in_calendar(node):
            self.last = None
            self.outside(node, at)
        elif node.role == "entry":
            if node.children:
                self.out.leave(node.piece, f"标题：{node.piece.body}")
            elif not has_words(node.text):
                self.out.leave(node.piece, "只有序号，没有内容")
            elif RATE.fullmatch(plain(node.text).strip(" 。;")):
                self.leave_or_measure(node, "指标，不是一件工作")
            elif node.own_period:
                self.own(node)
            else:
                self.work(node, self.because(node))
        else:
            self.text(node, at)

    def _left_over(self, node: Node, at: int) -> bool:
        """A list that opens the document at 2 or later, right above the first month, was cut off from its own."""
        root = node
        while root.parent is not None:
            root = root.parent
        mark = root.piece.mark
        if root.role != "entry" or mark is None or mark.style not in {"num", "num_paren", "circled"} or node.children:
            return False
        if any(earlier.role == "period" for earlier in self.nodes[:at]):
            return False
        following = next(
            (later for later in self.nodes[at:] if not (_is_sibling(later, mark.style) or later.parent)), None
        )
        first = next(earlier for earlier in self.nodes[: at + 1] if earlier.role == "entry").piece.mark
        cut_off = first is not None and first.style == mark.style and first.number is not None and first.number > 1
        return cut_off and following is not None and following.role == "period"

    def in_calendar(self, node: Node) -> bool:
        holder = holder_of(node)
        above = node.parent.piece.flat.strip() if node.parent is not None else ""
        routine = node.role == "entry" and ROUTINE.fullmatch(above) and tells_when(node)
        if routine and (self.begun(node) or id(node.parent) in self.timed):
            return True
        if holder is None or holder.period is None:
            listed = node.role == "entry" and id(node.parent) in self.dated
            return listed or (node.role in {"entry", "text"} and bool(THIS_MONTH.fullmatch(above)))
        return not holder.period.soft or holder.region in self.regions

    def _alternates(self) -> bool:
        """Each numbered entry has one paragraph below it: the paragraphs tell more about the entries."""
        listed = [node for node in self.nodes if node.role in {"entry", "text"} and node.period]
        entries = sum(1 for node in listed if node.role == "entry")
        pairs = sum(1 for one, other in pairwise(listed) if one.role == "entry" and other.role == "text")
        runs = any(one.role == other.role == "text" for one, other in pairwise(listed))
        return pairs >= 2 and pairs >= 0.6 * entries and not runs

    def _timed(self) -> set[int]:
        """Chapters whose entries all tell a rhythm or a month, so that they may stand above the calendar."""
        listed = [node for node in self.nodes if node.role == "entry" and node.parent is not None]
        untold = {id(node.parent) for node in listed if not tells_when(node)}
        return {id(node.parent) for node in listed} - untold

    def begun(self, node: Node) -> bool:
        """Below the first month: what stands above the calendar tells how the work is meant."""
        return node.piece.line.number > self.first

    def period(self, node: Node, at: int) -> None:
        head = node.piece.head
        assert head is not None
        rest = "" if head.bare else node.piece.body[head.end :].strip()
        if head.bare and head.tail and self._alone(node, at):
            rest = after_months(node.piece.flat)
        rest += "".join(piece.text for piece in node.body)
        mark = parse_mark(plain(rest))
        rest = rest[mark.length :] if mark else rest
        if not rest.strip(" 。:：、") or self._is_theme(node, rest, at) or self._is_label(node, rest, at):
            self.out.leave(node.piece, f"标题：{node.piece.text.strip()}")
            return
        listed = node.region in self.regions or id(node.parent) in self.dated
        if node.period is not None and node.period.soft and not listed:
            self.leave_or_measure(node, outside_reason(node))
            return
        for part in split_work(rest):
            self.work(node, f"“{node.piece.body[: head.end].strip(' ：:')}”之后的内容", text=part)

    def _alone(self, node: Node, at: int) -> bool:
        """3月 绿化 with nothing below: what would name the month's list is its work."""
        following = self._next(at)
        words = after_months(node.piece.flat)
        return len(words) >= 2 and not ends_like_heading(words) and (following is None or following.parent is not node)

    def _is_theme(self, node: Node, rest: str, at: int) -> bool:
        """「一月：新年新起点」 with its own list below: a motto, not a task."""
        if re.search(r"月$", plain(rest).strip(" 。;:、-")) and len(rest) <= 14 and not re.search(r"[,，;；]", rest):
            return True
        following = self._next(at)
        listed = following is not None and following.role == "entry" and following.parent is node
        first = following.piece.mark if listed and following is not None else None
        if first is None or first.number not in {None, 1}:
            return False
        ranged = node.period is not None and node.period.end is not None and first.number == 1
        return (len(rest) <= 16 and not re.search(r"[,，。;；、]", rest)) or (ranged and len(rest) <= 40)

    def _is_label(self, node: Node, rest: str, at: int) -> bool:
        """主题:冰雪安全。工作: above 1. of its own."""
        return NOTICE.match(plain(rest)) is not None and self._opens(node, at)

    def _opens(self, node: Node, at: int) -> bool:
        following = self._next(at)
        mark = following.piece.mark if following is not None and following.parent is node else None
        return mark is not None and mark.number == 1

    def _next(self, at: int) -> Node | None:
        return next((later for later in self.nodes[at + 1 :] if later.role != "noise"), None)

    def _introduces(self, node: Node, at: int) -> bool:
        """一月 / 全年最冷的时候，树木休眠 / 1、…: what stands between a month and its entry 1 is about the month."""
        before = next((earlier for earlier in reversed(self.nodes[:at]) if earlier.role != "noise"), None)
        following = self._next(at)
        first = following.piece.mark if following is not None and following.role == "entry" else None
        return before is not None and before is node.parent and first is not None and first.number == 1

    def _is_motto(self, node: Node, at: int) -> bool:
        """安全工作 / 检查月 on lines of their own between the month and its list."""
        before = next((earlier for earlier in reversed(self.nodes[:at]) if earlier.role != "noise"), None)
        following = self._next(at)
        flat = node.piece.flat.strip()
        if before is None or before.role != "period" or len(flat) > 10 or re.search(r"[,。;:、]", flat):
            return False
        inside = following is not None and following.role == "heading" and following.parent is before
        return flat.endswith("月") or inside

    def because(self, node: Node) -> str:
        label = node.period.label if node.period else ""
        mark = node.piece.mark.text if node.piece.mark else ""
        return f"“{label}”下编号“{mark}”" if mark else f"“{label}”下的一段"

    def text(self, node: Node, at: int) -> None:
        why = self.closing(node, at) or self._after_the_list(node, at)
        if why:
            self.leave_or_measure(node, why)
            self.last = None
        elif self._introduces(node, at):
            self.out.leave(node.piece, "时间标题下、编号之前的说明")
        elif self._is_motto(node, at) or NOTICE.match(node.piece.flat):
            self.out.leave(node.piece, f"主题：{node.piece.body}")
        elif self.last is not None and self._explains(node, at):
            self.explain(node)
        else:
            self.work(node, self.because(node))

    def _after_the_list(self, node: Node, at: int) -> str | None:
        """Where every piece of work has its mark, a long paragraph without one after the last of them closes."""
        if len(node.text) < 40 or any(later.role in {"entry", "period"} for later in self.nodes[at + 1 :]):
            return None
        work = [
            earlier for earlier in self.nodes[:at] if self.in_calendar(earlier) and earlier.role in {"entry", "text"}
        ]
        if len(work) >= 4 and all(earlier.piece.mark for earlier in work):
            return "列表之后的结束语，没有编号"
        return None

    def _explains(self, node: Node, at: int) -> bool:
        """A long paragraph between two numbered entries tells more about the one above."""
        above = self.last_node
        if above is None or above.piece.mark is None or above.role != "entry" or above.period is not node.period:
            return False
        following = next((later for later in self.nodes[at + 1 :] if later.role != "noise"), None)
        goes_on = (
            following is not None
            and following.piece.mark is not None
            and following.role == "entry"
            and following.piece.mark.style == above.piece.mark.style
            and following.piece.mark.number == (above.piece.mark.number or 0) + 1
        )
        if self.alternating and node.parent is above:
            return True
        short_above = len(above.piece.body) <= 20 or plain(above.piece.body).rstrip().endswith(":")
        return len(node.text) > 30 and short_above and (goes_on or len(node.text) > 60)

    def outside(self, node: Node, at: int) -> None:
        if node.role == "entry" and node.children and len(node.piece.body) <= 60:
            self.out.leave(node.piece, f"标题：{node.piece.body}")
            return
        why = title_reason(node, at) or self.closing(node, at) or outside_reason(node)
        self.leave_or_measure(node, why)


def outside_reason(node: Node) -> str:
    top = node
    while top.parent is not None:
        top = top.parent
    section = re.split(r"[:：。]", top.piece.body, maxsplit=1)[0] if top is not node else ""
    if not section:
        return "开头或结尾的说明文字，不在按时间安排的部分里"
    return f"属于“{section}”，计划另有按时间的安排，这里是说明文字"
