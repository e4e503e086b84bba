"""From a teacher's wish to her signature on the receipt, and to the figure in the summary that all of it became.

Everybody on the screen they would use: the teacher, the approver, the storekeeper on the phone, the buyer and the accountant at a desk.
"""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from houqin.areas.plans.tests.samples import a_term
from houqin.areas.procurement.models import AcceptanceLine, Order, Packet, Request
from houqin.areas.procurement.tests.samples import a_firm, a_fund, a_room, made, ordered, received, wish
from houqin.areas.stores.models import Balance, Movement, Requisition
from houqin.areas.stores.records import ITEM
from houqin.kernel import clock
from houqin.tests.browser import looks
from houqin.tests.browser.conftest import DESK, PHONE, Opens, Windows
from houqin.tests.browser.hands import sign
from houqin.tests.browser.house import MORNING, House, photo_file

pytestmark = pytest.mark.browser
MARKERS = "白板笔"


@pytest.fixture
def ready(house: House) -> House:
    """A store room, a fund and a firm; an item that has run out."""
    with clock.at(MORNING - timedelta(days=1)):
        a_room(house.world)
        a_fund(house.world)
        a_firm(house.world, "晨光文具")
        made(house.world, ITEM, name=MARKERS, unit="支", category="teaching")
    return house


def asked(teacher: Page) -> Request:
    """What, how many, why: three things said, nothing else asked."""
    teacher.goto("/")
    teacher.locator('main a[href="/procurement/requests/new/"]').first.tap()
    teacher.get_by_label("要什么", exact=True).fill(MARKERS)
    teacher.get_by_label("数量").fill("40")
    teacher.locator("label[for=why-1]").tap()
    teacher.get_by_role("button", name="提交申请").tap()
    teacher.wait_for_url(re.compile("/procurement/requests/[0-9]+/"))
    return Request.objects.latest("id")


def bought(buyer: Page, request: Request) -> Order:
    """The buyer names price and fund, and after the yes the supplier."""
    buyer.goto("/procurement/desk/")
    buyer.get_by_role("link", name=re.compile("比价|" + MARKERS)).first.click()
    buyer.wait_for_url("**/order/")
    buyer.get_by_role("link", name="登记报价").click()
    buyer.get_by_label("供应商").select_option(label="晨光文具")
    buyer.get_by_label(f"{MARKERS}的单价").fill("2.4")
    buyer.get_by_role("button", name="登记报价").click()
    buyer.wait_for_url("**/order/")
    expect(buyer.locator(".vs")).to_contain_text("晨光文具")
    buyer.get_by_role("button", name="下单").click()
    buyer.wait_for_url(re.compile("/procurement/orders/[0-9]+/"))
    return Order.objects.get(request=request)


def completed(buyer: Page, request: Request) -> None:
    buyer.goto(f"/procurement/requests/{request.pk}/")
    buyer.get_by_role("link", name="补全").click()
    buyer.get_by_label("估计单价（元）").first.fill("2.5")
    buyer.get_by_label("经费来源").select_option(label="公用经费")
    buyer.get_by_role("button", name="补全并送审").click()
    buyer.wait_for_url(re.compile(f"/procurement/requests/{request.pk}/$"))


def agreed(approver: Page, request: Request) -> None:
    """The inbox leads to one screen; what is needed to decide is there, and so is the pad to sign on."""
    approver.goto("/inbox/")
    approver.locator('main a[href*="/procurement/approvals/"]').first.tap()
    for said in (MARKERS, "用完了", "欧老师", "公用经费", "自行采购"):
        expect(approver.locator("main")).to_contain_text(said)
    approver.get_by_text("手写签名").tap()
    sign(approver)
    approver.get_by_role("button", name="同意", exact=True).tap()
    approver.wait_for_url("**/inbox/")
    request.refresh_from_db()
    assert request.state == Request.State.APPROVED
    assert request.approvals.get().is_signed


def accepted(keeper: Page, order: Order) -> None:
    """All received: nothing to type."""
    keeper.goto("/inbox/")
    keeper.locator(f'main a[href*="/procurement/orders/{order.pk}/"]').first.tap()
    if "/acceptance/" not in keeper.url:
        keeper.get_by_role("link", name="验收", exact=True).tap()
    expect(keeper.get_by_label(f"{MARKERS}验收数量")).to_have_value("40")
    sign(keeper)
    keeper.get_by_role("button", name="验收", exact=True).tap()
    keeper.wait_for_url(re.compile("/procurement/acceptances/[0-9]+/"))


def received_by_teacher(teacher: Page, chief: Page, keeper: Page) -> Requisition:
    """What was bought for her she draws from the store and signs for."""
    teacher.goto("/stores/ask/")
    teacher.get_by_label("找别的物品").fill(MARKERS)
    teacher.locator("#found button[name=add]").first.tap()
    teacher.get_by_label(f"{MARKERS}数量").fill("10")
    teacher.get_by_role("button", name="申领", exact=True).tap()
    teacher.wait_for_url(re.compile("/stores/requisitions/[0-9]+/"))
    requisition = Requisition.objects.latest("id")
    chief.goto(f"/stores/requisitions/{requisition.pk}/approve/")
    chief.get_by_role("button", name="批准", exact=True).tap()
    chief.wait_for_url(re.compile(f"/stores/requisitions/{requisition.pk}/$"))
    keeper.goto(f"/stores/requisitions/{requisition.pk}/hand-out/")
    sign(keeper)
    keeper.get_by_role("button", name="发放", exact=True).tap()
    keeper.wait_for_url("**/stores/today/")
    requisition.refresh_from_db()
    return requisition


def paid(buyer: Page, accountant: Page, order: Order) -> None:
    """The missing paper is named, filed, and only then there is something to pay."""
    packet = Packet.objects.get(order=order)
    accountant.goto(f"/procurement/packets/{packet.pk}/")
    expect(accountant.locator("main")).to_contain_text("还缺发票")
    buyer.goto(f"/procurement/packets/{packet.pk}/")
    buyer.get_by_role("link", name="登记发票").click()
    buyer.get_by_label("发票号码").fill("25112000000012345678")
    buyer.get_by_label("发票金额（元）").fill("96")
    buyer.locator("input[name=papers]").set_input_files(photo_file("发票"))
    buyer.locator("main form button.btn-primary").click()
    buyer.wait_for_url(re.compile(f"/procurement/packets/{packet.pk}/$"))
    accountant.goto("/inbox/")
    accountant.locator(f'main a[href*="/procurement/packets/{packet.pk}/"]').first.click()
    accountant.get_by_role("link", name="付款", exact=True).click()
    accountant.get_by_label("凭证号").fill("记-0520")
    accountant.locator("main form button.btn-primary").click()
    accountant.wait_for_url(re.compile(f"/procurement/packets/{packet.pk}/$"))
    accountant.goto(f"/procurement/packets/{packet.pk}/print/")
    expect(accountant.locator(".sheet")).to_have_count(5)
    expect(accountant.locator("body")).to_contain_text("材料齐全")


def test_from_a_wish_to_a_signed_receipt_and_the_summary_s_figure(ready: House, opens: Opens) -> None:
    teacher, approver, keeper = opens("omar"), opens("nan"), opens("shen")
    buyer, accountant, director = opens("bai", size=DESK), opens("kong", size=DESK), opens("mira")

    request = asked(teacher)
    completed(buyer, request)
    agreed(approver, request)
    order = bought(buyer, request)
    accepted(keeper, order)
    assert Balance.objects.get(item__name=MARKERS).quantity == 40
    requisition = received_by_teacher(teacher, approver, keeper)
    assert requisition.state == Requisition.State.SIGNED
    assert Movement.objects.filter(item__name=MARKERS).count() == 2
    paid(buyer, accountant, order)

    director.goto(f"/summaries/preview/?term={a_term(ready.world).pk}")
    director.locator('.summary-text a[href*="/figures/procurement.spent"]').first.click()
    director.wait_for_url(re.compile("/figures/procurement.spent"))
    spent = sum((line.value for line in AcceptanceLine.objects.all()), Decimal(0))
    expect(director.locator("[data-figure]")).to_have_text(re.compile(f"{spent.normalize():f}"))
    expect(director.locator("main")).to_contain_text(MARKERS)


PAGES = [
    ("omar", "/procurement/requests/new/"), ("bai", "/procurement/desk/"), ("bai", "/procurement/requests/{new}/complete/"),
    ("nan", "/procurement/approvals/{step}/"), ("bai", "/procurement/requests/{request}/"), ("shen", "/procurement/orders/{order}/acceptance/"),
    ("bai", "/procurement/packets/{packet}/"), ("shen", "/procurement/shortages/"), ("mira", "/procurement/approval-rules/"),
]  # fmt: skip


@pytest.fixture
def rows(ready: House) -> dict[str, int]:
    with clock.at(MORNING - timedelta(hours=3)):
        request, order = wish(ready.world), ordered(ready.world)
        return {
            "new": wish(ready.world, fund=None).pk, "step": request.approvals.get().pk, "request": request.pk, "order": order.pk,
            "packet": received(ready.world).order.packets.get().pk,
        }  # fmt: skip


def test_the_screens_fit_speak_chinese_and_can_be_read_and_hit(
    ready: House, rows: dict[str, int], windows: Windows
) -> None:
    for who, path in PAGES:
        page = windows.open(who)
        answer = page.goto(path.format(**rows), wait_until="networkidle")
        assert answer is not None
        assert answer.status == 200, path
        assert looks.english(page) == [], path
        assert looks.small_targets(page) == [], path
        for size in ({"width": 360, "height": 740}, PHONE, DESK):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            assert looks.sideways(page) <= 0, (path, size)
        assert looks.axe_faults(page) == [], path
        page.evaluate("document.documentElement.setAttribute('data-bs-theme', 'dark')")
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        assert looks.axe_faults(page) == [], (path, "dark")
