"""From pieces to a tree: which headings a piece stands under, which month or week is in force, what has children."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from .clean import plain
from .fragments import SCHEDULE_TITLE, Piece
from .owners import is_owner_text
from .periods import Period, PeriodHead

_TERMINAL = "。;!?:.…)"
_HEADING_WORDS = re.compile(
    r"(?:工作|安排|计划|要点|措施|目标|思想|重点|内容|任务|方面|管理|安全|活动|建设|教育|要求|保障|服务|思路|情况|制度|分析|职责|小组)[:]?$"
)
_HIGH = {"part", "cn", "cn_paren"}
_LOW = {"num", "num_paren", "num_right", "circled", "alpha", "bullet"}
_RANK = {"month": 1, "week": 2, "day": 3}


@dataclass
class Node:
    """A piece with its place in the document. ``role`` is title, period, entry, heading, text, owner or noise."""

    piece: Piece
    role: str
    path: tuple[str, ...] = ()
    period: Period | None = None
    parent: Node | None = None
    depth: int = 0
    children: int = 0
    groups: int = 0
    """Entries below that have entries of their own."""
    body: list[Piece] = field(default_factory=list)
    own_period: bool = False
    """The period belongs to this entry alone (1、9月份：…)."""
    caption: bool = False
    """Names the table below it."""
    region: str = ""
    """Key of the list of periods this one belongs to; sibling months share it."""

    @property
    def text(self) -> str:
        return self.piece.body + "".join(piece.text for piece in self.body)


@dataclass
class _Open:
    key: str
    number: int | None
    title: str
    node: Node | None
    period: Period | None = None


def _path(node: Node) -> tuple[str, ...]:
    """The headings above: periods, titles of sections, and entries that have entries of their own."""
    titles: list[str] = []
    above = node.parent
    while above is not None:
        if above.role != "entry" or above.children:
            titles.append(above.period.label if above.role == "period" and above.period else _title(above.piece.body))
        above = above.parent
    return tuple(reversed(titles))


class _Builder:
    def __init__(self, found: Sequence[Piece]) -> None:
        self.found = found
        self.nodes: list[Node] = []
        self.stack: list[_Open] = []
        self.wrap = wrap_width(found)
        self.weeks = sum(1 for piece in found if piece.head is not None and piece.head.period.week)
        self.gappy = sum(1 for piece in found if piece.gap) > 0.4 * len(found)

    def build(self) -> list[Node]:
        for at, piece in enumerate(self.found):
            following = next((later for later in self.found[at + 1 :] if later.noise is None), None)
            piece = _settled(piece, following)
            before = self.nodes[-1] if self.nodes else None
            if piece.noise is not None:
                self._add(Node(piece=piece, role="noise"))
            elif before is not None and self._continues(piece, following):
                self._joined().body.append(piece)
            elif piece.head is not None and self._is_period(piece, following):
                self._period(piece)
            elif piece.mark is not None:
                self._close_lists_of(piece, following)
                self._entry(piece)
            elif (
                not _opens_list(following)
                and is_owner_text(piece.body, names=False)
                and len(piece.body) <= 40
                and self._in_list()
            ):
                self._add(Node(piece=piece, role="owner"))
            elif self._is_heading(piece, following):
                self._heading(piece)
            else:
                self._add(Node(piece=piece, role="text"))
        for node in self.nodes:
            node.path = _path(node)
        return self.nodes

    # -- the tree -----------------------------------------------------------------------------

    def _add(self, node: Node) -> None:
        node.parent = next(
            (level.node for level in reversed(self.stack) if level.node is not node and level.node), None
        )
        node.depth = len(self.stack)
        if node.period is None:
            node.period = self._current()
        if node.parent is not None and node.role in {"entry", "period", "heading"}:
            node.parent.children += 1
            if node.parent.children == 1 and node.parent.parent is not None:
                node.parent.parent.groups += 1
        self.nodes.append(node)

    def _current(self) -> Period | None:
        return next((level.period for level in reversed(self.stack) if level.period), None)

    def _entry(self, piece: Piece) -> None:
        mark = piece.mark
        assert mark is not None
        node = Node(piece=piece, role="entry")
        if piece.head is not None and piece.head.separated and not piece.head.bare and not piece.head.period.soft:
            node.own_period = True
        self._place(mark.style, mark.number)
        level = _Open(key=mark.style, number=mark.number, title=_title(piece.body), node=node)
        parent_levels = self.stack[:]
        self.stack = parent_levels
        self._add(node)
        if node.own_period and piece.head is not None:
            node.period = piece.head.period.inside(self._current())
        self.stack.append(level)

    def _close_lists_of(self, piece: Piece, following: Piece | None) -> None:
        """1、2、3、 then (一) with a 1、 of its own: the (一) opens a group beside that list, not inside its last entry."""
        mark, after = piece.mark, following.mark if following else None
        if mark is None or after is None or mark.style != "cn_paren" or after.number != 1:
            return
        inside = next(
            (at for at, level in enumerate(self.stack) if level.key == after.style and not level.period), None
        )
        if inside is not None and all(level.key != mark.style for level in self.stack):
            del self.stack[inside:]

    def _place(self, style: str, number: int | None) -> None:
        """Close the levels this mark ends. Inside a month, a mark seen further out ends the month only when it
        carries the outer count on; when it restarts at one it is the month's own list."""
        period_at = max((at for at, level in enumerate(self.stack) if level.period), default=-1)
        for at in range(len(self.stack) - 1, period_at, -1):
            if self.stack[at].key == style:
                del self.stack[at:]
                return
        if style in {"cn", "part"} and period_at < 0 and all(level.key != style for level in self.stack):
            # A 一、 never stands under a 1、 or A、 when it was not seen further out.
            low = next((at for at, level in enumerate(self.stack) if level.key in _LOW), len(self.stack))
            del self.stack[low:]
            return
        outer = any(level.key == style for level in self.stack[: period_at + 1])
        if (
            period_at >= 0
            and style in _HIGH
            and not outer
            and len(self.stack) > period_at + 1
            and self.stack[period_at + 1].key in _LOW
        ):
            # A 一、 after the month's own 1、2、3、 opens a new part of the plan; a （一） only a new group.
            del self.stack[period_at if style != "cn_paren" else period_at + 1 :]
            return
        for at in range(period_at, -1, -1):
            level = self.stack[at]
            if level.key == style and (number is None or level.number is None or number == level.number + 1):
                if number is None and at <= period_at:
                    continue
                del self.stack[at:]
                return
            if (
                level.key == style
                and number is not None
                and level.number is not None
                and number > level.number + 1
                and number > 2
            ):
                del self.stack[at:]
                return

    def _period(self, piece: Piece) -> None:
        head = piece.head
        assert head is not None
        period = head.period
        rank = "day" if period.start and not period.end else "week" if period.week or period.end else "month"
        self._close_for_period(piece, rank)
        node = Node(piece=piece, role="period", period=period.inside(self._current()))
        node.region = "/".join(level.key + level.title for level in self.stack) + (
            piece.mark.style if piece.mark else ""
        )
        self._add(node)
        key = piece.mark.style if piece.mark else rank
        number = piece.mark.number if piece.mark else None
        self.stack.append(_Open(key=key, number=number, title=period.label, node=node, period=node.period))

    def _close_for_period(self, piece: Piece, rank: str) -> None:
        for at, level in enumerate(self.stack):
            if level.period is None:
                continue
            same_mark = piece.mark is not None and level.key == piece.mark.style
            if same_mark or (piece.mark is None and _RANK.get(level.key, 9) >= _RANK[rank]):
                del self.stack[at:]
                return
        if piece.mark is not None:
            self._place(piece.mark.style, piece.mark.number)
        elif not any(level.period for level in self.stack):
            # An unnumbered month stands under the section, not under the last numbered entry before it.
            while self.stack and (self.stack[-1].key not in {"cn", "part", "cn_paren", "section"}):
                self.stack.pop()

    def _heading(self, piece: Piece) -> None:
        opens = not piece.flat.endswith(":") and not any(node.role in {"title", "text"} for node in self.nodes)
        if self._at_start() and (names_document(piece.flat) or opens):
            self._add(Node(piece=piece, role="title"))
            return
        period_at = max((at for at, level in enumerate(self.stack) if level.period), default=-1)
        following_plan = _NEXT_PLAN.search(piece.flat) if period_at >= 0 else None
        outside = SCHEDULE_TITLE.match(piece.flat) or _ATTACHMENT.match(piece.flat) or following_plan
        inside = period_at >= 0 and not outside
        if outside:
            self.stack = [] if period_at >= 0 or _ATTACHMENT.match(piece.flat) else self._outer_sections()
        for at in range(len(self.stack) - 1, period_at if inside else -1, -1):
            if self.stack[at].key == "section" or (self.stack[at].key not in {"cn", "part", "cn_paren"}):
                del self.stack[at:]
        node = Node(piece=piece, role="heading")
        self._add(node)
        self.stack.append(_Open(key="section", number=None, title=_title(piece.body), node=node))

    def _at_start(self) -> bool:
        return not self.stack and all(
            node.role in {"noise", "title", "text"} and not node.piece.mark for node in self.nodes
        )

    def _outer_sections(self) -> list[_Open]:
        return [level for level in self.stack[:2] if level.key in {"cn", "part"}]

    # -- what a piece is ----------------------------------------------------------------------

    def _joined(self) -> Node:
        return next(node for node in reversed(self.nodes) if node.role != "noise")

    def _in_list(self) -> bool:
        return bool(self.nodes) and self.nodes[-1].role in {"entry", "text", "owner"} and self._current() is not None

    def _is_period(self, piece: Piece, following: Piece | None) -> bool:
        head = piece.head
        assert head is not None
        current = self._current()
        if head.period.soft and current is not None and current.months and not self._stands_with_months(piece, head):
            return False
        if head.period.soft:
            return (
                head.separated
                and (head.bare or plain(piece.body)[: head.end].rstrip().endswith(":"))
                and (following is not None)
            )
        if head.bare:
            if head.tail and self._at_start() and following is not None and names_document(following.flat):
                return False  # 5月养护计划 above 年度养护计划: two titles
            if head.tail and head.period.week and self.weeks == 1 and self._at_start():
                return False  # 第二周工作计划: the one week the whole plan is for
            if head.period.year and head.period.start and piece.mark is None:
                return False
            if head.period.end and piece.mark is None and "(" in piece.flat and head.tail and len(piece.flat) > 30:
                return False
            return (
                not head.tail
                or _ends_like_heading(piece.flat)
                or (following is not None and following.mark is not None and following.mark.number == 1)
            )
        if piece.mark is not None and (head.period.start is not None or len(piece.body) - head.end > 2):
            # 1、9月份：… is one entry with its own month; 一、九月份 1、… is a heading, cut before the 1.
            return False
        if head.period.start is not None and head.period.end is None:
            return ":" in plain(piece.body)[: head.end]
        return head.separated

    def _stands_with_months(self, piece: Piece, head: PeriodHead) -> bool:
        """期末 after 十二月, or 四、常规工作 after 三、十一月: a sibling of the months, not work inside one."""
        if piece.mark is None:
            return head.period.names_time
        return any(level.period and level.key == piece.mark.style for level in self.stack)

    def _is_heading(self, piece: Piece, following: Piece | None) -> bool:
        flat = piece.flat
        if SCHEDULE_TITLE.match(flat) or _ATTACHMENT.match(flat):
            return len(flat) <= 40
        if following is None or len(flat) > 30 or flat.endswith(("。", ";", ",", "、")):
            return False
        if _opens_list(following):
            return True
        if self._current() is not None:
            return flat.endswith(":") and len(flat) <= 20
        return len(flat) <= 20 and (flat.endswith(":") or bool(_HEADING_WORDS.search(flat)))

    def _continues(self, piece: Piece, following: Piece | None) -> bool:
        """A line that goes on from the one before: no mark, and the one before broke off in mid-sentence."""
        before = self._joined() if any(node.role != "noise" for node in self.nodes) else None
        if before is not None and piece.carried:
            return True
        if before is None or piece.mark is not None or not piece.first or before.role not in {"entry", "text"}:
            return False
        if piece.head is not None and piece.head.bare and not piece.head.period.soft:
            return False
        if before.piece.mark is not None and not before.piece.body and not before.body:
            return True  # the number stands alone, its words on the next line
        last = before.body[-1] if before.body else before.piece
        ended = plain(last.text).rstrip()[-1:]
        start = piece.flat[:1]
        if start in ",、。;)”》:" and start:
            return True
        if ended in _TERMINAL:
            return False
        if ended in ",、(“《和及与的":
            return not is_owner_text(piece.body) or ended in "和及与的、,"
        if piece.gap and not self.gappy and not _resumes(before, following):
            return False
        full = self.wrap and len(last.line.text.rstrip()) >= self.wrap - 3
        return bool(full) and not (SCHEDULE_TITLE.match(piece.flat) and len(piece.flat) < 20)


_ATTACHMENT = re.compile(
    r"^附(?:件|表|录)?\s*[一二三四五六七八九十\d]?\s*[:、]|.{2,30}(?:安排表|一览表|行事历|日程表|内容安排|活动表|工作表|进度表)[:]?$"
)

# A collection goes on with its next plan below the last month of the one before: …春季工作计划, …计划2.
_NEXT_PLAN = re.compile(r"(?:学期|学年|20\d\d|[春秋]季).*计划|计划\s*\(?篇?\s*[\d一二三四五六七八九十]{1,2}\)?$")

# The document's own name heads everything, so it says nothing about where a piece stands.
_NAME = re.compile(
    r"(?:学期|学年|年度?|学校|小学|中学|幼儿园|部门?|处|室).*(?:计划|安排|行事历|方案|要点|[校周月日]历|日程|一览)(?:表)?|工作计划|^(?:行事历|校历)"
)


def _settled(piece: Piece, following: Piece | None) -> Piece:
    """三月主题：交通安全 heads the list below it; with no list below, the theme is what the month is for."""
    head = piece.head
    listed = following is not None and following.mark is not None and following.head is None
    if head is None or head.theme_at is None or listed:
        return piece
    return replace(piece, head=replace(head, end=head.theme_at, bare=False))


def _opens_list(piece: Piece | None) -> bool:
    """The next line is entry 1, so this one heads a list."""
    return (
        piece is not None
        and piece.mark is not None
        and piece.mark.number == 1
        and piece.first
        and piece.mark.style != "bullet"
    )


def names_document(flat: str) -> bool:
    return bool(_NAME.search(flat))


def _resumes(before: Node, following: Piece | None) -> bool:
    """The list goes on with the next number after this line: a page break fell inside an entry."""
    mark, after = before.piece.mark, following.mark if following else None
    return bool(mark and after and mark.number and after.number == mark.number + 1)


def _ends_like_heading(flat: str) -> bool:
    return bool(re.search(r"(?:安排|计划|内容|要点|重点|任务|事项|行事历|如下|:|工作)\s*[:]?$", flat))


def _title(text: str) -> str:
    flat = re.split(r"[:：。]", text.strip(), maxsplit=1)[0]
    return flat.strip()[:40]


def wrap_width(found: Sequence[Piece]) -> int | None:
    """The column at which lines were broken by hand, when there is one."""
    lengths = sorted(
        {piece.line.number: len(piece.line.text.rstrip()) for piece in found if piece.noise is None}.values(),
        reverse=True,
    )
    if len(lengths) < 6:
        return None
    longest = lengths[0]
    near = sum(1 for length in lengths if length >= longest - 3)
    return longest if 18 <= longest <= 70 and near >= max(3, len(lengths) // 8) else None


def outline(found: Sequence[Piece]) -> list[Node]:
    return _Builder(found).build()
