"""Out of the store for good, and what comes back unused."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from houqin.areas.stores.actions.receiving import AnItem, When
from houqin.areas.stores.choosing import first_expired_first
from houqin.areas.stores.ledger import Kind, Paper, come, go, paper, share
from houqin.areas.stores.models import Batch, Movement, Store
from houqin.areas.stores.units import in_own_unit
from houqin.foundation.models import Department, Person, SchoolClass
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Problem, Problems, Refused, action
from houqin.kernel.rows import Record


@dataclass(frozen=True)
class Issued:
    """batch: None lets those that expire first leave first."""

    item: AnItem
    quantity: Annotated[Decimal, Ask(label="数量")]
    unit: Annotated[str, Ask(label="单位", help="不填就是基本单位")] = ""
    batch: Annotated[Batch | None, Ask(label="批次", help="不选就先到期的先出")] = None


Going = Annotated[list[Issued], Ask(label="发出物品")]
Taker = Annotated[Person | None, Ask(label="领用人")]
TakingClass = Annotated[SchoolClass | None, Ask(label="领用班级")]
TakingDepartment = Annotated[Department | None, Ask(label="领用部门")]


@action(on=Store, label="出库")
def issue(
    store: Store, *, by: Actor, lines: Going, person: Taker = None, school_class: TakingClass = None, department: TakingDepartment = None,
    said: Annotated[str, Ask(label="用途")] = "", happened_at: When = None, because: Record | None = None,
) -> list[Movement]:  # fmt: skip
    """Goods are used: first expired first out, never what has expired, never more than is there. Each movement tells its cost."""
    problems = Problems()
    if because is None and person is None and school_class is None and department is None:
        problems.add("请选择领用人、班级或部门其中一个。", "person")
    if store.kind != Store.Kind.ROOM:
        problems.add(f"{store} 是在途，不能领用。")
    if not lines:
        problems.add("请至少填写一种物品。", "lines")
    problems.stop()
    told = paper(
        store, Kind.ISSUE, happened_at=happened_at, said=said, because=because, person=person, school_class=school_class, department=department
    )  # fmt: skip
    return book_out(told, lines)


def book_out(told: Paper, lines: list[Issued], *, expired_too: bool = False) -> list[Movement]:
    """All lines or none, with every problem told."""
    problems: list[Problem] = []
    made: list[Movement] = []
    for line in lines:
        try:
            if line.batch is not None and line.batch.item_id != line.item.pk:
                raise Refused(f"批次 {line.batch} 不是{line.item}的，请重新选择。", field="lines")
            quantity = in_own_unit(line.item, line.quantity, line.unit)
            leaving = first_expired_first(
                told.store, line.item, quantity, on=told.day, batch=line.batch, expired_too=expired_too
            )
            made += [go(told, balance, part) for balance, part in list(leaving)]
        except Refused as refused:
            problems += refused.problems
    if problems:
        raise Refused(*problems)
    return made


def nothing_to_take_back(movement: Movement) -> str | None:
    return None if movement.kind == Movement.Kind.ISSUE else f"{movement} 不是领用，不能退库。"


@action(on=Movement, label="退库", unless=nothing_to_take_back)
def take_back(
    movement: Movement, *, by: Actor, quantity: Annotated[Decimal, Ask(label="退回数量", help="没用完、完好的")],
    said: Annotated[str, Ask(label="说明")] = "",
) -> Movement:  # fmt: skip
    """What was issued and not used lies in the store again, at what it cost when it left."""
    store = Store.objects.of(movement.school_id).select_for_update(no_key=True).get(pk=movement.store_id)
    quantity = in_own_unit(movement.item, quantity)
    left_quantity, left_value = not_taken_back(movement)
    if quantity > left_quantity:
        raise Refused(f"{movement}：最多还能退 {movement.item.told(left_quantity)}。", field="quantity")
    told = paper(
        store, Kind.TAKEN_BACK, said=said, because=movement, person=movement.person, school_class=movement.school_class,
        department=movement.department,
    )  # fmt: skip
    return come(told, movement.item, movement.batch, quantity, share(left_quantity, left_value, quantity))


def not_taken_back(movement: Movement) -> tuple[Decimal, Decimal]:
    """What is still with whoever took it, and what it cost."""
    back = Movement.objects.of(movement.school_id).filter(
        because_kind=movement._meta.label_lower, because_id=movement.pk, kind__in=(Kind.TAKEN_BACK, Kind.REVERSE_IN)
    )
    quantity, value = -movement.quantity, -movement.value
    for returned, worth in back.values_list("quantity", "value"):
        quantity, value = quantity - returned, value - worth
    return quantity, value
