"""Plans of our own wording, each with what a person reads in it."""

import json
from pathlib import Path
from typing import Any

import pytest

from houqin.areas.plans.reading import read_plan
from houqin.areas.plans.reading.score import Score, score, total

GOLDEN = Path(__file__).parent / "golden"
CASES = sorted(GOLDEN.glob("*.txt"))


def expected(case: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(case.with_suffix(".json").read_text(encoding="utf-8"))
    return found


def scored(case: Path) -> Score:
    return score(read_plan(case).as_json()["items"], expected(case)["items"])


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 30
    assert all(case.with_suffix(".json").exists() for case in CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_the_items_of_a_plan_are_read_as_a_person_reads_them(case: Path) -> None:
    found = read_plan(case).as_json()
    wanted = expected(case)

    kept = [{key: item[key] for key in row} for item, row in zip(found["items"], wanted["items"], strict=True)]
    assert kept == wanted["items"]
    assert found["term"] == wanted["term"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_goals_and_left_lines_are_told_apart(case: Path) -> None:
    found = read_plan(case).as_json()
    wanted = expected(case)

    assert [{key: goal[key] for key in ("line", "figure", "operator", "value")} for goal in found["goals"]] == wanted[
        "goals"
    ]
    assert [left["line"] for left in found["left"]] == wanted["left"]
    assert all(left["why"] for left in found["left"])


def test_the_whole_set_meets_the_target() -> None:
    whole = total(scored(case) for case in CASES)

    assert whole.f1 >= 0.92
    assert whole.month_accuracy >= 0.90


def test_a_wrong_title_and_a_wrong_month_cost_points() -> None:
    wanted = [{"line": 1, "title": "固定资产盘点", "month": 12}, {"line": 2, "title": "更换灭火器", "month": 3}]

    found = score(
        [{"line": 1, "title": "固定资产盘点工作", "month": 11}, {"line": 9, "title": "召开家长会", "month": 3}], wanted
    )

    assert (found.matched, found.right_month) == (1, 0)
    assert found.f1 == pytest.approx(0.5)


def test_the_same_task_in_two_months_is_matched_to_each() -> None:
    wanted = [{"line": 2, "title": "安全检查", "month": 3}, {"line": 5, "title": "安全检查", "month": 4}]

    found = score([{"line": 5, "title": "安全检查", "month": 4}, {"line": 2, "title": "安全检查", "month": 3}], wanted)

    assert (found.matched, found.right_month) == (2, 2)
