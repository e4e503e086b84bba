"""Ten thousand cards in from a sheet, and the books of a hundred thousand run for a month, beside the same rows written bare."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from houqin.bench.result import Measured, measured
from houqin.bench.sheets import actor_here, in_turn
from houqin.bench.stage import Stage

CODES = ("A02010105", "A02020200", "A05010203", "A05010304", "A02061804")
HEADS = ("old_number", "name", "asset_class__code", "serial", "value", "accepted_on", "place__path")
CHUNK = 10_000


def costs(backend: str, stage: Stage, cards: int, books: int, wanted: Callable[[str], bool]) -> Iterator[Measured]:
    """cards: rows of the sheet; books: cards on the books when the month is run."""
    if not (wanted("import_cards") or wanted("depreciation_month")):
        return
    from houqin.areas.assets.actions import install_classes

    install_classes(by=actor_here())
    ours, bare = in_turn(_importing(stage, cards), _inserting(cards))
    yield measured("import_cards", backend, cards / ours, "rows/s", floor=cards / bare)
    if wanted("depreciation_month"):
        _fill(books)
        ours, bare = _running()
        yield measured("depreciation_month", backend, ours, "s", floor=bare)


def _importing(stage: Stage, rows: int) -> Callable[[], None]:
    """Rehearsed and written, with numbers, label codes, search and trail. Each turn is another school year's things."""
    import xlsxwriter  # type: ignore[import-untyped]

    from houqin.areas.assets.records import ASSET
    from houqin.foundation.models import Place
    from houqin.kernel.sheets.columns import columns_of
    from houqin.kernel.sheets.importing import import_file

    places = list(Place.objects.order_by("pk").values_list("path", flat=True)[:200])
    labels = {col.path: col.label for col in columns_of(ASSET)}
    turn = iter(range(99))

    def work() -> None:
        year = 2001 + next(turn)
        path = stage.data / f"cards-{year}.xlsx"
        with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
            sheet = book.add_worksheet("固定资产")
            sheet.write_row(0, 0, [labels[head] for head in HEADS])
            for n in range(rows):
                told = [
                    f"{year}-{n:06}",
                    "台式计算机",
                    CODES[n % 5],
                    f"SN{year}{n}",
                    900 + n % 4000,
                    f"2024-03-{n % 28 + 1:02}",
                    places[n % len(places)],
                ]
                sheet.write_row(n + 1, 0, told)
        report = import_file(ASSET, path, actor_here())
        assert report.written == rows, report.said

    return work


def _columns() -> tuple[str, list[Any]]:
    """An INSERT of cards and the values of one, taken from a card that is there."""
    from django.db import connection

    from houqin.areas.assets.models import Asset

    one: Any = Asset.objects.order_by("-pk").first()
    fields = [f for f in Asset._meta.concrete_fields if not f.primary_key]
    sql = f"INSERT INTO assets_asset ({', '.join(connection.ops.quote_name(str(f.column)) for f in fields)}) VALUES ({', '.join(['%s'] * len(fields))})"
    return sql, [f.get_db_prep_save(getattr(one, f.attname), connection) for f in fields]


def _inserting(rows: int) -> Callable[[], None]:
    """The rows alone, in one transaction."""
    turn = iter(range(99))

    def work() -> None:
        _insert(rows, f"B{next(turn)}")

    return work


def _insert(rows: int, tag: str) -> None:
    from django.db import connection, transaction

    from houqin.areas.assets.models import Asset

    names = [f.name for f in Asset._meta.concrete_fields if not f.primary_key]
    sql, like = _columns()
    own = [names.index(name) for name in ("number", "old_number", "code")]
    with transaction.atomic(), connection.cursor() as cursor:
        for start in range(0, rows, CHUNK):
            values = []
            for n in range(start, min(start + CHUNK, rows)):
                row = list(like)
                for place in own:
                    row[place] = f"{tag}-{n}"
                values.append(row)
            cursor.executemany(sql, values)


def _fill(books: int) -> None:
    """As many cards on the books as wanted; they only have to be there, not to have come in by a door."""
    from houqin.areas.assets.models import Asset

    _insert(max(0, books - Asset.objects.count()), "F")


def _running() -> tuple[float, float]:
    """Computed, written, digested and on the trail; bare: the same lines, computed beforehand, put in place of those that are there."""
    from django.db import connection, transaction

    from houqin.areas.assets.actions import open_books, run_month
    from houqin.areas.assets.models import BookLine

    by = actor_here()
    month = run_month(open_books(by=by, month=date(2024, 3, 1)), by=by)
    fields = [f for f in BookLine._meta.concrete_fields if not f.primary_key]
    names = ", ".join(connection.ops.quote_name(str(f.column)) for f in fields)
    sql = f"INSERT INTO assets_bookline ({names}) VALUES ({', '.join(['%s'] * len(fields))})"
    lines = list(BookLine.objects.filter(month=month).order_by("asset_id").values_list(*(f.attname for f in fields)))

    def bare() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM assets_bookline WHERE month_id = %s", [month.pk])
            cursor.executemany(sql, lines)

    return in_turn(lambda: run_month(month, by=by), bare)
