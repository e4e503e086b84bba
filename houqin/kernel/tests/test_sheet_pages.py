"""The pages of an import, from upload to confirmation, and of an export."""

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from houqin.kernel import clock
from houqin.kernel.actions import change
from houqin.kernel.clockwork import forget_old_jobs
from houqin.kernel.declare import register
from houqin.kernel.jobs.models import Job
from houqin.kernel.sheets import pages
from houqin.kernel.sheets.models import Import, ImportRow
from houqin.tests.people import World, actor_of

ORDER: Any = register.get("repairs.order")
RowOf = Callable[..., Any]
HEADS = "单号\t场所编码\t故障描述\t工种"


@pytest.fixture
def browse(world: World) -> Callable[[str], Client]:
    def browser(who: str) -> Client:
        client = Client()
        user: Any = world.people[who].user
        client.force_login(user)
        return client

    return browser


@pytest.fixture
def mira_browses(browse: Callable[[str], Client]) -> Client:
    return browse("mira")


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs run as soon as they are asked for; a test's transaction never commits."""
    from django.db import transaction

    monkeypatch.setattr(transaction, "on_commit", lambda do, *_, **__: do())


def sheet(*lines: str) -> str:
    return "\n".join([HEADS, *lines])


def upload(client: Client, content: str, path: str = "/repairs/orders/import/") -> Any:
    return client.post(path, {"text": content})


def test_rows_are_rehearsed_shown_and_written_only_when_confirmed(
    world: World, mira_browses: Client, at_once: None
) -> None:
    sent = upload(mira_browses, sheet(f"\t{world.room.code}\t灯不亮\t电"))
    page = mira_browses.get(sent.url)
    assert "确认导入 1 行" in page.content.decode()
    assert not ORDER.model.objects.exists()

    mira_browses.post(sent.url + "confirmation/")
    mira_browses.post(sent.url + "confirmation/")

    assert ORDER.model.objects.count() == 1
    assert "已导入 1 行" in mira_browses.get(sent.url).content.decode()


def test_bad_rows_are_listed_marked_and_left_out_only_on_purpose(
    world: World, mira_browses: Client, at_once: None
) -> None:
    sent = upload(mira_browses, sheet(f"\t{world.room.code}\t灯不亮\t电", "\t没有这里\t灯不亮\t空调"))
    page = mira_browses.get(sent.url).content.decode()
    assert "没有“空调”这一项" in page
    assert "只导入其余 1 行" in page

    assert mira_browses.post(sent.url + "confirmation/").status_code == 422
    assert not ORDER.model.objects.exists()
    marked = b"".join(mira_browses.get(sent.url + "errors/").streaming_content)  # type: ignore[attr-defined]
    assert "没有“空调”这一项" in load_workbook(io.BytesIO(marked)).worksheets[0]["D3"].comment.text

    mira_browses.post(sent.url + "confirmation/", {"skip": "1"})
    assert ORDER.model.objects.count() == 1


def test_a_change_between_rehearsal_and_confirmation_is_not_overwritten(
    world: World, mira_browses: Client, a_row_of: RowOf, at_once: None
) -> None:
    order = a_row_of(ORDER)
    sent = upload(
        mira_browses, sheet(f"{order.number}\t{world.room.code}\t水管爆裂\t水", f"\t{world.room.code}\t灯不亮\t电")
    )
    change(order, by=actor_of(world, "nan"), values={"fault": "已改成别的"})

    mira_browses.post(sent.url + "confirmation/")

    page = mira_browses.get(sent.url).content.decode()
    assert "第 2 行对应的记录有人改过" in page
    order.refresh_from_db()
    assert order.fault == "已改成别的"
    assert ORDER.model.objects.count() == 1


def test_a_change_elsewhere_does_not_stand_in_the_way(
    world: World, mira_browses: Client, a_row_of: RowOf, at_once: None
) -> None:
    order = a_row_of(ORDER)
    sent = upload(mira_browses, sheet(f"{order.number}\t{world.room.code}\t水管爆裂\t水"))
    change(order, by=actor_of(world, "nan"), values={"is_urgent": True})
    mira_browses.post(sent.url + "confirmation/")
    order.refresh_from_db()
    assert (order.fault, order.is_urgent) == ("水管爆裂", True)


def test_two_people_import_at_once_and_see_only_their_own(
    world: World, browse: Callable[[str], Client], at_once: None
) -> None:
    mira, nan = browse("mira"), browse("nan")
    hers = upload(mira, sheet(f"\t{world.room.code}\t灯不亮\t电"))
    his = upload(nan, sheet(f"\t{world.room.code}\t窗不关\t木"))
    assert nan.get(hers.url).status_code == 404
    for client, sent in ((mira, hers), (nan, his)):
        client.post(sent.url + "confirmation/")
    assert {o.fault for o in ORDER.model.objects.all()} == {"灯不亮", "窗不关"}


def test_a_file_that_cannot_be_read_is_said_on_the_spot(mira_browses: Client, at_once: None) -> None:
    sent = mira_browses.post("/repairs/orders/import/", {"file": SimpleUploadedFile("坏.xlsx", b"PK\x03\x04xx")})
    assert sent.status_code == 422
    assert "已损坏" in sent.content.decode()
    assert not Import.objects.exists()


def test_whoever_may_not_import_is_told_who_may(browse: Callable[[str], Client]) -> None:
    assert browse("guo").get("/terms/import/").status_code == 403
    assert browse("hao").get("/people/export/").status_code == 403


def test_the_template_has_the_headers_and_explains_them(mira_browses: Client) -> None:
    made = b"".join(mira_browses.get("/repairs/orders/template/").streaming_content)  # type: ignore[attr-defined]
    book = load_workbook(io.BytesIO(made))
    assert [cell.value for cell in book.worksheets[0][1]][:3] == ["单号", "场所编码", "故障描述"]
    assert book.worksheets[0].max_row == 1
    told: dict[Any, Any] = {row[0].value: row for row in book["说明"].iter_rows(min_row=2)}
    assert told["工种"][3].value.startswith("水、电、木")
    assert told["故障描述"][2].value == "是"


def test_an_export_follows_the_list_s_filters(world: World, mira_browses: Client, a_row_of: RowOf) -> None:
    a_row_of(ORDER, campus="north")
    a_row_of(ORDER, campus="south")
    answer = mira_browses.get(f"/repairs/orders/export/?campus={world.north.pk}&format=csv")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
    assert len(lines) == 2
    assert world.room.code in lines[1]


def test_a_large_export_goes_to_the_background_and_only_its_asker_gets_the_file(
    mira_browses: Client,
    browse: Callable[[str], Client],
    a_row_of: RowOf,
    at_once: None,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(pages, "AT_ONCE", 1)
    for _ in range(3):
        a_row_of(ORDER)
    sent: Any = mira_browses.get("/repairs/orders/export/")
    job = Job.objects.get(kind="sheets.export")
    assert sent.url == f"/jobs/{job.pk}/"
    made = b"".join(mira_browses.get(f"/jobs/{job.pk}/file/").streaming_content)  # type: ignore[attr-defined]
    assert load_workbook(io.BytesIO(made)).worksheets[0].max_row == 4
    assert browse("nan").get(f"/jobs/{job.pk}/file/").status_code == 404


def test_what_was_sent_is_forgotten_after_a_month(world: World, mira_browses: Client, at_once: None) -> None:
    upload(mira_browses, sheet(f"\t{world.room.code}\t灯不亮\t电"))
    forget_old_jobs(world.school, clock.now() + timedelta(days=29))
    assert ImportRow.objects.count() == 1
    forget_old_jobs(world.school, clock.now() + timedelta(days=31))
    assert (ImportRow.objects.count(), Import.objects.count(), Job.objects.count()) == (0, 0, 0)
