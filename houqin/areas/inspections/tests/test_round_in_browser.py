"""The second journey, as people walk it: a round with a fault, the hazard it becomes, its re-inspection by somebody else."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import expect

from houqin.areas.hazards.models import Hazard
from houqin.areas.inspections.tests.samples import a_checklist, a_point, a_round, an_inspection
from houqin.tests.people import World, make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    # Playwright's loop runs in this thread; the database is still only used by plain code.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    path = os.environ.get("HOUQIN_CHROMIUM") or pytest.skip("HOUQIN_CHROMIUM names no browser")
    with playwright.sync_playwright() as running:
        found = running.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def people() -> World:
    return make_world()


@pytest.fixture
def phone_of(browser: Any, people: World, live_server: Any) -> Callable[[str], Any]:
    """A signed-in phone: a page that speaks to the running server."""

    def of(who: str) -> Any:
        client = Client()
        client.force_login(people.people[who].user)  # type: ignore[arg-type]
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        context = browser.new_context(viewport=PHONE, locale="zh-CN", base_url=live_server.url)
        context.add_cookies([cookie])
        return context.new_page()

    return of


def test_a_round_with_a_fault_until_its_re_inspection(people: World, phone_of: Callable[[str], Any]) -> None:
    checklist = a_checklist(people)
    route = a_round(people, checklist=checklist)
    first, second = a_point(people, round=route, name="南门"), a_point(people, round=route, name="围墙")
    inspection = an_inspection(people, checklist=checklist, round=route, place=None, title="日巡视（早）")

    walk_the_round(phone_of("guo"), inspection, [first.place.code, second.place.code])
    hazard = Hazard.objects.get()
    assert (hazard.what, hazard.place) == ("校门关闭上锁：锁坏了", second.place)

    rectify_and_re_inspect(phone_of, hazard, people)
    hazard.refresh_from_db()
    assert (hazard.state, hazard.reinspected_by) == (Hazard.State.CLOSED, people.people["mira"])


def walk_the_round(page: Any, inspection: Any, codes: list[str]) -> None:
    page.goto("/inspections/today/")
    page.get_by_role("link", name="日巡视（早）").click()
    page.get_by_role("button", name="开始检查").click()
    page.fill("#point-code", "WRONG")
    page.keyboard.press("Tab")
    page.get_by_text("没有编码为“WRONG”").wait_for()
    for n, code in enumerate(codes, start=1):
        page.fill("#point-code", code)
        page.keyboard.press("Tab")
        page.get_by_text(f"点位 {n}/2").wait_for()
    page.click("label[for=gate-fault]")
    page.fill("#w-gate", "锁坏了")
    page.select_option("#l-gate", label="围墙")
    page.click("label[for=t-gate-hazard]")
    page.reload()
    expect(page.locator("#w-gate")).to_have_value("锁坏了")
    page.get_by_role("button", name="其余正常，提交").click()
    page.get_by_text("第 3 项“水压”还没有填").wait_for()
    page.fill("#pressure", "0.3")
    page.click("label[for=rcd-1]")
    page.get_by_role("button", name="其余正常，提交").click()
    page.get_by_text("已提交，发现异常 1 项").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def rectify_and_re_inspect(phone_of: Callable[[str], Any], hazard: Hazard, people: World) -> None:
    page = phone_of("ines")
    page.goto(f"/hazards/{hazard.pk}/assign/")
    page.select_option("select[name=owner]", value=str(people.people["hao"].pk))
    page.get_by_role("button", name="派责任人").click()
    page.get_by_text("派责任人：已办理").wait_for()
    page = phone_of("hao")
    page.goto(f"/hazards/{hazard.pk}/rectify/")
    page.fill("[name=note]", "换了新锁")
    page.fill("[name=reading]", hazard.place.code)
    page.get_by_role("button", name="完成整改").click()
    page.get_by_text("完成整改：已办理").wait_for()
    page = phone_of("mira")
    page.goto(f"/hazards/{hazard.pk}/reinspect/")
    page.get_by_role("button", name="复查").click()
    page.get_by_text("复查：已办理").wait_for()
