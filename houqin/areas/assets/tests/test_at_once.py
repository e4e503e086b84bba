"""Two dozen hands on one card, one disposal, one month: one of them wins, the others read why not."""

from pathlib import Path
from typing import Any

import pytest

from houqin.areas.assets.tests.at_once import HANDS, told
from houqin.tests.people import make_world
from houqin.tests.programs import on_a_file


def check(found: dict[str, Any]) -> None:
    for got in found["got"]:
        lost = [said for said in got if said is not None]
        assert len(lost) == HANDS - 1, got
        assert all(said.endswith("。") for said in lost), got
    assert found["rows"] == [1, 1, 2]
    assert found["findings"] == []


@pytest.mark.sqlite
def test_on_sqlite(tmp_path: Path) -> None:
    check(on_a_file(told, tmp_path))


@pytest.mark.postgres
def test_on_postgres(transactional_db: None) -> None:
    check(told(make_world()))
