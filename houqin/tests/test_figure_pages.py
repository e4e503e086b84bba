"""Opening a number: which rows, which were recorded late, which fell short, and what a wrong address answers."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from houqin.foundation.models import User
from houqin.foundation.records import TERM
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import add, change
from houqin.kernel.declare import register
from houqin.tests.people import World, keep

START = "from=2026-03-01&to=2026-03-31"


@pytest.fixture
def director(mira: Actor, client: Client) -> Client:
    client.force_login(User.objects.get(pk=mira.user_id or 0), backend="django.contrib.auth.backends.ModelBackend")
    return client


def report(world: World, day: int, *, trade: str = "water", late: timedelta = timedelta()) -> Any:
    happened = datetime(2026, 3, day, 1, tzinfo=UTC)
    with clock.at(happened + late):
        order = register.get("repairs.order")
        values = {"place": world.room, "fault": "灯不亮", "trade": trade, "reported_at": happened}
        return add(order, by=Actor.system(world.school.pk), values=values)


def test_rows_come_25_a_page_and_lead_to_their_own_page(director: Client, world: World) -> None:
    orders = [report(world, 1 + i) for i in range(27)]
    first = director.get(f"/figures/repairs.received/?{START}").content.decode()
    second = director.get(f"/figures/repairs.received/?{START}&page=2").content.decode()
    assert first.count('class="row-link"') == 25
    assert second.count('class="row-link"') == 2
    assert f'href="/repairs/orders/{orders[-1].pk}/"' in first
    assert f'href="/repairs/orders/{orders[0].pk}/"' in second


def test_late_rows_are_marked_and_can_be_seen_alone(director: Client, world: World) -> None:
    report(world, 2)
    late = report(world, 3, late=timedelta(hours=5))
    whole = director.get(f"/figures/repairs.received/?{START}").content.decode()
    alone = director.get(f"/figures/repairs.received/?{START}&late=1").content.decode()
    assert "补录 1 条" in whole
    assert 'data-figure="1"' in alone
    assert f"/repairs/orders/{late.pk}/" in alone


def test_a_share_shows_what_fell_short_first(director: Client, world: World) -> None:
    for day in (2, 3):
        report(world, day)
    page = director.get(f"/figures/repairs.finished_share/?{START}").content.decode()
    assert 'data-figure="0"' in page
    assert page.count("不符合</span>") == 2


def test_the_rows_come_as_a_workbook_with_formulas_as_text(director: Client, world: World) -> None:
    order = report(world, 2)
    change(order, by=Actor.system(world.school.pk), values={"fault": "=1+1"})
    answer = director.get(f"/figures/repairs.received/excel/?{START}")
    sheet: Any = load_workbook(BytesIO(b"".join(answer))).active
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) == 2
    assert "=1+1" in rows[1]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert rows[1][-1].endswith(f"/repairs/orders/{order.pk}/")


def test_two_values_of_a_split_mean_either(director: Client, world: World) -> None:
    for day, trade in ((2, "water"), (3, "power"), (4, "wood")):
        report(world, day, trade=trade)
    page = director.get(f"/figures/repairs.received/?{START}&trade=water&trade=power").content.decode()
    assert 'data-figure="2"' in page
    assert "工种：水、电" in page


def test_two_buildings_of_one_name_are_told_apart(director: Client, world: World) -> None:
    for campus in ("north", "south"):
        building = world.place("教学楼", campus=campus, kind="teaching_building")
        room = world.place(f"{campus}室", campus=campus)
        room.building_id = building.pk
        keep(room)
        with clock.at(datetime(2026, 3, 2, 1, tzinfo=UTC)):
            add(
                register.get("repairs.order"),
                by=Actor.system(world.school.pk),
                values={"place": room, "fault": "灯不亮"},
            )
    page = director.get(f"/figures/repairs.received/?{START}").content.decode()
    assert ">北校区/教学楼</a>" in page
    assert ">南校区/教学楼</a>" in page


def test_a_split_narrows_and_the_breakdown_leads_there(director: Client, world: World) -> None:
    report(world, 2)
    report(world, 3, trade="power")
    page = director.get(f"/figures/repairs.received/?{START}").content.decode()
    assert f"{START.replace('&', '&amp;')}&amp;trade=power" in page
    assert 'data-figure="1"' in director.get(f"/figures/repairs.received/?{START}&trade=power").content.decode()


@pytest.mark.parametrize(
    ("query", "said"),
    [("from=2026-13-01&to=2026-03-31", "2026-02-23"), ("from=2026-03-31&to=2026-03-01", "早于"), ("from=&to=2026-03-01", "2026-02-23"),
     (f"{START}&campus=abc", "没有“abc”")],
)  # fmt: skip
def test_a_wrong_address_gets_a_sentence(director: Client, world: World, query: str, said: str) -> None:
    answer = director.get(f"/figures/repairs.received/?{query}")
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_the_list_sets_the_term_beside_the_one_before(director: Client, world: World) -> None:
    by = Actor.system(world.school.pk)
    for code, first, last in (("2025-2026-1", "2025-09-01", "2026-01-30"), ("2025-2026-2", "2026-02-23", "2026-07-05")):
        add(TERM, by=by, values={"code": code, "name": code, "starts_on": first, "ends_on": last})
    report(world, 2)
    with clock.at(datetime(2026, 3, 10, tzinfo=UTC)):
        page = director.get("/figures/?group=维修").content.decode()
    assert "2025—2026学年第二学期" in page
    assert "与上学期对照" in page
    assert '<a class="chip active" href="?group=%E7%BB%B4%E4%BF%AE"' in page
    assert "NavItem" not in page
    assert "接报修单" in page


def test_a_stranger_sees_his_own_schools_number(world: World, stranger: Actor, client: Client) -> None:
    report(world, 2)
    client.force_login(User.objects.get(pk=stranger.user_id or 0), backend="django.contrib.auth.backends.ModelBackend")
    assert 'data-figure="0"' in client.get(f"/figures/repairs.received/?{START}").content.decode()


def test_whoever_did_not_sign_in_is_asked_to(client: Client, db: None) -> None:
    assert client.get(f"/figures/repairs.received/?{START}").status_code == 302


def test_an_address_from_a_printed_page_opens_the_same_rows(director: Client) -> None:
    answer = director.get("/figures/repairs.received/20260301-20260331/?trade=power")

    assert answer["Location"] == "/figures/repairs.received/?trade=power&from=2026-03-01&to=2026-03-31"
    assert "8 位数字" in director.get("/figures/repairs.received/20260301-2026033a/").content.decode()
