"""Who answers for what: custodians, handing over a room, checking it, and what is missing or broken."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from houqin.areas.assets.actions import (
    Counted,
    appoint,
    ask_compensation,
    check,
    draw_sheet,
    draw_sheets,
    end_custody,
    excuse,
    hand_custody,
    pay,
    receive,
    waive,
)
from houqin.areas.assets.models import Asset, Compensation, PropertyLine, PropertySheet
from houqin.areas.assets.tests.samples import a_compensation, an_asset
from houqin.kernel import clock
from houqin.kernel.access import Actor, Forbidden
from houqin.kernel.actions import Refused
from houqin.tests.people import World, keep, user_of


@pytest.fixture
def handed(world: World, qiu: Actor, ming: Actor) -> PropertySheet:
    """三（1）班 holds three chairs and a projector since the start of term."""
    world.room.school_class = world.classes["3.1"]
    keep(world.room)
    for _ in range(3):
        an_asset(world, name="课椅", value=Decimal(120))
    an_asset(world, name="投影仪")
    sheet = draw_sheet(by=qiu, place=world.room)
    return receive(sheet, by=ming)


def line_of(sheet: PropertySheet, name: str) -> PropertyLine:
    return next(line for line in sheet.told_lines if line.name == name)


def test_a_sub_custodian_keeps_a_building_and_the_general_one_the_rest(world: World, qiu: Actor) -> None:
    building = world.place("教学楼", kind="building")
    inside, outside = an_asset(world), an_asset(world, place=world.place("总务处", kind="office"))

    appoint(by=qiu, person=world.people["qiu"])
    appoint(by=qiu, person=world.people["omar"], place=building)
    later = an_asset(world)

    assert [Asset.objects.get(pk=one.pk).custodian for one in (inside, outside, later)] == [
        world.people["omar"], world.people["qiu"], world.people["omar"],
    ]  # fmt: skip


def test_there_is_one_general_custodian_and_one_for_each_place(world: World, qiu: Actor) -> None:
    appoint(by=qiu, person=world.people["qiu"])
    appoint(by=qiu, person=world.people["omar"], place=world.room)

    for place in (None, world.room):
        with pytest.raises(Refused, match="交接保管"):
            appoint(by=qiu, person=world.people["hao"], place=place)


def test_a_custody_goes_to_a_successor_and_its_cards_follow(world: World, qiu: Actor) -> None:
    asset = an_asset(world)
    custody = appoint(by=qiu, person=world.people["omar"], place=world.room)
    general = appoint(by=qiu, person=world.people["qiu"])

    hand_custody(custody, by=qiu, to=world.people["hao"])
    assert Asset.objects.get(pk=asset.pk).custodian == world.people["hao"]
    end_custody(custody, by=qiu)

    assert Asset.objects.get(pk=asset.pk).custodian == world.people["qiu"]
    with pytest.raises(Refused, match="总保管不能撤销"):
        end_custody(general, by=qiu)


def test_a_sheet_groups_like_things_and_names_a_single_ones_card(handed: PropertySheet) -> None:
    chairs, projector = line_of(handed, "课椅"), line_of(handed, "投影仪")

    assert (chairs.quantity, chairs.asset, projector.quantity) == (3, None, 1)
    assert projector.asset is not None
    assert handed.keeper.name == "ming"


def test_another_sheet_waits_for_the_check_of_the_first(world: World, qiu: Actor, handed: PropertySheet) -> None:
    with pytest.raises(Refused, match="还有一张没核对完的清单"):
        draw_sheet(by=qiu, place=world.room)
    assert draw_sheets(by=qiu, campus=world.north) is None


def test_rooms_with_somebody_who_answers_get_their_sheets_at_once(world: World, qiu: Actor) -> None:
    for name, keeper in (("一室", "omar"), ("二室", "hao"), ("三室", None)):
        room = world.place(name)
        room.keeper = world.people[keeper] if keeper else None
        keep(room)
        an_asset(world, place=room)

    draw_sheets(by=qiu, campus=world.north)

    assert sorted(sheet.keeper.name for sheet in PropertySheet.objects.all()) == ["hao", "omar"]


def test_what_was_missing_at_the_hand_over_is_not_the_class_teachers(world: World, qiu: Actor, ming: Actor) -> None:
    world.room.school_class = world.classes["3.1"]
    keep(world.room)
    an_asset(world, name="课椅")
    an_asset(world, name="课椅")
    sheet = draw_sheet(by=qiu, place=world.room)

    receive(sheet, by=ming, counted=[Counted(line_of(sheet, "课椅"), missing=1)])

    assert (line_of(sheet, "课椅").quantity, line_of(sheet, "课椅").said) == (1, "接收时缺 1 件")


def test_what_is_gone_or_broken_at_the_end_shows_on_its_card(handed: PropertySheet, ming: Actor) -> None:
    check(
        handed,
        by=ming,
        counted=[
            Counted(line_of(handed, "投影仪"), damaged=1, said="灯不亮"),
            Counted(line_of(handed, "课椅"), missing=2),
        ],
    )

    projector, chairs = line_of(handed, "投影仪"), line_of(handed, "课椅")
    assert projector.asset is not None
    assert (projector.state, projector.asset.state) == ("open", "repair")
    assert (chairs.state, chairs.missing) == ("open", 2)


def test_what_was_counted_and_whole_was_seen(handed: PropertySheet, ming: Actor) -> None:
    check(handed, by=ming, counted=[Counted(line_of(handed, "课椅"), missing=1)])

    seen = dict(Asset.objects.filter(place=handed.place).values_list("name", "seen_on"))
    assert seen == {"投影仪": clock.today(), "课椅": None}


def test_counts_that_cannot_be_are_all_said(handed: PropertySheet, ming: Actor) -> None:
    counted = [Counted(line_of(handed, "投影仪"), missing=2), Counted(line_of(handed, "课椅"), missing=-1)]

    with pytest.raises(Refused) as refused:
        check(handed, by=ming, counted=counted)

    assert str(refused.value).count("应在 0 到") == 2
    assert PropertySheet.objects.get(pk=handed.pk).state == "handed"


def test_a_loss_is_paid_against_a_receipt_with_a_number_of_its_own(
    handed: PropertySheet, qiu: Actor, ming: Actor, kong: Actor
) -> None:
    check(handed, by=ming, counted=[Counted(line_of(handed, "课椅"), missing=1)])

    ask_compensation(line_of(handed, "课椅"), by=qiu, amount=Decimal("88.5"))
    owed = Compensation.objects.get()
    pay(owed, by=kong)

    assert (owed.payer, owed.amount, owed.why) == ("三（1）班", Decimal("88.50"), "missing")
    assert (owed.receipt[:5], owed.received_by_id) == ("PCSJ-", kong.person_id)
    with pytest.raises(Refused, match="已赔偿"):
        pay(owed, by=kong)


@pytest.mark.parametrize("amount", ["0", "-5", "NaN", "Infinity"])
def test_money_that_is_none_is_not_asked_for(handed: PropertySheet, qiu: Actor, ming: Actor, amount: str) -> None:
    check(handed, by=ming, counted=[Counted(line_of(handed, "课椅"), damaged=1)])

    with pytest.raises(Refused, match="大于 0"):
        ask_compensation(line_of(handed, "课椅"), by=qiu, amount=Decimal(amount))
    assert not Compensation.objects.exists()


def test_wear_is_excused_and_only_a_leader_waives(
    world: World, handed: PropertySheet, qiu: Actor, ming: Actor, boss: Actor
) -> None:
    check(handed, by=ming, counted=[Counted(line_of(handed, "课椅"), damaged=1)])
    excuse(line_of(handed, "课椅"), by=qiu, said="自然损耗")

    owed = a_compensation(world)
    with pytest.raises(Forbidden):
        waive(owed, by=qiu, reason="家庭困难")
    waive(owed, by=boss, reason="家庭困难")

    assert (line_of(handed, "课椅").state, owed.state) == ("settled", "waived")


def test_a_compensation_paid_is_a_figure_with_its_row(world: World, kong: Actor) -> None:
    from houqin.kernel.figures import Period, figures, value

    pay(a_compensation(world), by=kong)
    year = Period(date(2026, 1, 1), date(2027, 12, 31))

    assert value(figures.get("assets.compensation"), by=kong, period=year).number == Decimal(60)


def test_the_receipt_is_printed_with_its_number(world: World, kong: Actor) -> None:
    owed = a_compensation(world)
    pay(owed, by=kong)
    client = Client()
    client.force_login(user_of(world, "kong"))

    assert owed.receipt in client.get(f"/assets/compensation/{owed.pk}/print/").content.decode()
