"""Words are found the same whichever way the database looks for them: by id, probed along the list, or walked hit by hit."""

from typing import Any

import pytest

from houqin.kernel.access import Actor
from houqin.kernel.actions import add, change
from houqin.kernel.declare import register
from houqin.kernel.search import postings
from houqin.tests.people import World

ORDER = register.get("repairs.order")
WAYS = {"by id": (1000, 200), "probed": (1, 200), "walked": (1, 0)}


@pytest.fixture(params=WAYS, ids=str)
def a_way(request: Any, monkeypatch: pytest.MonkeyPatch) -> str:
    few, sparse = WAYS[request.param]
    monkeypatch.setattr(postings, "FEW", few)
    monkeypatch.setattr(postings, "SPARSE", sparse)
    return str(request.param)


def found(world: World, text: str, by: Actor) -> list[int]:
    rows = postings.search(ORDER.visible_to(by), ORDER, world.school.pk, text)
    return list(rows.order_by("-is_pressing", "-id").values_list("pk", flat=True))


def test_every_word_of_the_text_is_in_every_row_found(world: World, mira: Actor, lena: Actor, a_way: str) -> None:
    told = ("水龙头漏水", "水管漏水", "门锁坏了", "水龙头漏水不止", "窗户关不上")
    by_system = Actor.system(world.school.pk)
    orders = [
        add(ORDER, by=by_system, values={"place": world.room, "fault": fault, "trade": "water"}) for fault in told
    ]
    change(orders[0], by=by_system, values={"is_urgent": True})

    assert found(world, "漏水", mira) == [orders[n].pk for n in (0, 3, 1)]
    assert found(world, "龙头漏水", mira) == [orders[n].pk for n in (0, 3)]
    assert found(world, "漏电", mira) == []
    assert found(world, "漏水", lena) == []

    change(orders[3], by=by_system, values={"fault": "已经关紧"})
    assert found(world, "漏水", mira) == [orders[n].pk for n in (0, 1)]
