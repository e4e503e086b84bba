"""Keeping a file: checked, hashed, on the disk before its row is committed."""

from pathlib import Path
from typing import IO, Any, cast

from django.conf import settings
from django.db import IntegrityError, transaction

from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Refused
from houqin.kernel.files import disk
from houqin.kernel.files.models import StoredFile
from houqin.kernel.files.pictures import examine
from houqin.kernel.files.sniff import BY_MIME, Type, sniff
from houqin.kernel.files.upload import Upload


def keep(upload: Upload, by: Actor) -> StoredFile:
    """Check and keep a file that somebody sent. Refused with a sentence if it is too large, broken, or of another type."""
    name = clean_name(upload.name or "")
    _check_size(upload, name, settings.FILES_PAPER_MAX)
    kind = sniff(upload, name)
    told: dict[str, Any] = {}
    if kind.is_picture:
        _check_size(upload, name, settings.FILES_PHOTO_MAX)
        seen = examine(upload, name)
        told = {field: getattr(seen, field) for field in ("width", "height", "taken_at", "latitude", "longitude")}
    return _kept(upload, _named(name, kind), kind.mime, by.school_id, told)


def keep_made(path: Path, name: str, school_id: int) -> StoredFile:
    """Keep a file that this program made; it is trusted to be what its name says."""
    kind = next(t for t in BY_MIME.values() if name.endswith("." + t.extension))
    with open(path, "rb") as file:
        return _kept(file, clean_name(name), kind.mime, school_id, {})


def clean_name(name: str) -> str:
    """Without folders and control characters, so that it may be shown and offered as a download."""
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    return ("".join(c for c in base if c.isprintable()).strip(" .") or "未命名")[-120:]


def _check_size(upload: Upload, name: str, most: int) -> None:
    size = upload.size or 0
    if size > most:
        raise Refused(f"“{name}”有 {size / 1048576:.1f} MB，超过 {most // 1048576} MB 的上限。请压缩或拆分后再上传。")


def _named(name: str, kind: Type) -> str:
    """The name with the extension of what the file really is."""
    wrong = not name.lower().endswith(
        (f".{kind.extension}", ".jpeg" if kind.extension == "jpg" else f".{kind.extension}")
    )
    return f"{name}.{kind.extension}" if wrong else name


@transaction.atomic
def _kept(file: IO[bytes], name: str, mime: str, school_id: int, told: dict[str, Any]) -> StoredFile:
    sha256, size = disk.hash_of(file)
    row = _row(school_id, sha256, {"size": size, "type": mime, "name": name} | told)
    # Looked for only now: the row keeps the sweep, which removes rows and files in one transaction, away from this content.
    path = disk.path_of(school_id, sha256)
    if not path.exists() or path.stat().st_size != size:
        disk.put(path, lambda target: disk.copy(file, target))
    return row


def _row(school_id: int, sha256: str, told: dict[str, Any]) -> StoredFile:
    mine = StoredFile.objects.of(school_id).filter(sha256=sha256)
    if mine.update(kept_at=clock.now()):
        return cast(StoredFile, mine.get())
    try:
        with transaction.atomic():
            made: StoredFile = StoredFile.objects.create(school_id=school_id, sha256=sha256, **told)
            return made
    except IntegrityError:
        return cast(StoredFile, mine.get())
