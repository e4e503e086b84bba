"""What fingers do on a screen that no single call of the browser does."""

import re

from playwright.sync_api import Page, expect


def sign(page: Page, box: str = "canvas.sign-pad") -> None:
    """A stroke with the finger."""
    pad = page.locator(box).first
    expect(pad).to_have_attribute("data-sign-ready", "yes")
    pad.evaluate("(canvas) => canvas.scrollIntoView({ block: 'center' })")  # not below the bar at the foot
    at = pad.bounding_box()
    assert at is not None
    page.mouse.move(at["x"] + 30, at["y"] + 40)
    page.mouse.down()
    for step in range(1, 8):
        page.mouse.move(at["x"] + 30 + 20 * step, at["y"] + 40 + 8 * (step % 3))
    page.mouse.up()
    expect(page.locator("input[name=signature]")).to_have_value(re.compile("^data:image/png"))
