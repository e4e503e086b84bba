"""Fifty who take from one store at the same moment. On PostgreSQL a test runs it; on SQLite it is a program of its own on a real file, because the
tests' database in memory locks otherwise: python -m houqin.areas.stores.tests.takers
"""

import json
import threading
from collections.abc import Callable
from decimal import Decimal
from typing import Any

TAKERS = 50
PIECES = 40


def at_once(work: Callable[[int], Any]) -> list[str]:
    """What each got: "" or the sentence it was refused with."""
    from django.db import connection

    from houqin.kernel.actions import Refused

    start, got = threading.Barrier(TAKERS), ["did not run"] * TAKERS

    def taker(n: int) -> None:
        try:
            start.wait()
            work(n)
            got[n] = ""
        except Refused as refused:
            got[n] = str(refused)
        except Exception as error:
            got[n] = f"{type(error).__name__}: {error}"
        finally:
            connection.close()

    takers = [threading.Thread(target=taker, args=(n,)) for n in range(TAKERS)]
    for one in takers:
        one.start()
    for one in takers:
        one.join()
    return got


def one_each(world: Any) -> dict[str, Any]:
    """Forty pieces for fifty people, worth what does not part evenly."""
    from houqin.areas.stores.actions import Issued, issue
    from houqin.areas.stores.models import Store
    from houqin.areas.stores.tests.samples import a_store, an_item, stocked
    from houqin.kernel.access import Actor

    store, chalk = a_store(world), an_item(world)
    stocked(world, store, chalk, 30, "0.33")
    stocked(world, store, chalk, 10, "1.07")
    who = world.people["omar"]

    def work(n: int) -> None:
        mine = Store.objects.get(pk=store.pk)
        issue(mine, by=Actor.system(world.school.pk, f"第 {n} 人"), lines=[Issued(chalk, Decimal(1))], person=who)

    return {"got": at_once(work), **_books(store)}


def one_phone_again_and_again(world: Any) -> dict[str, Any]:
    """The same submission fifty times is one receipt."""
    from houqin.areas.stores.actions import Issued, hand_over
    from houqin.areas.stores.models import Requisition
    from houqin.areas.stores.tests.samples import a_store, an_item, stocked
    from houqin.kernel.access import Actor
    from houqin.kernel.actions import perform

    store, mop = a_store(world), an_item(world, name="拖把", unit="把")
    stocked(world, store, mop, 20, "9")
    values = {"store": store, "lines": [Issued(mop, Decimal(2))], "person": world.people["omar"]}

    def work(n: int) -> None:
        perform(hand_over, None, by=Actor.system(world.school.pk), values=values, submission="the-same-tap")

    return {"got": at_once(work), "papers": Requisition.objects.filter(store=store).count(), **_books(store)}


def across(world: Any) -> dict[str, Any]:
    """Half of them send one way while the other half send the other way: nobody stands still, nothing is lost between."""
    from houqin.areas.stores.actions import Issued, send
    from houqin.areas.stores.models import Balance, Store
    from houqin.areas.stores.tests.samples import a_store, an_item, stocked
    from houqin.kernel.access import Actor

    stores, bench = [a_store(world), a_store(world, "south")], an_item(world, name="凳子", unit="张")
    for one in stores:
        stocked(world, one, bench, 20, "12.34")

    def work(n: int) -> None:
        mine, other = (Store.objects.get(pk=stores[n % 2].pk), Store.objects.get(pk=stores[1 - n % 2].pk))
        send(mine, by=Actor.system(world.school.pk), to=other, lines=[Issued(bench, Decimal(1))])

    got = at_once(work)
    there = Balance.objects.filter(item=bench)
    return {"got": got, "quantity": str(sum(b.quantity for b in there)), "value": str(sum(b.value for b in there))}


def _books(store: Any) -> dict[str, Any]:
    from houqin.areas.stores.models import Balance, Movement

    balance, moved = Balance.objects.get(store=store), list(Movement.objects.filter(store=store))
    return {
        "quantity": str(balance.quantity), "value": str(balance.value), "moved": str(sum(m.quantity for m in moved)),
        "worth": str(sum(m.value for m in moved)), "left": sorted(str(m.left) for m in moved), "movements": len(moved),
    }  # fmt: skip


def told(world: Any) -> dict[str, Any]:
    from houqin.kernel.trail.seal import seal_school
    from houqin.kernel.trail.verify import verify_school

    found = {"one_each": one_each(world), "again": one_phone_again_and_again(world), "across": across(world)}
    seal_school(world.school)
    return found | {"findings": [one.message for one in verify_school(world.school)]}


if __name__ == "__main__":
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    from houqin.tests.people import make_world

    print(json.dumps(told(make_world()), ensure_ascii=False))
