"""Making cards and completing them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from houqin.areas.assets.actions.books import entry_day
from houqin.areas.assets.keeping import answerable_at, custodian_of
from houqin.areas.assets.models import Asset, AssetClass
from houqin.areas.suppliers.models import Fund, Supplier
from houqin.foundation.actions import new_place_code
from houqin.foundation.models import Campus, Department, Person, Place
from houqin.kernel import clock
from houqin.kernel.access import Actor, Door
from houqin.kernel.actions import Ask, Problem, Problems, Refused, action, add_many
from houqin.kernel.declare import register

Where = Annotated[Place, Ask(label="在哪里")]


State = Asset.State
MOST_AT_ONCE = 2000
FROM_ACCEPTANCE = "验收转来，请补全地点、编号等"
SURPLUS = "盘盈，请补全来源和价值"


@dataclass(frozen=True)
class Drafted:
    """Like things of one acceptance: each becomes a draft card of its own."""

    name: Annotated[str, Ask(label="名称")]
    class_code: Annotated[str, Ask(label="分类编码")]
    count: Annotated[int, Ask(label="数量")]
    unit_value: Annotated[Decimal, Ask(label="单价")]
    fund: Annotated[Fund | None, Ask(label="经费来源")] = None
    supplier: Annotated[Supplier | None, Ask(label="供应商")] = None
    brand: Annotated[str, Ask(label="品牌")] = ""
    model: Annotated[str, Ask(label="规格型号")] = ""
    accepted_on: Annotated[date | None, Ask(label="验收日期")] = None
    place: Annotated[Place | None, Ask(label="存放地点")] = None
    campus: Annotated[Campus | None, Ask(label="校区")] = None


def prepare_asset(asset: Asset, by: Actor) -> None:
    """Place, keeper, custodian, life and label code from what is known; a card with a place and a date is in use at once."""
    if by.door is Door.SHEET and not asset.old_number and not asset.serial:
        raise Refused(
            Problem(
                "原编号：请填旧台账上的编号（没有就填出厂编号或顺序号），同一张表导入两次时才认得出来。", "old_number"
            )
        )
    place = asset.place if asset.place_id else None
    if place is not None:
        asset.campus_id = asset.campus_id or place.campus_id
        asset.school_class_id = asset.school_class_id or place.school_class_id
        asset.keeper = asset.keeper or answerable_at(place)
    asset.custodian_id = custodian_of(asset.school_id, place)
    asset.code = asset.code or new_place_code()
    dated = asset.accepted_on or asset.in_use_on or asset.bought_on
    asset.entered_on = asset.entered_on or dated
    if asset.life_years is None and asset.asset_class_id:
        asset.life_years = asset.asset_class.life
    if asset.state == State.DRAFT and not asset.state_said and place is not None and asset.entered_on is not None:
        asset.state = State.IN_USE


@action(makes=Asset, label="验收生成卡片")
def draft_cards(
    *, by: Actor, lines: Annotated[list[Drafted], Ask(label="验收的东西")]
) -> list[Asset]:  # fmt: skip
    """A draft card for every single thing; what an acceptance does not know is completed by the custodian."""
    problems = Problems()
    classes = _classes(by.school_id, lines, problems)
    for n, line in enumerate(lines, start=1):
        where = f"第 {n} 行“{line.name}”："
        if not 0 < line.count <= MOST_AT_ONCE:
            problems.add(f"{where}数量应在 1 到 {MOST_AT_ONCE} 之间，现在是 {line.count}。", "lines")
        if not line.unit_value.is_finite() or line.unit_value < 0:
            problems.add(f"{where}单价不能为负，现在是 {line.unit_value}。", "lines")
        if line.campus is None and line.place is None:
            problems.add(f"{where}请填校区或存放地点。", "lines")
    if not lines:
        problems.add("请至少写一样东西。", "lines")
    problems.stop()
    rows = [_values(line, classes[line.class_code]) for line in lines for _ in range(line.count)]
    return add_many(register.for_model(Asset), by=by, rows=rows)


def _values(line: Drafted, asset_class: AssetClass) -> dict[str, object]:
    campus = line.campus or (line.place.campus if line.place is not None else None)
    return {
        "name": line.name, "asset_class": asset_class, "value": line.unit_value, "fund": line.fund, "supplier": line.supplier,
        "brand": line.brand, "model": line.model, "accepted_on": line.accepted_on or clock.today(), "place": line.place,
        "campus": campus, "state_said": FROM_ACCEPTANCE,
    }  # fmt: skip


def _classes(school_id: int, lines: list[Drafted], problems: Problems) -> dict[str, AssetClass]:
    known = {
        one.code: one for one in AssetClass.objects.of(school_id).filter(code__in={line.class_code for line in lines})
    }
    for n, line in enumerate(lines, start=1):
        if line.class_code not in known:
            problems.add(
                f"第 {n} 行“{line.name}”：{AssetClass.no_such(line.class_code)}",
                "lines",
            )
    return known


@action(makes=Asset, label="盘盈入账")
def add_surplus(
    *, by: Actor, name: Annotated[str, Ask(label="名称")], class_code: Annotated[str, Ask(label="分类编码")],
    place: Where, said: Annotated[str, Ask(label="情况说明")] = "",
) -> Asset:  # fmt: skip
    """A thing that was found and stands in no book: a draft card without value, completed by the custodian."""
    asset_class = AssetClass.objects.of(by.school_id).filter(code=class_code).one()
    if asset_class is None:
        raise Refused(Problem(AssetClass.no_such(class_code), "class_code"))
    values = {
        "name": name, "asset_class": asset_class, "value": Decimal(0), "place": place, "campus": place.campus,
        "accepted_on": clock.today(), "state_said": f"{SURPLUS}；{said}"[:200] if said else SURPLUS,
    }  # fmt: skip
    made: Asset = add_many(register.for_model(Asset), by=by, rows=[values])[0]
    return made


@action(on=Asset, label="补全卡片", when=(State.DRAFT,), asks=True)
def complete(
    asset: Asset, *, by: Actor, place: Place | None = None, department: Department | None = None, keeper: Person | None = None,
    value: Annotated[Decimal | None, Ask(label="原值（元）", help="不填就按卡片上的")] = None, asset_class: AssetClass | None = None,
    brand: str = "", model: str = "", serial: str = "", in_use_on: date | None = None, warranty_until: date | None = None,
) -> Asset:  # fmt: skip
    """What acceptance could not know is filled in; from now on the thing is on the books."""
    asset.place, asset.department, asset.keeper = (
        place or asset.place,
        department or asset.department,
        keeper or asset.keeper,
    )
    if asset_class is not None:
        asset.asset_class, asset.life_years = asset_class, asset_class.life
    asset.value = asset.value if value is None else value
    asset.brand, asset.model, asset.serial = brand or asset.brand, model or asset.model, serial or asset.serial
    asset.in_use_on = in_use_on or asset.in_use_on or clock.today()
    asset.warranty_until = warranty_until or asset.warranty_until
    problems = Problems()
    if asset.place is None:
        problems.add("存放地点：请填东西放在哪里。", "place")
    if not asset.value.is_finite() or asset.value <= 0:
        problems.add("原值（元）：请填大于 0 的价值，名义金额填 1。", "value")
    if asset.place is not None and asset.place.campus_id != asset.campus_id:
        problems.add(f"存放地点：{asset.place} 不在 {asset.campus}，跨校区请先补全再调拨。", "place")
    problems.stop()
    asset.entered_on = entry_day(asset)
    asset.state, asset.state_said = State.IN_USE, ""
    settle_at(asset, asset.place)
    asset.full_clean(exclude=["school"])
    asset.save()
    return asset


def settle_at(asset: Asset, place: Place | None) -> None:
    """The card stands at a place: its campus, class and custodian follow, and its keeper where none is named."""
    asset.place = place
    if place is not None:
        asset.campus_id = place.campus_id
        asset.school_class_id = place.school_class_id
        asset.keeper = asset.keeper or answerable_at(place)
    asset.custodian_id = custodian_of(asset.school_id, place)
