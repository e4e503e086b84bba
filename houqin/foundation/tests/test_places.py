import pytest

from houqin.foundation.actions import add_places, bind_code, new_place_code, place_by_code, rehearse_places
from houqin.foundation.models import Place
from houqin.foundation.records import CAMPUS, PLACE
from houqin.kernel.access import Actor, Forbidden
from houqin.kernel.actions import Refused, add, change, perform
from houqin.kernel.trail.models import Entry
from houqin.tests.people import World, make_world

SPEC = "教学楼 1-5 层, 每层 01-08 教室"


def paths_of(world: World) -> set[str]:
    return set(
        Place.objects.of(world.school)
        .exclude(pk__in=[world.room.pk, world.south_room.pk])
        .values_list("path", flat=True)
    )


def place_at(path: str) -> Place:
    return Place.objects.get(path=path)


def test_one_line_makes_a_building_its_floors_and_its_rooms(world: World, ann: Actor) -> None:
    add_places(by=ann, campus=world.south, lines=SPEC)

    assert len(paths_of(world)) == 1 + 5 + 40
    room = place_at("南校区/教学楼/5层/508教室")
    assert (room.kind, room.building, room.campus) == ("classroom", place_at("南校区/教学楼"), world.south)
    assert len(set(Place.objects.values_list("code", flat=True))) == Place.objects.count()
    assert Entry.objects.filter(verb="foundation.place.add_places").count() == 46


def test_the_rehearsal_says_what_would_be_and_adds_nothing(world: World, ann: Actor) -> None:
    told = rehearse_places(
        world.south, "宿舍楼1至2层，每层01-03学生宿舍、洗漱间、男厕所\n操场、东门 消防控制室\n食堂：一楼餐厅、厨房"
    )

    assert [p.path for p in told.new][:3] == [("宿舍楼",), ("宿舍楼", "1层"), ("宿舍楼", "1层", "101学生宿舍")]
    kinds = {"/".join(p.path): p.kind for p in told.places}
    assert kinds["宿舍楼"] == "dorm_building"
    assert kinds["宿舍楼/2层/男厕所"] == "toilet"
    assert (kinds["操场"], kinds["东门"], kinds["消防控制室"]) == ("playground", "gate", "fire_control_room")
    assert (kinds["食堂"], kinds["食堂/一楼餐厅"], kinds["食堂/厨房"]) == ("canteen_building", "canteen", "kitchen")
    assert paths_of(world) == set()


def test_what_is_there_already_is_not_added_again(world: World, ann: Actor) -> None:
    add_places(by=ann, campus=world.south, lines=SPEC)
    add_places(by=ann, campus=world.south, lines="教学楼 1-6层，每层 01-08 教室")

    assert len(paths_of(world)) == 1 + 6 + 48
    with pytest.raises(Refused, match="都已经有了"):
        add_places(by=ann, campus=world.south, lines=SPEC)


def test_all_problems_of_the_lines_are_said_and_nothing_is_added(world: World, ann: Actor) -> None:
    with pytest.raises(Refused) as refused:
        add_places(by=ann, campus=world.south, lines="教学楼 5-1 层\n甲乙丙丁\n操场")
    assert [p.message.partition("：")[0] for p in refused.value.problems] == ["第 1 行", "第 2 行"]
    assert paths_of(world) == set()

    add_places(by=ann, campus=world.south, lines="甲乙丙丁\n操场", otherwise="special_room")
    assert place_at("南校区/甲乙丙丁").kind == "special_room"


def test_a_submission_sent_twice_adds_once(world: World, ann: Actor) -> None:
    values = {"campus": world.south, "lines": SPEC}
    for _ in range(2):
        perform(add_places, None, by=ann, values=values, submission="s1")
    assert len(paths_of(world)) == 46


def test_a_teacher_adds_no_places(world: World, omar: Actor) -> None:
    with pytest.raises(Forbidden):
        add_places(by=omar, campus=world.north, lines=SPEC)


def test_renaming_a_building_renames_the_paths_of_all_that_is_in_it(world: World, ann: Actor) -> None:
    add_places(by=ann, campus=world.south, lines="教学楼 1-2层，每层 01-02 教室\n操场")
    entries = Entry.objects.count()

    change(place_at("南校区/教学楼"), by=ann, values={"name": "致远楼"})

    assert paths_of(world) == {
        "南校区/操场", "南校区/致远楼", "南校区/致远楼/1层", "南校区/致远楼/2层", "南校区/致远楼/1层/101教室", "南校区/致远楼/1层/102教室",
        "南校区/致远楼/2层/201教室", "南校区/致远楼/2层/202教室",
    }  # fmt: skip
    assert Entry.objects.count() == entries + 7


def test_a_floor_moved_to_another_campus_takes_its_rooms_along(world: World, ann: Actor) -> None:
    add_places(by=ann, campus=world.south, lines="教学楼 1-2层，每层 01-02 教室")
    add_places(by=ann, campus=world.north, lines="综合楼 1层")

    change(place_at("南校区/教学楼/2层"), by=ann, values={"parent": place_at("北校区/综合楼")})

    room = place_at("北校区/综合楼/2层/201教室")
    assert (room.campus, room.building) == (world.north, place_at("北校区/综合楼"))
    assert place_at("南校区/教学楼/1层/101教室").campus == world.south


def test_renaming_a_campus_renames_every_path_in_it(world: World, ann: Actor) -> None:
    add_places(by=ann, campus=world.south, lines="教学楼 1层，每层 01 - 02 教室")
    change(world.south, by=ann, values={"name": "江南校区"})
    assert place_at("江南校区/教学楼/1层/102教室").pk
    assert not Place.objects.filter(path__startswith="南校区").exists()


def test_a_place_cannot_stand_inside_itself(world: World, ann: Actor) -> None:
    add_places(by=ann, campus=world.south, lines="教学楼 1层，每层 01-02 教室")
    with pytest.raises(Refused, match="就在"):
        change(place_at("南校区/教学楼"), by=ann, values={"parent": place_at("南校区/教学楼/1层")})


def test_a_parent_of_another_campus_is_refused_for_a_new_place(world: World, ann: Actor) -> None:
    values = {"name": "储物间", "kind": "warehouse", "campus": world.north, "parent": world.south_room}
    with pytest.raises(Refused, match="另一个校区"):
        add(PLACE, by=ann, values=values)


def test_a_name_that_makes_a_path_too_long_changes_nothing(world: World, ann: Actor) -> None:
    name = "很长的名字" * 12
    for n in range(3):
        parent = Place.objects.of(world.school).filter(name=f"{name[:-1]}{n - 1}").first()
        values = {"name": f"{name[:-1]}{n}", "kind": "special_room", "campus": world.south, "parent": parent}
        add(PLACE, by=ann, values=values)
    with pytest.raises(Refused, match="太长"):
        change(world.south, by=ann, values={"name": "一个名字特别特别特别特别长的校区校区校区"})
    assert Place.objects.filter(path__startswith="南校区/很长").count() == 3


def test_a_code_finds_its_place_however_it_is_typed(world: World, ann: Actor) -> None:
    add_places(by=ann, campus=world.south, lines="操场")
    place = place_at("南校区/操场")
    typed = f"{place.code[:4].lower()}－{place.code[4:]} "
    assert place_by_code(typed) == place
    assert place_by_code("ABCDEFGH") is None


def test_a_code_that_two_schools_bear_opens_neither(world: World) -> None:
    make_world("别的学校", "XX")
    Place.objects.filter(name="101教室").update(code="ABCD2345")
    assert place_by_code("ABCD2345") is None


def test_a_blank_label_is_bound_to_a_place(world: World, ann: Actor) -> None:
    code = new_place_code()
    bind_code(world.room, by=ann, code=f"https://houqin.example/p/{code}/")
    assert place_by_code(code) == world.room
    assert place_by_code("QHN101") is None


def test_a_label_in_use_or_of_another_make_is_refused(world: World, ann: Actor) -> None:
    code = new_place_code()
    bind_code(world.room, by=ann, code=code)
    with pytest.raises(Refused, match="101教室"):
        bind_code(world.south_room, by=ann, code=code)
    with pytest.raises(Refused, match="不是本系统的标签"):
        bind_code(world.south_room, by=ann, code="HTTP")
    assert CAMPUS.visible_to(ann).count() == 2
