"""Programs of their own that a test starts: on a data folder of the test's, with a SQLite file in it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

PATIENCE = 900
"""Seconds until a program counts as hanging; how fast it is, the bench tells."""


def environment(data: Path) -> dict[str, str]:
    told = {"HOUQIN_DATA": str(data), "DJANGO_SETTINGS_MODULE": "houqin.config.settings", "HOUQIN_LOG": "CRITICAL"}
    return {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | told


def python(*words: str, on: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """What `python WORDS` said, in the environment `on`."""
    return subprocess.run(
        [sys.executable, *words], env=on, capture_output=True, text=True, check=False, timeout=PATIENCE
    )


def houqin(*words: str, on: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """What the console command said."""
    return python("-c", "import sys; from houqin.config.cli import main; sys.exit(main(sys.argv[1:]))", *words, on=on)


def last_line(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.splitlines()[-1]


def on_a_file(told: Callable[[Any], Any], folder: Path) -> Any:
    """What came of a story (see `houqin.tests.crowd`) on SQLite: a file, a connection for each thread."""
    return json.loads(last_line(python("-m", "houqin.tests.story", told.__module__, on=environment(folder))))
