"""Into the store: bought, given, or there from the beginning."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from houqin.areas.stores.ledger import Kind, Paper, come, paper
from houqin.areas.stores.models import Batch, Item, Movement, Store
from houqin.areas.stores.models import Kind as ItemKind
from houqin.areas.stores.units import in_own_unit, money
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Problem, Problems, Refused, action
from houqin.kernel.rows import Record

AnItem = Annotated[Item, Ask(label="物品")]
When = Annotated[datetime | None, Ask(label="发生时间", help="不填就是现在；补记以前的填实际时间")]
WhereFrom = Annotated[str, Ask(label="来源", help="捐赠、调剂、零星采购等；验收入库不用填")]


@dataclass(frozen=True)
class Received:
    """unit: a name of the item's units, "" for its own; unit_price is for one of that unit."""

    item: AnItem
    quantity: Annotated[Decimal, Ask(label="数量")]
    unit: Annotated[str, Ask(label="单位", help="不填就是基本单位")] = ""
    unit_price: Annotated[Decimal, Ask(label="单价（元）")] = field(default=Decimal(0), kw_only=True)
    batch: Annotated[str, Ask(label="批号")] = field(default="", kw_only=True)
    expires_on: Annotated[date | None, Ask(label="有效期至")] = field(default=None, kw_only=True)


Coming = Annotated[list[Received], Ask(label="入库物品")]


@action(on=Store, label="入库")
def receive(
    store: Store, *, by: Actor, lines: Coming, said: WhereFrom = "", happened_at: When = None, because: Record | None = None
) -> list[Movement]:  # fmt: skip
    """Goods come in, each line at what was paid for it. An acceptance calls this; by hand the source must be said."""
    problems = Problems()
    if because is None and not said.strip():
        problems.add("请写明来源，如“家委会捐赠”；采购的货请走验收，自动入库。", "said")
    if store.kind != Store.Kind.ROOM:
        problems.add(f"{store} 是在途，不能直接入库。")
    if not lines:
        problems.add("请至少填写一种物品。", "lines")
    problems.stop()
    told = paper(store, Kind.RECEIPT, happened_at=happened_at, said=said, because=because)
    return book_in(told, lines)


def book_in(told: Paper, lines: list[Received]) -> list[Movement]:
    """All lines or none, with every problem told."""
    problems: list[Problem] = []
    made: list[Movement] = []
    lock_items([line.item for line in lines if line.item.has_batches])
    for line in lines:
        try:
            made.append(_one(told, line))
        except Refused as refused:
            problems += refused.problems
    if problems:
        raise Refused(*problems)
    return made


def _one(told: Paper, line: Received) -> Movement:
    item = line.item
    if item.kind == ItemKind.FIXED:
        raise Refused(f"{item} 是固定资产，请建资产卡片，不进库存。", field="lines")
    quantity = in_own_unit(item, line.quantity, line.unit)
    value = money(line.quantity, line.unit_price, str(item))
    return come(told, item, batch_of(item, line.batch, line.expires_on), quantity, value)


def batch_of(item: Item, code: str, expires_on: date | None) -> Batch | None:
    """The batch of that number, made when it is new; None for items without batches."""
    code = code.strip()
    if not item.has_batches:
        if code or expires_on is not None:
            raise Refused(
                f"{item} 没有按批次管理，不能填批号或有效期；要管有效期，请先在物品里勾选“按批次管理”。", field="lines"
            )
        return None
    code = code or (f"至{expires_on:%Y%m%d}" if expires_on is not None else "")
    if not code:
        raise Refused(f"{item} 按批次管理，请填写批号或有效期。", field="lines")
    known: Batch | None = Batch.objects.of(item.school_id).filter(item=item, code=code).one()
    if known is None:
        known = Batch(school_id=item.school_id, item=item, code=code[:40], expires_on=expires_on)
        known.save()
    elif expires_on is not None and known.expires_on != expires_on:
        had = known.expires_on or "没有登记"
        raise Refused(f"{item} 批号 {code} 的有效期已登记为 {had}，与 {expires_on} 不一致，请核对批号。", field="lines")
    return known


def lock_items(items: list[Item]) -> None:
    """Before looking for batches: two who bring the same new batch at once make it once."""
    if items:
        rows = Item.objects.of(items[0].school_id).filter(pk__in={item.pk for item in items}).order_by("pk")
        list(rows.select_for_update(no_key=True).values_list("pk", flat=True))
