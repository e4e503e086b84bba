"""When the shelf and the book differ: what a stocktake found, and mistakes taken back."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated

from houqin.areas.stores.actions.issuing import not_taken_back
from houqin.areas.stores.ledger import Kind, come, go, paper, share
from houqin.areas.stores.models import FEN, Balance, Batch, Item, Movement, Store
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Refused, action
from houqin.kernel.rows import Record

Counted = Annotated[Decimal, Ask(label="实盘数量", help="按基本单位数")]


@action(on=Store, label="登记盘点差异")
def adjust(
    store: Store, *, by: Actor, item: Item, batch: Batch | None = None, counted: Counted, said: Annotated[str, Ask(label="差异原因")],
    because: Record | None = None,
) -> Movement | None:  # fmt: skip
    """Book what was counted: a gain at what such things cost here, a loss at the average. None when nothing differs."""
    if not counted.is_finite() or counted < 0 or counted != counted.quantize(Decimal(1).scaleb(-item.places)):
        raise Refused(f"{item}：实盘数量应为不小于 0 的{'整数' if not item.places else '数'}。", field="counted")
    if batch is not None and batch.item_id != item.pk:
        raise Refused(f"批次 {batch} 不是{item}的，请重新选择。", field="batch")
    if item.has_batches and batch is None:
        raise Refused(f"{item} 按批次管理，请选择盘点的是哪一批。", field="batch")
    if not said.strip():
        raise Refused("请写明差异原因。", field="said")
    balance: Balance | None = Balance.objects.of(store.school_id).filter(store=store, item=item, batch=batch).one()
    difference = counted - (balance.quantity if balance is not None else 0)
    if difference == 0:
        return None
    if difference < 0 and balance is not None:
        return go(paper(store, Kind.LOSS, said=said, because=because), balance, -difference)
    told = paper(store, Kind.GAIN, said=said, because=because)
    return come(told, item, batch, difference, _worth(balance, item, difference))


def _worth(balance: Balance | None, item: Item, quantity: Decimal) -> Decimal:
    """At the average of what lies there, else at what the item last cost when it came in; nothing, when it never did."""
    if balance is not None and balance.quantity:
        had, worth = balance.quantity, balance.value
    else:
        came = (
            Movement.objects.of(item.school_id).filter(item=item, quantity__gt=0, value__gt=0).order_by("-id").first()
        )
        had, worth = (came.quantity, came.value) if came is not None else (Decimal(1), Decimal(0))
    return Decimal(worth * quantity / had).quantize(FEN, ROUND_HALF_UP)


def cannot_reverse(movement: Movement) -> str | None:
    by_hand = (Kind.OPENING, Kind.RECEIPT, Kind.ISSUE, Kind.GAIN, Kind.LOSS)
    if movement.kind not in by_hand:
        return f"{movement} 是“{movement.get_kind_display()}”，请在它的单据上更正。"
    same = Movement.objects.of(movement.school_id).filter(
        because_kind=movement._meta.label_lower, because_id=movement.pk, kind__in=(Kind.REVERSE_IN, Kind.REVERSE_OUT)
    )
    return f"{movement} 已经冲销过了。" if same.exists() else None


@action(on=Movement, label="冲销", unless=cannot_reverse, final=True)
def reverse(movement: Movement, *, by: Actor, said: Annotated[str, Ask(label="冲销原因")]) -> Movement:
    """A line written by mistake is answered by its opposite, today; the mistake stays readable."""
    if not said.strip():
        raise Refused("请写明冲销原因。", field="said")
    store = Store.objects.of(movement.school_id).select_for_update(no_key=True).get(pk=movement.store_id)
    if movement.quantity < 0:
        quantity, value = not_taken_back(movement)
        if not quantity:
            raise Refused(f"{movement} 已全部退库，不用冲销。")
        told = paper(store, Kind.REVERSE_IN, said=said, because=movement)
        return come(told, movement.item, movement.batch, quantity, value)
    balance = Balance.objects.of(store.school_id).get(store=store, item_id=movement.item_id, batch_id=movement.batch_id)
    if balance.quantity < movement.quantity:
        raise Refused(
            f"{movement.item} 已发出一部分，库里只剩 {movement.item.told(balance.quantity)}，不能整笔冲销；请用盘点登记差异。"
        )
    told = paper(store, Kind.REVERSE_OUT, said=said, because=movement)
    fits = balance.value >= movement.value and (balance.quantity > movement.quantity or balance.value == movement.value)
    value = movement.value if fits else share(balance.quantity, balance.value, movement.quantity)
    return go(told, balance, movement.quantity, value)
