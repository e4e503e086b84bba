"""What the system fills for items and shelves, and where things lie."""

from typing import Annotated, Any

from houqin.areas.stores.actions.issuing import issue
from houqin.areas.stores.models import Balance, Item, Shelf, Store
from houqin.areas.stores.units import usual_decimals
from houqin.foundation.actions import new_place_code, tidy_code
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Refused, action
from houqin.kernel.declare import register


def prepare_item(item: Item, by: Actor) -> None:
    """A code for the label and how far the item can be parted, where nobody said."""
    item.code = tidy_code(item.code or "") or new_place_code()
    item.barcode = tidy_code(item.barcode or "")
    if item.decimals is None:
        item.decimals = usual_decimals(item.unit or "")


def prepare_of_store(row: Any, by: Actor) -> None:
    """The campus of everything that belongs to one store."""
    if row.store_id:
        row.campus_id = row.store.campus_id


def prepare_of_reserve(line: Any, by: Actor) -> None:
    if line.reserve_id:
        line.campus_id = line.reserve.campus_id


def must_keep(store: Store, by: Actor) -> None:
    """For actions that name a store instead of being asked of one: only those who book there."""
    if not register.for_model(Store).policy.may(by, issue.key, store):
        raise Refused(f"{store} 不归您管，请由那里的保管员办理。", field="store")


def shelves_of(balance: Balance | None, by: Actor) -> Any:
    rows = Shelf.objects.of(by.school_id)
    return rows.filter(store_id=balance.store_id) if balance is not None else rows


OneShelf = Annotated[Shelf, Ask(label="货位", choices=shelves_of)]


@action(on=Balance, label="放到货位")
def put_on(balance: Balance, *, by: Actor, shelf: OneShelf) -> Balance:
    if shelf.store_id != balance.store_id:
        raise Refused(f"货位 {shelf} 不在 {balance.store}，请选择同一库房的货位。", field="shelf")
    balance.shelf = shelf
    balance.save()
    return balance
