"""Sixteen at once: each step of a purchase is done once, nobody waits for ever, a fund gives no more than it has."""

import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from houqin.areas.procurement.tests.many_hands import HANDS, told
from houqin.tests.people import make_world

on_postgres = pytest.mark.skipif("sqlite" in connection.vendor, reason="SQLite's hands are tried by the test beside")


@pytest.fixture(scope="module")
def on_a_file(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """As a school without a database server has it: a file, a connection for each thread."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | {
        "HOUQIN_DATA": str(tmp_path_factory.mktemp("data")),
        "DJANGO_SETTINGS_MODULE": "houqin.config.settings",
    }
    done = subprocess.run(
        [sys.executable, "-m", "houqin.areas.procurement.tests.many_hands"], env=environment, capture_output=True, text=True, check=False,
        cwd=Path(__file__).parents[4], timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.fixture
def on_a_server(transactional_db: None) -> dict[str, Any]:
    return told(make_world())


def check(found: dict[str, Any]) -> None:
    purchase = found["purchase"]
    for verb, said in (
        ("agree", "现在是“同意”"),
        ("order", "现在是“待到货”"),
        ("accept", "现在是“已验收”"),
        ("pay", "现在是“已付款”"),
    ):
        got = purchase["got"][verb]
        assert got.count("") == 1, (verb, got)
        assert all(said in one for one in got if one), (verb, got)
    assert (purchase["acceptances"], Decimal(purchase["stock"]), purchase["state"]) == (1, Decimal(20), "closed")

    assert found["countersigned"] == ["approved"] * (HANDS // 2)

    fund = found["fund"]
    assert fund["got"].count("") == 6, fund["got"]
    assert all("不够本单的 500.00 元" in one for one in fund["got"] if one), fund["got"]
    assert Decimal(fund["taken"]) == 3000

    assert found["findings"] == []


@pytest.mark.slow
def test_sixteen_threads_on_sqlite(on_a_file: dict[str, Any]) -> None:
    check(on_a_file)


@pytest.mark.postgres
@on_postgres
def test_sixteen_connections_on_postgres(on_a_server: dict[str, Any]) -> None:
    check(on_a_server)
