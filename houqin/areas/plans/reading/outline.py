"""What each piece is: title, month, entry, heading, text, a line that goes on; and so where it stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice, pairwise

from .clean import plain
from .fragments import Piece
from .owners import is_owner_text
from .particulars import goes_on_listing, has_particulars, is_particular
from .period import PeriodHead
from .periods import MONTHS
from .tree import ATTACHMENT, Node, Tree, names_document, path_of
from .wording import MEASURE, NARRATIVE, PROMISE, SCHEDULE_TITLE, TERM_NAME

_TERMINAL = "。;!?:.…)"
_HEADING_WORDS = re.compile(
    r"(?:工作|安排|计划|要点|措施|目标|思想|重点|内容|任务|方面|管理|安全|活动|建设|教育|要求|保障|服务|思路|情况|制度|分析|职责|小组)[:]?$"
)


_BRACKETED = re.compile(
    r"[【〖\[][^【】〖〗\[\]]{2,12}[】〗\]]"
)  # 【校园绿化】 alone on a line names what stands below
_MONTH_OF_THEME = re.compile(r"[\u4e00-\u9fff]{2,8}月")


class _Builder(Tree):
    def __init__(self, found: Sequence[Piece]) -> None:
        super().__init__()
        self.found = found
        self.wrap = wrap_width(found)
        heads = [piece.head for piece in found if piece.head is not None]
        self.weeks = sum(1 for head in heads if head.period.week)
        self.by_week = self.weeks >= 2 and not any(head.period.is_month for head in heads)
        self.lined = sum(1 for head in heads if head.period.is_month and head.separated and not head.bare)
        self.last_month = max((at for at, piece in enumerate(found) if _names_months(piece)), default=0)
        tails = [after_months(piece.flat) for piece in found if piece.head is not None and piece.head.tail]
        self.tails = Counter(tail for tail in tails if tail)
        self.titled = sum(1 for one, other in pairwise(found) if _titles(one, other)) >= 3
        self.gappy = sum(1 for piece in found if piece.gap) > 0.4 * len(found)

    def build(self) -> list[Node]:
        for at, piece in enumerate(self.found):
            following = next((later for later in islice(self.found, at + 1, None) if later.noise is None), None)
            piece = _settled(piece, following)
            before = self.nodes[-1] if self.nodes else None
            if piece.noise is not None:
                self.add(Node(piece=piece, role="noise"))
            elif before is not None and self._is_particular(piece, before, at):
                before.particulars.append(piece)
            elif before is not None and self._continues(piece, following):
                self._joined().body.append(piece)
            elif piece.head is not None and self._is_period(piece, following):
                self.period(piece)
            elif piece.mark is not None:
                self.close_lists_of(piece, following)
                self.entry(piece)
            elif (
                not _opens_list(following)
                and is_owner_text(piece.body, names=False)
                and len(piece.body) <= 40
                and self._in_list()
            ):
                self.add(Node(piece=piece, role="owner"))
            elif self._is_heading(piece, following):
                aim = at > self.last_month and self._is_aim(piece)
                self.heading(piece, ends=aim or TERM_NAME.fullmatch(piece.flat.strip()) is not None)
            else:
                self.add(Node(piece=piece, role="text"))
        for node in self.nodes:
            node.path = path_of(node)
        return self.nodes

    def _joined(self) -> Node:
        return next(node for node in reversed(self.nodes) if node.role != "noise")

    def _in_list(self) -> bool:
        return bool(self.nodes) and self.nodes[-1].role in {"entry", "text", "owner"} and self.current() is not None

    def _is_particular(self, piece: Piece, before: Node, at: int) -> bool:
        if before.role == "entry" and before.particulars and goes_on_listing(before.particulars[-1], piece):
            return True
        if before.role != "entry" or not is_particular(piece):
            return False
        below = [later for later in self.found[at : at + 16] if later.noise is None]
        return bool(before.particulars) or has_particulars(before.piece, below[:8])

    def _is_period(self, piece: Piece, following: Piece | None) -> bool:
        head = piece.head
        assert head is not None
        current = self.current()
        if (
            head.period.soft
            and current is not None
            and current.months
            and not self._stands_with_months(piece, head, following)
        ):
            return False
        if head.period.soft:
            return (
                head.separated
                and (head.bare or plain(piece.body)[: head.end].rstrip().endswith(":"))
                and (following is not None or not head.bare)
            )
        if head.bare:
            if head.tail and self.at_start() and following is not None and names_document(following.flat):
                return False  # 5月养护计划 above 年度养护计划: two titles
            if head.tail and head.period.week and self.weeks == 1 and self.at_start():
                return False  # 第二周工作计划: the one week the whole plan is for
            if head.period.year and head.period.start and piece.mark is None:
                return False
            if head.period.end and piece.mark is None and "(" in piece.flat and head.tail and len(piece.flat) > 30:
                return False
            return (
                not head.tail
                or (self.lined >= 2 and re.match(rf"{MONTHS}\s+\S", piece.flat) is not None)
                or ends_like_heading(piece.flat)
                or self.tails[after_months(piece.flat)] >= 2
                or (following is not None and following.mark is not None and following.mark.number == 1)
            )
        if piece.mark is not None and _MONTH_OF_THEME.fullmatch(piece.flat[head.end :].strip(" :。;、-")):
            return head.period.is_month  # 1. 9月:规范启航月
        if piece.mark is not None and head.period.is_month and self._stands_with_months(piece, head, following):
            return head.separated  # 五、六月份：布置考点 where 四、五月份 headed a list
        if piece.mark is not None and (head.period.start is not None or len(piece.body) - head.end > 2):
            # 1、9月份：… is one entry with its own month; 一、九月份 1、… is a heading, cut before the 1.
            return False
        if head.period.start is not None and head.period.end is None:
            return ":" in plain(piece.body)[: head.end]
        return head.separated

    def _stands_with_months(self, piece: Piece, head: PeriodHead, following: Piece | None) -> bool:
        """期末 after 十二月, or 四、常规工作 after 三、十一月: a sibling of the months, not work inside one."""
        if piece.mark is None:
            if self.lined >= 2 and not head.bare and plain(piece.body)[: head.end].rstrip().endswith(":"):
                return True  # 全年：… beside 3月：… and 5月：…
            named = re.search(r"工作|准备|检查|内容|活动|安排|重点", piece.flat) is not None
            is_work = named and not piece.flat.endswith(":") and not _opens_list(following)
            return head.period.names_time and not is_work
        return any(level.period and level.key == piece.mark.style for level in self.stack)

    def _is_heading(self, piece: Piece, following: Piece | None) -> bool:
        flat = piece.flat
        if SCHEDULE_TITLE.match(flat) or ATTACHMENT.match(flat):
            return len(flat) <= 40
        if TERM_NAME.fullmatch(flat.strip()) and not self.at_start():
            return True
        if following is None or len(flat) > 30 or flat.endswith(("。", ";", ",", "、")):
            return False
        if _opens_list(following) or _BRACKETED.fullmatch(flat.strip()):
            return True
        if self.current() is not None:
            return flat.endswith(":") and len(flat) <= 20
        if self.titled and piece.mark is None and _is_title(flat):
            above = following.mark is None and _is_title(following.flat)
            if above or _titles(piece, following):
                return True
        return len(flat) <= 20 and (flat.endswith(":") or bool(_HEADING_WORDS.search(flat)))

    def _is_aim(self, piece: Piece) -> bool:
        """工作要求 below the last month tells how to work, not what to do then."""
        flat = piece.flat.strip(" :")
        return len(flat) <= 12 and bool(NARRATIVE.search(flat)) and not MEASURE.search(flat)

    def _continues(self, piece: Piece, following: Piece | None) -> bool:
        """A line that goes on from the one before: no mark, and the one before broke off in mid-sentence."""
        before = self._joined() if any(node.role != "noise" for node in self.nodes) else None
        if before is not None and piece.carried:
            return True
        if before is None or piece.mark is not None or not piece.first or not _holds_words(before):
            return False
        if piece.head is not None and (piece.head.bare or before.role == "period") and not piece.head.period.soft:
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
        if ended == "," and len(last.text) <= 18 and PROMISE.match(piece.flat):
            return False  # 采购办公用品， / 检查教室设施，: short lines of work, each with its own verb
        if ended in ",、(“《和及与的":
            return not is_owner_text(piece.body) or ended in "和及与的、,"
        if piece.gap and not self.gappy and not _resumes(before, following):
            return False
        full = self.wrap and len(last.line.text.rstrip()) >= self.wrap - 3
        return bool(full) and not (SCHEDULE_TITLE.match(piece.flat) and len(piece.flat) < 20)


def _holds_words(node: Node) -> bool:
    """An entry, a paragraph, or a month with several clauses on the same line."""
    head = node.piece.head
    listed = node.role == "period" and head is not None and not head.bare
    return node.role in {"entry", "text"} or (listed and re.search(r"[;,、]", node.piece.flat) is not None)


def _names_months(piece: Piece) -> bool:
    """A date with its year below a plan says when it was signed."""
    period = piece.head.period if piece.head else None
    return period is not None and bool(period.months) and not (period.year and period.start)


def _is_title(flat: str) -> bool:
    return 4 <= len(flat) <= 20 and not re.search(r"[,。;:!?、]|\d", flat)


def _titles(piece: Piece, following: Piece) -> bool:
    """A few words without a mark or a stop, and a whole paragraph below."""
    below = following.mark is None and len(following.flat) >= 30 and following.flat.rstrip().endswith("。")
    return piece.mark is None and piece.noise is None and _is_title(piece.flat) and below


def _settled(piece: Piece, following: Piece | None) -> Piece:
    """三月主题：交通安全 heads the list below it; with no list below, the theme is what the month is for."""
    head = piece.head
    listed = following is not None and following.mark is not None and following.head is None
    if head is None or head.theme_at is None or listed:
        return piece
    return replace(piece, head=replace(head, end=head.theme_at, bare=False))


def after_months(flat: str) -> str:
    """园务行政 of 二月园务行政: what several months say alike names them all."""
    found = re.match(rf"{MONTHS}\s*(\S.*)$", flat.strip())
    return found[1].rstrip(":") if found else ""


def _opens_list(piece: Piece | None) -> bool:
    """The next line is entry 1, so this one heads a list."""
    return (
        piece is not None
        and piece.mark is not None
        and piece.mark.number == 1
        and piece.first
        and piece.mark.style != "bullet"
    )


def _resumes(before: Node, following: Piece | None) -> bool:
    """The list goes on with the next number after this line: a page break fell inside an entry."""
    mark, after = before.piece.mark, following.mark if following else None
    return bool(mark and after and mark.number and after.number == mark.number + 1)


def ends_like_heading(flat: str) -> bool:
    return bool(re.search(r"(?:安排|计划|内容|要点|重点|任务|事项|行事历|如下|:|工作)\s*[:。;、\]】★※*-]*$", flat))


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
