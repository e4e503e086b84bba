"""A director uploads last year's summary, decides its slots one by one, and takes the new document away."""

import io
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from docx import Document

from houqin.areas.summaries import filling_actions as actions
from houqin.areas.summaries.models import FilledSlot, Filling, RememberedSlot
from houqin.areas.summaries.review import wrong_sums
from houqin.areas.summaries.tests.played import Terms, terms
from houqin.kernel.access import Actor, Forbidden
from houqin.kernel.actions import Refused
from houqin.kernel.files import disk, upload_from
from houqin.kernel.jobs.models import Job
from houqin.kernel.trail.seal import seal_school
from houqin.kernel.trail.verify import verify_school
from houqin.tests.people import World

__all__ = ["terms"]

TEXT = "20__年春季总结\n本学期接报修__次，其中水工报修20次。\n水龙头共处置__只。\n新购图书__册。\n"


def read(terms: Terms, by: Actor, text: str = TEXT, **asked: Any) -> Filling:
    return actions.read_old(by=by, files=[upload_from(text.encode(), "去年总结.txt")], term=terms.second, **asked)


def slot(filling: Filling, measure: str) -> FilledSlot:
    return filling.slots.get(measure=measure)


def browser(world: World, who: str) -> Client:
    client = Client()
    client.force_login(world.people[who].user)  # type: ignore[arg-type]
    return client


def new_lines(filling: Filling) -> list[str]:
    content = disk.path_of(filling.school_id, actions.new_file(filling).sha256).read_bytes()
    return [paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs]


def test_every_slot_is_kept_with_its_reason_and_nothing_is_decided(terms: Terms, mira: Actor) -> None:
    filling = read(terms, mira)

    kept = {row.measure: (row.value, row.sure, row.choice) for row in filling.slots.all()}
    assert kept["接报修"] == (13, True, "open")
    assert kept["新购图书"] == (None, False, "open")
    assert all(row.why for row in filling.slots.all())
    assert slot(filling, "接报修").text[slot(filling, "接报修").offset :].startswith("__次")


def test_only_what_was_decided_is_written(terms: Terms, mira: Actor) -> None:
    filling = read(terms, mira)
    actions.confirm(slot(filling, "接报修"), by=mira)
    actions.correct(slot(filling, "新购图书"), by=mira, written="300")
    actions.leave(slot(filling, "水工报修"), by=mira)

    actions.produce(filling, by=mira)

    assert new_lines(filling)[1:] == ["本学期接报修13次，其中水工报修20次。", "水龙头共处置__只。", "新购图书300册。"]
    assert filling.state == Filling.State.DONE


def test_one_tap_confirms_all_that_is_sure_and_nothing_else(terms: Terms, mira: Actor) -> None:
    filling = read(terms, mira)

    actions.confirm_sure(filling, by=mira)

    assert {row.measure for row in filling.slots.filter(choice="used")} == {"年份", "接报修", "水工报修"}
    assert slot(filling, "新购图书").choice == "open"


def test_what_the_ledgers_do_not_have_cannot_be_confirmed(terms: Terms, mira: Actor) -> None:
    with pytest.raises(Refused, match="台账没有给出"):
        actions.confirm(slot(read(terms, mira), "新购图书"), by=mira)


def test_another_figure_is_counted_and_remembered_for_the_next_summary(terms: Terms, mira: Actor) -> None:
    first = read(terms, mira)
    unclear = slot(first, "水龙头共处置")
    assert not unclear.sure

    actions.correct(unclear, by=mira, figure="更换水龙头")

    assert (unclear.written, unclear.figure, unclear.asked) == ("24", "repairs.work", {"item": ["water.tap"]})
    again = slot(read(terms, mira, TEXT.replace("20次", "8次")), "水龙头共处置")
    assert (again.value, again.sure) == (Decimal(24), True)
    assert "确认" in again.why


@pytest.mark.parametrize(
    "text",
    [
        "报修0.123456789次，电话13800138000123456789次，接报修" + "9" * 40 + "次。",
        "接报修1次，" + "正文没有换行也没有标点" * 400 + "__次。\f\v接报修__次。",
        "接报修" + "_" * 300 + "次，报修９９．５％，𠮷祥楼报修__次。",
        "| 项目 | 次数 |\n| 接报修 | __ |\n| 更换水龙头 | 170只 |\n",
    ],
)
def test_odd_documents_are_kept_and_written_and_the_trail_holds(terms: Terms, mira: Actor, text: str) -> None:
    filling = read(terms, mira, text + "后勤工作" * 30)

    actions.confirm_sure(filling, by=mira)
    actions.produce(filling, by=mira)

    seal_school(terms.world.school)
    assert verify_school(terms.world.school) == []
    assert new_lines(filling)


def test_a_number_of_ones_own_links_to_nothing_and_undoes_the_memory(terms: Terms, mira: Actor) -> None:
    row = slot(read(terms, mira), "接报修")
    actions.confirm(row, by=mira)
    assert RememberedSlot.objects.filter(signature=row.signature).exists()

    actions.correct(row, by=mira, written="15")

    assert (row.written, row.evidence) == ("15", "")
    assert not RememberedSlot.objects.filter(signature=row.signature).exists()


def test_a_figure_nobody_declared_is_refused_with_what_comes_near(terms: Terms, mira: Actor) -> None:
    with pytest.raises(Refused, match="更换水龙头"):
        actions.correct(slot(read(terms, mira), "接报修"), by=mira, figure="水龙头")


def test_memory_stays_within_the_school(terms: Terms, mira: Actor, stranger: Actor) -> None:
    actions.confirm(slot(read(terms, mira), "接报修"), by=mira)

    assert not RememberedSlot.objects.of(stranger.school_id).exists()


def test_parts_that_exceed_their_total_are_told_while_reviewing(terms: Terms, mira: Actor) -> None:
    filling = read(terms, mira)
    part = slot(filling, "水工报修")
    actions.correct(part, by=mira, written="99")

    assert "大于总数" in wrong_sums(list(filling.slots.order_by("index")))[part.index]


def test_after_the_document_is_made_slots_wait_for_going_on(terms: Terms, mira: Actor) -> None:
    filling = read(terms, mira)
    actions.produce(filling, by=mira)

    with pytest.raises(Refused, match="继续核对"):
        actions.confirm(slot(filling, "接报修"), by=mira)
    actions.go_on(filling, by=mira)
    actions.confirm(slot(filling, "接报修"), by=mira)
    actions.produce(filling, by=mira)
    assert "本学期接报修13次，其中水工报修20次。" in new_lines(filling)


def test_a_campus_director_fills_for_the_own_campus_only(terms: Terms, lena: Actor) -> None:
    with pytest.raises(Refused, match="校区"):
        read(terms, lena)

    assert slot(read(terms, lena, campus=terms.world.south), "接报修").value == 3


def test_a_teacher_may_not(terms: Terms, omar: Actor) -> None:
    with pytest.raises(Forbidden):
        read(terms, omar)


def test_an_unreadable_file_gets_a_sentence(terms: Terms, mira: Actor) -> None:
    with pytest.raises(Refused, match="PDF"):
        actions.read_old(by=mira, files=[upload_from(b"%PDF-1.4 x", "a.pdf")], term=terms.second)


def test_the_page_from_upload_to_download(terms: Terms, mira: Actor) -> None:
    client = browser(terms.world, "mira")
    sent = {"file": upload_from(TEXT.encode(), "去年总结.txt"), "term": terms.second.pk}
    review = client.post("/summaries/fill/", sent)["Location"]
    filling = Filling.objects.get()

    page = client.get(review).content.decode()
    assert "本学期接报修<mark>__</mark>次" in page
    assert "有把握" in page
    assert "/figures/repairs.received/?from=2026-02-23" in page
    row = slot(filling, "接报修")
    assert client.post(f"/summaries/slots/{row.pk}/confirm/", {"next": review})["Location"] == review
    assert f'id="slot-{row.pk}"' not in client.get(review).content.decode()
    assert f'id="slot-{row.pk}"' in client.get(f"{review}?show=decided").content.decode()
    client.post(f"/summaries/fillings/{filling.pk}/produce/", {"next": review})
    answer = client.get(f"/summaries/fillings/{filling.pk}/file/")
    assert answer.status_code == 200
    content = b"".join(answer)
    assert "本学期接报修13次" in Document(io.BytesIO(content)).paragraphs[1].text


def test_a_long_document_is_read_in_the_background(terms: Terms, django_capture_on_commit_callbacks: Any) -> None:
    client = browser(terms.world, "mira")
    text = TEXT + "后勤工作平稳有序，各项保障到位。\n" * 2000
    with django_capture_on_commit_callbacks(execute=True):
        sent = {"file": upload_from(text.encode(), "长总结.txt"), "term": terms.second.pk}
        where = client.post("/summaries/fill/", sent)["Location"]

    assert where.startswith("/jobs/")
    job = Job.objects.get()
    assert (job.state, Filling.objects.get().title) == ("done", "长总结")
    assert job.result["links"][0]["url"] == f"/summaries/fillings/{Filling.objects.get().pk}/review/"


def test_nothing_chosen_is_told_on_the_page(terms: Terms) -> None:
    answer = browser(terms.world, "mira").post("/summaries/fill/", {"term": terms.second.pk})

    assert answer.status_code == 422
    assert "请选择旧总结文件" in answer.content.decode()


def test_others_find_no_such_review(terms: Terms, mira: Actor) -> None:
    filling = read(terms, mira)

    assert browser(terms.world, "lena").get(f"/summaries/fillings/{filling.pk}/review/").status_code == 404
    assert browser(terms.world, "omar").get("/summaries/fill/").status_code == 403
