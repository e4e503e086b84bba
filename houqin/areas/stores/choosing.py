"""Which batches leave first: those that expire first (先到期先出); what has expired never leaves by issue."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.db.models import F

from houqin.areas.stores.models import Balance, Batch, Item, Store
from houqin.kernel.actions import Refused


def lying(store: Store, item: Item) -> list[Balance]:
    """What lies there of an item, first expired first."""
    rows = Balance.objects.of(store.school_id).filter(store=store, item=item, quantity__gt=0)
    return list(
        rows.select_related("item", "batch").order_by(F("batch__expires_on").asc(nulls_last=True), "batch_id", "id")
    )


def first_expired_first(
    store: Store, item: Item, quantity: Decimal, *, on: date, batch: Batch | None = None, expired_too: bool = False
) -> Iterator[tuple[Balance, Decimal]]:
    """The balances to take from, with how much of each. Refused when there is not enough that may leave."""
    there = lying(store, item)
    if batch is not None:
        there = [one for one in there if one.batch_id == batch.pk]
        if batch.is_expired(on) and not expired_too:
            raise Refused(f"{item} 批号 {batch} 已于 {batch.expires_on} 过期，不能发放。请办理报废。", field="lines")
    good = [one for one in there if expired_too or one.batch is None or not one.batch.is_expired(on)]
    have = sum((one.quantity for one in good), Decimal(0))
    if have < quantity:
        raise Refused(_shortage(store, item, quantity, have, there, good), field="lines")
    for one in good:
        part = min(one.quantity, quantity)
        quantity -= part
        yield one, part
        if not quantity:
            return


def _shortage(
    store: Store, item: Item, wanted: Decimal, have: Decimal, there: list[Balance], good: list[Balance]
) -> str:
    said = f"{store} 的{item}只有 {item.told(have)}，不够 {item.told(wanted)}。"
    expired = [one for one in there if one not in good]
    if not expired:
        return said
    gone = sum((one.quantity for one in expired), Decimal(0))
    batches = "、".join(f"{one.batch}（{one.batch.expires_on} 到期）" for one in expired if one.batch is not None)
    return f"{said}另有 {item.told(gone)} 已过期，不能发放：{batches}，请办理报废。"
