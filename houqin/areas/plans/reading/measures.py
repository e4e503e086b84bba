"""A plan without a calendar: its numbered measures are the work, and prose whose sentences each name a time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from .clean import plain
from .dates import mentions
from .drafts import Judge, has_words, title_reason
from .tree import Node
from .wording import GLUED_NARRATIVE, MEASURE, NARRATIVE, PROMISE, ROSTER, ROSTER_LINE, SPREAD_LABEL, WORK_VERB

_LEAF_STYLES = frozenset({"num", "num_paren", "num_right", "circled"})
_OPENING = re.compile(r"(?:如下|计划|安排|要点|措施|工作|活动|内容|事项)\s*:$")
_LABEL = re.compile(r"(?:活动|工作|具体|主要|实施)*(?:安排|内容|步骤|措施|事项)\s*[:]?")


class Measures(Judge):
    """The plan has no calendar: its numbered measures are the work."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        super().__init__(nodes)
        self.numbered = any(self._is_measure(node) for node in nodes)
        self.paragraphs = self._paragraphs()
        self.lists = self._dated_lists()
        self.labels = self._bare_labels()
        self.promising = self._promising_chapters()
        self.unnumbered = self._unnumbered_lists()
        self.named_only = self.lists | self.labels | self.promising | self.unnumbered
        self.opening = self._opening()

    def _paragraphs(self) -> dict[int, list[Node]]:
        """What stands without a mark below each heading, closing words and signature apart."""
        below: dict[int, list[Node]] = {}
        for at, node in enumerate(self.nodes):
            if node.role == "text" and node.parent is not None and self.closing(node, at) is None:
                below.setdefault(id(node.parent), []).append(node)
        return below

    def _dated_lists(self) -> set[int]:
        """Headings with two or more lines below that each open with a day: 5月25日活动布置…"""
        dated = Counter(id(node.parent) for node in self.nodes if node.role == "text" and dated_sentences(node))
        timed = {id(node.parent) for node in self.nodes if node.role == "text" and timed_sentences(node)}
        return {parent for parent, times in dated.items() if times >= 2} | timed

    def _bare_labels(self) -> set[int]:
        """三、活动安排 with a paragraph and no list below: the words name the paragraph, which is the work."""
        below = {id(node.parent) for node in self.nodes if node.role == "text" and node.parent is not None}
        return {
            id(node)
            for node in self.nodes
            if node.role == "entry" and not node.children and id(node) in below and _LABEL.fullmatch(node.piece.flat)
        }

    def _promising_chapters(self) -> set[int]:
        """一、维修服务 over a paragraph of promises, in a plan where no chapter has a list: each sentence is a piece."""
        if any(node.piece.mark and node.piece.mark.style in _LEAF_STYLES for node in self.nodes):
            return set()
        return {
            parent
            for parent, paragraphs in self.paragraphs.items()
            if len(paragraphs) == 1
            and promises(paragraphs[0])
            and paragraphs[0].parent is not None
            and paragraphs[0].parent.piece.mark is not None
        }

    def _unnumbered_lists(self) -> set[int]:
        """Chapters with several paragraphs below and no number among them: a page lost the numbers, each is a piece."""
        return {
            id(node)
            for node in self.nodes
            if node.role in {"entry", "period"}
            and not node.children
            and node.piece.mark is not None
            and node.piece.mark.style in {"cn", "cn_paren", "part"}
            and len(self.paragraphs.get(id(node), ())) >= (2 if node.piece.flat.rstrip().endswith(":") else 3)
        }

    def _opening(self) -> int:
        """Where 「…特制定计划如下：」 opens a list of paragraphs in a plan without a number or a chapter."""
        loose = [at for at, node in enumerate(self.nodes) if node.role in {"text", "title"} and node.parent is None]
        opens = (at for at in loose if _OPENING.search(self.nodes[at].piece.flat.strip()))
        first = next(opens, len(self.nodes))
        return first if not self.numbered and sum(1 for at in loose if at > first) >= 3 else len(self.nodes)

    def _is_measure(self, node: Node) -> bool:
        return node.role == "entry" and not node.children and narrative_of(node) is None

    def one(self, node: Node, at: int) -> None:
        narrative = narrative_of(node)
        flat = node.piece.flat.strip()
        if narrative is not None:
            self.last = None
            is_head = narrative in flat and len(flat) <= 40 and node.role != "text"
            self.leave_or_measure(node, f"标题：{node.piece.body}" if is_head else f"属于“{narrative}”，不是一件工作")
        elif ROSTER_LINE.match(flat):
            self.out.leave(node.piece, "人员名单")
        elif (node.role in {"heading", "period"} and not self._glued(node)) or (
            node.role == "entry" and (node.children or id(node) in self.named_only)
        ):
            self.last = None
            self.out.leave(node.piece, f"标题：{node.piece.body}")
        elif node.role == "entry" and node.own_period:
            self.own(node)
        elif node.role in {"entry", "period"} and has_words(node.text):
            self.work(
                node, f"计划没有按月安排，编号“{node.piece.mark.text if node.piece.mark else ''}”的措施算一件工作"
            )
        else:
            self.text(node, at)

    def _glued(self, node: Node) -> bool:
        return node.role == "period" and node.piece.head is not None and not node.piece.head.bare

    def text(self, node: Node, at: int) -> None:
        why = title_reason(node, at) or self.closing(node, at)
        dated = [] if why else dated_sentences(node) or timed_sentences(node)
        if why:
            self.leave_or_measure(node, why)
        elif dated and (not self.numbered or self.last is None or id(node.parent) in self.lists):
            for sentence in dated:
                self.work(node, "文中写明了时间", text=sentence)
        elif id(node.parent) in self.promising:
            for sentence in promises(node):
                self.work(node, f"“{node.path[-1] if node.path else ''}”下的一句", text=sentence)
        elif id(node.parent) in self.labels or id(node.parent) in self.unnumbered or at > self.opening:
            self.work(node, f"“{node.path[-1] if node.path else ''}”下的一段")
        elif self.last is not None and self.last_node is not None and self.last_node.role == "entry":
            self.explain(node)
        elif self.numbered or node.parent is None or len(node.text) < 6:
            self.leave_or_measure(node, "说明文字，没有编号，也没有时间")
        else:
            self.work(node, f"计划没有按月安排，“{node.path[-1] if node.path else ''}”下的一段算一件工作")


def dated_sentences(node: Node) -> list[str]:
    """9月初组织培训。10月开展体检。: prose in which each sentence names its time."""
    sentences = [part.strip() for part in re.split(r"(?<=[。；;！])", node.text) if part.strip()]
    leading = [part for part in sentences if any(mention.at <= 2 for mention in mentions(plain(part)))]
    return sentences if leading and len(leading) == len(sentences) else []


def promises(node: Node) -> list[str]:
    """Three sentences or more, none long, nearly all of them opening with a verb of work or with when it is done."""
    sentences = [part.strip() for part in re.split(r"(?<=[。！])", node.text) if part.strip()]
    opening = sum(1 for part in sentences if PROMISE.match(plain(part)))
    short = all(6 <= len(part) <= 80 for part in sentences)
    return sentences if len(sentences) >= 3 and short and opening >= 0.8 * len(sentences) else []


def timed_sentences(node: Node) -> list[str]:
    """Prose under a heading of its own, two sentences of which name a month: those are the work it promises."""
    if node.parent is None or node.parent.role != "entry" or node.parent.children:
        return []
    sentences = [part.strip() for part in re.split(r"(?<=[。！])", node.text) if part.strip()]
    timed = [part for part in sentences if any(mention.year is None for mention in mentions(plain(part)))]
    return timed if len(timed) >= 2 else []


def narrative_of(node: Node) -> str | None:
    """The heading above (or the piece itself) that says this is aims or background, not work."""
    above: Node | None = node
    while above is not None:
        if above is not node or node.role in {"heading", "entry"}:
            # 1、依据需求,编制预算… is a sentence of work; only a heading is named by its words before the comma.
            mark = above.piece.mark
            leaf = above.role == "entry" and not above.children and mark and mark.style in _LEAF_STYLES
            flat = SPREAD_LABEL.sub(r"\1\2", above.piece.flat.strip())
            title = re.split(r"[:。\s]" if leaf else r"[:。,\s]", flat, maxsplit=1)[0].strip()
            short = len(title) <= 16 and not (leaf and re.search(r",\s*\S", title))
            glued = GLUED_NARRATIVE.match(above.piece.flat) if mark and mark.style in {"cn", "part"} else None
            if glued and not short:
                return glued[0]
            heads = mark is None or mark.style in {"cn", "part", "cn_paren"} or above.children > 0
            if short and title.endswith("思路") and above.groups:
                return None  # 二、主要工作思路 with (一)1、2、 below is where such a plan keeps its measures
            aims = NARRATIVE.search(title) and not WORK_VERB.match(title)
            if short and (aims or (heads and ROSTER.match(title))) and not MEASURE.search(title):
                return title
            if short and above is not node and above.role == "heading" and MEASURE.search(title):
                return None  # 活动内容： under 四、活动时间： is the nearer name
        above = above.parent
    return None
