"""From a class teacher's wish to a signed receipt."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from houqin.areas.stores.actions import (
    ForEach,
    Granted,
    HandedOut,
    Issued,
    Wanted,
    approve,
    ask,
    hand_out,
    hand_out_all,
    hand_over,
    make_list,
    reject,
    sign,
    withdraw,
)
from houqin.areas.stores.models import Item, Movement, Requisition, Store
from houqin.areas.stores.reads import on_hand
from houqin.areas.stores.records import QUOTA
from houqin.areas.stores.tests.samples import a_store, an_item, stocked
from houqin.foundation.models import Student
from houqin.kernel import clock
from houqin.kernel.access import Actor, Forbidden, NotVisible
from houqin.kernel.actions import Refused, add, change
from houqin.kernel.files import attachments_of
from houqin.kernel.files.upload import upload_from
from houqin.kernel.inbox import waiting
from houqin.kernel.notices.queue import notices_of
from houqin.tests.people import World, keep


def drawn() -> bytes:
    """What a signature pad sends."""
    sheet = BytesIO()
    Image.new("RGB", (60, 20), "white").save(sheet, "PNG")
    return sheet.getvalue()


@pytest.fixture
def store(world: World) -> Store:
    made: Store = a_store(world)
    return made


@pytest.fixture
def chalk(world: World, store: Store) -> Item:
    item: Item = an_item(world, name="粉笔", unit="盒")
    stocked(world, store, item, 30, "4.5")
    return item


def quota(world: World, item: Item, quantity: int, **more: Any) -> Any:
    values = {"item": item, "audience": "class", "quantity": Decimal(quantity), "per": "term", **more}
    return add(QUOTA, by=Actor.system(world.school.pk), values=values)


def test_within_the_quota_it_goes_straight_to_the_storekeeper(
    world: World, store: Store, chalk: Item, ming: Actor, shen: Actor
) -> None:
    quota(world, chalk, 10)
    three = world.classes["3.1"]

    first = ask(by=ming, lines=[Wanted(chalk, Decimal(6))], school_class=three)
    assert (first.state, first.decided, first.store, first.to_whom) == (
        "approved",
        "定额内，免审批",
        store,
        "三（1）班",
    )
    second = ask(by=ming, lines=[Wanted(chalk, Decimal(5))], school_class=three)
    assert second.state == "asked"
    assert second.over == "粉笔：每学期定额 10 盒，还剩 4 盒"

    hand_out(first, by=shen, lines=[HandedOut(first.rows[0], Decimal(4))])
    assert ask(by=ming, lines=[Wanted(chalk, Decimal(1))], school_class=three).state == "approved", (
        "what was not issued is left"
    )


def test_requested_approved_and_issued_are_three_numbers(
    world: World, store: Store, chalk: Item, omar: Actor, mira: Actor, shen: Actor
) -> None:
    asked = ask(by=omar, lines=[Wanted(chalk, Decimal(9))], purpose="黑板报")
    approve(asked, by=mira, lines=[Granted(asked.rows[0], Decimal(7))], said="先领一部分")
    hand_out(asked, by=shen, lines=[HandedOut(asked.rows[0], Decimal(6))])
    sign(asked, by=omar)

    line = asked.rows[0]
    assert (line.requested, line.approved, line.issued, line.cost) == (9, 7, 6, Decimal(27))
    assert (asked.state, asked.signed_by) == ("signed", "omar")
    assert on_hand(store, chalk) == 24
    moved = Movement.objects.get(kind="issue")
    assert (moved.because_kind, moved.because_id, moved.slip) == ("stores.requisition", asked.pk, asked.slip)
    titles = [notice.title for notice in notices_of(world.school.pk, omar.user_id or 0)]
    assert any("已批准" in title for title in titles)
    assert any("请签收" in title for title in titles)


def test_nobody_says_yes_to_himself(world: World, chalk: Item, mira: Actor, nan: Actor, store: Store) -> None:
    asked = ask(by=mira, lines=[Wanted(chalk, Decimal(2))])
    with pytest.raises(Refused, match="不能审批自己的申领"):
        approve(asked, by=mira)
    with pytest.raises(Refused, match="不能审批自己的申领"):
        reject(asked, by=mira, said="不")
    approve(asked, by=nan)


def test_more_than_was_asked_or_approved_is_not_given(
    world: World, chalk: Item, omar: Actor, mira: Actor, shen: Actor, store: Store
) -> None:
    asked = ask(by=omar, lines=[Wanted(chalk, Decimal(2))])
    with pytest.raises(Refused, match="批准数量应在 0 和申领的 2 盒 之间"):
        approve(asked, by=mira, lines=[Granted(asked.rows[0], Decimal(3))])
    with pytest.raises(Refused, match="只有“待发放”时才能发放"):
        hand_out(asked, by=shen)
    approve(asked, by=mira)
    for wrong in ("3", "-1", "NaN"):
        with pytest.raises(Refused, match="实发数量应在 0 和批准的 2 盒 之间"):
            hand_out(asked, by=shen, lines=[HandedOut(asked.rows[0], Decimal(wrong))])
    assert Movement.objects.filter(kind="issue").count() == 0


def test_whoever_hands_out_does_not_sign_for_it(
    world: World, chalk: Item, mira: Actor, shen: Actor, store: Store
) -> None:
    mine = ask(by=shen, lines=[Wanted(chalk, Decimal(1))])
    approve(mine, by=mira)
    hand_out(mine, by=shen)
    with pytest.raises(Refused, match="发放人不能代签收"):
        sign(mine, by=shen)


def test_a_signature_on_the_counter_is_kept(world: World, chalk: Item, shen: Actor, store: Store) -> None:
    made = hand_over(
        by=shen,
        lines=[Issued(chalk, Decimal(2))],
        person=world.people["omar"],
        signature=upload_from(drawn(), "签名.png"),
    )
    assert (made.state, made.signed_by, made.summary) == ("signed", "omar", "粉笔 2 盒")
    [kept] = attachments_of(made)
    assert kept.kind == "signature"
    line = made.rows[0]
    assert (line.requested, line.approved, line.issued) == (2, 2, 2)


def test_another_campus_is_not_handed_out_from(
    world: World, chalk: Item, shen: Actor, lena: Actor, omar: Actor
) -> None:
    south = a_store(world, "south")
    stocked(world, south, chalk, 5)
    with pytest.raises(Refused, match="不归您管"):
        hand_over(by=shen, lines=[Issued(chalk, Decimal(1))], store=south, person=world.people["omar"])
    asked = ask(by=omar, lines=[Wanted(chalk, Decimal(1))])
    with pytest.raises(NotVisible):
        approve(asked, by=lena)
    with pytest.raises(Forbidden):
        approve(asked, by=omar)


def test_what_is_taken_back_or_refused_does_not_use_the_quota(
    world: World, chalk: Item, ming: Actor, mira: Actor, store: Store
) -> None:
    quota(world, chalk, 5)
    three = world.classes["3.1"]
    withdraw(ask(by=ming, lines=[Wanted(chalk, Decimal(5))], school_class=three), by=ming)
    over = ask(by=ming, lines=[Wanted(chalk, Decimal(6))], school_class=three)
    reject(over, by=mira, said="太多")
    assert ask(by=ming, lines=[Wanted(chalk, Decimal(5))], school_class=three).state == "approved"


def test_a_monthly_quota_begins_anew(world: World, chalk: Item, ming: Actor, store: Store) -> None:
    quota(world, chalk, 5, per="month")
    three = world.classes["3.1"]
    assert ask(by=ming, lines=[Wanted(chalk, Decimal(5))], school_class=three).state == "approved"
    assert ask(by=ming, lines=[Wanted(chalk, Decimal(1))], school_class=three).state == "asked"
    with clock.at(clock.now() + timedelta(days=32)):
        assert ask(by=ming, lines=[Wanted(chalk, Decimal(4))], school_class=three).state == "approved"


def test_one_list_for_many_classes_and_each_signs(
    world: World, store: Store, chalk: Item, mira: Actor, shen: Actor, ming: Actor
) -> None:
    three = world.classes["3.1"]
    for n in range(3):
        keep(Student(school=world.school, name=f"学生{n}", student_number=f"S{n}", school_class=three))
    book = an_item(world, name="作业本", unit="本")
    stocked(world, store, book, 100, "0.8")

    made = make_list(
        by=mira,
        title="开学物资",
        store=store,
        lines=[ForEach(chalk, Decimal(2)), ForEach(book, Decimal(4), per_pupil=True)],
    )
    [one] = Requisition.objects.filter(issue_list=made)
    assert [(line.item, line.requested) for line in one.rows] == [(chalk, 2), (book, 12)]
    hand_out_all(made, by=shen)
    one.refresh_from_db()
    sign(one, by=ming)
    assert made.progress == "已签收 1 / 1"
    assert [on_hand(store, one) for one in (chalk, book)] == [28, 88]


def test_a_list_by_pupils_needs_their_names(world: World, store: Store, chalk: Item, mira: Actor) -> None:
    with pytest.raises(Refused, match="三（1）班 还没有学生名单"):
        make_list(by=mira, title="开学物资", store=store, lines=[ForEach(chalk, Decimal(1), per_pupil=True)])


def test_who_keeps_the_store_is_asked_to_hand_out_and_the_office_is_left_alone(
    world: World, store: Store, chalk: Item, omar: Actor, mira: Actor, shen: Actor
) -> None:
    def asked(actor: Actor) -> list[str]:
        return [one.action.name for one in waiting(actor) if one.record_type.model is Requisition]

    requisition = ask(by=omar, lines=[Wanted(chalk, Decimal(2))], store=store, person=world.people["omar"])
    approve(requisition, by=mira)
    assert (asked(mira), asked(shen)) == (["hand_out"], ["hand_out"])
    change(store, by=mira, values={"keeper": world.people["shen"]})

    assert (asked(mira), asked(shen)) == ([], ["hand_out"])
    hand_out(requisition, by=mira)
