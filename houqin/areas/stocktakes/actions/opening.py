"""A count begins: what the books say is frozen, room by room."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any

from houqin.areas.stocktakes.expecting import Expected, expected_assets, expected_stock, last_movement, rooms_of
from houqin.areas.stocktakes.models import CountPlace, Stocktake
from houqin.areas.stocktakes.reads import campuses_of
from houqin.areas.stocktakes.sampling import sampled
from houqin.areas.stores.models import Store
from houqin.foundation.models import Campus, Department, Person, Place
from houqin.foundation.rules import number
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Problems, Refused, action, add, add_many
from houqin.kernel.declare import register
from houqin.kernel.notices.queue import notify

Kind, Extent, State = Stocktake.Kind, Stocktake.Extent, Stocktake.State
SPOT_SHARE = "AST-05.spot_share"
MOST = 20_000
"""Lines of one count: what one phone still carries about. A larger school counts building by building."""


def rooms(_: Any, by: Actor) -> Any:
    rows = Store.objects.of(by.school_id).filter(kind=Store.Kind.ROOM, is_active=True, campus__in=campuses_of(by))
    return rows.order_by("id")


@action(makes=Stocktake, label="开始盘点")
def begin(
    *, by: Actor, kind: Stocktake.Kind = Kind.ASSETS, extent: Stocktake.Extent = Extent.FULL,
    place: Annotated[Place | None, Ask(label="场所", help="盘一栋楼或一间房时选；不选就是整个校区")] = None,
    department: Annotated[Department | None, Ask(label="部门", help="只盘某个部门的资产时选")] = None,
    store: Annotated[Store | None, Ask(label="库房", help="盘库存物资时选", choices=rooms)] = None,
    campus: Annotated[Campus | None, Ask(label="校区", help="选了场所或库房就不用选")] = None,
    title: Annotated[str, Ask(label="名称", help="不填就按范围起名")] = "",
    is_blind: Annotated[bool, Ask(label="盲盘", help="盘点人看不到账面数和应有清单")] = False,
    due_on: Annotated[date | None, Ask(label="完成期限")] = None,
) -> Stocktake:  # fmt: skip
    """Freeze what the books expect now. From here on it is compared with what people see, whatever is booked meanwhile."""
    where = _campus(by, kind, place, store, campus)
    if due_on is not None and due_on < clock.today():
        raise Refused("完成期限不能早于今天。", field="due_on")
    values = {
        "title": title.strip() or _title(kind, extent, store or place or department or where), "kind": kind, "extent": extent, "campus": where,
        "place": place, "department": department, "store": store, "is_blind": is_blind, "due_on": due_on, "started_at": clock.now(),
        "started_by_id": by.person_id, "share": _share(by.school_id, extent),
    }  # fmt: skip
    count: Stocktake = add(register.get("stocktakes.stocktake"), by=by, values=values)
    _freeze(count, by)
    return count


def _campus(by: Actor, kind: Stocktake.Kind, place: Place | None, store: Store | None, campus: Campus | None) -> Campus:
    problems = Problems()
    if kind == Kind.STORES and store is None:
        problems.add("盘库存物资请选择库房。", "store")
    if kind == Kind.ASSETS and store is not None:
        problems.add("盘固定资产不用选库房；要盘库房里的物资，请把盘点对象改为库存物资。", "store")
    own: Campus | None = store.campus if store is not None else place.campus if place is not None else None
    if own is not None and campus is not None and own.pk != campus.pk:
        problems.add(f"所选范围在{own.name}，与校区不一致；校区可以不选。", "campus")
    problems.stop()
    where = own or campus or _only_campus(by)
    if where is None:
        raise Refused("请选择校区、场所或库房。", field="campus")
    if not campuses_of(by).filter(pk=where.pk).exists():
        raise Refused(f"{where.name}不在您任职的范围内，请由该校区的人组织盘点。", field="campus")
    return where


def _only_campus(by: Actor) -> Campus | None:
    """Of the campuses this person works for there may be just one: then it need not be said."""
    known = list(campuses_of(by)[:2])
    return known[0] if len(known) == 1 else None


def _title(kind: Stocktake.Kind, extent: Stocktake.Extent, scope: Any) -> str:
    where = str(scope).partition("/")[2].replace("/", "") if isinstance(scope, Place) else str(scope)
    return f"{clock.today().year}年{where or scope}{kind.label}{extent.label}"[:60]


def _share(school_id: int, extent: Stocktake.Extent) -> int:
    return min(100, int(number(school_id, SPOT_SHARE))) if extent == Extent.SPOT else 100


def _freeze(count: Stocktake, by: Actor) -> None:
    if count.store_id is not None:  # whoever moves something of this store waits until its balances are read
        list(Store.objects.of(count.school_id).filter(pk=count.store_id).select_for_update().values_list("pk"))
    count.movements_until = last_movement(count)
    lines = list(expected_stock(count) if count.is_of_stores else expected_assets(count))
    if count.extent == Extent.SPOT:
        lines = sampled(lines, share=count.share, seed=count.number)
    if not lines:
        raise Refused(f"“{count.scope_told}”账上没有可盘的{count.get_kind_display()}，请换一个范围。")
    if len(lines) > MOST:
        raise Refused(f"这个范围有 {len(lines)} 项，一次最多盘 {MOST} 项，请按楼栋或部门分开盘。", field="place")
    add_many(register.get("stocktakes.finding"), by=by, rows=[_line(count, one) for one in lines])
    add_many(register.get("stocktakes.count_place"), by=by, rows=_places(count, lines))
    count.line_count = len(lines)
    count.save()


def _line(count: Stocktake, one: Expected) -> dict[str, Any]:
    return {
        "stocktake": count, "campus": count.campus, "name": one.name[:200], "code": one.code, "asset_id": one.asset_id, "item_id": one.item_id,
        "batch_id": one.batch_id, "place_id": one.place_id, "expected": one.quantity, "unit": one.unit, "unit_value": one.unit_value,
    }  # fmt: skip


def _places(count: Stocktake, lines: Iterable[Expected]) -> list[dict[str, Any]]:
    expected: dict[int, int] = {}
    for one in lines:
        if one.place_id is not None:
            expected[one.place_id] = expected.get(one.place_id, 0) + 1
    return [
        {"stocktake": count, "campus": count.campus, "place_id": place.pk, "line_count": expected.get(place.pk, 0)}
        for place in rooms_of(count, set(expected))
    ]


@action(on=CountPlace, label="安排盘点人")
def assign(
    place: CountPlace,
    *,
    by: Actor,
    counter: Annotated[Person | None, Ask(label="盘点人", help="不选就是不指定")] = None,
) -> CountPlace:
    """Who counts here. It is a wish, not a wall: whoever scans is named on each scan."""
    if place.stocktake.state != State.COUNTING:
        raise Refused(f"{place.stocktake} 已经不在清点，不用再安排盘点人。")
    place.counter = counter
    place.save()
    if counter is not None:
        said = f"盘点 {place.place.path}，共 {place.line_count} 项。"
        url = f"/stocktakes/{place.stocktake_id}/count/#room={place.place_id}"
        notify(by.school_id, to=[counter.user_id], title=f"请您盘点：{place.stocktake.title}", body=said, url=url)
    return place
