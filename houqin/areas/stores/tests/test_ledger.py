"""What comes in, what goes out, what it costs."""

from datetime import timedelta
from decimal import Decimal

import pytest

from houqin.areas.stores.actions import Issued, Received, adjust, issue, receive, reverse, take_back
from houqin.areas.stores.models import Balance, Movement, Store
from houqin.areas.stores.reads import on_hand
from houqin.areas.stores.records import ITEM_UNIT
from houqin.areas.stores.tests.samples import a_store, an_item, stocked
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Refused, add
from houqin.tests.people import World


@pytest.fixture
def store(world: World) -> Store:
    made: Store = a_store(world)
    return made


def test_cost_leaves_at_the_moving_average_and_the_last_unit_takes_the_rest(
    world: World, store: Store, shen: Actor
) -> None:
    chalk = an_item(world)
    stocked(world, store, chalk, 3, "0.33")
    stocked(world, store, chalk, 4, "1")

    costs = []
    for _ in range(7):
        [out] = issue(store, by=shen, lines=[Issued(chalk, Decimal(1))], person=world.people["omar"])
        costs.append(-out.value)

    assert costs == [Decimal(said) for said in ("0.71", "0.71", "0.71", "0.72", "0.71", "0.72", "0.71")]
    balance = Balance.objects.get(store=store, item=chalk)
    assert (balance.quantity, balance.value) == (0, 0)


def test_boxes_become_pieces(world: World, store: Store, shen: Actor) -> None:
    masks = an_item(world, name="口罩", unit="只")
    by = Actor.system(world.school.pk)
    add(ITEM_UNIT, by=by, values={"item": masks, "name": "包", "factor": Decimal(50)})
    add(ITEM_UNIT, by=by, values={"item": masks, "name": "箱", "factor": Decimal(2000)})

    [came] = receive(store, by=shen, lines=[Received(masks, Decimal(2), "箱", unit_price=Decimal("380"))], said="捐赠")
    assert (came.quantity, came.value) == (4000, 760)
    issue(store, by=shen, lines=[Issued(masks, Decimal("0.5"), "包")], school_class=world.classes["3.1"])
    assert on_hand(store, masks) == 3975


@pytest.mark.parametrize(
    ("quantity", "unit", "sentence"),
    [
        ("1", "打", "没有“打”这个单位的换算。可用的单位：只、包（1 包 = 50 只）"),
        ("0.33", "包", "算下来是 16.5 只，它只能按整数收发"),
        ("-1", "", "数量必须大于 0"),
        ("0", "", "数量必须大于 0"),
        ("NaN", "", "数量必须大于 0"),
        ("Infinity", "", "数量必须大于 0"),
        ("1E+30", "", "数量太大"),
        ("0.0001", "", "数量太小"),
    ],
)
def test_quantities_that_are_none_are_refused_with_a_sentence(
    world: World, store: Store, shen: Actor, quantity: str, unit: str, sentence: str
) -> None:
    masks = an_item(world, name="口罩", unit="只")
    add(ITEM_UNIT, by=Actor.system(world.school.pk), values={"item": masks, "name": "包", "factor": Decimal(50)})

    with pytest.raises(Refused) as coming:
        receive(store, by=shen, lines=[Received(masks, Decimal(quantity), unit)], said="捐赠")
    with pytest.raises(Refused) as going:
        issue(store, by=shen, lines=[Issued(masks, Decimal(quantity), unit)], person=world.people["omar"])
    assert sentence in str(coming.value)
    assert sentence in str(going.value)
    assert not Movement.objects.exists()


def test_what_is_not_there_cannot_leave_and_nothing_of_the_slip_does(world: World, store: Store, shen: Actor) -> None:
    chalk, mop = an_item(world, name="粉笔"), an_item(world, name="拖把", unit="把")
    stocked(world, store, chalk, 10)
    stocked(world, store, mop, 1)

    with pytest.raises(Refused) as refused:
        issue(
            store,
            by=shen,
            lines=[Issued(chalk, Decimal(4)), Issued(mop, Decimal(3)), Issued(chalk, Decimal(7))],
            person=world.people["omar"],
        )
    assert [p.message for p in refused.value.problems] == [
        f"{store} 的拖把只有 1 把，不够 3 把。", f"{store} 的粉笔只有 6 支，不够 7 支。",
    ]  # fmt: skip
    assert on_hand(store, chalk) == 10


def test_first_expired_leaves_first_and_the_expired_never(world: World, store: Store, shen: Actor) -> None:
    gel = an_item(world, name="洗手液", unit="瓶", has_batches=True)
    late = stocked(world, store, gel, 5, "9", days=300, batch="B").batch
    soon = stocked(world, store, gel, 5, "8", days=20, batch="A").batch
    today = stocked(world, store, gel, 1, "8", days=0, batch="今天").batch

    out = issue(store, by=shen, lines=[Issued(gel, Decimal(8))], person=world.people["omar"])
    assert [(m.batch, m.quantity, m.value) for m in out] == [(today, -1, -8), (soon, -5, -40), (late, -2, -18)]

    with clock.at(clock.now() + timedelta(days=301)):
        with pytest.raises(Refused, match="只有 0 瓶，不够 1 瓶。另有 3 瓶 已过期，不能发放：B"):
            issue(store, by=shen, lines=[Issued(gel, Decimal(1))], person=world.people["omar"])
        with pytest.raises(Refused, match=r"批号 B 已于 .* 过期，不能发放"):
            issue(store, by=shen, lines=[Issued(gel, Decimal(1), "", late)], person=world.people["omar"])


def test_a_batch_has_one_expiry(world: World, store: Store, shen: Actor) -> None:
    gel = an_item(world, name="洗手液", has_batches=True)
    stocked(world, store, gel, 5, days=300, batch="B")

    with pytest.raises(Refused, match="批号 B 的有效期已登记为"):
        stocked(world, store, gel, 5, days=301, batch="B")
    with pytest.raises(Refused, match="请填写批号或有效期"):
        stocked(world, store, gel, 5)
    with pytest.raises(Refused, match="没有按批次管理"):
        stocked(world, store, an_item(world), 5, days=3)


def test_fixed_assets_do_not_lie_in_stock(world: World, store: Store) -> None:
    with pytest.raises(Refused, match="请建资产卡片"):
        stocked(world, store, an_item(world, name="投影机", unit="台", kind="fixed"), 1)


def test_a_stocktakes_difference_is_booked(world: World, store: Store, mira: Actor) -> None:
    chalk = an_item(world)
    stocked(world, store, chalk, 10, "0.5")

    gone = adjust(store, by=mira, item=chalk, counted=Decimal(7), said="盘亏")
    more = adjust(store, by=mira, item=chalk, counted=Decimal(9), said="盘盈")
    assert gone is not None
    assert more is not None
    assert [(m.kind, m.quantity, m.value) for m in (gone, more)] == [("loss", -3, Decimal("-1.5")), ("gain", 2, 1)]
    assert adjust(store, by=mira, item=chalk, counted=Decimal(9), said="无差异") is None
    with pytest.raises(Refused, match="不小于 0"):
        adjust(store, by=mira, item=chalk, counted=Decimal("NaN"), said="?")


def test_a_mistake_is_answered_by_its_reverse_once(world: World, store: Store, shen: Actor) -> None:
    chalk = an_item(world)
    wrong = stocked(world, store, chalk, 100, "2")
    reverse(wrong, by=shen, said="多打一个 0")
    assert on_hand(store, chalk) == 0
    with pytest.raises(Refused, match="已经冲销过了"):
        reverse(wrong, by=shen, said="再来一次")

    used = stocked(world, store, chalk, 10, "2")
    [out] = issue(store, by=shen, lines=[Issued(chalk, Decimal(4))], person=world.people["omar"])
    with pytest.raises(Refused, match="库里只剩 6 支，不能整笔冲销"):
        reverse(used, by=shen, said="看错了")
    reverse(out, by=shen, said="没有领")
    assert on_hand(store, chalk) == 10


def test_what_was_not_used_comes_back_at_what_it_cost(world: World, store: Store, shen: Actor) -> None:
    chalk = an_item(world)
    stocked(world, store, chalk, 3, "0.33")
    [out] = issue(store, by=shen, lines=[Issued(chalk, Decimal(3))], person=world.people["omar"])

    values = [take_back(out, by=shen, quantity=Decimal(1)).value for _ in range(3)]
    assert values == [Decimal("0.33")] * 3
    with pytest.raises(Refused, match="最多还能退 0 支"):
        take_back(out, by=shen, quantity=Decimal(1))


def test_late_entries_never_make_the_past_negative(world: World, store: Store, shen: Actor) -> None:
    chalk = an_item(world)
    with clock.at(clock.now() - timedelta(days=10)):
        stocked(world, store, chalk, 5, "1")
    with clock.at(clock.now() - timedelta(days=2)):
        stocked(world, store, chalk, 5, "3")
    before = clock.now() - timedelta(days=5)

    with pytest.raises(Refused, match="那之后一度只有 5 支"):
        issue(store, by=shen, lines=[Issued(chalk, Decimal(6))], person=world.people["omar"], happened_at=before)
    [out] = issue(store, by=shen, lines=[Issued(chalk, Decimal(5))], person=world.people["omar"], happened_at=before)
    assert out.value == -5
    with pytest.raises(Refused, match="不能晚于现在"):
        issue(
            store,
            by=shen,
            lines=[Issued(chalk, Decimal(1))],
            person=world.people["omar"],
            happened_at=clock.now() + timedelta(days=1),
        )


def test_a_keeper_of_another_campus_books_nothing_here(world: World, shen: Actor, omar: Actor) -> None:
    from houqin.kernel.access import Forbidden, NotVisible

    south, north = a_store(world, "south"), a_store(world)
    chalk = an_item(world)
    with pytest.raises(NotVisible):
        receive(south, by=shen, lines=[Received(chalk, Decimal(1))], said="捐赠")
    with pytest.raises(Forbidden):
        receive(north, by=omar, lines=[Received(chalk, Decimal(1))], said="捐赠")
