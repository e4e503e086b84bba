"""The screens: three taps to ask, one screen to decide, prices side by side, all received in one tap, one set of papers."""

from decimal import Decimal

import pytest
from django.test import Client

from houqin.areas.procurement.actions import Wanted
from houqin.areas.procurement.models import Approval, Order, Request
from houqin.areas.procurement.tests.samples import (
    a_fund,
    a_room,
    agreed,
    by,
    drawn,
    ordered,
    paper,
    quoted,
    received,
    wish,
)
from houqin.areas.stores.actions import Received, receive
from houqin.areas.stores.reads import on_hand
from houqin.tests.people import World, user_of


def browser(world: World, who: str) -> Client:
    client = Client()
    client.force_login(user_of(world, who))
    return client


NEW = "/procurement/requests/new/"


def test_a_tap_on_a_thing_a_tap_on_why_and_send(world: World) -> None:
    item = paper(world)
    wish(world)
    teacher = browser(world, "omar")

    assert "A4 纸" in teacher.get(NEW).content.decode()
    lines = teacher.post(NEW, {"take": item.pk}, headers={"HX-Request": "true"}).content.decode()
    assert 'value="A4 纸"' in lines
    sent = teacher.post(NEW, {
        "lines-0-words": "A4 纸", "lines-0-item": item.pk, "lines-0-quantity": "5", "lines-0-unit": "包", "reason": "用完了", "why": "", "submission": "s1",
    })  # fmt: skip

    request = Request.objects.latest("id")
    assert sent.headers["Location"] == f"/procurement/requests/{request.pk}/"
    assert (request.why, request.requested_by, request.told_lines[0].item) == ("用完了", world.people["omar"], item)


def test_the_same_thing_tapped_again_is_one_more(world: World) -> None:
    item = paper(world)
    said = {"lines-0-words": "A4 纸", "lines-0-item": str(item.pk), "lines-0-quantity": "2", "take": item.pk}
    assert 'value="3"' in browser(world, "omar").post(NEW, said, headers={"HX-Request": "true"}).content.decode()


@pytest.mark.parametrize(
    ("quantity", "said"), [("NaN", "数量"), ("-2", "数量要大于 0"), ("abc", "数量"), ("1e400", "数量"), ("", "")]
)
def test_what_cannot_be_sent_keeps_what_was_typed(world: World, quantity: str, said: str) -> None:
    answer = browser(world, "omar").post(
        NEW, {"lines-0-words": "扫把", "lines-0-quantity": quantity, "reason": "用完了"}
    )
    assert answer.status_code == (422 if said else 302)
    if said:
        assert said in answer.content.decode()
        assert "扫把" in answer.content.decode()


def test_stock_and_idle_are_shown_while_one_types(world: World) -> None:
    receive(
        a_room(world), by=by(world), lines=[Received(paper(world), Decimal(12), unit_price=Decimal(20))], said="期初"
    )
    told = browser(world, "omar").get("/procurement/at-hand/", {"lines-0-words": "A4"}).content.decode()
    assert "北校区总库房有" in told
    assert "12 包" in told


def test_what_made_it_necessary_comes_along(world: World) -> None:
    room = a_room(world)
    named = {"because": f"stores.store:{room.pk}"}
    assert room.name in browser(world, "nan").get(NEW, named).content.decode()
    assert room.name not in browser(world, "lena").get(NEW, named).content.decode()


def test_the_buyer_completes_and_it_goes_to_approval(world: World) -> None:
    request = wish(world, lines=[Wanted("扫把", Decimal(20), "把")], fund=None)
    buyer, url = browser(world, "bai"), f"/procurement/requests/{request.pk}/complete/"
    assert 'value="扫把"' in buyer.get(url).content.decode()
    said = {
        "lines-0-words": "扫把", "lines-0-quantity": "20", "lines-0-unit": "把", "lines-0-unit_price": "8", "lines-0-goods": "service",
        "fund": a_fund(world).pk, "version": request.version,
    }  # fmt: skip
    assert buyer.post(url, said).status_code == 302
    request.refresh_from_db()
    assert (request.state, request.amount) == ("approving", Decimal("160.00"))


def test_one_screen_has_all_that_is_needed_to_decide(world: World) -> None:
    receive(
        a_room(world), by=by(world), lines=[Received(paper(world), Decimal(12), unit_price=Decimal(20))], said="期初"
    )
    received(world)
    wish(world, lines=[Wanted("A4 纸", Decimal(180), "包", Decimal(25), item=paper(world))])
    request = wish(world)
    step = request.approvals.get()
    page = browser(world, "nan").get(f"/procurement/approvals/{step.pk}/").content.decode()
    for said in (
        "期末试卷用纸",
        "omar",
        "32 包",
        "上次",
        "24 元/包",
        "经费：公用经费",
        "200000",
        "疑似化整为零",
        "三家比价起点",
        "自行采购",
        "校区负责人审批",
    ):
        assert said in page
    for button in ("同意", "退回修改", "不同意", "转交"):
        assert button in page


def test_deciding_on_that_screen(world: World) -> None:
    step = wish(world).approvals.get()
    chief, url = browser(world, "nan"), f"/procurement/approvals/{step.pk}/"
    unsaid = chief.post(url, {"decision": "send_back", "version": step.version})
    assert unsaid.status_code == 422
    assert "原因" in unsaid.content.decode()
    assert (
        chief.post(url, {"decision": "agree", "said": "同意", "version": step.version}).headers["Location"] == "/inbox/"
    )
    step.refresh_from_db()
    assert (step.state, step.decided_by) == ("agreed", world.people["nan"])
    late = chief.post(url, {"decision": "reject", "said": "不行", "version": step.version})
    assert late.status_code == 422
    assert "现在是“同意”" in late.content.decode()
    assert browser(world, "bai").post(url, {"decision": "agree"}).status_code == 403
    assert browser(world, "lena").get(url).status_code == 404


def test_handing_over_on_that_screen(world: World) -> None:
    step = wish(world).approvals.get()
    said = {"decision": "hand_over", "person": world.people["hao"].pk, "said": "出差", "version": step.version}
    assert browser(world, "nan").post(f"/procurement/approvals/{step.pk}/", said).status_code == 302
    assert Approval.objects.get(pk=step.pk).approver == world.people["hao"]
    assert browser(world, "hao").get(f"/procurement/approvals/{step.pk}/").status_code == 200


def test_quote_by_quote_and_the_order(world: World) -> None:
    request = agreed(world, lines=[Wanted("复印纸架", Decimal(1), "套", Decimal(6500))])
    buyer, line = browser(world, "bai"), request.told_lines[0]
    for firm, price in (("甲店", "6200"), ("乙店", "5400"), ("丙店", "5900")):
        quoted(world, request, firm, price)
    page = buyer.get(f"/procurement/requests/{request.pk}/order/").content.decode()
    for said in ("甲店", "5400", "最低", "采购方式：自行采购", "系统默认，可修改"):
        assert said in page
    assert str(line.words) in buyer.get(f"/procurement/requests/{request.pk}/quotes/").content.decode()
    dear, cheap = request.quotes.get(supplier__name="甲店"), request.quotes.get(supplier__name="乙店")
    refused = buyer.post(f"/procurement/requests/{request.pk}/order/", {"quote": dear.pk})
    assert "不取最低价的理由" in refused.content.decode()
    assert buyer.post(f"/procurement/requests/{request.pk}/order/", {"quote": cheap.pk}).status_code == 302
    assert Order.objects.get().total == Decimal(5400)


def test_all_received_in_one_tap(world: World) -> None:
    room = a_room(world)
    order = ordered(world)
    url, keeper = f"/procurement/orders/{order.pk}/acceptance/", browser(world, "shen")
    page = keeper.get(url).content.decode()
    assert 'name="lines-0-accepted" value="20"' in page
    line = order.told_lines[0]
    sent = {
        "lines-0-line": line.pk, "lines-0-accepted": "20", "lines-0-refused": "", "lines-0-short": "", "witness": world.people["omar"].pk, "store": room.pk,
        "points": "5", "version": order.version,
    }  # fmt: skip
    assert keeper.post(url, sent).status_code == 302
    assert on_hand(room, paper(world)) == 20
    assert "您是本单的采购人" not in page


@pytest.mark.parametrize("number", ["NaN", "-1", "99", "x"])
def test_a_wrong_count_keeps_the_page(world: World, number: str) -> None:
    order = ordered(world)
    sent = {
        "lines-0-line": order.told_lines[0].pk,
        "lines-0-accepted": number,
        "witness": world.people["omar"].pk,
        "store": a_room(world).pk,
    }
    assert browser(world, "shen").post(f"/procurement/orders/{order.pk}/acceptance/", sent).status_code == 422
    assert Order.objects.get(pk=order.pk).state == "open"


def test_the_desk_and_what_the_stores_lack(world: World) -> None:
    paper(world, minimum=Decimal(50))
    received(world)
    ordered(world)
    page = browser(world, "bai").get("/procurement/desk/").content.decode()
    for said in ("待到货", "材料未齐", "还缺发票", "1 种物品低于储备量"):
        assert said in page
    assert browser(world, "omar").get("/procurement/desk/").status_code == 403
    keeper = browser(world, "shen")
    short = keeper.get("/stores/short/").content.decode()
    assert "申请采购（1 样还没有买）" in short
    assert 'href="/procurement/shortages/"' in short
    assert "缺 10 包" in keeper.get("/procurement/shortages/").content.decode()
    assert keeper.post("/procurement/shortages/").status_code == 302
    assert Request.objects.latest("id").told_lines[0].quantity == 10
    assert "缺的都已在采购中" in keeper.get("/stores/short/").content.decode()
    assert "/procurement/shortages/" not in browser(world, "dana").get("/stores/short/").content.decode()


def test_the_papers_print_as_one_set(world: World) -> None:
    packet = received(world).order.packets.get()
    page = browser(world, "kong").get(f"/procurement/packets/{packet.pk}/print/").content.decode()
    assert "还缺发票，暂不能付款" in page
    from houqin.areas.procurement import actions

    actions.file_invoice(
        packet, by=by(world), invoice_number="0311", invoice_amount=Decimal(480), papers=[drawn("发票.png")]
    )
    page = browser(world, "kong").get(f"/procurement/packets/{packet.pk}/print/").content.decode()
    for said in ("材料齐全", "采购申请单", "报价比较", "验收单", "发票"):
        assert said in page
    assert page.count('class="sheet"') == 5
