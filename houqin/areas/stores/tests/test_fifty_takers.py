"""Fifty at once: never negative, never doubled, and the last fen goes with the last piece."""

import json
import os
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from houqin.areas.stores.tests.takers import PIECES, TAKERS, told
from houqin.tests.people import make_world

on_postgres = pytest.mark.skipif("sqlite" in connection.vendor, reason="SQLite's takers are tried by the test beside")


@pytest.fixture(scope="module")
def on_a_file(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """As a school without a database server has it: a file, a connection for each thread."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | {
        "HOUQIN_DATA": str(tmp_path_factory.mktemp("data")),
        "DJANGO_SETTINGS_MODULE": "houqin.config.settings",
    }
    done = subprocess.run(
        [sys.executable, "-m", "houqin.areas.stores.tests.takers"], env=environment, capture_output=True, text=True, check=False,
        cwd=Path(__file__).parents[4], timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.fixture
def on_a_server(transactional_db: None) -> dict[str, Any]:
    return told(make_world())


def check(found: dict[str, Any]) -> None:
    each = found["one_each"]
    answers = Counter(each["got"])
    assert answers[""] == PIECES
    assert len(answers) == 2, answers
    assert next(said for said in answers if said).endswith("只有 0 支，不够 1 支。")
    assert [Decimal(each[name]) for name in ("quantity", "value", "moved", "worth")] == [0, 0, 0, 0]
    assert sorted(Decimal(left) for left in each["left"]) == sorted([*range(PIECES), 30, 40])

    again = found["again"]
    assert Counter(again["got"]) == {"": TAKERS}
    assert (again["papers"], again["movements"]) == (1, 2)
    assert Decimal(again["quantity"]) == 18

    across = found["across"]
    assert sum(said == "" for said in across["got"]) == 40
    assert all(said == "" or said.endswith("不够 1 张。") for said in across["got"]), across["got"]
    assert [Decimal(across[name]) for name in ("quantity", "value")] == [Decimal(40), Decimal("493.60")]

    assert found["findings"] == []


@pytest.mark.slow
def test_fifty_threads_on_sqlite(on_a_file: dict[str, Any]) -> None:
    check(on_a_file)


@pytest.mark.postgres
@on_postgres
def test_fifty_connections_on_postgres(on_a_server: dict[str, Any]) -> None:
    check(on_a_server)
