"""From what a person says (3 箱) to what is booked (150 只).

The rule: quantity × factor, rounded half up to a thousandth of the item's own unit; what the item does not allow (half a piece) is refused, never
rounded away, and so is a unit nobody gave a factor for.
"""

from decimal import ROUND_HALF_UP, Decimal

from houqin.areas.stores.models import FEN, GRAIN, Item, ItemUnit
from houqin.kernel.actions import Refused

MOST_QUANTITY = Decimal(10_000_000)
MOST_MONEY = Decimal(100_000_000)
MEASURES = frozenset(
    {"千克", "公斤", "斤", "克", "kg", "KG", "g", "吨", "米", "厘米", "m", "平方米", "升", "毫升", "L", "ml", "立方米"}
)
"""Units that can be parted: their items take decimals unless somebody says otherwise."""


def usual_decimals(unit: str) -> int:
    return 3 if unit.strip() in MEASURES else 0


def in_own_unit(item: Item, quantity: Decimal, unit: str = "") -> Decimal:
    """The quantity in the item's own unit. Refused with a sentence when it is no quantity of this item."""
    check_quantity(quantity, str(item))
    said = unit.strip()
    booked = (quantity * _factor(item, said)).quantize(GRAIN, ROUND_HALF_UP)
    if booked > MOST_QUANTITY:
        raise Refused(f"{item}：数量太大（{booked:f} {item.unit}），请核对数量和单位。", field="lines")
    if booked != booked.quantize(Decimal(1).scaleb(-item.places)):
        told = f"{item.told(booked)}"
        allowed = "整数" if item.places == 0 else f"{item.places} 位小数"
        raise Refused(f"{item}：算下来是 {told}，它只能按{allowed}收发，请改数量。", field="lines")
    if booked == 0:
        raise Refused(f"{item}：数量太小，不到 {item.told(GRAIN)}。", field="lines")
    return booked


def check_quantity(quantity: Decimal, what: str) -> None:
    if not quantity.is_finite() or quantity <= 0:
        raise Refused(f"{what}：数量必须大于 0。", field="lines")
    if quantity > MOST_QUANTITY:
        raise Refused(f"{what}：数量太大，请核对。", field="lines")


def _factor(item: Item, unit: str) -> Decimal:
    if unit in ("", item.unit):
        return Decimal(1)
    units = {one.name: one for one in ItemUnit.objects.of(item.school_id).filter(item=item).order_by("factor")}
    if unit not in units:
        known = "、".join([item.unit, *(f"{one.name}（{one}）" for one in units.values())])
        raise Refused(
            f"{item}：没有“{unit}”这个单位的换算。可用的单位：{known}；要用“{unit}”请先在物品里加上换算。",
            field="lines",
        )
    return Decimal(units[unit].factor)


def money(quantity: Decimal, unit_price: Decimal, what: str) -> Decimal:
    """What was paid, to the fen."""
    if not unit_price.is_finite() or unit_price < 0:
        raise Refused(f"{what}：单价不能为负。", field="lines")
    total = (quantity * unit_price).quantize(FEN, ROUND_HALF_UP)
    if total > MOST_MONEY:
        raise Refused(f"{what}：金额太大（{total} 元），请核对数量和单价。", field="lines")
    return total
