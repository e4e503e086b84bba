"""The shared cast, and every area's sample rows."""

from importlib import import_module
from pathlib import Path

import pytest
from django.db import connection

from houqin.foundation.rules_memory import forget_all

pytest_plugins = ["houqin.tests.people"]

ROOT = Path(__file__).parent


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Each test where it has something to say: what never asks a database, or brings its own, is run with SQLite alone."""
    belongs = _on_sqlite if connection.vendor == "sqlite" else _on_postgres
    config.hook.pytest_deselected(items=[item for item in items if not belongs(item)])
    items[:] = [item for item in items if belongs(item)]


def _on_sqlite(item: pytest.Item) -> bool:
    return item.get_closest_marker("postgres") is None


def _on_postgres(item: pytest.Item) -> bool:
    asks = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    marked = any(item.get_closest_marker(mark) is not None for mark in ("django_db", "postgres"))
    return bool(asks or marked) and item.get_closest_marker("sqlite") is None


@pytest.fixture(scope="session", autouse=True)
def samples() -> None:
    """Each area tells in tests/samples.py how one valid row of each of its record types is made."""
    for file in sorted(ROOT.glob("houqin/**/tests/samples.py")):
        import_module(".".join(file.relative_to(ROOT).with_suffix("").parts))


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """What a process remembers of a school belongs to no other test's school of the same id."""
    forget_all()
