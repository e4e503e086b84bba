"""Asking, completing, correcting, taking back: everything before somebody agrees."""

from datetime import date
from typing import Annotated

from houqin.areas.procurement.actions.sending import cancel_steps, send_on
from houqin.areas.procurement.lines import Wanted, keep_lines
from houqin.areas.procurement.models import Kind, Quote, Request
from houqin.areas.procurement.reads.missing import shopping_list
from houqin.areas.procurement.telling import tell_buyers, tell_requester
from houqin.areas.suppliers.models import Fund
from houqin.foundation.models import Campus, Person
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Problems, Refused, action, add
from houqin.kernel.declare import register
from houqin.kernel.rows import Record

State = Request.State
Lines = Annotated[list[Wanted], Ask(label="要买什么")]
Why = Annotated[str, Ask(label="为什么要买", widget="textarea")]
NextBuyer = Annotated[Person, Ask(label="交给谁采购")]
Reason = Annotated[str, Ask(label="原因")]


@action(makes=Request, label="申请采购")
def ask_for(
    *, by: Actor, lines: Lines, why: Why = "", title: str = "", kind: Kind | None = None, needed_by: date | None = None,
    fund: Fund | None = None, campus: Campus | None = None, because: Record | None = None,
) -> Request:  # fmt: skip
    """A wish. Priced and with a fund it goes straight to approval; else the buyer completes it first. `because`: the row that made it necessary."""
    problems = Problems()
    where = campus or _own_campus(by)
    if where is None:
        problems.add("请选择给哪个校区买。", "campus")
    if not why.strip() and because is None:
        problems.add("请写为什么要买。", "why")
    if needed_by is not None and needed_by < clock.today():
        problems.add("需要日期不能早于今天。", "needed_by")
    problems.stop()
    request: Request = add(register.for_model(Request), by=by, values={
        "title": (title.strip() or _title(lines))[:80], "why": (why.strip() or f"由{because}引起")[:300], "kind": kind or Kind.GOODS,
        "needed_by": needed_by, "fund": fund, "campus": where, "requested_by": _person(by), **_origin(because),
    })  # fmt: skip
    if because is None:
        _in_reach(request, by)
    keep_lines(request, lines)
    return send_on(request)


def _person(by: Actor) -> Person | None:
    return Person.objects.of(by.school_id).filter(pk=by.person_id).first() if by.person_id is not None else None


def _own_campus(by: Actor) -> Campus | None:
    """Where the asker serves, else where he belongs, else the only one there is."""
    serves = next((pk for holding in by.holdings for kind, pk in holding.units if kind == "campus"), None)
    if serves is not None:
        return Campus.objects.of(by.school_id).filter(pk=serves).first()
    person = _person(by)
    if person is not None and person.campus is not None:
        campus: Campus = person.campus
        return campus
    every = list(Campus.objects.of(by.school_id).order_by("id")[:2])
    return every[0] if len(every) == 1 else None


def _in_reach(request: Request, by: Actor) -> None:
    policy = register.for_model(Request).policy
    if policy.may(by, ask_for.key) and not policy.may(by, ask_for.key, request):
        raise Refused("您只能为本人任职的校区申请采购，请换一个校区。", field="campus")


def _title(lines: list[Wanted]) -> str:
    names = [line.words.strip() or str(line.item or "") for line in lines]
    return "、".join(name for name in names[:3] if name) + (f"等 {len(names)} 样" if len(names) > 3 else "")


def _origin(because: Record | None) -> dict[str, object]:
    if because is None:
        return {}
    return {
        "origin_kind": because._meta.label_lower,
        "origin_id": because.pk,
        "origin": f"{because._meta.verbose_name} {because}"[:120],
    }


@action(makes=Request, label="缺货一键申请")
def ask_for_gaps(*, by: Actor, campus: Campus | None = None) -> Request:
    """One request for everything that is below its minimum and not yet on its way."""
    wanted = [
        Wanted(words=one.item.name, item=one.item, quantity=one.missing, unit=one.item.unit)
        for one in shopping_list(by.school_id, campus)
    ]
    if not wanted:
        raise Refused("没有低于储备量的物品，或缺的都已经在采购中。")
    where = campus or _own_campus(by) or Campus.objects.of(by.school_id).order_by("id").first()
    return ask_for(by=by, lines=wanted, title=f"补足库存：{_title(wanted)}", why="库存低于储备量", campus=where)


@action(on=Request, label="补全", when=(State.NEW, State.RETURNED), asks=True, due="needed_by")
def complete(
    request: Request, *, by: Actor, lines: Lines, fund: Fund | None = None, kind: Kind | None = None, title: str = "",
    needed_by: date | None = None,
) -> Request:  # fmt: skip
    """The buyer's part: what it is in the stores' words, what it will cost, from which fund. Whole, it goes to approval."""
    request.fund = fund or request.fund
    request.kind = kind or request.kind
    request.title = title.strip() or request.title
    request.needed_by = needed_by or request.needed_by
    if by.person_id not in (None, request.requested_by_id):
        request.buyer_id = by.person_id
    request.save()
    keep_lines(request, lines)
    return send_on(request)


@action(on=Request, label="修改后重新送审", when=(State.RETURNED,), asks=True)
def correct(
    request: Request, *, by: Actor, lines: Lines, why: Why = "", title: str = "", fund: Fund | None = None, needed_by: date | None = None
) -> Request:  # fmt: skip
    request.why = why.strip() or request.why
    request.title = title.strip() or request.title
    request.fund = fund or request.fund
    request.needed_by = needed_by or request.needed_by
    request.save()
    keep_lines(request, lines)
    return send_on(request)


@action(on=Request, label="撤回", when=(*Request.UNDECIDED, State.APPROVED), final=True)
def withdraw(request: Request, *, by: Actor, reason: Reason) -> Request:
    request.state, request.said = State.WITHDRAWN, reason[:300]
    request.save()
    cancel_steps(request)
    return request


@action(on=Request, label="改动后重新报批", when=(State.APPROVED,))
def ask_again(request: Request, *, by: Actor, reason: Reason) -> Request:
    """What was agreed does not do: too dear, another thing, another fund. It is completed and decided anew; quotes stay no longer valid."""
    for quote in Quote.objects.of(request.school_id).filter(request=request):
        for line in quote.lines.of(request.school_id):
            line.delete()
        quote.delete()
    request.state, request.said, request.agreed, request.decided_at = State.NEW, reason[:300], None, None
    request.route = request.route_because = ""
    request.save()
    cancel_steps(request)
    tell_requester(request, "采购申请要重新报批", reason)
    return request


@action(on=Request, label="转给别的采购人", when=(State.NEW, State.APPROVED))
def give_to(request: Request, *, by: Actor, person: NextBuyer) -> Request:
    if not person.is_active or person.pk == request.requested_by_id:
        raise Refused("采购人要在岗，而且不能是申请人本人，请换一个人。", field="person")
    request.buyer = person
    request.save()
    tell_buyers(request, "采购交给您办")
    return request
