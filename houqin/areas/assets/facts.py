"""What happens to things that areas above may care about. Announced inside the same transaction."""

from dataclasses import dataclass

from houqin.areas.assets.models import Asset
from houqin.kernel.access import Actor


@dataclass(frozen=True, kw_only=True, slots=True)
class AssetDamaged:
    """Somebody who answers for a thing says that it is broken; a repair order may follow."""

    asset: Asset
    by: Actor
    said: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AssetDisposed:
    asset: Asset
    by: Actor
