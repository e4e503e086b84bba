"""Who may be bought from: papers that run out, the black list, marks and complaints."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from houqin.areas.suppliers import actions
from houqin.areas.suppliers.clockwork import follow_the_calendar, remind_of_ends
from houqin.areas.suppliers.models import Licence, Supplier
from houqin.areas.suppliers.reads import fit_suppliers, unfit_because
from houqin.areas.suppliers.records import COMPLAINT, LICENCE, SUPPLIER
from houqin.areas.suppliers.tests.browser import browser
from houqin.areas.suppliers.tests.samples import a_complaint, a_contract, a_licence, a_signed_contract, a_supplier
from houqin.kernel import clock
from houqin.kernel.access import Actor, Forbidden
from houqin.kernel.actions import Refused, add
from houqin.kernel.inbox import waiting
from houqin.kernel.notices.models import Notice
from houqin.tests.people import World

NOW = datetime(2026, 5, 6, 2, tzinfo=UTC)


def test_a_buyer_does_not_write_the_list_he_buys_from(world: World, bai: Actor, mira: Actor) -> None:
    with pytest.raises(Forbidden):
        add(SUPPLIER, by=bai, values={"name": "我表哥的店"})
    both = Actor(
        school_id=bai.school_id, name="两职", person_id=bai.person_id, holdings=(*bai.holdings, *mira.holdings)
    )
    with pytest.raises(Refused, match="采购员不能登记"):
        add(SUPPLIER, by=both, values={"name": "我表哥的店"})
    with pytest.raises(Refused, match="采购员不能登记、列入或移出"):
        actions.bar(a_supplier(world), by=both, reason="竞争对手")


def test_a_wrong_credit_code_and_a_second_same_name_are_refused(world: World, mira: Actor) -> None:
    with pytest.raises(Refused, match="18 位"):
        add(SUPPLIER, by=mira, values={"name": "青山", "credit_code": "123"})
    add(SUPPLIER, by=mira, values={"name": "青山"})
    with pytest.raises(Refused):
        add(SUPPLIER, by=mira, values={"name": "青山"})


def test_a_licence_that_ran_out_stops_purchases_until_it_is_replaced(world: World, mira: Actor, bai: Actor) -> None:
    with clock.at(NOW):
        licence = a_licence(world)
        firm = licence.supplier
    end = licence.expires_on
    after = datetime(end.year, end.month, end.day, 2, tzinfo=UTC) + timedelta(days=1)

    with clock.at(after):
        follow_the_calendar(world.school, after)
        licence.refresh_from_db()
        assert licence.state == Licence.State.EXPIRED
        assert f"消防技术服务机构资质已于 {end} 过期" in str(unfit_because(firm))
        assert firm not in fit_suppliers(None, bai)
        assert any(w.title == "证照 · 换证" for w in waiting(mira))
        new = actions.replace(licence, by=mira, expires_on=end + timedelta(days=365))
        assert unfit_because(firm) is None
        assert firm in fit_suppliers(None, bai)
    licence.refresh_from_db()
    assert (licence.state, new.state, new.name) == ("replaced", "valid", licence.name)
    assert new.code == "XF0001"


def test_a_paper_that_is_not_required_stops_nothing(world: World, mira: Actor) -> None:
    firm = a_supplier(world)
    add(
        LICENCE,
        by=mira,
        values={"supplier": firm, "name": "荣誉证书", "expires_on": date(2020, 1, 1), "is_required": False},
    )

    assert unfit_because(firm) is None


def test_a_licence_ends_after_it_begins(world: World, mira: Actor) -> None:
    values = {
        "supplier": a_supplier(world),
        "name": "许可证",
        "issued_on": date(2026, 1, 2),
        "expires_on": date(2026, 1, 1),
    }
    with pytest.raises(Refused, match="晚于发证日期"):
        add(LICENCE, by=mira, values=values)


def test_a_paper_s_end_is_told_to_office_and_buyer_once_for_each_step(world: World) -> None:
    with clock.at(NOW):
        licence = a_licence(world)
    for days in (61, 60, 59, 30, 7, 6):
        at = datetime.combine(licence.expires_on - timedelta(days=days), datetime.min.time(), UTC) + timedelta(hours=2)
        with clock.at(at):
            remind_of_ends(world.school, at)

    told = Notice.objects.filter(title__contains="证照快到期")
    assert sorted(told.values_list("user_name", flat=True)) == ["bai"] * 3 + ["mira"] * 3
    assert told.filter(is_urgent=True).count() == 2


def test_a_supplier_that_stopped_is_not_bought_from(world: World) -> None:
    firm = a_supplier(world)
    firm.is_active = False

    assert "已停止合作" in str(unfit_because(firm))


def test_marks_make_the_average_and_stay_between_one_and_five(world: World, mira: Actor) -> None:
    firm = a_supplier(world)
    for points in (5, 4, 4):
        actions.score(firm, by=mira, points=points, said="年度考核")
    with pytest.raises(Refused, match="1 到 5"):
        actions.score(firm, by=mira, points=6)

    assert (firm.average, firm.times_scored) == (Decimal("4.33"), 3)
    assert firm.scores.count() == 3


def test_a_complaint_is_answered_in_time_and_marks_the_supplier(world: World, mira: Actor, shen: Actor) -> None:
    with clock.at(NOW):
        complaint = add(COMPLAINT, by=shen, values={"supplier": a_supplier(world), "what": "送来的纸潮了"})
    assert (complaint.complained_by, complaint.due_on) == (world.people["shen"], date(2026, 5, 12))
    assert complaint.number.startswith("TS-")
    assert any(w.title == "供应商投诉 · 答复" for w in waiting(mira))
    with pytest.raises(Forbidden):
        actions.answer(complaint, by=shen, answer="算了")
    actions.answer(complaint, by=mira, answer="已换货", points=3)

    firm = Supplier.objects.get(pk=complaint.supplier_id)
    assert (complaint.state, firm.average) == ("answered", Decimal("3.00"))
    assert firm.scores.get().about == complaint.number


def test_the_page_of_a_supplier_tells_all_at_one_glance(world: World, mira: Actor) -> None:
    contract = a_signed_contract(world)
    firm = contract.supplier
    actions.bar(firm, by=mira, reason="三次不来")
    shown = browser(world, "mira").get(f"/suppliers/{firm.pk}/").content.decode()

    assert "在黑名单上（三次不来）" in shown
    assert "1 份，12000 元" in shown
    repairer = browser(world, "hao").get(f"/suppliers/{firm.pk}/").content.decode()
    assert "12000" not in repairer


def test_the_page_of_a_draft_tells_what_is_missing_before_it_can_be_signed(world: World) -> None:
    contract = a_contract(world, payments=[])
    shown = browser(world, "mira").get(f"/contracts/{contract.pk}/").content.decode()

    assert "还没有写怎么付款" in shown


def test_complaints_are_seen_by_their_complainer(world: World) -> None:
    complaint = a_complaint(world)
    assert browser(world, "omar").get(f"/supplier-complaints/{complaint.pk}/").status_code == 404
