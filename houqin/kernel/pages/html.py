"""Small pieces of page, written once: an icon, a state, a cell."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from houqin.kernel.declare.fields import Column, as_text

TONES = {
    "open": "orange", "new": "orange", "found": "orange", "draft": "secondary", "due": "orange", "assigned": "blue", "under_way": "blue",
    "in_work": "blue", "rectified": "cyan", "done": "green", "accepted": "green", "closed": "green", "withdrawn": "secondary",
    "cancelled": "secondary", "missed": "red", "overdue": "red", "escalated": "red", "failed": "red", "refused": "red",
}  # fmt: skip

_sprite: list[str] = []


def icon(name: str, classes: str = "") -> SafeString:
    """A drawing from the sprite; decoration only, so hidden from screen readers."""
    if not _sprite or settings.DEBUG:
        _sprite[:] = [static("houqin/icons.svg")]
    return mark_safe(f'<svg class="icon {classes}" aria-hidden="true"><use href="{_sprite[0]}#{name}"></use></svg>')


def state(value: str, label: str) -> SafeString:
    return mark_safe(f'<span class="badge bg-{TONES.get(value, "azure")}-lt">{escape(label)}</span>')


def cell(column: Column, row: Any) -> str:
    """The inside of a table cell, escaped."""
    return writer(column)(row)


@lru_cache(maxsize=4096)
def writer(column: Column) -> Callable[[Any], str]:
    """How the cells of a column are written: found out once, not for each cell of a list."""
    get, field = column.value, column.field
    if column.is_state:
        show = state if column.path == "state" else lambda value, label: escape(label)
        told = {value: show(str(value), str(label)) for value, label in field.flatchoices}
        return lambda row: "" if (value := get(row)) in (None, "") else told.get(value) or escape(value)
    return lambda row: _inside(get(row), field)


def _inside(value: Any, field: Any) -> str:
    if value is None or value == "":
        return ""
    if value is True:
        return "是"
    if value is False:
        return '<span class="text-secondary">否</span>'
    return escape(as_text(value, field))


def masked(value: Any) -> str:
    """Somebody's data, before the asking: the first character stays."""
    text = str(value or "")
    return text[:1] + "**" if text else ""


def late_mark() -> SafeString:
    return format_html('<span class="badge bg-yellow-lt" title="{}">补录</span>', "录入时间明显晚于发生时间")
