"""Writing what was rehearsed: all rows or none."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.db import transaction

from houqin.kernel.access import Actor, Door
from houqin.kernel.actions import add_drafts, add_many, change_many
from houqin.kernel.declare import RecordType
from houqin.kernel.sheets.report import Fate, Report, RowFate

CHUNK = 1000
"""Rows to a call of an action: enough to be quick, few enough that their trail does not fill the memory."""


def write(
    record_type: RecordType, report: Report, by: Actor, told: Callable[[int, int, str], None] = lambda *_: None
) -> int:
    """Add and change what the report says, in one transaction; how many rows. Rows that were refused are left out."""
    by = by.through(Door.SHEET)
    rows = report.rows
    waves = _waves(rows)
    total = sum(len(wave) for wave in waves) + sum(row.fate is Fate.CHANGED for row in rows)
    done = 0
    made: dict[int, Any] = {}
    with transaction.atomic():
        for wave in waves:
            for start in range(0, len(wave), CHUNK):
                told(done, total, "新增")
                part = wave[start : start + CHUNK]
                added = _added(record_type, by, [rows[i] for i in part], made)
                if len(waves) > 1:
                    made |= zip(part, added, strict=True)
                done += len(part)
        changed = [row for row in rows if row.fate is Fate.CHANGED]
        for start in range(0, len(changed), CHUNK):
            told(done, total, "修改")
            part_changed = changed[start : start + CHUNK]
            change_many(
                record_type, by=by, changes=[(row.row_id or 0, row.version, _values(row, made)) for row in part_changed]
            )
            done += len(part_changed)
    return done


def _added(record_type: RecordType, by: Actor, rows: list[RowFate], made: dict[int, Any]) -> list[Any]:
    drafts = [row.draft for row in rows]
    if None not in drafts:
        for row in rows:
            row.draft = None
        return add_drafts(record_type, by=by, drafts=drafts)
    return add_many(record_type, by=by, rows=[_values(row, made) for row in rows])


def _values(row: RowFate, made: dict[int, Any]) -> dict[str, Any]:
    return row.values | {name: made[other] for name, other in row.awaits.items()}


def _waves(rows: list[RowFate]) -> list[list[int]]:
    """Places of the new rows, those first that others of the same file wait for."""
    depths: dict[int, int] = {}

    def depth(index: int) -> int:
        if index not in depths:
            depths[index] = 0  # a circle was refused at the rehearsal
            depths[index] = max((depth(other) + 1 for other in rows[index].awaits.values()), default=0)
        return depths[index]

    waves: dict[int, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        if row.fate is Fate.NEW:
            waves[depth(index)].append(index)
    return [waves[n] for n in sorted(waves)]
