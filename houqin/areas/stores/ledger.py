"""The one place where a balance changes: together with a movement, under the lock of its store.

Cost is the moving average of the balance it leaves: of (store, item, batch). An item without batches has one balance in a store and so the
ordinary moving average; a batch carries its own. A leaving quantity takes value × its share, rounded half up to the fen, and the last unit takes
what is left: the value of a balance is always the sum of its movements, and nothing left costs nothing.

Movements are booked in the order in which they are recorded. One that happened earlier (补记) leaves at the average of its own time, and is refused
if any balance since then would have fallen below nothing or kept a cost without a thing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils import timezone

from houqin.areas.stores.models import FEN, Balance, Batch, Item, MonthClose, Movement, Store
from houqin.foundation.models import Department, Person, SchoolClass
from houqin.kernel import clock
from houqin.kernel.actions import Refused
from houqin.kernel.numbering import take
from houqin.kernel.rows import Record

Kind, Way = Movement.Kind, Movement.Way
SLIPS = {
    Kind.OPENING: "QC", Kind.RECEIPT: "RK", Kind.ISSUE: "CK", Kind.TAKEN_BACK: "TK", Kind.LENT: "JC", Kind.RETURNED: "GH", Kind.SENT: "DB",
    Kind.ARRIVED: "DB", Kind.GAIN: "PD", Kind.LOSS: "PD", Kind.WRITE_OFF: "BF", Kind.REVERSE_IN: "CX", Kind.REVERSE_OUT: "CX",
}  # fmt: skip
CLOCKS_DIFFER = timedelta(minutes=10)
"""A phone may run ahead of the server so much."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Paper:
    """What the movements of one action share."""

    store: Store
    kind: Movement.Kind
    slip: str
    happened_at: datetime
    person: Person | None = None
    school_class: SchoolClass | None = None
    department: Department | None = None
    because: Record | None = None
    said: str = ""

    @property
    def to_whom(self) -> str:
        return named(self.school_class, self.department, self.person)

    @property
    def day(self) -> date:
        return timezone.localtime(self.happened_at).date()


def named(*who: Record | None) -> str:
    """三（1）班 王老师, as it was when it was written."""
    return " ".join(str(one) for one in who if one is not None)[:120]


def paper(
    store: Store, kind: Movement.Kind, *, happened_at: datetime | None = None, said: str = "", **more: Any
) -> Paper:
    """Begin a slip; `store` must be locked. Refused for a moment to come or a month that is closed."""
    now = clock.now()
    moment = (
        min(happened_at, now) if happened_at is not None and happened_at - now < CLOCKS_DIFFER else happened_at or now
    )
    if moment > now:
        raise Refused("发生时间不能晚于现在。", field="happened_at")
    moment = min(moment, now)
    refuse_closed(store, timezone.localtime(moment).date())
    slip = more.pop("slip", "") or take(store.school_id, SLIPS[kind] + "-{year}-{n:05}")[0]
    return Paper(store=store, kind=kind, slip=slip, happened_at=moment, said=said[:200], **more)


def refuse_closed(store: Store, day: date) -> None:
    last = MonthClose.objects.of(store.school_id).filter(store=store).order_by("-month").first()
    if last is not None and day <= last.last_day:
        raise Refused(
            f"{store} 的 {day:%Y}年{day.month}月 已经月结，不能再记账。请按今天登记，并在事由里写明实际日期。", field="happened_at"
        )  # fmt: skip


def lock_stores(*stores: Store) -> None:
    """Before touching more than one store: rooms before what is on its way, always in the same order, so that two who cross do not stand still."""
    wanted = {store.pk for store in stores}
    rows = Store.objects.of(stores[0].school_id).filter(pk__in=wanted).order_by("kind", "pk")
    list(rows.select_for_update(no_key=True).values_list("pk", flat=True))


def come(told: Paper, item: Item, batch: Batch | None, quantity: Decimal, value: Decimal) -> Movement:
    """Put into the store; `value` is what all of it cost."""
    balance = _balance(told.store, item, batch)
    return _book(told, balance, quantity, value)


def go(told: Paper, balance: Balance, quantity: Decimal, value: Decimal | None = None) -> Movement:
    """Take out of a balance. value: what leaves with it, when that is known and not the average's share."""
    history = list(_since(told, balance))
    then_quantity, then_value = history[-1]
    leaves = _share(then_quantity, then_value, quantity) if value is None else value
    for had_quantity, had_value in history:
        if had_quantity < quantity:
            raise Refused(_too_little(told, balance, had_quantity, quantity), field="lines")
        if had_value < leaves or (had_quantity == quantity and had_value != leaves):
            raise Refused(_crosses(told, balance), field="happened_at")
    return _book(told, balance, -quantity, -leaves)


def _since(told: Paper, balance: Balance) -> Iterator[tuple[Decimal, Decimal]]:
    """What lay there now, and after every movement back to the paper's moment: nearly always just the one balance of now."""
    quantity, value = balance.quantity, balance.value
    yield quantity, value
    later = Movement.objects.of(told.store.school_id).filter(
        store=told.store, item_id=balance.item_id, batch_id=balance.batch_id, happened_at__gt=told.happened_at
    )
    for moved_quantity, moved_value in later.order_by("-happened_at", "-id").values_list("quantity", "value"):
        quantity, value = quantity - moved_quantity, value - moved_value
        yield quantity, value


def _share(of_quantity: Decimal, of_value: Decimal, quantity: Decimal) -> Decimal:
    """The value that leaves with a part; the last unit takes all that is left, so that nothing is ever lost to rounding."""
    if quantity >= of_quantity:
        return of_value
    return (of_value * quantity / of_quantity).quantize(FEN, ROUND_HALF_UP)


share = _share


def _balance(store: Store, item: Item, batch: Batch | None) -> Balance:
    found = Balance.objects.of(store.school_id).filter(store=store, item=item, batch=batch).select_related("item").one()
    if found is not None:
        return found  # type: ignore[no-any-return]
    beside = (
        Balance.objects.of(store.school_id).filter(store=store, item=item).exclude(shelf=None).order_by("-id").first()
    )
    return Balance(
        school_id=store.school_id, store=store, campus_id=store.campus_id, item=item, batch=batch, shelf=beside.shelf if beside else None,
        quantity=Decimal(0), value=Decimal(0),
    )  # fmt: skip


def _book(told: Paper, balance: Balance, quantity: Decimal, value: Decimal) -> Movement:
    balance.quantity += quantity
    balance.value += value
    balance.save()
    cause = told.because
    made = Movement(
        school_id=told.store.school_id, slip=told.slip, store=told.store, campus_id=told.store.campus_id, item=balance.item, batch=balance.batch,
        kind=told.kind, way=Way.IN if quantity > 0 else Way.OUT, quantity=quantity, value=value, amount=abs(quantity), worth=abs(value),
        left=balance.quantity, left_value=balance.value, happened_at=told.happened_at, person=told.person,
        school_class=told.school_class, department=told.department, said=told.said, to_whom=told.to_whom,
        because_kind=cause._meta.label_lower if cause is not None else "", because_id=cause.pk if cause is not None else None,
    )  # fmt: skip
    made.save()
    return made


def _too_little(told: Paper, balance: Balance, had: Decimal, wanted: Decimal) -> str:
    if had == balance.quantity:
        return f"{told.store} 的 {balance} 只有 {balance.item.told(had)}，不够 {balance.item.told(wanted)}。"
    return (
        f"{told.store} 的 {balance}：补记到 {told.day} 时不够，那之后一度只有 {balance.item.told(had)}。请按今天登记。"
    )


def _crosses(told: Paper, balance: Balance) -> str:
    return f"{balance}：{told.day} 之后已有出入库，补记会使当时的账面金额为负。请按今天登记，并在事由里写明实际日期。"
