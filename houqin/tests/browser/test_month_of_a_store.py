"""A storekeeper's month on the phone: asked for and handed out against a signature, over the counter, received, closed."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from houqin.areas.procurement.tests.samples import a_room, made
from houqin.areas.stores.actions import Received, receive
from houqin.areas.stores.models import Item, MonthClose, Movement, Requisition, Store
from houqin.areas.stores.reads import on_hand
from houqin.areas.stores.records import ITEM, QUOTA
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import add
from houqin.tests.browser import looks
from houqin.tests.browser.conftest import DESK, PHONE, Opens, Windows
from houqin.tests.browser.hands import sign
from houqin.tests.browser.house import MORNING, House

pytestmark = pytest.mark.browser
CHALK = "无尘粉笔"


@pytest.fixture
def chalk(house: House) -> Item:
    """Thirty boxes since last month, six of them a term's quota of a class."""
    item: Item = made(house.world, ITEM, name=CHALK, unit="盒", category="teaching")
    by, room = Actor.system(house.world.school.pk), a_room(house.world)
    if not Movement.objects.filter(item=item).exists():
        with clock.at(MORNING - timedelta(days=30)):
            line = Received(item, Decimal(30), unit_price=Decimal("3.5"))
            receive(room, by=by, lines=[line], said="期初清点")
        add(QUOTA, by=by, values={"item": item, "audience": "class", "quantity": Decimal(6), "per": "term"})
    return item


def asked(teacher: Page) -> Requisition:
    """A tap on the thing, a tap to send: within the quota nobody need agree."""
    teacher.goto("/stores/ask/")
    teacher.locator("#wanted button[name=add]", has_text=CHALK).tap()
    expect(teacher.get_by_label(f"{CHALK}数量")).to_have_value("1")
    teacher.get_by_label(f"{CHALK}数量").fill("4")
    teacher.get_by_role("button", name="申领", exact=True).tap()
    teacher.wait_for_url(re.compile("/stores/requisitions/[0-9]+/"))
    return Requisition.objects.latest("id")


def handed_out(keeper: Page, requisition: Requisition) -> None:
    """From today's list: what was asked for stands there, the finger signs, done."""
    keeper.goto("/")
    keeper.get_by_role("link", name="库房今天").first.tap()
    keeper.locator(f'main a[href*="/stores/requisitions/{requisition.pk}/"]').first.tap()
    expect(keeper.get_by_label(f"{CHALK}实发")).to_have_value("4")
    sign(keeper)
    keeper.get_by_role("button", name="发放", exact=True).tap()
    keeper.wait_for_url("**/stores/today/")


def over_the_counter(keeper: Page, item: Item) -> None:
    """Scan, quantity, sign: a scanner types the address of the label and presses Enter."""
    keeper.goto("/")
    keeper.get_by_role("link", name="当场发放").first.tap()
    for _ in range(2):
        keeper.locator("#q").fill(f"http://houqin.school/i/{item.code}/")
        keeper.locator("#q").press("Enter")
        expect(keeper.locator("#q")).to_have_value("")
    expect(keeper.get_by_label(f"{CHALK}数量")).to_have_value("2")
    keeper.locator("#wanted").get_by_role("button", name=f"{CHALK}增加").tap()
    expect(keeper.get_by_label(f"{CHALK}数量")).to_have_value("3")
    keeper.locator("label", has_text="三（1）班").first.tap()
    sign(keeper)
    keeper.get_by_role("button", name="发放", exact=True).tap()
    expect(keeper.locator("body")).to_contain_text("已签收")


def received(keeper: Page) -> None:
    keeper.goto("/")
    keeper.get_by_role("link", name="入库").first.tap()
    keeper.wait_for_url(re.compile("/stores/rooms/[0-9]+/receive/"))
    keeper.get_by_label("来源").fill("家委会捐赠")
    keeper.get_by_label("物品", exact=True).select_option(label=CHALK)
    keeper.get_by_label("数量", exact=True).fill("12")
    keeper.get_by_label("单价（元）").fill("4")
    keeper.get_by_role("button", name="入库", exact=True).tap()
    keeper.wait_for_url(re.compile("/stores/rooms/[0-9]+/$"))


def closed(keeper: Page, store: Store) -> None:
    keeper.goto("/menu/")
    keeper.locator('main a[href="/stores/months/"]').tap()
    keeper.get_by_label("月份").select_option(value="2026-04")
    keeper.get_by_role("button", name="看").tap()
    keeper.locator("summary", has_text="月结").tap()
    keeper.get_by_role("button", name="确定月结").tap()
    expect(keeper.locator("main")).to_contain_text("已结")
    assert MonthClose.objects.get(store=store).month.month == 4


def test_from_a_wish_to_the_closed_month(house: House, chalk: Item, opens: Opens) -> None:
    teacher, keeper = opens("ming"), opens("shen")
    store = a_room(house.world)

    requisition = asked(teacher)
    assert requisition.state == Requisition.State.APPROVED
    handed_out(keeper, requisition)
    requisition.refresh_from_db()
    assert requisition.state == Requisition.State.SIGNED
    over_the_counter(keeper, chalk)
    received(keeper)
    assert on_hand(store, chalk) == 30 - 4 - 3 + 12
    closed(keeper, store)


def test_the_keeper_s_screens_fit_speak_chinese_and_can_be_read_and_hit(
    house: House, chalk: Item, windows: Windows
) -> None:
    for who, path in (
        ("shen", "/stores/today/"), ("shen", "/stores/counter/?add={item}"), ("ming", "/stores/ask/?add={item}"), ("shen", "/stores/short/"),
        ("shen", "/stores/months/"), ("shen", "/stores/items/{item}/"), ("ming", "/stores/items/{item}/"), ("shen", "/stores/labels/"),
    ):  # fmt: skip
        page = windows.open(who)
        answer = page.goto(path.format(item=chalk.pk), wait_until="networkidle")
        assert answer is not None
        assert answer.status == 200, path
        assert looks.english(page) == [], path
        assert looks.small_targets(page) == [], path
        for size in ({"width": 360, "height": 740}, PHONE, DESK):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            assert looks.sideways(page) <= 0, (path, size)
        assert looks.axe_faults(page) == [], path
