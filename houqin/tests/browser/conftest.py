"""One browser and one school for all journeys; a fresh window for each."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.test.utils import setup_databases, teardown_databases
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from houqin.kernel.rows import School
from houqin.tests.browser import house as served
from houqin.tests.browser.house import House, close_server, furnish, open_server
from houqin.tests.browser.phones import Phone

# Playwright keeps an event loop in this thread; Django would take every query of a test for one made inside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1440, "height": 900}
AS_SERVED = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
Opens = Callable[..., Page]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = os.environ.get("HOUQIN_CHROMIUM")
    if not path:
        pytest.skip("set HOUQIN_CHROMIUM to a Chromium (make test-browser does)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def database(chromium: Browser, django_db_blocker: Any) -> Iterator[None]:
    """A database for all journeys together; pytest-django makes one only for tests that roll back."""
    with django_db_blocker.unblock():
        known = School._meta.db_table in connection.introspection.table_names()
        aliases: Any = {"default"}
        kept = [] if known else setup_databases(verbosity=0, interactive=False, aliases=aliases)
        yield
        call_command("flush", interactive=False, verbosity=0)
        teardown_databases(kept, verbosity=0)


@pytest.fixture(scope="package")
def house(database: None) -> Iterator[House]:
    with override_settings(STORAGES=AS_SERVED):
        call_command("collectstatic", interactive=False, verbosity=0)
        made = furnish()
        server = open_server()
        made.url = f"http://{server.host}:{server.port}"
        yield made
        close_server(server)


class Windows:
    """Opens windows, closes them after the test, and remembers what the browser complained of."""

    def __init__(self, chromium: Browser, house: House) -> None:
        self.chromium, self.house = chromium, house
        self.contexts: list[BrowserContext] = []
        self.complaints: list[str] = []

    def open(self, who: str = "", *, size: Any = PHONE, theme: Any = "light") -> Page:
        """A window of a phone (or a desk) in which this person has signed in; nobody if unnamed."""
        context = self.chromium.new_context(
            viewport=size, color_scheme=theme, locale="zh-CN", timezone_id="Asia/Shanghai", base_url=self.house.url,
            has_touch=size["width"] < 600, accept_downloads=True, reduced_motion="reduce",
        )  # fmt: skip
        context.set_default_timeout(10_000)
        self.contexts.append(context)
        if who:
            context.add_cookies(self.house.cookies(who))
        page = context.new_page()
        page.on("console", lambda said: self._note(said.type, said.text))
        page.on("pageerror", lambda error: self._note("error", str(error)))
        return page

    def _note(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(text)

    def close(self, keep_as: str = "") -> None:
        """keep_as: where to keep a picture of what each window showed last."""
        for n, context in enumerate(self.contexts):
            if keep_as and context.pages:
                context.pages[-1].screenshot(path=f"{keep_as}-{n}.png")
            context.close()


@pytest.fixture
def windows(chromium: Browser, house: House, request: pytest.FixtureRequest) -> Iterator[Windows]:
    made, shots = Windows(chromium, house), os.environ.get("HOUQIN_SHOTS")
    yield made
    made.close(f"{shots}/{request.node.name}" if shots else "")
    assert not made.complaints, made.complaints


@pytest.fixture
def opens(windows: Windows) -> Opens:
    return windows.open


@pytest.fixture
def phone(
    chromium: Any, house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[Phone]:
    made = Phone(chromium, tmp_path / "phone", house, lambda now: monkeypatch.setattr(served, "MORNING", now))
    yield made
    made.put_away(request.node.name)
