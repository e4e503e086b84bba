"""Transfers and loans."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from houqin.areas.assets.actions.cards import settle_at
from houqin.areas.assets.actions.finding import report_damage
from houqin.areas.assets.holding import Signature, sign
from houqin.areas.assets.keeping import answerable_at
from houqin.areas.assets.models import Asset, DisposalLine, Loan, Transfer, TransferLine
from houqin.areas.assets.models.disposals import Disposal
from houqin.foundation.models import Department, Person, Place
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Problem, Problems, Refused, action, all_locked
from houqin.kernel.declare import register
from houqin.kernel.numbering import take

WhichThing = Annotated[Asset, Ask(label="哪一件")]
Borrower = Annotated[Person, Ask(label="借用人")]


State = Transfer.State
AState = Asset.State
Taker = Annotated[Person | None, Ask(label="调入方", help="不填就是那个房间的责任人")]
Giver = Annotated[Person | None, Ask(label="调出方", help="不填就是现在的责任人")]
ToDepartment = Annotated[Department | None, Ask(label="调入部门", help="不变就不填")]
Where = Annotated[Place, Ask(label="调到哪里")]
Why = Annotated[str, Ask(label="调拨原因")]


@dataclass(frozen=True)
class Thing:
    asset: WhichThing


Things = Annotated[list[Thing], Ask(label="东西")]


def busy_with(asset: Asset) -> str | None:
    """The sentence why a thing cannot go another way now."""
    if asset.state not in Asset.AT_HAND:
        return f"{asset} 现在是“{asset.get_state_display()}”，不能办理。"
    live = TransferLine.objects.of(asset.school_id).filter(asset=asset, transfer__state__in=Transfer.LIVE)
    if line := live.select_related("transfer").one():
        return f"{asset} 正在调拨（{line.transfer.number}），办完或撤回后再办。"
    leaving = DisposalLine.objects.of(asset.school_id).filter(asset=asset, disposal__state__in=Disposal.LIVE)
    if gone := leaving.select_related("disposal").one():
        return f"{asset} 正在处置（{gone.disposal.number}），办完或撤回后再办。"
    return None


@action(makes=Transfer, label="申请调拨")
def ask_transfer(
    *, by: Actor, lines: Things, to_place: Where, reason: Why, taker: Taker = None, giver: Giver = None, to_department: ToDepartment = None
) -> Transfer:  # fmt: skip
    """Things of one person to another's room or department. They move when both have agreed, not before."""
    return _asked(by, [line.asset for line in lines], to_place, reason, taker, giver, to_department)


@action(on=Asset, label="调拨", when=Asset.AT_HAND)
def transfer(
    asset: Asset, *, by: Actor, to_place: Where, reason: Why, taker: Taker = None, giver: Giver = None, to_department: ToDepartment = None
) -> Transfer:  # fmt: skip
    return _asked(by, [asset], to_place, reason, taker, giver, to_department)


def _asked(
    by: Actor, assets: Iterable[Asset], to_place: Place, reason: str, taker: Person | None, giver: Person | None, to_department: Department | None
) -> Transfer:  # fmt: skip
    things = all_locked(assets)
    giver, taker = giver or _owner(things), taker or answerable_at(to_place)
    problems = Problems()
    _check_sides(things, giver, taker, problems)
    for asset in things:
        if said := busy_with(asset):
            problems.add(said, "lines")
    problems.stop()
    made = Transfer(
        school_id=by.school_id, number=take(by.school_id, register.for_model(Transfer).number)[0], reason=reason[:200], giver=giver, taker=taker,
        campus_id=things[0].campus_id, from_department_id=things[0].department_id, to_department=to_department, to_place=to_place,
        asked_by_id=by.person_id, asked_on=clock.today(),
    )  # fmt: skip
    made.save()
    for asset in things:
        TransferLine(
            school_id=by.school_id, transfer=made, asset=asset, campus_id=asset.campus_id, from_place_id=asset.place_id,
            from_keeper_id=asset.keeper_id,
        ).save()  # fmt: skip
    return made


def _owner(things: list[Asset]) -> Person | None:
    first = things[0] if things else None
    return (first.keeper or first.custodian) if first is not None else None


def _check_sides(things: list[Asset], giver: Person | None, taker: Person | None, problems: Problems) -> None:
    if not things:
        problems.add("请至少选一件东西。", "lines")
    if giver is None:
        problems.add("这件东西没有责任人，也没有保管人，请填调出方由谁同意。", "giver")
    if taker is None:
        problems.add("那个房间没有责任人，请填调入方由谁接收。", "taker")
    if giver is not None and giver == taker:
        problems.add(f"两边都是 {giver}，不用调拨，请用“挪动”。", "taker")
    if len({asset.keeper_id for asset in things}) > 1 or len({asset.campus_id for asset in things}) > 1:
        problems.add("一张调拨单上的东西要属于同一校区、同一责任人，请分开申请。", "lines")


@action(on=Transfer, label="同意调出", when=(State.ASKED,), asks=True)
def agree_giving(transfer: Transfer, *, by: Actor, signature: Signature = None) -> Transfer:
    transfer.state, transfer.given_at = State.GIVEN, clock.now()
    transfer.save()
    sign(transfer, by, signature, "同意调出")
    return transfer


@action(on=Transfer, label="同意接收", when=(State.GIVEN,), asks=True)
def agree_taking(transfer: Transfer, *, by: Actor, signature: Signature = None) -> Transfer:
    """Both sides have agreed: now the cards move, each with its place, department, keeper and custodian."""
    lines = {line.asset_id: line for line in transfer.lines.of(transfer.school_id).select_related("asset")}
    things = all_locked([line.asset for line in lines.values()])
    problems = Problems()
    for asset in things:
        if asset.state not in Asset.AT_HAND:
            problems.add(f"{asset} 现在是“{asset.get_state_display()}”，不能调走。")
        elif asset.keeper_id != lines[asset.pk].from_keeper_id:
            problems.add(f"{asset} 的责任人在申请之后换过，请撤回重新申请。")
    problems.stop()
    for asset in things:
        asset.keeper_id = transfer.taker_id
        asset.department_id = transfer.to_department_id or asset.department_id
        settle_at(asset, transfer.to_place)
        asset.seen_on = clock.today()
        asset.save()
    transfer.state, transfer.taken_at = State.DONE, clock.now()
    transfer.save()
    sign(transfer, by, signature, "同意接收")
    return transfer


@action(on=Transfer, label="不同意", when=Transfer.LIVE)
def refuse_transfer(transfer: Transfer, *, by: Actor, reason: Annotated[str, Ask(label="原因")]) -> Transfer:
    """By either side, or taken back by whoever keeps the cards: nothing moves."""
    transfer.state, transfer.refused_because = State.REFUSED, reason[:200]
    transfer.save()
    return transfer


@action(on=Asset, label="借出", when=(AState.IN_USE, AState.IDLE))
def lend(
    asset: Asset, *, by: Actor, borrower: Borrower, due_on: Annotated[date, Ask(label="应还日期")],
    purpose: Annotated[str, Ask(label="用途")] = "", signature: Signature = None,
) -> Loan:  # fmt: skip
    problems = Problems()
    if due_on < clock.today():
        problems.add("应还日期不能早于今天。", "due_on")
    if not borrower.is_active:
        problems.add(f"{borrower} 不在岗，不能借用。", "borrower")
    if said := busy_with(asset):
        problems.add(said)
    problems.stop()
    loan = Loan(
        school_id=asset.school_id, number=take(asset.school_id, register.for_model(Loan).number)[0], asset=asset, campus_id=asset.campus_id,
        borrower=borrower, due_on=due_on, purpose=purpose[:120], lent_at=clock.now(),
    )  # fmt: skip
    loan.save()
    asset.state, asset.state_said = AState.LENT, f"{borrower} 借用，应还 {due_on}"
    asset.save()
    sign(loan, by, signature, "借出")
    return loan


@action(on=Loan, label="归还", when=(Loan.State.OUT,), asks=True, due="due_on")
def give_back(
    loan: Loan, *, by: Actor, is_damaged: Annotated[bool, Ask(label="有损坏")] = False, said: Annotated[str, Ask(label="归还情况")] = ""
) -> Loan:  # fmt: skip
    """Taken back by who keeps the things, never by the borrower alone; damage goes the way of every damage."""
    if by.person_id is not None and by.person_id == loan.borrower_id:
        raise Refused("请由保管人或资产管理员收回，借用人不能自己登记归还。")
    if is_damaged and not said:
        raise Refused(Problem("归还情况：有损坏请写明坏在哪里。", "said"))
    asset = all_locked([loan.asset])[0]
    loan.state, loan.returned_at, loan.returned_said = Loan.State.BACK, clock.now(), said[:200]
    loan.save()
    if asset.state == AState.LENT:
        asset.state, asset.state_said, asset.seen_on = AState.IN_USE, "", clock.today()
        asset.save()
    if is_damaged and report_damage.possible(asset) is None:
        report_damage(asset, by=by, said=said)
    return loan


@action(on=Loan, label="续借", when=(Loan.State.OUT,))
def extend_loan(loan: Loan, *, by: Actor, due_on: Annotated[date, Ask(label="改到哪天还")]) -> Loan:
    if due_on <= max(loan.due_on, clock.today()):
        raise Refused(Problem(f"请填 {max(loan.due_on, clock.today())} 以后的日期。", "due_on"))
    loan.due_on = due_on
    loan.save()
    return loan
