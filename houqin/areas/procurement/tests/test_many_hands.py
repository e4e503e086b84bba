"""Sixteen at once: each step of a purchase is done once, nobody waits for ever, a fund gives no more than it has."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from houqin.areas.procurement.tests.many_hands import HANDS, told
from houqin.tests.people import make_world
from houqin.tests.programs import on_a_file


def check(found: dict[str, Any]) -> None:
    purchase = found["purchase"]
    for verb, said in (
        ("agree", "现在是“同意”"),
        ("order", "现在是“待到货”"),
        ("accept", "现在是“已验收”"),
        ("pay", "现在是“已付款”"),
    ):
        got = purchase["got"][verb]
        assert got.count(None) == 1, (verb, got)
        assert all(said in one for one in got if one), (verb, got)
    assert (purchase["acceptances"], Decimal(purchase["stock"]), purchase["state"]) == (1, Decimal(20), "closed")

    assert found["countersigned"] == ["approved"] * (HANDS // 2)

    fund = found["fund"]
    assert fund["got"].count(None) == 6, fund["got"]
    assert all("不够本单的 500.00 元" in one for one in fund["got"] if one), fund["got"]
    assert Decimal(fund["taken"]) == 3000

    assert found["findings"] == []


@pytest.mark.sqlite
def test_sixteen_threads_on_sqlite(tmp_path: Path) -> None:
    check(on_a_file(told, tmp_path))


@pytest.mark.postgres
def test_sixteen_connections_on_postgres(transactional_db: None) -> None:
    check(told(make_world()))
