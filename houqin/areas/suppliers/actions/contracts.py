"""From an intention to a complete draft: what is covered, when is paid; and the same again for the next year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Any

from houqin.areas.suppliers.models import Contract, ContractLine, Fund, Payment, Supplier
from houqin.areas.suppliers.models.telling import yuan
from houqin.areas.suppliers.reads import fit_suppliers, lines_of, payments_of, unfit_because
from houqin.foundation.models import Campus, Person
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Problems, Refused, action, add
from houqin.kernel.declare import register
from houqin.kernel.files import attach_all
from houqin.kernel.files.upload import Upload

State = Contract.State
DAY = timedelta(days=1)
Seller = Annotated[Supplier, Ask(choices=fit_suppliers)]
FEN = Decimal("0.01")


@dataclass(frozen=True)
class Covered:
    """One thing a contract covers."""

    what: Annotated[str, Ask(label="内容")]
    quantity: Annotated[Decimal, Ask(label="数量")]
    unit: Annotated[str, Ask(label="单位")]
    unit_price: Annotated[Decimal, Ask(label="单价（元）")]

    @property
    def amount(self) -> Decimal:
        return (self.quantity * self.unit_price).quantize(FEN)


@dataclass(frozen=True)
class Instalment:
    """One payment of a contract."""

    what: Annotated[str, Ask(label="款项")]
    due_on: Annotated[date, Ask(label="应付日期")]
    amount: Annotated[Decimal, Ask(label="金额（元）")]
    needs_acceptance: Annotated[bool, Ask(label="先验收后付款")] = True


def prepare_contract(contract: Contract, by: Actor) -> None:
    contract.drafted_by_id = contract.drafted_by_id or by.person_id


@action(makes=Contract, label="起草合同")
def draft(
    *, by: Actor, title: str, supplier: Seller, kind: Contract.Kind, starts_on: date, ends_on: date,
    amount: Annotated[Decimal | None, Ask(label="合同金额（元）", help="不填就按下面各项内容合计")] = None, campus: Campus | None = None,
    fund: Fund | None = None, manager: Person | None = None, paper_number: str = "", is_public: bool = False, meeting_number: str = "",
    lines: Annotated[list[Covered] | None, Ask(label="包含什么")] = None,
    payments: Annotated[list[Instalment] | None, Ask(label="怎么付款")] = None,
    papers: Annotated[list[Upload] | None, Ask(label="合同文本", widget="photos")] = None,
) -> Contract:  # fmt: skip
    """A contract with what it covers and when it is paid; it binds nobody until it is signed."""
    lines, payments = lines or [], payments or []
    total = amount if amount is not None else sum((line.amount for line in lines), Decimal(0))
    problems = Problems()
    if refusal := unfit_because(supplier):
        problems.add(refusal, "supplier")
    if amount is None and not lines:
        problems.add("请填写合同金额，或逐项填写包含的内容。", "amount")
    for said in _sums_wrong(total, [line.amount for line in lines], [one.amount for one in payments]):
        problems.add(said)
    problems.stop()
    contract: Contract = add(
        register.for_model(Contract), by=by,
        values={
            "title": title, "supplier": supplier, "kind": kind, "starts_on": starts_on, "ends_on": ends_on, "amount": total, "campus": campus,
            "fund": fund, "manager": manager, "paper_number": paper_number, "is_public": is_public, "meeting_number": meeting_number,
        },
    )  # fmt: skip
    _fill(contract, lines, payments, by)
    attach_all(contract, papers or (), by)
    return contract


def _sums_wrong(total: Decimal, lines: Sequence[Decimal], payments: Sequence[Decimal]) -> list[str]:
    """Parts that are given must make the whole; parts not given yet are no mistake."""
    said = []
    for name, parts in (("各项内容", lines), ("各期付款", payments)):
        if parts and sum(parts) != total:
            gap = sum(parts) - total
            more = f"{'多' if gap > 0 else '少'} {yuan(abs(gap))} 元"
            said.append(f"{name}合计 {yuan(sum(parts, Decimal(0)))} 元，与合同金额 {yuan(total)} 元{more}，请核对。")
    return said


def sums_wrong(contract: Contract) -> list[str]:
    """Why the written parts do not make the contract's amount; empty when they do."""
    lines, payments = lines_of(contract), payments_of(contract)
    return _sums_wrong(contract.amount, [line.amount for line in lines], [one.amount for one in payments])


def _fill(contract: Contract, lines: Sequence[Covered], payments: Sequence[Instalment], by: Actor) -> None:
    for line in lines:
        _add_line(contract, by, what=line.what, quantity=line.quantity, unit=line.unit, unit_price=line.unit_price)
    for one in payments:
        _add_payment(
            contract, by, what=one.what, due_on=one.due_on, amount=one.amount, needs_acceptance=one.needs_acceptance
        )


def _add_line(contract: Contract, by: Actor, **values: Any) -> ContractLine:
    made: ContractLine = add(register.for_model(ContractLine), by=by, values={"contract": contract, **values})
    return made


def _add_payment(contract: Contract, by: Actor, **values: Any) -> Payment:
    made: Payment = add(register.for_model(Payment), by=by, values={"contract": contract, **values})
    return made


@action(on=Contract, label="添一项内容", when=(State.DRAFT,))
def add_line(
    contract: Contract, *, by: Actor, what: Annotated[str, Ask(label="内容")], quantity: Annotated[Decimal, Ask(label="数量")],
    unit: Annotated[str, Ask(label="单位")], unit_price: Annotated[Decimal, Ask(label="单价（元）")],
) -> ContractLine:  # fmt: skip
    return _add_line(contract, by, what=what, quantity=quantity, unit=unit, unit_price=unit_price)


@action(on=Contract, label="添一期付款", when=(State.DRAFT,))
def add_payment(
    contract: Contract, *, by: Actor, what: Annotated[str, Ask(label="款项", help="如首付、第一季度、质保金")],
    due_on: Annotated[date, Ask(label="应付日期")], amount: Decimal, needs_acceptance: Annotated[bool, Ask(label="先验收后付款")] = True,
) -> Payment:  # fmt: skip
    return _add_payment(contract, by, what=what, due_on=due_on, amount=amount, needs_acceptance=needs_acceptance)


def is_bound(part: ContractLine | Payment) -> str | None:
    return (
        None
        if part.contract.state == State.DRAFT
        else f"{part.contract} 已经签订，内容和付款不能再改；要改请另订补充合同。"
    )


@action(on=ContractLine, label="删去这一项", unless=is_bound, final=True)
def drop_line(line: ContractLine, *, by: Actor) -> Contract:
    """Wrongly written, before anybody signed."""
    contract: Contract = line.contract
    line.delete()
    return contract


@action(on=Payment, label="删去这一期", unless=is_bound, final=True)
def drop_payment(payment: Payment, *, by: Actor) -> Contract:
    contract: Contract = payment.contract
    payment.delete()
    return contract


StartsOn = Annotated[date | None, Ask(label="新合同开始日期", help="不填就从旧合同结束的第二天起")]
EndsOn = Annotated[date | None, Ask(label="新合同结束日期", help="不填就与旧合同一样长")]
NewAmount = Annotated[Decimal | None, Ask(label="新合同金额（元）", help="不填就与旧合同相同")]


@action(on=Contract, label="续签", when=(State.ENDING,), asks=True, due="ends_on")
def renew(
    contract: Contract, *, by: Actor, starts_on: StartsOn = None, ends_on: EndsOn = None, amount: NewAmount = None
) -> Contract:
    """The next contract as a draft made from this one; this one runs to its end."""
    return _again(contract, by, starts_on, ends_on, amount)


@action(on=Contract, label="照此再订一份", when=(State.IN_FORCE, State.ENDED, State.CANCELLED))
def draft_again(
    contract: Contract, *, by: Actor, starts_on: StartsOn = None, ends_on: EndsOn = None, amount: NewAmount = None
) -> Contract:
    return _again(contract, by, starts_on, ends_on, amount)


def _again(
    contract: Contract, by: Actor, starts_on: date | None, ends_on: date | None, amount: Decimal | None
) -> Contract:
    if refusal := unfit_because(contract.supplier):
        raise Refused(refusal)
    start = starts_on or contract.ends_on + DAY
    total = contract.amount if amount is None else amount
    made: Contract = add(
        register.for_model(Contract), by=by,
        values={
            name: getattr(contract, name)
            for name in ("title", "supplier", "kind", "campus", "fund", "manager", "is_public")
        } | {
            "starts_on": start, "ends_on": ends_on or _as_long(contract, start), "amount": total, "renewed_from": contract,
        },
    )  # fmt: skip
    lines = [Covered(one.what, one.quantity, one.unit, one.unit_price) for one in lines_of(contract)]
    _fill(made, lines, _shifted(contract, start, total), by)
    contract.is_settled = True
    contract.state = State.IN_FORCE if contract.state == State.ENDING else contract.state
    contract.save()
    return made


def _as_long(contract: Contract, start: date) -> date:
    """Whole years stay whole years, over a leap day too."""
    after = contract.ends_on + DAY
    years = after.year - contract.starts_on.year
    if (after.month, after.day) == (contract.starts_on.month, contract.starts_on.day) and (start.month, start.day) != (
        2,
        29,
    ):
        return start.replace(year=start.year + years) - DAY
    return start + (contract.ends_on - contract.starts_on)


def _shifted(contract: Contract, start: date, total: Decimal) -> list[Instalment]:
    """The old instalments, as late after the start as before, in the same shares; the last takes the fen left over."""
    old = payments_of(contract)
    shares = [(one.amount * total / contract.amount).quantize(FEN) for one in old]
    if shares:
        shares[-1] = total - sum(shares[:-1], Decimal(0))
    return [
        Instalment(one.what, start + (one.due_on - contract.starts_on), share, one.needs_acceptance)
        for one, share in zip(old, shares, strict=True)
    ]
