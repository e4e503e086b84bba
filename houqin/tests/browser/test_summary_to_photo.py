"""The director reads the summary, doubts a figure, and ends at the photo of one repair."""

import re

import pytest
from playwright.sync_api import expect

from houqin.areas.plans.tests.samples import a_term
from houqin.tests.browser.conftest import DESK, PHONE, Opens
from houqin.tests.browser.house import House

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_figure_opens_down_to_its_photo(house: House, opens: Opens, size: dict[str, int]) -> None:
    director = opens("mira", size=size)
    director.goto(f"/summaries/preview/?term={a_term(house.world).pk}")
    director.locator('.summary-text a[href*="/figures/repairs."]').first.click()
    director.wait_for_url(re.compile("/figures/repairs"))
    expect(director.locator("[data-figure]")).not_to_have_text("")
    director.locator("a.row-link").last.click()
    director.wait_for_url(re.compile("/repairs/orders/[0-9]+/"))
    photo = director.locator("main img[src*=thumb]").first
    expect(photo).to_be_visible()

    drawn = photo.evaluate("async (img) => { await img.decode(); return img.naturalWidth }")
    assert drawn > 100
