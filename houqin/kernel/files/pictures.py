"""Photos: whether they are one, what the camera wrote, and small copies without what the camera wrote."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.utils import timezone

from houqin.kernel.actions import Refused

ORIENTATION, TAKEN, OFFSET, EXIF, GPS = 0x0112, 0x9003, 0x9011, 0x8769, 0x8825
FORMATS = ("JPEG", "PNG", "WEBP")


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    width: int
    height: int
    taken_at: datetime | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None


def examine(file: IO[bytes], name: str) -> Seen:
    """Prove that it is a picture of bearable size, and read what the camera wrote."""
    from PIL import Image, UnidentifiedImageError  # 15 MB that only uploads and thumbnails need

    broken = Refused(f"“{name}”不是完整的照片，打不开。请重新拍摄或选择。")
    try:
        file.seek(0)
        with Image.open(file, formats=FORMATS) as picture:
            _bearable(picture, name)
            picture.verify()
        file.seek(0)
        with Image.open(file, formats=FORMATS) as picture:
            seen = _seen(picture)
            picture.draft("RGB", (320, 320))  # a JPEG is decoded at an eighth of its size: enough to find it cut off
            picture.load()
    except Image.DecompressionBombError as error:
        raise Refused(f"“{name}”的像素过多，不能上传。请缩小后再试。") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise broken from error
    return seen


def _bearable(picture: Any, name: str) -> None:
    # JPEG can be decoded small; the other formats are unpacked whole, at four bytes a pixel.
    limit = settings.FILES_PIXELS_MAX * (3 if picture.format == "JPEG" else 1)
    if picture.width * picture.height > limit:
        raise Refused(f"“{name}”的像素过多（{picture.width}×{picture.height}），不能上传。请缩小后再试。")


def _seen(picture: Any) -> Seen:
    width, height = picture.size
    try:
        written = picture.getexif()
        turned = written.get(ORIENTATION, 1) >= 5
        more, place = written.get_ifd(EXIF), written.get_ifd(GPS)
    except (
        Exception
    ):  # camera data is written by thousands of programs; none of their mistakes makes the photo less of a photo
        return Seen(width=width, height=height)
    if turned:
        width, height = height, width
    latitude, longitude = _degrees(place, 1, 2, "S", 90), _degrees(place, 3, 4, "W", 180)
    if latitude is None or longitude is None:
        latitude = longitude = None
    return Seen(width=width, height=height, taken_at=_taken(more), latitude=latitude, longitude=longitude)


def _taken(written: Any) -> datetime | None:
    try:
        moment = datetime.strptime(str(written[TAKEN]).strip("\0 "), "%Y:%m:%d %H:%M:%S")
        offset = str(written.get(OFFSET, "")).strip("\0 ")
        if offset:
            sign = -1 if offset[0] == "-" else 1
            hours, minutes = offset.lstrip("+-").split(":")
            return (moment - sign * timedelta(hours=int(hours), minutes=int(minutes))).replace(tzinfo=UTC)
        return timezone.make_aware(moment).astimezone(UTC)
    except (KeyError, ValueError, TypeError, OverflowError):
        return None


def _degrees(place: Any, which: int, where: int, negative: str, most: int) -> Decimal | None:
    try:
        degrees, minutes, seconds = (Decimal(str(float(part))) for part in place[where])
        found = degrees + minutes / 60 + seconds / 3600
        if not 0 <= found <= most:
            return None
        return (-found if str(place[which]).upper().startswith(negative) else found).quantize(Decimal("0.000001"))
    except (KeyError, ValueError, TypeError, ArithmeticError):
        return None


def write_small(source: Path, target: IO[bytes], longest: int) -> None:
    """A WebP no longer than `longest` on its long side, upright, with no word of where or when it was taken."""
    from PIL import Image, ImageOps  # see examine

    with Image.open(source, formats=FORMATS) as opened:
        opened.draft("RGB", (longest * 2, longest * 2))
        picture = ImageOps.exif_transpose(opened)
        picture.thumbnail((longest, longest))
        small = picture.convert("RGBA" if "A" in picture.getbands() or "transparency" in picture.info else "RGB")
        small.info.clear()  # the WebP writer would copy XMP, and the camera's place with it
        small.save(target, "WEBP", quality=80, method=4)
