"""The month of a store: each cell opens the movements behind it."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from houqin.areas.stores import actions
from houqin.areas.stores.models import Movement, Store
from houqin.areas.stores.months import Row, close_of, first_day, month_period, month_rows, months_of, totals
from houqin.areas.stores.pages.today import require_viewer
from houqin.areas.stores.records import STORE
from houqin.kernel import clock
from houqin.kernel.pages.door import actor_of, members_only, new_submission

Way = Movement.Way


@members_only
@require_safe
def months(request: Any) -> HttpResponse:
    actor = actor_of(request)
    require_viewer(actor)
    stores = list(STORE.visible_to(actor).filter(is_active=True).order_by("kind", "id"))
    store = next((one for one in stores if str(one.pk) == request.GET.get("store")), stores[0] if stores else None)
    if store is None:
        return render(request, "stores/months.html", {"stores": []})
    month = _month(request)
    rows = month_rows(store, month)
    closed = close_of(store, month)
    may_close = closed is None and month_period(month).end < clock.today()
    context = {
        "stores": stores, "store": store, "month": month, "label": month_period(month).name, "months": _choices(store, month), "closed": closed,
        "rows": [(row, _links(store, month, row)) for row in rows], "totals": totals(rows), "submission": new_submission(), "after": _after(rows),
        "may_close": may_close and STORE.policy.may(actor, actions.close_month.key, store),
    }  # fmt: skip
    return render(request, "stores/months.html", context)


def _month(request: Any) -> date:
    asked = parse_date(f"{request.GET.get('month', '')}-01") if len(request.GET.get("month", "")) == 7 else None
    return first_day(asked or clock.today())


def _choices(store: Store, chosen: date) -> list[date]:
    found = list(months_of(store, clock.today()))
    return found if chosen in found else [*found, chosen]


def _after(rows: list[Row]) -> Decimal:
    return sum((row.value_after for row in rows), Decimal(0))


def _links(store: Store, month: date, row: Row) -> dict[str, str]:
    """Where a cell leads: the movements before, in, out, and all up to the end."""
    period = month_period(month)
    here = {"store": store.pk, "item": row.item.pk}
    inside = {**here, "happened_at_from": period.start, "happened_at_to": period.end}
    asked = {
        "before": {**here, "happened_at_to": period.start - timedelta(days=1)}, "came": {**inside, "way": Way.IN},
        "went": {**inside, "way": Way.OUT}, "after": {**here, "happened_at_to": period.end},
    }  # fmt: skip
    return {name: f"/stores/movements/?{urlencode(told)}" for name, told in asked.items()}
