"""Prices side by side: asking them, and choosing one."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from houqin.areas.procurement import actions
from houqin.areas.procurement.limits import QUOTES, amount_of
from houqin.areas.procurement.models import Quote, Request, RequestLine, Route
from houqin.areas.procurement.reads import advised_route
from houqin.areas.procurement.records import ORDER, REQUEST
from houqin.areas.procurement.shipped import guidance
from houqin.areas.suppliers.reads import unfit_because
from houqin.kernel.access import Actor
from houqin.kernel.files import attachments_of
from houqin.kernel.pages.door import new_submission, url_of
from houqin.kernel.pages.forms import PageForm, action_form, carried_out
from houqin.kernel.pages.verbs import verb_page


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """rows: a line with each supplier's price for it, the lowest marked. links: what makes suppliers look like one and the same."""

    quotes: list[Quote]
    rows: list[tuple[RequestLine, list[tuple[Decimal | None, str, bool]]]]
    lowest: Decimal | None
    links: list[str]
    unfit: dict[int, str]

    @property
    def saved(self) -> Decimal:
        totals = [quote.total for quote in self.quotes]
        return max(totals) - min(totals) if totals else Decimal(0)


def comparison(request: Request) -> Comparison:
    rows = Quote.objects.of(request.school_id).filter(request=request).select_related("supplier")
    quotes = list(rows.prefetch_related("lines").order_by("total", "id"))
    prices = {(quote.pk, line.line_id): line for quote in quotes for line in quote.lines.all()}
    lines = [(line, _priced(line, quotes, prices)) for line in request.told_lines]
    return Comparison(
        quotes=quotes, rows=lines, lowest=quotes[0].total if quotes else None, links=_links(quotes),
        unfit={quote.pk: said for quote in quotes if (said := unfit_because(quote.supplier))},
    )  # fmt: skip


def _priced(line: RequestLine, quotes: list[Quote], prices: dict[Any, Any]) -> list[tuple[Decimal | None, str, bool]]:
    found = [prices.get((quote.pk, line.pk)) for quote in quotes]
    lowest = min((one.unit_price for one in found if one is not None), default=None)
    return [
        (one.unit_price, one.brand, one.unit_price == lowest and len(quotes) > 1)
        if one is not None
        else (None, "", False)
        for one in found
    ]


def _links(quotes: list[Quote]) -> list[str]:
    """Three quotes of one firm are one quote: the same telephone, address or contact is shown to whoever decides (PRC-04)."""
    found = []
    for one, other in combinations([quote.supplier for quote in quotes], 2):
        same = [
            label for label, name in (("电话", "phone"), ("地址", "address"), ("联系人", "contact"))
            if getattr(one, name).strip() and getattr(one, name).strip() == getattr(other, name).strip()
        ]  # fmt: skip
        if same:
            found.append(f"{one} 与 {other} 的{'、'.join(same)}相同，可能是同一家")
    return found


@verb_page(REQUEST, actions.add_quote)
def quote(request: HttpRequest, actor: Actor, row: Request) -> HttpResponse:
    """One supplier's prices, a field for each line."""
    form = action_form(actions.add_quote, actor, request, row)
    if request.method == "POST" and carried_out(form, actions.add_quote, row, by=actor) is not None:
        messages.success(request, "报价已登记。")
        return redirect(f"/procurement/requests/{row.pk}/order/")
    context = {
        "type": REQUEST, "row": row, "form": form, "problems": form.told(), "fields": _price_fields(request, row),
        "submission": request.POST.get("submission") or new_submission(),
    }  # fmt: skip
    return render(request, "procurement/quote.html", context, status=422 if request.method == "POST" else 200)


def _price_fields(request: HttpRequest, row: Request) -> list[dict[str, Any]]:
    return [
        {
            "line": line, "n": n, "price": request.POST.get(f"lines-{n}-unit_price", ""), "brand": request.POST.get(f"lines-{n}-brand", ""),
        }
        for n, line in enumerate(row.told_lines)
    ]  # fmt: skip


@verb_page(REQUEST, actions.place_order)
def order(request: HttpRequest, actor: Actor, row: Request) -> HttpResponse:
    """All prices side by side, the way it must be bought, and the choice with its reason."""
    form = action_form(actions.place_order, actor, request, row)
    if request.method == "POST" and carried_out(form, actions.place_order, row, by=actor) is not None:
        messages.success(request, "已下单。货到后请申请人、采购人以外的人验收。")
        made = ORDER.visible_to(actor).filter(request=row).order_by("-id").first()
        return redirect(url_of(ORDER, made) if made is not None else url_of(REQUEST, row))
    return render(
        request,
        "procurement/order.html",
        _to_choose(request, row, form),
        status=422 if request.method == "POST" else 200,
    )


def _to_choose(request: HttpRequest, row: Request, form: PageForm) -> dict[str, Any]:
    found, advice = comparison(row), advised_route(row)
    chosen = request.POST.get("quote", "") or (str(found.quotes[0].pk) if found.quotes else "")
    way = row.route or advice.route
    wanted = (
        int(amount_of(row.school_id, QUOTES)) if advice.needs_quotes and way not in (Route.SINGLE, Route.CENTRAL) else 1
    )
    return {
        "type": REQUEST, "row": row, "form": form, "problems": form.told(), "compared": found, "advice": advice, "guidance": guidance()[way],
        "route_label": Route(way).label, "wanted": wanted, "lacking": max(wanted - len(found.quotes), 0), "chosen": chosen,
        "papers": {one.pk: list(attachments_of(one)) for one in found.quotes}, "submission": request.POST.get("submission") or new_submission(),
    }  # fmt: skip
