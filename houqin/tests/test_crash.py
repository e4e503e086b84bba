"""kill -9, twenty times under load: what was acknowledged is there, once, and the trail is whole."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from houqin.tests.crashing import House, killed_often
from houqin.tests.programs import environment

TIMES = 20


@pytest.fixture
def house_on_sqlite(tmp_path: Path) -> Iterator[House]:
    house = House(environment(tmp_path))
    yield house
    house.close()


@pytest.fixture
def house_on_postgres(tmp_path: Path) -> Iterator[House]:
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        pytest.skip("DATABASE_URL names no PostgreSQL")
    psycopg = pytest.importorskip("psycopg")
    server = url.rsplit("/", 1)[0]
    with psycopg.connect(f"{server}/postgres", autocommit=True) as link:
        link.execute("DROP DATABASE IF EXISTS houqin_crash WITH (FORCE)")
        link.execute("CREATE DATABASE houqin_crash")
        house = House(environment(tmp_path) | {"DATABASE_URL": f"{server}/houqin_crash"})
        yield house
        house.close()
        link.execute("DROP DATABASE houqin_crash WITH (FORCE)")


@pytest.mark.sqlite
def test_no_acknowledged_report_is_lost_on_sqlite(house_on_sqlite: House) -> None:
    check(house_on_sqlite)


@pytest.mark.postgres
def test_no_acknowledged_report_is_lost_on_postgres(house_on_postgres: House) -> None:
    check(house_on_postgres)


def check(house: House) -> None:
    phones = killed_often(house, times=TIMES)

    rows = house.rows()
    assert len(phones.answered) >= TIMES * 3
    assert phones.sent_again >= TIMES, "the kills met no report under way"
    assert {fault: (pk, number) for pk, number, fault in rows} == phones.answered
    assert len(rows) == len(phones.answered), "a report that was sent again made a second row"
    assert [number for _, number, _ in rows] == sorted(f"{rows[0][1][:8]}{n:05}" for n in range(1, len(rows) + 1))
    assert phones.strange == []

    verified = house.verify()
    assert verified.returncode == 0, verified.stdout
