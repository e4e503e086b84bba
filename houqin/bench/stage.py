"""A copy of the seeded school for one run. The seed is kept in .cache/bench until the tables or the seeding change."""

import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import houqin
from houqin.bench import seeding

CACHE = Path(".cache/bench")
PACKAGE = Path(houqin.__file__).parent
SECRETS = {"HOUQIN_SECRET": "bench-" * 9, "HOUQIN_TRAIL_KEY": "bench-trail-key"}


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A data folder and a database, told to a process by its environment."""

    data: Path
    url: str = ""

    @property
    def environment(self) -> dict[str, str]:
        told = SECRETS | {
            "HOUQIN_DATA": str(self.data),
            "DJANGO_SETTINGS_MODULE": "houqin.config.settings",
            "HOUQIN_LOG": "ERROR",
        }
        return (
            {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
            | told
            | ({"DATABASE_URL": self.url} if self.url else {})
        )

    def run(self, *words: str) -> None:
        subprocess.run([sys.executable, "-m", *words], env=self.environment, check=True)


def a_copy(backend: str, rows: int) -> Stage:
    """A school with that many orders, on which a run may do what it likes."""
    return _sqlite(rows) if backend == "sqlite" else _postgres(rows)


def _made_of(rows: int) -> str:
    """Names the seed by everything its tables and rows come from."""
    told = hashlib.sha256(str(rows).encode())
    for file in (
        Path(seeding.__file__),
        *sorted(PACKAGE.rglob("migrations/*.py")),
        *sorted(PACKAGE.glob("areas/repairs/records.py")),
    ):
        told.update(file.read_bytes())
    return told.hexdigest()[:10]


def _folder(name: str, *, anew: bool) -> Path:
    folder = (CACHE / name).resolve()
    if anew:
        shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _seed(stage: Stage, rows: int) -> None:
    print(f"Seeding {rows:,} repair orders ...", file=sys.stderr, flush=True)
    stage.run("houqin.bench.seeding", str(rows))


def _sqlite(rows: int) -> Stage:
    name = f"sqlite-{rows}-{_made_of(rows)}"
    if not (CACHE / name / "whole").exists():
        for old in CACHE.glob(f"sqlite-{rows}-*"):
            shutil.rmtree(old)
        _seed(Stage(data=_folder(name, anew=True)), rows)
        (CACHE / name / "whole").touch()
    data = _folder(f"run-sqlite-{rows}", anew=True)
    shutil.copy(CACHE / name / "houqin.sqlite3", data)
    return Stage(data=data)


def _postgres(rows: int) -> Stage:
    """Databases of the server that DATABASE_URL names: the seed, and beside it a copy of it."""
    seed, copy = f"houqin_bench_{rows}_{_made_of(rows)}", f"houqin_bench_run_{rows}"
    data = _folder(f"run-postgresql-{rows}", anew=True)
    if not _known(seed):
        _drop(f"{seed}_part")
        _ask(f"CREATE DATABASE {seed}_part")
        _seed(Stage(data=data, url=_url(f"{seed}_part")), rows)
        _ask(f"ALTER DATABASE {seed}_part RENAME TO {seed}")
    _drop(copy)
    _ask(f"CREATE DATABASE {copy} TEMPLATE {seed}")
    return Stage(data=data, url=_url(copy))


def leave(stage: Stage) -> None:
    """Remove the copy; the seed stays for the next run."""
    shutil.rmtree(stage.data, ignore_errors=True)
    if stage.url:
        _drop(stage.url.rsplit("/", 1)[1])


def _url(database: str) -> str:
    return os.environ["DATABASE_URL"].rsplit("/", 1)[0] + f"/{database}"


def _ask(sql: str) -> list[tuple[object, ...]]:
    import psycopg

    with psycopg.connect(_url("postgres"), autocommit=True) as link:
        cursor = link.execute(sql)
        return cursor.fetchall() if cursor.description else []


def _known(database: str) -> bool:
    return bool(_ask(f"SELECT 1 FROM pg_database WHERE datname = '{database}'"))


def _drop(database: str) -> None:
    _ask(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
