"""Wanted lines: checked, filled from the catalogue of items, kept as rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

from houqin.areas.assets.models import AssetClass
from houqin.areas.procurement.models import FEN, STOCKED, CatalogueLine, Goods, OrderLine, Request, RequestLine
from houqin.areas.procurement.reads.routing import catalogue_entry, told_entry
from houqin.areas.stores.models import Item, ItemUnit
from houqin.areas.stores.models import Kind as ItemKind
from houqin.kernel.actions import Ask, Problems

MOST = Decimal("99999999")
GRAIN = Decimal("0.001")
OF_ITEM = {ItemKind.CONSUMABLE: Goods.CONSUMABLE, ItemKind.DURABLE: Goods.DURABLE, ItemKind.FIXED: Goods.FIXED}


@dataclass(frozen=True)
class Wanted:
    """One thing wanted, in free words or from the items of the stores; what is left out the buyer fills in."""

    words: Annotated[str, Ask(label="要什么")]
    quantity: Annotated[Decimal, Ask(label="数量")] = Decimal(1)
    unit: Annotated[str, Ask(label="单位")] = ""
    unit_price: Annotated[Decimal | None, Ask(label="估计单价（元）")] = None
    spec: Annotated[str, Ask(label="规格型号")] = ""
    item: Annotated[Item | None, Ask(label="库房物品", help="选了就自动入库，不用再录")] = None
    goods: Annotated[Goods | None, Ask(label="验收后")] = None
    class_code: Annotated[str, Ask(label="资产分类代码", help="固定资产填，如 A02010105")] = ""


def keep_lines(request: Request, wanted: Sequence[Wanted]) -> None:
    """Make the request's lines these, row by row; all problems at once."""
    problems = Problems()
    if not wanted:
        problems.add("请至少写一样要买的东西。", "lines")
    items = _named_items(request.school_id, wanted)
    drafts = [_draft(n, one, items, problems) for n, one in enumerate(wanted, start=1)]
    _check_classes(request.school_id, drafts, problems)
    problems.stop()
    entries = list(CatalogueLine.objects.of(request.school_id).filter(is_active=True))
    known = request.told_lines
    for i, draft in enumerate(drafts):
        line = known[i] if i < len(known) else RequestLine(school_id=request.school_id, request=request)
        for name, value in draft.items():
            setattr(line, name, value)
        entry = catalogue_entry(entries, f"{line.words} {line.spec}", line.amount)
        line.catalogue = entry.name if entry is not None else ""
        line.save()
    for line in known[len(drafts) :]:
        _let_go(line)
        line.delete()
    _sum_up(request, entries)


def _let_go(line: RequestLine) -> None:
    """An order that was cancelled keeps its own words; what was wanted may be given up."""
    for ordered in OrderLine.objects.of(line.school_id).filter(wanted=line):
        ordered.wanted = None
        ordered.save()


def _sum_up(request: Request, entries: list[CatalogueLine]) -> None:
    lines = request.told_lines
    request.amount = sum((line.amount for line in lines), Decimal(0))
    named = {entry.name: entry for entry in entries}
    found = dict.fromkeys(line.catalogue for line in lines if line.catalogue)
    request.in_catalogue = "、".join(told_entry(named[name]) for name in found if name in named)[:120]


def _named_items(school_id: int, wanted: Sequence[Wanted]) -> dict[str, Item]:
    """Items called exactly as somebody wrote, when only one is."""
    found: dict[str, Item | None] = {}
    for item in Item.objects.of(school_id).filter(is_active=True, name__in=[one.words.strip() for one in wanted]):
        found[item.name] = None if item.name in found else item
    return {name: item for name, item in found.items() if item is not None}


def _draft(n: int, one: Wanted, items: dict[str, Item], problems: Problems) -> dict[str, Any]:
    item = one.item or items.get(one.words.strip())
    words = one.words.strip() or (item.name if item is not None else "")
    said = f"第 {n} 行{words}："
    if not words:
        problems.add(f"第 {n} 行：请写要什么。", "lines")
    goods = one.goods or (OF_ITEM[ItemKind(item.kind)] if item is not None else Goods.SERVICE)
    quantity = _quantity(one.quantity, goods, said, problems)
    unit = one.unit.strip() or (item.unit if item is not None else "")
    if item is not None and goods in STOCKED:
        _check_unit(item, unit, said, problems)
        if unit == item.unit and quantity != quantity.quantize(Decimal(1).scaleb(-item.places)):
            problems.add(
                f"{said}库房按整{unit}记，数量要是整数。"
                if not item.places
                else f"{said}数量最多 {item.places} 位小数。",
                "lines",
            )
    return {
        "words": words[:80], "spec": (one.spec or (item.spec if item is not None else ""))[:80], "item": item if goods != Goods.SERVICE else None,
        "goods": goods, "class_code": one.class_code or (item.class_code if item is not None and goods == Goods.FIXED else ""),
        "quantity": quantity, "unit": unit, "unit_price": _price(one.unit_price, said, problems),
    }  # fmt: skip


def _check_classes(school_id: int, drafts: list[dict[str, Any]], problems: Problems) -> None:
    codes = {draft["class_code"] for draft in drafts if draft["class_code"]}
    known = (
        set(AssetClass.objects.of(school_id).filter(code__in=codes).values_list("code", flat=True)) if codes else set()
    )
    for code in sorted(codes - known):
        problems.add(AssetClass.no_such(code), "lines")


def _quantity(quantity: Decimal, goods: str, said: str, problems: Problems) -> Decimal:
    if not is_number(quantity) or not 0 < quantity <= MOST or quantity != quantity.quantize(GRAIN):
        problems.add(f"{said}数量要大于 0，最多三位小数。", "lines")
        return Decimal(1)
    if goods == Goods.FIXED and quantity != quantity.to_integral_value():
        problems.add(f"{said}固定资产按台、件采购，数量要是整数。", "lines")
    return quantity


def _price(price: Decimal | None, said: str, problems: Problems) -> Decimal | None:
    if price is None:
        return None
    if not is_number(price) or not 0 < price <= MOST or price != price.quantize(FEN):
        problems.add(f"{said}估计单价要大于 0，精确到分；不知道可以不填。", "lines")
        return None
    return price


def is_number(value: Decimal) -> bool:
    """Neither NaN nor infinite, and not too large to be rounded."""
    return value.is_finite() and abs(value) < Decimal(10) ** 15


def _check_unit(item: Item, unit: str, said: str, problems: Problems) -> None:
    units = list(ItemUnit.objects.of(item.school_id).filter(item=item).values_list("name", flat=True))
    if unit not in (item.unit, *units):
        known = "、".join([item.unit, *units])
        problems.add(f"{said}库房里没有“{unit}”的换算，请用{known}，或先在物品里加换算单位。", "lines")
