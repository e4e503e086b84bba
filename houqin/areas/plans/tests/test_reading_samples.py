"""A real plan, when the machine has one: point HOUQIN_SAMPLES at a folder of sample documents."""

import os
from collections import Counter
from pathlib import Path

import pytest

from houqin.areas.plans.reading import read_plan

SAMPLES = Path(os.environ.get("HOUQIN_SAMPLES", ""))


@pytest.fixture
def term_plan() -> Path:
    found = sorted(SAMPLES.glob("003_*.txt")) if os.environ.get("HOUQIN_SAMPLES") else []
    if not found:
        pytest.skip("HOUQIN_SAMPLES does not point at a folder with the sample term plan (003_*.txt)")
    return found[0]


def test_the_sample_plan_gives_its_dated_items_and_its_table_with_departments(term_plan: Path) -> None:
    reading = read_plan(term_plan)

    listed = [item for item in reading.items if not item.owners]
    table = [item for item in reading.items if item.owners]
    assert Counter(item.month for item in listed) == {2: 9, 3: 6, 4: 9, 5: 5, 6: 6, 7: 7}
    assert len(table) == 13
    assert all(item.month and len(item.owners) >= 3 for item in table)
    assert reading.term == "2021-2022-2"
