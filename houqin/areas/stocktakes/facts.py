from dataclasses import dataclass

from houqin.areas.stocktakes.models import Stocktake
from houqin.kernel.access import Actor


@dataclass(frozen=True, slots=True)
class StocktakeClosed:
    """Everything was counted and every difference decided."""

    stocktake: Stocktake
    by: Actor
