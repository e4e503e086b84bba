"""Words are found the same whichever way the database looks for them: by id, probed along the list, or walked hit by hit."""

from typing import Any

import pytest

from houqin.kernel.access import Actor
from houqin.kernel.actions import add, add_many, change, delete
from houqin.kernel.declare import register
from houqin.kernel.search import finding
from houqin.kernel.search.filing import file_all_waiting, file_waiting
from houqin.kernel.search.models import Posting, Unfiled
from houqin.kernel.search.tokens import key
from houqin.tests.people import World

ORDER = register.get("repairs.order")
WAYS = {"by id": (1000, 200), "probed": (1, 200), "walked": (1, 0)}


@pytest.fixture(params=WAYS, ids=str)
def a_way(request: Any, monkeypatch: pytest.MonkeyPatch) -> str:
    few, sparse = WAYS[request.param]
    monkeypatch.setattr(finding, "FEW", few)
    monkeypatch.setattr(finding, "SPARSE", sparse)
    return str(request.param)


def found(world: World, text: str, by: Actor) -> list[int]:
    rows = finding.search(ORDER.visible_to(by), ORDER, world.school.pk, text)
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


def filed(row: Any, *words: str) -> set[str]:
    """Which of these words the row is filed under; rows of other ledgers have the same ids."""
    tokens = {key(ORDER.key, word): word for word in words}
    postings = Posting.objects.of(row.school_id).filter(row_id=row.pk, token__in=tokens)
    return {tokens[token] for token in postings.values_list("token", flat=True)}


def add_order(world: World, fault: str) -> Any:
    return add(ORDER, by=Actor.system(world.school.pk), values={"place": world.room, "fault": fault, "trade": "water"})


def test_a_new_row_is_found_before_it_is_filed_and_after(world: World, mira: Actor, a_way: str) -> None:
    old = [add_order(world, "水龙头漏水"), add_order(world, "水管漏水")]
    file_all_waiting(world.school.pk)
    assert not Unfiled.objects.exists()
    new = add_order(world, "屋顶漏水")
    assert [waiting.row_id for waiting in Unfiled.objects.all()] == [new.pk]
    assert filed(new, "屋顶", "漏水") == set()

    assert found(world, "漏水", mira) == [new.pk, old[1].pk, old[0].pk]
    assert found(world, "屋顶", mira) == [new.pk]
    file_waiting(ORDER, world.school.pk)
    assert filed(new, "屋顶", "顶漏", "漏水", "地面") == {"屋顶", "顶漏", "漏水"}
    assert found(world, "漏水", mira) == [new.pk, old[1].pk, old[0].pk]


def test_what_is_changed_or_deleted_while_it_waits_is_filed_as_it_is_then(world: World, mira: Actor) -> None:
    by = Actor.system(world.school.pk)
    changed, gone = add_order(world, "屋顶漏水"), add_order(world, "屋顶漏水")
    change(changed, by=by, values={"fault": "地面漏水"})
    delete(gone, by=by)
    assert found(world, "屋顶", mira) == []
    assert found(world, "地面", mira) == [changed.pk]
    file_all_waiting(world.school.pk)
    assert filed(changed, "屋顶", "地面", "漏水") == {"地面", "漏水"}
    assert filed(gone, "屋顶", "漏水") == set()
    assert not Unfiled.objects.exists()


def test_whoever_adds_one_of_every_hundred_files_all_that_wait(
    world: World, mira: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("houqin.kernel.search.filing.TOGETHER", 3)
    orders = [add_order(world, f"第{n}间教室漏水") for n in range(7)]
    assert Unfiled.objects.count() < 3
    assert found(world, "漏水", mira) == [order.pk for order in reversed(orders)]


def test_an_imported_list_is_filed_with_its_rows(world: World, mira: Actor) -> None:
    rows = [{"place": world.room, "fault": f"第{n}盏灯不亮", "trade": "power"} for n in range(12)]
    made = add_many(ORDER, by=Actor.system(world.school.pk), rows=rows)
    assert not Unfiled.objects.exists()
    assert found(world, "不亮", mira) == [order.pk for order in reversed(made)]


def test_rows_that_wait_are_seen_by_nobody_who_may_not_see_them(world: World, lena: Actor) -> None:
    add_order(world, "屋顶漏水")
    assert found(world, "屋顶", lena) == []


def test_rows_that_wait_cost_a_search_no_more_questions(
    world: World, mira: Actor, django_assert_num_queries: Any
) -> None:
    for count in (1, 5):
        for n in range(count):
            add_order(world, f"第{n}处屋顶漏水")
        with django_assert_num_queries(3):  # the filed, those that wait, the rows
            found(world, "屋顶", mira)


def test_words_numbers_and_initials_of_rows_that_wait_are_found_as_when_they_are_filed(
    world: World, mira: Actor
) -> None:
    order = add_order(world, "ＬＥＤ灯2号不亮,B12门口")
    for asked in ("led灯", "b12", "灯2号", "不亮 门口", order.number, order.number.rsplit("-")[-1].lstrip("0")):
        waiting = found(world, asked, mira)
        assert waiting == [order.pk], asked
    for asked in ("le", "b1", "亮门", "12", "号不亮门"):
        assert found(world, asked, mira) == [], asked
    file_all_waiting(world.school.pk)
    for asked in ("led灯", "b12", "灯2号", "不亮 门口", order.number, order.number.rsplit("-")[-1].lstrip("0")):
        assert found(world, asked, mira) == [order.pk], asked
    for asked in ("le", "b1", "亮门", "12", "号不亮门"):
        assert found(world, asked, mira) == [], asked
