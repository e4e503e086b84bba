"""Which pieces are work, which are goals, which are left, and why. Dates and owners are worked out afterwards."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from .cells import split_clauses
from .clean import plain
from .dates import mentions
from .fragments import Piece
from .goals import find_measures
from .marks import parse_mark
from .model import Goal, Left
from .outline import Node
from .owners import split_owners
from .periods import Period

_NARRATIVE = re.compile(
    r"指导思想|工作思路|总体思路|工作理念|总体要求|工作目标|总体目标|总目标|具体目标|^目标|奋斗目标|管理目标|目标$|基本情况|情况分析|现状|概况|背景|工作方针|工作宗旨|工作原则|^原则|^宗旨"
    r"|回顾|存在的?(?:主要)?问题|成绩|不足|反思|^前言|^引言|^依据|^意义|形势|^结语|^总之|工作要旨|口号|活动(?:主题|目的|时间|地点|对象)|参加(?:对象|人员)"
)
_ROSTER = re.compile(
    r"^(?:成立)?.{0,12}(?:组织机构|领导小组|工作小组|组织领导|组织网络|人员组成|工作网络|人员分工)(?:成员|名单|及.{0,8})?[:]?$"
)
_ROSTER_LINE = re.compile(
    r"^(?:常务)?(?:总指挥|副?组\s*长|组\s*员|成\s*员|主任委员|副?主任|委员|联络员|副总指挥)\s*[:]"
)
_MEASURE = re.compile(r"措施|重点|任务|安排|内容|要点|做法|活动(?!主题|目的)|步骤|行事历")
_CLOSING = re.compile(
    r"^(?:总之|以上|综上|新的?学[年期]|新的一[年学]|在新的|在今后|今后|我们将|我们相信|相信|让我们|希望|展望|结语|结束语|一份耕耘|特此|本计划|此计划|注[:]|备注[:]|说明[:]|未尽事宜|通过以上)"
)
_CLOSING_INSIDE = re.compile(r"我们(?:将|一定|要|会|相信|坚信)|而努力|贡献力量|保驾护航|更上一层楼")
_SIGNATURE = re.compile(
    r"^[^,。;:、\t\d]{2,24}(?:学校|小学|中学|幼儿园|总务处|后勤处|保障处|政教处|教务处|教导处|德育处|办公室|安全办|中心校|校区|学院|保卫处|卫生室|医务室|校长室|工会|(?:学校|中学|小学|后勤)(?:部|中心|办|组))\s*(?:[\d〇○零一二三四五六七八九O年.\-/月日\s]*)$"
)
_DATE_LINE = re.compile(
    r"^[(]?(?:20\d{2}|二[〇○零O0][〇○零一二三四五六七八九\d]{2}|20_+|20[xX×*]+|[xX×*]+)\s*[年./-]\s*[\d一二三四五六七八九十xX×*_]{0,3}\s*[月./-]?\s*[\d一二三四五六七八九十xX×*_]{0,3}\s*日?[)]?$"
)
_DOC_TITLE = re.compile(
    r"(?:计划|安排|行事历|方案|要点|校历|日程|安排表|一览表|工作历|大事记)(?:表)?(?:[(（].{0,20}[)）])?\s*(?:篇|范文)?\s*[一二三四五六七八九十\d]{0,2}$"
)


_CALENDAR_TITLE = re.compile(r"安排|行事|日程|进度|时间|月")
# Lines in a month that inform and ask for nothing.
_NOTICE = re.compile(r"^(?:主要|重要)?(?:节日|纪念日|宣传日)\s*[:]|^(?:本月|活动|教育|月|黑板报|德育|周)?主题\s*[:]")


@dataclass
class Draft:
    pieces: list[tuple[int, str]]
    title: str
    period: Period | None
    path: tuple[str, ...]
    owners: tuple[str, ...] = ()
    place: str | None = None
    detail: str = ""
    why: str = ""
    lines: list[int] = field(default_factory=list)

    @property
    def line(self) -> int:
        return self.pieces[0][0] if self.pieces else self.lines[0]


@dataclass
class Judged:
    drafts: list[Draft] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)

    def leave(self, piece: Piece, why: str) -> None:
        self.left.append(Left(line=piece.line.number, text=piece.text, why=why))


def has_schedule(nodes: Sequence[Node]) -> bool:
    """Months or weeks as headings with work under them; one such heading is enough when it holds a good share."""
    filled: dict[int, int] = {}
    leaves = 0
    for node in nodes:
        if (
            node.role == "period"
            and node.period
            and not node.period.soft
            and node.piece.head
            and not node.piece.head.bare
        ):
            filled[id(node)] = filled.get(id(node), 0) + 1
        if node.role in {"entry", "text"} and not node.children:
            leaves += node.role == "entry"
            holder = _holder(node)
            if holder is not None and holder.period and not holder.period.soft:
                filled[id(holder)] = filled.get(id(holder), 0) + 1
    if len(filled) >= 2 or _dated_entries(nodes):
        return True
    return sum(filled.values()) >= 2 and sum(filled.values()) >= 0.3 * leaves


def _dated_entries(nodes: Sequence[Node]) -> set[int]:
    """The lists (by the heading they stand under) whose entries each open with a month: 1、9月份：… 2、10月份：…"""
    months: dict[int, set[int]] = {}
    for node in nodes:
        above = node.parent.piece.flat if node.parent is not None else "安排"
        if node.own_period and node.period and node.period.months and _CALENDAR_TITLE.search(above):
            months.setdefault(id(node.parent), set()).add(node.period.months[0])
    return {key for key, named in months.items() if len(named) >= 3}


def _holder(node: Node) -> Node | None:
    above = node.parent
    while above is not None and above.role != "period":
        above = above.parent
    return above


def judge(nodes: Sequence[Node], *, scheduled: bool) -> Judged:
    """``scheduled`` is true when the plan has a calendar part, in the text or as a table."""
    return _Scheduled(nodes).judge() if scheduled else _Measures(nodes).judge()


class _Judge:
    def __init__(self, nodes: Sequence[Node]) -> None:
        self.nodes = nodes
        self.out = Judged()
        self.last: Draft | None = None
        self.last_node: Node | None = None

    def judge(self) -> Judged:
        for at, node in enumerate(self.nodes):
            if node.role == "noise":
                self.out.leave(node.piece, f"网页或页面上的文字：{node.piece.noise}")
            elif node.role == "title":
                self.out.leave(node.piece, "标题：文件名称")
            elif node.role == "owner" and self.last is not None and not self._signs(node, at):
                self.last.owners += split_owners(node.piece.body)
                self.last.lines.append(node.piece.line.number)
            else:
                self.one(node, at)
        return self.out

    def one(self, node: Node, at: int) -> None:
        raise NotImplementedError

    def _signs(self, node: Node, at: int) -> bool:
        """The school's name under the plan is a signature, unless entries above have such lines too."""
        ends = all(
            later.role == "noise" or _DATE_LINE.match(later.piece.flat.strip()) for later in self.nodes[at + 1 :]
        )
        others = sum(1 for other in self.nodes if other.role == "owner" and ":" not in other.piece.flat)
        return ends and ":" not in node.piece.flat and others == 1

    def work(self, node: Node, why: str, *, text: str | None = None) -> None:
        body = node.text if text is None else text
        lines = [node.piece.line.number, *(piece.line.number for piece in node.body)]
        self.last = Draft(
            pieces=[(node.piece.line.number, body)],
            title=body,
            period=node.period,
            path=node.path,
            why=why,
            lines=lines,
        )
        self.last_node = node
        self.out.drafts.append(self.last)

    def own(self, node: Node) -> None:
        """1、2月份：春节值班；开学物资采购。"""
        head = node.piece.head
        assert head is not None
        for part in split_clauses(node.text[head.end :].strip()):
            self.work(node, f"“{node.piece.body[: head.end].strip(' ：:')}”之后的内容", text=part)

    def explain(self, node: Node) -> None:
        """Prose under an entry belongs to it."""
        assert self.last is not None
        self.last.detail = (self.last.detail + "\n" + node.text).strip()
        self.last.lines += [node.piece.line.number, *(piece.line.number for piece in node.body)]

    def leave_or_measure(self, node: Node, why: str) -> None:
        measures = find_measures(node.text)
        for measure in measures:
            self.out.goals.append(
                Goal(
                    line=node.piece.line.number,
                    text=measure.text,
                    figure=measure.figure,
                    operator=measure.operator,
                    value=measure.value,
                    unit=measure.unit,
                    why=measure.why,
                )
            )
        for piece in ([] if measures else [node.piece]) + node.body:
            self.out.leave(piece, why)

    def closing(self, node: Node, at: int) -> str | None:
        flat = node.piece.flat.strip()
        rest = [later for later in self.nodes[at + 1 :] if later.role not in {"noise"}]
        near_end = len(rest) <= 3 or rest[0].role == "heading"
        if _DATE_LINE.match(flat):
            return "落款日期"
        if near_end and node.piece.mark is None and (node.role == "owner" or _SIGNATURE.match(flat)):
            return "落款"
        if node.piece.mark is None and (
            _CLOSING.match(flat) or (near_end and len(flat) > 25 and _CLOSING_INSIDE.search(flat))
        ):
            return "结束语或说明，不是一件工作"
        return None


class _Scheduled(_Judge):
    """The plan has a calendar: what stands in it is work, what stands before and after is left."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        super().__init__(nodes)
        self.dated = _dated_entries(nodes)
        self.regions = {node.region for node in nodes if node.role == "period" and node.period and not node.period.soft}

    def one(self, node: Node, at: int) -> None:
        if node.role == "period":
            self.period(node, at)
        elif node.role == "heading":
            self.out.leave(node.piece, f"标题：{node.piece.body}")
        elif self._left_over(node, at):
            self.work(node, "开头接着上一页的编号，月份不明")
        elif not self.in_calendar(node):
            self.last = None
            self.outside(node, at)
        elif node.role == "entry":
            if node.children:
                self.out.leave(node.piece, f"标题：{node.piece.body}")
            elif not plain(node.text).strip(" .。、"):
                self.out.leave(node.piece, "只有序号，没有内容")
            elif node.own_period:
                self.own(node)
            else:
                self.work(node, self.because(node))
        else:
            self.text(node, at)

    def _left_over(self, node: Node, at: int) -> bool:
        """A list that opens the document at 2 or later, right above the first month, was cut off from its own."""
        mark = node.piece.mark
        if mark is None or mark.style not in {"num", "num_paren", "circled"} or node.children:
            return False
        above = [earlier for earlier in self.nodes[:at] if earlier.role != "noise"]
        if any(earlier.role != "entry" for earlier in above):
            return False
        first = (above[0] if above else node).piece.mark
        return first is not None and first.number is not None and first.number > 1

    def in_calendar(self, node: Node) -> bool:
        holder = _holder(node)
        if holder is None or holder.period is None:
            return node.role == "entry" and id(node.parent) in self.dated
        return not holder.period.soft or holder.region in self.regions

    def period(self, node: Node, at: int) -> None:
        head = node.piece.head
        assert head is not None
        rest = "" if head.bare else node.piece.body[head.end :].strip()
        rest += "".join(piece.text for piece in node.body)
        mark = parse_mark(plain(rest))
        rest = rest[mark.length :] if mark else rest
        if not rest.strip(" 。:：、") or self._is_theme(node, rest, at):
            self.out.leave(node.piece, f"标题：{node.piece.text.strip()}")
            return
        if node.period is not None and node.period.soft and node.region not in self.regions:
            self.leave_or_measure(node, _outside_reason(node))
            return
        for part in split_clauses(rest):
            self.work(node, f"“{node.piece.body[: head.end].strip(' ：:')}”之后的内容", text=part)

    def _is_theme(self, node: Node, rest: str, at: int) -> bool:
        """「一月：新年新起点」 with its own list below: a motto, not a task."""
        if re.search(r"月$", rest.strip(" 。")) and len(rest) <= 14:
            return True
        following = self._next(at)
        listed = following is not None and following.role == "entry" and following.parent is node
        first = following.piece.mark if listed and following is not None else None
        return (
            first is not None and first.number in {None, 1} and len(rest) <= 16 and not re.search(r"[,，。;；、]", rest)
        )

    def _next(self, at: int) -> Node | None:
        return next((later for later in self.nodes[at + 1 :] if later.role != "noise"), None)

    def _is_motto(self, node: Node, at: int) -> bool:
        """安全工作 / 检查月 on lines of their own between the month and its list."""
        before = next((earlier for earlier in reversed(self.nodes[:at]) if earlier.role != "noise"), None)
        following = self._next(at)
        flat = node.piece.flat.strip()
        if before is None or before.role != "period" or len(flat) > 10 or re.search(r"[,。;:、]", flat):
            return False
        return flat.endswith("月") or (following is not None and following.role == "heading")

    def because(self, node: Node) -> str:
        label = node.period.label if node.period else ""
        mark = node.piece.mark.text if node.piece.mark else ""
        return f"“{label}”下编号“{mark}”" if mark else f"“{label}”下的一段"

    def text(self, node: Node, at: int) -> None:
        why = self.closing(node, at)
        if why:
            self.leave_or_measure(node, why)
            self.last = None
        elif self._is_motto(node, at) or _NOTICE.match(node.piece.flat):
            self.out.leave(node.piece, f"主题：{node.piece.body}")
        elif self.last is not None and self._explains(node, at):
            self.explain(node)
        else:
            self.work(node, self.because(node))

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
        short_above = len(above.piece.body) <= 20 or plain(above.piece.body).rstrip().endswith(":")
        return len(node.text) > 30 and short_above and (goes_on or len(node.text) > 60)

    def outside(self, node: Node, at: int) -> None:
        if node.role == "entry" and node.children and len(node.piece.body) <= 60:
            self.out.leave(node.piece, f"标题：{node.piece.body}")
            return
        why = _title_reason(node, at) or self.closing(node, at) or _outside_reason(node)
        self.leave_or_measure(node, why)


class _Measures(_Judge):
    """The plan has no calendar: its numbered measures are the work."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        super().__init__(nodes)
        self.numbered = any(self._is_measure(node) for node in nodes)
        self.lists = self._dated_lists()

    def _dated_lists(self) -> set[int]:
        """Headings with two or more lines below that each open with a day: 5月25日活动布置…"""
        dated = [id(node.parent) for node in self.nodes if node.role == "text" and _dated_sentences(node)]
        return {parent for parent in dated if dated.count(parent) >= 2}

    def _is_measure(self, node: Node) -> bool:
        return node.role == "entry" and not node.children and _narrative_of(node) is None

    def one(self, node: Node, at: int) -> None:
        narrative = _narrative_of(node)
        flat = node.piece.flat.strip()
        if narrative is not None:
            self.last = None
            is_head = narrative in flat and len(flat) <= 40 and node.role != "text"
            self.leave_or_measure(node, f"标题：{node.piece.body}" if is_head else f"属于“{narrative}”，不是一件工作")
        elif _ROSTER_LINE.match(flat):
            self.out.leave(node.piece, "人员名单")
        elif node.role in {"heading", "period"} and not self._glued(node):
            self.last = None
            self.out.leave(node.piece, f"标题：{node.piece.body}")
        elif node.role == "entry" and (node.children or id(node) in self.lists):
            self.last = None
            self.out.leave(node.piece, f"标题：{node.piece.body}")
        elif node.role == "entry" and node.own_period:
            self.own(node)
        elif node.role in {"entry", "period"} and flat.strip(" .。、"):
            self.work(
                node, f"计划没有按月安排，编号“{node.piece.mark.text if node.piece.mark else ''}”的措施算一件工作"
            )
        else:
            self.text(node, at)

    def _glued(self, node: Node) -> bool:
        return node.role == "period" and node.piece.head is not None and not node.piece.head.bare

    def text(self, node: Node, at: int) -> None:
        why = _title_reason(node, at) or self.closing(node, at)
        dated = [] if why else _dated_sentences(node)
        if why:
            self.leave_or_measure(node, why)
        elif dated and (not self.numbered or self.last is None or id(node.parent) in self.lists):
            for sentence in dated:
                self.work(node, "文中写明了时间", text=sentence)
        elif self.last is not None and self.last_node is not None and self.last_node.role == "entry":
            self.explain(node)
        elif self.numbered or node.parent is None or len(node.text) < 6:
            self.leave_or_measure(node, "说明文字，没有编号，也没有时间")
        else:
            self.work(node, f"计划没有按月安排，“{node.path[-1] if node.path else ''}”下的一段算一件工作")


def _dated_sentences(node: Node) -> list[str]:
    """9月初组织培训。10月开展体检。: prose in which each sentence names its time."""
    sentences = [part.strip() for part in re.split(r"(?<=[。；;！])", node.text) if part.strip()]
    leading = [part for part in sentences if any(mention.at <= 2 for mention in mentions(plain(part)))]
    return sentences if leading and len(leading) == len(sentences) else []


def _narrative_of(node: Node) -> str | None:
    """The heading above (or the piece itself) that says this is aims or background, not work."""
    above: Node | None = node
    while above is not None:
        if above is not node or node.role in {"heading", "entry"}:
            title = re.split(r"[:。,]", above.piece.flat, maxsplit=1)[0].strip()
            short = len(title) <= 16
            if short and (_NARRATIVE.search(title) or _ROSTER.match(title)) and not _MEASURE.search(title):
                return title
        above = above.parent
    return None


def _title_reason(node: Node, at: int) -> str | None:
    flat = node.piece.flat.strip()
    if node.piece.mark is None and at <= 6 and len(flat) <= 60 and _DOC_TITLE.search(flat):
        return "标题：文件名称"
    return "落款日期" if _DATE_LINE.match(flat) else None


def _outside_reason(node: Node) -> str:
    top = node
    while top.parent is not None:
        top = top.parent
    section = re.split(r"[:：。]", top.piece.body, maxsplit=1)[0] if top is not node else ""
    if not section:
        return "开头或结尾的说明文字，不在按时间安排的部分里"
    return f"属于“{section}”，计划另有按时间的安排，这里是说明文字"
