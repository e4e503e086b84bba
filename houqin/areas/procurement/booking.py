"""What an acceptance puts into the books of the areas below: stock for what is stored, draft cards for fixed assets."""

from collections.abc import Iterable

from django.utils import timezone

from houqin.areas.assets.actions import Drafted, draft_cards
from houqin.areas.procurement.models import STOCKED, Acceptance, AcceptanceLine, Goods
from houqin.areas.stores.actions import Received, receive
from houqin.kernel.access import Actor


def book(acceptance: Acceptance, rows: list[AcceptanceLine], by: Actor) -> None:
    taken = [row for row in rows if row.accepted > 0]
    _store(acceptance, [row for row in taken if row.goods in STOCKED], by)
    for row in taken:
        if row.goods == Goods.FIXED:
            _card(acceptance, row, by)


def _store(acceptance: Acceptance, rows: list[AcceptanceLine], by: Actor) -> None:
    if not rows or acceptance.store is None:
        return
    receive(acceptance.store, by=by, lines=[_received(row) for row in rows], because=acceptance)
    _say(rows, f"入{acceptance.store}")


def _received(row: AcceptanceLine) -> Received:
    item = row.item
    assert item is not None
    return Received(
        item, row.accepted, "" if row.unit == item.unit else row.unit, unit_price=row.line.unit_price, batch=row.batch, expires_on=row.expires_on
    )  # fmt: skip


def _card(acceptance: Acceptance, row: AcceptanceLine, by: Actor) -> None:
    line, order = row.line, acceptance.order
    drafted = Drafted(
        name=row.words, class_code=line.class_code, count=int(row.accepted), unit_value=line.unit_price, fund=order.fund, supplier=order.supplier,
        brand=line.brand[:40], model=line.spec, accepted_on=timezone.localtime(acceptance.accepted_at).date(), place=acceptance.place,
        campus=acceptance.campus,
    )  # fmt: skip
    cards = draft_cards(by=by, lines=[drafted])
    numbers = [card.number for card in cards]
    _say([row], "资产卡片 " + (f"{numbers[0]} 至 {numbers[-1]}" if len(numbers) > 1 else numbers[0]))


def _say(rows: Iterable[AcceptanceLine], where: str) -> None:
    for row in rows:
        row.booked = where[:200]
        row.save()
