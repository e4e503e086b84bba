"""Fragments on the pages of the foundation's records."""

from django.utils.html import format_html
from django.utils.safestring import mark_safe

from houqin.foundation.actions import spoken_code
from houqin.foundation.labels import FIRST_LAYOUT, qr_of
from houqin.foundation.models import Place
from houqin.kernel.access import Actor
from houqin.kernel.declare import register


def place_label(place: Place, actor: Actor) -> str:
    """The code as it hangs on the wall, only for those who keep the places: a copy would stand in for being there."""
    if not register.for_model(Place).policy.may(actor, "change", place):
        return ""
    drawn = mark_safe(qr_of(place.code))
    return format_html(
        '<div style="width:9rem;background:#fff">{}</div><div class="my-1"><code>{}</code></div>'
        '<a class="btn" href="/labels/sheet/?place={}&layout={}" target="_blank">打印标签</a> <a class="btn" href="/place-tree/?under={}">在场所树里看</a>',
        drawn, spoken_code(place.code), place.pk, FIRST_LAYOUT, place.pk,
    )  # fmt: skip
