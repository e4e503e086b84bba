"""Lent and come back, or lost."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from houqin.areas.stores.actions.asking import rooms
from houqin.areas.stores.actions.issuing import Issued, book_out
from houqin.areas.stores.actions.keeping import must_keep
from houqin.areas.stores.actions.receiving import AnItem
from houqin.areas.stores.ledger import Kind, come, lock_stores, paper, share
from houqin.areas.stores.models import Batch, Loan, Store
from houqin.areas.stores.models import Kind as ItemKind
from houqin.foundation.models import Person
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Problems, Refused, action
from houqin.kernel.numbering import take

State = Loan.State
FromStore = Annotated[Store, Ask(label="库房", choices=rooms)]
HowMany = Annotated[Decimal, Ask(label="数量")]
Borrower = Annotated[Person, Ask(label="借用人")]


@action(makes=Loan, label="借出")
def lend(
    *, by: Actor, store: FromStore, item: AnItem, quantity: HowMany, borrower: Borrower, due_on: Annotated[date, Ask(label="应还日期")],
    batch: Annotated[Batch | None, Ask(label="批次")] = None, purpose: Annotated[str, Ask(label="用途")] = "",
) -> Loan:  # fmt: skip
    """Things that come back leave the store at their value and keep it."""
    must_keep(store, by)
    problems = Problems()
    if item.kind == ItemKind.CONSUMABLE:
        problems.add(f"{item} 是消耗品，用了不能还，请走领用。", "item")
    if due_on < clock.today():
        problems.add("应还日期不能早于今天。", "due_on")
    problems.stop()
    lock_stores(store)
    number = take(by.school_id, "JC-{year}-{n:05}")[0]
    told = paper(store, Kind.LENT, slip=number, person=borrower, said=purpose)
    moved = book_out(told, [Issued(item, quantity, "", batch)])
    if len(moved) > 1:
        raise Refused(f"{item} 分在几个批次里，请选批次，一批一批地借。", field="batch")
    [out] = moved
    made = Loan(
        school_id=by.school_id, number=number, store=store, campus_id=store.campus_id, item=item, batch=out.batch, quantity=-out.quantity,
        value=-out.value, borrower=borrower, purpose=purpose[:120], lent_at=told.happened_at, due_on=due_on,
    )  # fmt: skip
    made.save()
    return made


@action(on=Loan, label="归还", when=(State.OUT,))
def give_back(loan: Loan, *, by: Actor, quantity: HowMany, said: Annotated[str, Ask(label="说明")] = "") -> Loan:
    """Some or all of it lies in the store again, at its share of what it was lent at."""
    _check(loan, quantity)
    lock_stores(loan.store)
    value = share(loan.open, _open_value(loan), quantity)
    told = paper(loan.store, Kind.RETURNED, slip=loan.number, person=loan.borrower, said=said, because=loan)
    come(told, loan.item, loan.batch, quantity, value)
    loan.returned += quantity
    loan.returned_value += value
    return _settled(loan, said)


@action(on=Loan, label="登记丢损", when=(State.OUT,), final=True)
def note_lost(
    loan: Loan,
    *,
    by: Actor,
    quantity: HowMany,
    said: Annotated[str, Ask(label="情况和处理", help="如：丢失，照价赔偿 35 元")],
) -> Loan:
    """What does not come back; it left the books when it was lent."""
    _check(loan, quantity)
    if not said.strip():
        raise Refused("请写明丢损的情况和处理。", field="said")
    value = share(loan.open, _open_value(loan), quantity)
    loan.lost += quantity
    loan.lost_value += value
    return _settled(loan, said)


def _check(loan: Loan, quantity: Decimal) -> None:
    if not quantity.is_finite() or quantity <= 0 or quantity > loan.open:
        raise Refused(f"数量应大于 0，不超过还没还的 {loan.item.told(loan.open)}。", field="quantity")
    if quantity != quantity.quantize(Decimal(1).scaleb(-loan.item.places)):
        raise Refused(f"{loan.item} 只能按整数收发，请改数量。", field="quantity")


def _open_value(loan: Loan) -> Decimal:
    return Decimal(loan.value - loan.returned_value - loan.lost_value)


def _settled(loan: Loan, said: str) -> Loan:
    loan.said = "；".join(part for part in (loan.said, said.strip()) if part)[:200]
    if not loan.open:
        loan.state, loan.closed_at = State.LOST if loan.lost else State.RETURNED, clock.now()
    loan.save()
    return loan
