"""Golden summaries, each with the slots a person marked and the values the small ledger holds."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from houqin.areas.summaries.filling.proposals import as_json
from houqin.areas.summaries.filling.scoring import Score, score
from houqin.areas.summaries.filling.vocabulary import Period
from houqin.areas.summaries.tests.filling_ledger import answers, golden_cases

CASES = golden_cases()


def _score(data: bytes, expected: dict[str, Any]) -> Score:
    period = Period(start=date.fromisoformat(expected["from"]), end=date.fromisoformat(expected["to"]))
    return score(expected["slots"], as_json(answers(data, period=period))["slots"])


@pytest.mark.parametrize(("name", "data", "expected"), CASES, ids=[case[0] for case in CASES])
def test_a_golden_summary_has_its_slots_found_and_nothing_sure_is_wrong(
    name: str, data: bytes, expected: dict[str, Any]
) -> None:
    reached = _score(data, expected)

    assert reached.recall >= 0.95, name
    assert reached.precision >= 0.9, name
    assert reached.wrong_while_sure == 0, name


def test_the_golden_summaries_together_reach_the_targets() -> None:
    reached = sum((_score(data, expected) for _, data, expected in CASES), Score())

    assert len(CASES) >= 20
    assert reached.expected >= 150
    assert reached.recall >= 0.95
    assert reached.precision >= 0.9
    assert reached.filled_share >= 0.85
    assert reached.wrong_sure_share <= 0.02
    assert reached.sure >= reached.filled * 0.8


def test_the_scorer_sees_missed_invented_and_wrong_slots() -> None:
    expected = [
        {"line": 1, "kind": "figure", "unit": "次", "old": 3, "value": 5},
        {"line": 1, "kind": "blank", "unit": "只", "old": None, "value": 7},
        {"line": 2, "kind": "blank", "unit": "", "old": None, "value": None},
    ]
    got = [
        {"line": 1, "kind": "figure", "unit": "次", "old": 3, "value": 6, "sure": True},
        {"line": 1, "kind": "blank", "unit": "只", "old": None, "value": 7, "sure": True},
        {"line": 9, "kind": "blank", "unit": "", "old": None, "value": 1, "sure": False},
    ]

    reached = score(expected, got)

    assert (reached.expected, reached.found, reached.matched) == (3, 3, 2)
    assert (reached.answerable, reached.filled_right, reached.filled) == (2, 1, 3)
    assert reached.wrong_while_sure == 1
