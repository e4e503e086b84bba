"""Batches of scans may come in any order, twice, cut anew and mixed between phones: the findings are the same."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from houqin.areas.assets.models import Asset
from houqin.areas.assets.tests.samples import an_asset
from houqin.areas.stocktakes import actions
from houqin.areas.stocktakes.actions import Scanned
from houqin.areas.stocktakes.judging import Mark, Stock, Thing, Visited, judge_stock, judge_thing, standing
from houqin.areas.stocktakes.models import Finding, Scan, Stocktake
from houqin.areas.stocktakes.tests.samples import system
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.trail.models import Entry
from houqin.kernel.trail.seal import seal_school
from houqin.kernel.trail.verify import verify_school
from houqin.tests.people import World, actor_of

START = datetime(2026, 5, 20, 8, 0, tzinfo=UTC)
PLACES = ("北校区/教学楼/101", "北校区/教学楼/102", "北校区/教学楼", "北校区/食堂")
WHO = ("omar", "hao", "guo")


@st.composite
def marks(draw: Any) -> list[Mark]:
    """Scans of one thing by a few people, some of them taken back by those or by others."""
    made: list[Mark] = []
    for n in range(draw(st.integers(0, 7))):
        undoes = draw(st.sampled_from(["", "", *(mark.id for mark in made)]))
        made.append(Mark(
            id=f"m{n}", counter=draw(st.integers(1, 3)), at=START + timedelta(minutes=draw(st.integers(0, 5))), undoes=undoes,
            place=draw(st.sampled_from(PLACES)), quantity=Decimal(draw(st.integers(0, 4))),
        ))  # fmt: skip
    return made


@given(marks(), st.randoms(use_true_random=False), st.sampled_from(["", *PLACES]), st.integers(0, 6))
def test_the_verdict_knows_no_order_and_no_doubles(seen: list[Mark], dice: Any, home: str, expected: int) -> None:
    again = [*seen, *dice.sample(seen, len(seen))]
    dice.shuffle(again)
    moved = ((START + timedelta(minutes=2), Decimal(-1)),)

    one, other = standing(seen), standing(again)

    assert one == other
    been = Visited(mark.place for mark in one)
    thing, stock = Thing(place=home, now_place=home), Stock(expected=Decimal(expected), place=PLACES[0], moved=moved)
    assert judge_thing(thing, one, been) == judge_thing(thing, other, been)
    assert judge_stock(stock, one, been) == judge_stock(stock, other, been)


@pytest.fixture
def count(world: World, qiu: Actor) -> Stocktake:
    for n in range(6):
        an_asset(world, name=f"课桌{n}")
    world.place("图书室", code="LIB00001")
    with clock.at(START):
        return actions.begin(by=qiu, place=world.room)


@st.composite
def told(draw: Any) -> list[tuple[str, Scanned]]:
    """What three phones hold: (who, scan)."""
    made: list[tuple[str, Scanned]] = []
    for n in range(draw(st.integers(1, 10))):
        who = draw(st.sampled_from(WHO))
        own = [scan.uid for name, scan in made if name == who and scan.kind == "seen"]
        undoes = draw(st.sampled_from(["", "", "", *own]))
        made.append((who, Scanned(
            uid=f"{who}-{n}", kind=Scan.Kind.UNDO if undoes else Scan.Kind.SEEN, undoes=undoes, code=f"CODE{draw(st.integers(0, 7))}",
            place=draw(st.sampled_from(["QHN101", "LIB00001"])), at=START + timedelta(minutes=draw(st.integers(1, 9))),
        )))  # fmt: skip
    return made


def findings(count: Stocktake) -> set[tuple[Any, ...]]:
    rows = Finding.objects.filter(stocktake=count)
    return set(
        rows.values_list("name", "outcome", "found_place__code", "counter__name", "seen_at", "difference", "told")
    )


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(scans=told(), dice=st.randoms(use_true_random=False))
def test_joining_in_any_order_gives_the_same_findings(
    scans: list[tuple[str, Scanned]], dice: Any, count: Stocktake, world: World, qiu: Actor
) -> None:
    for n, asset in enumerate(Asset.objects.filter(school=world.school).order_by("id")):
        Asset.objects.filter(pk=asset.pk).update(code=f"CODE{n}")  # as if labelled so from the beginning
    told_in = [[one] for one in scans], _mixed(scans, dice)

    found = []
    for batches in told_in:
        with clock.at(START):
            fresh = actions.begin(by=system(world), place=world.room)
        with clock.at(START + timedelta(hours=1)):
            for batch in batches:
                _join(world, fresh, batch)
            actions.finish_counting(fresh, by=qiu, anyway=True)
        assert Scan.objects.filter(stocktake=fresh).count() == len(scans)
        found.append(findings(fresh))

    assert found[0] == found[1]


def _mixed(scans: list[tuple[str, Scanned]], dice: Any) -> list[list[tuple[str, Scanned]]]:
    """Each scan twice, shuffled, cut into batches of any size."""
    every = [*scans, *scans]
    dice.shuffle(every)
    cuts = sorted(dice.randint(0, len(every)) for _ in range(3))
    return [every[a:b] for a, b in zip([0, *cuts], [*cuts, len(every)], strict=True)]


def _join(world: World, count: Stocktake, batch: list[tuple[str, Scanned]]) -> None:
    for who in WHO:
        if mine := [scan for name, scan in batch if name == who]:
            actions.join(count, by=actor_of(world, who), scans=mine)


def test_a_joining_told_twice_leaves_one_entry_for_each_scan(count: Stocktake, world: World, omar: Actor) -> None:
    scans = [Scanned(uid=f"u{n}", code=f"X{n}", place="QHN101") for n in range(4)]
    actions.join(count, by=omar, scans=[*scans, scans[0]])
    actions.join(count, by=omar, scans=scans)

    assert count.scans.count() == 4
    assert Entry.objects.of(world.school).filter(model="stocktakes.scan").count() == 4
    seal_school(world.school)
    assert verify_school(world.school) == []


def test_a_phone_with_a_wrong_clock_is_kept_with_both_times(count: Stocktake, omar: Actor) -> None:
    wrong = START - timedelta(days=700)
    with clock.at(START + timedelta(hours=2)):
        actions.join(count, by=omar, scans=[Scanned(uid="u", code="X", at=wrong, phone_at=wrong)])

    scan = count.scans.get()
    assert (scan.seen_at, scan.phone_at) == (START, wrong)


def test_a_place_of_another_campus_is_no_place_of_this_count(count: Stocktake, world: World, omar: Actor) -> None:
    actions.join(count, by=omar, scans=[Scanned(uid="u", code="X", place=world.south_room.code)])

    assert count.scans.get().place is None
