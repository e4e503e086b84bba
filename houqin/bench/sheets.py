"""Ten thousand rows in, all rows out, beside the same cells and rows written bare."""

import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from houqin.bench.result import Measured, measured
from houqin.bench.stage import Stage

ROUNDS = 2


def costs(backend: str, stage: Stage, rows: int, wanted: Callable[[str], bool]) -> Iterator[Measured]:
    if wanted("export_xlsx"):
        yield _export(backend, stage)
    if wanted("import_xlsx"):
        yield from _import(backend, stage, rows)


def actor_here() -> Any:
    from houqin.kernel.access import Actor
    from houqin.kernel.rows import School

    return Actor.system(School.objects.get().pk, "测量")


def seconds(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def in_turn(ours: Callable[[], Any], bare: Callable[[], Any], rounds: int = ROUNDS) -> tuple[float, float]:
    """The quicker of a few turns each: so long a piece of work always meets somebody else's busy moment."""
    taken = [(seconds(ours), seconds(bare)) for _ in range(rounds)]
    return min(a for a, _ in taken), min(b for _, b in taken)


def _export(backend: str, stage: Stage) -> Measured:
    """The workbook of all orders; bare: the same cells, already in memory, written by xlsxwriter alone."""
    from houqin.areas.repairs.records import ORDER
    from houqin.kernel.sheets.importing import export_file

    by, path = actor_here(), stage.data / "out.xlsx"
    export_file(ORDER, path, by)
    cells = _read(path)
    ours, bare = in_turn(lambda: export_file(ORDER, path, by), lambda: _write_bare(cells, stage.data / "bare.xlsx"))
    return measured("export_xlsx", backend, ours, "s", floor=bare)


def _read(path: Path) -> list[list[Any]]:
    from python_calamine import CalamineWorkbook

    return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()


def _write_bare(cells: list[list[Any]], path: Path) -> None:
    import xlsxwriter  # type: ignore[import-untyped]

    with xlsxwriter.Workbook(path, {"constant_memory": True, "default_date_format": "yyyy-mm-dd hh:mm"}) as book:
        sheet = book.add_worksheet()
        for r, row in enumerate(cells):
            for c, value in enumerate(row):
                if isinstance(value, str):
                    if value:
                        sheet.write_string(r, c, value)
                elif isinstance(value, datetime):
                    sheet.write_datetime(r, c, value)
                else:
                    sheet.write_number(r, c, value)


def _import(backend: str, stage: Stage, rows: int) -> Iterator[Measured]:
    """Rehearsed and written, with search and trail; bare: the rows alone, in one transaction. Then: does a row of many cost more?"""
    many, few = rows, rows // 5
    ours, bare = in_turn(_importing(stage, many), _inserting(many))
    yield measured("import_xlsx", backend, many / ours, "rows/s", floor=many / bare)
    less = min(seconds(_importing(stage, few)) for _ in range(ROUNDS))
    yield measured("import_growth", backend, ours / many * 1000, "ms/row", floor=less / few * 1000)


def _importing(stage: Stage, rows: int) -> Callable[[], None]:
    import xlsxwriter

    from houqin.areas.repairs.records import ORDER
    from houqin.bench.seeding import WHAT, WHERE
    from houqin.foundation.models import Place
    from houqin.kernel.sheets.columns import columns_of
    from houqin.kernel.sheets.importing import import_file

    path = stage.data / f"in-{rows}.xlsx"
    codes = list(Place.objects.order_by("pk").values_list("code", flat=True))
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("报修单")
        labels = {col.path: col.label for col in columns_of(ORDER)}
        sheet.write_row(0, 0, [labels[path] for path in ("place__code", "fault", "trade", "is_urgent", "reported_at")])
        for n in range(rows):
            fault = f"{WHERE[n % len(WHERE)]}{WHAT[n % len(WHAT)][0]}，第{n}次登记"
            sheet.write_row(
                n + 1, 0, [codes[n % len(codes)], fault, "水", "否", f"2026-03-{n % 28 + 1:02} 08:{n % 60:02}"]
            )

    def work() -> None:
        report = import_file(ORDER, path, actor_here())
        assert report.written == rows, report.said

    return work


def _inserting(rows: int) -> Callable[[], None]:
    from django.db import connection, transaction

    from houqin.bench.floor import INSERT
    from houqin.foundation.models import Place
    from houqin.kernel import clock

    place: Any = Place.objects.order_by("pk").first()

    def work() -> None:
        tag, now = time.monotonic_ns() % 10**9, clock.now()
        values = [
            [
                place.school_id,
                now,
                f"{tag}-{n}",
                place.pk,
                place.campus_id,
                "台盆水管漏水，第几次登记",
                False,
                False,
                now,
                False,
            ]
            for n in range(rows)
        ]
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(INSERT, values)

    return work
