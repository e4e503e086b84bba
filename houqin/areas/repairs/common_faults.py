"""What is most often reported at a kind of place, ready to be tapped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from houqin.areas.repairs.models import Trade
from houqin.foundation.places_data import shipped_place_kinds
from houqin.foundation.shipped import Table, read_table, refuse, repeated

DATA = Path(__file__).with_name("data") / "common_faults.toml"
ELSEWHERE = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class CommonFault:
    words: str
    trade: Trade
    is_urgent: bool = False


def common_faults(kind: str) -> tuple[CommonFault, ...]:
    known = shipped_common_faults()
    return known.get(kind, known[ELSEWHERE])


@cache
def shipped_common_faults() -> Mapping[str, tuple[CommonFault, ...]]:
    return load_common_faults(DATA)


def load_common_faults(path: Path) -> dict[str, tuple[CommonFault, ...]]:
    """Faults by kind of place; ELSEWHERE for all kinds that no group names."""
    problems: list[str] = []
    known = {kind.code for kind in shipped_place_kinds()}
    root = read_table(path, problems)
    found: dict[str, tuple[CommonFault, ...]] = {}
    named: list[str] = []
    for group in root.tables("groups"):
        faults = tuple(_fault(row) for row in group.tables("faults"))
        kinds = group.texts("kinds") or (ELSEWHERE,)
        group.finish()
        named += kinds
        problems += [
            f"{group.where}: {kind!r} is no kind of place" for kind in kinds if kind != ELSEWHERE and kind not in known
        ]
        found |= dict.fromkeys(kinds, faults)
    problems += [f"{path.name}: {kind!r} stands in two groups" for kind in repeated(named)]
    root.finish()
    if ELSEWHERE not in found:
        problems.append(f"{path.name}: one group must be for all other kinds (kinds = [])")
    refuse(problems)
    return found


def _fault(row: Table) -> CommonFault:
    trade = row.one_of("trade", Trade.values)
    fault = CommonFault(
        words=row.text("words"),
        trade=Trade(trade) if trade in Trade.values else Trade.OTHER,
        is_urgent=row.flag("urgent"),
    )
    row.finish()
    return fault
