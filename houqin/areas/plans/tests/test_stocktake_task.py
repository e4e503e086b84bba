from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

from houqin.areas.assets.tests.samples import an_asset
from houqin.areas.plans.models import Task, TaskKind
from houqin.areas.plans.records import TASK, _begin_stocktake
from houqin.areas.plans.tests.samples import a_term
from houqin.areas.stocktakes import actions as stocktakes
from houqin.areas.stocktakes.models import Stocktake
from houqin.areas.stocktakes.tests.samples import done, see
from houqin.foundation.models import Campus
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import add
from houqin.tests.people import World

JUNE = datetime(2026, 6, 10, 2, tzinfo=UTC)


def a_counting_task(world: World, **values: object) -> Task:
    task: Task = add(TASK, by=Actor.system(world.school.pk), values={
        "title": "校产清查", "kind": TaskKind.STOCKTAKE, "term": a_term(world), "owner": world.people["qiu"],
        "opens_on": JUNE.date(), "due_on": JUNE.date() + timedelta(days=20), **values,
    })  # fmt: skip
    return task


def count_all(world: World, task: Task, campus: Campus, by: Actor) -> None:
    thing = an_asset(world, "north" if campus == world.north else "south")
    count = stocktakes.begin(by=by, campus=campus, title=task.title)
    see(count, by, thing.code, place=thing.place)
    done(count, by, thing.place)
    stocktakes.finish_counting(count, by=by)
    stocktakes.close(count, by=by)


def test_the_task_opens_a_stocktake_of_its_own_name(world: World, mira: Actor, omar: Actor) -> None:
    with clock.at(JUNE):
        task = a_counting_task(world, title="库存物资盘点", campus=world.north)

        link = _begin_stocktake(task, mira).split('href="')[1].split('"')[0].replace("&amp;", "&")

    asked = parse_qs(urlsplit(link).query)
    assert (asked["title"], asked["kind"]) == (["库存物资盘点"], [Stocktake.Kind.STORES.value])
    assert _begin_stocktake(task, omar) == ""


def test_the_count_that_was_asked_for_finishes_the_task(world: World, mira: Actor) -> None:
    with clock.at(JUNE):
        task = a_counting_task(world, campus=world.north)

        count_all(world, task, world.north, mira)

    task.refresh_from_db()
    assert task.state == Task.State.DONE


def test_the_whole_school_s_task_waits_for_every_campus(world: World, mira: Actor) -> None:
    with clock.at(JUNE):
        task = a_counting_task(world)

        count_all(world, task, world.north, mira)
        task.refresh_from_db()
        assert task.state == Task.State.TODO

        count_all(world, task, world.south, mira)
    task.refresh_from_db()
    assert task.state == Task.State.DONE
