"""What a phone brings later: once, as the person who did it, at the time it was done; and what it may hold."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from houqin.areas.hazards.models import Hazard
from houqin.areas.hazards.tests.samples import a_hazard
from houqin.areas.inspections.tests.samples import an_inspection
from houqin.areas.inspections.tests.test_phone_pages import a_photo
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import actions, add
from houqin.kernel.declare import register
from houqin.kernel.files import attachments_of
from houqin.kernel.offline.clocks import Told, brought, said
from houqin.kernel.offline.pack import MOST, pack_for
from houqin.kernel.offline.whose import moment_of, stamp, who_of
from houqin.kernel.trail.models import Entry
from houqin.kernel.trail.verify import verify_school
from houqin.tests.people import World, actor_of, user_of

HOUR = 3_600_000


class Phone:
    """What the program on the phone does, said in a few lines. slow: how far its clock is behind."""

    def __init__(self, world: World, who: str, *, slow: timedelta = timedelta(), strict: bool = False) -> None:
        self.client, self.slow = Client(enforce_csrf_checks=strict), slow
        self.client.force_login(user_of(world, who))
        self.hello = self.client.get("/offline/hello").json()

    def clock(self, moment: datetime) -> float:
        return (moment - self.slow).timestamp() * 1000

    def bring(self, url: str, values: dict[str, Any], *, ago: timedelta = timedelta(hours=1), **more: Any) -> Any:
        now = clock.now()
        offset = self.slow.total_seconds() * 1000
        told = {
            "who": self.hello["who"], "at": self.clock(now - ago), "sent": self.clock(now), "waited": None, "offset": offset,
            "offset_now": offset, "stamp": stamp(self.hello["who"], now - ago - timedelta(minutes=1)),
        } | more  # fmt: skip
        headers = {"X-Offline": json.dumps(told)}
        return self.client.post(url, values | {"submission": values.get("submission", "one")}, headers=headers)


def report(world: World, **more: Any) -> dict[str, Any]:
    return {"place": world.room.pk, "what": "扶手松动", "level": "general", "source": "report", **more}


def test_what_was_done_an_hour_ago_is_told_so_and_counts_once(world: World) -> None:
    phone = Phone(world, "guo")
    first = phone.bring("/hazards/new/", report(world, photos=[a_photo()]))
    again = phone.bring("/hazards/new/", report(world, photos=[a_photo()]))

    hazard = Hazard.objects.get()
    assert first.json() == again.json() | {"outcome": "done", "problems": [], "go": f"/hazards/{hazard.pk}/"}
    assert attachments_of(hazard).count() == 1
    assert abs(clock.now() - timedelta(hours=1) - hazard.found_at) < timedelta(seconds=20)
    entry = Entry.objects.get(model="hazards.hazard", verb__endswith="report")
    assert abs(clock.now() - entry.recorded_at) < timedelta(seconds=20)
    assert entry.happened_at == hazard.found_at
    assert verify_school(world.school) == []


def test_the_story_says_what_the_phone_said(world: World) -> None:
    phone = Phone(world, "guo", slow=timedelta(hours=3))
    phone.bring("/hazards/new/", report(world), ago=timedelta(hours=4))

    page = phone.client.get(f"/hazards/{Hazard.objects.get().pk}/more/").content.decode()
    assert "手机比系统慢 3 小时，已校正" in page
    assert "补录" in page


def test_a_repeat_with_the_attachments_door_keeps_one_photo(world: World) -> None:
    hazard, phone = a_hazard(world), Phone(world, "mira")
    url = f"/attachments/hazards.hazard/{hazard.pk}/"
    for _ in range(3):
        assert phone.bring(url, {"files": [a_photo()]}).json()["outcome"] == "done"
    assert attachments_of(hazard).count() == 1


def test_a_refusal_tells_every_sentence_and_leaves_the_id_free(world: World) -> None:
    phone = Phone(world, "guo")
    refused = phone.bring("/hazards/new/", report(world, place="", what=""))
    assert (refused.status_code, refused.json()["outcome"]) == (422, "refused")
    assert len(refused.json()["problems"]) == 2
    assert "page" in refused.json()

    assert phone.bring("/hazards/new/", report(world)).json()["outcome"] == "done"
    assert Hazard.objects.count() == 1


def test_a_conflict_shows_both_versions(world: World, mira: Actor) -> None:
    hazard = a_hazard(world)
    phone = Phone(world, "mira")
    seen = hazard.version
    done = phone.bring(f"/hazards/{hazard.pk}/protect/", {"protection": "围起来了", "version": seen, "submission": "a"})
    assert done.json()["outcome"] == "done"

    late = phone.bring(f"/hazards/{hazard.pk}/protect/", {"protection": "派人看着", "version": seen, "submission": "b"})
    told = late.json()
    assert (late.status_code, told["outcome"]) == (409, "stale")
    assert {"label": "临时防护", "seen": "空", "now": "围起来了"} in told["differences"]
    hazard.refresh_from_db()
    assert hazard.protection == "围起来了"


def test_nobody_brings_what_another_did(world: World) -> None:
    phone = Phone(world, "guo")
    other = phone.bring("/hazards/new/", report(world), who=who_of(actor_of(world, "omar")))
    assert (other.status_code, other.json()["outcome"]) == (409, "other")
    phone.client.logout()
    gone = phone.bring("/hazards/new/", report(world))
    assert (gone.status_code, gone.json()["outcome"]) == (401, "sign_in")
    assert not Hazard.objects.exists()


def test_an_old_page_is_told_to_ask_for_a_new_token(world: World) -> None:
    phone = Phone(world, "guo", strict=True)
    expired = phone.bring("/hazards/new/", report(world, csrfmiddlewaretoken="x" * 32))
    assert (expired.status_code, expired.json()["outcome"]) == (403, "expired")
    token = phone.client.get("/offline/hello").json()["csrf"]
    done = phone.bring("/hazards/new/", report(world, csrfmiddlewaretoken=token))
    assert done.json()["outcome"] == "done"


def test_a_row_out_of_reach_is_refused_with_a_sentence(world: World) -> None:
    hazard = a_hazard(world, "south")
    answer = Phone(world, "nan").bring(f"/hazards/{hazard.pk}/protect/", {"protection": "x"})
    assert (answer.status_code, answer.json()["outcome"]) == (422, "refused")
    assert "不在您的管理范围内" in answer.json()["problems"][0]["message"]


@pytest.mark.parametrize(
    "header", ["", "x", "[]", "{}", '{"at": NaN, "sent": 1}', '{"at": 1e400, "sent": 1}', '{"at": "1", "sent": true}']
)
def test_nonsense_is_refused_and_breaks_nothing(world: World, header: str) -> None:
    client = Client()
    client.force_login(user_of(world, "guo"))
    answer = client.post("/hazards/new/", report(world), headers={"X-Offline": header})
    assert (answer.status_code, answer.json()["outcome"]) == (400, "refused")
    assert not Hazard.objects.exists()


NOW = datetime.fromisoformat("2026-05-20T09:00:00+08:00")


def told(*, ago: float = 1.0, slow: float = 0, moved: float = 0, since: float | None = 2, **more: Any) -> Told:
    """In hours. moved: how far the phone's clock was set forward in between."""
    at = NOW.timestamp() * 1000 - (ago + slow) * HOUR
    values: dict[str, Any] = {
        "who": "w", "at": at, "sent": NOW.timestamp() * 1000 - (slow - moved) * HOUR, "waited": None, "offset": slow * HOUR,
        "offset_now": (slow - moved) * HOUR, "stamp": "" if since is None else stamp("w", NOW - timedelta(hours=since)), "now": False,
        "watched": False,
    }  # fmt: skip
    return Told(**values | more)


@pytest.mark.parametrize("slow", [0, 3, -5, 24 * 365])
def test_a_wrong_clock_is_corrected(slow: float) -> None:
    found = brought(told(slow=slow), NOW)
    assert found.at == NOW - timedelta(hours=1)
    assert not found.is_doubtful
    assert found.phone["slow"] == slow * 3600


@pytest.mark.parametrize(
    ("case", "at", "odd"),
    [
        (told(ago=-1), NOW, "晚于实际可能的时间"),
        (told(ago=5), NOW - timedelta(hours=2), "早于上次联网的时间"),
        (told(moved=0.5), NOW - timedelta(hours=1), "手机时钟被调过约 30 分钟"),
        (told(moved=-0.5), NOW - timedelta(hours=0.5), "手机时钟被调过约 30 分钟"),
        (told(moved=5000), NOW - timedelta(hours=1), "手机时钟被调过"),
        (told(moved=-5000), NOW - timedelta(hours=1), "手机时钟被调过"),
        (told(since=None), NOW - timedelta(hours=1), "没有可核对的联网时间"),
        (told(stamp="1.forged"), NOW - timedelta(hours=1), "没有可核对的联网时间"),
        (told(offset=None, offset_now=None), NOW - timedelta(hours=1), "没有校对过"),
        (told(ago=0, waited=HOUR), NOW - timedelta(hours=1), "晚于实际可能的时间"),
        (told(at=1e14), NOW, "晚于实际可能的时间"),
        (told(at=-1e14), NOW - timedelta(hours=2), "早于上次联网的时间"),
    ],
)
def test_an_unlikely_time_is_bounded_and_marked(case: Told, at: datetime, odd: str) -> None:
    found = brought(case, NOW)
    assert found.at == at
    assert odd in found.phone["odd"]
    assert "时间存疑" in said(found.phone)


def test_a_stamp_is_of_one_person() -> None:
    assert moment_of("w", stamp("w", NOW)) == NOW
    assert moment_of("v", stamp("w", NOW)) is None
    assert moment_of("w", "999999999999999.x") is None


def test_a_missed_window_is_not_missed_if_a_phone_was_there(world: World, guo: Actor) -> None:
    inspection = an_inspection(world, window_end=clock.now() + timedelta(minutes=5))
    phone = Phone(world, "guo")
    later = clock.now() + timedelta(hours=2)
    with clock.at(later):
        actions.get("inspections.inspection.miss")(inspection, by=Actor.system(world.school.pk))  # type: ignore[misc]
        done = phone.bring(f"/inspections/{inspection.pk}/start/", {}, ago=timedelta(hours=2))
        tardy = phone.bring(f"/inspections/{inspection.pk}/start/", {"submission": "b"}, ago=timedelta(minutes=20))
    inspection.refresh_from_db()
    assert (done.json()["outcome"], inspection.state, inspection.missed_at) == ("done", "under_way", None)
    assert abs(inspection.started_at - (later - timedelta(hours=2))) < timedelta(seconds=5)
    assert tardy.json()["outcome"] == "done"  # it is under way: nothing is left to begin


def test_whoever_was_too_late_is_told_to_enter_it_late(world: World) -> None:
    inspection = an_inspection(world, window_end=clock.now() + timedelta(minutes=5))
    phone = Phone(world, "guo")
    with clock.at(clock.now() + timedelta(hours=2)):
        actions.get("inspections.inspection.miss")(inspection, by=Actor.system(world.school.pk))  # type: ignore[misc]
        answer = phone.bring(f"/inspections/{inspection.pk}/start/", {}, ago=timedelta(minutes=20))
    assert answer.json()["outcome"] == "refused"
    assert "补录" in answer.json()["problems"][0]["message"]


@pytest.mark.parametrize("who", ["guo", "hao", "omar", "mira", "lena", "dana", "ming", "shen"])
def test_the_pack_holds_what_the_person_may_open_and_nothing_else(world: World, who: str) -> None:
    for campus in ("north", "south"):
        an_inspection(world, campus)
        a_hazard(world, campus)
    client = Client()
    client.force_login(user_of(world, who))
    pack = client.get("/offline/pack.json").json()
    assert 3 <= len(pack["pages"]) <= MOST
    for page in pack["pages"]:
        answer = client.get(page["url"], headers={"X-Hold": "1"})
        assert answer.status_code == 200, page
        assert answer["X-Who"] == pack["who"]
        assert "no-store" not in answer.get("Cache-Control", "")


def test_a_guard_has_the_sheet_of_a_check_that_has_not_begun(world: World, guo: Actor) -> None:
    inspection = an_inspection(world)
    an_inspection(world, title="别人的", assignee_post="dorm_manager")
    urls = [one.url for one in pack_for(guo)]
    assert f"/inspections/{inspection.pk}/finish/" in urls
    assert sum("/finish/" in url for url in urls) == 1
    client = Client()
    client.force_login(user_of(world, "guo"))
    assert client.get(f"/inspections/{inspection.pk}/finish/").status_code == 302
    sheet = client.get(f"/inspections/{inspection.pk}/finish/", headers={"X-Hold": "1"})
    assert "校门关闭上锁" in sheet.content.decode()


def test_fetching_pages_to_hold_takes_nobody_their_message(world: World) -> None:
    client = Client()
    client.force_login(user_of(world, "guo"))
    client.post("/hazards/new/", report(world))
    assert "已保存" not in client.get("/", headers={"X-Hold": "1"}).content.decode()
    assert "已保存" in client.get("/").content.decode()


def test_the_shell_names_nobody_and_stands_without_a_session(world: World) -> None:
    client = Client()
    client.force_login(user_of(world, "guo"))
    for page in (client.get("/offline/"), Client().get("/offline/")):
        assert page.status_code == 200
        assert "guo" not in page.content.decode()
        assert world.school.name not in page.content.decode()
    assert Client().get("/offline/hello").json()["who"] == "-"
    assert Client().get("/offline/pack.json").status_code == 302


def test_every_verb_that_opts_in_has_its_place_in_a_declaration() -> None:
    opted = [act for act in actions if act.offline]
    assert len(opted) >= 5
    for act in opted:
        assert act in register.for_model(act.model).access.verbs, act.key


def test_a_form_that_opts_in_is_marked_and_another_is_not(world: World) -> None:
    client = Client()
    client.force_login(user_of(world, "mira"))
    hazard = a_hazard(world)
    assert "data-offline " in client.get(f"/hazards/{hazard.pk}/protect/").content.decode()
    assert "data-offline " not in client.get(f"/hazards/{hazard.pk}/escalate/").content.decode()


def test_photos_of_a_refused_check_come_once_with_the_mended_one(world: World) -> None:
    inspection = an_inspection(world)
    phone = Phone(world, "guo")
    begun = phone.bring(f"/inspections/{inspection.pk}/start/", {}, ago=timedelta(minutes=5))
    assert begun.json()["go"].endswith("/finish/")
    url, values = (
        f"/inspections/{inspection.pk}/finish/",
        {"v-gate": "fault", "w-gate": "锁坏了", "v-rcd": "正常跳闸", "rest_ok": "1"},
    )
    refused = phone.bring(url, values | {"submission": "b", "p-gate": a_photo()}, ago=timedelta(minutes=4))
    assert "水压" in refused.json()["problems"][0]["message"]
    for _ in range(2):
        whole = values | {"submission": "b", "p-gate": a_photo(), "v-pressure": "0.3"}
        assert phone.bring(url, whole, ago=timedelta(minutes=4)).json()["outcome"] == "done"
    assert attachments_of(inspection.findings.get()).count() == 1


def test_the_list_to_search_in_is_of_the_persons_own_reach(world: World) -> None:
    for n in range(140):
        world.place(f"水房{n}", campus="north" if n % 2 else "south")
    client = Client()
    client.force_login(user_of(world, "guo"))
    offered = {one["key"]: one["version"] for one in client.get("/offline/pack.json").json()["lists"]}
    held = client.get("/offline/rows/foundation.place").json()
    reach = register.get("foundation.place").visible_to(actor_of(world, "guo"))
    assert held["version"] == offered["foundation.place"]
    assert {pk for pk, _, _ in held["rows"]} == set(reach.values_list("pk", flat=True))
    assert any(name.endswith("水房7") for _, name, _ in held["rows"])
    world.place("新水房")
    assert client.get("/offline/rows/foundation.place").json()["version"] != held["version"]
    assert client.get("/offline/rows/foundation.holding").status_code == 404
    assert client.get("/offline/rows/nothing.at_all").status_code == 404


def test_a_new_row_brought_later_is_dated_when_it_was_done_unless_said_otherwise(world: World, omar: Actor) -> None:
    then, before = clock.now() - timedelta(hours=5), clock.now() - timedelta(hours=9)
    with clock.bringing(clock.Brought(at=then, phone={"at": then.isoformat()})):
        order = add(register.get("repairs.order"), by=omar, values={"place": world.room, "fault": "灯不亮"})
        dated = {"place": world.room, "fault": "灯不亮", "reported_at": before}
        other = add(register.get("repairs.order"), by=omar, values=dated)
    assert (order.reported_at, other.reported_at) == (then, before)
    entry = Entry.objects.get(model="repairs.repairorder", row_id=order.pk)
    assert (entry.happened_at, entry.is_late) == (then, True)
    assert abs(clock.now() - entry.recorded_at) < timedelta(seconds=20)
