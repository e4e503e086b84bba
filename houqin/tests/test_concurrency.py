"""Thirty-two at once: no number twice, one winner for one row, one row for one submission."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from houqin.tests.at_once import WRITERS, told
from houqin.tests.people import make_world
from houqin.tests.programs import on_a_file


def check(found: dict[str, Any]) -> None:
    numbers = [int(number.rsplit("-", 1)[1]) for number in found["numbers"]]
    assert numbers == list(range(1, WRITERS * 3 + 1))

    one_row = found["one_row"]
    answers = Counter("done" if got == "done" else got.split(" ", 1)[1] for got in one_row["got"])
    lost = "现在是“不受理”，只有“待派单、待维修”时才能不受理。"
    assert answers == {"done": 1, lost: WRITERS - 1}
    assert one_row["got"].index("done") == int(one_row["reason"].split()[1])
    assert (one_row["version"], one_row["entries"]) == (2, 2)

    submission = found["submission"]
    assert submission["got"] == submission["rows"] * WRITERS
    assert submission["entries"] == [1]

    assert found["findings"] == []


@pytest.mark.sqlite
def test_thirty_two_threads_on_sqlite_lose_and_double_nothing(tmp_path: Path) -> None:
    check(on_a_file(told, tmp_path))


@pytest.mark.postgres
def test_thirty_two_connections_on_postgres_lose_and_double_nothing(transactional_db: None) -> None:
    check(told(make_world()))
