"""Cards: from an acceptance, by hand, found without papers; completed, seen, missing, moved."""

from datetime import date
from decimal import Decimal

import pytest

from houqin.areas.assets.actions import (
    Drafted,
    add_surplus,
    bind_label,
    complete,
    draft_cards,
    found_at,
    install_classes,
    move,
    note_missing,
    report_damage,
)
from houqin.areas.assets.facts import AssetDamaged
from houqin.areas.assets.models import Asset, AssetClass
from houqin.areas.assets.reads import by_code, expected_at
from houqin.areas.assets.records import ASSET
from houqin.areas.assets.tests.samples import a_class_called, an_asset
from houqin.kernel.access import Actor
from houqin.kernel.actions import Refused, add, change
from houqin.kernel.actions.facts import _LISTENERS
from houqin.tests.people import World

State = Asset.State


@pytest.fixture
def classes(world: World) -> None:
    install_classes(by=Actor.system(world.school.pk))


def test_an_acceptance_of_three_makes_three_draft_cards_with_numbers_of_their_own(
    world: World, qiu: Actor, classes: None
) -> None:
    line = Drafted("台式计算机", "A02010105", 3, Decimal("4199.50"), campus=world.north, accepted_on=date(2026, 3, 5))

    cards = draft_cards(by=qiu, lines=[line])

    assert [card.state for card in cards] == [State.DRAFT] * 3
    assert len({card.number for card in cards}) == len({card.code for card in cards}) == 3
    assert {card.value for card in cards} == {Decimal("4199.50")}
    assert cards[0].life_years == 6


def test_everything_wrong_with_an_acceptance_is_said_at_once(world: World, qiu: Actor, classes: None) -> None:
    lines = [
        Drafted("怪东西", "A99999999", 0, Decimal("NaN")),
        Drafted("椅子", "A05010304", 2, Decimal(-1), campus=world.north),
    ]

    with pytest.raises(Refused) as refused:
        draft_cards(by=qiu, lines=lines)

    told = str(refused.value)
    for said in ("A99999999", "数量应在 1 到", "单价不能为负", "请填校区"):
        assert said in told
    assert not Asset.objects.exists()


def test_completing_a_draft_puts_it_into_use_at_its_place(world: World, qiu: Actor, classes: None) -> None:
    card = draft_cards(by=qiu, lines=[Drafted("投影仪", "A02020200", 1, Decimal(3000), campus=world.north)])[0]

    complete(card, by=qiu, place=world.room, serial="SN-1")

    assert (card.state, card.place, card.serial) == (State.IN_USE, world.room, "SN-1")


def test_a_draft_without_place_or_value_is_not_completed(world: World, qiu: Actor, classes: None) -> None:
    card = add_surplus(by=qiu, name="旧投影仪", class_code="A02020200", place=world.room, said="盘点时在讲台下")

    with pytest.raises(Refused, match="大于 0 的价值"):
        complete(card, by=qiu)

    card.refresh_from_db()
    assert card.state == State.DRAFT


def test_a_missing_thing_seen_elsewhere_is_back_and_stands_there(world: World, qiu: Actor) -> None:
    asset = an_asset(world)
    office = world.place("总务处", kind="office")
    note_missing(asset, by=qiu, said="盘点没找到")

    found_at(asset, by=qiu, place=office)

    assert (asset.state, asset.place, asset.custodian) == (State.IN_USE, office, None)
    assert list(expected_at(world.school.pk, [office])) == [asset]


def test_a_thing_is_found_by_its_label_its_number_and_its_old_number(world: World) -> None:
    asset = an_asset(world, old_number="2019-0007")

    for told in (asset.code.lower(), f"https://x/p/{asset.code}/", asset.number, "2019-0007"):
        assert by_code(world.school.pk, told) == asset
    assert by_code(world.school.pk, "没有这个") is None


def test_damage_told_by_the_class_teacher_is_announced(world: World, mira: Actor) -> None:
    asset = an_asset(world)
    heard: list[AssetDamaged] = []
    _LISTENERS.setdefault(AssetDamaged, []).append(heard.append)

    report_damage(asset, by=mira, said="开不了机")

    _LISTENERS[AssetDamaged].remove(heard.append)
    assert [fact.asset for fact in heard] == [asset]
    assert asset.state == State.REPAIR


def test_moving_to_somebody_elses_room_needs_both_to_agree(world: World, qiu: Actor) -> None:
    asset = an_asset(world, keeper=world.people["ming"])
    room = world.place("实验室")
    type(room).objects.filter(pk=room.pk).update(keeper=world.people["omar"])
    room.refresh_from_db()

    with pytest.raises(Refused, match="由双方同意"):
        move(asset, by=qiu, place=room)
    with pytest.raises(Refused, match="不能直接改卡片"):
        change(asset, by=qiu, values={"place": room})


def test_a_label_of_a_place_is_not_stuck_on_a_thing(world: World, qiu: Actor) -> None:
    asset, room = an_asset(world), world.place("仓库", code="ABCD2345")

    with pytest.raises(Refused, match="已贴在"):
        bind_label(asset, by=qiu, code=room.code)
    bind_label(asset, by=qiu, code="https://x/p/WXYZ-2345/")

    assert (asset.code, asset.labelled_on is not None) == ("WXYZ2345", True)


def test_the_shipped_classes_name_a_life_or_none(world: World, classes: None) -> None:
    lives = {one.code: one.life for one in AssetClass.objects.of(world.school)}

    assert (lives["A02010105"], lives["A05010203"], lives["A01030000"], lives["A04010100"]) == (6, 15, None, None)


def test_a_school_may_not_undercut_a_confirmed_life(world: World, qiu: Actor, classes: None) -> None:
    computers, desks = (AssetClass.objects.of(world.school).get(code=code) for code in ("A02010105", "A05010203"))

    with pytest.raises(Refused, match="本校不能短于它"):
        change(computers, by=qiu, values={"life_years": 3})
    change(desks, by=qiu, values={"life_years": 10})

    assert desks.life == 10
    assert "未核实" in AssetClass.objects.of(world.school).get(code="A05010304").life_told


def test_the_same_thing_twice_is_said_by_its_number(world: World, qiu: Actor) -> None:
    values = {
        "name": "电脑", "asset_class": a_class_called(world), "value": Decimal(4200), "campus": world.north, "old_number": "2019-7"
    }  # fmt: skip
    first = add(ASSET, by=qiu, values=values)

    with pytest.raises(Refused) as refused:
        add(ASSET, by=qiu, values=values)
    other = add(ASSET, by=qiu, values=values | {"old_number": "2019-8"})
    with pytest.raises(Refused, match="原编号“2019-7”已被另一条固定资产使用"):
        change(other, by=qiu, values={"old_number": "2019-7"})

    assert [(p.field, p.message) for p in refused.value.problems] == [
        ("old_number", "原编号“2019-7”已被另一条固定资产使用，没有保存。请核对，或去改那一条。")
    ]
    change(first, by=qiu, values={"old_number": "2019-7", "brand": "联想"})
