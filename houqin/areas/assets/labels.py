"""Labels of things, on the foundation's sheets and rolls; the code leads to the card."""

from collections.abc import Iterable, Iterator

from django.conf import settings

from houqin.areas.assets.models import Asset
from houqin.foundation.labels import Label, drawn


def address_of(code: str) -> str:
    return f"{settings.BASE_URL}/a/{code}/"


def labels_of(school_name: str, assets: Iterable[Asset]) -> Iterator[Label]:
    for asset in assets:
        where = asset.place.name if asset.place is not None else ""
        told = " · ".join(word for word in (asset.number, asset.model[:24], where) if word)
        yield Label(school_name, asset.name, told, asset.code, drawn(address_of(asset.code)))
