"""A store is counted while people still draw from it; what differs is booked, and the balance is right afterwards."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from houqin.areas.stocktakes import actions
from houqin.areas.stocktakes.models import Finding, Stocktake
from houqin.areas.stocktakes.tests.samples import done, scanned, system
from houqin.areas.stores.actions import Issued, issue
from houqin.areas.stores.reads import on_hand
from houqin.areas.stores.tests.samples import a_store, an_item, stocked
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Refused
from houqin.tests.people import World

Kind = Stocktake.Kind


@pytest.fixture
def store(world: World) -> Any:
    return a_store(world)


@pytest.fixture
def chalk(world: World, store: Any) -> Any:
    item = an_item(world, name="粉笔", code="FB01", barcode="6901234567890")
    stocked(world, store, item, 100, "0.50")
    return item


@pytest.fixture
def count(world: World, shen: Actor, store: Any, chalk: Any) -> Stocktake:
    return actions.begin(by=shen, kind=Kind.STORES, store=store)


def counts(count: Stocktake, by: Actor, code: str, quantity: Any, minutes: int = 0, **said: Any) -> None:
    at = clock.now() + timedelta(minutes=minutes)
    with clock.at(at):
        actions.join(count, by=by, scans=[scanned(code, quantity=quantity, at=at, **said)])


def take(world: World, store: Any, item: Any, quantity: int, minutes: int = 0) -> None:
    with clock.at(clock.now() + timedelta(minutes=minutes)):
        issue(store, by=system(world), lines=[Issued(item, Decimal(quantity))], person=world.people["omar"])


def line(count: Stocktake) -> Any:
    found: Finding = count.findings.get(item__code="FB01")
    return found


def test_what_is_short_is_booked_as_a_loss(count: Stocktake, store: Any, chalk: Any, omar: Actor, shen: Actor) -> None:
    counts(count, omar, "FB01", 60)
    counts(count, omar, "6901234567890", 35)
    actions.finish_counting(count, by=shen)

    assert (line(count).outcome, line(count).counted, line(count).difference) == ("short", 95, -5)
    assert (line(count).value, line(count).quantities_told) == (Decimal("2.50"), "账 100 支，实 95 支")

    actions.adjust(line(count), by=shen, said="开学发放时少记")
    actions.close(count, by=shen)

    assert on_hand(store, chalk) == 95
    booked = chalk.movements.get(kind="loss")
    assert (booked.because_kind, booked.because_id, booked.quantity) == ("stocktakes.stocktake", count.pk, -5)


def test_issues_before_and_after_the_counting_change_nothing(
    count: Stocktake, world: World, store: Any, chalk: Any, omar: Actor, shen: Actor
) -> None:
    take(world, store, chalk, 10, minutes=1)
    counts(count, omar, "FB01", 88, minutes=2)
    take(world, store, chalk, 30, minutes=3)
    with clock.at(clock.now() + timedelta(minutes=4)):
        actions.finish_counting(count, by=shen)
        assert line(count).quantities_told == "账 90 支，实 88 支"
        actions.adjust(line(count), by=shen, said="破损")

    assert on_hand(store, chalk) == 58


def test_two_people_who_count_alike_are_counted_once(count: Stocktake, omar: Actor, hao: Actor, shen: Actor) -> None:
    counts(count, omar, "FB01", 100)
    counts(count, hao, "FB01", 100)
    actions.finish_counting(count, by=shen)

    assert (line(count).outcome, line(count).counted) == ("found", 100)


def test_two_people_who_differ_are_a_conflict_until_somebody_says_which(
    count: Stocktake, store: Any, chalk: Any, omar: Actor, hao: Actor, shen: Actor
) -> None:
    counts(count, omar, "FB01", 100)
    counts(count, hao, "FB01", 96)
    actions.finish_counting(count, by=shen)
    assert (line(count).outcome, line(count).told) == ("conflict", "omar：100；hao：96")

    with pytest.raises(Refused, match="以哪个数为准"):
        actions.adjust(line(count), by=shen, said="复点")
    actions.adjust(line(count), by=shen, said="一起又点了一遍", counted=Decimal(96))

    assert on_hand(store, chalk) == 96
    assert line(count).difference == -4


def test_a_store_with_all_lines_counted_needs_no_word_that_it_is_done(
    count: Stocktake, omar: Actor, shen: Actor
) -> None:
    with pytest.raises(Refused, match="没有盘完"):
        actions.finish_counting(count, by=shen)
    counts(count, omar, "FB01", 100)
    actions.finish_counting(count, by=shen)


def test_an_item_nobody_gave_a_number_for_is_gone(
    count: Stocktake, world: World, store: Any, chalk: Any, omar: Actor, shen: Actor
) -> None:
    done(count, omar)
    actions.finish_counting(count, by=shen, anyway=True)
    assert (line(count).outcome, line(count).counted) == ("missing", 0)

    actions.decide_alike(count, by=shen, how=actions.Alike.ADJUST, said="受潮已丢弃")
    assert on_hand(store, chalk) == 0


def test_an_item_the_books_do_not_have_here_is_gained(
    count: Stocktake, world: World, store: Any, omar: Actor, shen: Actor
) -> None:
    gloves = an_item(world, name="手套", code="ST01")
    counts(count, omar, "FB01", 100)
    counts(count, omar, "ST01", 7)
    actions.finish_counting(count, by=shen)

    extra: Any = count.findings.get(item=gloves)
    assert (extra.outcome, extra.is_expected, extra.difference) == ("over", False, 7)
    actions.adjust(extra, by=shen, said="上学期没入账")
    assert on_hand(store, gloves) == 7


def test_batches_are_counted_apart(world: World, store: Any, shen: Actor, omar: Actor) -> None:
    masks = an_item(world, name="口罩", code="KZ01", has_batches=True)
    stocked(world, store, masks, 50, batch="A1", days=100)
    stocked(world, store, masks, 80, batch="B2", days=200)
    count = actions.begin(by=shen, kind=Kind.STORES, store=store)
    counts(count, omar, "KZ01", 50, batch="a1")
    counts(count, omar, "KZ01", 79, batch="B2")
    actions.finish_counting(count, by=shen)

    assert list(count.findings.order_by("batch__code").values_list("batch__code", "outcome")) == [
        ("A1", "found"),
        ("B2", "short"),
    ]


@pytest.mark.parametrize("bad", ["-1", "NaN", "1e30", "1.23456", "Infinity"])
def test_a_quantity_that_is_none_is_refused_with_a_sentence(count: Stocktake, omar: Actor, bad: str) -> None:
    with pytest.raises(Refused, match="数量"):
        counts(count, omar, "FB01", bad)
    with pytest.raises(Refused, match="要填点到的数量"):
        counts(count, omar, "FB01", None)
    assert count.scans.count() == 0
