"""The demo's things and money, played for the first days of a term: by the right people, refused nowhere, and the books add up."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db.models import Sum

from houqin.areas.assets.models import Asset, PropertySheet
from houqin.areas.procurement.models import Acceptance, Request
from houqin.areas.repairs.actions import install_catalogue
from houqin.areas.stores.models import Balance, Movement, Requisition
from houqin.areas.suppliers.models import Contract
from houqin.demo.buying import set_up_buying
from houqin.demo.dealing import set_up_contracts
from houqin.demo.keeping import set_up_things
from houqin.demo.school import CODE, Demo, build
from houqin.demo.side import moment
from houqin.demo.storing import set_up_stores
from houqin.demo.term import Play
from houqin.foundation.calendar import calendar_of
from houqin.kernel.rows import School

TERM, LAST = "2025-2026-2", date(2026, 3, 20)


@pytest.fixture
def played(db: None) -> Play:
    school = School.objects.create(name="演示", code=CODE, demo=True)
    demo = Demo(school=school, dice=random.Random(1))
    list(build(demo))
    install_catalogue(by=demo.clockwork)
    for things in (set_up_buying, set_up_contracts, set_up_stores, set_up_things):
        things(demo)
    play = Play(demo, demo.terms[TERM])
    for day, is_school_day in _days(demo):
        for side in play.sides:
            side.day(day, is_school_day=is_school_day)
        play.events.play_until(moment(day, 23, 58))
    return play


def _days(demo: Demo) -> Iterator[tuple[date, bool]]:
    day = demo.terms[TERM].starts_on
    calendar = calendar_of(demo.school.pk, day, LAST)
    while day <= LAST:
        yield day, calendar.is_school_day(day)
        day += timedelta(days=1)


def test_the_demo_s_things_and_money_are_done_by_the_rules(played: Play) -> None:
    school = played.demo.school

    assert played.events.refused == []
    assert Contract.objects.of(school).filter(state=Contract.State.IN_FORCE).count() >= 6
    assert set(Requisition.objects.of(school).values_list("state", flat=True)) == {Requisition.State.SIGNED}
    assert set(PropertySheet.objects.of(school).values_list("state", flat=True)) == {PropertySheet.State.HANDED}
    cards = Asset.objects.of(school).exclude(state=Asset.State.DRAFT)
    assert cards.count() >= 790
    assert 5 < cards.filter(labelled_on=None).count() < 25
    assert 5 < cards.filter(keeper=None).count() < 60
    assert Request.objects.of(school).exclude(state=Request.State.NEW).exists()
    assert Acceptance.objects.of(school).exists()
    for balance in Balance.objects.of(school):
        moved = Movement.objects.of(school).filter(store=balance.store_id, item=balance.item_id, batch=balance.batch_id)
        assert moved.aggregate(q=Sum("quantity"), v=Sum("value")) == {"q": balance.quantity, "v": balance.value}, (
            balance
        )
