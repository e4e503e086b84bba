"""Labels of things, on the foundation's sheets and rolls; the code leads to the card."""

from collections.abc import Iterable, Iterator

import segno
from django.conf import settings

from houqin.areas.assets.models import Asset
from houqin.foundation.actions import new_place_code
from houqin.foundation.labels import BLANK_MOST, Label


def address_of(code: str) -> str:
    return f"{settings.BASE_URL}/a/{code}/"


def qr_of(code: str) -> str:
    drawn: str = segno.make(address_of(code), error="m", micro=False).svg_inline(omitsize=True, border=2, dark="#000")
    return drawn


def labels_of(school_name: str, assets: Iterable[Asset]) -> Iterator[Label]:
    for asset in assets:
        where = asset.place.name if asset.place is not None else ""
        told = " · ".join(word for word in (asset.number, asset.model[:24], where) if word)
        yield Label(school_name, asset.name, told, asset.code, qr_of(asset.code))


def blank_labels(school_name: str, count: int) -> Iterator[Label]:
    """For a roll that is stuck on first and bound by scanning later."""
    for _ in range(min(count, BLANK_MOST)):
        code = new_place_code()
        yield Label(school_name, "", "", code, qr_of(code))
