"""The stock that was there when the books began."""

from houqin.areas.stores.actions.receiving import batch_of, lock_items
from houqin.areas.stores.ledger import Kind, come, paper
from houqin.areas.stores.models import Kind as ItemKind
from houqin.areas.stores.models import Opening, Store
from houqin.areas.stores.units import in_own_unit
from houqin.kernel.access import Actor
from houqin.kernel.actions import Problem, Refused, action


def nothing_to_book(store: Store) -> str | None:
    waiting = Opening.objects.of(store.school_id).filter(store=store, state=Opening.State.DRAFT)
    return None if waiting.exists() else f"{store} 没有待入账的期初库存。请先在“期初库存”里导入。"


@action(on=Store, label="期初入账", unless=nothing_to_book, final=True)
def book_openings(store: Store, *, by: Actor) -> Store:
    """Every line that waits becomes stock, or none: what is wrong is told line by line."""
    told = paper(store, Kind.OPENING, said="期初")
    waiting = Opening.objects.of(store.school_id).filter(store=store, state=Opening.State.DRAFT)
    problems: list[Problem] = []
    lines = list(waiting.select_related("item").order_by("id"))
    lock_items([line.item for line in lines if line.item.has_batches])
    for line in lines:
        try:
            if line.item.kind == ItemKind.FIXED:
                raise Refused(f"{line.item} 是固定资产，请建资产卡片，不进库存。")
            quantity = in_own_unit(line.item, line.quantity)
            come(told, line.item, batch_of(line.item, line.batch_code, line.expires_on), quantity, line.value)
        except Refused as refused:
            problems += refused.problems
            continue
        line.state = Opening.State.BOOKED
        line.save()
    if problems:
        raise Refused(*problems)
    return store
