"""A camera that looks at one label after the other stays open: each thing is ticked off, none twice."""

import os
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import segno
from PIL import Image
from playwright.sync_api import Page, expect

from houqin.areas.assets.tests.samples import an_asset
from houqin.areas.stocktakes import actions
from houqin.areas.stocktakes.models import Stocktake
from houqin.foundation.labels import address_of_code
from houqin.kernel import clock
from houqin.tests.browser.conftest import PHONE
from houqin.tests.browser.house import MORNING, House
from houqin.tests.people import actor_of

pytestmark = pytest.mark.browser
WIDTH, HEIGHT, SIDE, FRAMES = 640, 480, 360, 16


def film(path: Path, texts: list[str]) -> None:
    """What the camera sees, again and again: one label after the other, a second and a half each."""
    grey = bytes([128]) * (WIDTH * HEIGHT // 2)
    with path.open("wb") as file:
        file.write(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420jpeg\n".encode())
        for text in texts:
            drawn, frame = BytesIO(), Image.new("L", (WIDTH, HEIGHT), 200)
            segno.make(text, error="m", micro=False).save(drawn, kind="png", scale=10)
            frame.paste(
                Image.open(drawn).convert("L").resize((SIDE, SIDE)), ((WIDTH - SIDE) // 2, (HEIGHT - SIDE) // 2)
            )
            file.write((b"FRAME\n" + frame.tobytes() + grey) * FRAMES)


@pytest.fixture
def count(house: House) -> Stocktake:
    world = house.world
    with clock.at(MORNING - timedelta(hours=1)):
        room = world.place("器材室", code="QCSAAAA2")
        for name in ("跳箱", "垫子", "体操凳"):
            an_asset(world, name=name, place=room)
        return actions.begin(by=actor_of(world, "qiu"), place=room)


@pytest.fixture
def page(chromium: Any, house: House, count: Stocktake, tmp_path: Path) -> Iterator[Page]:
    labels = [finding.asset.code for finding in count.findings.order_by("id")[:2]]
    film(tmp_path / "labels.y4m", [address_of_code(code) for code in labels])
    browser = chromium.browser_type.launch(
        executable_path=os.environ["HOUQIN_CHROMIUM"],
        args=[
            "--no-sandbox", "--disable-gpu", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream",
            f"--use-file-for-fake-video-capture={tmp_path / 'labels.y4m'}",
        ],
    )  # fmt: skip
    context = browser.new_context(
        viewport=PHONE, locale="zh-CN", base_url=house.url, has_touch=True, permissions=["camera"]
    )  # fmt: skip
    context.add_cookies(house.cookies("omar"))
    yield context.new_page()
    browser.close()


def test_the_camera_reads_on_until_it_is_closed(page: Page, count: Stocktake) -> None:
    page.goto(f"/stocktakes/{count.pk}/count/")
    expect(page.get_by_role("heading", name="器材室")).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="打开摄像头").tap()

    expect(page.locator("[data-told]")).to_have_text("2/3", timeout=60_000)
    expect(page.locator("[data-camera] video")).to_be_visible()
    expect(page.locator("[data-last]")).to_contain_text("刚才已经盘到", timeout=30_000)
    page.get_by_role("button", name="关摄像头").tap()
    expect(page.locator("[data-camera]")).to_be_hidden()
    expect(page.locator("[data-status]")).to_contain_text("您盘了 2 条 · 都已上传", timeout=30_000)

    assert sorted(count.scans.values_list("way", "counter__name")) == [("camera", "欧老师")] * 2
