"""The books follow the cards: run, run again, closed, corrected later; and they always sum."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from houqin.areas.assets.actions import close_month, open_books, run_month
from houqin.areas.assets.depreciation import Terms, month_number, written_off
from houqin.areas.assets.models import Asset, BookLine, BookMonth, BookValue, ClassMonth
from houqin.areas.assets.posting import FLOWS, digest_of, fen, yuan
from houqin.areas.assets.standing import standings
from houqin.areas.assets.tests.samples import an_asset
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Refused, change
from houqin.kernel.actions.perform import run
from houqin.kernel.trail.models import Entry
from houqin.kernel.trail.seal import seal_school
from houqin.kernel.trail.verify import verify_school
from houqin.tests.people import World, make_world

JANUARY = date(2026, 1, 1)


@pytest.fixture
def books(world: World) -> BookMonth:
    with clock.at(datetime(2026, 1, 20, 4, tzinfo=UTC)):
        return open_books(by=Actor.system(world.school.pk), month=date(2026, 1, 15))


def the_open_month(world: World) -> BookMonth:
    found: BookMonth = BookMonth.objects.of(world.school).get(state="open")
    return found


def written_off_by_hand(asset: Asset, on: date, reason: str = "") -> None:
    """As a disposal does in its last step."""

    def body(fresh: Any) -> Any:
        fresh.state, fresh.disposed_on = Asset.State.DISPOSED, on
        fresh.save()
        return fresh

    run(None, asset, body, verb="change", model=Asset, by=Actor.system(asset.school_id))


def test_a_month_is_run_twice_and_comes_out_the_same(world: World, kong: Actor, books: BookMonth) -> None:
    an_asset(world, value=Decimal("4320.00"), entered_on=date(2026, 1, 12))

    run_month(books, by=kong)
    entries = Entry.objects.count()
    first = (books.gross, books.charge, books.digest, books.version)
    run_month(books, by=kong)

    assert first == (books.gross, books.charge, books.digest, books.version)
    assert (books.gross, books.charge) == (Decimal(4320), Decimal(60))
    assert (BookLine.objects.count(), Entry.objects.count()) == (1, entries)


def test_the_run_of_a_month_writes_one_entry_however_many_cards(world: World, kong: Actor, books: BookMonth) -> None:
    for _ in range(5):
        an_asset(world, entered_on=JANUARY)
    entries = Entry.objects.count()

    run_month(books, by=kong)

    assert Entry.objects.count() == entries + 1
    assert digest_of(books) == books.digest


def test_a_line_altered_behind_the_system_shows(world: World, kong: Actor, books: BookMonth) -> None:
    an_asset(world, entered_on=JANUARY)
    run_month(books, by=kong)

    BookLine.objects.update(charge=Decimal(1))

    assert digest_of(books) != books.digest


def test_a_closed_month_is_neither_run_nor_closed_again(world: World, kong: Actor, books: BookMonth) -> None:
    close_month(books, by=kong)

    for act in (run_month, close_month):
        with pytest.raises(Refused, match="现在是“已结账”"):
            act(books, by=kong)
    assert the_open_month(world).month == date(2026, 2, 1)


def test_a_card_changed_after_closing_is_corrected_in_the_open_month(
    world: World, qiu: Actor, kong: Actor, books: BookMonth
) -> None:
    asset = an_asset(world, value=Decimal("7200.00"), entered_on=JANUARY)
    close_month(books, by=kong)
    closed = BookMonth.objects.get(pk=books.pk)

    change(asset, by=qiu, values={"value": Decimal("3600.00")})
    february = run_month(the_open_month(world), by=kong)

    assert BookMonth.objects.get(pk=books.pk).digest == closed.digest == digest_of(closed)
    assert (february.changed, february.charge, february.correction) == (Decimal(-3600), Decimal(50), Decimal(-50))
    assert (february.gross, february.accumulated) == (Decimal(3600), Decimal(100))


def test_what_is_disposed_leaves_in_its_month_and_is_not_depreciated_in_it(
    world: World, kong: Actor, books: BookMonth
) -> None:
    asset = an_asset(world, value=Decimal("7200.00"), entered_on=JANUARY)
    close_month(books, by=kong)
    written_off_by_hand(asset, date(2026, 2, 10))

    february = run_month(the_open_month(world), by=kong)

    assert (february.removed, february.released, february.charge) == (Decimal(-7200), Decimal(-100), Decimal(0))
    assert (february.gross, february.accumulated, february.cards) == (Decimal(0), Decimal(0), 0)


def test_a_card_with_an_older_book_begins_where_that_ended(world: World, kong: Actor, books: BookMonth) -> None:
    an_asset(
        world, value=Decimal("7200.00"), entered_on=date(2025, 1, 1), opening_depreciation=Decimal("1200.00"), opening_through=date(2025, 12, 5)
    )  # fmt: skip

    january = run_month(books, by=kong)

    assert (january.opened, january.charge, january.correction) == (Decimal(1200), Decimal(100), Decimal(0))


def test_the_books_are_opened_once_and_never_in_the_future(world: World, kong: Actor, books: BookMonth) -> None:
    with pytest.raises(Refused, match="已经建账"):
        open_books(by=kong, month=JANUARY)


def test_a_month_that_has_not_come_is_not_closed(world: World, kong: Actor, books: BookMonth) -> None:
    with clock.at(datetime(2026, 1, 20, 4, tzinfo=UTC)):
        close_month(books, by=kong)

        with pytest.raises(Refused, match="还没到"):
            close_month(the_open_month(world), by=kong)


def test_a_closed_months_classes_sum_to_it_and_verify(world: World, kong: Actor, books: BookMonth) -> None:
    for campus in ("north", "south"):
        an_asset(world, campus, value=Decimal("999.99"), entered_on=JANUARY)

    close_month(books, by=kong)

    told = ClassMonth.objects.of(world.school).aggregate(
        g=Sum("gross"), a=Sum("accumulated"), n=Sum("net"), c=Sum("cards")
    )
    assert (told["g"], told["a"], told["n"], told["c"]) == (books.gross, books.accumulated, books.net, 2)
    seal_school(world.school)
    assert verify_school(world.school) == []


# What may happen to a school's things in any order: bought, changed, disposed of, run, closed.
VALUES = st.integers(0, 5_000_000).map(yuan)
STEPS = st.one_of(
    st.tuples(st.just("buy"), VALUES, st.integers(0, 30), st.sampled_from((None, 1, 6, 15))),
    st.tuples(st.just("older"), VALUES, st.integers(1, 40), st.sampled_from((1, 6))),
    st.tuples(st.just("revalue"), st.integers(0, 9), VALUES),
    st.tuples(st.just("relive"), st.integers(0, 9), st.integers(1, 20)),
    st.tuples(st.just("dispose"), st.integers(0, 9)),
    st.tuples(st.just("run")),
    st.tuples(st.just("close")),
)


class BooksEqualCards(TestCase):
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(STEPS, min_size=1, max_size=14))
    def test_under_any_sequence(self, steps: list[tuple[Any, ...]]) -> None:
        with clock.at(datetime(2028, 12, 20, 4, tzinfo=UTC)):
            world = make_world("账", "ZH")
            by = Actor.system(world.school.pk)
            open_books(by=by, month=JANUARY)
            for step in steps:
                _do(world, by, *step)
                if step[0] in ("run", "close"):
                    _books_equal_cards(world)
            run_month(the_open_month(world), by=by)
            _books_equal_cards(world)


def _do(world: World, by: Actor, what: str, *told: Any) -> None:
    month = the_open_month(world)
    kept = list(Asset.objects.of(world.school).exclude(state=Asset.State.DISPOSED).order_by("pk"))
    if what == "buy":
        back = month_number(month.month) - told[1]
        an_asset(world, value=told[0], entered_on=date(back // 12, back % 12 + 1, 28), life_years=told[2])
    elif what == "older":
        back = month_number(month.month) - told[1]
        first = date(back // 12, back % 12 + 1, 1)
        an_asset(
            world,
            value=told[0],
            entered_on=first,
            opening_through=first,
            opening_depreciation=yuan(fen(told[0]) // 3),
            life_years=told[2],
        )
    elif what in ("revalue", "relive", "dispose") and kept:
        asset = kept[told[0] % len(kept)]
        if what == "dispose":
            written_off_by_hand(asset, month.month)
        elif what == "relive":
            change(asset, by=by, values={"life_years": told[1]})
        elif told[1] >= asset.opening_depreciation:
            change(asset, by=by, values={"value": told[1]})
    elif what == "run":
        run_month(month, by=by)
    elif what == "close":
        close_month(month, by=by)


def _books_equal_cards(world: World) -> None:
    """Gross, accumulated and net: of the month, of its lines through all months, and of every card alone."""
    latest = BookMonth.objects.of(world.school).exclude(run_at=None).order_by("-month")[0]
    number = month_number(latest.month)
    cards = [
        card for card in Asset.objects.of(world.school) if card.entered_on and month_number(card.entered_on) <= number
    ]
    standing = [card for card in cards if card.disposed_on is None or month_number(card.disposed_on) > number]
    gross, written = (
        sum((card.value for card in standing), Decimal(0)),
        sum((_written(card, number) for card in standing), Decimal(0)),
    )

    assert (latest.gross, latest.accumulated, latest.net, latest.cards) == (
        gross,
        written,
        gross - written,
        len(standing),
    )
    assert min(latest.accumulated, latest.net) >= 0
    flows = (
        BookLine.objects.of(world.school)
        .filter(month__month__lte=latest.month)
        .aggregate(**{f"s_{name}": Sum(name) for name in FLOWS})
    )
    told = {name: flows[f"s_{name}"] or Decimal(0) for name in FLOWS}
    assert told["added"] + told["changed"] + told["removed"] == gross
    assert told["opened"] + told["charge"] + told["correction"] + told["released"] == written
    assert digest_of(latest) == latest.digest
    _each_card(world, latest, standing, number)


def _each_card(world: World, latest: BookMonth, standing: list[Asset], number: int) -> None:
    if latest.state == "closed":
        values = BookValue.objects.of(world.school).aggregate(g=Sum("gross"), a=Sum("accumulated"))
        assert (values["g"] or 0, values["a"] or 0) == (latest.gross, latest.accumulated)
    for card_id, told in standings(world.school.pk, standing).items():
        card = next(card for card in standing if card.pk == card_id)
        assert (told.gross, told.accumulated) == (card.value, _written(card, number))


def _written(card: Asset, number: int) -> Decimal:
    assert card.entered_on is not None
    opened = month_number(card.opening_through) if card.opening_through else None
    life = card.life_years * 12 if card.life_years else None
    return yuan(
        written_off(
            Terms(fen(card.value), life, month_number(card.entered_on), fen(card.opening_depreciation), opened), number
        )
    )
