"""Photos and papers: kept by content, sniffed, served only to those who may see the row."""

import base64
import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from django.test import Client, RequestFactory
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from houqin.kernel import clock
from houqin.kernel.access import Actor, Forbidden, NotVisible
from houqin.kernel.actions import Ask, Refused
from houqin.kernel.actions.arguments import arguments_of
from houqin.kernel.declare import register
from houqin.kernel.declare.inputs import argument_input
from houqin.kernel.files import Upload, attach, attachments_of, keep, upload_from
from houqin.kernel.files.disk import path_of
from houqin.kernel.files.models import Attachment, StoredFile
from houqin.kernel.files.pages import show
from houqin.kernel.files.sweep import sweep
from houqin.kernel.pages.details import story
from houqin.kernel.trail.models import Entry
from houqin.kernel.trail.verify import verify_school
from houqin.tests.people import World

RowOf = Callable[..., Any]


def photo(size: tuple[int, int] = (40, 30), form: str = "JPEG", **options: Any) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(made, form, **options)
    return made.getvalue()


def camera_data() -> Image.Exif:
    written = Image.Exif()
    written[0x0112] = 6
    written[0x8769] = {0x9003: "2026:03:05 08:30:00", 0x9011: "+08:00"}
    degrees = (IFDRational(31), IFDRational(13), IFDRational(4824, 100))
    written[0x8825] = {1: "N", 2: degrees, 3: "E", 4: (IFDRational(121), IFDRational(28), IFDRational(0))}
    return written


def packed(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, content in parts.items():
            pack.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return made.getvalue()


@pytest.fixture
def order(a_row_of: RowOf) -> Any:
    return a_row_of(register.get("repairs.order"))


def get(actor: Actor | None, attachment: Attachment, form: str, **headers: str) -> Any:
    request: HttpRequest = RequestFactory().get("/", headers=headers)
    request.actor = actor  # type: ignore[attr-defined]
    return show(request, attachment.pk, form)


def test_the_camera_s_time_and_place_are_kept_and_the_picture_stands_upright(mira: Actor) -> None:
    kept = keep(upload_from(photo(exif=camera_data()), "现场.jpg"), mira)
    assert kept.taken_at == datetime(2026, 3, 5, 0, 30, tzinfo=UTC)
    assert (kept.latitude, kept.longitude) == (Decimal("31.230067"), Decimal("121.466667"))
    assert (kept.width, kept.height) == (30, 40)


def test_the_same_content_is_kept_once_for_each_school(mira: Actor, hao: Actor, stranger: Actor) -> None:
    content = photo()
    first, again = keep(upload_from(content, "a.jpg"), mira), keep(upload_from(content, "b.jpg"), hao)
    other = keep(upload_from(content, "a.jpg"), stranger)
    assert first.pk == again.pk != other.pk
    for one in (first, other):
        assert path_of(one.school_id, one.sha256).read_bytes() == content


@pytest.mark.parametrize(
    ("content", "name", "kind", "kept_as"),
    [
        (photo(form="PNG"), "a.jpg", "image/png", "a.jpg.png"),
        (photo(form="WEBP"), "a.webp", "image/webp", "a.webp"),
        (b"%PDF-1.7\n1 0 obj", "通知.pdf", "application/pdf", "通知.pdf"),
        (packed(word__document_xml=b"<a/>"), "计划.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "计划.docx"),
        ("名称,数量\n水龙头,2".encode("gb18030"), "a.csv", "text/csv", "a.csv"),
        ("你好".encode(), "../../etc/passwd", "text/plain", "passwd.txt"),
        (packed(a=b"x"), "图.zip", "application/zip", "图.zip"),
    ],
)  # fmt: skip
def test_the_type_comes_from_the_content(mira: Actor, content: bytes, name: str, kind: str, kept_as: str) -> None:
    kept = keep(upload_from(content, name), mira)
    assert (kept.type, kept.name) == (kind, kept_as)


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "空.jpg", "空文件"),
        (b"<html><script>alert(1)</script>", "a.jpg", "类型不能上传"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.png", "类型不能上传"),
        (b"MZ\x90\0" + b"\0" * 400, "a.jpg", "类型不能上传"),
        (photo()[:300], "半张.jpg", "不是完整的照片"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 90, "IMG.HEIC", "兼容性最佳"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "密码"),
        (packed(xl__vbaProject_bin=b"x") + b"", "a.zip", ""),
        (b"PK\x03\x04" + b"x" * 100, "a.xlsx", "已损坏"),
    ],
)  # fmt: skip
def test_what_is_not_wanted_is_refused_with_what_to_do(mira: Actor, content: bytes, name: str, said: str) -> None:
    if not said:
        content, said = packed(**{"xl__vbaProject.bin": b"x", "xl__workbook_xml": b"x"}), "宏"
    with pytest.raises(Refused, match=said) as refused:
        keep(upload_from(content, name), mira)
    assert name in str(refused.value)
    assert not StoredFile.objects.exists()


def test_bombs_are_refused_before_they_are_unpacked(
    mira: Actor, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.FILES_PIXELS_MAX = 1000
    with pytest.raises(Refused, match="像素过多"):
        keep(upload_from(photo((300, 300)), "大.jpg"), mira)
    monkeypatch.setattr("houqin.kernel.files.sniff.UNPACKED_MAX", 10_000)
    with pytest.raises(Refused, match="解压后过大"):
        keep(upload_from(packed(a=b"0" * 20_000), "a.zip"), mira)


def test_too_large_is_said_with_the_limit(mira: Actor, settings: Any) -> None:
    settings.FILES_PHOTO_MAX = 1024 * 1024
    with pytest.raises(Refused, match="超过 1 MB"):
        keep(upload_from(photo() + b"\0" * 1024 * 1024, "大.jpg"), mira)


def test_attaching_is_on_the_trail_and_a_swapped_file_is_found(world: World, order: Any, mira: Actor) -> None:
    made = attach(order, [upload_from(photo(), "a.jpg"), upload_from(b"%PDF-1.4\n", "b.pdf")], mira, "修之前")
    assert [(a.kind, a.caption) for a in attachments_of(order)] == [("photo", "修之前"), ("paper", "修之前")]
    entries = Entry.objects.filter(verb="attach")
    assert {(e.model, e.because_model, e.because_id) for e in entries} == {
        ("kernel.attachment", "repairs.repairorder", order.pk)
    }
    assert verify_school(world.school) == []

    Attachment.objects.filter(pk=made[0].pk).update(sha256=made[1].sha256)
    assert [(f.kind, f.row_id) for f in verify_school(world.school)] == [("altered", made[0].pk)]


def test_a_file_that_was_hung_on_a_row_is_in_its_story(order: Any, mira: Actor) -> None:
    attach(order, [upload_from(photo(), "漏水处.jpg")], mira)

    assert next((told["verb"], told["file"]) for told in story(order)) == ("添加附件", "漏水处.jpg")


def test_only_whoever_may_do_something_to_the_row_attaches(
    order: Any, guo: Actor, ines: Actor, dana: Actor, nan: Actor
) -> None:
    for who, refusal in ((guo, NotVisible), (ines, Forbidden), (dana, Forbidden)):
        with pytest.raises(refusal):
            attach(order, [upload_from(photo(), "a.jpg")], who)
    assert len(attach(order, [upload_from(photo(), "a.jpg")], nan)) == 1


def test_one_bad_file_among_good_ones_refuses_all_and_names_every_bad_one(order: Any, mira: Actor) -> None:
    with pytest.raises(Refused) as refused:
        attach(
            order, [upload_from(photo(), "好.jpg"), upload_from(b"", "空.jpg"), upload_from(b"MZ\0\0", "病.exe")], mira
        )
    assert len(refused.value.problems) == 2
    assert not Attachment.objects.exists()


def test_the_files_of_a_row_take_one_query(order: Any, mira: Actor, django_assert_num_queries: Any) -> None:
    attach(order, [upload_from(photo((10, n + 10)), f"{n}.jpg") for n in range(5)], mira)
    with django_assert_num_queries(1):
        assert [a.file.width for a in attachments_of(order)] == [10] * 5


def test_a_file_is_served_to_those_who_see_the_row_and_does_not_exist_for_others(
    order: Any, mira: Actor, lena: Actor, guo: Actor, stranger: Actor
) -> None:
    [made] = attach(order, [upload_from(photo(), "现场.jpg")], mira)
    served = get(mira, made, "original")
    assert b"".join(served.streaming_content) == photo()
    assert served["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in served["Content-Security-Policy"]
    assert served["Content-Disposition"].startswith("inline")
    assert get(mira, made, "original", if_none_match=served["ETag"]).status_code == 304
    for who in (lena, guo, stranger):
        with pytest.raises(Http404):
            get(who, made, "original")
    assert get(None, made, "original").status_code == 302


def test_small_copies_are_small_and_tell_nothing_of_time_and_place(order: Any, mira: Actor) -> None:
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>GPS 31.23</x:xmpmeta>"
    [made] = attach(order, [upload_from(photo((2000, 1000), exif=camera_data(), xmp=xmp), "现场.jpg")], mira)
    for form, longest in (("thumb", 320), ("view", 1280)):
        content = b"".join(get(mira, made, form).streaming_content)
        small = Image.open(io.BytesIO(content))
        assert (small.format, small.size) == ("WEBP", (longest // 2, longest))
        assert not dict(small.getexif())
        assert b"GPS" not in content
        assert b"xmp" not in content.lower()


def test_a_paper_is_saved_not_opened(order: Any, mira: Actor) -> None:
    [made] = attach(order, [upload_from(b"%PDF-1.4\n", "通知.pdf")], mira)
    assert get(mira, made, "original")["Content-Disposition"].startswith("attachment")
    with pytest.raises(Http404):
        get(mira, made, "thumb")


def test_what_nothing_points_at_is_swept_after_a_day(world: World, order: Any, mira: Actor) -> None:
    [used] = attach(order, [upload_from(photo((9, 9)), "a.jpg")], mira)
    loose = keep(upload_from(photo((8, 8)), "b.jpg"), mira)
    stray = Path(settings.FILES_ROOT) / str(world.school.pk) / "ab" / ("ab" * 32)
    stray.parent.mkdir(parents=True, exist_ok=True)
    stray.write_bytes(b"x")

    assert sweep(world.school, clock.now()) == (0, 0)
    assert sweep(world.school, clock.now() + timedelta(days=2))[0] == 1

    assert not path_of(loose.school_id, loose.sha256).exists()
    assert not stray.exists()
    assert path_of(used.school_id, used.sha256).exists()


def test_an_action_asks_for_photos_by_its_type(mira: Actor) -> None:
    def body(
        row: Any,
        *,
        by: Actor,
        photos: Annotated[list[Upload], Ask(label="照片", widget="photos")],
        sign: Upload | None = None,
    ) -> None: ...

    photos, sign = arguments_of(body, None)
    sent = [upload_from(photo(), "a.jpg"), upload_from(photo(), "b.jpg")]
    assert argument_input(photos, mira, None).clean(sent) == sent
    with pytest.raises(ValidationError):
        argument_input(photos, mira, None).clean([])
    assert argument_input(sign, mira, None).clean("") is None
    drawn = argument_input(sign, mira, None).clean(
        "data:image/png;base64," + base64.b64encode(photo(form="PNG")).decode()
    )
    assert keep(drawn, mira).type == "image/png"


def test_files_are_seen_and_sent_on_the_row_s_page(world: World, order: Any) -> None:
    def browser(who: str) -> Client:
        client, user = Client(), world.people[who].user
        assert user is not None
        client.force_login(user)
        return client

    mira, url = browser("mira"), f"/attachments/repairs.order/{order.pk}/"
    sent = mira.post(
        url,
        {
            "files": [upload_from(photo(), "a.jpg"), upload_from(b"%PDF-1.4\n", "b.pdf")],
            "caption": "现场",
            "submission": "once",
        },
    )
    mira.post(url, {"files": [upload_from(photo(), "a.jpg")], "submission": "once"})
    assert (sent.status_code, attachments_of(order).count()) == (302, 2)
    page = mira.get(url).content.decode()
    assert "现场" in page
    assert "添加照片或文件" in page
    assert "添加照片或文件" not in browser("dana").get(url).content.decode()
    assert browser("lena").get(url).status_code == 404
    assert mira.get(f"/attachments/foundation.campus/{world.north.pk}/").status_code == 404
