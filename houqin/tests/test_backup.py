"""A backup is made while people report; restored elsewhere it holds what was acknowledged before it began. A damaged one is refused whole."""

import io
import json
import os
import subprocess
import tarfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from houqin.tests import programs
from houqin.tests.crashing import ROWS, House, Phones
from houqin.tests.programs import environment, last_line

pytestmark = pytest.mark.sqlite


def houqin(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return programs.houqin(*words, on=environment(data))


def rows(data: Path) -> set[str]:
    return {fault for _, _, fault in json.loads(last_line(programs.python("-c", ROWS, on=environment(data))))}


@pytest.fixture(scope="module")
def backed_up(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, set[str], set[str]]:
    """The archive, what had been acknowledged before it was begun, and what had when it was done."""
    data, archive = tmp_path_factory.mktemp("data"), tmp_path_factory.mktemp("backups") / "后勤备份.tar.gz"
    (data / "files" / "ab").mkdir(parents=True)
    (data / "files" / "ab" / "abcd").write_bytes(os.urandom(50_000))
    house = House(environment(data))
    phones = Phones(house)
    phones.start()
    try:
        while len(phones.answered) < 20:
            time.sleep(0.01)
        before = set(phones.answered)
        made = houqin(data, "backup", str(archive))
        after = set(phones.answered)
    finally:
        phones.stop()
        house.close()
    assert made.returncode == 0, made.stderr
    return archive, before, after


def test_a_backup_made_while_people_write_is_restored_whole(
    backed_up: tuple[Path, set[str], set[str]], tmp_path: Path
) -> None:
    archive, before, after = backed_up

    restored = houqin(tmp_path, "restore", str(archive))

    assert restored.returncode == 0, restored.stderr
    found = rows(tmp_path)
    assert before <= found
    assert before < after, "nobody wrote while the backup was made"
    assert (tmp_path / "files" / "ab" / "abcd").stat().st_size == 50_000
    verified = houqin(tmp_path, "verify")
    assert verified.returncode == 0, verified.stdout


def test_present_data_is_only_replaced_when_asked_and_then_kept_aside(
    backed_up: tuple[Path, set[str], set[str]], tmp_path: Path
) -> None:
    archive, before, _ = backed_up
    assert houqin(tmp_path, "restore", str(archive)).returncode == 0
    (tmp_path / "files" / "ab" / "mine").write_text("added since")

    refused = houqin(tmp_path, "restore", str(archive))
    assert (refused.returncode, "--yes" in refused.stderr) == (1, True)
    assert (tmp_path / "files" / "ab" / "mine").exists()

    assert houqin(tmp_path, "restore", str(archive), "--yes").returncode == 0
    assert before <= rows(tmp_path)
    assert [p.read_text() for p in tmp_path.glob("before-restore-*/files/ab/mine")] == ["added since"]


def cut_short(archive: bytes) -> bytes:
    return archive[: len(archive) * 2 // 3]


def one_bit_turned(archive: bytes) -> bytes:
    middle = len(archive) // 2
    return archive[:middle] + bytes([archive[middle] ^ 4]) + archive[middle + 1 :]


def no_archive(archive: bytes) -> bytes:
    return b"not an archive at all"


def without_its_list(archive: bytes) -> bytes:
    return rewritten(archive, lambda name, inside: None if name == "manifest.json" else inside)


def another_photo(archive: bytes) -> bytes:
    return rewritten(archive, lambda name, inside: b"another photo" if name.endswith("abcd") else inside)


def a_list_that_points_outside(archive: bytes) -> bytes:
    def change(name: str, inside: bytes) -> bytes:
        return inside.replace(b"files/ab/abcd", b"../../../etc/hostname") if name == "manifest.json" else inside

    return rewritten(archive, change)


def rewritten(archive: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(archive)) as old, tarfile.open(fileobj=out, mode="w:gz") as new:
        for member in old.getmembers():
            inside = old.extractfile(member)
            told = change(member.name, inside.read() if inside else b"")
            if told is not None:
                member.size = len(told)
                new.addfile(member, io.BytesIO(told))
    return out.getvalue()


@pytest.mark.parametrize(
    "damage", [cut_short, one_bit_turned, no_archive, without_its_list, another_photo, a_list_that_points_outside]
)
def test_a_damaged_backup_is_refused_with_a_sentence_and_nothing_is_touched(
    backed_up: tuple[Path, set[str], set[str]], damage: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    archive, _, _ = backed_up
    damaged, data = tmp_path / "damaged.tar.gz", tmp_path / "data"
    damaged.write_bytes(damage(archive.read_bytes()))
    data.mkdir()

    refused = houqin(data, "restore", str(damaged))

    assert refused.returncode in (1, 3)
    assert "没有恢复任何内容" in refused.stderr, refused.stderr[-1500:]
    assert "Traceback" not in refused.stderr
    assert not (data / "houqin.sqlite3").exists() or (data / "houqin.sqlite3").stat().st_size == 0
    assert not list(data.glob("before-restore-*"))
