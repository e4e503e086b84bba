"""Two rooms are counted where there is no network, the app is killed in between; everything arrives, and once."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from houqin.areas.assets.tests.samples import an_asset
from houqin.areas.stocktakes import actions
from houqin.areas.stocktakes.models import Scan, Stocktake
from houqin.areas.stocktakes.tests.samples import see
from houqin.foundation.models import Place
from houqin.kernel import clock
from houqin.kernel.trail.models import Entry
from houqin.tests.browser.house import MORNING, House
from houqin.tests.browser.phones import Phone, hold
from houqin.tests.people import actor_of, keep

pytestmark = pytest.mark.browser


@pytest.fixture
def count(house: House) -> Stocktake:
    """A building of two rooms with three things each."""
    world = house.world
    with clock.at(MORNING - timedelta(hours=1)):
        building = world.place("明德楼", kind="teaching_building", code="MDLAAAA2")
        for n in (1, 2):
            room = keep(Place(
                school=world.school, name=f"{n}01室", path=f"{building.path}/{n}01室", kind="classroom", campus=world.north,
                code=f"MDR{n}AAA2", parent=building, building=building,
            ))  # fmt: skip
            for thing in ("电脑", "投影机", "讲台"):
                an_asset(world, name=f"{n}01室{thing}", place=room)
        return actions.begin(by=actor_of(world, "qiu"), place=building)


def codes(count: Stocktake) -> dict[str, str]:
    return {finding.name: finding.asset.code for finding in count.findings.filter(asset__isnull=False)}


def hand_scan(page: Page, text: str, said: str) -> None:
    """A hand scanner types into the page itself, faster than anybody."""
    page.locator("[data-where]").click()
    page.keyboard.type(text, delay=2)
    page.keyboard.press("Enter")
    expect(page.locator("[data-last]")).to_contain_text(said)


def enter(page: Page, name: str) -> None:
    """A page just opened by a cold phone takes its time."""
    room = page.get_by_role("button", name=name)
    expect(room).to_be_visible(timeout=30_000)
    room.tap()


def finish_room(page: Page) -> None:
    page.get_by_role("button", name="本处盘完").tap()
    if page.locator("[data-ask]").is_visible():
        page.get_by_role("button", name="是", exact=True).tap()
    expect(page.get_by_placeholder("找房间")).to_be_visible()


def test_a_building_is_counted_without_a_network_and_joins_once(house: House, phone: Phone, count: Stocktake) -> None:
    url, label = f"/stocktakes/{count.pk}/count/", codes(count)
    page = phone.switch_on()
    phone.is_of("omar")
    page.goto("/")
    hold(page, url)

    phone.cut()
    page.goto(url)
    enter(page, "101室")
    hand_scan(page, f"https://school.example/p/{label['101室电脑']}/", "101室电脑")
    page.get_by_placeholder("扫码枪或手输编码").fill(label["101室投影机"].lower())
    page.get_by_role("button", name="记下").tap()
    expect(page.locator("[data-last]")).to_contain_text("101室投影机")
    hand_scan(page, label["201室讲台"], "账面在 201室")
    hand_scan(page, "ABCD-2345", "不在清单里")
    hand_scan(page, label["101室电脑"], "刚才已经盘到")
    expect(page.locator("[data-status]")).to_contain_text("4 条存在手机上")
    phone.kill()

    page = phone.switch_on(later=timedelta(hours=2), offline=True)
    phone.is_of("omar")  # so short a while after signing in, Chromium may not yet have written its cookies to disk
    page.goto(url)
    enter(page, "101室")
    expect(page.locator("[data-found-title]")).to_have_text("已盘 2 项")
    expect(page.locator(".count-extra")).to_have_count(2)
    page.get_by_role("button", name="101室讲台").tap()
    page.get_by_role("button", name="是", exact=True).tap()
    expect(page.locator("[data-last]")).to_contain_text("已勾选")
    page.get_by_role("button", name="撤销").tap()
    expect(page.locator("[data-last]")).to_contain_text("已撤销")
    finish_room(page)
    enter(page, "201室")
    hand_scan(page, label["201室电脑"], "201室电脑")
    expect(page.locator("[data-status]")).to_contain_text("8 条存在手机上")
    assert Scan.objects.filter(stocktake=count).count() == 0

    with clock.at(MORNING + timedelta(hours=2)):  # meanwhile somebody with a network counts in the other room
        see(
            count,
            actor_of(house.world, "hao"),
            label["201室投影机"],
            place=count.places.get(place__code="MDR2AAA2").place,
        )
    phone.cut(False)
    phone.is_of("omar")
    page.goto("/")
    page.goto("/offline/")
    expect(page.get_by_text("没有等待上传的内容")).to_be_visible(timeout=30_000)

    page.goto(url)
    enter(page, "201室")
    expect(page.locator("[data-found]")).to_contain_text("郝师傅")
    finish_room(page)
    expect(page.locator("[data-status]")).to_contain_text("都已上传", timeout=30_000)
    mine = Scan.objects.filter(stocktake=count, counter=house.world.people["omar"])
    assert mine.count() == 9
    assert abs(mine.earliest("seen_at").seen_at - MORNING) < timedelta(minutes=5)
    assert Entry.objects.filter(model="stocktakes.scan", row_id__in=mine.values("pk")).count() == 9
    with clock.at(MORNING + timedelta(hours=3)):
        actions.finish_counting(count, by=actor_of(house.world, "qiu"))
    assert dict(count.findings.values_list("name", "outcome")) == {
        "101室电脑": "found", "101室投影机": "found", "101室讲台": "missing", "201室电脑": "found", "201室投影机": "found",
        "201室讲台": "elsewhere", "账外物品": "unexpected",
    }  # fmt: skip
