"""What was measured, what is wanted of it, and how it is told."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

OUT = Path("out/bench.json")


@dataclass(frozen=True, kw_only=True)
class Measured:
    """floor: the same work done bare. ratio: cost over the floor. target: what the ratio (else the value) is held to."""

    name: str
    backend: str
    value: float
    unit: str
    floor: float | None = None
    ratio: float | None = None
    target: float | None = None

    @property
    def is_met(self) -> bool | None:
        if self.target is None:
            return None
        reached = self.value if self.ratio is None or self.name in BY_VALUE else self.ratio
        return reached >= self.target if self.name in AT_LEAST else reached <= self.target


TARGETS = {
    "list_html": 3.5, "list_json": 3.5, "list_html_bytes": 40_000, "detail_html": 3.0, "detail_json": 3.0, "search_common_growth": 1.5,
    "search_rare_growth": 1.5, "create_json": 2.5, "list_html_queries": 6, "list_json_queries": 6, "filtered_html_queries": 6,
    "search_html_queries": 6, "detail_html_queries": 6, "detail_json_queries": 6, "create_json_queries": 6, "import_xlsx": 1500,
    "import_growth": 1.5, "export_xlsx": 1.5, "stocktake_join": 1000, "import_cards": 170, "depreciation_month": 4.0,
    "stock_balance": 1.0, "stock_month": 1.5, "cold_start": 2.0, "idle_memory": 200, "plan_items_f1": 0.92, "plan_months": 0.90, "plan_thirty_pages": 2.0,
    "filling_recall": 0.95, "filling_filled": 0.85, "filling_wrong_while_sure": 0.02,
}  # fmt: skip
AT_LEAST = {
    "import_xlsx",
    "import_cards",
    "stocktake_join",
    "plan_items_f1",
    "plan_months",
    "filling_recall",
    "filling_filled",
}
BY_VALUE = {"import_xlsx", "import_cards", "stocktake_join", "plan_thirty_pages"}
"""Held to their value; the ratio beside it only informs."""


def measured(name: str, backend: str, value: float, unit: str, *, floor: float | None = None) -> Measured:
    ratio = value / floor if floor else None
    if unit.endswith("/s") and floor:
        ratio = floor / value  # a rate costs more the lower it is
    return Measured(
        name=name, backend=backend, value=_short(value), unit=unit, floor=None if floor is None else _short(floor),
        ratio=None if ratio is None else round(ratio, 2), target=TARGETS.get(name),
    )  # fmt: skip


def _short(value: float) -> float:
    return float(f"{value:.4g}") if abs(value) < 10_000 else round(value)


def write(found: Iterable[Measured], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read(path: Path) -> list[Measured]:
    told: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return [Measured(**one) for one in told]


def line(one: Measured) -> str:
    verdict = {True: "pass", False: "MISS", None: ""}[one.is_met]
    sign = "" if one.target is None else f"{'>=' if one.name in AT_LEAST else '<='} {_told(one.target)}"
    return f"{one.name:<26}{one.backend:<12}{_told(one.value):>10} {one.unit:<10}{_told(one.floor):>10}{_told(one.ratio):>8}{sign:>11}  {verdict}"


def heading() -> str:
    return f"{'measure':<26}{'backend':<12}{'value':>10} {'unit':<10}{'floor':>10}{'ratio':>8}{'target':>11}"


def _told(number: float | None) -> str:
    return "" if number is None else f"{number:,.4g}" if abs(number) < 10_000 else f"{number:,.0f}"
