"""Lent, sent, written off, short, closed: what happens to supplies besides being used."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from houqin.areas.stores.actions import (
    Arrived,
    Issued,
    Received,
    approve_write_off,
    ask_write_off,
    book_openings,
    call_back,
    close_month,
    give_back,
    issue,
    lend,
    note_lost,
    receive,
    send,
    take_in,
)
from houqin.areas.stores.clockwork import remind_of_expiry, remind_of_gaps, remind_of_loans
from houqin.areas.stores.models import Balance, Item, MonthLine, Store, WriteOff
from houqin.areas.stores.months import month_rows
from houqin.areas.stores.reads import gaps, on_hand
from houqin.areas.stores.records import OPENING, RESERVE, RESERVE_LINE
from houqin.areas.stores.tests.samples import a_store, an_item, stocked
from houqin.kernel import clock
from houqin.kernel.access import Actor, Forbidden, NotVisible
from houqin.kernel.actions import Refused, add, change
from houqin.kernel.notices.queue import notices_of
from houqin.tests.people import World


@pytest.fixture
def store(world: World) -> Store:
    made: Store = a_store(world)
    return made


@pytest.fixture
def tape(world: World, store: Store) -> Item:
    item: Item = an_item(world, name="卷尺", unit="把", kind="durable")
    stocked(world, store, item, 3, "9.99")
    return item


def test_what_is_lent_comes_back_at_its_value_or_is_lost(world: World, store: Store, tape: Item, shen: Actor) -> None:
    loan = lend(
        by=shen, store=store, item=tape, quantity=Decimal(3), borrower=world.people["omar"], due_on=clock.today()
    )
    assert [loan.value, on_hand(store, tape)] == [Decimal("29.97"), 0]

    give_back(loan, by=shen, quantity=Decimal(2))
    with pytest.raises(Refused, match="不超过还没还的 1 把"):
        give_back(loan, by=shen, quantity=Decimal(2))
    note_lost(loan, by=shen, quantity=Decimal(1), said="摔坏，赔 10 元")
    assert (loan.state, loan.returned_value, loan.lost_value) == ("lost", Decimal("19.98"), Decimal("9.99"))
    assert Balance.objects.get(store=store, item=tape).value == Decimal("19.98")


def test_consumables_are_not_lent(world: World, store: Store, shen: Actor) -> None:
    with pytest.raises(Refused, match="是消耗品，用了不能还"):
        lend(
            by=shen,
            store=store,
            item=an_item(world),
            quantity=Decimal(1),
            borrower=world.people["omar"],
            due_on=clock.today(),
        )


def test_on_the_way_goods_are_somewhere_and_arrive_short_with_a_reason(
    world: World, store: Store, tape: Item, shen: Actor, lena: Actor
) -> None:
    south = a_store(world, "south")
    sent = send(store, by=shen, to=south, lines=[Issued(tape, Decimal(3))])
    assert [on_hand(one, tape) for one in (store, sent.transit, south)] == [0, 3, 0]

    with pytest.raises(Forbidden, match="不在您任职的校区"):
        take_in(sent, by=shen)
    short = [Arrived(sent.rows[0], Decimal(2))]
    with pytest.raises(Refused, match="请写明短少的原因"):
        take_in(sent, by=lena, lines=short)
    take_in(sent, by=lena, lines=short, said="路上丢了一把")
    assert [on_hand(one, tape) for one in (sent.transit, south)] == [0, 2]
    assert Balance.objects.get(store=south).value == Decimal("19.98")
    with pytest.raises(Refused, match="现在是“已收货”"):
        call_back(sent, by=shen, said="退回")


def test_only_the_store_it_goes_to_takes_it_in(world: World, store: Store, tape: Item, mira: Actor, nan: Actor) -> None:
    sent = send(store, by=mira, to=a_store(world, "south"), lines=[Issued(tape, Decimal(1))])
    with pytest.raises(NotVisible):
        take_in(sent, by=nan)
    with pytest.raises(Refused, match="调出人不能自己收货"):
        take_in(sent, by=mira)
    call_back(sent, by=mira, said="车坏了")
    assert on_hand(store, tape) == 3


def test_writing_off_takes_somebody_elses_yes(world: World, store: Store, shen: Actor, mira: Actor) -> None:
    gel = an_item(world, name="消毒液", unit="瓶", has_batches=True)
    batch = stocked(world, store, gel, 4, "13", days=3, batch="G1").batch
    with pytest.raises(Refused, match="这一批没有过期"):
        ask_write_off(by=shen, store=store, item=gel, quantity=Decimal(4), batch=batch, reason=WriteOff.Reason.EXPIRED)
    with clock.at(clock.now() + timedelta(days=4)):
        asked = ask_write_off(
            by=shen, store=store, item=gel, quantity=Decimal(4), batch=batch, reason=WriteOff.Reason.EXPIRED
        )
        assert on_hand(store, gel) == 4, "nothing leaves before the yes"
        approve_write_off(asked, by=mira)
    assert asked.state == "approved"
    assert [asked.value, on_hand(store, gel)] == [52, 0]

    chalk = stocked(world, store, an_item(world), 1).item
    own = ask_write_off(
        by=mira,
        store=store,
        item=chalk,
        quantity=Decimal(1),
        reason=WriteOff.Reason.DAMAGED,
        said="坏",
    )
    with pytest.raises(Refused, match="不能审批自己申请的报废"):
        approve_write_off(own, by=mira)


OCTOBER = datetime(2026, 10, 12, 4, tzinfo=UTC)


def test_a_closed_month_stays_closed(world: World, store: Store, shen: Actor) -> None:
    chalk = an_item(world, name="粉笔")
    with clock.at(OCTOBER):
        stocked(world, store, chalk, 10, "0.3")
        issue(store, by=shen, lines=[Issued(chalk, Decimal(4))], person=world.people["omar"])
        with pytest.raises(Refused, match="还没有过完"):
            close_month(store, by=shen, month=OCTOBER.date())
    with clock.at(OCTOBER + timedelta(days=30)):
        close_month(store, by=shen, month=OCTOBER.date())
        [line] = MonthLine.objects.all()
        assert [line.quantity_before, line.quantity_in, line.quantity_out, line.quantity_after] == [0, 10, 4, 6]
        assert [line.value_in, line.value_out, line.value_after] == [3, Decimal("1.2"), Decimal("1.8")]

        with pytest.raises(Refused, match="2026年10月 已经月结，不能再记账"):
            issue(store, by=shen, lines=[Issued(chalk, Decimal(1))], person=world.people["omar"], happened_at=OCTOBER)
        with pytest.raises(Refused, match="已经月结"):
            receive(store, by=shen, lines=[Received(chalk, Decimal(1))], said="补", happened_at=OCTOBER)
        with pytest.raises(Refused, match="2026年10月 已经月结。"):
            close_month(store, by=shen, month=OCTOBER.date())
        issue(store, by=shen, lines=[Issued(chalk, Decimal(1))], person=world.people["omar"])
        [row] = month_rows(store, date(2026, 11, 1))
        assert [row.quantity_before, row.quantity_out, row.quantity_after] == [6, 1, 5]
    with clock.at(OCTOBER + timedelta(days=90)), pytest.raises(Refused, match="下一个该结的是 2026年11月"):
        close_month(store, by=shen, month=date(2026, 12, 1))


def test_gaps_count_what_will_still_be_good(world: World, store: Store) -> None:
    by = Actor.system(world.school.pk)
    mask = an_item(world, name="口罩", unit="只", has_batches=True)
    stocked(world, store, mask, 300, days=400, batch="新")
    stocked(world, store, mask, 900, days=30, batch="旧")
    reserve = add(RESERVE, by=by, values={"name": "防疫储备", "store": store, "renew_days": 90})
    add(RESERVE_LINE, by=by, values={"reserve": reserve, "item": mask, "minimum": Decimal(1000)})
    chalk = an_item(world, name="粉笔", minimum=Decimal(10))

    found = {(gap.item, gap.store): gap.missing for gap in gaps(world.school.pk)}
    assert found == {(mask, store): 700, (chalk, None): 10}
    assert [gap.item for gap in gaps(world.school.pk, store)] == [mask]


def test_openings_from_a_sheet_are_booked_together(world: World, store: Store, shen: Actor) -> None:
    by, chalk = Actor.system(world.school.pk), an_item(world, name="粉笔")
    add(OPENING, by=by, values={"store": store, "item": chalk, "quantity": Decimal(40), "value": Decimal("33.33")})
    half = add(
        OPENING,
        by=by,
        values={"store": store, "item": an_item(world, name="拖把", unit="把"), "quantity": Decimal("1.5")},
    )

    with pytest.raises(Refused, match=r"拖把：算下来是 1\.5 把，它只能按整数收发"):
        book_openings(store, by=shen)
    assert not Balance.objects.exists()
    change(half, by=by, values={"quantity": Decimal(2)})
    book_openings(store, by=shen)
    assert sorted((b.quantity, b.value) for b in Balance.objects.all()) == [(2, 0), (40, Decimal("33.33"))]
    with pytest.raises(Refused, match="没有待入账的期初库存"):
        book_openings(store, by=shen)
    with pytest.raises(Refused, match="已经入账"):
        change(half, by=by, values={"quantity": Decimal(3)})


def test_the_unit_of_what_moved_stays(world: World, store: Store, tape: Item) -> None:
    by = Actor.system(world.school.pk)
    with pytest.raises(Refused, match="基本单位“把”不能改"):
        change(tape, by=by, values={"unit": "个"})
    assert Item.objects.get(pk=tape.pk).unit == "把"


def test_reminders_come_on_their_days_and_once(world: World, store: Store, tape: Item, shen: Actor) -> None:
    gel = an_item(world, name="消毒液", unit="瓶", has_batches=True, minimum=Decimal(50))
    stocked(world, store, gel, 4, days=30, batch="G1")
    lend(
        by=shen,
        store=store,
        item=tape,
        quantity=Decimal(1),
        borrower=world.people["omar"],
        due_on=clock.today() + timedelta(days=1),
    )

    def told(who: str, at: datetime) -> list[str]:
        with clock.at(at):
            for remind in (remind_of_expiry, remind_of_gaps, remind_of_loans):
                remind(world.school, at)
                remind(world.school, at)
        user: Any = world.people[who].user
        found = [notice.title for notice in notices_of(world.school.pk, user.pk)]
        notices_of(world.school.pk, user.pk).delete()
        return found

    now = clock.now()
    assert [title.split("：")[0] for title in told("omar", now)] == ["借用明天到期"]
    assert any(title.startswith("批次快到期") for title in told("shen", now))
    assert told("lena", now) == [], "the other campus is left in peace"
    assert any("马上到期" in title for title in told("shen", now + timedelta(days=23)))
    assert any("已过期" in title for title in told("shen", now + timedelta(days=31)))
    monday = now + timedelta(days=(0 - timezone.localtime(now).weekday()) % 7)
    assert any(title.startswith("低于最低库存") for title in told("shen", monday + timedelta(days=7)))
    assert any("逾期" in title for title in told("omar", now + timedelta(days=2)))
