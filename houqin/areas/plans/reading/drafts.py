"""A piece of work before its dates are known, and the judge's notes while a plan is gone through."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from .cells import split_clauses
from .fragments import Piece
from .goals import find_measures
from .model import Goal, Left
from .owners import is_owner_text, split_owners
from .particulars import read_particulars
from .period import Period
from .tree import Node
from .wording import CLOSING, CLOSING_INSIDE, DATE_LINE, DOC_TITLE, SIGNATURE


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
    titled: Period | None = None
    """The month or week the plan it stands in is for, by its title."""

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


class Judge:
    def __init__(self, nodes: Sequence[Node]) -> None:
        self.nodes = nodes
        self.out = Judged()
        self.last: Draft | None = None
        self.last_node: Node | None = None
        self.owner_lines = sum(1 for node in nodes if node.role == "owner" and ":" not in node.piece.flat)

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
            if node.particulars and self.last_node is not node:
                for piece in node.particulars:
                    self.out.leave(piece, "上面标题的时间、地点或要求")
        return self.out

    def one(self, node: Node, at: int) -> None:
        raise NotImplementedError

    def _signs(self, node: Node, at: int) -> bool:
        """The school's name under the plan is a signature, unless entries above have such lines too."""
        ends = all(later.role == "noise" or DATE_LINE.match(later.piece.flat.strip()) for later in self.nodes[at + 1 :])
        return ends and ":" not in node.piece.flat and self.owner_lines == 1

    def work(self, node: Node, why: str, *, text: str | None = None) -> None:
        body = node.text if text is None else text
        lines = [piece.line.number for piece in (node.piece, *node.body, *node.particulars)]
        below = read_particulars(node.particulars)
        self.last = Draft(
            pieces=[(node.piece.line.number, body)],
            title=body,
            period=below.period.inside(node.period) if below.period else node.period,
            path=node.path,
            owners=below.owners,
            place=below.place,
            detail=below.detail,
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
        after = (later for later in islice(self.nodes, at + 1, None) if later.role != "noise")
        rest = list(islice(after, 4))
        near_end = len(rest) <= 3 or rest[0].role == "heading"
        if DATE_LINE.match(flat):
            return "落款日期"
        signs = node.role == "owner" or SIGNATURE.match(flat) or is_owner_text(flat, names=False)
        if near_end and node.piece.mark is None and signs:
            return "落款"
        if node.piece.mark is None and (
            CLOSING.match(flat) or (near_end and len(flat) > 25 and CLOSING_INSIDE.search(flat))
        ):
            return "结束语或说明，不是一件工作"
        return None


def has_words(text: str) -> bool:
    """9.07 below a plan looks like entry 9, and says nothing."""
    return re.search(r"[^\W\d_]", text) is not None


def title_reason(node: Node, at: int) -> str | None:
    flat = node.piece.flat.strip()
    if node.piece.mark is None and at <= 6 and len(flat) <= 60 and DOC_TITLE.search(flat):
        return "标题：文件名称"
    return "落款日期" if DATE_LINE.match(flat) else None
