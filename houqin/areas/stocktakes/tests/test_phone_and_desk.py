"""The pages: what a phone carries and brings, what the organiser sees, differences decided on one page."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from houqin.areas.assets.tests.samples import an_asset
from houqin.areas.stocktakes import actions
from houqin.areas.stocktakes.carrying import carried, seal
from houqin.areas.stocktakes.models import Stocktake
from houqin.areas.stocktakes.tests.samples import a_store_count, done, see
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.offline.pack import pack_for
from houqin.tests.people import World, user_of


@pytest.fixture
def browser(world: World) -> Any:
    def of(who: str) -> Client:
        client = Client()
        client.force_login(user_of(world, who), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return of


@pytest.fixture
def count(world: World, qiu: Actor) -> Stocktake:
    for n in range(3):
        an_asset(world, name=f"电脑{n}")
    return actions.begin(by=qiu, campus=world.north)


def a_line(count: Stocktake) -> Any:
    return count.findings.order_by("id").first()


def bring(client: Client, count: Stocktake, *scans: Any) -> Any:
    return client.post(f"/stocktakes/{count.pk}/count/", {"scans": json.dumps(scans)})


def test_a_phone_carries_rooms_and_things_but_no_label_code(count: Stocktake, world: World) -> None:
    told = carried(count)
    things = [finding.asset for finding in count.findings.order_by("id")]

    assert [world.room.pk, "101教室", "教学楼/101教室", 3, "", seal(count.number, world.room.code)] in told["places"]
    assert {line[1] for line in told["lines"]} == {seal(count.number, thing.code) for thing in things}
    page = json.dumps(told, ensure_ascii=False)
    assert all(thing.code not in page for thing in things)
    assert world.room.code not in page


def test_a_blind_count_tells_neither_places_nor_quantities(world: World, qiu: Actor, shen: Actor) -> None:
    an_asset(world)
    blind = actions.begin(by=qiu, place=world.room, is_blind=True)
    store = a_store_count(world, is_blind=True)

    assert [(line[4], line[5]) for line in carried(blind)["lines"]] == [(0, "")]
    assert [line[5] for line in carried(store)["lines"]] == [""]
    assert [place[3] for place in carried(blind)["places"]] == [0]


def test_the_counting_page_is_held_while_a_count_is_open(
    count: Stocktake, browser: Any, omar: Actor, qiu: Actor
) -> None:
    url = f"/stocktakes/{count.pk}/count/"
    assert url in {page.url for page in pack_for(omar)}
    assert browser("omar").get(url).status_code == 200

    actions.cancel(count, by=qiu, reason="重来")
    assert url not in {page.url for page in pack_for(omar)}
    assert browser("omar").get(url).status_code == 302


def test_what_a_phone_brings_is_kept_and_the_rest_is_named(count: Stocktake, world: World, browser: Any) -> None:
    at = int(clock.now().timestamp() * 1000)
    good = {"uid": "u1", "at": at, "kind": "seen", "code": "电脑", "room": world.room.pk, "way": "camera"}
    answer = bring(
        browser("omar"), count, good, {"uid": "u2", "at": at}, "nothing", {"uid": "u3", "code": "X", "quantity": "NaN"}
    )

    assert answer.status_code == 422
    assert answer.json()["kept"] == 1
    assert answer.json()["problems"] == [
        "第 2 次扫描没有记下：没有读到编码，请重新扫描或手工输入。", "第 3 次扫描没有记下：内容不完整。",
        "第 4 次扫描没有记下：“X”的数量“NaN”不对，请填 0 或正数。",
    ]  # fmt: skip
    assert bring(browser("omar"), count, good).json() == {"kept": 1, "problems": []}
    scan = count.scans.get()
    assert (scan.place, scan.counter, scan.way) == (world.room, world.people["omar"], "camera")
    assert abs(scan.seen_at - clock.now()) < timedelta(seconds=30)


@pytest.mark.parametrize(
    "scans", ["", "{}", "[1, 2]", "nonsense", '[{"uid": 5}]', '[{"uid": "a", "code": "x", "at": 1e300}]']
)
def test_nonsense_is_answered_with_a_sentence(count: Stocktake, browser: Any, scans: str) -> None:
    answer = browser("omar").post(f"/stocktakes/{count.pk}/count/", {"scans": scans})
    assert answer.status_code in (200, 422)


def test_a_number_read_off_a_list_is_no_scan_of_a_label(count: Stocktake, world: World, browser: Any) -> None:
    thing = a_line(count).asset
    bring(
        browser("omar"), count,
        {"uid": "a", "code": thing.number, "way": "camera", "room": world.room.pk}, {"uid": "b", "code": thing.code, "way": "camera"},
    )  # fmt: skip

    assert list(count.scans.order_by("id").values_list("way", "asset")) == [("scanner", thing.pk), ("camera", thing.pk)]


def test_phones_see_what_the_others_brought(
    count: Stocktake, world: World, browser: Any, omar: Actor, hao: Actor
) -> None:
    first = a_line(count)
    see(count, omar, first.code, place=world.room)
    done(count, hao, place=world.room)

    told = browser("guo").get(f"/stocktakes/{count.pk}/count/state/").json()

    assert told == {"seen": {str(first.pk): "omar"}, "done": {str(world.room.pk): "hao"}, "open": True}


def test_another_campus_has_no_such_count(count: Stocktake, browser: Any) -> None:
    client = browser("lena")
    assert client.get(f"/stocktakes/{count.pk}/count/").status_code == 404
    assert bring(client, count, {"uid": "a", "code": "X"}).status_code == 404
    assert client.get(f"/stocktakes/{count.pk}/count/state/").status_code == 404


def test_from_the_door_into_the_room(count: Stocktake, world: World, browser: Any) -> None:
    answer = browser("omar").get(f"/stocktakes/at/{world.room.code}/")
    assert answer["Location"] == f"/stocktakes/{count.pk}/count/#room={world.room.pk}"
    assert "盘点这里" in browser("omar").get(f"/p/{world.room.code}/").content.decode()
    assert browser("omar").get("/stocktakes/at/NOSUCH22/")["Location"] == "/stocktakes/"


def test_the_organiser_sees_who_counts_where(
    count: Stocktake, world: World, browser: Any, qiu: Actor, omar: Actor
) -> None:
    actions.assign(count.places.get(), by=qiu, counter=world.people["omar"])
    before = browser("qiu").get(f"/stocktakes/{count.pk}/").content.decode()
    see(count, omar, a_line(count).code, place=world.room)
    done(count, omar, place=world.room)
    after = browser("qiu").get(f"/stocktakes/{count.pk}/").content.decode()

    assert "待 omar 盘" in before
    assert "omar 盘完" in after
    assert "<strong>1</strong> / 3" in after
    assert "omar 盘完" not in browser("guo").get(f"/stocktakes/{count.pk}/").content.decode()


def test_differences_are_decided_on_one_page(
    count: Stocktake, world: World, browser: Any, qiu: Actor, omar: Actor
) -> None:
    see(count, omar, "KJQW-8392", place=world.room)
    done(count, omar, place=world.room)
    actions.finish_counting(count, by=qiu)
    lines = {f.name: f for f in count.findings.all()}
    desk, url = browser("qiu"), f"/stocktakes/{count.pk}/decide/"
    assert desk.get(url).content.decode().count(">盘亏待查</label>") == 3

    wrong = desk.post(url, {f"do-{lines['电脑0'].pk}": "missing", f"do-{lines['账外物品'].pk}": "card"})
    assert wrong.status_code == 422
    assert "电脑0：请写明原因" in wrong.content.decode()
    assert count.findings.filter(state="decided").count() == 0

    answers = {f"do-{lines[name].pk}": "missing" for name in ("电脑0", "电脑1")}
    answers |= {f"said-{lines[name].pk}": "找过了" for name in ("电脑0", "电脑1")}
    card = lines["账外物品"].pk
    answers |= {f"do-{card}": "card", f"name-{card}": "音箱", f"class-{card}": "A02010105 台式计算机"}
    assert desk.post(url, answers)["Location"] == url
    assert desk.post(url, {"alike": "missing", "said-missing": "同上"})["Location"] == f"/stocktakes/{count.pk}/"
    assert set(count.findings.values_list("decision", flat=True)) == {"missing", "card"}

    printed = desk.get(f"/stocktakes/{count.pk}/print/").content.decode()
    assert "监盘（财务）签字" in printed
    assert "盘亏待查：找过了（qiu）" in printed


def test_a_counter_may_only_ask_for_a_recount(count: Stocktake, world: World, browser: Any, qiu: Actor) -> None:
    done(count, qiu, place=world.room)
    actions.finish_counting(count, by=qiu)
    page = browser("qiu").get(f"/stocktakes/{count.pk}/decide/").content.decode()

    assert "您自己盘的项只能重盘" in page
    assert 'value="recount"' in page
    assert 'value="missing"' not in page.replace('name="alike" value="missing"', "")


def test_a_teacher_counts_and_decides_nothing(count: Stocktake, browser: Any) -> None:
    client = browser("omar")
    assert client.get(f"/stocktakes/{count.pk}/decide/").status_code == 403
    assert client.get("/stocktakes/findings/").status_code == 403
    assert client.get("/stocktakes/new/").status_code == 403


def test_a_closed_count_is_offered_to_nobody_and_still_takes_what_a_phone_had(
    count: Stocktake, world: World, browser: Any, qiu: Actor, omar: Actor
) -> None:
    see(count, omar, *(finding.code for finding in count.findings.order_by("id")), place=world.room)
    done(count, omar, place=world.room)
    client, row, form = browser("omar"), f"/stocktakes/{count.pk}/", f"/stocktakes/{count.pk}/count/"
    assert f'href="{form}"' in client.get(row).content.decode()
    actions.finish_counting(count, by=qiu)
    actions.close(count, by=qiu)

    assert f'href="{form}"' not in client.get(row).content.decode()
    assert client.get(form)["Location"] == row
    assert bring(client, count, {"uid": "late-1", "code": a_line(count).code}).json()["kept"] == 1
