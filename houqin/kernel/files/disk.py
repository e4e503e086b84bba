"""The files on disk: FILES_ROOT/<school>/<first two>/<sha256>, written once, never changed."""

import hashlib
import os
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import IO

from django.conf import settings

CHUNK = 1 << 20


def path_of(school_id: int, sha256: str, size: int = 0) -> Path:
    """Where a content is; with `size`, where its small copy of that length is."""
    return Path(settings.FILES_ROOT) / str(school_id) / sha256[:2] / (f"{sha256}.{size}.webp" if size else sha256)


def hash_of(file: IO[bytes]) -> tuple[str, int]:
    """(sha256, size) of the content."""
    file.seek(0)
    digest, size = hashlib.sha256(), 0
    while chunk := file.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
    return digest.hexdigest(), size


def put(path: Path, write: Callable[[IO[bytes]], object], *, durable: bool = True) -> None:
    """Have `write` make the file, whole or not at all; durable: it is on the disk itself when this returns."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{uuid.uuid4().hex}.part")
    try:
        with open(part, "xb") as file:
            write(file)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    if durable:
        _sync_folder(path.parent)
        _sync_folder(path.parent.parent)


def copy(source: IO[bytes], target: IO[bytes]) -> None:
    source.seek(0)
    while chunk := source.read(CHUNK):
        target.write(chunk)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
