"""From store to store; on the way, the goods lie in a store of their own (在途), at the value they left with."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

from houqin.areas.stores.actions.asking import rooms
from houqin.areas.stores.actions.issuing import Going, book_out
from houqin.areas.stores.actions.keeping import must_keep
from houqin.areas.stores.ledger import Kind, Paper, come, go, lock_stores, paper, share
from houqin.areas.stores.models import Balance, Movement, Store, Transfer, TransferLine
from houqin.foundation.models import Campus, Person
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Problems, Refused, action
from houqin.kernel.declare import register
from houqin.kernel.numbering import take

State = Transfer.State


def other_rooms(store: Store | None, by: Actor) -> Any:
    rows = rooms(store, by)
    return rows.exclude(pk=store.pk) if store is not None else rows


def lines_of(transfer: Transfer | None, by: Actor) -> Any:
    rows = TransferLine.objects.of(by.school_id).select_related("item", "transfer")
    return rows.filter(transfer=transfer) if transfer is not None else rows


ToStore = Annotated[Store, Ask(label="调到哪个库房", choices=other_rooms)]
ALine = Annotated[TransferLine, Ask(label="物品", choices=lines_of)]


@action(on=Store, label="调出")
def send(
    store: Store, *, by: Actor, to: ToStore, lines: Going, receiver: Annotated[Person | None, Ask(label="收货人")] = None,
    said: Annotated[str, Ask(label="说明")] = "",
) -> Transfer:  # fmt: skip
    """The goods leave this store and are on their way until somebody there says how much came."""
    problems = Problems()
    if to.pk == store.pk or to.kind != Store.Kind.ROOM or store.kind != Store.Kind.ROOM:
        problems.add("请选择另一个库房。", "to")
    if not lines:
        problems.add("请至少填写一种物品。", "lines")
    problems.stop()
    transit = _transit(to.campus)
    lock_stores(store, transit)
    made = Transfer(
        school_id=store.school_id, number=take(store.school_id, "DB-{year}-{n:05}")[0], from_store=store, to_store=to, transit=transit,
        receiver=receiver or to.keeper, sent_at=clock.happened(), sent_by_id=by.person_id, said=said[:200],
    )  # fmt: skip
    made.save()
    moved = book_out(paper(store, Kind.SENT, slip=made.number, because=made, said=said), lines)
    arrives = paper(transit, Kind.ARRIVED, slip=made.number, because=made, said=said)
    for out in moved:
        come(arrives, out.item, out.batch, -out.quantity, -out.value)
        TransferLine(
            school_id=store.school_id,
            transfer=made,
            item=out.item,
            batch=out.batch,
            quantity=-out.quantity,
            value=-out.value,
        ).save()
    return made


def _transit(campus: Campus) -> Store:
    """What is on its way to a campus; made with the first transfer to it."""
    Campus.objects.of(campus.school_id).select_for_update(no_key=True).get(pk=campus.pk)  # two first transfers at once
    rows = Store.objects.of(campus.school_id).filter(campus=campus, kind=Store.Kind.TRANSIT)
    found: Store | None = rows.order_by("id").first()
    if found is None:
        found = Store(
            school_id=campus.school_id, name=f"在途（往{campus.name}）"[:60], campus=campus, kind=Store.Kind.TRANSIT
        )
        found.save()
    return found


@dataclass(frozen=True)
class Arrived:
    line: ALine
    quantity: Annotated[Decimal, Ask(label="实收数量")]


@action(on=Transfer, label="收货", when=(State.SENT,), asks=True, noun="arrival")
def take_in(
    transfer: Transfer, *, by: Actor, lines: Annotated[list[Arrived] | None, Ask(label="实收与调出不同的")] = None,
    said: Annotated[str, Ask(label="短少原因", help="实收少于调出时填写")] = "",
) -> Transfer:  # fmt: skip
    """What came lies in the store; what did not is a loss on the way, with its reason."""
    _may_take_in(transfer, by)
    came = _came(transfer, lines or [])
    if any(quantity < line.quantity for line, quantity in came.items()) and not said.strip():
        raise Refused("实收少于调出，请写明短少的原因。", field="said")
    lock_stores(transfer.transit, transfer.to_store)
    arrives = paper(transfer.to_store, Kind.ARRIVED, slip=transfer.number, because=transfer, said=said)
    leaves = paper(transfer.transit, Kind.SENT, slip=transfer.number, because=transfer)
    losses = paper(transfer.transit, Kind.LOSS, slip=transfer.number, because=transfer, said=said)
    for line, quantity in came.items():
        value = share(line.quantity, line.value, quantity)
        if quantity:
            _go(leaves, line, quantity, value)
            come(arrives, line.item, line.batch, quantity, value)
        if line.quantity > quantity:
            _go(losses, line, line.quantity - quantity, line.value - value)
        line.received, line.received_value = quantity, value
        line.save()
    transfer.state, transfer.received_at, transfer.received_by_id = State.RECEIVED, clock.happened(), by.person_id
    transfer.said = "；".join(part for part in (transfer.said, said.strip()) if part)[:200]
    transfer.save()
    return transfer


def _may_take_in(transfer: Transfer, by: Actor) -> None:
    """Whoever sent it does not also receive it; and only those of the store it goes to do."""
    if by.person_id is not None and by.person_id == transfer.sent_by_id:
        raise Refused("调出人不能自己收货，请由收货库房的人办理。")
    there = register.for_model(Store).policy.may(by, send.key, transfer.to_store)
    if not there and by.person_id != transfer.receiver_id:
        raise Refused(f"货是调往 {transfer.to_store} 的，请由那里的保管员收货。")


def _came(transfer: Transfer, lines: list[Arrived]) -> dict[TransferLine, Decimal]:
    said = {one.line.pk: one.quantity for one in lines}
    problems = Problems()
    came: dict[TransferLine, Decimal] = {}
    for line in transfer.rows:
        quantity = said.pop(line.pk, line.quantity)
        if not quantity.is_finite() or quantity < 0 or quantity > line.quantity:
            problems.add(f"{line.item}：实收应在 0 和调出的 {line.item.told(line.quantity)} 之间。", "lines")
        elif quantity != quantity.quantize(Decimal(1).scaleb(-line.item.places)):
            problems.add(f"{line.item} 只能按整数收发，请改数量。", "lines")
        came[line] = quantity
    if said:
        problems.add("有一行不属于这张调拨单，请刷新后再试。", "lines")
    problems.stop()
    return came


def _go(told: Paper, line: TransferLine, quantity: Decimal, value: Decimal) -> Movement:
    balance = Balance.objects.of(told.store.school_id).select_related("item", "batch")
    return go(told, balance.get(store=told.store, item_id=line.item_id, batch_id=line.batch_id), quantity, value)


@action(on=Transfer, label="没有送出，退回", when=(State.SENT,), final=True, noun="recall")
def call_back(transfer: Transfer, *, by: Actor, said: Annotated[str, Ask(label="原因")]) -> Transfer:
    """It never left, or turned round: everything lies where it came from, at the value it left with."""
    if not said.strip():
        raise Refused("请写明退回的原因。", field="said")
    must_keep(transfer.from_store, by)
    lock_stores(transfer.transit, transfer.from_store)
    back = paper(transfer.from_store, Kind.ARRIVED, slip=transfer.number, because=transfer, said=said)
    leaves = paper(transfer.transit, Kind.SENT, slip=transfer.number, because=transfer, said=said)
    for line in transfer.rows:
        _go(leaves, line, line.quantity, line.value)
        come(back, line.item, line.batch, line.quantity, line.value)
    transfer.state, transfer.received_at = State.CALLED_BACK, clock.now()
    transfer.said = f"{transfer.said}；退回：{said}".strip("；")[:200]
    transfer.save()
    return transfer
