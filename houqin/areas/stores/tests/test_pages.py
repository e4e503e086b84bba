"""The screens: three taps for a teacher, scan–quantity–sign at the counter, one screen to decide, a month whose cells open."""

import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from houqin.areas.stores.actions import Wanted, ask
from houqin.areas.stores.models import Item, Movement, Requisition, Store
from houqin.areas.stores.pages.labels import item_labels
from houqin.areas.stores.reads import on_hand
from houqin.areas.stores.tests.samples import a_reserve_line, a_shelf, a_store, an_item, stocked
from houqin.areas.stores.tests.test_requisition_story import quota
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.tests.people import World, user_of


@pytest.fixture
def store(world: World) -> Store:
    made: Store = a_store(world)
    return made


@pytest.fixture
def chalk(world: World, store: Store) -> Item:
    item: Item = an_item(world, name="无尘粉笔", unit="盒", usual=Decimal(2), barcode="6901234567892")
    stocked(world, store, item, 30, "4.5")
    return item


def browser(world: World, who: str) -> Client:
    client = Client()
    client.force_login(user_of(world, who))
    return client


def tap(client: Client, url: str, **said: Any) -> str:
    answer = client.post(url, said, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return answer.content.decode()


def line(item: Item, quantity: str) -> dict[str, Any]:
    return {f"lines-{item.pk}-item": item.pk, f"lines-{item.pk}-quantity": quantity}


def test_a_class_teacher_asks_in_three_taps(world: World, store: Store, chalk: Item) -> None:
    quota(world, chalk, 10)
    phone, three = browser(world, "ming"), world.classes["3.1"]

    page = phone.get("/stores/ask/").content.decode()
    assert "无尘粉笔" in page
    assert "还剩 10 盒" in page
    tapped = tap(phone, "/stores/ask/", add=chalk.pk, school_class=three.pk)
    assert f'name="lines-{chalk.pk}-quantity" value="2"' in tapped, "a tap adds the usual quantity"
    sent = phone.post("/stores/ask/", {**line(chalk, "2"), "school_class": three.pk, "submission": "a1"})

    made = Requisition.objects.get()
    assert sent.status_code == 302
    assert (made.school_class, made.state, made.summary) == (three, "approved", "无尘粉笔 2 盒")
    assert "还剩 8 盒" in phone.get("/stores/ask/").content.decode()


def test_what_is_out_of_stock_is_said_before_it_is_asked(world: World, store: Store) -> None:
    mop = an_item(world, name="拖把", unit="把")
    quota(world, mop, 3)
    page = browser(world, "ming").get("/stores/ask/").content.decode()
    assert "暂时缺货" in page
    assert re.search(rf'value="{mop.pk}"[^>]*disabled', page)


@pytest.mark.parametrize(
    ("quantity", "sentence"),
    [("0", "数量必须大于 0"), ("NaN", "数量"), ("1.5", "它只能按整数收发"), ("9e99", "数量太大")],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    world: World, store: Store, chalk: Item, quantity: str, sentence: str
) -> None:
    answer = browser(world, "ming").post("/stores/ask/", line(chalk, quantity))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert f'value="{quantity}"' in page
    assert not Requisition.objects.exists()


def test_scan_quantity_sign(world: World, store: Store, chalk: Item) -> None:
    desk = browser(world, "shen")
    for scanned in (chalk.code, f"http://any.host/i/{chalk.code.lower()}/", "6901234567892", "粉笔"):
        page = tap(desk, "/stores/counter/", scan="1", q=scanned, store=store.pk)
        assert f'name="lines-{chalk.pk}-quantity" value="1"' in page, scanned
    again = tap(desk, "/stores/counter/", scan="1", q=chalk.code, store=store.pk, **line(chalk, "1"))
    assert f'name="lines-{chalk.pk}-quantity" value="2"' in again
    assert "库存 30 盒" in again
    assert "没有“瞎写”这样的物品" in tap(desk, "/stores/counter/", scan="1", q="瞎写", store=store.pk)

    taker = f"person-{world.people['omar'].pk}"
    sent = desk.post(
        "/stores/counter/", {**line(chalk, "2"), "store": store.pk, "to": taker, "submission": "c1"}, follow=True
    )
    assert "已发放" in sent.content.decode()
    assert on_hand(store, chalk) == 28
    assert "omar" in desk.get("/stores/counter/").content.decode(), "who came last is offered"
    desk.post("/stores/counter/", {**line(chalk, "2"), "store": store.pk, "to": taker, "submission": "c1"})
    assert on_hand(store, chalk) == 28, "sent twice is given once"


def test_the_storekeeper_hands_out_from_todays_list(world: World, store: Store, chalk: Item, ming: Actor) -> None:
    quota(world, chalk, 10)
    asked = ask(by=ming, lines=[Wanted(chalk, Decimal(6))], school_class=world.classes["3.1"])
    desk = browser(world, "shen")

    assert "无尘粉笔 6 盒" in desk.get("/stores/today/").content.decode()
    page = desk.get(f"/stores/requisitions/{asked.pk}/hand-out/").content.decode()
    assert "申领 6" in page
    [row] = asked.rows
    said = {
        f"lines-{row.pk}-line": row.pk,
        f"lines-{row.pk}-quantity": "5",
        "submission": "h1",
        "version": asked.version,
    }
    assert desk.post(f"/stores/requisitions/{asked.pk}/hand-out/", said).status_code == 302
    asked.refresh_from_db()
    assert (asked.state, asked.rows[0].issued) == ("issued", Decimal(5))


def test_the_director_decides_on_one_screen(world: World, store: Store, chalk: Item, omar: Actor) -> None:
    asked = ask(by=omar, lines=[Wanted(chalk, Decimal(40))], purpose="新学期")
    office = browser(world, "mira")
    page = office.get(f"/stores/requisitions/{asked.pk}/approve/").content.decode()
    for told in ("申领 40", "库存 30", "没有定额", "新学期", "omar"):
        assert told in page
    [row] = asked.rows
    said = {
        f"lines-{row.pk}-line": row.pk,
        f"lines-{row.pk}-quantity": "30",
        "submission": "p1",
        "version": asked.version,
    }
    assert office.post(f"/stores/requisitions/{asked.pk}/approve/", said).status_code == 302
    asked.refresh_from_db()
    assert (asked.state, asked.rows[0].approved) == ("approved", Decimal(30))


def test_each_cell_of_a_month_opens_its_rows(world: World, store: Store, chalk: Item) -> None:
    with clock.at(clock.now() - timedelta(days=70)):
        stocked(world, store, an_item(world, name="拖把", unit="把"), 4)
    desk = browser(world, "shen")
    page = desk.get(f"/stores/months/?store={store.pk}").content.decode()
    links = [link.replace("&amp;", "&") for link in re.findall(r'href="(/stores/movements/\?[^"]+)"', page)]
    came = [link for link in links if "way=in" in link and f"item={chalk.pk}" in link]
    assert len(came) == 1
    assert "无尘粉笔" in desk.get(came[0]).content.decode()
    assert "4.5" not in desk.get(came[0].replace("way=in", "way=out")).content.decode()


def test_a_month_is_closed_with_one_button(world: World, store: Store) -> None:
    before = clock.today().replace(day=1) - timedelta(days=1)
    with clock.at(clock.now() - timedelta(days=35)):
        stocked(world, store, an_item(world), 4)
    desk = browser(world, "shen")
    assert "确定月结" in desk.get(f"/stores/months/?store={store.pk}&month={before:%Y-%m}").content.decode()
    desk.post(
        f"/stores/rooms/{store.pk}/close-month/",
        {"month": before.isoformat(), "submission": "m1", "version": store.version},
    )
    assert "已结" in desk.get(f"/stores/months/?store={store.pk}&month={before:%Y-%m}").content.decode()


def test_what_runs_out_and_what_expires_stand_on_one_page(world: World, store: Store) -> None:
    gel = an_item(world, name="消毒液", unit="瓶", has_batches=True)
    stocked(world, store, gel, 4, days=20, batch="G1")
    a_reserve_line(world)
    page = browser(world, "shen").get("/stores/short/").content.decode()
    assert "还有 20 天" in page
    assert "防疫储备" in page
    assert "防疫储备" not in browser(world, "lena").get("/stores/short/").content.decode()


def test_labels_lead_to_the_item_and_the_shelf(world: World, store: Store, chalk: Item) -> None:
    a_shelf(world)
    desk = browser(world, "shen")
    assert [label.code for label in item_labels("校", [chalk])] == [chalk.code]
    assert "无尘粉笔" in desk.get("/stores/labels/sheet/?what=items&layout=a4-3x8").content.decode()
    assert "A-01" in desk.get("/stores/labels/sheet/?what=shelves&layout=a4-3x8").content.decode()
    assert desk.get(f"/i/{chalk.code}/").headers["Location"] == f"/stores/counter/?add={chalk.pk}"
    assert browser(world, "omar").get(f"/i/{chalk.code}/").headers["Location"] == f"/stores/items/{chalk.pk}/"
    assert desk.get("/i/NOSUCH22/").status_code == 404


def test_a_scanned_item_shows_what_lies_where_and_goes_on_to_the_counter(
    world: World, store: Store, chalk: Item
) -> None:
    desk, teacher = browser(world, "shen"), browser(world, "omar")
    page = desk.get(f"/stores/items/{chalk.pk}/").content.decode()
    assert "30 盒" in page
    assert f'href="/stores/counter/?add={chalk.pk}"' in page
    assert (
        f'name="lines-{chalk.pk}-quantity" value="1"' in desk.get(f"/stores/counter/?add={chalk.pk}").content.decode()
    )

    page = teacher.get(f"/stores/items/{chalk.pk}/").content.decode()
    assert "30 盒" not in page
    assert f'href="/stores/ask/?add={chalk.pk}"' in page
    assert f'name="lines-{chalk.pk}-quantity"' in teacher.get(f"/stores/ask/?add={chalk.pk}").content.decode()
    assert teacher.get(f"/stores/ask/?add={'9' * 30}").status_code == 200


@pytest.mark.parametrize(
    ("url", "open_to"),
    [
        ("/stores/today/", {"shen", "mira", "nan", "dana", "bai"}), ("/stores/counter/", {"shen", "mira", "nan"}),
        ("/stores/ask/", {"shen", "omar", "ming", "mira"}),
        ("/stores/months/", {"shen", "kong", "dana"}), ("/stores/short/", {"shen", "bai"}), ("/stores/labels/", {"shen", "mira"}),
    ],
)  # fmt: skip
def test_each_page_opens_to_those_it_is_for(world: World, store: Store, url: str, open_to: set[str]) -> None:
    for who in open_to:
        assert browser(world, who).get(url).status_code == 200, who
    if url != "/stores/ask/":
        for who in ("omar", "guo"):
            assert browser(world, who).get(url).status_code == 403, who


@pytest.mark.parametrize(
    "url", ["/stores/today/", "/stores/ask/", "/stores/counter/", "/stores/months/", "/stores/short/"]
)
def test_pages_cost_the_same_for_many_rows(world: World, store: Store, omar: Actor, url: str) -> None:
    client = browser(world, "shen")

    def more(count: int) -> None:
        for _ in range(count):
            item = an_item(world, has_batches=True, minimum=Decimal(50))
            stocked(world, store, item, 5, days=10)
            quota(world, item, 9, audience="person")
            ask(by=omar, lines=[Wanted(item, Decimal(1))], store=store)

    def cost() -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as caught:
            client.get(url)
        return len(caught)

    more(2)
    few = cost()
    more(6)
    assert cost() == few


def test_printed_papers_tell_what_moved(world: World, store: Store, chalk: Item) -> None:
    moved = Movement.objects.get()
    paper = browser(world, "shen").get(f"/stores/movements/{moved.pk}/print/").content.decode()
    for told in (moved.slip, "无尘粉笔", "135.00", "保管员签字"):
        assert told in paper
