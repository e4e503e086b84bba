"""What the API promises for every ledger that declares one, whatever its fields."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from houqin.kernel.access import Actor
from houqin.kernel.api.writing import shape_of
from houqin.kernel.declare import register
from houqin.tests.api import program
from houqin.tests.people import World, make_world

Row = Callable[..., Any]
WITH_API = [t for t in register if t.api is not None]
MOST_QUERIES = 6
every_ledger = pytest.mark.parametrize("record_type", WITH_API, ids=lambda t: t.key)


@every_ledger
def test_a_row_is_in_the_list_and_alone_the_same(record_type: Any, world: World, a_row_of: Row) -> None:
    row, boss = a_row_of(record_type), program(world, "boss")
    if (
        not record_type.policy.may(Actor.system(world.school.pk), "view")
        or boss.send("GET", f"/{record_type.path}/").status_code == 403
    ):
        boss = program(world, "mira")

    listed = {one["id"]: one for one in boss.get(f"/{record_type.path}/?limit=200")["items"]}

    assert listed[row.pk] == boss.get(f"/{record_type.path}/{row.pk}/")
    assert set(listed[row.pk]) == {"id", "version", *record_type.api.read}


@every_ledger
def test_a_list_costs_few_queries_however_long(record_type: Any, world: World, a_row_of: Row) -> None:
    for _ in range(2):
        a_row_of(record_type)
    mira = program(world, "mira")
    mira.send("GET", f"/{record_type.path}/?limit=1")  # the hour's note that the token was used
    counts = []
    for limit in (1, 2):
        with CaptureQueriesContext(connection) as asked:
            mira.send("GET", f"/{record_type.path}/?limit={limit}")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= MOST_QUERIES


@every_ledger
def test_nothing_of_another_school_is_told(record_type: Any, world: World, a_row_of: Row) -> None:
    row, stranger = a_row_of(record_type), program(make_world("别的学校", "XX"), "mira")

    assert stranger.send("GET", f"/{record_type.path}/{row.pk}/").status_code in (403, 404)
    assert row.pk not in [
        one["id"] for one in stranger.send("GET", f"/{record_type.path}/?limit=200").json().get("items", [])
    ]


@every_ledger
def test_names_of_links_are_the_rows_own(record_type: Any, world: World, a_row_of: Row) -> None:
    """The quick way of naming links gives what `str(row)` gives."""
    row = a_row_of(record_type)
    shape = shape_of(record_type)
    told = shape.item(shape.of(record_type.model.objects.of(world.school.pk).filter(pk=row.pk)).get())
    fresh = record_type.model.objects.of(world.school.pk).get(pk=row.pk)
    for name in record_type.api.read:
        if isinstance(told[name], dict) and set(told[name]) == {"id", "label"}:
            linked = getattr(fresh, name)
            assert told[name] == {"id": linked.pk, "label": str(linked)}
