"""The shared cast, and every area's sample rows."""

from importlib import import_module
from pathlib import Path

import pytest

pytest_plugins = ["houqin.tests.people"]

ROOT = Path(__file__).parent


@pytest.fixture(scope="session", autouse=True)
def samples() -> None:
    """Each area tells in tests/samples.py how one valid row of each of its record types is made."""
    for file in sorted(ROOT.glob("houqin/**/tests/samples.py")):
        import_module(".".join(file.relative_to(ROOT).with_suffix("").parts))
