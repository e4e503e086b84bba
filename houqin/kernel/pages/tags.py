"""Template tags of the kernel's components."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from houqin.kernel.declare.fields import as_text
from houqin.kernel.offline.whose import who_of
from houqin.kernel.pages import html
from houqin.kernel.pages.nav import menu, side_menu

register = template.Library()

register.simple_tag(html.icon, name="icon")
register.simple_tag(html.state, name="state")


@register.filter
def told(value: Any) -> str:
    """A value as a person reads it."""
    return as_text(value)


@register.simple_tag(takes_context=True)
def who(context: dict[str, Any]) -> str:
    """Whose page this is, as phones know it."""
    return who_of(getattr(context["request"], "actor", None))


@register.simple_tag(takes_context=True)
def nav_menu(context: dict[str, Any]) -> Any:
    actor = getattr(context["request"], "actor", None)
    return menu(actor) if actor else []


@register.simple_tag(takes_context=True)
def nav_side(context: dict[str, Any]) -> Any:
    request = context["request"]
    actor = getattr(request, "actor", None)
    return side_menu(actor, request.path) if actor else ""


@register.simple_tag(takes_context=True)
def query(context: dict[str, Any], **changed: Any) -> str:
    """The present query string with some values changed; None takes a value out."""
    asked = context["request"].GET.copy()
    for name, value in changed.items():
        if value is None:
            asked.pop(name, None)
        else:
            asked[name] = value
    return f"?{asked.urlencode()}" if asked else "?"


@register.simple_tag
def bar(share: float, tone: str = "primary") -> SafeString:
    return format_html(
        '<div class="progress progress-sm"><div class="progress-bar bg-{}" style="width:{}%"></div></div>',
        tone,
        round(share),
    )
