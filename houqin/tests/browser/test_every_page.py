"""What holds on every page: it fits the phone, speaks Chinese, can be read, hit and heard, and comes over a bad line."""

import re

import pytest
from playwright.sync_api import Browser, expect

from houqin.tests.browser import looks
from houqin.tests.browser.conftest import DESK, PHONE, Opens, Windows
from houqin.tests.browser.house import House

pytestmark = pytest.mark.browser

FOCUS_SHOWN = """() => {
  const style = getComputedStyle(document.activeElement);
  return (style.outlineStyle !== 'none' && style.outlineWidth !== '0px') || style.boxShadow !== 'none';
}"""
SMALLEST = {"width": 360, "height": 740}
PAGES = [
    # who · address; {name} stands for a row of the house
    *((who, "/") for who in ("mira", "boss", "hao", "guo", "ines", "omar", "ming", "dana", "ann")),
    ("mira", "/inbox/"), ("mira", "/menu/"), ("mira", "/search/?q=水"), ("", "/sign-in/"), ("guo", "/offline/"), ("guo", "/me/"), ("guo", "/me/devices/"),
    ("mira", "/repairs/orders/"), ("mira", "/repairs/orders/?state=done"), ("mira", "/repairs/orders/{order_0}/"), ("hao", "/repairs/orders/{order_2}/"),
    ("hao", "/repairs/orders/{order_2}/finish/"), ("mira", "/repairs/orders/{order_0}/assign/"), ("omar", "/repairs/orders/new/"),
    ("", "/p/{room}/"), ("", "/p/{room}/repair/"), ("mira", "/repairs/work-kinds/"),
    ("guo", "/inspections/today/"), ("ines", "/inspections/{under_way}/finish/"), ("mira", "/inspections/"), ("mira", "/inspection-schedules/new/"),
    ("mira", "/checklists/"),
    ("mira", "/hazards/"), ("mira", "/hazards/{hazard_0}/"), ("hao", "/hazards/{hazard_1}/rectify/"), ("mira", "/hazards/board/"), ("guo", "/hazards/new/"),
    ("mira", "/plans/"), ("mira", "/plans/new/"), ("mira", "/plans/{plan}/review/"), ("mira", "/tasks/"), ("mira", "/tasks/board/"),
    ("mira", "/tasks/progress/"), ("guo", "/tasks/{task}/"), ("guo", "/tasks/{task}/finish/"),
    ("mira", "/summaries/"), ("mira", "/summaries/preview/?term={term}"), ("mira", "/figures/"), ("mira", "/figures/repairs.received/"),
    ("mira", "/calendar/"), ("mira", "/labels/"), ("mira", "/place-tree/"), ("mira", "/rules/"), ("mira", "/people/"), ("ann", "/people/new/"),
    ("ann", "/people/import/"), ("ann", "/accounts/"),
]  # fmt: skip


def filled_in(house: House, path: str) -> str:
    return path.format(room=house.world.room.code, **{name: row.pk for name, row in house.rows.items()})


@pytest.mark.parametrize(("who", "path"), PAGES)
def test_a_page_fits_speaks_chinese_and_can_be_read_and_hit(
    house: House, windows: Windows, who: str, path: str
) -> None:
    page = windows.open(who)
    answer = page.goto(filled_in(house, path), wait_until="networkidle")
    assert answer is not None
    assert answer.status == 200

    assert looks.english(page) == []
    assert looks.small_targets(page) == []
    for size in (SMALLEST, PHONE, DESK):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert looks.sideways(page) <= 0, size
    assert looks.axe_faults(page) == []
    page.evaluate("document.documentElement.setAttribute('data-bs-theme', 'dark')")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    assert looks.axe_faults(page) == [], "dark"


HEAVY = (
    ("mira", "/"), ("mira", "/repairs/orders/"), ("mira", "/repairs/orders/{order_0}/"), ("omar", "/repairs/orders/new/"), ("", "/p/{room}/repair/"),
    ("", "/sign-in/"), ("ines", "/inspections/{under_way}/finish/"), ("mira", "/plans/{plan}/review/"), ("mira", "/figures/repairs.received/"),
    ("mira", "/summaries/preview/?term={term}"),
)  # fmt: skip


@pytest.mark.parametrize(("who", "path"), HEAVY)
def test_a_first_visit_is_light(house: House, opens: Opens, who: str, path: str) -> None:
    page = opens(who)
    line, sent = page.context.new_cdp_session(page), [0.0]
    line.send("Network.enable")
    line.on("Network.loadingFinished", lambda told: sent.append(told["encodedDataLength"]))

    page.goto(filled_in(house, path), wait_until="networkidle")

    assert 20_000 < sum(sent) <= 200_000


def test_no_script_runs_twice_on_a_page(opens: Opens) -> None:
    page = opens("mira")
    scripts: list[str] = []
    page.on("request", lambda asked: scripts.append(asked.url) if asked.resource_type == "script" else None)

    page.goto("/", wait_until="networkidle")

    names = [re.sub(r"\.[0-9a-f]{12}\.js$", ".js", url) for url in scripts]
    assert sorted(set(names)) == sorted(names)


def test_the_keyboard_alone_signs_in_and_jumps_to_the_text(house: House, opens: Opens) -> None:
    page = opens(size=DESK)
    page.goto("/sign-in/?next=/inbox/")
    user = house.world.people["mira"].user
    assert user is not None
    page.get_by_label("手机号").fill(user.phone)
    page.get_by_label("密码").fill("test-password-1")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{house.url}/inbox/")

    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="跳到正文")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


def test_whatever_has_the_focus_shows_it(opens: Opens) -> None:
    page = opens("mira", size=DESK)
    page.goto("/repairs/orders/")
    for _ in range(40):
        page.keyboard.press("Tab")
        shown = page.evaluate(FOCUS_SHOWN)
        assert shown, page.evaluate("() => document.activeElement.outerHTML.slice(0, 200)")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_dark_and_light_follow_the_machine_and_the_button(opens: Opens, size: dict[str, int]) -> None:
    page = opens("mira", size=size, theme="dark")
    page.goto("/me/")
    root = page.locator("html")
    expect(root).to_have_attribute("data-bs-theme", "dark")

    page.locator("[data-theme-switch]:visible").first.click()
    expect(root).to_have_attribute("data-bs-theme", "light")
    page.goto("/")
    expect(root).to_have_attribute("data-bs-theme", "light")


def test_pages_are_there_without_scripts(house: House, chromium: Browser) -> None:
    """What a phone's old browser cannot run must not stand between a reporter and the office."""
    context = chromium.new_context(viewport=PHONE, java_script_enabled=False, base_url=house.url)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"/p/{house.world.room.code}/repair/")
    page.locator("label[for=fault-1]").click()
    page.get_by_role("button", name="发送报修").click()
    expect(page.locator(".story")).to_contain_text("已报修")
    context.close()
