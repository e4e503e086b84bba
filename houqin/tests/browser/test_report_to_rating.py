"""Somebody scans the code on a door; the office sends a repairer; the reporter rates, without ever signing in."""

import pytest
from playwright.sync_api import Page, expect

from houqin.areas.repairs.models import RepairOrder
from houqin.tests.browser.conftest import DESK, Opens
from houqin.tests.browser.house import House, photo_file

pytestmark = pytest.mark.browser


def newest() -> RepairOrder:
    return RepairOrder.objects.latest("id")


def reported(phone: Page, house: House) -> int:
    """Scan, tap what is broken, add a photo, send. Returns the taps it took."""
    taps = 0
    phone.goto(f"/p/{house.world.room.code}/")
    if "/repair/" not in phone.url:
        phone.get_by_role("link", name="报修").first.tap()
        taps += 1
    phone.locator("label[for=fault-1]").tap()
    phone.locator("input[name=photos]").set_input_files(photo_file("坏的灯"))
    expect(phone.locator("[data-photos-said]")).to_contain_text("坏的灯")
    phone.get_by_role("button", name="发送报修").tap()
    phone.wait_for_url("**/r/**")
    return taps + 2


def test_from_the_code_on_the_door_to_the_stars(house: House, opens: Opens) -> None:
    reporter = opens()
    assert reported(reporter, house) <= 3
    expect(reporter.locator(".story")).to_contain_text("报修")
    expect(reporter.get_by_alt_text("报修")).to_be_visible()
    order = newest()

    office = opens("mira")
    office.goto(f"/repairs/orders/{order.pk}/")
    office.get_by_role("link", name="派单").tap()
    office.get_by_label("维修人").select_option(label="郝师傅")
    office.locator("main form button.btn-primary").tap()
    office.wait_for_url(f"**/repairs/orders/{order.pk}/")

    repairer = opens("hao")
    repairer.goto("/")
    repairer.locator(f'a[href*="/repairs/orders/{order.pk}/"]').first.tap()
    if "/finish/" not in repairer.url:
        repairer.get_by_role("link", name="完工").tap()
    repairer.locator("#work button[name=add]").first.tap()
    expect(repairer.locator("#work input[inputmode=decimal]").first).to_have_value("1")
    repairer.locator("input[name=photos]").set_input_files(photo_file("修好了"))
    repairer.get_by_role("button", name="完工").tap()
    repairer.wait_for_url(f"**/repairs/orders/{order.pk}/")

    reporter.reload()
    expect(reporter.get_by_text("修好了吗？")).to_be_visible()
    reporter.locator("label[for=star-4]").tap()
    reporter.get_by_role("button", name="修好了，验收").tap()
    expect(reporter.get_by_text("修好了吗？")).to_have_count(0)

    order.refresh_from_db()
    assert (order.state, order.rating, len(order.work_lines)) == ("accepted", 4, 1)


def test_the_same_pages_at_a_desk(house: House, opens: Opens) -> None:
    visitor = opens(size=DESK)
    visitor.goto(f"/p/{house.world.room.code}/repair/")
    expect(visitor.get_by_role("button", name="发送报修")).to_be_visible()

    office = opens("mira", size=DESK)
    office.goto("/repairs/orders/")
    expect(office.get_by_role("columnheader").first).to_be_visible()
    office.goto(f"/repairs/orders/{house.rows['order_0'].pk}/")
    expect(office.get_by_role("link", name="派单")).to_be_visible()
