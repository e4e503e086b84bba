"""A request on its way through the chain."""

from houqin.areas.procurement.facts import RequestApproved
from houqin.areas.procurement.models import Approval, Request
from houqin.areas.procurement.reads.chain import chain_for
from houqin.areas.procurement.reads.money import fund_state
from houqin.areas.procurement.reads.routing import advised_route
from houqin.areas.procurement.reads.splitting import splitting
from houqin.areas.procurement.telling import tell_approver, tell_buyers, tell_requester
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Refused, announce, locked

Step = Approval.State


def send_on(request: Request) -> Request:
    """To the buyer while something is missing, else to the first approver."""
    found = splitting(request)
    request.is_split, request.split_told = found is not None, (found.told if found is not None else "")[:300]
    advice = advised_route(request)
    request.route_rule, request.route_because = advice.route, advice.because[:300]
    if request.gaps:
        request.state = Request.State.NEW
        request.save()
        tell_buyers(request, "采购申请待补全")
        return request
    request.state, request.round, request.said = Request.State.APPROVING, request.round + 1, ""
    request.save()
    _lay_out(request)
    go_on(request, by=None)
    return request


def _lay_out(request: Request) -> None:
    steps = chain_for(request)
    if not steps:
        raise Refused("没有适用的审批环节，不能送审。请后勤主任在“审批环节”里补上。")
    for step in steps:
        Approval(
            school_id=request.school_id, request=request, round=request.round, step=step.step, name=step.name, because=step.because[:200],
            post=step.post, campus_id=request.campus_id, needs_minutes=step.needs_minutes, needs_signature=step.needs_signature,
        ).save()  # fmt: skip


def steps_of(request: Request) -> list[Approval]:
    """The steps of the present round, in order."""
    rows = Approval.objects.of(request.school_id).filter(request=request, round=request.round)
    return list(rows.select_related("approver", "decided_by").order_by("step", "id"))


def go_on(request: Request, by: Actor | None) -> None:
    """Open the next step when all of this one agreed; agree to the whole when there is none. `request` must be locked."""
    steps = steps_of(request)
    if any(step.state == Step.WAITING for step in steps):
        return
    ahead = [step for step in steps if step.state == Step.AHEAD]
    if ahead:
        _open([step for step in ahead if step.step == ahead[0].step])
    elif by is not None:
        _agreed(request, by)


def _open(steps: list[Approval]) -> None:
    for step in steps:
        step.state, step.waiting_since = Step.WAITING, clock.now()
        step.save()
        tell_approver(step)


def _agreed(request: Request, by: Actor) -> None:
    require_money(request)
    request.state, request.agreed, request.decided_at = Request.State.APPROVED, request.amount, clock.now()
    request.save()
    tell_requester(request, "采购申请已批准")
    tell_buyers(request, "采购申请已批准，请采购")
    announce(RequestApproved(request=request, by=by))


def require_money(request: Request) -> None:
    """Two requests agreed at the same moment must not both take the last of a fund."""
    if request.fund is None:
        return
    state = fund_state(locked(request.fund), without=request)
    if state.left is not None and request.amount > state.left:
        raise Refused(
            f"“{state.fund}”本年预算 {state.budget:,.2f} 元，已占用 {state.taken:,.2f} 元，只剩 {state.left:,.2f} 元，"
            f"不够本单的 {request.amount:,.2f} 元。请退回修改，换经费来源或减少数量。"
        )


def cancel_steps(request: Request) -> None:
    """Nobody is asked any more."""
    for step in steps_of(request):
        fresh = locked(step)
        if fresh.state in (Step.WAITING, Step.AHEAD):
            fresh.state = Step.CANCELLED
            fresh.save()
