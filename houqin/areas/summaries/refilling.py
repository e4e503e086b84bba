"""Last year's summary, filled with the numbers of the ledgers: for the command line, and what the review page starts from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from houqin.areas.summaries import reads
from houqin.areas.summaries.filling.decisions import Decision, decisions_for
from houqin.areas.summaries.filling.documents import OldSummary, UnreadableDocument, read_summary
from houqin.areas.summaries.filling.docx_filling import fill_docx, text_as_docx
from houqin.areas.summaries.filling.memory import Memory, Remembered
from houqin.areas.summaries.filling.proposals import Proposal, as_json
from houqin.areas.summaries.filling.proposing import propose
from houqin.areas.summaries.filling.slots import find_slots
from houqin.areas.summaries.filling.txt_filling import fill_txt
from houqin.areas.summaries.filling.vocabulary import Period
from houqin.areas.summaries.ledger import Ledger
from houqin.areas.summaries.models import RememberedSlot
from houqin.kernel.access import Actor
from houqin.kernel.actions import Refused
from houqin.kernel.rows import School

TOLD = ("line", "text", "kind", "measure", "unit", "old", "figure", "split", "value", "sure", "why")


@dataclass(frozen=True, kw_only=True)
class Filled:
    proposals: tuple[Proposal, ...]
    path: Path

    def as_json(self) -> dict[str, list[dict[str, Any]]]:
        return {"slots": [{name: slot[name] for name in TOLD} for slot in as_json(self.proposals)["slots"]]}

    def said(self) -> str:
        sure = sum(proposal.sure for proposal in self.proposals)
        if not self.proposals:
            return f"没有找到空处或旧数，原样另存为：{self.path}"
        left = len(self.proposals) - sure
        marked = f"，{left} 处没有把握，保留原文并标出，请核对" if left else ""
        return f"找到 {len(self.proposals)} 处空处或旧数，填好 {sure} 处{marked}。新文件：{self.path}"


def fill_file(school: School, old: Path, *, start: date, end: date, out: Path, by: Actor | None = None) -> Filled:
    """Write `out` with what is sure. by: whose view of the ledgers counts; without one the school's own.

    Raises UnreadableDocument, and Refused when the dates or the new file's name cannot be.
    """
    actor = by or Actor.system(school.pk, "命令行")
    days = reads.period_between(school.pk, start, end)
    data = old.read_bytes()
    summary = read_summary(data)
    if out.exists() and out.samefile(old):
        raise Refused("新文件不能覆盖旧总结，请换一个文件名。")
    as_text = out.suffix.lower() == ".txt"
    if as_text and summary.kind != "txt":
        raise Refused("旧总结是 Word，新文件请用 .docx 结尾，字体和版式才能保留。")
    answers = answers_for(summary, Ledger(actor), Period(start=days.start, end=days.end), memory_of(school.pk))
    decisions = decisions_for(answers, only_sure=True)
    out.write_bytes(fill_txt(data, decisions) if as_text else filled_word(data, summary.kind, decisions))
    return Filled(proposals=tuple(answers), path=out)


def answers_for(summary: OldSummary, ledger: Ledger, period: Period, memory: Memory) -> list[Proposal]:
    return propose(
        find_slots(summary.lines), ledger.vocabulary, ledger, period=period, memory=memory, pointed_at=ledger.pointed_at
    )


def filled_word(old: bytes, kind: str, decisions: Iterable[Decision]) -> bytes:
    """Always a Word document: only there can a figure link to its rows."""
    return fill_docx(text_as_docx(old) if kind == "txt" else old, decisions)


def memory_of(school_id: int) -> Memory:
    rows = RememberedSlot.objects.of(school_id)
    return Memory(confirmed={
        row.signature: Remembered(measure_key=row.figure, splits={name: tuple(keys) for name, keys in row.asked.items()}) for row in rows
    })  # fmt: skip


__all__ = ["Filled", "UnreadableDocument", "answers_for", "fill_file", "filled_word", "memory_of", "read_summary"]
