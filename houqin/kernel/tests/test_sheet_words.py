"""Any words a person may have typed go out and come back the same."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from django.db import models
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from houqin.kernel.access import Actor
from houqin.kernel.actions import add
from houqin.kernel.declare import register
from houqin.kernel.sheets.cells import BadCell, read
from houqin.kernel.sheets.columns import Kind, SheetColumn, columns_of
from houqin.kernel.sheets.importing import export_file, import_file
from houqin.kernel.sheets.quoting import quoted, unquoted
from houqin.tests.people import World

KIND: Any = register.get("repairs.work_kind")
words = st.text(
    st.characters(codec="utf-8", exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=30
)
nasty = st.one_of(
    words,
    st.sampled_from(
        ["=1+1", "'=1", "1.2E+11", "00123", "1e5", "#N/A", "\t=x", "2026-3-5", " a ", "是", "_x000D_", "a\r\nb", "a\rb"]
    ),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=st.lists(nasty.filter(lambda text: text.strip() != ""), min_size=1, max_size=4),
    form=st.sampled_from(["xlsx", "csv"]),
)
def test_any_words_come_back_the_same(names: list[str], form: str, world: World) -> None:
    KIND.model.objects.all().delete()
    by = Actor.system(world.school.pk)
    for n, name in enumerate(names):
        add(
            KIND,
            by=by,
            values={"code": f"k{n}", "name": name[:40], "unit": "只", "trade": "water", "words": name[::-1]},
        )
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"a.{form}"
        export_file(KIND, path, by)
        report = import_file(KIND, path, by, confirm=False)
    assert [(r.reasons, r.differences) for r in report.rows if r.fate != "same"] == []
    assert len(report.rows) == len(names)


@given(text=st.text())
def test_the_apostrophe_is_put_on_and_taken_off_by_one_rule(text: str) -> None:
    assert unquoted(quoted(text)) == text
    assert quoted(text)[:1] not in ("=", "+", "-", "@", "\t", "\r")


cells = st.one_of(
    st.text(max_size=20), st.integers(), st.floats(), st.booleans(), st.datetimes(), st.dates(), st.times(), st.timedeltas(), st.none(),
    st.from_regex(r"\A\d{1,4}[-./年]\d{1,2}[-./月]\d{1,4}日?( \d{1,2}:\d{1,2})?\Z"), st.from_regex(r"\A[-+]?[\d,]{1,12}(\.\d+)?%?\Z"),
)  # fmt: skip


def a_column(kind: Kind) -> SheetColumn:
    """A declared column of that kind, or one such as an area may declare tomorrow."""
    declared = {col.kind: col for t in register if t.sheet is not None for col in columns_of(t)}
    cost = replace(
        columns_of(KIND)[0], kind=Kind.DECIMAL, field=models.DecimalField("费用", max_digits=8, decimal_places=2)
    )
    return ({Kind.DECIMAL: cost} | declared)[kind]


@pytest.mark.parametrize("kind", list(Kind))
def test_no_cell_breaks_the_reader(kind: Kind) -> None:
    col = a_column(kind)

    @settings(max_examples=300, deadline=None)
    @given(raw=cells)
    def holds(raw: Any) -> None:
        with suppress(BadCell):
            read(col, raw)

    holds()


AMOUNTS = {
    "1,200.50": "1200.50",
    "１２．５": "12.50",
    "￥8": "8.00",
    "30元": "30.00",
    "85%": "0.85",
    0.85: "0.85",
    12.300000000000001: "12.30",
    -3: "-3.00",
}


@pytest.mark.parametrize(("given_text", "number"), AMOUNTS.items())
def test_amounts_in_the_ways_people_write_them(given_text: Any, number: str) -> None:
    assert str(read(a_column(Kind.DECIMAL), given_text)) == number
