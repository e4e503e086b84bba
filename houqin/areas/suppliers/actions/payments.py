"""An instalment's way: due, accepted by somebody who did not buy, paid by somebody who did not accept."""

from datetime import date
from typing import Annotated

from houqin.areas.suppliers.actions.suppliers import Points, score
from houqin.areas.suppliers.models import Payment
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Problems, Refused, action
from houqin.kernel.files import attach_all
from houqin.kernel.files.upload import Upload

State = Payment.State
Photos = Annotated[list[Upload] | None, Ask(label="验收照片", widget="photos")]


def not_binding(payment: Payment) -> str | None:
    contract = payment.contract
    is_bound = contract.state not in (contract.State.DRAFT, contract.State.CANCELLED)
    return None if is_bound else f"{contract} 现在是“{contract.get_state_display()}”，没有要付的款。"


@action(on=Payment, label="提前办理", when=(State.PLANNED,), unless=not_binding)
def fall_due(payment: Payment, *, by: Actor) -> Payment:
    """The instalment's turn has come: by the clock some weeks before it is due, or because the work was done early."""
    payment.state = State.TO_ACCEPT if payment.needs_acceptance else State.TO_PAY
    payment.save()
    return payment


@action(on=Payment, label="验收合格", when=(State.TO_ACCEPT,), asks=True, due="due_on")
def accept_work(
    payment: Payment, *, by: Actor, points: Points = 5, said: Annotated[str, Ask(label="验收意见", help="如养护到位、维保记录齐全")] = "",
    photos: Photos = None,
) -> Payment:  # fmt: skip
    """What is paid for was done. Whoever drafted the contract does not accept under it."""
    _not_the_buyer(payment, by)
    payment.state, payment.accepted_on, payment.accepted_by_id = State.TO_PAY, clock.today(), by.person_id
    payment.accepted_said = said[:200]
    payment.save()
    attach_all(payment, photos or (), by, "验收")
    score(payment.contract.supplier, by=by, points=points, said=said, because=payment)
    return payment


@action(on=Payment, label="验收不合格", when=(State.TO_ACCEPT,))
def reject_work(
    payment: Payment, *, by: Actor, said: Annotated[str, Ask(label="哪里不合格", widget="textarea")], points: Points = 2, photos: Photos = None
) -> Payment:  # fmt: skip
    """Nothing is paid until it is put right and accepted."""
    _not_the_buyer(payment, by)
    payment.accepted_said = f"不合格：{said}"[:200]
    payment.save()
    attach_all(payment, photos or (), by, "验收不合格")
    score(payment.contract.supplier, by=by, points=points, said=said, because=payment)
    return payment


def _not_the_buyer(payment: Payment, by: Actor) -> None:
    if by.person_id is not None and by.person_id == payment.contract.drafted_by_id:
        raise Refused("合同经办人不能验收自己经办的合同，请由履约负责人或其他人验收。")


@action(on=Payment, label="登记付款", when=(State.TO_PAY,), asks=True, due="due_on")
def pay(
    payment: Payment, *, by: Actor, voucher: Annotated[str, Ask(label="凭证号")],
    paid_on: Annotated[date | None, Ask(label="付款日期", help="不填就是今天")] = None,
) -> Payment:  # fmt: skip
    """Paid, once, after acceptance, by somebody who neither bought nor accepted."""
    day = paid_on or clock.today()
    problems = Problems()
    if by.person_id is not None and by.person_id in (payment.accepted_by_id, payment.contract.drafted_by_id):
        problems.add("经办或验收这笔款的人不能登记付款，请由另一位财务人员办理。")
    if day > clock.today():
        problems.add("付款日期不能晚于今天。", "paid_on")
    if payment.accepted_on is not None and day < payment.accepted_on:
        problems.add(f"付款日期早于验收日期 {payment.accepted_on}，请核对。", "paid_on")
    problems.stop()
    payment.state, payment.paid_on, payment.paid_by_id, payment.voucher = State.PAID, day, by.person_id, voucher
    payment.save()
    return payment
