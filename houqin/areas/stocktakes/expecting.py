"""What the books say is there, and what became of it since."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Max, Q, QuerySet

from houqin.areas.assets.models import Asset
from houqin.areas.stocktakes.models import Stocktake, key_of
from houqin.areas.stores.models import Balance, Movement
from houqin.foundation.models import Place

FEN = Decimal("0.01")
EXPECTED = (Asset.State.IN_USE, Asset.State.IDLE, Asset.State.REPAIR, Asset.State.MISSING)
"""A thing lent out is on the books but with somebody else; one that was missing may turn up."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Expected:
    name: str
    code: str
    unit: str
    quantity: Decimal
    unit_value: Decimal
    place_id: int | None = None
    asset_id: int | None = None
    item_id: int | None = None
    batch_id: int | None = None

    @property
    def key(self) -> str:
        return key_of(self.asset_id, self.item_id, self.batch_id, self.code)


def expected_assets(count: Stocktake) -> Iterator[Expected]:
    rows = assets_within(count).select_related("asset_class").order_by("place__path", "number", "id")
    for asset in rows:
        yield Expected(
            name=told_asset(asset), code=asset.number, unit=asset.asset_class.unit, quantity=Decimal(1), unit_value=asset.value,
            place_id=asset.place_id, asset_id=asset.pk,
        )  # fmt: skip


def assets_within(count: Stocktake) -> "QuerySet[Asset]":
    """The assets that the scope of a count holds, by what their cards say now."""
    rows = Asset.objects.of(count.school_id).filter(campus=count.campus_id, state__in=EXPECTED)
    if count.place_id is not None:
        rows = rows.filter(place__in=places_below(count.place))
    if count.department_id is not None:
        rows = rows.filter(department=count.department_id)
    return rows


def told_asset(asset: Asset) -> str:
    """A name with what tells it from the next one of its kind."""
    return " ".join(part for part in (asset.name, asset.brand, asset.model) if part)


def expected_stock(count: Stocktake) -> Iterator[Expected]:
    """Every balance of the store that is not nothing."""
    rows = Balance.objects.of(count.school_id).filter(store=count.store_id).exclude(quantity=0)
    for balance in rows.select_related("item", "batch").order_by("item__name", "batch__expires_on", "id"):
        name = f"{balance.item} 批号 {balance.batch.code}" if balance.batch is not None else str(balance.item)
        yield Expected(
            name=name, code=balance.item.code, unit=balance.item.unit, quantity=balance.quantity, place_id=count.store.place_id,
            unit_value=(balance.value / balance.quantity).quantize(FEN, ROUND_HALF_UP), item_id=balance.item_id, batch_id=balance.batch_id,
        )  # fmt: skip


def last_movement(count: Stocktake) -> int:
    """The newest movement of the store that the frozen balances hold: later ones are told by their ids, whatever hour they name."""
    if count.store_id is None:
        return 0
    newest = Movement.objects.of(count.school_id).filter(store=count.store_id).aggregate(last=Max("id"))["last"]
    return int(newest or 0)


def moved_since(count: Stocktake) -> dict[str, tuple[tuple[datetime, Decimal], ...]]:
    """Movements written up since the beginning, by line; those that this very count booked left out."""
    rows = Movement.objects.of(count.school_id).filter(store=count.store_id, pk__gt=count.movements_until)
    own = Q(because_kind=Stocktake._meta.label_lower, because_id=count.pk)
    found: dict[str, list[tuple[datetime, Decimal]]] = {}
    for item, batch, when, quantity in rows.exclude(own).values_list("item_id", "batch_id", "happened_at", "quantity"):
        found.setdefault(key_of(None, item, batch, ""), []).append((when, quantity))
    return {key: tuple(moved) for key, moved in found.items()}


def rooms_of(count: Stocktake, expected: set[int]) -> "QuerySet[Place]":
    """Where one has to go: every place something is expected at; without any, the place of the scope itself."""
    places = Place.objects.of(count.school_id)
    own = count.place_id or (count.store.place_id if count.store_id else None)
    wanted = expected or ({own} if own else set())
    return places.filter(pk__in=wanted).order_by("path", "id")


def places_below(place: Place) -> "QuerySet[Place]":
    """The place and everything in it."""
    rows = Place.objects.of(place.school_id).filter(campus=place.campus_id)
    return rows.filter(Q(pk=place.pk) | Q(path__startswith=f"{place.path}/"))


def paths_of(school_id: int, ids: Iterable[Any]) -> dict[int, str]:
    wanted = {one for one in ids if one is not None}
    return dict(Place.objects.of(school_id).filter(pk__in=wanted).values_list("pk", "path"))
