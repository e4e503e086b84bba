"""A phone that goes where there is no network, as the browser tests hold it."""

import os
import signal
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, expect

from houqin.tests.browser import house as served
from houqin.tests.browser.house import MORNING, House

SIZE = {"width": 390, "height": 844}
HELD = "() => caches.open('houqin-pages').then(c => c.keys()).then(all => all.map(r => new URL(r.url).pathname))"


class Phone:
    """A phone with a memory of its own: it can be switched off, lose its network, and be given to somebody else."""

    def __init__(self, chromium: Any, folder: Path, house: House, at: Callable[[Any], None]) -> None:
        """at: moves the server's clock."""
        self.chromium, self.folder, self.house, self.set_server = chromium, folder, house, at
        self.context: BrowserContext | None = None

    def switch_on(self, *, later: timedelta = timedelta(), offline: bool = False) -> Page:
        """later: how long after the morning; phone and server agree on it."""
        now = MORNING + later
        self.set_server(now)
        self._be_away(offline)
        self.context = self.chromium.browser_type.launch_persistent_context(
            str(self.folder), executable_path=os.environ["HOUQIN_CHROMIUM"], viewport=SIZE,
            args=["--no-sandbox", "--disable-gpu", f"--user-agent={served.PHONE_AGENT}"],
            locale="zh-CN", timezone_id="Asia/Shanghai", base_url=self.house.url, has_touch=True, reduced_motion="reduce", offline=offline,
        )  # fmt: skip
        self.context.set_default_timeout(10_000)
        page = self.context.pages[0]
        self.set_phone(page, now)
        return page

    def set_phone(self, page: Page, now: Any) -> None:
        page.clock.install(time=now)

    def is_of(self, who: str) -> None:
        assert self.context is not None
        self.context.clear_cookies()
        if who:
            self.context.add_cookies(self.house.cookies(who))

    def kill(self) -> None:
        """As when the battery is empty: no page is asked, nothing is tidied up."""
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                command = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if str(self.folder).encode() in command:
                os.kill(int(entry.name), signal.SIGKILL)
        self.context = None

    def cut(self, offline: bool = True) -> None:
        assert self.context is not None
        self._be_away(offline)
        self.context.set_offline(offline)

    def _be_away(self, offline: bool) -> None:
        (served.away.set if offline else served.away.clear)()

    def put_away(self, picture: str) -> None:
        """After the test; where somebody wants to look, its last page is kept as a picture."""
        served.away.clear()
        if self.context is None:
            return
        if (shots := os.environ.get("HOUQIN_SHOTS")) and self.context.pages:
            self.context.pages[-1].screenshot(path=f"{shots}/{picture}.png")
        self.context.close()


def hold(page: Page, *urls: str) -> None:
    """Wait until today's pages are on the phone."""
    page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    page.goto("/offline/")
    page.get_by_role("button", name="现在更新").tap()
    expect(page.locator("[data-hold].btn-loading")).to_have_count(1)
    expect(page.locator("[data-hold].btn-loading")).to_have_count(0, timeout=30_000)
    held = page.evaluate(HELD)
    assert set(urls) <= set(held), held


def until(page: Page, is_so: Callable[[], bool]) -> None:
    """Wait for what no page shows for certain: while a page is drawn it still tells of whoever was here before."""
    for _ in range(150):
        if is_so():
            return
        page.wait_for_timeout(200)
    raise AssertionError("it did not come")
