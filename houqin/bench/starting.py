"""From nothing to the first answer, what stays in memory when nobody asks, and the summary of a term."""

import io
import statistics
import time
from collections.abc import Callable, Iterator

from houqin.bench import seeding, servers
from houqin.bench.result import Measured, measured
from houqin.bench.sheets import seconds
from houqin.bench.stage import Stage

STARTS = 3
IDLE = 8.0
"""Long enough for the worker to have looked at its clock once."""


def costs(backend: str, stage: Stage, wanted: Callable[[str], bool]) -> Iterator[Measured]:
    if wanted("cold_start") or wanted("idle_memory"):
        yield from _starts(backend, stage)
    if wanted("summary"):
        yield _summary(backend, stage)


def _starts(backend: str, stage: Stage) -> Iterator[Measured]:
    """Starts of a system that has run before. The floor: bare views on the same server and database."""
    caught, ours, bare = stage.data, [], []
    with servers.real(stage):
        pass
    for _ in range(STARTS):
        with servers.real(stage) as server:
            ours.append(server.seconds_to_answer)
        with servers.floor(stage, caught) as server:
            bare.append(server.seconds_to_answer)
    took = measured("cold_start", backend, statistics.median(ours), "s")
    yield Measured(
        name=took.name,
        backend=backend,
        value=took.value,
        unit="s",
        floor=round(statistics.median(bare), 3),
        target=took.target,
    )
    with servers.real(stage) as server:
        time.sleep(IDLE)
        yield measured("idle_memory", backend, server.memory, "MiB PSS")


def _summary(backend: str, stage: Stage) -> Measured:
    """A term's summary as a Word file; bare: its orders counted once in plain SQL and the finished text saved by python-docx."""
    import docx
    from django.db import connection

    from houqin.areas.summaries.writing import write_file
    from houqin.kernel.rows import School

    path, school = stage.data / "summary.docx", School.objects.get()
    write_file(school, out=path, term_code=seeding.TERM)
    told = [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]

    def bare() -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT trade, state, count(*) FROM repairs_repairorder WHERE school_id = %s GROUP BY trade, state",
                [school.pk],
            )
            cursor.fetchall()
        written = docx.Document()
        for text in told:
            written.add_paragraph(text)
        written.save(io.BytesIO())

    ours, floor = [], []
    for _ in range(3):
        ours.append(seconds(lambda: write_file(school, out=path, term_code=seeding.TERM)))
        floor.append(seconds(bare))
    return measured("summary", backend, statistics.median(ours), "s", floor=statistics.median(floor))
