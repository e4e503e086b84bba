from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from houqin.areas.hazards.models import Hazard
from houqin.areas.inspections.actions import begin, start
from houqin.areas.inspections.models import Checklist, Inspection
from houqin.areas.inspections.tests.samples import a_checklist, a_point, an_inspection
from houqin.kernel.access import Actor
from houqin.kernel.files import attachments_of
from houqin.tests.people import World

GOOD = {"v-gate": "ok", "v-stairs": "ok", "v-pressure": "0.3", "v-rcd": "正常跳闸", "submission": "one"}


@pytest.fixture
def phone(world: World) -> Any:
    def of(who: str) -> Client:
        client = Client()
        client.force_login(world.people[who].user)  # type: ignore[arg-type]
        return client

    return of


def a_photo() -> SimpleUploadedFile:
    file = BytesIO()
    Image.new("RGB", (40, 30), "red").save(file, "JPEG")
    return SimpleUploadedFile("a.jpg", file.getvalue(), "image/jpeg")


def test_a_guard_sees_his_own_inspection_and_starts_it(world: World, phone: Any) -> None:
    inspection = an_inspection(world)
    an_inspection(world, title="别人的", assignee_post="dorm_manager")

    page = phone("guo").get("/inspections/today/").content.decode()
    assert f"/inspections/{inspection.pk}/start/" in page
    assert "别人的" not in page
    assert "开始检查" in phone("guo").get(f"/inspections/{inspection.pk}/start/").content.decode()
    done = phone("guo").post(f"/inspections/{inspection.pk}/start/", {"submission": "s"})

    assert done["Location"] == f"/inspections/{inspection.pk}/finish/"
    assert "正常 0.2～0.6MPa" in phone("guo").get(done["Location"]).content.decode()


def test_nothing_is_ticked_beforehand(world: World, phone: Any, guo: Actor) -> None:
    inspection = an_inspection(world)
    start(inspection, by=guo)

    assert " checked" not in phone("guo").get(f"/inspections/{inspection.pk}/finish/").content.decode()


def test_a_fault_with_its_photo_becomes_a_hazard_with_the_photo(world: World, phone: Any, guo: Actor) -> None:
    inspection = an_inspection(world)
    start(inspection, by=guo)
    told = GOOD | {
        "v-gate": "fault",
        "w-gate": "锁坏了",
        "t-gate": "hazard",
        "l-gate": str(world.room.pk),
        "p-gate": a_photo(),
    }

    done = phone("guo").post(f"/inspections/{inspection.pk}/finish/", told)

    hazard = Hazard.objects.get()
    assert done["Location"] == f"/inspections/{inspection.pk}/"
    assert (hazard.place, hazard.what) == (world.room, "校门关闭上锁：锁坏了")
    assert [one.kind for one in attachments_of(hazard)] == ["photo"]


def test_a_refusal_keeps_what_was_typed_and_says_what_is_missing_where(world: World, phone: Any, guo: Actor) -> None:
    inspection = an_inspection(world)
    start(inspection, by=guo)

    answer = phone("guo").post(
        f"/inspections/{inspection.pk}/finish/", {"v-stairs": "fault", "w-stairs": "有水", "submission": "x"}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="有水"' in page
    assert "第 1 项“校门关闭上锁”还没有填" in page
    assert 'name="submission" value="x"' in page


def test_pressing_submit_twice_finishes_once(world: World, phone: Any, guo: Actor) -> None:
    inspection = an_inspection(world)
    start(inspection, by=guo)
    url, told = f"/inspections/{inspection.pk}/finish/", GOOD | {"v-stairs": "fault", "w-stairs": "有水"}

    answers = [phone("guo").post(url, told) for _ in range(2)]

    assert [a.status_code for a in answers] == [302, 302]
    assert inspection.findings.count() == 1


def test_the_rest_is_passed_with_one_press(world: World, phone: Any, guo: Actor) -> None:
    inspection = an_inspection(world)
    start(inspection, by=guo)

    phone("guo").post(
        f"/inspections/{inspection.pk}/finish/",
        {"v-pressure": "0.3", "v-rcd": "正常跳闸", "rest_ok": "1", "submission": "r"},
    )

    inspection.refresh_from_db()
    assert (inspection.state, inspection.rest_ok) == ("done", ["gate", "stairs"])


def test_points_are_proven_on_the_page_and_a_wrong_code_gets_a_sentence(world: World, phone: Any, guo: Actor) -> None:
    point = a_point(world)
    inspection = begin(by=guo, round=point.round)
    url = f"/inspections/{inspection.pk}/visit/"

    wrong = phone("guo").post(url, {"code": world.room.code, "submission": "a"}, headers={"HX-Request": "true"})
    assert "不在本次巡查" in wrong.content.decode()
    right = phone("guo").post(url, {"code": point.place.code, "submission": "b"}, headers={"HX-Request": "true"})

    assert "点位 1/1" in right.content.decode()
    assert "<html" not in right.content.decode()


def test_a_missed_inspection_is_entered_late_on_the_same_screen(world: World, phone: Any) -> None:
    from houqin.areas.inspections.actions import miss
    from houqin.areas.inspections.tests.samples import system

    inspection = an_inspection(world)
    miss(inspection, by=system(world))
    url = f"/inspections/{inspection.pk}/enter-late/"
    assert "补录后仍计为漏检" in phone("guo").get(url).content.decode()

    assert phone("guo").post(url, GOOD).status_code == 422
    happened = inspection.window_start.astimezone().strftime("%Y-%m-%dT%H:%M:%S%z")
    assert phone("guo").post(url, GOOD | {"happened_at": happened, "reason": "没有信号"}).status_code == 302

    assert Inspection.objects.get().state == "late"


def test_another_campus_gets_404_and_another_post_403(world: World, phone: Any, guo: Actor) -> None:
    inspection = an_inspection(world)
    start(inspection, by=guo)

    for tail in ("start/", "finish/", "visit/", "enter-late/"):
        assert phone("lena").get(f"/inspections/{inspection.pk}/{tail}").status_code == 404
        assert phone("omar").get(f"/inspections/{inspection.pk}/{tail}").status_code == 403


def test_a_checklist_is_revised_on_the_form_filled_with_its_present_edition(world: World, phone: Any) -> None:
    checklist = a_checklist(world)

    page = phone("mira").get(f"/checklists/{checklist.pk}/revise/").content.decode()
    assert 'value="校门关闭上锁"' in page
    assert "正常跳闸、!不跳闸、本周不试" in page
    told = {
        "items-0-text": "只查这一项",
        "items-0-kind": "ok",
        "items-0-required": "on",
        "why": "精简",
        "submission": "v2",
    }
    phone("mira").post(f"/checklists/{checklist.pk}/revise/", told)

    edition = checklist.versions.get(is_current=True)
    assert (edition.edition, [i.text for i in edition.items.all()]) == (2, ["只查这一项"])


def test_the_shipped_checklists_come_with_one_press(world: World, phone: Any) -> None:
    assert "装入系统自带的检查表" in phone("mira").get("/inspections/today/").content.decode()

    phone("mira").post("/checklists/install/")

    assert Checklist.objects.filter(is_shipped=True).count() >= 30
    assert phone("guo").get("/checklists/install/").status_code == 403
