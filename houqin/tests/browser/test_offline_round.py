"""A guard on his round where there is no network: the app killed on the way, one row in the end, at the time he was there."""

import os
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from houqin.areas.hazards import actions as hazards
from houqin.areas.hazards.models import Hazard
from houqin.areas.inspections.models import Inspection, Round
from houqin.areas.inspections.tests.samples import an_inspection
from houqin.kernel import clock
from houqin.kernel.actions.models import Submission
from houqin.kernel.files import attachments_of
from houqin.kernel.trail.models import Entry
from houqin.tests.browser.house import MORNING, House, photo_file
from houqin.tests.browser.phones import HELD, SIZE, Phone, hold, until
from houqin.tests.people import actor_of

pytestmark = pytest.mark.browser


def a_walk(house: House) -> Any:
    route: Round = house.rows["round"]
    with clock.at(MORNING - timedelta(minutes=15)):
        return an_inspection(house.world, round=route, checklist=route.checklist, place=None, title="断网早巡")


def walk(page: Page, inspection: Inspection) -> None:
    page.goto("/inspections/today/")
    page.locator(f'a.wait[href="/inspections/{inspection.pk}/start/"]').tap()
    page.get_by_role("button", name="开始检查").tap()
    page.wait_for_url(f"**/inspections/{inspection.pk}/finish/")
    for n in (1, 2, 3):
        page.get_by_label("或输入标签上的编码").fill(f"QHP{n}")
        page.get_by_role("button", name="到点").tap()
        expect(page.locator("#points .card-title")).to_contain_text(f"{n} 个待上传")
    expect(page.get_by_text("已到，待上传")).to_have_count(3)


def answer(page: Page, *, pressure: str = "0.35") -> None:
    page.locator("label[for=gate-fault]").tap()
    fault = page.locator(".check-item").filter(has=page.locator("#gate-fault"))
    fault.get_by_label("哪里不对").fill("锁芯转不动")
    fault.locator("input[type=file]").set_input_files(photo_file("断网坏锁"))
    page.locator("[name=v-pressure]").fill(pressure)
    page.get_by_text("正常跳闸", exact=True).tap()
    page.get_by_role("button", name="其余正常，提交").tap()


def test_a_round_without_a_network_survives_the_battery_and_counts_once(house: House, phone: Phone) -> None:
    inspection = a_walk(house)
    page = phone.switch_on()
    phone.is_of("guo")
    page.goto("/")
    hold(page, "/inspections/today/", f"/inspections/{inspection.pk}/finish/")
    before = Submission.objects.count()

    phone.cut()
    walk(page, inspection)
    answer(page)
    expect(page.locator("[data-kept]")).to_contain_text("已存在手机上，联网后自动上传")
    phone.kill()
    page = phone.switch_on(later=timedelta(hours=3), offline=True)
    page.goto("/offline/")
    expect(page.locator("[data-queue] .card")).to_have_count(5)
    inspection.refresh_from_db()
    assert inspection.state == Inspection.State.DUE
    phone.cut(False)
    # So short a while after signing in, Chromium had not yet written its cookies to disk: the sign-in is lost, the work is not.
    expect(page.get_by_text("登录已过期")).to_be_visible(timeout=30_000)
    phone.is_of("guo")
    page.goto("/")
    page.goto("/offline/")

    expect(page.get_by_text("没有等待上传的内容")).to_be_visible(timeout=30_000)
    inspection.refresh_from_db()
    assert (inspection.state, inspection.visited_count, inspection.fault_count) == (Inspection.State.DONE, 3, 1)
    assert Submission.objects.count() == before + 5
    assert abs(inspection.started_at - MORNING) < timedelta(minutes=2)
    assert abs(inspection.finished_at - MORNING) < timedelta(minutes=3)
    assert not inspection.is_late
    finding = inspection.findings.get()
    assert [one.name for one in attachments_of(finding)] == ["断网坏锁.jpg"]
    entries = Entry.objects.filter(model="inspections.inspection", row_id=inspection.pk, phone__isnull=False)
    assert [entry.phone.get("odd", "") for entry in entries] == [""] * 5, [entry.phone for entry in entries]
    assert all(entry.is_late for entry in entries)
    assert all(abs(entry.recorded_at - MORNING - timedelta(hours=3)) < timedelta(minutes=2) for entry in entries)


def test_what_was_refused_stays_with_its_reason_and_can_be_mended(house: House, phone: Phone) -> None:
    inspection = a_walk(house)
    page = phone.switch_on()
    phone.is_of("guo")
    page.goto("/")
    hold(page, f"/inspections/{inspection.pk}/finish/")
    phone.cut()
    walk(page, inspection)
    answer(page, pressure="")
    expect(page.locator("[data-kept]")).to_be_visible()

    phone.cut(False)
    page.goto("/offline/")
    stuck = page.locator("[data-queue] .card")
    expect(stuck).to_have_count(1, timeout=30_000)
    expect(stuck).to_contain_text("没有办成")
    expect(stuck).to_contain_text("第 3 项“水压”还没有填")
    inspection.refresh_from_db()
    assert inspection.state == Inspection.State.UNDER_WAY

    stuck.get_by_role("button", name="打开修改").tap()
    expect(page.get_by_label("哪里不对").first).to_have_value("锁芯转不动")
    expect(page.get_by_role("alert").first).to_contain_text("水压")
    expect(page.get_by_text("断网坏锁.jpg")).to_be_visible()
    page.locator("[name=v-pressure]").fill("0.4")
    page.get_by_role("button", name="其余正常，提交").tap()
    page.wait_for_url(f"**/inspections/{inspection.pk}/")
    inspection.refresh_from_db()
    assert (inspection.state, inspection.fault_count) == (Inspection.State.DONE, 1)
    assert [one.name for one in attachments_of(inspection.findings.get())] == ["断网坏锁.jpg"]
    page.goto("/offline/")
    expect(page.get_by_text("没有等待上传的内容")).to_be_visible()


def test_a_conflict_shows_both_versions_to_the_person(house: House, phone: Phone) -> None:
    hazard = house.rows["hazard_2"]
    page = phone.switch_on()
    phone.is_of("hao")
    page.goto("/")
    hold(page, f"/hazards/{hazard.pk}/rectify/")
    phone.cut()
    page.goto(f"/hazards/{hazard.pk}/rectify/")
    page.get_by_label("整改情况").fill("纸箱已清走")
    page.locator("input[type=file]").first.set_input_files(photo_file("清走了"))
    page.locator("main form button.btn-primary").tap()
    expect(page.locator("[data-kept]")).to_be_visible()
    with clock.at(MORNING):
        hazards.protect(hazard, by=actor_of(house.world, "mira"), protection="拉了警戒线")

    phone.cut(False)
    page.goto("/offline/")
    conflict = page.locator("[data-queue] .card")
    expect(conflict).to_contain_text("内容有冲突", timeout=30_000)
    expect(conflict.locator("table")).to_contain_text("拉了警戒线")
    if shots := os.environ.get("HOUQIN_SHOTS"):
        page.screenshot(path=f"{shots}/conflict.png", full_page=True)
    conflict.get_by_role("button", name="打开修改").tap()
    expect(page.get_by_label("整改情况")).to_have_value("纸箱已清走")
    page.locator("main form button.btn-primary").tap()
    page.wait_for_url(f"**/hazards/{hazard.pk}/")
    hazard.refresh_from_db()
    assert (hazard.rectification, hazard.protection) == ("纸箱已清走", "拉了警戒线")


def test_another_person_neither_sees_nor_sends_it(house: House, phone: Phone) -> None:
    page = phone.switch_on()
    phone.is_of("guo")
    page.goto("/")
    hold(page, "/hazards/new/")
    phone.cut()
    page.goto("/hazards/new/")
    page.get_by_label("场所").select_option(label="北校区/教学楼/101教室")
    page.get_by_label("哪里不安全").fill("井盖松动，踩上去会翻")
    page.get_by_role("button", name="提交").tap()
    expect(page.locator("[data-kept]")).to_be_visible()
    before = Hazard.objects.count()

    phone.is_of("omar")
    phone.cut(False)
    page.goto("/")
    page.goto("/offline/")
    expect(page.get_by_text("还有别人存下的 1 项")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("井盖")).to_have_count(0)
    page.wait_for_timeout(3000)
    assert Hazard.objects.count() == before

    phone.is_of("guo")
    page.goto("/")
    page.goto("/offline/")
    until(page, lambda: Hazard.objects.count() > before)
    hazard = Hazard.objects.latest("id")
    assert (hazard.what, hazard.found_by) == ("井盖松动，踩上去会翻", house.world.people["guo"])
    expect(page.get_by_text("还有别人存下的")).to_be_hidden(timeout=30_000)
    expect(page.get_by_text("没有等待上传的内容")).to_be_visible(timeout=30_000)


def test_pages_are_erased_when_somebody_else_comes_and_when_this_one_goes(house: House, phone: Phone) -> None:
    page = phone.switch_on()
    phone.is_of("guo")
    page.goto("/")
    hold(page, "/inspections/today/", "/hazards/new/")
    phone.is_of("omar")
    page.goto("/menu/")
    assert set(page.evaluate(HELD)) <= {"/menu/", "/"}
    hold(page, "/hazards/new/")
    page.goto("/sign-out/")
    page.get_by_role("button", name="退出这台设备").tap()
    page.wait_for_url("**/sign-in/")
    assert page.evaluate(HELD) == []
    phone.cut()
    page.goto("/hazards/new/")
    expect(page.get_by_text("没有网络，这一页没有存在手机上")).to_be_visible()
    expect(page.get_by_text("欧老师")).to_have_count(0)


def test_a_point_that_was_refused_is_mended_where_it_was_scanned(house: House, phone: Phone) -> None:
    inspection = a_walk(house)
    page = phone.switch_on()
    phone.is_of("guo")
    page.goto("/")
    hold(page, f"/inspections/{inspection.pk}/finish/")
    phone.cut()
    page.goto(f"/inspections/{inspection.pk}/start/")
    page.get_by_role("button", name="开始检查").tap()
    page.get_by_label("或输入标签上的编码").fill("QHP9")
    page.get_by_role("button", name="到点").tap()
    expect(page.get_by_text("“QHP9”不像本次路线上的点位")).to_be_visible()
    phone.cut(False)
    page.goto("/offline/")
    expect(page.get_by_text("没有编码为“QHP9”")).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="打开修改").tap()
    expect(page.get_by_role("alert").filter(has_text="没有编码为“QHP9”")).to_be_visible()
    page.get_by_label("或输入标签上的编码").fill("QHP1")
    page.get_by_role("button", name="到点").tap()
    expect(page.locator("#points .card-title")).to_have_text("点位 1/3")
    page.goto("/offline/")
    expect(page.get_by_text("没有等待上传的内容")).to_be_visible()
    page.get_by_role("button", name="现在更新").tap()
    expect(page.locator("[data-hold].btn-loading")).to_have_count(0, timeout=30_000)


def test_without_a_service_worker_an_open_page_still_queues(house: House, chromium: Any) -> None:
    """As in WeChat on an iPhone, or on plain http."""
    context = chromium.new_context(
        viewport=SIZE, locale="zh-CN", base_url=house.url, has_touch=True, service_workers="block"
    )
    context.add_cookies(house.cookies("guo"))
    page = context.new_page()
    page.goto("/hazards/new/")
    page.wait_for_load_state("networkidle")
    context.set_offline(True)
    page.get_by_label("场所").select_option(label="北校区/教学楼/101教室")
    page.get_by_label("哪里不安全").fill("雨棚有一块要掉下来")
    page.get_by_role("button", name="提交").tap()
    expect(page.locator("[data-kept]")).to_be_visible()
    expect(page.locator("[data-offline-bar]")).to_contain_text("1 项待上传")
    context.set_offline(False)
    expect(page.locator("[data-offline-bar]")).to_be_hidden(timeout=30_000)
    assert Hazard.objects.filter(what="雨棚有一块要掉下来").count() == 1
    context.close()


def test_a_place_is_found_by_words_without_a_network(
    house: House, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("houqin.kernel.pages.widgets.MANY", 1)
    monkeypatch.setattr("houqin.kernel.offline.rows.MANY", 1)
    page = phone.switch_on()
    phone.is_of("guo")
    page.goto("/")
    hold(page, "/hazards/new/")
    phone.cut()
    page.goto("/hazards/new/")
    page.get_by_label("场所").press_sequentially("车库")
    expect(page.locator(".pick-list")).to_contain_text("没有找到“车库”")
    page.get_by_label("场所").fill("")
    page.get_by_label("场所").press_sequentially("大门")
    page.locator(".pick-list button").filter(has_text="大门").tap()
    page.get_by_label("哪里不安全").fill("大门滑轮出轨")
    page.get_by_role("button", name="提交").tap()
    expect(page.locator("[data-kept]")).to_be_visible()
    phone.cut(False)
    page.goto("/offline/")
    expect(page.get_by_text("没有等待上传的内容")).to_be_visible(timeout=30_000)
    assert Hazard.objects.latest("id").place.name == "大门"
