"""Fifty at once: never negative, never doubled, and the last fen goes with the last piece."""

from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from houqin.areas.stores.tests.takers import PIECES, TAKERS, told
from houqin.tests.people import make_world
from houqin.tests.programs import on_a_file


def check(found: dict[str, Any]) -> None:
    each = found["one_each"]
    answers = Counter(each["got"])
    assert answers[None] == PIECES
    assert len(answers) == 2, answers
    assert next(said for said in answers if said).endswith("只有 0 支，不够 1 支。")
    assert [Decimal(each[name]) for name in ("quantity", "value", "moved", "worth")] == [0, 0, 0, 0]
    assert sorted(Decimal(left) for left in each["left"]) == sorted([*range(PIECES), 30, 40])

    again = found["again"]
    assert Counter(again["got"]) == {None: TAKERS}
    assert (again["papers"], again["movements"]) == (1, 2)
    assert Decimal(again["quantity"]) == 18

    across = found["across"]
    assert sum(said is None for said in across["got"]) == 40
    assert all(said is None or said.endswith("不够 1 张。") for said in across["got"]), across["got"]
    assert [Decimal(across[name]) for name in ("quantity", "value")] == [Decimal(40), Decimal("493.60")]

    assert found["findings"] == []


@pytest.mark.sqlite
def test_fifty_threads_on_sqlite(tmp_path: Path) -> None:
    check(on_a_file(told, tmp_path))


@pytest.mark.postgres
def test_fifty_connections_on_postgres(transactional_db: None) -> None:
    check(told(make_world()))
