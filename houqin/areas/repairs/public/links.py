"""Private links, and the cookie that remembers them on a phone: 我的报修."""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.http import base36_to_int

from houqin.areas.repairs.models import RepairOrder, ReportLink

COOKIE = "my_repairs"
KEPT = 20
A_YEAR = 365 * 24 * 3600
TOKEN = re.compile(r"^[0-9a-z]{1,11}-[A-Za-z0-9_-]{20,40}$")


def order_of(token: str) -> RepairOrder | None:
    """The order a private link opens. The token begins with its school: a look-up names the school like any other."""
    if not TOKEN.match(token):
        return None
    school_id = base36_to_int(token.partition("-")[0])
    if school_id > 2**62:
        return None
    links = ReportLink.objects.of(school_id).filter(secret=token).select_related("order__place", "order__school")
    link = links.first()
    return link.order if link is not None else None


def token_of(order: RepairOrder) -> str:
    return str(ReportLink.objects.of(order.school_id).filter(order=order).latest("id").secret)


def kept_tokens(request: HttpRequest) -> list[str]:
    """Newest first."""
    return [t for t in request.COOKIES.get(COOKIE, "").split(".") if TOKEN.match(t)][:KEPT]


def remember(request: HttpRequest, response: HttpResponse, token: str) -> None:
    tokens = [token, *(t for t in kept_tokens(request) if t != token)][:KEPT]
    response.set_cookie(
        COOKIE, ".".join(tokens), max_age=A_YEAR, httponly=True, samesite="Lax", secure=request.is_secure()
    )


def kept_orders(request: HttpRequest) -> list[tuple[str, Any]]:
    found = ((token, order_of(token)) for token in kept_tokens(request))
    return [(token, order) for token, order in found if order is not None]
