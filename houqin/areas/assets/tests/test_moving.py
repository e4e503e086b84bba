"""Things on the move: both sides agree before anything moves; what is lent comes back."""

from datetime import timedelta

import pytest

from houqin.areas.assets.actions import (
    Thing,
    agree_giving,
    agree_taking,
    ask_transfer,
    extend_loan,
    give_back,
    lend,
    propose_disposal,
    refuse_transfer,
    transfer,
)
from houqin.areas.assets.models import Asset, Disposal, Loan
from houqin.areas.assets.telling import tell_of_loans
from houqin.areas.assets.tests.samples import a_loan, a_transfer, an_asset
from houqin.foundation.models import Place
from houqin.kernel import clock
from houqin.kernel.access import Actor, Forbidden
from houqin.kernel.actions import Refused
from houqin.kernel.inbox import waiting
from houqin.kernel.notices.models import Notice
from houqin.tests.people import World, keep


@pytest.fixture
def laboratory(world: World) -> Place:
    """hao answers for it."""
    room = world.place("实验室")
    room.keeper = world.people["hao"]
    keep(room)
    return room


def test_nothing_moves_before_both_have_agreed(
    world: World, qiu: Actor, omar: Actor, hao: Actor, laboratory: Place
) -> None:
    asset = an_asset(world, keeper=world.people["omar"])
    asked = transfer(asset, by=qiu, to_place=laboratory, reason="实验课要用")

    agree_giving(asked, by=omar)
    assert Asset.objects.get(pk=asset.pk).place == world.room
    agree_taking(asked, by=hao)

    asset.refresh_from_db()
    assert (asset.place, asset.keeper, asked.state) == (laboratory, world.people["hao"], "done")


def test_nobody_agrees_for_another(world: World, qiu: Actor, mira: Actor, omar: Actor, hao: Actor) -> None:
    asked = a_transfer(world)

    for by in (qiu, mira, hao):
        with pytest.raises(Forbidden):
            agree_giving(asked, by=by)
    agree_giving(asked, by=omar)
    with pytest.raises(Forbidden):
        agree_taking(asked, by=omar)


def test_the_receiving_side_is_not_asked_before_the_giving_side_agreed(world: World, hao: Actor, omar: Actor) -> None:
    asked = a_transfer(world)

    with pytest.raises(Refused, match="待调出方同意"):
        agree_taking(asked, by=hao)
    assert [one.action.label for one in waiting(omar) if one.record_type.key == "assets.transfer"] == ["同意调出"]
    agree_giving(asked, by=omar)
    assert [one.action.label for one in waiting(hao) if one.record_type.key == "assets.transfer"] == ["同意接收"]


def test_a_refused_transfer_leaves_all_where_it_is(world: World, hao: Actor, omar: Actor) -> None:
    asked = a_transfer(world)
    agree_giving(asked, by=omar)

    refuse_transfer(asked, by=hao, reason="放不下")

    assert (asked.state, asked.lines.get().asset.keeper) == ("refused", world.people["omar"])


def test_a_thing_goes_one_way_at_a_time(world: World, qiu: Actor, laboratory: Place) -> None:
    asset = an_asset(world, keeper=world.people["omar"])
    transfer(asset, by=qiu, to_place=laboratory, reason="一")

    with pytest.raises(Refused, match="正在调拨"):
        transfer(asset, by=qiu, to_place=laboratory, reason="二")
    with pytest.raises(Refused, match="正在调拨"):
        propose_disposal(asset, by=qiu, kind=Disposal.Kind.SALE, reason="卖掉")
    with pytest.raises(Refused, match="正在调拨"):
        lend(asset, by=qiu, borrower=world.people["ming"], due_on=clock.today())


def test_a_transfer_says_all_that_is_wrong_with_it(world: World, qiu: Actor) -> None:
    ours, theirs = an_asset(world, keeper=world.people["omar"]), an_asset(world, "south")

    with pytest.raises(Refused) as refused:
        ask_transfer(by=qiu, lines=[Thing(ours), Thing(theirs)], to_place=world.place("空房"), reason="调")

    assert "没有责任人，请填调入方" in str(refused.value)
    assert "同一校区、同一责任人" in str(refused.value)


def test_whose_keeper_changed_meanwhile_is_not_taken(world: World, omar: Actor, hao: Actor) -> None:
    asked = a_transfer(world)
    agree_giving(asked, by=omar)
    asset = asked.lines.get().asset
    asset.keeper = world.people["ming"]
    keep(asset)

    with pytest.raises(Refused, match="责任人在申请之后换过"):
        agree_taking(asked, by=hao)


def test_what_is_lent_comes_back_by_somebody_else_than_the_borrower(world: World, qiu: Actor) -> None:
    asset = an_asset(world)
    loan = lend(asset, by=qiu, borrower=world.people["qiu"], due_on=clock.today())

    with pytest.raises(Refused, match="借用人不能自己登记"):
        give_back(loan, by=qiu)
    give_back(loan, by=Actor.system(world.school.pk))

    assert (loan.state, Asset.objects.get(pk=asset.pk).state) == ("back", "in_use")


def test_damage_on_return_goes_the_way_of_every_damage(world: World, qiu: Actor) -> None:
    loan = a_loan(world)

    with pytest.raises(Refused, match="写明坏在哪里"):
        give_back(loan, by=qiu, is_damaged=True)
    give_back(loan, by=qiu, is_damaged=True, said="屏幕裂了")

    assert Asset.objects.get(pk=loan.asset_id).state == "repair"


def test_a_loan_is_extended_forward_only(world: World, qiu: Actor) -> None:
    loan = a_loan(world)

    with pytest.raises(Refused, match="以后的日期"):
        extend_loan(loan, by=qiu, due_on=clock.today() - timedelta(days=1))
    extend_loan(loan, by=qiu, due_on=clock.today() + timedelta(days=9))

    assert loan.due_on == clock.today() + timedelta(days=9)


def test_borrower_and_keeper_hear_of_a_late_loan_once_a_day(world: World, qiu: Actor) -> None:
    loan = a_loan(world)
    Loan.objects.filter(pk=loan.pk).update(due_on=clock.today() - timedelta(days=1))

    tell_of_loans(world.school.pk)
    tell_of_loans(world.school.pk)

    assert Notice.objects.filter(title__contains="该还了").count() == 2
