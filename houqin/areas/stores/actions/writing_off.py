"""Expired, broken, gone: asked by one, approved by another, then off the books."""

from decimal import Decimal
from typing import Annotated

from houqin.areas.stores.actions.keeping import must_keep
from houqin.areas.stores.actions.lending import FromStore, HowMany
from houqin.areas.stores.actions.receiving import AnItem
from houqin.areas.stores.ledger import Kind, go, lock_stores, paper
from houqin.areas.stores.models import Balance, Batch, Item, WriteOff
from houqin.areas.stores.units import in_own_unit
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Problems, Refused, action
from houqin.kernel.files import attach_all
from houqin.kernel.files.upload import Upload
from houqin.kernel.numbering import take

State, Reason = WriteOff.State, WriteOff.Reason


@action(makes=WriteOff, label="申请报废")
def ask_write_off(
    *, by: Actor, store: FromStore, item: AnItem, quantity: HowMany, reason: Annotated[WriteOff.Reason, Ask(label="原因")],
    batch: Annotated[Batch | None, Ask(label="批次", help="按批次管理的必须选")] = None, said: Annotated[str, Ask(label="情况说明", widget="textarea")] = "",
    photos: Annotated[list[Upload] | None, Ask(label="照片", widget="photos")] = None,
) -> WriteOff:  # fmt: skip
    """Nothing leaves yet: that takes somebody else's yes."""
    must_keep(store, by)
    own = in_own_unit(item, quantity)
    balance = _balance(store.pk, item, batch, by.school_id)
    problems = Problems()
    if item.has_batches and batch is None:
        problems.add(f"{item} 按批次管理，请选择是哪一批。", "batch")
    elif balance is None or balance.quantity < own:
        there = balance.quantity if balance is not None else Decimal(0)
        problems.add(f"{store} 的{item}只有 {item.told(there)}，不够报废 {item.told(own)}。", "quantity")
    if reason == Reason.EXPIRED and (batch is None or not batch.is_expired()):
        problems.add("这一批没有过期，请另选原因。", "reason")
    if reason != Reason.EXPIRED and not said.strip():
        problems.add("请写明情况。", "said")
    problems.stop()
    made = WriteOff(
        school_id=by.school_id, number=take(by.school_id, "BF-{year}-{n:05}")[0], store=store, campus_id=store.campus_id, item=item, batch=batch,
        quantity=own, reason=reason, said=said[:200], asked_by_id=by.person_id, asked_at=clock.happened(),
    )  # fmt: skip
    made.save()
    attach_all(made, photos or (), by, "报废前")
    return made


@action(on=WriteOff, label="批准报废", when=(State.ASKED,), asks=True, final=True)
def approve_write_off(write_off: WriteOff, *, by: Actor, said: Annotated[str, Ask(label="意见")] = "") -> WriteOff:
    """It leaves the books now, at the average it lies there at."""
    _not_own(write_off, by)
    lock_stores(write_off.store)
    balance = _balance(write_off.store_id, write_off.item, write_off.batch, write_off.school_id)
    if balance is None or balance.quantity < write_off.quantity:
        there = balance.quantity if balance is not None else Decimal(0)
        raise Refused(f"{write_off.store} 的{write_off.item}只剩 {write_off.item.told(there)}，不够报废。请重新申请。")
    told = paper(
        write_off.store, Kind.WRITE_OFF, slip=write_off.number, because=write_off, said=write_off.get_reason_display()
    )
    write_off.value = -go(told, balance, write_off.quantity).value
    return _decided(write_off, by, State.APPROVED, said)


@action(on=WriteOff, label="不批准", when=(State.ASKED,), final=True)
def reject_write_off(write_off: WriteOff, *, by: Actor, said: Annotated[str, Ask(label="原因")]) -> WriteOff:
    _not_own(write_off, by)
    if not said.strip():
        raise Refused("请写明原因。", field="said")
    return _decided(write_off, by, State.REJECTED, said)


def _decided(write_off: WriteOff, by: Actor, state: WriteOff.State, said: str) -> WriteOff:
    write_off.state, write_off.decided = state, said[:200]
    write_off.decided_at, write_off.decided_by_id = clock.now(), by.person_id
    write_off.save()
    return write_off


def _not_own(write_off: WriteOff, by: Actor) -> None:
    if by.person_id is not None and by.person_id == write_off.asked_by_id:
        raise Refused("不能审批自己申请的报废，请由其他负责人办理。")


def _balance(store_id: int, item: Item, batch: Batch | None, school_id: int) -> Balance | None:
    rows = (
        Balance.objects.of(school_id).filter(store_id=store_id, item=item, batch=batch).select_related("item", "batch")
    )
    found: Balance | None = rows.one()
    return found
