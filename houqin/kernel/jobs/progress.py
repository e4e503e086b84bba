"""How far a job is, kept in a small file.

Not in the database: a job writes in one transaction, which would hide its own progress, and on SQLite nobody else may write meanwhile.
"""

import json
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

PAUSE = 0.3
"""Seconds between two writes; a person cannot read faster."""


@dataclass(frozen=True, slots=True)
class Progress:
    done: int
    total: int
    message: str = ""

    @property
    def percent(self) -> int:
        return min(100, self.done * 100 // self.total) if self.total else 0


class ProgressFile:
    def __init__(self, job_id: int) -> None:
        self._path = Path(settings.FILES_ROOT) / ".progress" / f"{job_id}.json"
        self._written_at = 0.0

    def write(self, progress: Progress) -> None:
        now = time.monotonic()
        if now - self._written_at < PAUSE:
            return
        self._written_at = now
        self._path.parent.mkdir(parents=True, exist_ok=True)
        part = self._path.with_suffix(".part")
        part.write_text(json.dumps(asdict(progress)))
        part.replace(self._path)

    def read(self) -> Progress | None:
        try:
            told: dict[str, Any] = json.loads(self._path.read_text())
        except (FileNotFoundError, json.JSONDecodeError):
            return None
        return Progress(**told)

    def remove(self) -> None:
        self._path.unlink(missing_ok=True)
