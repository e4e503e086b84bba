"""What a plan is read into. Every answer carries the reason it was given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


class UnreadablePlan(Exception):
    """The file cannot be read as a plan; the message says, in Chinese, what is wrong and what to do."""


@dataclass(frozen=True, kw_only=True)
class Recurrence:
    kind: str
    times: int = 1
    weekdays: tuple[int, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {"kind": self.kind, "times": self.times, "weekdays": list(self.weekdays)}


@dataclass(frozen=True, kw_only=True)
class Item:
    """One piece of work a person could tick off."""

    line: int
    title: str
    month: int | None = None
    months: tuple[int, ...] = ()
    week: int | None = None
    date: str | None = None
    owners: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()
    starts: str | None = None
    until: str | None = None
    recurrence: Recurrence | None = None
    place: str | None = None
    kind: str = "task"
    detail: str = ""
    why: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "line": self.line,
            "title": self.title,
            "month": self.month,
            "months": list(self.months),
            "week": self.week,
            "date": self.date,
            "owners": list(self.owners),
            "section": list(self.section),
            "lines": list(self.lines or (self.line,)),
            "starts": self.starts,
            "until": self.until,
            "recurrence": self.recurrence.as_json() if self.recurrence else None,
            "place": self.place,
            "kind": self.kind,
            "detail": self.detail,
            "why": self.why,
        }


@dataclass(frozen=True, kw_only=True)
class Goal:
    """A sentence that can be measured; ``value`` of a percentage is the number before the sign."""

    line: int
    text: str
    figure: str
    operator: str
    value: float
    unit: str = ""
    why: str = ""

    def as_json(self) -> dict[str, Any]:
        value = int(self.value) if self.value == int(self.value) else self.value
        return {
            "line": self.line,
            "text": self.text,
            "figure": self.figure,
            "operator": self.operator,
            "value": value,
            "unit": self.unit,
            "why": self.why,
        }


@dataclass(frozen=True, kw_only=True)
class Left:
    """A line that is neither work nor a goal, and why we think so."""

    line: int
    text: str
    why: str

    def as_json(self) -> dict[str, Any]:
        return {"line": self.line, "text": self.text, "why": self.why}


@dataclass(frozen=True, kw_only=True)
class PlanReading:
    """``term`` is "2021-2022-2", or None when the plan names none or spans a calendar year (``year`` is then set)."""

    term: str | None
    items: tuple[Item, ...]
    goals: tuple[Goal, ...]
    left: tuple[Left, ...]
    year: int | None = None
    term_why: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "term": self.term,
            "items": [item.as_json() for item in self.items],
            "goals": [goal.as_json() for goal in self.goals],
            "left": [left.as_json() for left in self.left],
            "year": self.year,
            "term_why": self.term_why,
        }
