"""What a rehearsal found: the fate of every row, and what is wrong with the file as a whole."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from houqin.kernel.sheets.columns import SheetColumn


class Fate(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


FATES = {Fate.NEW: "新增", Fate.CHANGED: "修改", Fate.SAME: "不变", Fate.REFUSED: "有问题"}


@dataclass(frozen=True, slots=True)
class Reason:
    """place: the column of the file, None when it is the whole row."""

    place: int | None
    label: str
    message: str


@dataclass(frozen=True, slots=True)
class Difference:
    label: str
    before: str
    after: str


@dataclass(slots=True)
class RowFate:
    """One row of the file. line: its number in the file, from 1. values: what would be written, ready for an action."""

    line: int
    cells: list[Any]
    fate: Fate = Fate.NEW
    row_id: int | None = None
    version: int = 0
    reasons: list[Reason] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    awaits: dict[str, int] = field(default_factory=dict)
    """Links to a row that this same file makes: field → place in `Report.rows`."""
    draft: Any = None

    def refuse(self, message: str, place: int | None = None, label: str = "") -> None:
        self.fate = Fate.REFUSED
        self.reasons.append(Reason(place, label, message))

    @property
    def fingerprint(self) -> str:
        """What the rehearsal promised for this row; another one at the confirmation means that the data changed meanwhile."""
        told = [self.fate, self.row_id, [(d.label, d.before, d.after) for d in self.differences]]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()[:16]


@dataclass(slots=True)
class Report:
    """problems: why the file as a whole cannot be imported. notes: what was passed over. written: rows changed in the end."""

    name: str
    sheet: str = ""
    places: dict[int, SheetColumn] = field(default_factory=dict)
    header: int = 0
    rows: list[RowFate] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    written: int | None = None

    @property
    def counts(self) -> dict[str, int]:
        counted = Counter(row.fate for row in self.rows)
        return {fate.value: counted[fate] for fate in Fate}

    @property
    def is_clean(self) -> bool:
        return not self.problems and not any(row.fate is Fate.REFUSED for row in self.rows)

    @property
    def said(self) -> str:
        counts = self.counts
        told = "，".join(f"{FATES[Fate(fate)]} {n} 行" for fate, n in counts.items() if n) or "没有数据行"
        return "；".join([*self.problems, f"共 {len(self.rows)} 行：{told}。" if not self.problems else ""]).strip("；")
