"""python -m houqin.bench [--quick] [--only NAME] [--backend sqlite|postgresql|none]"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from houqin.bench import result
from houqin.bench.result import OUT, Measured
from houqin.bench.stage import PACKAGE, Stage, a_copy, leave

BACKENDS = ("sqlite", "postgresql", "none")
FULL, QUICK = (100_000, 10_000), (10_000, 1_000)
"""Repair orders, and those of the smaller school that a search is compared with."""


def main() -> int:
    asked = _asked()
    if asked.part:
        return _measure(asked)
    print(result.heading(), flush=True)
    found = [one for backend in asked.backend or BACKENDS for one in _in_own_process(backend, asked)]
    result.write(found, OUT)
    missed = [one for one in found if one.is_met is False]
    told = sum(one.target is not None for one in found)
    print(f"\n{told - len(missed)} of {told} targets met; written to {OUT}")
    return 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m houqin.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK[0]:,} orders instead of {FULL[0]:,}")
    parser.add_argument(
        "--only", action="append", default=[], metavar="NAME", help="measures whose name begins so; may be repeated"
    )
    parser.add_argument(
        "--backend", action="append", choices=BACKENDS, help="may be repeated; none: what needs no database"
    )
    parser.add_argument("--part", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def _in_own_process(backend: str, asked: argparse.Namespace) -> list[Measured]:
    """Each database has its own process, because settings are read once; PostgreSQL is lent for as long as that takes."""
    with tempfile.TemporaryDirectory() as folder:
        part = Path(folder) / "part.json"
        words = [sys.executable, "-m", "houqin.bench", "--backend", backend, "--part", str(part)]
        words += ["--quick"] if asked.quick else []
        words += [word for name in asked.only for word in ("--only", name)]
        if backend == "postgresql":
            words.insert(0, str(PACKAGE.parent / "scripts/with-postgres"))
        done = subprocess.run(words, check=False)
        if done.returncode:
            sys.exit(f"measuring on {backend} ended with code {done.returncode}")
        return result.read(part)


def _measure(asked: argparse.Namespace) -> int:
    def wanted(name: str) -> bool:
        return not asked.only or any(name.startswith(only) or only.startswith(name) for only in asked.only)

    found: list[Measured] = []
    for one in _all(asked.backend[0], QUICK if asked.quick else FULL, wanted):
        print(result.line(one), flush=True)
        found.append(one)
    result.write(found, asked.part)
    return 0


def _all(backend: str, sizes: tuple[int, int], wanted: Callable[[str], bool]) -> Iterator[Measured]:
    if backend == "none":
        with tempfile.TemporaryDirectory() as folder:
            _set_up(Stage(data=Path(folder)))
            from houqin.bench import readers

            yield from readers.scores(wanted)
        return
    large, small = (a_copy(backend, rows) for rows in sizes)
    try:
        yield from _on(backend, large, small, sizes, wanted)
    finally:
        leave(large)
        leave(small)


def _on(
    backend: str, large: Stage, small: Stage, sizes: tuple[int, int], wanted: Callable[[str], bool]
) -> Iterator[Measured]:
    _set_up(large)
    from django.db import connection

    from houqin.bench import pages, sheets, starting, stock, stocktaking, things
    from houqin.config.serving import prepare_tables, prepare_to_serve

    prepare_tables()
    prepare_to_serve()
    key = pages.key_for_this_school()
    yield from pages.queries(backend, key, wanted)
    yield from pages.costs(backend, large, key, wanted)
    if wanted("search_common_growth") or wanted("search_rare_growth"):
        yield from pages.growth(backend, large, small, (key, _key_of(small)), wanted)
    yield from sheets.costs(backend, large, sizes[1], wanted)
    yield from stocktaking.costs(backend, wanted)
    yield from things.costs(backend, large, sizes[1], sizes[0], wanted)
    yield from stock.costs(backend, sizes[0] * 10, wanted)
    yield from starting.costs(backend, large, wanted)
    connection.close()


def _key_of(stage: Stage) -> Any:
    """A key made in another process, because this one is bound to its own database."""
    script = (
        "import django; django.setup(); from houqin.bench.pages import key_for_this_school as key; print(*key().parts)"
    )
    words = [sys.executable, "-c", script]
    told = subprocess.run(words, env=stage.environment, stdout=subprocess.PIPE, text=True, check=True)
    from houqin.bench.pages import Key

    cookie, token = told.stdout.split()
    return Key(cookie=cookie, token=token)


def _set_up(stage: Stage) -> None:
    """This process works on that data from now on."""
    os.environ.update(stage.environment)
    if not stage.url:
        os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()


if __name__ == "__main__":
    sys.exit(main())
