"""What a director decided for a slot, as the writers of the new document take it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from houqin.areas.summaries.filling.proposals import Proposal


class Placed(Protocol):
    """A slot, or what was kept of one: where it stands, and what it counts."""

    @property
    def line(self) -> int: ...

    @property
    def start(self) -> int: ...

    @property
    def end_line(self) -> int: ...

    @property
    def end(self) -> int: ...

    @property
    def measure(self) -> str: ...

    @property
    def unit(self) -> str: ...


@dataclass(frozen=True, kw_only=True)
class Decision:
    """`text` None leaves the slot as it was and marks it."""

    slot: Placed
    text: str | None
    evidence_url: str = ""


@dataclass(frozen=True, kw_only=True)
class Edit:
    """One change within one line; `text` None only marks."""

    line: int
    start: int
    end: int
    text: str | None
    evidence_url: str = ""


def decisions_for(proposals: Iterable[Proposal], *, only_sure: bool) -> list[Decision]:
    """Decisions nobody looked at yet; without `only_sure` every proposed value is written."""
    return [
        Decision(slot=proposal.slot, text=proposal.text, evidence_url=proposal.evidence_url)
        if proposal.value is not None and (proposal.sure or not only_sure)
        else Decision(slot=proposal.slot, text=None)
        for proposal in proposals
    ]


def edits_of(decision: Decision, lengths: dict[int, int]) -> list[Edit]:
    """A figure broken over lines is written on its first line and taken off the others."""
    slot = decision.slot
    if slot.line == slot.end_line:
        return [
            Edit(line=slot.line, start=slot.start, end=slot.end, text=decision.text, evidence_url=decision.evidence_url)
        ]
    first_end = lengths.get(slot.line, slot.start)
    rest = "" if decision.text is not None else None
    return [
        Edit(line=slot.line, start=slot.start, end=first_end, text=decision.text, evidence_url=decision.evidence_url),
        *(
            Edit(line=line, start=0, end=slot.end if line == slot.end_line else lengths.get(line, 0), text=rest)
            for line in range(slot.line + 1, slot.end_line + 1)
        ),
    ]
