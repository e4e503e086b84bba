"""Many who decide, order, accept and pay the same purchase at the same moment. On PostgreSQL a test runs it; on SQLite it is a program of its
own on a real file, because the tests' database in memory locks otherwise: python -m houqin.areas.procurement.tests.many_hands
"""

import json
import threading
from collections.abc import Callable
from decimal import Decimal
from typing import Any

HANDS = 16


def at_once(work: Callable[[int], Any], count: int = HANDS) -> list[str]:
    """What each got: "" or the sentence it was refused with."""
    from django.db import connection

    from houqin.kernel.actions import Refused

    start, got = threading.Barrier(count), ["did not run"] * count

    def hand(n: int) -> None:
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

    hands = [threading.Thread(target=hand, args=(n,)) for n in range(count)]
    for one in hands:
        one.start()
    for one in hands:
        one.join()
    return got


def one_purchase(world: Any) -> dict[str, Any]:
    """Every step of one purchase, done by everybody at once: agreed, ordered, accepted, filed and paid, each once."""
    from houqin.areas.procurement import actions
    from houqin.areas.procurement.actions import Taken
    from houqin.areas.procurement.models import Acceptance, Approval, Order, Packet, Request
    from houqin.areas.procurement.tests.samples import a_room, by, drawn, quoted, wish
    from houqin.areas.stores.models import Balance

    request, system, room = wish(world, who="nobody"), by(world), a_room(world)
    step = request.approvals.get()
    got = {"agree": at_once(lambda n: actions.agree(Approval.objects.get(pk=step.pk), by=system))}
    request.refresh_from_db()
    quote = quoted(world, request, "晨光文具", "24")
    got["order"] = at_once(lambda n: actions.place_order(Request.objects.get(pk=request.pk), by=system, quote=quote))
    order = Order.objects.get(request=request)

    def take(n: int) -> None:
        mine = Order.objects.get(pk=order.pk)
        lines = [Taken(line, Decimal(20)) for line in mine.told_lines]
        actions.accept(mine, by=system, lines=lines, witness=world.people["omar"], store=room, signature=drawn())

    got["accept"] = at_once(take)
    packet = Packet.objects.get(order=order)
    actions.file_invoice(packet, by=system, invoice_number="1", invoice_amount=Decimal(480), papers=[drawn("发票.png")])
    got["pay"] = at_once(lambda n: actions.pay(Packet.objects.get(pk=packet.pk), by=system))
    return {
        "got": got, "acceptances": Acceptance.objects.filter(order=order).count(), "stock": str(Balance.objects.get(store=room).quantity),
        "state": Request.objects.get(pk=request.pk).state,
    }  # fmt: skip


def countersigned(world: Any) -> list[str]:
    """Two who sign the same request at the same moment: each sees the other's, the request never stands still."""
    from houqin.areas.procurement import actions
    from houqin.areas.procurement.models import Approval, Request
    from houqin.areas.procurement.records import RULE
    from houqin.areas.procurement.tests.samples import by, wish
    from houqin.kernel.actions import add

    for name, post in (("主任会签", "director"), ("财务会签", "accountant")):
        add(RULE, by=by(world), values={"name": name, "step": 1, "post": post})
    requests = [wish(world, who="nobody") for _ in range(HANDS // 2)]
    steps = [step.pk for request in requests for step in request.approvals.order_by("id")]
    at_once(lambda n: actions.agree(Approval.objects.get(pk=steps[n]), by=by(world)))
    return sorted(Request.objects.get(pk=request.pk).state for request in requests)


def one_fund(world: Any) -> dict[str, Any]:
    """Sixteen requests of 500 for a fund of 3,000: six get it."""
    from houqin.areas.procurement import actions
    from houqin.areas.procurement.models import Approval, ApprovalRule
    from houqin.areas.procurement.reads import fund_state
    from houqin.areas.procurement.tests.samples import a_fund, by, wish
    from houqin.kernel.actions import change

    for rule in ApprovalRule.objects.filter(school=world.school):
        change(rule, by=by(world), values={"is_active": rule.name == "主任会签"})
    fund = a_fund(world, "小额经费", 3000)
    steps = [wish(world, who="nobody", fund=fund).approvals.get().pk for _ in range(HANDS)]
    got = at_once(lambda n: actions.agree(Approval.objects.get(pk=steps[n]), by=by(world)))
    return {"got": got, "taken": str(fund_state(fund).taken)}


def told(world: Any) -> dict[str, Any]:
    from houqin.kernel.trail.seal import seal_school
    from houqin.kernel.trail.verify import verify_school

    found = {"purchase": one_purchase(world), "countersigned": countersigned(world), "fund": one_fund(world)}
    seal_school(world.school)
    return found | {"findings": [one.message for one in verify_school(world.school)]}


if __name__ == "__main__":
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    from houqin.tests.people import make_world

    print(json.dumps(told(make_world()), ensure_ascii=False))
