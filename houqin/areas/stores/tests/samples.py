from datetime import timedelta
from decimal import Decimal
from typing import Any

from houqin.areas.stores import actions
from houqin.areas.stores.actions import ForEach, Issued, Received, Wanted, receive
from houqin.areas.stores.models import Movement, WriteOff
from houqin.areas.stores.records import ITEM, ITEM_UNIT, OPENING, QUOTA, RESERVE, RESERVE_LINE, SHELF, STORE
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import add
from houqin.tests.people import World, sample


def _by(world: World) -> Actor:
    return Actor.system(world.school.pk)


@sample("stores.store")
def a_store(world: World, campus: str = "north") -> Any:
    where = world.north if campus == "north" else world.south
    name = f"{where.name}库房{STORE.model.objects.count() + 1}"
    return add(STORE, by=_by(world), values={"name": name, "campus": where})


@sample("stores.shelf")
def a_shelf(world: World, campus: str = "north") -> Any:
    return add(SHELF, by=_by(world), values={"store": a_store(world, campus), "code": "A-01"})


@sample("stores.item")
def an_item(world: World, campus: str = "north", **said: Any) -> Any:
    values = {"name": f"粉笔{ITEM.model.objects.count() + 1}", "unit": "支", "category": "teaching", **said}
    return add(ITEM, by=_by(world), values=values)


@sample("stores.item_unit")
def an_item_unit(world: World, campus: str = "north") -> Any:
    return add(ITEM_UNIT, by=_by(world), values={"item": an_item(world), "name": "盒", "factor": Decimal(50)})


@sample("stores.movement")
def a_movement(world: World, campus: str = "north") -> Any:
    return stocked(world, a_store(world, campus), an_item(world), 10)


@sample("stores.batch")
def a_batch(world: World, campus: str = "north") -> Any:
    return stocked(world, a_store(world, campus), an_item(world, has_batches=True), 10, days=400).batch


@sample("stores.balance")
def a_balance(world: World, campus: str = "north") -> Any:
    made = a_movement(world, campus)
    return made.store.balances.get()


def stocked(world: World, store: Any, item: Any, quantity: int | str, price: str = "1", *, days: int | None = None, batch: str = "") -> Movement:  # fmt: skip
    """Something received; days: until it expires."""
    expires_on = clock.today() + timedelta(days=days) if days is not None else None
    line = Received(item, Decimal(quantity), unit_price=Decimal(price), batch=batch, expires_on=expires_on)
    made: Movement = receive(store, by=_by(world), lines=[line], said="捐赠")[0]
    return made


@sample("stores.opening")
def an_opening(world: World, campus: str = "north") -> Any:
    values = {"store": a_store(world, campus), "item": an_item(world), "quantity": Decimal(20), "value": Decimal(30)}
    return add(OPENING, by=_by(world), values=values)


@sample("stores.quota")
def a_quota(world: World, campus: str = "north") -> Any:
    values = {"item": an_item(world), "audience": "class", "quantity": Decimal(100), "per": "term"}
    return add(QUOTA, by=_by(world), values=values)


@sample("stores.requisition")
def a_requisition(world: World, campus: str = "north") -> Any:
    store, item = a_store(world, campus), an_item(world)
    stocked(world, store, item, 20)
    return actions.ask(by=_by(world), lines=[Wanted(item, Decimal(5))], store=store, person=world.people["omar"])


@sample("stores.requisition_line")
def a_requisition_line(world: World, campus: str = "north") -> Any:
    return a_requisition(world, campus).lines.get()


@sample("stores.issue_list")
def an_issue_list(world: World, campus: str = "north") -> Any:
    store, item = a_store(world, campus), an_item(world)
    stocked(world, store, item, 50)
    lines, classes = [ForEach(item, Decimal(2))], [world.classes["3.1"]]
    return actions.make_list(by=_by(world), title="开学物资", store=store, lines=lines, classes=classes)


@sample("stores.loan")
def a_loan(world: World, campus: str = "north") -> Any:
    store, item = a_store(world, campus), an_item(world, name="卷尺", unit="把", kind="durable")
    stocked(world, store, item, 5, "12")
    return actions.lend(
        by=_by(world), store=store, item=item, quantity=Decimal(2), borrower=world.people["omar"], due_on=clock.today() + timedelta(days=7)
    )  # fmt: skip


@sample("stores.transfer")
def a_transfer(world: World, campus: str = "north") -> Any:
    """To that campus."""
    to, store, item = a_store(world, campus), a_store(world, "south" if campus == "north" else "north"), an_item(world)
    stocked(world, store, item, 5)
    return actions.send(store, by=_by(world), to=to, lines=[Issued(item, Decimal(3))])


@sample("stores.transfer_line")
def a_transfer_line(world: World, campus: str = "north") -> Any:
    return a_transfer(world, campus).lines.get()


@sample("stores.write_off")
def a_write_off(world: World, campus: str = "north") -> Any:
    store, item = a_store(world, campus), an_item(world)
    stocked(world, store, item, 5)
    return actions.ask_write_off(
        by=_by(world), store=store, item=item, quantity=Decimal(1), reason=WriteOff.Reason.DAMAGED, said="受潮"
    )


@sample("stores.month_close")
def a_month_close(world: World, campus: str = "north") -> Any:
    store, item = a_store(world, campus), an_item(world)
    before = clock.today().replace(day=1) - timedelta(days=3)
    with clock.at(clock.now() - (clock.today() - before)):
        stocked(world, store, item, 5)
    return actions.close_month(store, by=_by(world), month=before)


@sample("stores.month_line")
def a_month_line(world: World, campus: str = "north") -> Any:
    return a_month_close(world, campus).lines.get()


@sample("stores.reserve")
def a_reserve(world: World, campus: str = "north") -> Any:
    return add(RESERVE, by=_by(world), values={"name": "防疫储备", "store": a_store(world, campus), "renew_days": 90})


@sample("stores.reserve_line")
def a_reserve_line(world: World, campus: str = "north") -> Any:
    values = {"reserve": a_reserve(world, campus), "item": an_item(world), "minimum": Decimal(500)}
    return add(RESERVE_LINE, by=_by(world), values=values)
