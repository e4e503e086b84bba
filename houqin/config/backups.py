"""Backup and restore: database, files and keys in one archive with a list of checksums."""

import hashlib
import json
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

import houqin
from houqin.kernel import clock
from houqin.kernel.actions import Refused

MANIFEST = "manifest.json"
SQLITE, POSTGRES = "houqin.sqlite3", "houqin.dump"
KEYS = ("houqin_secret.key", "houqin_trail_key.key")


@dataclass(frozen=True, slots=True)
class Made:
    path: Path
    size: int
    files: int


def make(path: Path | None) -> Made:
    """Write a backup; the system may be running. It appears under its name only when it is whole."""
    path = path or settings.DATA / "backups" / f"houqin-{clock.now():%Y%m%d-%H%M%S}.tar.gz"
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        database = _dump(Path(folder))
        files = [database, *(settings.DATA / key for key in KEYS if (settings.DATA / key).exists()), *_stored()]
        manifest: dict[str, Any] = {
            "version": houqin.__version__,
            "made_at": clock.now().isoformat(),
            "database": database.name,
        }
        with tarfile.open(part, "w:gz", compresslevel=5) as archive:
            manifest["sha256"] = {
                name: _added(archive, file, name) for file in files for name in [_name(file, database)]
            }
            listing = Path(folder) / MANIFEST
            listing.write_text(json.dumps(manifest, ensure_ascii=False))
            archive.add(listing, MANIFEST)
    part.replace(path)
    return Made(path, path.stat().st_size, len(files))


def restore(path: Path, *, replace: bool) -> Path | None:
    """Check the archive whole, then put it in place; what was there is moved aside and its new place returned."""
    with tempfile.TemporaryDirectory(dir=settings.DATA) as folder:
        here = Path(folder)
        manifest = _unpacked(path, here)
        is_sqlite = manifest["database"] == SQLITE
        if is_sqlite != (connection.vendor == "sqlite"):
            raise Refused("备份的数据库类型与当前设置不同：请先把 DATABASE_URL 设成与备份相同的类型。")
        if _has_data() and not replace:
            raise Refused("当前已有数据。确认要恢复，请加 --yes；现有数据会移到一旁，不会删除。")
        aside = _move_aside()
        connection.close()
        for name in manifest["sha256"]:
            target = settings.DATA / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if name != POSTGRES:
                shutil.move(here / name, target)
        if not is_sqlite:
            _run_postgres("pg_restore", "--clean", "--if-exists", "--no-owner", "-d", _url(), str(here / POSTGRES))
    return aside


def _name(file: Path, database: Path) -> str:
    return file.name if file == database else str(file.relative_to(settings.DATA))


def _stored() -> list[Path]:
    return sorted(p for p in Path(settings.FILES_ROOT).rglob("*") if p.is_file())


def _dump(folder: Path) -> Path:
    if connection.vendor == "sqlite":
        target = folder / SQLITE
        with sqlite3.connect(settings.DATABASES["default"]["NAME"]) as live, sqlite3.connect(target) as copy:
            live.backup(copy)
        return target
    _run_postgres("pg_dump", "-Fc", "-f", str(folder / POSTGRES), "-d", _url())
    return folder / POSTGRES


def _url() -> str:
    base = settings.DATABASES["default"]
    parts = {
        "host": base["HOST"],
        "port": base["PORT"],
        "user": base["USER"],
        "password": base["PASSWORD"],
        "dbname": base["NAME"],
    }
    return " ".join(f"{name}={value}" for name, value in parts.items() if value)


def _run_postgres(*words: str) -> None:
    if shutil.which(words[0]) is None:
        raise Refused(f"这台机器没有 {words[0]}。请安装 PostgreSQL 的客户端工具（Debian：postgresql-client）后再试。")
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Refused(f"{words[0]} 没有成功：{done.stderr.strip()[-300:]}")


def _added(archive: tarfile.TarFile, file: Path, name: str) -> str:
    archive.add(file, name)
    return _checksum(file)


def _checksum(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _unpacked(path: Path, here: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as opened, tarfile.open(fileobj=opened) as archive:
            archive.extractall(here, filter="data")
        manifest: dict[str, Any] = json.loads((here / MANIFEST).read_text())
        told: dict[str, str] = manifest["sha256"]
        if manifest["database"] not in told or not all(map(_is_ours, told)):
            raise ValueError
    except (tarfile.TarError, zlib.error, EOFError, KeyError, ValueError, OSError) as error:
        if isinstance(error, OSError) and error.filename == str(path):
            raise  # there is no such file, or it may not be read
        raise Refused(f"{path} 不是完整的备份文件，没有恢复任何内容。请换一份备份。") from error
    damaged = [name for name, digest in told.items() if not (here / name).is_file() or _checksum(here / name) != digest]
    if damaged:
        raise Refused(f"备份里有 {len(damaged)} 个文件损坏（如 {damaged[0]}），没有恢复任何内容。请换一份备份。")
    return manifest


def _is_ours(name: str) -> bool:
    """A name that a backup gives: never one that leads out of the data folder."""
    return name in (SQLITE, POSTGRES, *KEYS) or (name.startswith("files/") and ".." not in Path(name).parts)


def _has_data() -> bool:
    return "kernel_school" in connection.introspection.table_names()


def _move_aside() -> Path | None:
    mine = [settings.DATA / name for name in (SQLITE, f"{SQLITE}-wal", f"{SQLITE}-shm", *KEYS, "files")]
    present = [p for p in mine if p.exists()]
    if not present:
        return None
    aside: Path = settings.DATA / f"before-restore-{clock.now():%Y%m%d-%H%M%S}"
    aside.mkdir()
    for p in present:
        shutil.move(p, aside / p.name)
    return aside
