"""The screens: each opens for whom it is meant, shows what it should, and refuses in words."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from houqin.areas.assets.actions import (
    appoint,
    close_month,
    draw_sheet,
    install_classes,
    lend,
    note_missing,
    open_books,
    receive,
    run_month,
)
from houqin.areas.assets.models import Asset, AssetClass, Disposal, PropertySheet
from houqin.areas.assets.pages.rooms import sheets_to_count
from houqin.areas.assets.tests.samples import a_disposal, a_transfer, an_asset
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.trail.models import Entry
from houqin.tests.people import World, keep, user_of


def browser(world: World, who: str) -> Client:
    client = Client()
    client.force_login(user_of(world, who))
    return client


@pytest.fixture
def room_of_ming(world: World) -> World:
    """三（1）班's room: forty chairs and a projector."""
    world.room.school_class = world.classes["3.1"]
    keep(world.room)
    for _ in range(4):
        an_asset(world, name="课椅", value=Decimal(120))
    an_asset(world, name="投影仪")
    return world


def test_the_desk_shows_what_waits(world: World, qiu: Actor) -> None:
    a_transfer(world)
    a_disposal(world)
    lend(an_asset(world), by=qiu, borrower=world.people["omar"], due_on=clock.today())
    note_missing(an_asset(world, name="旧钢琴"), by=qiu, said="暑假后不见")

    told = browser(world, "qiu").get("/assets/").content.decode()

    for said in ("换教室", "主板损坏", "omar 应还", "没贴标签"):
        assert said in told or said == "换教室"
    assert "待调出方同意" in told


def test_a_teacher_has_no_desk_but_a_room(room_of_ming: World) -> None:
    assert browser(room_of_ming, "omar").get("/assets/").status_code == 403
    assert browser(room_of_ming, "omar").get(f"/assets/rooms/{room_of_ming.room.pk}/").status_code == 404

    answer = browser(room_of_ming, "ming").get("/assets/rooms/", follow=True)

    assert "课椅" in answer.content.decode()
    assert "4 件" in answer.content.decode()


@pytest.mark.parametrize("kind", ["unlabelled", "nobody", "missing", "unseen", "warranty", "over-life", "idle"])
def test_each_number_of_the_desk_opens_to_its_things(world: World, kind: str) -> None:
    an_asset(world, bought_on=date(2012, 9, 1), warranty_until=clock.today())

    told = browser(world, "qiu").get(f"/assets/lists/{kind}/").content.decode()

    assert ("台式计算机" in told) == (kind not in ("missing", "idle"))


def test_an_unknown_list_is_not_found(world: World) -> None:
    assert browser(world, "qiu").get("/assets/lists/nonsense/").status_code == 404
    assert browser(world, "qiu").get("/assets/book/A99/").status_code == 404


def test_the_book_opens_from_class_to_things_with_what_they_are_worth(world: World, kong: Actor) -> None:
    an_asset(world, value=Decimal(7200), entered_on=date(2026, 1, 3))
    run_month(open_books(by=kong, month=date(2026, 1, 1)), by=kong)
    client = browser(world, "kong")

    assert "7100.00" in client.get("/assets/book/").content.decode()
    assert "7100.00" in client.get("/assets/book/A02010105/").content.decode()


def test_the_table_of_a_month_opens_to_lines_and_says_when_one_was_altered(world: World, kong: Actor) -> None:
    asset = an_asset(world, value=Decimal(7200), entered_on=date(2026, 1, 3))
    month = run_month(open_books(by=kong, month=date(2026, 1, 1)), by=kong)
    client = browser(world, "kong")
    url = f"/assets/months/{month.pk}/table/?class={asset.asset_class_id}"

    told = client.get(url).content.decode()
    assert "100.00" in told
    assert asset.number in told
    assert "没有被改过" in told

    month.lines.update(charge=Decimal(1))
    assert "校验码不一致" in client.get(url).content.decode()


def test_the_lines_of_a_month_are_taken_away_as_a_table_and_the_trail_knows(world: World, kong: Actor) -> None:
    asset = an_asset(world, name="=HYPERLINK(1)", value=Decimal(7200), entered_on=date(2026, 1, 3))
    month = run_month(open_books(by=kong, month=date(2026, 1, 1)), by=kong)

    answer = browser(world, "kong").get(f"/assets/months/{month.pk}/lines/").content.decode("utf-8-sig")

    assert f"{asset.number},'=HYPERLINK(1),A02010105,7200.00" in answer
    assert Entry.objects.of(world.school).filter(verb="export").count() == 1
    assert browser(world, "omar").get(f"/assets/months/{month.pk}/lines/").status_code == 404


def test_closing_is_offered_to_the_accountant_alone(world: World, kong: Actor) -> None:
    month = run_month(open_books(by=kong, month=date(2026, 1, 1)), by=kong)
    url = f"/assets/months/{month.pk}/table/"

    assert "/close-month/" in browser(world, "kong").get(url).content.decode()
    assert "/close-month/" not in browser(world, "qiu").get(url).content.decode()
    close_month(month, by=kong)
    assert "/run-month/" not in browser(world, "kong").get(url).content.decode()


def test_the_class_teacher_takes_the_room_over_on_one_page(room_of_ming: World, qiu: Actor) -> None:
    sheet = draw_sheet(by=qiu, place=room_of_ming.room)
    client = browser(room_of_ming, "ming")
    chairs = next(line for line in sheet.told_lines if line.name == "课椅")
    url = f"/assets/property/{sheet.pk}/receive/"

    assert f"missing-{chairs.pk}" in client.get(url).content.decode()
    answer = client.post(url, {f"missing-{chairs.pk}": "1", "version": sheet.version, "submission": "once"})
    client.post(url, {f"missing-{chairs.pk}": "1", "version": sheet.version, "submission": "once"})

    chairs.refresh_from_db()
    sheet.refresh_from_db()
    assert answer.status_code == 302
    assert (sheet.state, chairs.quantity, chairs.said) == ("handed", 3, "接收时缺 1 件")


def test_what_was_typed_wrongly_stays_and_is_said(room_of_ming: World, qiu: Actor, ming: Actor) -> None:
    sheet = draw_sheet(by=qiu, place=room_of_ming.room)
    receive(sheet, by=ming)
    lines = {line.name: line for line in sheet.told_lines}
    url = f"/assets/property/{sheet.pk}/check/"

    answer = browser(room_of_ming, "ming").post(
        url, {f"missing-{lines['课椅'].pk}": "-2", f"damaged-{lines['投影仪'].pk}": "9" * 40, "version": sheet.version}
    )

    told = answer.content.decode()
    assert answer.status_code == 422
    assert "课椅：请填整数" in told
    assert "投影仪：请填整数" in told
    assert PropertySheet.objects.get(pk=sheet.pk).state == "handed"


def test_a_scanned_label_opens_the_card_or_the_place(world: World) -> None:
    asset = an_asset(world)
    url = f"/a/{asset.code}/"

    assert browser(world, "qiu").get(url).headers["Location"] == f"/assets/cards/{asset.pk}/"
    assert browser(world, "omar").get(url).headers["Location"] == f"/p/{world.room.code}/"
    assert Client().get(url).headers["Location"] == f"/p/{world.room.code}/"
    assert Client().get("/a/ZZZZ2222/").status_code == 404


def test_a_blank_label_is_bound_by_scanning_it(world: World) -> None:
    asset = an_asset(world)
    client = browser(world, "qiu")

    assert "贴在哪件东西上" in client.get("/a/WXYZ-2345/").content.decode()
    client.post("/a/WXYZ-2345/", {"asset": asset.pk, "submission": "bind"})

    asset.refresh_from_db()
    assert (asset.code, asset.labelled_on) == ("WXYZ2345", clock.today())


def test_labels_are_printed_once_and_marked_when_they_are_stuck_on(world: World) -> None:
    asset = an_asset(world)
    client = browser(world, "qiu")

    for layout in ("roll-50x30", "a4-3x8"):
        assert asset.number in client.get(f"/assets/labels/sheet/?layout={layout}&skip=0&blank=0").content.decode()
    assert client.get("/assets/labels/sheet/?layout=roll-50x30&blank=12").content.decode().count('class="label"') == 12
    client.post("/assets/labels/sheet/", {"asset": [asset.pk]})

    assert asset.number not in client.get("/assets/labels/sheet/?layout=roll-50x30").content.decode()
    assert Asset.objects.get(pk=asset.pk).labelled_on == clock.today()


def test_a_disposal_is_ticked_together_and_told_its_way_at_once(world: World, qiu: Actor) -> None:
    things = [an_asset(world, bought_on=date(2012, 9, 1), value=Decimal(6000)) for _ in range(2)]
    client = browser(world, "qiu")
    picked = {"asset": [thing.pk for thing in things]}

    assert things[0].number in client.get("/assets/disposals/new/").content.decode()
    assert "超过上会线" in client.post("/assets/disposals/new/", picked | {"look": "1"}).content.decode()
    answer = client.post(
        "/assets/disposals/new/", picked | {"go": "1", "kind": "scrap", "reason": "老化", "submission": "one"}
    )

    made = Disposal.objects.get()
    assert answer.headers["Location"] == f"/assets/disposals/{made.pk}/"
    assert (made.things, made.gross, made.route) == (2, Decimal(12000), "bureau")
    assert things[0].number not in client.get("/assets/disposals/new/").content.decode(), "it is on its way out"


def test_the_official_table_is_shown_first_and_added_when_confirmed(world: World) -> None:
    install_classes(by=Actor.system(world.school.pk))
    table = "code,name,level,parent\nA02081200,数据通信 交换设备,4,A02089900\nA02010105,台式计算机,4,A02010100\nB01000000,工程,1,B\n"
    client = browser(world, "qiu")
    told = client.post(
        "/assets/classes/official/", {"file": SimpleUploadedFile("t.csv", table.encode("gb18030"))}
    ).content.decode()

    for said in ("新增 1 个分类", "A02089900", "数据通信", "1 行"):
        assert said in told
    client.post("/assets/classes/official/", {"text": table, "add": "1", "submission": "in"})

    made = AssetClass.objects.get(code="A02081200")
    assert (made.name, made.parent_code, made.life) == ("数据通信", "A02080000", 5)


@pytest.mark.parametrize("record", ["cards", "property", "compensation", "transfers", "disposals"])
def test_every_paper_prints(world: World, record: str) -> None:
    from houqin.areas.assets.tests import samples

    makers = {
        "cards": an_asset, "property": samples.a_sheet, "compensation": samples.a_compensation, "transfers": a_transfer, "disposals": a_disposal,
    }  # fmt: skip
    row = makers[record](world)

    assert row.number in browser(world, "qiu").get(f"/assets/{record}/{row.pk}/print/").content.decode()


def test_all_rooms_of_a_campus_get_their_sheets_with_one_button(room_of_ming: World) -> None:
    client = browser(room_of_ming, "qiu")
    asked = {"campus": room_of_ming.north.pk, "submission": "all"}

    assert "一次开齐" in client.get("/assets/rooms/?all=1").content.decode()
    client.post("/assets/rooms/sheets/", asked)
    client.post("/assets/rooms/sheets/", asked)

    assert PropertySheet.objects.get().place == room_of_ming.room
    assert browser(room_of_ming, "ming").post("/assets/rooms/sheets/", asked).status_code == 403
    assert client.post("/assets/rooms/sheets/", {"campus": "9" * 40}).status_code == 404


def test_a_waiting_sheet_is_held_on_the_teachers_phone(room_of_ming: World, qiu: Actor, ming: Actor) -> None:
    sheet = draw_sheet(by=qiu, place=room_of_ming.room)

    assert [one.url for one in sheets_to_count(ming)] == [f"/assets/property/{sheet.pk}/receive/"]


@pytest.mark.parametrize("odd", ["²", "9" * 40, "-1", "NaN", "", "٣"])
def test_odd_ids_and_numbers_meet_no_error(room_of_ming: World, qiu: Actor, kong: Actor, odd: str) -> None:
    month = run_month(open_books(by=kong, month=date(2026, 1, 1)), by=kong)
    sheet = draw_sheet(by=qiu, place=room_of_ming.room)
    client, teacher = browser(room_of_ming, "qiu"), browser(room_of_ming, "ming")
    line = sheet.told_lines[0]

    assert client.get(f"/assets/months/{month.pk}/table/?class={odd}").status_code == 200
    assert client.get(f"/assets/labels/sheet/?layout=roll-50x30&asset={odd}").status_code == 200
    assert client.post("/assets/disposals/new/", {"asset": odd, "look": "1"}).status_code == 200
    assert (
        client.post("/assets/disposals/new/", {"asset": odd, "go": "1", "kind": "scrap", "reason": "旧"}).status_code
        == 422
    )
    answer = teacher.post(f"/assets/property/{sheet.pk}/receive/", {f"missing-{line.pk}": odd, "version": odd})
    assert answer.status_code in (302, 422)


def test_after_a_verb_one_stands_before_what_it_made_or_the_list_of_what_it_ended(world: World, qiu: Actor) -> None:
    asset, desk = an_asset(world), browser(world, "qiu")
    custody = appoint(by=qiu, person=world.people["omar"], place=world.room)

    asked = desk.post(
        f"/assets/cards/{asset.pk}/propose-disposal/",
        {"kind": "scrap", "reason": "老化", "early_reason": "进水", "submission": "s1", "version": Asset.objects.get(pk=asset.pk).version},
    )  # fmt: skip
    ended = desk.post(f"/assets/custody/{custody.pk}/end-custody/", {"submission": "s2", "version": custody.version})

    assert asked.headers["Location"] == f"/assets/disposals/{Disposal.objects.get().pk}/"
    assert ended.headers["Location"] == "/assets/custody/"
