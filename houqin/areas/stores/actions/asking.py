"""Asking for supplies, and the yes or no to it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from houqin.areas.stores.actions.issuing import TakingClass, TakingDepartment
from houqin.areas.stores.actions.receiving import AnItem
from houqin.areas.stores.ledger import named
from houqin.areas.stores.models import Item, Requisition, RequisitionLine, Store
from houqin.areas.stores.models import Kind as ItemKind
from houqin.areas.stores.quotas import Taker, left_of
from houqin.areas.stores.telling import tell_asker
from houqin.areas.stores.units import in_own_unit
from houqin.foundation.models import Person
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Problem, Problems, Refused, action
from houqin.kernel.numbering import take

State = Requisition.State
NUMBER = "LY-{year}-{n:05}"


@dataclass(frozen=True)
class Wanted:
    item: AnItem
    quantity: Annotated[Decimal, Ask(label="数量")]
    unit: Annotated[str, Ask(label="单位", help="不填就是基本单位")] = ""


def rooms(row: Any, by: Actor) -> Any:
    """Store rooms; what is on its way is none to ask at."""
    return Store.objects.of(by.school_id).filter(kind=Store.Kind.ROOM, is_active=True).order_by("id")


def lines_of(requisition: Requisition | None, by: Actor) -> Any:
    rows = RequisitionLine.objects.of(by.school_id).select_related("item", "requisition")
    return rows.filter(requisition=requisition) if requisition is not None else rows


AtStore = Annotated[Store | None, Ask(label="库房", help="不选就是本校区的库房", choices=rooms)]
ALine = Annotated[RequisitionLine, Ask(label="物品", choices=lines_of)]


@action(makes=Requisition, label="申领物资", offline=True)
def ask(
    *, by: Actor, lines: Annotated[list[Wanted], Ask(label="要领的物品")], store: AtStore = None, school_class: TakingClass = None,
    department: TakingDepartment = None, person: Annotated[Person | None, Ask(label="领用人", help="都不填就是自己")] = None,
    purpose: Annotated[str, Ask(label="用途")] = "", needed_on: Annotated[date | None, Ask(label="要用日期")] = None,
) -> Requisition:  # fmt: skip
    """Within the quota it goes straight to the storekeeper; without one, or beyond it, somebody must say yes first."""
    taker = taker_of(by, school_class, department, person)
    if needed_on is not None and needed_on < clock.today():
        raise Refused("要用日期不能早于今天。", field="needed_on")
    wanted = booked(lines)
    at = store or store_for(by, taker)
    return make(by, at, taker, wanted, purpose=purpose, needed_on=needed_on, **_judged(by.school_id, taker, wanted))


def _judged(school_id: int, taker: Taker, wanted: dict[Item, Decimal]) -> dict[str, Any]:
    """Every item within its quota: approved by that; else the items that go beyond theirs are named."""
    left = left_of(school_id, wanted, taker, clock.today())
    over = [
        f"{item.name}：{left[item.pk].quota.get_per_display()}定额 {item.told(left[item.pk].quota.quantity)}，还剩 {item.told(left[item.pk].quantity)}"
        for item, quantity in wanted.items()
        if item.pk in left and quantity > left[item.pk].quantity
    ]  # fmt: skip
    if over or left.keys() != {item.pk for item in wanted}:
        return {"over": "；".join(over)[:200]}
    return {"state": State.APPROVED, "approved_at": clock.now(), "decided": "定额内，免审批"}


def taker_of(by: Actor, school_class: Any, department: Any, person: Any) -> Taker:
    """For the class or department said, else for a person, else for whoever asks."""
    if person is None and school_class is None and department is None:
        if by.person_id is None:
            raise Refused("请选择领用人、班级或部门其中一个。", field="person")
        person = Person.objects.of(by.school_id).get(pk=by.person_id)
    return Taker(school_class=school_class, department=department, person=person)


def booked(lines: list[Wanted]) -> dict[Item, Decimal]:
    """Item → quantity in its own unit; the same item twice is added up."""
    problems: list[Problem] = []
    wanted: dict[Item, Decimal] = {}
    for line in lines:
        try:
            if line.item.kind == ItemKind.FIXED:
                raise Refused(f"{line.item} 是固定资产，请走资产借用或采购。", field="lines")
            quantity = in_own_unit(line.item, line.quantity, line.unit)
            wanted[line.item] = wanted.get(line.item, Decimal(0)) + quantity
        except Refused as refused:
            problems += refused.problems
    if not wanted and not problems:
        problems.append(Problem("请至少选一种物品。", "lines"))
    if problems:
        raise Refused(*problems)
    return wanted


def store_for(by: Actor, taker: Taker) -> Store:
    """The store of the campus for which it is asked."""
    campus_ids = [taker.school_class.campus_id] if taker.school_class is not None else []
    if taker.person is not None and taker.person.campus_id:
        campus_ids.append(taker.person.campus_id)
    campus_ids += [unit for holding in by.holdings for kind, unit in holding.units if kind == "campus"]
    stores = list(rooms(None, by))
    here = [store for campus in campus_ids for store in stores if store.campus_id == campus]
    if not stores:
        raise Refused("还没有库房。请总务人员先在“库房”里建一个。", field="store")
    found: Store = (here or stores)[0]
    return found


def make(by: Actor, store: Store, taker: Taker, wanted: dict[Item, Decimal], **more: Any) -> Requisition:
    made = Requisition(
        school_id=by.school_id, number=take(by.school_id, NUMBER)[0], store=store, campus_id=store.campus_id, asked_at=clock.happened(),
        person=taker.person, school_class=taker.school_class, department=taker.department, summary=summed(wanted),
        to_whom=named(taker.school_class, taker.department, taker.person),
        **{"asked_by_id": by.person_id} | more,
    )  # fmt: skip
    made.save()
    for item, quantity in wanted.items():
        RequisitionLine(
            school_id=by.school_id, requisition=made, campus_id=store.campus_id, item=item, requested=quantity
        ).save()
    return made


def summed(wanted: dict[Item, Decimal]) -> str:
    said = "、".join(f"{item.name} {item.told(quantity)}" for item, quantity in wanted.items())
    return said if len(said) <= 120 else said[:117] + "……"


@dataclass(frozen=True)
class Granted:
    line: ALine
    quantity: Annotated[Decimal, Ask(label="批准数量")]


@action(on=Requisition, label="批准", when=(State.ASKED,), asks=True, due="needed_on")
def approve(
    requisition: Requisition, *, by: Actor, lines: Annotated[list[Granted] | None, Ask(label="批准数量与申领不同的")] = None,
    said: Annotated[str, Ask(label="意见")] = "",
) -> Requisition:  # fmt: skip
    """Say yes, to all that was asked or to less of some lines; never by whoever asked."""
    _not_own(requisition, by)
    granted = {given.line.pk: given.quantity for given in lines or ()}
    problems = Problems()
    for line in requisition.rows:
        quantity = granted.pop(line.pk, line.requested)
        if not quantity.is_finite() or quantity < 0 or quantity > line.requested:
            problems.add(f"{line.item}：批准数量应在 0 和申领的 {line.item.told(line.requested)} 之间。", "lines")
            continue
        line.approved = quantity
        line.save()
    if granted:
        problems.add("有一行不属于这张领用单，请刷新后再试。", "lines")
    problems.stop()
    requisition.state, requisition.approved_at, requisition.approved_by_id = State.APPROVED, clock.now(), by.person_id
    requisition.decided = said[:200]
    requisition.save()
    tell_asker(requisition, "已批准，可以来领")
    return requisition


@action(on=Requisition, label="不批准", when=(State.ASKED,), final=True)
def reject(requisition: Requisition, *, by: Actor, said: Annotated[str, Ask(label="原因")]) -> Requisition:
    _not_own(requisition, by)
    if not said.strip():
        raise Refused("请写明原因，申领人会看到。", field="said")
    requisition.state, requisition.approved_at, requisition.approved_by_id = State.REJECTED, clock.now(), by.person_id
    requisition.decided = said[:200]
    requisition.save()
    tell_asker(requisition, "没有批准", said)
    return requisition


def _not_own(requisition: Requisition, by: Actor) -> None:
    if by.person_id is not None and by.person_id == requisition.asked_by_id:
        raise Refused("不能审批自己的申领，请由其他负责人办理。")


@action(on=Requisition, label="撤回", when=Requisition.LIVE, final=True)
def withdraw(requisition: Requisition, *, by: Actor) -> Requisition:
    requisition.state = State.WITHDRAWN
    requisition.save()
    return requisition
