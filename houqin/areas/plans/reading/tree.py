"""The document as a tree: which headings a piece stands under, and the month or week in force there."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .fragments import Piece
from .period import Period
from .wording import SCHEDULE_TITLE

_HIGH = {"part", "cn", "cn_paren"}
_LOW = {"num", "num_paren", "num_right", "circled", "alpha", "bullet"}
_RANK = {"month": 1, "week": 2, "day": 3}
ATTACHMENT = re.compile(
    r"^附(?:件|表|录)?\s*[一二三四五六七八九十\d]?\s*[:、]|.{2,30}(?:安排表|一览表|行事历|日程表|内容安排|活动表|工作表|进度表)[:]?$"
)

# A collection goes on with its next plan below the last month of the one before: …春季工作计划, …计划2.
_NEXT_PLAN = re.compile(r"(?:学期|学年|20\d\d|[春秋]季).*计划|计划\s*\(?篇?\s*[\d一二三四五六七八九十]{1,2}\)?$")

# The document's own name heads everything, so it says nothing about where a piece stands.
_NAME = re.compile(
    r"(?:学期|学年|年度?|学校|小学|中学|幼儿园|部门?|处|室).*(?:计划|安排|行事历|方案|要点|[校周月日]历|日程|一览)(?:表)?|工作计划|^(?:行事历|校历)"
)


_LIST_TITLE = re.compile(r"(?:活动|工作|具体|主要|实施|时间)*(?:安排|内容|步骤|措施|事项|要求|流程)(?:如下)?\s*[:]?")


def names_document(flat: str) -> bool:
    return bool(_NAME.search(flat))


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
    particulars: list[Piece] = field(default_factory=list)
    """Its time, place and owner, on lines of their own below it."""
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


def path_of(node: Node) -> tuple[str, ...]:
    """The headings above: periods, titles of sections, and entries that have entries of their own."""
    titles: list[str] = []
    above = node.parent
    while above is not None:
        if above.role != "entry" or above.children:
            titles.append(above.period.label if above.role == "period" and above.period else _title(above.piece.body))
        above = above.parent
    return tuple(reversed(titles))


def _title(text: str) -> str:
    flat = re.split(r"[:：。]", text.strip(), maxsplit=1)[0]
    return flat.strip()[:40]


class Tree:
    """Grows piece by piece; each kind of piece closes the levels it ends."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.stack: list[_Open] = []
        self.by_week = False
        """Its calendar counts weeks and names no month, so 开学前 stands beside the weeks."""

    def add(self, node: Node) -> None:
        node.parent = next(
            (level.node for level in reversed(self.stack) if level.node is not node and level.node), None
        )
        node.depth = len(self.stack)
        if node.period is None:
            node.period = self.current()
        if node.parent is not None and node.role in {"entry", "period", "heading"}:
            node.parent.children += 1
            if node.parent.children == 1 and node.parent.parent is not None:
                node.parent.parent.groups += 1
        self.nodes.append(node)

    def current(self) -> Period | None:
        return next((level.period for level in reversed(self.stack) if level.period), None)

    def entry(self, piece: Piece) -> None:
        mark = piece.mark
        assert mark is not None
        node = Node(piece=piece, role="entry")
        if piece.head is not None and piece.head.separated and not piece.head.bare and not piece.head.period.soft:
            node.own_period = True
        self._leave_inner_list(piece)
        self._place(mark.style, mark.number)
        level = _Open(key=mark.style, number=mark.number, title=_title(piece.body), node=node)
        parent_levels = self.stack[:]
        self.stack = parent_levels
        self.add(node)
        if node.own_period and piece.head is not None:
            node.period = piece.head.period.inside(self.current())
        self.stack.append(level)

    def close_lists_of(self, piece: Piece, following: Piece | None) -> None:
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
        if self._restarts_inside(style, number):
            return
        same = [at for at in range(period_at + 1, len(self.stack)) if self.stack[at].key == style]
        if same:
            # A list that begins anew, and not right below its title, stands beside the outermost of its style.
            del self.stack[same[0] if number == 1 else same[-1] :]
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
        if period_at >= 0 and style == "part" and not outer:
            below = range(period_at + 1, len(self.stack))
            del self.stack[next((at for at in below if self.stack[at].key in _LOW), len(self.stack)) :]
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

    def _restarts_inside(self, style: str, number: int | None) -> bool:
        """六、具体安排 and right below it 一、二、三、: a list of its own in the same style."""
        last = self.nodes[-1] if self.nodes else None
        if number != 1 or last is None or not self.stack or self.stack[-1].node is not last:
            return False
        level = self.stack[-1]
        if sum(1 for other in self.stack if other.key == style and not other.period) > 1:
            return False  # nobody writes a list in a list in a list of one style
        titled = (level.number or 0) > 1 and _LIST_TITLE.fullmatch(last.piece.flat.strip())
        return level.key == style and (style == "cn" or bool(titled))

    def _leave_inner_list(self, piece: Piece) -> None:
        """四、活动要求 carries on the outer 三、具体安排, not the list of the same style inside it."""
        mark = piece.mark
        levels = [at for at, level in enumerate(self.stack) if mark and level.key == mark.style and not level.period]
        if mark is None or len(levels) < 2 or mark.number is None:
            return
        outer, inner = self.stack[levels[-2]], self.stack[levels[-1]]
        goes_on = mark.number == (outer.number or 0) + 1
        titled = len(piece.flat.strip()) <= 8 and not re.search(r"[,。;:]\s*\S", piece.flat)
        if goes_on and (titled or mark.number != (inner.number or 0) + 1):
            del self.stack[levels[-1] :]

    def period(self, piece: Piece) -> None:
        head = piece.head
        assert head is not None
        period = head.period
        weekly = period.week or period.end or (period.soft and self.by_week)
        single = period.weekday or (period.start and not period.end)
        rank = "day" if single else "week" if weekly else "month"
        self._close_for_period(piece, rank)
        node = Node(piece=piece, role="period", period=period.inside(self.current()))
        node.region = "/".join(level.key + level.title for level in self.stack) + (
            piece.mark.style if piece.mark else ""
        )
        self.add(node)
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

    def heading(self, piece: Piece, *, ends: bool = False) -> None:
        """``ends``: the calendar is over, whatever this one says."""
        opens = not piece.flat.endswith(":") and not any(node.role in {"title", "text"} for node in self.nodes)
        if self.at_start() and (names_document(piece.flat) or opens):
            self.add(Node(piece=piece, role="title"))
            return
        period_at = max((at for at, level in enumerate(self.stack) if level.period), default=-1)
        following_plan = _NEXT_PLAN.search(piece.flat) if period_at >= 0 else None
        month = self.stack[period_at].node if period_at >= 0 else None
        names_list = month is not None and not month.children and piece.flat.endswith(":")
        # 工作内容： right below a month names the month's own list
        outside = (
            ends
            or (SCHEDULE_TITLE.match(piece.flat) and not names_list)
            or ATTACHMENT.match(piece.flat)
            or following_plan
        )
        inside = period_at >= 0 and not outside
        if outside:
            self.stack = [] if period_at >= 0 or ATTACHMENT.match(piece.flat) else self._outer_sections()
        for at in range(len(self.stack) - 1, period_at if inside else -1, -1):
            if self.stack[at].key == "section" or (self.stack[at].key not in {"cn", "part", "cn_paren"}):
                del self.stack[at:]
        node = Node(piece=piece, role="heading")
        self.add(node)
        self.stack.append(_Open(key="section", number=None, title=_title(piece.body), node=node))

    def at_start(self) -> bool:
        return not self.stack and all(
            node.role in {"noise", "title", "text"} and not node.piece.mark for node in self.nodes
        )

    def _outer_sections(self) -> list[_Open]:
        return [level for level in self.stack[:2] if level.key in {"cn", "part"}]
