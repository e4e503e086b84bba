"""Fifty who take from one store at the same moment."""

from decimal import Decimal
from typing import Any

from houqin.areas.stores.actions import Issued, hand_over, issue, send
from houqin.areas.stores.models import Balance, Movement, Requisition, Store
from houqin.areas.stores.tests.samples import a_store, an_item, stocked
from houqin.kernel.access import Actor
from houqin.kernel.actions import perform
from houqin.tests.crowd import at_once, findings

TAKERS = 50
PIECES = 40


def one_each(world: Any) -> dict[str, Any]:
    """Forty pieces for fifty people, worth what does not part evenly."""
    store, chalk = a_store(world), an_item(world)
    stocked(world, store, chalk, 30, "0.33")
    stocked(world, store, chalk, 10, "1.07")
    who = world.people["omar"]

    def work(n: int) -> None:
        mine = Store.objects.get(pk=store.pk)
        issue(mine, by=Actor.system(world.school.pk, f"第 {n} 人"), lines=[Issued(chalk, Decimal(1))], person=who)

    return {"got": at_once(TAKERS, work), **_books(store)}


def one_phone_again_and_again(world: Any) -> dict[str, Any]:
    """The same submission fifty times is one receipt."""
    store, mop = a_store(world), an_item(world, name="拖把", unit="把")
    stocked(world, store, mop, 20, "9")
    values = {"store": store, "lines": [Issued(mop, Decimal(2))], "person": world.people["omar"]}

    def work(n: int) -> None:
        perform(hand_over, None, by=Actor.system(world.school.pk), values=values, submission="the-same-tap")

    return {"got": at_once(TAKERS, work), "papers": Requisition.objects.filter(store=store).count(), **_books(store)}


def across(world: Any) -> dict[str, Any]:
    """Half of them send one way while the other half send the other way: nobody stands still, nothing is lost between."""
    stores, bench = [a_store(world), a_store(world, "south")], an_item(world, name="凳子", unit="张")
    for one in stores:
        stocked(world, one, bench, 20, "12.34")

    def work(n: int) -> None:
        mine, other = (Store.objects.get(pk=stores[n % 2].pk), Store.objects.get(pk=stores[1 - n % 2].pk))
        send(mine, by=Actor.system(world.school.pk), to=other, lines=[Issued(bench, Decimal(1))])

    got = at_once(TAKERS, work)
    there = Balance.objects.filter(item=bench)
    return {"got": got, "quantity": str(sum(b.quantity for b in there)), "value": str(sum(b.value for b in there))}


def _books(store: Any) -> dict[str, Any]:
    balance, moved = Balance.objects.get(store=store), list(Movement.objects.filter(store=store))
    return {
        "quantity": str(balance.quantity), "value": str(balance.value), "moved": str(sum(m.quantity for m in moved)),
        "worth": str(sum(m.value for m in moved)), "left": sorted(str(m.left) for m in moved), "movements": len(moved),
    }  # fmt: skip


def told(world: Any) -> dict[str, Any]:
    return {
        "one_each": one_each(world), "again": one_phone_again_and_again(world), "across": across(world), "findings": findings(world),
    }  # fmt: skip
