"""The shared cast, and every area's sample rows."""

from importlib import import_module
from pathlib import Path

import pytest
from django.db import connection

from houqin.foundation.rules_memory import forget_all

pytest_plugins = ["houqin.tests.people"]

ROOT = Path(__file__).parent


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What never asks a database has nothing new to say on a second one: it is run with SQLite alone."""
    if connection.vendor == "sqlite":
        return
    asks = [item for item in items if _asks_a_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if not _asks_a_database(item)])
    items[:] = asks


def _asks_a_database(item: pytest.Item) -> bool:
    """By a fixture, or by a process of its own as its mark says."""
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(fixtures & {"db", "transactional_db"}) or any(
        item.get_closest_marker(mark) is not None for mark in ("django_db", "postgres", "slow")
    )


@pytest.fixture(scope="session", autouse=True)
def samples() -> None:
    """Each area tells in tests/samples.py how one valid row of each of its record types is made."""
    for file in sorted(ROOT.glob("houqin/**/tests/samples.py")):
        import_module(".".join(file.relative_to(ROOT).with_suffix("").parts))


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """What a process remembers of a school belongs to no other test's school of the same id."""
    forget_all()
