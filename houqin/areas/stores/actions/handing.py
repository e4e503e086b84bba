"""Handing out what was approved, and the receipt for it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from houqin.areas.stores.actions.asking import ALine, AtStore, make, store_for, taker_of
from houqin.areas.stores.actions.issuing import Going, Issued, TakingClass, TakingDepartment, issue
from houqin.areas.stores.actions.keeping import must_keep
from houqin.areas.stores.models import Item, Movement, Requisition, RequisitionLine
from houqin.areas.stores.telling import tell_asker
from houqin.areas.stores.units import in_own_unit
from houqin.foundation.models import Person
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Problems, Refused, action
from houqin.kernel.files import attach_all
from houqin.kernel.files.models import Attachment
from houqin.kernel.files.upload import Upload

State = Requisition.State
Signature = Annotated[Upload | None, Ask(label="签名", widget="signature")]
SignedBy = Annotated[str, Ask(label="谁签的", help="不填就是领用人")]


@dataclass(frozen=True)
class HandedOut:
    line: ALine
    quantity: Annotated[Decimal, Ask(label="实发数量")]


@action(on=Requisition, label="发放", when=(State.APPROVED,), asks=True, due="needed_on", offline=True)
def hand_out(
    requisition: Requisition, *, by: Actor, lines: Annotated[list[HandedOut] | None, Ask(label="实发与批准不同的")] = None,
    signature: Signature = None, signed_by: SignedBy = "",
) -> Requisition:  # fmt: skip
    """Give out what was approved, or less; it leaves the store now. With a signature it is receipted at once, else the asker signs later."""
    given = _given(requisition, lines or [])
    if not any(given.values()):
        raise Refused("实发数量都是 0。没有货可以发时，请先不发，等到货再办。", field="lines")
    moved = issue(
        requisition.store, by=by, lines=[Issued(line.item, quantity) for line, quantity in given.items() if quantity], person=requisition.person,
        school_class=requisition.school_class, department=requisition.department, said=requisition.purpose, because=requisition,
    )  # fmt: skip
    _note(requisition, given, moved)
    _handed(requisition, by, moved)
    if signature is not None:
        _receipt(requisition, by, signature, signed_by)
    requisition.save()
    if requisition.state == State.ISSUED:
        tell_asker(requisition, "已发放，请签收")
    return requisition


def _given(requisition: Requisition, lines: list[HandedOut]) -> dict[RequisitionLine, Decimal]:
    said = {one.line.pk: one.quantity for one in lines}
    problems = Problems()
    given: dict[RequisitionLine, Decimal] = {}
    for line in requisition.rows:
        quantity = said.pop(line.pk, line.granted)
        if not quantity.is_finite() or quantity < 0 or quantity > line.granted:
            problems.add(f"{line.item}：实发数量应在 0 和批准的 {line.item.told(line.granted)} 之间。", "lines")
        given[line] = quantity
    if said:
        problems.add("有一行不属于这张领用单，请刷新后再试。", "lines")
    problems.stop()
    return given


def _note(requisition: Requisition, given: dict[RequisitionLine, Decimal], moved: list[Movement]) -> None:
    for line, quantity in given.items():
        line.approved = line.granted
        line.issued = quantity
        line.cost = -sum((one.value for one in moved if one.item_id == line.item_id), Decimal(0))
        line.save()


def _handed(requisition: Requisition, by: Actor, moved: list[Movement]) -> None:
    requisition.state, requisition.issued_at, requisition.issued_by_id = State.ISSUED, clock.happened(), by.person_id
    requisition.slip = moved[0].slip


def _receipt(requisition: Requisition, by: Actor, signature: Upload | None, signed_by: str) -> None:
    requisition.state, requisition.signed_at = State.SIGNED, clock.happened()
    requisition.signed_by = (signed_by.strip() or _receiver(requisition, by))[:40]
    if signature is not None:
        attach_all(requisition, [signature], by, f"{requisition.signed_by} 签收", kind=Attachment.Kind.SIGNATURE)


def _receiver(requisition: Requisition, by: Actor) -> str:
    """Who signs when nobody was named: the person it is for, else the class teacher or whoever asked."""
    for person in (requisition.person, requisition.school_class and requisition.school_class.teacher):
        if person is not None:
            return str(person)
    return str(requisition.asked_by or by.name)


@action(on=Requisition, label="签收", when=(State.ISSUED,), asks=True, offline=True)
def sign(requisition: Requisition, *, by: Actor, signature: Signature = None) -> Requisition:
    """The receiver's own word that it is all there; whoever handed it out cannot give it."""
    if by.person_id is not None and by.person_id == requisition.issued_by_id:
        raise Refused("发放人不能代签收，请由领用人本人签收，或在发放时请他手写签名。")
    _receipt(requisition, by, signature, by.name)
    requisition.save()
    return requisition


@action(makes=Requisition, label="当场发放", offline=True)
def hand_over(
    *, by: Actor, lines: Going, store: AtStore = None, person: Annotated[Person | None, Ask(label="领用人")] = None, school_class: TakingClass = None,
    department: TakingDepartment = None, purpose: Annotated[str, Ask(label="用途")] = "", signature: Signature = None, signed_by: SignedBy = "",
) -> Requisition:  # fmt: skip
    """Over the counter: asked, given and signed for in one go."""
    if person is None and school_class is None and department is None:
        raise Refused("请选择领给谁：人、班级或部门。", field="person")
    if not lines:
        raise Refused("请至少扫一种物品。", field="lines")
    taker = taker_of(by, school_class, department, person)
    at = store or store_for(by, taker)
    must_keep(at, by)
    wanted: dict[Item, Decimal] = {}
    for line in lines:
        quantity = in_own_unit(line.item, line.quantity, line.unit)
        wanted[line.item] = wanted.get(line.item, Decimal(0)) + quantity
    asker = person.pk if person is not None else school_class.teacher_id if school_class is not None else None
    made = make(by, at, taker, wanted, purpose=purpose, asked_by_id=asker, decided="当场发放", approved_at=clock.now())
    moved = issue(
        at, by=by, lines=lines, person=person, school_class=school_class, department=department, said=purpose, because=made
    )  # fmt: skip
    _note(made, {line: line.requested for line in made.rows}, moved)
    _handed(made, by, moved)
    if signature is not None:
        _receipt(made, by, signature, signed_by)
    made.save()
    return made
