from decimal import Decimal
from typing import Any

from houqin.areas.assets.tests.samples import an_asset
from houqin.areas.stocktakes import actions
from houqin.areas.stocktakes.actions import Scanned
from houqin.areas.stocktakes.models import Finding, Stocktake
from houqin.areas.stores.tests.samples import a_store, an_item, stocked
from houqin.kernel.access import Actor
from houqin.tests.people import World, sample


def system(world: World) -> Actor:
    return Actor.system(world.school.pk)


def a_room(world: World, campus: str = "north") -> Any:
    return world.room if campus == "north" else world.south_room


@sample("stocktakes.stocktake")
def a_count(world: World, campus: str = "north", things: int = 1, **said: Any) -> Stocktake:
    """Of a room with one thing in it, or as many as asked."""
    for _ in range(things):
        an_asset(world, campus)
    return actions.begin(by=system(world), place=a_room(world, campus), **said)


@sample("stocktakes.count_place")
def a_count_place(world: World, campus: str = "north") -> Any:
    return a_count(world, campus).places.get()


@sample("stocktakes.scan")
def a_scan(world: World, campus: str = "north") -> Any:
    count = a_count(world, campus)
    see(count, system(world), count.findings.first().code)
    return count.scans.get()


@sample("stocktakes.finding")
def a_finding(world: World, campus: str = "north") -> Finding:
    """A thing that is not where it should be."""
    count = a_count(world, campus)
    done(count, system(world))
    actions.finish_counting(count, by=system(world))
    found: Finding = count.findings.order_by("-id")[0]
    return found


def a_store_count(world: World, quantity: int = 10, **said: Any) -> Stocktake:
    store = a_store(world)
    stocked(world, store, an_item(world, name="粉笔", code="FB01"), quantity)
    return actions.begin(by=system(world), kind=Stocktake.Kind.STORES, store=store, **said)


_uids = iter(range(10**9))


def scanned(code: str, **said: Any) -> Scanned:
    if "quantity" in said and said["quantity"] is not None:
        said["quantity"] = Decimal(said["quantity"])
    return Scanned(**({"uid": f"t{next(_uids)}", "code": code} | said))


def see(count: Stocktake, by: Actor, *codes: str, place: Any = None, **said: Any) -> None:
    """Scans of these codes at the place of the count, or another."""
    where = place or count.place
    code = where.code if where is not None else ""
    actions.join(count, by=by, scans=[scanned(one, place=code, **said) for one in codes])


def done(count: Stocktake, by: Actor, place: Any = None) -> None:
    see(count, by, "", place=place, kind="done")
