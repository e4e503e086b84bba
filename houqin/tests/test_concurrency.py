"""Thirty-two at once: no number twice, one winner for one row, one row for one submission."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from houqin.tests.at_once import WRITERS, told
from houqin.tests.people import make_world

on_postgres = pytest.mark.skipif(
    "sqlite" in connection.vendor, reason="needs row locks; SQLite's writers are tried by the tests beside"
)


@pytest.fixture(scope="module")
def on_a_file(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The same stories on SQLite, as a server has it: a file, a connection for each thread."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | {
        "HOUQIN_DATA": str(tmp_path_factory.mktemp("data")),
        "DJANGO_SETTINGS_MODULE": "houqin.config.settings",
    }
    done = subprocess.run(
        [sys.executable, "-m", "houqin.tests.at_once"], env=environment, capture_output=True, text=True, check=False,
        cwd=Path(__file__).parents[2], timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.fixture
def on_a_server(transactional_db: None) -> dict[str, Any]:
    return told(make_world())


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


def test_thirty_two_threads_on_sqlite_lose_and_double_nothing(on_a_file: dict[str, Any]) -> None:
    check(on_a_file)


@pytest.mark.postgres
@on_postgres
def test_thirty_two_connections_on_postgres_lose_and_double_nothing(on_a_server: dict[str, Any]) -> None:
    check(on_a_server)
