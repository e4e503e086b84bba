"""What somebody types where an id belongs is no row: an empty list or a page without it, never an error."""

import pytest
from django.test import Client

from houqin.tests.people import World, user_of

ODD = ("²", "٣", "9" * 30, "-1", "1e3", " ", "0x1", "１")


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize(
    "url",
    [
        "/repairs/orders/?place={}", "/repairs/orders/?page={}", "/assets/labels/sheet/?asset={}&layout=roll-50x30", "/stores/ask/?add={}",
        "/stores/counter/?add={}", "/stores/labels/sheet/?item={}&what=items&layout=roll-50x30", "/procurement/requests/new/?item={}",
        "/procurement/requests/new/?because=plans.task:{}", "/labels/sheet/?place={}&layout=roll-50x30", "/summaries/preview/?term={}",
    ],
)  # fmt: skip
def test_an_id_that_is_none_finds_nothing(world: World, url: str, odd: str) -> None:
    client = Client()
    client.force_login(user_of(world, "mira"))

    assert client.get(url.format(odd)).status_code in (200, 404)
