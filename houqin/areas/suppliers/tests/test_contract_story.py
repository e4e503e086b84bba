"""A contract from its draft over signature, acceptance and payment to the next one."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from houqin.areas.suppliers import actions
from houqin.areas.suppliers.actions import Covered, Instalment
from houqin.areas.suppliers.clockwork import follow_the_calendar, remind_of_ends
from houqin.areas.suppliers.models import Contract, Payment
from houqin.areas.suppliers.tests.samples import a_contract, a_signed_contract, a_supplier
from houqin.kernel import clock
from houqin.kernel.access import Actor, Forbidden
from houqin.kernel.actions import Refused, change
from houqin.kernel.inbox import waiting
from houqin.kernel.notices.models import Notice
from houqin.tests.people import World, actor_of

START = datetime(2026, 3, 2, 2, tzinfo=UTC)


def titles(actor: Actor) -> list[str]:
    return [w.title for w in waiting(actor)]


def a_day(world: World, on: date) -> None:
    """The clockwork's morning of that day."""
    now = datetime(on.year, on.month, on.day, 1, tzinfo=UTC)
    with clock.at(now):
        follow_the_calendar(world.school, now)
        remind_of_ends(world.school, now)


def told(world: World, about: str) -> list[str]:
    return [notice.user_name for notice in Notice.objects.filter(title__contains=about).order_by("id")]


def test_greening_is_area_times_unit_price_and_the_amount_need_not_be_typed(world: World, bai: Actor) -> None:
    lines = [
        Covered("草坪养护", Decimal("3200.5"), "平方米", Decimal("4.50")),
        Covered("乔木修剪", Decimal(40), "株", Decimal(60)),
    ]
    contract = a_contract(world, by=bai, kind=Contract.Kind.GREENING, lines=lines, payments=[])

    assert contract.amount == Decimal("16802.25")
    assert [line.amount for line in contract.lines.order_by("id")] == [Decimal("14402.25"), Decimal("2400.00")]
    assert contract.number.startswith("HT-")
    assert contract.drafted_by == world.people["bai"]


def test_parts_that_do_not_make_the_whole_are_named_all_at_once(world: World, bai: Actor) -> None:
    with pytest.raises(Refused) as refused:
        a_contract(world, by=bai, amount=Decimal(11000))

    said = str(refused.value)
    assert "各项内容合计 12000 元，与合同金额 11000 元多 1000 元" in said
    assert "各期付款合计 12000 元" in said


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"ends_on": date(2020, 1, 1)}, "结束日期早于开始日期"),
        ({"lines": [], "payments": []}, "请填写合同金额"),
        ({"lines": [], "amount": Decimal(-5), "payments": []}, "0.01"),
        ({"lines": [Covered("保安", Decimal(0), "人", Decimal(10))], "payments": []}, "0.01"),
    ],
)
def test_bad_input_has_its_sentence(world: World, wrong: dict[str, object], said: str) -> None:
    with pytest.raises(Refused, match=said):
        a_contract(world, **wrong)
    assert not Contract.objects.exists()


def test_nan_and_endless_numbers_are_refused_without_a_crash(world: World) -> None:
    for number in (Decimal("NaN"), Decimal("Infinity"), Decimal("1e30")):
        with pytest.raises(Refused):
            a_contract(world, lines=[], payments=[], amount=number)


def test_nobody_is_bound_to_a_barred_supplier(world: World, mira: Actor, bai: Actor) -> None:
    firm = a_supplier(world)
    contract = a_contract(world, supplier=firm)
    actions.bar(firm, by=mira, reason="以次充好，退货三次")

    with pytest.raises(Refused, match="黑名单上（以次充好"):
        a_contract(world, supplier=firm, by=bai)
    with pytest.raises(Refused, match="黑名单"):
        actions.sign(contract, by=mira)
    actions.clear(firm, by=mira, reason="已整改，校务会同意")
    assert actions.sign(contract, by=mira).state == Contract.State.IN_FORCE


def test_whoever_drafted_it_does_not_sign_it_and_a_buyer_signs_nothing(
    world: World, mira: Actor, boss: Actor, bai: Actor
) -> None:
    contract = a_contract(world, by=mira)

    with pytest.raises(Refused, match="是您起草的"):
        actions.sign(contract, by=mira)
    with pytest.raises(Forbidden):
        actions.sign(contract, by=bai)
    assert actions.sign(contract, by=boss).state == Contract.State.IN_FORCE


def test_a_large_contract_needs_the_meeting_that_decided_it(world: World, mira: Actor) -> None:
    contract = a_contract(
        world, lines=[Covered("保安", Decimal(12), "月", Decimal(5000))], payments=[Instalment("全年", date(2026, 12, 1), Decimal(60000))]
    )  # fmt: skip

    with pytest.raises(Refused, match="超过 50000 元，要由会议集体决定"):
        actions.sign(contract, by=mira)
    actions.sign(contract, by=mira, meeting_number="校务会〔2026〕3号")
    assert (contract.state, contract.meeting_number) == ("in_force", "校务会〔2026〕3号")


def test_a_contract_without_payments_or_with_wrong_sums_is_not_signed(world: World, mira: Actor, bai: Actor) -> None:
    contract = a_contract(world, payments=[])
    with pytest.raises(Refused, match="还没有写怎么付款"):
        actions.sign(contract, by=mira)
    payment = actions.add_payment(contract, by=bai, what="一次付清", due_on=date(2026, 12, 1), amount=Decimal(9000))
    with pytest.raises(Refused, match="少 3000"):
        actions.sign(contract, by=mira)
    actions.drop_payment(payment, by=bai)
    actions.add_payment(contract, by=bai, what="一次付清", due_on=date(2026, 12, 1), amount=Decimal(12000))

    assert actions.sign(contract, by=mira).signed_on == clock.today()


def test_what_was_signed_is_not_changed(world: World, mira: Actor, bai: Actor) -> None:
    contract = a_signed_contract(world)
    with pytest.raises(Refused, match="已经签订"):
        change(contract, by=mira, values={"amount": Decimal(1)})
    with pytest.raises(Refused, match="草拟"):
        actions.add_line(contract, by=bai, what="加一项", quantity=Decimal(1), unit="项", unit_price=Decimal(1))
    with pytest.raises(Refused, match="另订补充合同"):
        actions.drop_payment(contract.payments.order_by("id")[0], by=bai)

    change(contract, by=mira, values={"manager": world.people["ines"]})
    contract.refresh_from_db()
    assert contract.manager == world.people["ines"]


def test_a_public_contract_is_published_within_two_working_days(world: World, mira: Actor, bai: Actor) -> None:
    with clock.at(datetime(2026, 4, 3, 2, tzinfo=UTC)):  # a Friday; the 4th to the 6th are the Qingming holiday
        contract = a_contract(world, by=bai, is_public=True)
        actions.sign(contract, by=mira)
        assert (contract.state, contract.notice_due_on) == ("signed", date(2026, 4, 8))
        assert "合同 · 登记公告" in titles(bai)
    a_day(world, date(2026, 4, 7))
    assert sorted(told(world, "合同要公告")) == ["bai", "mira"]
    with clock.at(datetime(2026, 4, 8, 2, tzinfo=UTC)):
        with pytest.raises(Refused, match="签订之后"):
            actions.publish(contract, by=bai, published_in="政府采购网", published_on=date(2026, 4, 2))
        actions.publish(contract, by=bai, published_in="政府采购网")
    assert (contract.state, contract.published_on) == ("in_force", date(2026, 4, 8))


def test_a_payment_is_accepted_by_one_and_paid_by_another_once(
    world: World, mira: Actor, boss: Actor, bai: Actor, kong: Actor
) -> None:
    with clock.at(START):
        contract = a_contract(world, by=bai, manager=world.people["ines"])
        actions.sign(contract, by=boss)
        first, second = contract.payments.order_by("id")
        with pytest.raises(Refused, match=r"未到期.*只有“待付款”"):
            actions.pay(first, by=kong, voucher="记-1")
    a_day(world, date(2026, 3, 3))
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (Payment.State.TO_ACCEPT, Payment.State.PLANNED)

    with clock.at(START + timedelta(days=15)):
        ines = actor_of(world, "ines")
        assert "合同付款 · 验收合格" in titles(ines)
        with pytest.raises(Refused, match=r"待验收.*只有“待付款”时才能登记付款"):
            actions.pay(first, by=kong, voucher="记-1")
        actions.accept_work(first, by=ines, points=4, said="维保记录齐全")
        assert "合同付款 · 登记付款" in titles(kong)
        with pytest.raises(Refused, match="早于验收日期"):
            actions.pay(first, by=kong, voucher="记-1", paid_on=date(2026, 3, 3))
        actions.pay(first, by=kong, voucher="记-1")
        with pytest.raises(Refused, match="已付款"):
            actions.pay(first, by=kong, voucher="记-1")

    assert (first.state, first.paid_by, first.voucher) == ("paid", world.people["kong"], "记-1")
    contract.supplier.refresh_from_db()
    assert (contract.supplier.average, contract.supplier.times_scored) == (Decimal("4.00"), 1)


def test_who_bought_neither_accepts_nor_pays(world: World, mira: Actor, boss: Actor) -> None:
    contract = a_contract(world, by=mira)
    actions.sign(contract, by=boss)
    payment = contract.payments.order_by("id")[0]
    actions.fall_due(payment, by=mira)

    with pytest.raises(Refused, match="经办人不能验收"):
        actions.accept_work(payment, by=mira)
    with pytest.raises(Forbidden):
        actions.pay(payment, by=mira, voucher="记-1")


def test_bad_work_is_not_paid_and_marks_the_supplier(world: World, boss: Actor, mira: Actor, kong: Actor) -> None:
    contract = a_signed_contract(world)
    payment = contract.payments.order_by("id")[0]
    actions.fall_due(payment, by=mira)
    actions.reject_work(payment, by=mira, said="三处喷淋没有测试", points=2)

    assert (payment.state, payment.accepted_said) == ("to_accept", "不合格：三处喷淋没有测试")
    with pytest.raises(Refused):
        actions.pay(payment, by=kong, voucher="记-2")
    actions.accept_work(payment, by=boss, points=5)
    contract.supplier.refresh_from_db()
    assert contract.supplier.average == Decimal("3.50")


def test_the_end_is_told_once_at_sixty_thirty_and_seven_days(world: World, mira: Actor) -> None:
    with clock.at(START):
        contract = a_signed_contract(world, manager=world.people["ines"], ends_on=date(2026, 12, 31))
    for day in (date(2026, 11, 1), date(2026, 11, 2), date(2026, 11, 3), date(2026, 12, 5), date(2026, 12, 30)):
        a_day(world, day)
    contract.refresh_from_db()

    # 1 November is 60 days before; 5 December makes up for the missed 30; 30 December for the missed 7.
    assert contract.state == Contract.State.ENDING
    assert sorted(told(world, "合同快到期")) == ["ines"] * 3 + ["mira"] * 3
    with clock.at(datetime(2026, 12, 30, tzinfo=UTC)):
        assert "合同 · 续签" in titles(mira)


def test_a_renewal_is_the_old_contract_a_year_on(world: World, mira: Actor, bai: Actor) -> None:
    with clock.at(START):
        old = a_signed_contract(
            world, starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31),
            payments=[Instalment("上半年", date(2026, 7, 1), Decimal(4000)), Instalment("下半年", date(2026, 12, 20), Decimal(8000), False)],
        )  # fmt: skip
    a_day(world, date(2026, 12, 1))
    with clock.at(datetime(2026, 12, 2, tzinfo=UTC)):
        new = actions.renew(old, by=bai, amount=Decimal(13000))

    assert (new.state, new.starts_on, new.ends_on) == ("draft", date(2027, 1, 1), date(2027, 12, 31))
    assert (new.renewed_from, new.supplier, new.title) == (old, old.supplier, old.title)
    told = list(new.payments.order_by("id").values_list("what", "due_on", "amount", "needs_acceptance"))
    assert told == [
        ("上半年", date(2027, 7, 1), Decimal("4333.33"), True),
        ("下半年", date(2027, 12, 20), Decimal("8666.67"), False),
    ]
    assert (
        new.lines.get().amount == 12000
    )  # the price per month is for the people to agree on; signing says what is missing
    old.refresh_from_db()
    assert (old.state, old.is_settled) == ("in_force", True)
    with clock.at(datetime(2026, 12, 3, tzinfo=UTC)):
        assert "合同 · 续签" not in titles(mira)
        with pytest.raises(Refused, match="各项内容合计 12000"):
            actions.sign(new, by=mira)


def test_a_contract_that_is_over_says_so_and_its_last_payment_still_falls_due(world: World) -> None:
    with clock.at(START):
        contract = a_signed_contract(world, starts_on=date(2026, 3, 1), ends_on=date(2026, 6, 30))
    a_day(world, date(2026, 7, 1))
    contract.refresh_from_db()
    assert contract.state == Contract.State.ENDED
    a_day(world, date(2026, 9, 10))

    assert set(contract.payments.values_list("state", flat=True)) == {Payment.State.TO_ACCEPT}


def test_what_was_accepted_is_paid_though_the_contract_is_cancelled(world: World, mira: Actor, boss: Actor) -> None:
    contract = a_signed_contract(world)
    first, second = contract.payments.order_by("id")
    actions.fall_due(first, by=mira)
    actions.accept_work(first, by=mira)
    actions.cancel(contract, by=boss, reason="连续三次考核不合格")

    first.refresh_from_db()
    second.refresh_from_db()
    assert (contract.state, first.state, second.state) == ("cancelled", "to_pay", "cancelled")
