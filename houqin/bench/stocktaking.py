"""Five thousand scans of one count, brought by phones in batches, beside the same rows written bare."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from houqin.bench.result import Measured, measured
from houqin.bench.sheets import ROUNDS, actor_here, in_turn

SCANS, BATCH = 5_000, 500
"""As many as a phone sends at once."""


def costs(backend: str, wanted: Callable[[str], bool]) -> Iterator[Measured]:
    if wanted("stocktake_join"):
        ours, bare = in_turn(_joining(_building()), _inserting())
        yield measured("stocktake_join", backend, SCANS / ours, "scans/s", floor=SCANS / bare)


def _building() -> Any:
    """A place with that many things, each with its label."""
    from houqin.areas.assets.models import Asset, AssetClass
    from houqin.foundation.models import Place
    from houqin.kernel.actions import add, add_many
    from houqin.kernel.declare import register

    by, place = actor_here(), Place.objects.order_by("pk").first()
    kind = add(register.for_model(AssetClass), by=by, values={"code": "A05010502", "name": "课桌椅", "unit": "套"})
    rows = [
        {"name": "课桌椅", "asset_class": kind, "value": Decimal(180), "place": place, "bought_on": date(2026, 3, 2)}
        for _ in range(SCANS)
    ]
    add_many(register.for_model(Asset), by=by, rows=rows)
    return place


def _joining(place: Any) -> Callable[[], None]:
    """Into a fresh count each time: none known yet, each matched to its thing and entered on the trail."""
    from houqin.areas.assets.models import Asset
    from houqin.areas.stocktakes import actions
    from houqin.areas.stocktakes.actions import Scanned

    by = actor_here()
    codes = list(Asset.objects.filter(place=place).order_by("pk").values_list("code", flat=True)[:SCANS])
    counts = [actions.begin(by=by, place=place) for _ in range(ROUNDS)]

    def work() -> None:
        count = counts.pop()
        scans = [Scanned(uid=f"{count.pk}-{n}", code=code, room=place.pk) for n, code in enumerate(codes)]
        for start in range(0, len(scans), BATCH):
            actions.join(count, by=by, scans=scans[start : start + BATCH])
        assert count.scans.filter(asset__isnull=False).count() == SCANS

    return work


def _inserting() -> Callable[[], None]:
    """The same columns, put together beforehand, in one transaction."""
    from django.db import connection, transaction

    from houqin.areas.stocktakes.models import Scan, Stocktake

    count = Stocktake.objects.order_by("pk").first()
    fields = [field for field in Scan._meta.concrete_fields if not field.primary_key]
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    sql = f"INSERT INTO stocktakes_scan ({names}) VALUES ({', '.join(['%s'] * len(fields))})"
    waiting = [[_bare(count, fields, f"bare-{turn}-{n}") for n in range(SCANS)] for turn in range(ROUNDS)]

    def work() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(sql, waiting.pop())

    return work


def _bare(count: Any, fields: list[Any], uid: str) -> list[Any]:
    from django.db import connection

    from houqin.areas.stocktakes.models import Scan

    row = Scan(
        school_id=count.school_id,
        stocktake=count,
        client_id=uid,
        code=f"CODE{uid}",
        place_id=count.place_id,
        campus_id=count.campus_id,
    )
    return [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
