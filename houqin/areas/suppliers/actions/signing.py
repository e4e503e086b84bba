"""From the signature to the end of a contract."""

from datetime import date
from typing import Annotated

from houqin.areas.suppliers.actions.contracts import sums_wrong
from houqin.areas.suppliers.limits import meeting_over, notice_due, reminder_steps
from houqin.areas.suppliers.models import Contract, Payment
from houqin.areas.suppliers.reads import payments_of, unfit_because
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Problems, Refused, action
from houqin.kernel.files import attach_all
from houqin.kernel.files.upload import Upload

State = Contract.State


@action(on=Contract, label="签订", when=(State.DRAFT,), asks=True, due="starts_on")
def sign(
    contract: Contract, *, by: Actor, signed_on: Annotated[date | None, Ask(label="签订日期", help="不填就是今天")] = None,
    meeting_number: Annotated[str, Ask(label="会议纪要编号", help="超过集体决策起点的合同必填")] = "",
    paper_number: Annotated[str, Ask(label="纸质合同编号")] = "",
    papers: Annotated[list[Upload] | None, Ask(label="签字盖章的合同", widget="photos")] = None,
) -> Contract:  # fmt: skip
    """It binds from now on. Whoever drafted it does not sign it."""
    day = signed_on or clock.today()
    contract.meeting_number = meeting_number or contract.meeting_number
    contract.paper_number = paper_number or contract.paper_number
    problems = Problems()
    for said, field in _unsignable(contract, day, by):
        problems.add(said, field)
    problems.stop()
    contract.signed_on = day
    contract.notice_due_on = notice_due(contract.school_id, day) if contract.is_public else None
    contract.state = State.SIGNED if contract.is_public else State.IN_FORCE
    contract.save()
    attach_all(contract, papers or (), by)
    return contract


def _unsignable(contract: Contract, day: date, by: Actor) -> list[tuple[str, str | None]]:
    """Everything that keeps this contract from being signed, each with the field it belongs to."""
    limit = meeting_over(contract.school_id)
    found: list[tuple[str, str | None]] = [(said, None) for said in sums_wrong(contract)]
    if by.person_id is not None and by.person_id == contract.drafted_by_id:
        found.append((f"{contract} 是您起草的，请由校长或主任中的另一位签订。", None))
    if refusal := unfit_because(contract.supplier):
        found.append((refusal, None))
    if not payments_of(contract):
        found.append(("还没有写怎么付款，请先添上各期付款。", None))
    if contract.amount > limit and not contract.meeting_number.strip():
        found.append((f"合同金额超过 {limit:f} 元，要由会议集体决定，请填写会议纪要编号。", "meeting_number"))
    if day > clock.today():
        found.append(("签订日期不能晚于今天。", "signed_on"))
    return found


@action(on=Contract, label="登记公告", when=(State.SIGNED,), asks=True, due="notice_due_on")
def publish(
    contract: Contract, *, by: Actor, published_in: str, published_on: Annotated[date | None, Ask(label="公告日期", help="不填就是今天")] = None
) -> Contract:  # fmt: skip
    """The notice of the contract is out."""
    day = published_on or clock.today()
    if contract.signed_on is not None and not contract.signed_on <= day <= clock.today():
        raise Refused("公告日期应在签订之后、今天之前，请核对。", field="published_on")
    contract.published_in, contract.published_on, contract.state = published_in, day, State.IN_FORCE
    contract.save()
    return contract


@action(on=Contract, label="到期不再续签", when=(State.ENDING,))
def let_end(contract: Contract, *, by: Actor, reason: Annotated[str, Ask(label="原因")]) -> Contract:
    contract.is_settled, contract.end_said, contract.state = True, reason[:200], State.IN_FORCE
    contract.save()
    return contract


@action(on=Contract, label="提前终止", when=Contract.BINDING, final=True)
def cancel(
    contract: Contract, *, by: Actor, reason: Annotated[str, Ask(label="终止原因", widget="textarea")]
) -> Contract:
    """Ended before its time: what was not yet accepted is no longer owed, what was accepted is still paid."""
    contract.state, contract.end_said, contract.ended_on = State.CANCELLED, reason[:200], clock.today()
    contract.save()
    for payment in payments_of(contract):
        if payment.state in (Payment.State.PLANNED, Payment.State.TO_ACCEPT):
            payment.state = Payment.State.CANCELLED
            payment.save()
    return contract


@action(on=Contract, label="按日期更新状态", when=(State.IN_FORCE, State.ENDING))
def move_contract(contract: Contract, *, by: Actor) -> Contract:
    """Near its end with nothing decided, or over. Done by the clock, by nobody else."""
    days = (contract.ends_on - clock.today()).days
    if days < 0:
        contract.state = State.ENDED
    elif not contract.is_settled and days <= reminder_steps(contract.school_id)[0]:
        contract.state = State.ENDING
    contract.save()
    return contract
