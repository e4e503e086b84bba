"""A guard walks his round by the codes on the walls; what he finds is put right by one and looked at again by another."""

import pytest
from playwright.sync_api import expect

from houqin.areas.hazards.models import Hazard
from houqin.areas.inspections.models import Inspection
from houqin.tests.browser.conftest import DESK, Opens
from houqin.tests.browser.house import House, photo_file

pytestmark = pytest.mark.browser


def test_from_the_first_point_to_the_closed_hazard(house: House, opens: Opens) -> None:
    inspection: Inspection = house.rows["waiting"]
    guard = opens("guo")
    guard.goto("/")
    guard.locator("main").get_by_role("link", name="今天的检查").first.tap()
    guard.get_by_role("link", name="北校区早巡").first.tap()
    guard.get_by_role("button", name="开始检查").tap()
    for n in (1, 2, 3):
        guard.get_by_label("或输入标签上的编码").fill(f"QHP{n}")
        guard.get_by_role("button", name="到点").tap()
        expect(guard.locator("#points .card-title")).to_have_text(f"点位 {n}/3")

    guard.locator("label[for=gate-fault]").tap()
    fault = guard.locator(".check-item").filter(has=guard.locator("#gate-fault"))
    fault.get_by_label("哪里不对").fill("锁芯转不动")
    fault.locator("input[type=file]").set_input_files(photo_file("坏锁"))
    fault.get_by_text("转隐患", exact=True).tap()
    guard.locator("[name=v-pressure]").fill("0.35")
    guard.get_by_text("正常跳闸", exact=True).tap()
    guard.get_by_role("button", name="其余正常，提交").tap()
    guard.wait_for_url(f"**/inspections/{inspection.pk}/")

    hazard = Hazard.objects.latest("id")
    assert "锁芯转不动" in hazard.what

    office = opens("mira")
    office.goto(f"/hazards/{hazard.pk}/")
    expect(office.locator("main img[src*=thumb]").first).to_be_visible()
    office.get_by_role("link", name="派责任人").tap()
    office.get_by_label("责任人").select_option(label="郝师傅")
    office.locator("main form button.btn-primary").tap()
    office.wait_for_url(f"**/hazards/{hazard.pk}/")

    repairer = opens("hao")
    repairer.goto("/inbox/")
    repairer.locator(f'a[href*="/hazards/{hazard.pk}/"]').first.tap()
    if "/rectify/" not in repairer.url:
        repairer.get_by_role("link", name="完成整改").tap()
    repairer.get_by_label("整改情况").fill("换了锁芯，试了三次都好用")
    repairer.locator("input[type=file]").first.set_input_files(photo_file("新锁"))
    repairer.locator("main form button.btn-primary").tap()
    repairer.wait_for_url(f"**/hazards/{hazard.pk}/")
    expect(repairer.get_by_role("link", name="复查")).to_have_count(0)

    inspector = opens("ines")
    inspector.goto(f"/hazards/{hazard.pk}/")
    inspector.get_by_role("link", name="复查").tap()
    inspector.locator("main form button.btn-primary").tap()
    inspector.wait_for_url(f"**/hazards/{hazard.pk}/")

    hazard.refresh_from_db()
    inspection.refresh_from_db()
    assert hazard.state == Hazard.State.CLOSED
    assert hazard.reinspected_by != hazard.rectified_by
    assert (inspection.state, inspection.visits.count()) == ("done", 3)


def test_the_same_pages_at_a_desk(house: House, opens: Opens) -> None:
    guard = opens("guo", size=DESK)
    guard.goto("/inspections/today/")
    expect(guard.get_by_role("heading", name="今天的检查")).to_be_visible()
    inspector = opens("ines", size=DESK)
    inspector.goto(f"/inspections/{house.rows['under_way'].pk}/finish/")
    expect(inspector.get_by_role("button", name="其余正常，提交")).to_be_visible()
    inspector.goto("/hazards/board/")
    expect(inspector.get_by_role("heading", name="隐患分布")).to_be_visible()
