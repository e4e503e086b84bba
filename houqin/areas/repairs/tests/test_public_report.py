"""Whoever scans a code reports without signing in, follows the order by a private link, and sees nothing of anybody else."""

import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from houqin.areas.repairs.actions import Work, assign, finish, merge
from houqin.areas.repairs.models import RepairOrder, ReportLink
from houqin.areas.repairs.records import ORDER
from houqin.areas.repairs.tests.browser import browser
from houqin.areas.repairs.tests.samples import a_work_kind, an_order
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.files import attachments_of
from houqin.kernel.trail.models import Entry
from houqin.kernel.trail.seal import seal_school
from houqin.kernel.trail.verify import verify_school
from houqin.tests.people import World


def address(world: World) -> str:
    return f"/p/{world.room.code}/repair/"


def send(world: World, client: Client | None = None, **said: Any) -> Any:
    return (client or Client()).post(address(world), {"words": "水龙头漏水", **said})


def reported(world: World, client: Client, **said: Any) -> tuple[RepairOrder, str]:
    """A report sent and taken: the order and its private address."""
    answer = send(world, client, **said)
    assert answer.status_code == 302, answer.content.decode()
    return RepairOrder.objects.latest("id"), answer["Location"]


def a_photo() -> io.BytesIO:
    file = io.BytesIO()
    Image.new("RGB", (640, 480), "#4488aa").save(file, "JPEG")
    file.seek(0)
    file.name = "IMG_1.jpg"
    return file


def page(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_report_goes_from_the_code_to_the_reporters_own_acceptance(world: World, mira: Actor, hao: Actor) -> None:
    pupil = Client()
    assert "101教室" in page(pupil, address(world))

    order, link = reported(world, pupil, fault="灯不亮", words="靠窗第二盏", photos=a_photo())
    assert (order.place, order.campus, order.reported_by, order.trade) == (world.room, world.north, None, "power")
    assert order.fault == "灯不亮，靠窗第二盏"
    assert attachments_of(order).count() == 1

    assign(order, by=mira, worker=world.people["hao"])
    assert "已安排维修" in page(pupil, link)
    finish(order, by=hao, lines=[Work(a_work_kind(world))])
    assert "更换水龙头 1 只" in page(pupil, link)
    assert pupil.post(f"{link}acceptance/", {"rating": "4"}).status_code == 302

    order.refresh_from_db()
    assert (order.state, order.rating) == ("accepted", 4)
    doors = list(
        Entry.objects.filter(model="repairs.repairorder", row_id=order.pk).order_by("id").values_list("who", "door")
    )
    assert doors == [("扫码报告人", "public"), ("mira", "page"), ("hao", "page"), ("扫码报告人", "public")]
    seal_school(world.school)
    assert verify_school(world.school) == []


def test_the_photos_of_an_order_open_by_its_own_link_only(world: World) -> None:
    order, link = reported(world, Client(), photos=a_photo())
    _, other_link = reported(world, Client())
    pk = attachments_of(order).get().pk

    assert f"{link}photos/{pk}/" in page(Client(), link)
    shown = Client().get(f"{link}photos/{pk}/")
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/webp")
    assert Client().get(f"{other_link}photos/{pk}/").status_code == 404
    assert Client().get(f"{link}photos/{pk + 1}/").status_code == 404
    assert Client().get(f"/files/{pk}/view/").status_code == 302  # to the sign-in


def test_a_code_leads_to_the_report_page_in_one_tap(world: World) -> None:
    assert f'href="{address(world)}"' in page(Client(), f"/p/{world.room.code}/")


def test_an_unknown_code_and_a_wrong_token_are_not_there(world: World) -> None:
    _, link = reported(world, Client())
    token = link.split("/")[2]

    assert Client().get("/p/ZZZZ9999/repair/").status_code == 404
    assert Client().post("/p/ZZZZ9999/repair/", {"words": "灯坏了"}).status_code == 404
    altered = token[:-1] + ("a" if token[-1] != "a" else "b")
    for wrong in (altered, token.partition("-")[2], f"zz-{token.partition('-')[2]}", "1-x", "a" * 300, "%00", "..%2f"):
        assert Client().get(f"/r/{wrong}/").status_code == 404, wrong
        assert Client().post(f"/r/{wrong}/acceptance/", {"rating": "5"}).status_code == 404, wrong


def test_a_place_out_of_use_takes_no_reports(world: World) -> None:
    type(world.room).objects.filter(pk=world.room.pk).update(is_active=False)

    assert send(world).status_code == 404


def test_nothing_of_others_stands_on_the_public_pages(world: World, omar: Actor, mira: Actor, hao: Actor) -> None:
    other = an_order(world)
    client = Client()
    order, link = reported(world, client, reporter_name="小林妈妈", reporter_phone="13912345678")
    assign(order, by=mira, worker=world.people["hao"])
    finish(order, by=hao, lines=[Work(a_work_kind(world))])

    for shown in (page(client, address(world)), page(client, link), page(client, "/r/")):
        for secret in (other.number, "hao", "mira", "13912345678", world.people["hao"].phone):
            assert secret not in shown
    assert "小林妈妈" not in page(Client(), address(world))
    assert order.number not in page(Client(), "/r/")


def test_the_phone_number_is_masked_for_staff_until_they_ask(world: World, mira: Actor) -> None:
    order, _ = reported(world, Client(), reporter_phone="13912345678")
    staff = browser(world, "mira")

    assert "13912345678" not in page(staff, f"/{ORDER.path}/{order.pk}/")
    assert "13912345678" in staff.post(f"/{ORDER.path}/{order.pk}/reveal/").content.decode()


def test_the_phone_remembers_its_own_reports(world: World) -> None:
    client = Client()
    reported(world, client, words="灯管闪")
    reported(world, client, words="门锁坏了")

    mine = page(client, "/r/")
    assert mine.index("门锁坏了") < mine.index("灯管闪")
    assert "灯管闪" not in page(Client(), "/r/")


def test_many_remembered_reports_cost_no_more_queries_than_few(world: World) -> None:
    client = Client()

    def cost() -> int:
        with CaptureQueriesContext(connection) as caught:
            page(client, "/r/")
            page(client, address(world))
        return len(caught)

    reported(world, client)
    few = cost()
    for _ in range(3):
        reported(world, client)
    assert cost() == few


def test_one_page_sent_twice_makes_one_order(world: World) -> None:
    client = Client()
    first = send(world, client, submission="a" * 32)
    second = send(world, client, submission="a" * 32)

    assert first["Location"] == second["Location"]
    assert RepairOrder.objects.count() == 1


def test_reports_of_one_place_are_limited_for_an_address_and_the_refusal_says_so(world: World) -> None:
    for n in range(5):
        assert send(world, words=f"灯坏了{n}").status_code == 302
    refused = send(world, words="还是坏的")

    assert refused.status_code == 429
    assert "10 分钟后再报" in refused.content.decode()
    assert "还是坏的" in refused.content.decode()
    assert RepairOrder.objects.count() == 5
    assert Client(REMOTE_ADDR="10.0.0.9").post(address(world), {"words": "别处来的"}).status_code == 302
    with clock.at(clock.now() + timedelta(minutes=11)):
        assert send(world, words="过了一会儿").status_code == 302


def test_reports_of_one_device_are_limited_whatever_the_place_and_address(world: World) -> None:
    client = Client()
    page(client, address(world))
    places = [world.place(f"{n}教室", code=f"ROOM{n:04}") for n in range(3)]

    answers = [
        client.post(f"/p/{places[n % 3].code}/repair/", {"words": f"坏了{n}"}, REMOTE_ADDR=f"10.0.0.{n}").status_code
        for n in range(12)
    ]
    assert answers == [302] * 10 + [429] * 2


def test_a_refused_report_does_not_count(world: World) -> None:
    for _ in range(8):
        assert send(world, words="").status_code == 422

    assert send(world).status_code == 302


def test_what_fills_in_the_hidden_field_is_not_taken(world: World) -> None:
    assert send(world, website="http://spam.example").status_code == 422
    assert RepairOrder.objects.count() == 0


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"words": ""}, "请点一下哪里坏了"),
        ({"words": "x" * 201}, "最多写 200 个字"),
        ({"reporter_phone": "打我手机"}, "电话只写数字"),
        ({"photos": SimpleUploadedFile("IMG_1.jpg", b"MZ this is a program")}, "只收照片"),
        ({"photos": SimpleUploadedFile("a.pdf", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF")}, "只收照片"),
    ],
)
def test_a_report_that_cannot_be_taken_says_why_and_keeps_nothing(
    world: World, said: dict[str, Any], sentence: str
) -> None:
    answer = send(world, **said)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert RepairOrder.objects.count() == 0
    assert ReportLink.objects.count() == 0


def test_words_that_are_no_button_of_this_place_are_not_taken_from_the_button(world: World) -> None:
    order, _ = reported(world, Client(), fault="<b>别的</b>", words="灯管坏了")

    assert order.fault == "灯管坏了"


def test_the_trade_is_suggested_from_words_alone_and_says_why(world: World) -> None:
    order, _ = reported(world, Client(), words="水龙头关不紧一直滴水")

    assert order.trade == "water"
    assert "水龙头" in order.trade_hint


def test_staff_who_scan_need_not_say_who_they_are(world: World) -> None:
    client = browser(world, "lena")  # of the south campus, standing in the north
    assert "lena 报修" in page(client, address(world))

    order, _ = reported(world, client)
    assert (order.reported_by, order.reporter_name) == (world.people["lena"], "lena")
    entry = Entry.objects.get(model="repairs.repairorder", row_id=order.pk)
    assert (entry.who, entry.door, entry.person_id) == ("lena", "public", world.people["lena"].pk)


def test_somebody_of_another_school_is_a_stranger_here(world: World, stranger: Actor) -> None:
    from houqin.foundation.models import User

    client = Client()
    client.force_login(User.objects.get(pk=stranger.user_id or 0))
    order, _ = reported(world, client)

    assert (order.school, order.reported_by) == (world.school, None)


def test_an_auditor_changes_nothing_by_scanning_either(world: World) -> None:
    client = browser(world, "dana")

    assert send(world, client).status_code == 403
    assert RepairOrder.objects.count() == 0


def test_the_reporter_may_withdraw_while_nothing_is_repaired(world: World, mira: Actor, hao: Actor) -> None:
    client = Client()
    order, link = reported(world, client)
    assert client.post(f"{link}withdrawal/", {"reason": "已经好了"}).status_code == 302
    order.refresh_from_db()
    assert (order.state, order.dropped_because) == ("withdrawn", "已经好了")

    other, link = reported(world, client)
    assign(other, by=mira, worker=world.people["hao"])
    finish(other, by=hao, lines=[Work(a_work_kind(world))])
    refused = client.post(f"{link}withdrawal/", {"reason": "不用了"})
    assert refused.status_code == 422
    assert "待验收" in refused.content.decode()


def test_not_fixed_goes_back_to_the_repairer_with_the_reporters_words(world: World, mira: Actor, hao: Actor) -> None:
    client = Client()
    order, link = reported(world, client)
    assign(order, by=mira, worker=world.people["hao"])
    finish(order, by=hao, lines=[Work(a_work_kind(world))])

    assert client.post(f"{link}reopening/", {"reason": " "}).status_code == 422
    assert client.post(f"{link}reopening/", {"reason": "还在滴水"}).status_code == 302
    order.refresh_from_db()
    assert (order.state, order.reopened_count, order.reopened_because) == ("assigned", 1, "还在滴水")
    assert order.worker == world.people["hao"]


@pytest.mark.parametrize("rating", ["0", "6", "", "x", "²", "55"])
def test_a_rating_is_one_to_five(world: World, mira: Actor, hao: Actor, rating: str) -> None:
    client = Client()
    order, link = reported(world, client)
    assign(order, by=mira, worker=world.people["hao"])
    finish(order, by=hao, lines=[Work(a_work_kind(world))])

    assert client.post(f"{link}acceptance/", {"rating": rating}).status_code == 422
    order.refresh_from_db()
    assert order.state == "done"


def test_the_repairer_does_not_rate_himself_even_with_the_link(world: World, mira: Actor, hao: Actor) -> None:
    order, link = reported(world, Client())
    assign(order, by=mira, worker=world.people["hao"])
    finish(order, by=hao, lines=[Work(a_work_kind(world))])
    client = browser(world, "hao")

    assert "acceptance" not in page(client, link)
    refused = client.post(f"{link}acceptance/", {"rating": "5"})
    assert refused.status_code == 422
    assert "不能验收自己的维修" in refused.content.decode()


def test_a_link_opens_one_order_and_no_other(world: World, mira: Actor, hao: Actor) -> None:
    from houqin.areas.repairs.doors import holder_of_link
    from houqin.kernel.access import NotVisible

    mine, _ = reported(world, Client())
    other = an_order(world)
    holder = holder_of_link(mine, device="", member=None)

    assert not ORDER.visible_to(holder).exists()
    from houqin.areas.repairs.actions import withdraw

    with pytest.raises(NotVisible):
        withdraw(other, by=holder, reason="试试")
    with pytest.raises(NotVisible):
        assign(other, by=holder, worker=world.people["hao"])


def test_a_report_merged_into_another_follows_that_one(world: World, mira: Actor) -> None:
    client = Client()
    order, link = reported(world, client)
    main = an_order(world)
    merge(order, by=mira, into=main)

    shown = page(client, link)
    assert "这里已有人报修" in shown
    assert "待派单" in shown
    assert main.number not in shown


def test_a_report_page_offers_what_breaks_at_such_a_place(world: World) -> None:
    toilet = world.place("男卫生间", kind="toilet", code="WC222222")

    offered = re.findall(r'name="fault" value="([^"]+)"', page(Client(), f"/p/{toilet.code}/repair/"))
    assert "厕所堵了" in offered
    assert "投影" not in "".join(offered)
    assert len(offered) <= 8
