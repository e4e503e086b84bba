"""The program as a phone keeps it: the built files and the one page that stands for all that are not held."""

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.templatetags.static import static

FOLDER = Path(__file__).parents[1] / "static"
WORKER = FOLDER / "houqin" / "sw.js"
SHELL = "/offline/"
NAMED = ("houqin/app.css", "houqin/app.js", "houqin/icons.svg", "houqin-theme.js")


def worker() -> bytes | None:
    """The service worker with the list of what it keeps; None when the front end was not built."""
    return _worker() if not settings.DEBUG else _worker.__wrapped__()


@lru_cache(maxsize=1)
def _worker() -> bytes | None:
    if not WORKER.exists():
        return None
    kept = json.dumps(files(), separators=(",", ":"))
    return f"self.HELD={kept};\n".encode() + WORKER.read_bytes()


def files() -> list[dict[str, Any]]:
    """Address and revision of each file; none where the address changes with the content."""
    named = [_file(static(name), FOLDER / name, hashed=static(name) != settings.STATIC_URL + name) for name in NAMED]
    chunks = sorted((FOLDER / "houqin" / "chunks").glob("*.js"))
    loaded = [_file(f"{_base()}chunks/{path.name}", path, hashed=True) for path in chunks]
    every = [*named, *loaded]
    return [*every, {"url": SHELL, "revision": version()}]


def _base() -> str:
    return static("houqin/app.js").rsplit("/", 1)[0] + "/"


def _file(url: str, path: Path, *, hashed: bool) -> dict[str, Any]:
    return {"url": url, "revision": None if hashed else _digest(path.read_bytes())}


@lru_cache(maxsize=1)
def version() -> str:
    """Changes with the program: pages held by an older one are fetched again."""
    every = sorted(path for path in FOLDER.rglob("*") if path.is_file())
    pages = sorted((FOLDER.parent / "templates").rglob("*.html"))
    return _digest(b"".join(path.read_bytes() for path in (*every, *pages)))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]
