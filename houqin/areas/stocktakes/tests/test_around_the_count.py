"""What a count sets in motion elsewhere: notices, disposals, the card's history, the year's duty."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from houqin.areas.assets.models import Asset, DisposalLine
from houqin.areas.assets.tests.samples import an_asset
from houqin.areas.stocktakes import actions
from houqin.areas.stocktakes.facts import StocktakeClosed
from houqin.areas.stocktakes.home import _not_counted
from houqin.areas.stocktakes.models import Finding, Stocktake
from houqin.areas.stocktakes.tests.samples import done, see, system
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Refused
from houqin.kernel.declare import register
from houqin.kernel.inbox import waiting
from houqin.kernel.notices.models import Notice
from houqin.tests.people import World, user_of


@pytest.fixture
def thing(world: World) -> Asset:
    made: Asset = an_asset(world, name="钢琴")
    return made


@pytest.fixture
def count(world: World, qiu: Actor, thing: Asset) -> Stocktake:
    return actions.begin(by=qiu, campus=world.north)


def judged(count: Stocktake, by: Actor, counter: Actor, place: Any) -> Any:
    done(count, counter, place=place)
    actions.finish_counting(count, by=by)
    return count.findings.get()


def test_whoever_is_asked_to_count_a_room_is_told(count: Stocktake, world: World, qiu: Actor) -> None:
    actions.assign(count.places.get(), by=qiu, counter=world.people["omar"])

    told = Notice.objects.get(user=user_of(world, "omar"))
    assert told.url == f"/stocktakes/{count.pk}/count/#room={world.room.pk}"
    assert "101教室，共 1 项" in told.body


def test_a_loss_asks_for_a_disposal(count: Stocktake, world: World, thing: Asset, qiu: Actor, omar: Actor) -> None:
    line = judged(count, qiu, omar, world.room)
    actions.to_loss(line, by=qiu, said="搬迁时摔坏，已丢弃")
    thing.refresh_from_db()

    asked = DisposalLine.objects.get(asset=thing).disposal
    assert (asked.kind, thing.state) == ("loss", "missing")
    assert count.number in asked.reason
    assert count.findings.get().decision == Finding.Decision.DAMAGED


def test_a_card_tells_when_it_was_counted(
    count: Stocktake, world: World, thing: Asset, qiu: Actor, omar: Actor
) -> None:
    see(count, omar, thing.number, place=world.room)
    judged(count, qiu, omar, world.room)
    actions.close(count, by=qiu)
    client = Client()
    client.force_login(user_of(world, "qiu"), backend="django.contrib.auth.backends.ModelBackend")

    page = client.get(f"/{register.for_model(Asset).path}/{thing.pk}/more/").content.decode()

    assert "盘点记录" in page
    assert count.title in page


def test_the_count_waits_for_its_organiser_until_it_is_closed(
    count: Stocktake, world: World, thing: Asset, qiu: Actor, omar: Actor
) -> None:
    def asked() -> set[str]:
        return {w.action.name for w in waiting(qiu) if w.record_type.key == "stocktakes.stocktake"}

    assert asked() == {"finish_counting"}
    line = judged(count, qiu, omar, world.room)
    assert asked() == {"close"}
    actions.to_missing(line, by=qiu, said="找过了")
    actions.close(count, by=qiu)
    assert asked() == set()


def test_a_campus_that_was_not_counted_is_told_from_october(
    world: World, thing: Asset, qiu: Actor, lena: Actor
) -> None:
    def told(month: int, who: Actor) -> int:
        with clock.at(datetime(2026, month, 10, tzinfo=UTC)):
            return _not_counted(who)

    assert (told(9, qiu), told(10, qiu), told(11, lena)) == (0, 1, 0)
    with clock.at(datetime(2026, 3, 1, tzinfo=UTC)):
        count = actions.begin(by=system(world), campus=world.north)
    assert told(10, qiu) == 0
    actions.cancel(count, by=qiu, reason="重来")
    assert told(10, qiu) == 1


def test_closing_is_announced(count: Stocktake, world: World, qiu: Actor, omar: Actor, monkeypatch: Any) -> None:
    heard: list[Any] = []
    monkeypatch.setattr("houqin.areas.stocktakes.actions.closing.announce", heard.append)
    judged(count, qiu, omar, world.room)
    with pytest.raises(Refused, match="还有 1 项差异"):
        actions.close(count, by=qiu)
    actions.leave(count.findings.get(), by=qiu, said="正在维修点")
    actions.close(count, by=qiu)

    assert heard == [StocktakeClosed(count, qiu)]
