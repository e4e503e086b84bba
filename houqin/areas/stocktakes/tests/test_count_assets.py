"""A room is counted: what is there, what is not, what is somewhere else, what nobody knew of; each is decided and books itself."""

from datetime import timedelta
from typing import Any

import pytest

from houqin.areas.assets.actions import move
from houqin.areas.assets.models import Asset
from houqin.areas.assets.tests.samples import an_asset
from houqin.areas.stocktakes import actions
from houqin.areas.stocktakes.actions import Choice, Decided
from houqin.areas.stocktakes.models import Finding, Stocktake
from houqin.areas.stocktakes.tests.samples import a_count, done, scanned, see, system
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Refused
from houqin.tests.people import World

State, Decision = Stocktake.State, Finding.Decision


@pytest.fixture
def library(world: World) -> Any:
    return world.place("图书室", code="LIB00001")


@pytest.fixture
def things(world: World, library: Any) -> list[Asset]:
    """Four in the room, one that belongs to the library."""
    return [an_asset(world, name=f"电脑{n}") for n in range(4)] + [an_asset(world, name="投影机", place=library)]


@pytest.fixture
def count(world: World, qiu: Actor, things: list[Asset]) -> Stocktake:
    return actions.begin(by=qiu, place=world.room)


def outcomes(count: Stocktake) -> dict[str, str]:
    return dict(count.findings.values_list("name", "outcome"))


def line(count: Stocktake, name: str) -> Finding:
    found: Finding = count.findings.get(name=name)
    return found


def test_a_count_freezes_what_the_books_say(count: Stocktake, world: World, things: list[Asset]) -> None:
    an_asset(world, name="盘点开始后新来的")

    assert (count.number[:3], count.line_count, count.title[-8:]) == ("PD-", 4, "固定资产全面盘点")
    assert {f.asset for f in count.findings.all()} == set(things[:4])
    assert count.places.get().place == world.room


def test_each_thing_gets_its_outcome(
    count: Stocktake, world: World, library: Any, things: list[Asset], omar: Actor, qiu: Actor
) -> None:
    see(
        count,
        omar,
        things[0].number,
        things[1].code.lower(),
        f"https://school.example/p/{things[4].code}/",
        "没有卡片的码",
    )
    see(count, omar, things[2].code, place=library)
    done(count, omar)

    actions.finish_counting(count, by=qiu)

    assert outcomes(count) == {
        "电脑0": "found", "电脑1": "found", "电脑2": "elsewhere", "电脑3": "missing", "投影机": "elsewhere", "账外物品": "unexpected",
    }  # fmt: skip
    assert (line(count, "投影机").place, line(count, "投影机").found_place) == (library, world.room)
    assert line(count, "电脑3").value == things[3].value


def test_every_decision_books_itself(
    count: Stocktake, world: World, library: Any, things: list[Asset], omar: Actor, qiu: Actor
) -> None:
    see(count, omar, things[0].number, things[4].number, "ABCD-2345")
    done(count, omar)
    actions.finish_counting(count, by=qiu)

    actions.move_here(line(count, "投影机"), by=qiu)
    actions.to_missing(line(count, "电脑1"), by=qiu, said="教室里没有，问过班主任")
    actions.was_found(line(count, "电脑2"), by=qiu, place=library, said="借到图书室了")
    actions.leave(line(count, "电脑3"), by=qiu, said="已报废待核销")
    actions.make_card(line(count, "账外物品"), by=qiu, name="移动黑板", class_code="A02010105")
    for thing in things:
        thing.refresh_from_db()
    actions.close(count, by=qiu, said="账实基本相符")

    assert things[4].place == world.room
    assert things[1].state == Asset.State.MISSING
    assert things[2].place == library
    card = count.findings.get(name="移动黑板").asset
    assert (card.place, card.value) == (world.room, 0)
    assert things[0].seen_on is None
    things[0].refresh_from_db()
    assert things[0].seen_on == clock.today()
    assert count.state == State.CLOSED


def test_whoever_counted_a_line_does_not_decide_it(
    count: Stocktake, things: list[Asset], qiu: Actor, mira: Actor
) -> None:
    see(count, qiu, things[0].number, things[4].number)
    done(count, qiu)
    actions.finish_counting(count, by=qiu)

    with pytest.raises(Refused, match="您自己盘的"):
        actions.move_here(line(count, "投影机"), by=qiu)
    with pytest.raises(Refused, match="您自己盘的"):
        actions.to_missing(line(count, "电脑1"), by=qiu, said="不在")
    actions.move_here(line(count, "投影机"), by=mira)


def test_a_closed_count_stays_closed(count: Stocktake, things: list[Asset], omar: Actor, qiu: Actor) -> None:
    see(count, omar, *(thing.number for thing in things[:3]))
    done(count, omar)
    actions.finish_counting(count, by=qiu)
    with pytest.raises(Refused, match="还有 1 项差异"):
        actions.close(count, by=qiu)
    actions.to_missing(line(count, "电脑3"), by=qiu, said="没有找到")
    actions.close(count, by=qiu)

    see(count, omar, things[3].number)

    assert count.scans.count() == 5
    assert line(count, "电脑3").outcome == "missing"
    with pytest.raises(Refused, match="只有“待处理”时才能重盘"):
        actions.recount(line(count, "电脑3"), by=qiu)
    with pytest.raises(Refused, match="已结束"):
        actions.judge_again(count, by=qiu)


def test_rooms_that_nobody_counted_are_not_missing_things(
    world: World, qiu: Actor, omar: Actor, library: Any, things: list[Asset]
) -> None:
    count = actions.begin(by=qiu, campus=world.north)
    see(count, omar, *(thing.number for thing in things[:4]), place=world.room)
    done(count, omar, place=world.room)

    with pytest.raises(Refused, match="还有 1 处没有盘完：图书室"):
        actions.finish_counting(count, by=qiu)
    actions.finish_counting(count, by=qiu, anyway=True)

    assert outcomes(count)["投影机"] == "unvisited"


def test_a_late_phone_still_counts_while_differences_are_decided(
    count: Stocktake, things: list[Asset], omar: Actor, qiu: Actor
) -> None:
    done(count, omar)
    actions.finish_counting(count, by=qiu)
    actions.to_missing(line(count, "电脑0"), by=qiu, said="没有")

    see(count, omar, things[0].number, things[1].number)

    assert (outcomes(count)["电脑0"], outcomes(count)["电脑1"]) == ("missing", "found")
    assert line(count, "电脑0").decision == Decision.MISSING


def test_a_recount_forgets_what_was_scanned_before(
    count: Stocktake, world: World, library: Any, things: list[Asset], omar: Actor, hao: Actor, qiu: Actor
) -> None:
    see(count, omar, things[0].number)
    see(count, hao, things[0].number, place=library)
    done(count, omar)
    actions.finish_counting(count, by=qiu)
    assert line(count, "电脑0").told == "omar：101教室；hao：图书室"

    with clock.at(clock.now() + timedelta(minutes=1)):
        actions.recount(line(count, "电脑0"), by=qiu)
    assert line(count, "电脑0").state == Finding.State.COUNTING
    with clock.at(clock.now() + timedelta(minutes=2)):
        see(count, hao, things[0].number)

    assert line(count, "电脑0").outcome == "found"


def test_moves_while_people_count_are_no_differences(
    count: Stocktake, world: World, library: Any, things: list[Asset], omar: Actor, qiu: Actor
) -> None:
    see(count, omar, things[0].number)
    move(things[0], by=system(world), place=library)
    move(things[1], by=system(world), place=library)
    done(count, omar)

    actions.finish_counting(count, by=qiu)

    assert (outcomes(count)["电脑0"], outcomes(count)["电脑1"]) == ("found", "left")


def test_an_undone_scan_leaves_nothing_behind(
    count: Stocktake, things: list[Asset], omar: Actor, hao: Actor, qiu: Actor
) -> None:
    wrong = scanned(things[0].number, place=count.place.code)
    actions.join(count, by=omar, scans=[wrong, scanned("", kind="undo", undoes=wrong.uid)])
    kept = scanned(things[1].number, place=count.place.code)
    actions.join(count, by=omar, scans=[kept])
    actions.join(count, by=hao, scans=[scanned("", kind="undo", undoes=kept.uid)])
    done(count, omar)

    actions.finish_counting(count, by=qiu)

    assert (outcomes(count)["电脑0"], outcomes(count)["电脑1"]) == ("missing", "found")


def test_many_lines_are_decided_at_once_and_every_problem_is_told(
    count: Stocktake, things: list[Asset], omar: Actor, qiu: Actor
) -> None:
    done(count, omar)
    actions.finish_counting(count, by=qiu)
    lines = list(count.findings.order_by("id"))

    with pytest.raises(Refused) as refused:
        actions.decide(count, by=qiu, lines=[
            Decided(finding=lines[0], decision=Choice.MISSING, said="找过了"),
            Decided(finding=lines[1], decision=Choice.MISSING),
            Decided(finding=lines[2], decision=Choice.MOVED),
        ])  # fmt: skip
    assert [p.message for p in refused.value.problems] == [
        "电脑1：请写明原因。", f"电脑2：{lines[2]} 的盘点结果是“没有找到”，不适用这种处理。",
    ]  # fmt: skip
    assert count.findings.filter(state="decided").count() == 0

    actions.decide_alike(count, by=qiu, how=actions.Alike.MISSING, said="全楼找过")
    assert count.findings.filter(decision=Decision.MISSING).count() == 4


def test_a_spot_check_draws_the_same_tenth_for_everybody(world: World, qiu: Actor) -> None:
    for n in range(25):
        an_asset(world, name=f"椅子{n:02}")
    count = actions.begin(by=qiu, place=world.room, extent=Stocktake.Extent.SPOT)

    assert (count.share, count.line_count) == (10, 3)


def test_what_cannot_be_counted_is_said(world: World, qiu: Actor, mira: Actor) -> None:
    with pytest.raises(Refused, match="账上没有可盘的固定资产"):
        actions.begin(by=qiu, place=world.room)
    with pytest.raises(Refused, match="盘库存物资请选择库房"):
        actions.begin(by=mira, kind=Stocktake.Kind.STORES)
    with pytest.raises(Refused, match="请选择校区、场所或库房"):
        actions.begin(by=mira)
    with pytest.raises(Refused, match="完成期限不能早于今天"):
        actions.begin(by=qiu, place=world.room, due_on=clock.today() - timedelta(days=1))


def test_nobody_begins_a_count_at_another_campus(world: World, nan: Actor) -> None:
    an_asset(world, "south")
    an_asset(world)

    with pytest.raises(Refused, match="南校区不在您任职的范围内"):
        actions.begin(by=nan, place=world.south_room)
    assert actions.begin(by=nan).campus == world.north


def test_a_cancelled_count_takes_no_scans(world: World, qiu: Actor, omar: Actor) -> None:
    count = a_count(world)
    actions.cancel(count, by=qiu, reason="范围选错了")

    with pytest.raises(Refused, match="已作废"):
        see(count, omar, "X")
