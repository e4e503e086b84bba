"""Private links, and the cookie that remembers them on a phone: 我的报修."""

import re

from django.http import HttpRequest, HttpResponse
from django.utils.http import base36_to_int

from houqin.areas.repairs.models import RepairOrder, ReportLink

COOKIE = "my_repairs"
KEPT = 20
MOST_SCHOOLS = 2**31
A_YEAR = 365 * 24 * 3600
TOKEN = re.compile(r"^[0-9a-z]{1,11}-[A-Za-z0-9_-]{20,40}$")


def order_of(token: str) -> RepairOrder | None:
    """The order a private link opens."""
    return _orders([token]).get(token)


def _orders(tokens: list[str]) -> dict[str, RepairOrder]:
    """A token begins with its school, so that a look-up names the school like any other: one query for each."""
    by_school: dict[int, list[str]] = {}
    for token in tokens:
        if TOKEN.match(token) and (school_id := base36_to_int(token.partition("-")[0])) < MOST_SCHOOLS:
            by_school.setdefault(school_id, []).append(token)
    found: dict[str, RepairOrder] = {}
    for school_id, secrets in by_school.items():
        links = ReportLink.objects.of(school_id).filter(secret__in=secrets)
        found |= {link.secret: link.order for link in links.select_related("order__place", "order__school")}
    return found


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


def kept_orders(request: HttpRequest) -> list[tuple[str, RepairOrder]]:
    tokens = kept_tokens(request)
    found = _orders(tokens)
    return [(token, found[token]) for token in tokens if token in found]
