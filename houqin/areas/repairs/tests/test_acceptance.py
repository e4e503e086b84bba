from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from houqin.areas.repairs.actions import (
    Work,
    accept,
    accept_unanswered,
    assign,
    finish,
    note_quotes,
    reopen,
)
from houqin.areas.repairs.clockwork import accept_what_nobody_answered, forget_report_tries
from houqin.areas.repairs.models import RepairOrder, ReportTry, Trade
from houqin.areas.repairs.records import ORDER
from houqin.areas.repairs.tests.samples import a_work_kind, an_order
from houqin.areas.suppliers.models import Supplier
from houqin.foundation.models import RuleValue, Term
from houqin.kernel import clock
from houqin.kernel.access import Actor, Forbidden
from houqin.kernel.actions import Refused, add
from houqin.kernel.trail.models import Entry
from houqin.tests.people import World, keep

FRIDAY = datetime(2026, 9, 11, 8, tzinfo=UTC)
DAY = timedelta(days=1)


def a_term(world: World) -> None:
    keep(Term(school=world.school, code="2026-2027-1", name="第一学期", starts_on="2026-09-01", ends_on="2027-01-22"))


def finished(world: World, **said: object) -> RepairOrder:
    by = Actor.system(world.school.pk)
    order = an_order(world)
    assign(order, by=by, worker=world.people["hao"])
    finish(order, by=by, lines=[Work(a_work_kind(world))], **said)  # type: ignore[arg-type]
    return order  # type: ignore[no-any-return]


def test_silence_for_three_school_days_is_acceptance_without_a_rating(world: World) -> None:
    a_term(world)
    with clock.at(FRIDAY):
        order = finished(world)
    for days in (1, 2, 3, 4, 5):  # Saturday to Wednesday: two school days have passed
        accept_what_nobody_answered(world.school, FRIDAY + days * DAY)
        order.refresh_from_db()
        assert order.state == "done", days
    accept_what_nobody_answered(world.school, FRIDAY + 6 * DAY)

    order.refresh_from_db()
    assert (order.state, order.rating, order.accepted_by) == ("accepted", None, None)
    entry = Entry.objects.filter(model="repairs.repairorder", row_id=order.pk).latest("id")
    assert (entry.who, entry.verb.rsplit(".", 1)[-1]) == ("系统", "accept_unanswered")


def test_holidays_are_no_silence_but_not_for_ever(world: World) -> None:
    a_term(world)
    summer = datetime(2026, 7, 10, 2, tzinfo=UTC)
    with clock.at(summer):
        order = finished(world)
    accept_what_nobody_answered(world.school, summer + 40 * DAY)
    order.refresh_from_db()
    assert order.state == "done"
    accept_what_nobody_answered(world.school, summer + 72 * DAY)

    order.refresh_from_db()
    assert order.state == "accepted"


def test_only_the_clock_accepts_for_others(world: World, mira: Actor) -> None:
    with pytest.raises(Forbidden):
        accept_unanswered(finished(world), by=mira)


def test_the_school_s_own_waiting_time_counts(world: World) -> None:
    a_term(world)
    keep(RuleValue(school=world.school, code="OPS-01.accept_days", value="1"))
    with clock.at(FRIDAY):
        order = finished(world)
    accept_what_nobody_answered(world.school, FRIDAY + 4 * DAY)

    order.refresh_from_db()
    assert order.state == "accepted"


def test_whoever_repaired_it_never_rates_it_though_he_reported_it(world: World, hao: Actor, mira: Actor) -> None:
    order = add(ORDER, by=hao, values={"place": world.room, "fault": "灯不亮"})
    assign(order, by=mira, worker=world.people["hao"])
    finish(order, by=hao, lines=[Work(a_work_kind(world))])

    with pytest.raises(Refused, match="不能验收自己的维修"):
        accept(order, by=hao, rating=5)
    accept(order, by=mira, rating=5)
    assert order.accepted_by == world.people["mira"]
    assert order.accepted_at is not None


def test_an_accepted_order_that_breaks_again_comes_back_for_a_month(world: World, mira: Actor) -> None:
    order = finished(world)
    accept(order, by=mira, rating=5)
    reopen(order, by=mira, reason="又漏了")
    assert (order.state, order.rating, order.accepted_at, order.accepted_by) == ("assigned", None, None, None)
    assert order.due_on is not None
    assert order.due_on >= clock.today()

    finish(order, by=Actor.system(world.school.pk), lines=[Work(a_work_kind(world))])
    accept(order, by=mira, rating=4)
    with clock.at(clock.now() + 31 * DAY), pytest.raises(Refused, match="30 天，请重新报修"):
        reopen(order, by=mira, reason="又漏了")


def test_money_is_paid_only_when_nothing_is_missing(world: World, mira: Actor) -> None:
    firm = keep(Supplier(school=world.school, name="顺安维修"))
    by = Actor.system(world.school.pk)
    order = an_order(world)
    assign(order, by=by, contractor=firm)
    assert order.reimbursement_gaps == ["完工和费用", "验收"]

    finish(order, by=by, lines=[Work(a_work_kind(world))], cost=Decimal(6000))
    accept(order, by=mira)
    assert order.reimbursement == "还缺三家比价"
    note_quotes(order, by=mira, quotes="甲 6000、乙 6400、丙 6800")
    assert order.is_reimbursable


def test_below_the_school_s_limit_no_quotes_are_asked(world: World, mira: Actor) -> None:
    keep(RuleValue(school=world.school, code="OPS-01.quotes_over", value="8000"))
    order = finished(world, cost=Decimal(6000))
    accept(order, by=mira)

    assert order.is_reimbursable


def test_a_trade_nobody_knew_is_taken_from_the_work(world: World) -> None:
    by = Actor.system(world.school.pk)
    order = add(ORDER, by=by, values={"place": world.room, "fault": "坏了"})
    assert order.trade == Trade.OTHER
    assign(order, by=by, worker=world.people["hao"])
    finish(order, by=by, lines=[Work(a_work_kind(world))], note="换了新的")

    assert (order.trade, order.note) == ("water", "换了新的")


def test_counted_reports_are_forgotten_after_a_day(world: World) -> None:
    ReportTry.objects.create(school=world.school, key="k", at=clock.now() - 2 * DAY)
    ReportTry.objects.create(school=world.school, key="k", at=clock.now())
    forget_report_tries(world.school, clock.now())

    assert ReportTry.objects.count() == 1
