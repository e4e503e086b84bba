"""The API of the ledgers: the same rights, rules and trail as the pages."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import DjangoAssertNumQueries

from houqin.areas.repairs.models import RepairOrder, WorkLine
from houqin.areas.repairs.records import ORDER
from houqin.areas.repairs.tests.samples import a_work_kind, an_order
from houqin.foundation.tests.samples import a_person, a_student
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import change
from houqin.kernel.api.models import ApiToken
from houqin.kernel.trail.models import Entry
from houqin.tests.api import program
from houqin.tests.people import World, actor_of, make_world, user_of

ORDERS = "/repairs/orders/"


def report(world: World, **more: Any) -> dict[str, Any]:
    return {"place": world.room.pk, "fault": "水龙头漏水", **more}


def test_a_teacher_reports_and_the_trail_says_it_came_by_the_api(world: World) -> None:
    omar = program(world, "omar")

    made = omar.post(ORDERS, report(world, trade="water"))

    assert made.status_code == 201
    told = made.json()
    assert told["place"] == {"id": world.room.pk, "label": world.room.path}
    assert (told["state"], told["trade"], told["version"]) == ("open", "water", 1)
    assert told["number"].startswith("WX-")
    assert made.headers["Location"].endswith(f"{ORDERS}{told['id']}/")
    entry = Entry.objects.get(model="repairs.repairorder", row_id=told["id"])
    assert (entry.door, entry.who) == ("api", "omar")
    assert omar.get(f"{ORDERS}{told['id']}/") == told


def test_an_order_is_worked_from_report_to_acceptance(world: World) -> None:
    mira, hao, omar = (program(world, who) for who in ("mira", "hao", "omar"))
    kind = a_work_kind(world)
    order = omar.post(ORDERS, report(world)).json()
    at = f"{ORDERS}{order['id']}/"

    assigned = mira.post(f"{at}assign/", {"worker": world.people["hao"].pk, "due_on": clock.today().isoformat()})
    done = hao.post(
        f"{at}finish/",
        {"lines": [{"kind": kind.pk, "quantity": "2.5"}, {"kind": kind.pk}], "cost": "12.50", "minutes": 20},
    )
    accepted = omar.post(f"{at}accept/", {"rating": 4})

    assert [r.status_code for r in (assigned, done, accepted)] == [200, 200, 200]
    assert done.json()["cost"] == "12.50"
    assert (accepted.json()["state"], accepted.json()["rating"]) == ("accepted", 4)
    quantities = list(WorkLine.objects.order_by("id").values_list("quantity", flat=True))
    assert quantities == [Decimal("2.5"), Decimal(1)]


def test_many_lines_cost_as_many_look_ups_as_one(world: World) -> None:
    hao, mira, kind = program(world, "hao"), program(world, "mira"), a_work_kind(world)
    hao.send("GET", ORDERS)  # the hour's note that the token was used
    counts: list[int] = []
    for n in (1, 20):
        order = an_order(world)
        mira.post(f"{ORDERS}{order.pk}/assign/", {"worker": world.people["hao"].pk})
        body = {"lines": [{"kind": kind.pk, "quantity": 0}] * n}
        with CaptureQueriesContext(connection) as counted:
            assert hao.post(f"{ORDERS}{order.pk}/finish/", body).status_code == 422
        counts.append(len(counted))
    assert counts[0] == counts[1]


def test_what_the_page_would_answer_the_api_answers(world: World) -> None:
    order, south = an_order(world), an_order(world, "south")
    guo, hao, nan = (program(world, who) for who in ("guo", "hao", "nan"))

    assert guo.send("GET", ORDERS).json()["items"] == []
    assert hao.post(f"{ORDERS}{order.pk}/assign/", {"worker": world.people["hao"].pk}).status_code == 403
    assert nan.send("GET", f"{ORDERS}{south.pk}/").status_code == 404
    assert nan.post(f"{ORDERS}{south.pk}/assign/", {}).status_code == 404
    refused = hao.post(f"{ORDERS}{order.pk}/assign/", {})
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert "后勤主任" in refused.json()["detail"]


def test_another_school_finds_nothing(world: World) -> None:
    order, other = an_order(world), make_world("别的学校", "XX")
    stranger = program(other, "mira")

    assert stranger.get(ORDERS)["items"] == []
    assert stranger.send("GET", f"{ORDERS}{order.pk}/").status_code == 404
    refused = stranger.post(ORDERS, report(world))
    assert refused.status_code == 422
    assert refused.json()["problems"][0]["field"] == "place"


def test_a_stale_change_is_refused_with_both_versions(world: World) -> None:
    order, mira = an_order(world), program(world, "mira")
    change(order, by=actor_of(world, "mira"), values={"fault": "水管爆了"})
    at = f"{ORDERS}{order.pk}/"

    by_header = mira.send("PATCH", at, {"fault": "漏水"}, If_Match='"1"')
    by_body = mira.send("PATCH", at, {"fault": "漏水", "version": 1})
    fresh = mira.send("PATCH", at, {"fault": "漏水"}, If_Match=mira.send("GET", at).headers["ETag"])

    assert (by_header.status_code, by_body.status_code, fresh.status_code) == (412, 409, 200)
    assert by_header.json()["differences"] == [
        {"field": "fault", "label": "故障描述", "seen": "水龙头漏水", "now": "水管爆了"}
    ]
    assert by_header.json()["version"] == 2
    assert (fresh.json()["fault"], fresh.json()["version"]) == ("漏水", 3)


def test_a_request_sent_again_is_done_once(world: World) -> None:
    omar = program(world, "omar")

    first = omar.post(ORDERS, report(world), Idempotency_Key="k-1")
    again = omar.post(ORDERS, report(world), Idempotency_Key="k-1")
    other = omar.post(ORDERS, report(world, fault="灯不亮"), Idempotency_Key="k-1")

    assert (first.status_code, again.status_code, other.status_code) == (201, 201, 422)
    assert first.json() == again.json()
    assert ORDER.model.objects.count() == 1
    assert other.json()["problems"][0]["code"] == "submission"
    mine = program(world, "mira").post(ORDERS, report(world), Idempotency_Key="k-1")
    assert mine.status_code == 201
    assert mine.json()["id"] != first.json()["id"]


def test_all_problems_come_at_once_with_their_fields(world: World) -> None:
    refused = program(world, "omar").post(ORDERS, {"fault": 5, "trade": "wine", "is_urgent": "yes", "state": "done"})

    assert refused.status_code == 422
    assert {p["field"] for p in refused.json()["problems"]} == {"place", "fault", "trade", "is_urgent", "state"}


def test_masked_fields_come_masked(world: World) -> None:
    a_student(world)
    people = program(world, "mira").get("/people/")["items"]
    assert all("phone" not in p for p in people)
    student = program(world, "mira").get("/students/")["items"][0]
    assert "陈小禾" not in str(student)


def test_a_long_list_is_walked_by_cursor_without_gaps(world: World) -> None:
    for n in range(7):
        change(an_order(world), by=actor_of(world, "mira"), values={"fault": f"第{n % 3}类故障"})
    mira = program(world, "mira")
    for sort in ("-id", "id", "fault", "-fault", "due_on", "-due_on", "-reported_at"):
        seen: list[int] = []
        cursor = ""
        while True:
            told = mira.get(f"{ORDERS}?limit=2&sort={sort}{cursor}")
            seen += [one["id"] for one in told["items"]]
            if told["next"] is None:
                break
            cursor = f"&cursor={told['next']}"
        assert sorted(seen) == sorted(RepairOrder.objects.values_list("id", flat=True)), sort


def test_empty_dates_come_last_and_the_cursor_passes_them(world: World) -> None:
    mira = program(world, "mira")
    for days in (None, 3, None, 1):
        due = None if days is None else clock.today() + timedelta(days=days)
        change(an_order(world), by=Actor.system(world.school.pk), values={"due_on": due})

    first = mira.get(f"{ORDERS}?limit=3&sort=due_on")
    rest = mira.get(f"{ORDERS}?limit=3&sort=due_on&cursor={first['next']}")

    dues = [one["due_on"] for one in first["items"] + rest["items"]]
    assert dues == [*sorted(d for d in dues if d), None, None]


def test_filters_narrow_and_words_find(world: World) -> None:
    order, _ = an_order(world), an_order(world, "south")
    mira = program(world, "mira")

    assert len(mira.get(f"{ORDERS}?campus={world.north.pk}")["items"]) == 1
    assert len(mira.get(f"{ORDERS}?state=open&is_urgent=false")["items"]) == 2
    assert mira.get(f"{ORDERS}?state=done")["items"] == []
    assert len(mira.get(f"{ORDERS}?q=龙头")["items"]) == 2
    day = clock.today().isoformat()
    assert len(mira.get(f"{ORDERS}?reported_at__gte={day}T00:00:00%2B08:00")["items"]) == 2
    assert mira.get(f"{ORDERS}?reported_at__lt=2020-01-01T00:00:00Z")["items"] == []
    assert mira.get(f"{ORDERS}?number={order.number}")["items"][0]["id"] == order.pk


@pytest.mark.parametrize(
    "query",
    ["stat=open", "state=wrong", "limit=0", "limit=201", "limit=x", "sort=place", "cursor=abc", "campus=x", f"campus={9**40}", "is_urgent=maybe",
     "reported_at__gte=heute", "state=open&state=done", "due_on=0001-01-01", "q=%00"],
)  # fmt: skip
def test_a_wrong_parameter_is_named_not_ignored(world: World, query: str) -> None:
    response = program(world, "mira").send("GET", f"{ORDERS}?{query}")
    assert response.status_code == 400
    assert response.json()["problems"]


def test_a_list_costs_as_many_queries_for_thirty_rows_as_for_three(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    mira = program(world, "mira")
    for n in range(33):
        order = an_order(world)
        if n % 2:
            mira.post(f"{ORDERS}{order.pk}/assign/", {"worker": world.people["hao"].pk})
    for limit in (3, 30):
        with django_assert_num_queries(2):
            assert len(mira.get(f"{ORDERS}?limit={limit}")["items"]) == limit


@pytest.mark.parametrize(
    "raw",
    [b"{", b"[]", b"5", b'{"fault": NaN}', b'{"a": 1e999999999}', b"\xff\xfe", b"[" * 100_000, b'{"place": ' + b"9" * 5000 + b"}",
     b'{"place": 99999999999999999999, "fault": "x"}', b'{"place": {"a": [1]}, "fault": "x"}', b'{"place": 1, "fault": "\\u0000"}',
     b'{"place": 1, "fault": "\\ud800"}', b'{"\\ud800": 1}', b'{"place": true, "fault": "x"}'],
)  # fmt: skip
def test_no_body_however_odd_breaks_the_server(world: World, raw: bytes) -> None:
    omar = program(world, "omar")
    made = omar.send("POST", ORDERS, raw=raw)
    assert made.status_code in (400, 422)
    assert made.headers["Content-Type"] == "application/problem+json"
    too_long = omar.post(ORDERS, report(world, fault="漏" * 5000))
    assert too_long.status_code == 422


def test_a_json_mistake_is_told_with_its_place(world: World) -> None:
    told = program(world, "omar").send("POST", ORDERS, raw=b'{\n "fault": "x",\n}').json()
    assert (told["line"], told["column"]) == (3, 1) or told["line"] in (2, 3)
    assert "第" in told["detail"]


def test_numbers_too_large_for_the_database_are_refused_with_a_sentence(world: World) -> None:
    order, mira, hao = an_order(world), program(world, "mira"), program(world, "hao")
    mira.post(f"{ORDERS}{order.pk}/assign/", {"worker": world.people["hao"].pk})
    kind = a_work_kind(world)
    for more in ({"minutes": 10**12}, {"cost": "99999999999.00"}, {"cost": 10**30}):
        refused = hao.post(f"{ORDERS}{order.pk}/finish/", {"lines": [{"kind": kind.pk}], **more})
        assert refused.status_code == 422, more
    refused = hao.post(f"{ORDERS}{order.pk}/finish/", {"lines": [{"kind": kind.pk, "quantity": "999999999999"}]})
    assert refused.status_code == 422
    order.refresh_from_db()
    assert order.state == "assigned"


def test_wrong_method_address_and_content_type_have_their_answers(world: World) -> None:
    mira, order = program(world, "mira"), an_order(world)

    wrong_method = mira.send("PUT", ORDERS, {})
    assert (wrong_method.status_code, wrong_method.headers["Allow"]) == (405, "GET, HEAD, OPTIONS, POST")
    assert mira.send("DELETE", f"{ORDERS}{order.pk}/").status_code == 405
    assert mira.send("GET", f"{ORDERS}{order.pk}/assign/").status_code == 405
    assert mira.send("GET", f"{ORDERS}{9**30}/").status_code == 404
    assert mira.send("GET", "/nothing/").headers["Content-Type"] == "application/problem+json"
    form = Client().post(f"/api/v1{ORDERS}", {"fault": "x"}, headers={"Authorization": f"Bearer {mira.key}"})
    assert form.status_code == 415


def test_figures_by_api_equal_their_rows(world: World) -> None:
    mira = program(world, "mira")
    known = mira.get("/figures/")["items"]
    day = clock.today().isoformat()
    for one in known:
        told = mira.get(f"/figures/{one['key']}/?from={day}&to={day}&split=month")
        assert told["key"] == one["key"]
        assert sum(part["rows"] for part in told["parts"]) == told["rows"]
    assert mira.send("GET", "/figures/no.such/?from=2026-01-01&to=2026-01-02").status_code == 404
    if known:
        assert mira.send("GET", f"/figures/{known[0]['key']}/?from=2026-02-30&to=x").status_code == 400


class TestTokens:
    def test_without_one_there_is_no_answer(self, world: World) -> None:
        response = Client().get(f"/api/v1{ORDERS}")
        assert (response.status_code, response.headers["WWW-Authenticate"]) == (401, 'Bearer realm="houqin"')

    @pytest.mark.parametrize("key", ["", "x", "hq1_" + "a" * 43, "hq999999999999999_" + "a" * 43, "hq0_" + "a" * 43])
    def test_a_made_up_one_is_refused(self, world: World, key: str) -> None:
        assert Client().get(f"/api/v1{ORDERS}", headers={"Authorization": f"Bearer {key}"}).status_code == 401

    def test_a_read_token_reads_only(self, world: World) -> None:
        mira = program(world, "mira", scope="read")
        assert mira.get(ORDERS) == {"items": [], "next": None}
        assert mira.post(ORDERS, report(world)).status_code == 403

    def test_a_token_limited_to_one_ledger_opens_no_other(self, world: World) -> None:
        mira = program(world, "mira", records=("repairs.order",))
        assert mira.send("GET", ORDERS).status_code == 200
        assert mira.send("GET", "/places/").status_code == 403

    def test_an_auditor_may_read_by_token_and_change_nothing(self, world: World) -> None:
        dana = program(world, "dana")
        assert dana.send("GET", ORDERS).status_code == 200
        assert dana.post(ORDERS, report(world)).status_code == 403

    def test_revoked_expired_or_gone_people_have_no_key(self, world: World) -> None:
        mira, hao, omar = (program(world, who) for who in ("mira", "hao", "omar"))
        page = Client()
        page.force_login(user_of(world, "mira"))
        own = ApiToken.objects.get(owner=world.people["mira"].pk)
        assert page.post(f"/me/tokens/{own.pk}/revocation/").status_code == 302
        assert mira.send("GET", ORDERS).status_code == 401
        with clock.at(clock.now() + timedelta(days=31)):
            assert hao.send("GET", ORDERS).status_code == 401
        gone = user_of(world, "omar")
        gone.is_active = False
        gone.save()
        assert omar.send("GET", ORDERS).status_code == 401

    def test_the_page_makes_a_key_that_works_and_shows_it_once(self, world: World) -> None:
        page = Client()
        page.force_login(user_of(world, "mira"))
        made = page.post("/me/tokens/", {"name": "大屏", "scope": "read", "days": "30", "records": ["repairs.order"]})
        key = made.content.decode().split('readonly value="')[1].split('"')[0]

        response = Client().get(f"/api/v1{ORDERS}", headers={"Authorization": f"Bearer {key}"})

        assert response.status_code == 200
        assert key not in page.get("/me/tokens/").content.decode()
        assert not ApiToken.objects.filter(digest=key).exists()
        assert Entry.objects.filter(model="kernel.apitoken").count() == 1

    def test_nobody_revokes_a_token_of_somebody_else(self, world: World) -> None:
        program(world, "mira")
        page = Client()
        page.force_login(user_of(world, "omar"))
        assert page.post(f"/me/tokens/{ApiToken.objects.get().pk}/revocation/").status_code == 404

    def test_a_session_reads_and_changes_only_with_the_csrf_token(self, world: World) -> None:
        page = Client(enforce_csrf_checks=True)
        page.force_login(user_of(world, "mira"))
        body = {"place": world.room.pk, "fault": "门坏了"}

        assert page.get(f"/api/v1{ORDERS}").status_code == 200
        assert page.post(f"/api/v1{ORDERS}", body, content_type="application/json").status_code == 403
        page.get("/me/tokens/")
        csrf = page.cookies["csrftoken"].value
        assert (
            page.post(
                f"/api/v1{ORDERS}", body, content_type="application/json", headers={"X-CSRFToken": csrf}
            ).status_code
            == 201
        )


def test_a_link_to_an_inactive_row_is_no_choice(world: World) -> None:
    order, gone = an_order(world), a_person(world)
    change(gone, by=actor_of(world, "mira"), values={"is_active": False})
    refused = program(world, "mira").post(f"{ORDERS}{order.pk}/assign/", {"worker": gone.pk})
    assert refused.json()["problems"] == [
        {"field": "worker", "message": "维修人：没有这一项，请重新选择。", "code": "invalid_choice"}
    ]
