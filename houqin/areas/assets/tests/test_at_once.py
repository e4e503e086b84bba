"""Two dozen hands on one card, one disposal, one month: one of them wins, the others read why not."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from houqin.areas.assets.tests.at_once import HANDS, told
from houqin.tests.people import make_world


def check(found: dict[str, Any]) -> None:
    assert found["won"] == [1, 1, 1]
    assert found["lost"] == [HANDS - 1] * 3
    assert found["rows"] == [1, 1, 2]
    assert found["findings"] == []


def test_on_sqlite(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | {
        "HOUQIN_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "houqin.config.settings",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "houqin.areas.assets.tests.at_once"], env=environment, capture_output=True, text=True, check=False,
        cwd=Path(__file__).parents[4], timeout=180,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    check(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.postgres
@pytest.mark.skipif(
    "sqlite" in connection.vendor, reason="needs row locks; SQLite's writers are tried by the test beside"
)
def test_on_postgres(transactional_db: None) -> None:
    check(told(make_world()))
