import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from houqin.foundation import doors
from houqin.foundation.actions import add_places, new_place_code, place_by_code
from houqin.foundation.doors import PlaceDoor
from houqin.foundation.labels import LAYOUTS, address_of_code, pages_of
from houqin.foundation.models import Place
from houqin.foundation.posts import Post
from houqin.kernel.access import Actor
from houqin.tests.people import World, make_world

pytestmark = pytest.mark.urls("houqin.foundation.tests.site")


@pytest.fixture
def keeper(client: Client, world: World) -> Client:
    client.force_login(world.people["ann"].user)  # type: ignore[arg-type]
    return client


@pytest.fixture
def building(world: World, ann: Actor) -> Place:
    add_places(by=ann, campus=world.south, lines="致知楼 1-3层，每层 01-08 教室", otherwise="")
    return Place.objects.get(path="南校区/致知楼")


@pytest.fixture
def no_doors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doors, "_doors", [])


def text_of(response: Any) -> str:
    return str(response.content.decode())


def test_every_layout_fits_its_page() -> None:
    for layout in LAYOUTS.values():
        for side in (0, 1):
            used = layout.margin[side] * (2 if side == 0 else 1) + layout.grid[side] * layout.label[side]
            used += (layout.grid[side] - 1) * layout.gap[side]
            assert used <= layout.page[side] + 0.01, layout.code
        assert layout.qr >= 18, layout.code


def test_a_building_is_printed_with_all_that_is_in_it(keeper: Client, building: Place) -> None:
    page = text_of(keeper.get(f"/labels/sheet/?under={building.pk}&layout=a4-3x8"))

    assert page.count('class="sheet"') == 2  # 1 + 3 + 24 labels, 24 on a sheet
    assert page.count("<svg") == 28
    assert "101教室" in page
    assert "size:210.0mm 297.0mm" in page
    room = Place.objects.get(path="南校区/致知楼/1层/101教室")
    assert f"{room.code[:4]}-{room.code[4:]}" in page


def test_a_thermal_roll_has_one_label_a_page(keeper: Client, building: Place) -> None:
    page = text_of(keeper.get(f"/labels/sheet/?under={building.pk}&layout=roll-50x30&kind=classroom"))
    assert page.count('class="sheet"') == page.count("<svg") == 24
    assert "size:50mm 30mm" in page


def test_a_begun_sheet_leaves_its_used_positions_empty() -> None:
    pages = pages_of(["x"] * 3, LAYOUTS["a4-2x5"], skip=8)  # type: ignore[list-item]
    assert [len(page) for page in pages] == [10, 1]
    assert pages[0][:8] == [None] * 8


def test_a_label_says_where_its_code_leads() -> None:
    assert address_of_code("ABCD2345") == f"{settings.BASE_URL}/p/ABCD2345/"


def test_blank_labels_bear_new_codes_that_are_bound_later(keeper: Client, world: World) -> None:
    page = text_of(keeper.get("/labels/sheet/?blank=5&layout=roll-50x30"))
    codes = re.findall(r'class="code">([A-Z0-9]{4})-([A-Z0-9]{4})<', page)
    assert len(set(codes)) == 5
    code = "".join(codes[0])

    unknown = keeper.get(f"/p/{code}/")
    assert unknown.status_code == 404
    assert f"/labels/{code}/binding/" in text_of(unknown)
    bound = keeper.post(f"/labels/{code}/binding/", {"place": world.room.pk, "submission": "s1"})

    assert bound["Location"] == f"/p/{code}/"
    assert place_by_code(code) == world.room


def test_a_place_of_another_school_is_no_choice_for_a_label(keeper: Client) -> None:
    other = make_world("别的学校", "XX")
    code = new_place_code()
    response = keeper.post(f"/labels/{code}/binding/", {"place": other.room.pk, "submission": "s1"})
    assert response.status_code == 422
    assert place_by_code(code) is None


def test_labels_and_trees_of_another_school_are_not_found(keeper: Client) -> None:
    other = make_world("别的学校", "XX")
    assert keeper.get(f"/labels/sheet/?under={other.room.pk}&layout=a4-3x8").status_code == 404
    assert keeper.get(f"/place-tree/?under={other.room.pk}").status_code == 404
    assert keeper.get(f"/place-tree/?campus={other.north.pk}").status_code == 404


def test_a_teacher_prints_no_labels(client: Client, world: World) -> None:
    client.force_login(world.people["omar"].user)  # type: ignore[arg-type]
    assert client.get("/labels/").status_code == 403
    assert client.get("/labels/sheet/?layout=a4-3x8").status_code == 403
    assert client.get("/place-tree/add/").status_code == 403


def test_a_scanned_code_shows_a_stranger_the_place_and_the_open_doors(
    client: Client, world: World, no_doors: None
) -> None:
    doors.register(PlaceDoor(label="签到", icon="check", url=lambda place: f"/check/{place.code}/", posts={Post.GUARD}))
    doors.register(PlaceDoor(label="报修", icon="tool", url=lambda place: f"/report/{place.code}/"))
    page = client.get(f"/p/{world.room.code}/")

    assert page.status_code == 200
    assert "北校区/教学楼/101教室" in text_of(page)
    assert f"/report/{world.room.code}/" in text_of(page)
    assert "签到" not in text_of(page)
    assert "mira" not in text_of(page)


def test_a_guard_sees_the_guards_door_but_not_at_another_school(client: Client, world: World, no_doors: None) -> None:
    other = make_world("别的学校", "XX")
    doors.register(PlaceDoor(label="签到", icon="check", url=lambda place: "/check/", posts={Post.GUARD}))
    client.force_login(world.people["guo"].user)  # type: ignore[arg-type]

    assert "签到" in text_of(client.get(f"/p/{world.room.code}/"))
    assert "签到" not in text_of(client.get(f"/p/{other.room.code}/"))


def test_the_tree_is_walked_level_by_level(keeper: Client, building: Place, world: World) -> None:
    assert "北校区" in text_of(keeper.get("/place-tree/"))
    assert "致知楼" in text_of(keeper.get(f"/place-tree/?campus={world.south.pk}"))
    floor = Place.objects.get(path="南校区/致知楼/2层")
    page = text_of(keeper.get(f"/place-tree/?under={floor.pk}"))
    assert "208教室" in page
    assert f"?under={building.pk}" in page


def test_the_batch_page_rehearses_before_it_adds(keeper: Client, world: World) -> None:
    told = {"campus": world.south.pk, "lines": "教学楼 1-2层，每层 01-02 教室", "otherwise": "", "submission": "s1"}
    count = Place.objects.count()

    rehearsed = text_of(keeper.post("/place-tree/add/", told))
    assert "将添加 7 个场所" in rehearsed
    assert Place.objects.count() == count
    keeper.post("/place-tree/add/", told | {"add": "1"})
    keeper.post("/place-tree/add/", told | {"add": "1"})

    assert Place.objects.count() == count + 7


def test_the_batch_page_refuses_a_campus_of_another_school(keeper: Client) -> None:
    other = make_world("别的学校", "XX")
    told = {"campus": other.south.pk, "lines": "操场", "otherwise": "", "submission": "s1", "add": "1"}
    assert keeper.post("/place-tree/add/", told).status_code == 422


def test_a_tree_page_costs_the_same_whatever_hangs_on_it(
    keeper: Client, building: Place, world: World, ann: Actor, django_assert_max_num_queries: Any
) -> None:
    floor = Place.objects.get(path="南校区/致知楼/2层")
    keeper.get("/place-tree/")
    for page in (f"/place-tree/?under={floor.pk}", f"/place-tree/?campus={world.south.pk}", "/place-tree/"):
        with django_assert_max_num_queries(6):
            keeper.get(page)
