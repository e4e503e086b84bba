"""Asking prices, choosing the way and the supplier, ordering, and waiting for the goods."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from houqin.areas.procurement.limits import QUOTES, amount_of
from houqin.areas.procurement.lines import MOST, is_number
from houqin.areas.procurement.models import FEN, Order, OrderLine, Quote, QuoteLine, Request, RequestLine, Route
from houqin.areas.procurement.reads.routing import advised_route
from houqin.areas.procurement.separation import Part, keep_apart
from houqin.areas.procurement.telling import tell_acceptors, tell_requester
from houqin.areas.suppliers.models import Supplier
from houqin.areas.suppliers.reads import fit_suppliers, unfit_because
from houqin.foundation.models import Person
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Problems, Refused, action, add
from houqin.kernel.declare import register
from houqin.kernel.files import attach_all
from houqin.kernel.files.upload import Upload

State = Request.State


def lines_of(request: Request | None, by: Actor) -> Any:
    rows = RequestLine.objects.of(by.school_id).order_by("id")
    return rows.filter(request=request) if request is not None else rows


def quotes_of(request: Request | None, by: Actor) -> Any:
    rows = Quote.objects.of(by.school_id).order_by("total", "id")
    return rows.filter(request=request) if request is not None else rows


LineOfRequest = Annotated[RequestLine, Ask(label="采购明细", choices=lines_of)]
FitSupplier = Annotated[Supplier, Ask(choices=fit_suppliers)]
OneOfTheQuotes = Annotated[Quote, Ask(label="选用哪家", choices=quotes_of)]


@dataclass(frozen=True)
class Priced:
    """What one supplier asks for one line."""

    line: LineOfRequest
    unit_price: Annotated[Decimal, Ask(label="单价（元）")]
    brand: Annotated[str, Ask(label="品牌型号")] = ""


@action(on=Request, label="登记报价", when=(State.APPROVED,), noun="quotes")
def add_quote(
    request: Request, *, by: Actor, supplier: FitSupplier, lines: Annotated[list[Priced], Ask(label="报价")],
    quoted_on: Annotated[date | None, Ask(label="报价日期")] = None, delivery_days: Annotated[int | None, Ask(label="几天到货")] = None,
    terms: Annotated[str, Ask(label="质保、售后等")] = "", papers: Annotated[list[Upload] | None, Ask(label="报价单", widget="papers")] = None,
) -> Quote:  # fmt: skip
    """One supplier's price for all lines. The same supplier again replaces its earlier price."""
    problems = Problems()
    _may_buy(problems, by, request, supplier)
    if delivery_days is not None and not 0 <= delivery_days <= 999:
        problems.add("到货天数在 0 到 999 之间。", "delivery_days")
    prices = _prices(request, lines, problems)
    problems.stop()
    request.buyer_id = request.buyer_id or by.person_id
    request.save()
    quote = Quote.objects.of(request.school_id).filter(request=request, supplier=supplier).one()
    quote = quote or Quote(school_id=request.school_id, request=request, supplier=supplier, campus_id=request.campus_id)
    quote.quoted_on, quote.delivery_days, quote.terms = quoted_on or clock.today(), delivery_days, terms[:200]
    quote.total = sum(((line.quantity * price).quantize(FEN) for line, (price, _) in prices.items()), Decimal(0))
    quote.save()
    for line, (price, brand) in prices.items():
        _quote_line(quote, line, price, brand)
    attach_all(quote, papers or (), by, "报价单")
    return quote


def _quote_line(quote: Quote, line: RequestLine, price: Decimal, brand: str) -> None:
    known = QuoteLine.objects.of(quote.school_id).filter(quote=quote, line=line).one()
    row = known or QuoteLine(school_id=quote.school_id, quote=quote, line=line)
    row.unit_price, row.brand = price, brand[:80]
    row.save()


def _prices(request: Request, lines: list[Priced], problems: Problems) -> dict[RequestLine, tuple[Decimal, str]]:
    given = {one.line.pk: one for one in lines}
    found: dict[RequestLine, tuple[Decimal, str]] = {}
    for line in request.told_lines:
        one = given.pop(line.pk, None)
        if one is None:
            problems.add(f"{line.words}没有报价；每一样都要报，供不全的请换一家。", "lines")
        elif (
            not is_number(one.unit_price)
            or not 0 < one.unit_price <= MOST
            or one.unit_price != one.unit_price.quantize(FEN)
        ):
            problems.add(f"{line.words}的单价要大于 0，精确到分。", "lines")
        else:
            found[line] = (one.unit_price, one.brand)
    if given:
        problems.add("有的报价不属于这张申请，请重新填写。", "lines")
    return found


def _may_buy(problems: Problems, by: Actor, request: Request, supplier: Supplier) -> None:
    keep_apart(problems, Part.BUY, by, request)
    now = Supplier.objects.of(supplier.school_id).get(
        pk=supplier.pk
    )  # it may have been barred since the quote was read
    if refusal := unfit_because(now):
        problems.add(refusal, "supplier")


@action(on=Quote, label="删去报价", final=True)
def drop_quote(quote: Quote, *, by: Actor) -> None:
    if quote.request.state != State.APPROVED:
        raise Refused(f"{quote.request} 已经下单，报价要留存，不能删。")
    for line in quote.lines.of(quote.school_id):
        line.delete()
    quote.delete()


@action(on=Request, label="定采购方式", when=(State.APPROVED,))
def choose_route(
    request: Request, *, by: Actor, route: Route, reason: Annotated[str, Ask(label="理由", help="和规则给出的方式不同，或单一来源时必须写")] = ""
) -> Request:  # fmt: skip
    """The rule advises; who goes another way says why, and it stays on the paper."""
    advice = advised_route(request)
    route, problems = Route(route), Problems()
    keep_apart(problems, Part.BUY, by, request)
    if (route != advice.route or route == Route.SINGLE) and not is_said(reason):
        problems.add(f"按规则应为“{advice.route.label}”（{advice.because}）；改用“{route.label}”请写理由。", "reason")
    problems.stop()
    request.route = route
    request.route_because = f"{advice.because}；{reason.strip()}".strip("；")[:300]
    request.save()
    return request


def is_said(reason: str) -> bool:
    return len(reason.strip()) > 1


@action(on=Request, label="下单", when=(State.APPROVED,), asks=True, due="needed_by", noun="order")
def place_order(
    request: Request, *, by: Actor, quote: OneOfTheQuotes,
    reason: Annotated[str, Ask(label="理由", help="不取最低价，或报价不足时必须写")] = "",
    due_on: Annotated[date | None, Ask(label="应到货日期")] = None, acceptor: Annotated[Person | None, Ask(label="请谁验收")] = None,
) -> Order:  # fmt: skip
    """The chosen quote becomes the order; why it is not the lowest, or stands alone, is kept with it."""
    quotes = list(quotes_of(request, by).select_related("supplier"))
    _may_order(request, by, quote, quotes, reason, acceptor)
    highest = max(one.total for one in quotes)
    order: Order = add(register.for_model(Order), by=by, values={
        "request": request, "title": request.title, "supplier": quote.supplier, "campus": request.campus, "fund": request.fund,
        "route": request.route or advised_route(request).route, "due_on": due_on, "total": quote.total, "highest": highest,
        "saved": highest - quote.total, "quote_count": len(quotes), "is_lowest": quote.total == min(one.total for one in quotes),
        "chosen_because": reason.strip()[:300], "requested_by": request.requested_by, "acceptor": acceptor,
    })  # fmt: skip
    order.buyer_id = by.person_id if by.person_id is not None else request.buyer_id
    order.save()
    for line in quote.lines.of(quote.school_id).select_related("line", "line__item").order_by("line_id"):
        _order_line(order, line)
    quote.is_chosen = True
    quote.save()
    request.state, request.buyer_id = State.ORDERED, order.buyer_id
    request.route = order.route
    request.save()
    tell_requester(request, "已下单", f"{request.title}，向{quote.supplier}")
    return order


def _may_order(
    request: Request, by: Actor, quote: Quote, quotes: list[Quote], reason: str, acceptor: Person | None
) -> None:
    problems = Problems()
    if quote.request_id != request.pk:
        problems.add("请选择这张申请的报价。", "quote")
    _may_buy(problems, by, request, quote.supplier)
    if request.agreed is not None and quote.total > request.agreed:
        said = (
            f"报价 {quote.total:,.2f} 元超过批准的 {request.agreed:,.2f} 元，不能下单；请另选一家，或“改动后重新报批”。"
        )
        problems.add(said, "quote")
    if acceptor is not None and acceptor.pk in (request.requested_by_id, by.person_id, request.buyer_id):
        problems.add("验收人不能是申请人或采购人，请另选一人。", "acceptor")
    if not is_said(reason):
        _need_reason(problems, request, quote, quotes)
    problems.stop()


def _need_reason(problems: Problems, request: Request, quote: Quote, quotes: list[Quote]) -> None:
    lowest = min(one.total for one in quotes)
    if quote.total > lowest:
        problems.add(f"选的不是最低价（最低 {lowest:,.2f} 元），请写不取最低价的理由。", "reason")
    wanted = int(amount_of(request.school_id, QUOTES)) if advised_route(request).needs_quotes else 1
    if request.route in (Route.SINGLE, Route.CENTRAL):
        wanted = 1
    if len(quotes) < wanted:
        problems.add(f"要 {wanted} 家报价，现在只有 {len(quotes)} 家；请继续询价，或写明为什么只有这几家。", "reason")


def _order_line(order: Order, quoted: QuoteLine) -> None:
    wanted = quoted.line
    OrderLine(
        school_id=order.school_id, order=order, wanted=wanted, words=wanted.words, spec=wanted.spec, brand=quoted.brand, item=wanted.item,
        goods=wanted.goods, class_code=wanted.class_code, unit=wanted.unit, quantity=wanted.quantity, unit_price=quoted.unit_price,
    ).save()  # fmt: skip


@action(on=Order, label="货到了，请人验收", when=Order.EXPECTED)
def tell_arrived(
    order: Order, *, by: Actor, acceptor: Annotated[Person | None, Ask(label="请谁验收", help="不选就通知库管员、资产管理员")] = None
) -> Order:  # fmt: skip
    if acceptor is not None and acceptor.pk in (order.requested_by_id, order.buyer_id):
        raise Refused("验收人不能是申请人或采购人，请另选一人。", field="acceptor")
    order.told_arrived_at = clock.now()
    order.acceptor = acceptor or order.acceptor
    order.save()
    tell_acceptors(order)
    return order
