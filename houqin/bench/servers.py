"""Servers on loopback: the one that `houqin up` starts, with its worker, and the floor on the same kind of server."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from houqin.bench.stage import Stage

PATIENCE = 60.0
REAL = "import sys; from houqin.config.cli import main; sys.exit(main(sys.argv[1:]))"
FLOOR = (
    "import sys, django; django.setup()\n"
    "from django.core.wsgi import get_wsgi_application\n"
    "from houqin.config.serving import Web, web_options\n"
    "class Floor(Web):\n"
    "    def load(self): return get_wsgi_application()\n"
    "Floor(web_options('127.0.0.1', int(sys.argv[1]))).run()\n"
)


@dataclass(frozen=True, kw_only=True)
class Server:
    port: int
    process: subprocess.Popen[bytes]
    seconds_to_answer: float

    @property
    def memory(self) -> float:
        """Proportional resident memory of all its processes, in MiB."""
        return sum(_pss(pid) for pid in _family(self.process.pid)) / 1024


@contextmanager
def real(stage: Stage) -> Iterator[Server]:
    """What `houqin up` starts on this data."""
    port = _free_port()
    words = [sys.executable, "-c", REAL, "up", "--host", "127.0.0.1", "--port", str(port)]
    with _serving(words, stage.environment, port, "/sign-in/") as server:
        yield server


@contextmanager
def floor(stage: Stage, caught: Path) -> Iterator[Server]:
    port = _free_port()
    more = {"DJANGO_SETTINGS_MODULE": "houqin.bench.floor_settings", "HOUQIN_BENCH_CAUGHT": str(caught)}
    words = [sys.executable, "-c", FLOOR, str(port)]
    with _serving(words, stage.environment | more, port, "/list.json") as server:
        yield server


@contextmanager
def _serving(words: list[str], environment: dict[str, str], port: int, path: str) -> Iterator[Server]:
    began = time.perf_counter()
    process = subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        _wait_for(process, f"http://127.0.0.1:{port}{path}")
        yield Server(port=port, process=process, seconds_to_answer=time.perf_counter() - began)
    finally:
        _stop(process)


def _wait_for(process: subprocess.Popen[bytes], address: str) -> None:
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with code {process.returncode}")
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE):
                return
        except urllib.error.HTTPError:
            raise
        except OSError:
            time.sleep(0.01)
    raise RuntimeError(f"{address} did not answer within {PATIENCE:.0f} s")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def _family(pid: int) -> list[int]:
    """The process and all below it."""
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text()
        except OSError:
            continue  # it ended meanwhile
        parents.setdefault(int(stat.rsplit(")", 1)[1].split()[1]), []).append(int(folder.name))
    found = [pid]
    for one in found:
        found += parents.get(one, [])
    return found


def _pss(pid: int) -> int:
    try:
        told = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    match = re.search(r"^Pss:\s+(\d+) kB", told, re.MULTILINE)
    return int(match[1]) if match else 0
