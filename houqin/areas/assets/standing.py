"""What a thing is worth on the books now."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from houqin.areas.assets.models import Asset, BookLine, BookMonth, BookValue

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Standing:
    gross: Decimal
    accumulated: Decimal

    @property
    def net(self) -> Decimal:
        return self.gross - self.accumulated


def standings(school_id: int, assets: Iterable[Asset]) -> dict[int, Standing]:
    """After the last run of the open month, else after the last closed month, else as the card begins."""
    found = {asset.pk: Standing(asset.value, asset.opening_depreciation) for asset in assets}
    values = BookValue.objects.of(school_id).filter(asset_id__in=found)
    lines = BookLine.objects.of(school_id).filter(asset_id__in=found, month__state=BookMonth.State.OPEN)
    for rows in (values, lines):
        for asset, gross, accumulated in rows.values_list("asset_id", "gross", "accumulated"):
            found[asset] = Standing(gross, accumulated)
    return found
