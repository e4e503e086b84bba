"""Whatever people do, in whatever order: ordered = accepted + short + open, the books hold what was accepted, and money never exceeds what was agreed."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from houqin.areas.assets.models import Asset
from houqin.areas.procurement import actions
from houqin.areas.procurement.actions import Priced, Taken, Wanted
from houqin.areas.procurement.models import (
    Acceptance,
    AcceptanceLine,
    Approval,
    Goods,
    Order,
    OrderLine,
    Packet,
    Quote,
    Request,
)
from houqin.areas.procurement.reads import fund_state
from houqin.areas.procurement.tests.samples import a_class_code, a_firm, a_fund, a_room, drawn, paper
from houqin.areas.stores.models import Balance, Movement
from houqin.kernel.access import Actor
from houqin.kernel.actions import Refused
from houqin.tests.people import World, make_world

BUDGET = Decimal(9000)
amounts = st.integers(1, 30).map(Decimal) | st.decimals(Decimal("0.001"), Decimal(30), places=3)
prices = st.decimals(Decimal("0.01"), Decimal(60), places=2)
picks = st.integers(0, 40)
State = Request.State


class Buying(RuleBasedStateMachine):
    """One fund that soon runs dry, paper for the store and projectors for the books, everybody busy at once."""

    world: World

    @initialize()
    def begin(self) -> None:
        self.atom = transaction.atomic()
        self.atom.__enter__()
        self.world = make_world()
        self.by = Actor.system(self.world.school.pk)
        self.fund, self.room = a_fund(self.world, budget=int(BUDGET)), a_room(self.world)
        self.code = a_class_code(self.world)
        for _ in range(3):
            self.ask(quantity=Decimal(20), price=Decimal(25), pieces=Decimal(2))
            self.buy(n=0, price=Decimal(20))

    def teardown(self) -> None:
        if hasattr(self, "atom"):
            transaction.set_rollback(True)
            self.atom.__exit__(None, None, None)

    def do(self, act: Any, *args: Any, **said: Any) -> Any:
        """A refusal is an answer too, and changes nothing."""
        try:
            return act(*args, by=self.by, **said)
        except Refused:
            return None

    def pick(self, rows: Any, n: int) -> Any:
        found = list(rows.order_by("id"))
        return found[n % len(found)] if found else None

    def wanted(self, quantity: Decimal, price: Decimal | None, pieces: Decimal) -> list[Wanted]:
        projector = Wanted("投影仪", pieces, "台", price, goods=Goods.FIXED, class_code=self.code)
        return [Wanted("A4 纸", quantity, "包", price, item=paper(self.world)), *([projector] if pieces else [])]

    @rule(quantity=amounts, price=prices | st.none(), pieces=st.integers(0, 4).map(Decimal))
    def ask(self, quantity: Decimal, price: Decimal | None, pieces: Decimal) -> None:
        lines = self.wanted(quantity, price, pieces)
        self.do(actions.ask_for, lines=lines, why="用完了", fund=self.fund, campus=self.world.north)

    @rule(n=picks, quantity=amounts, price=prices)
    def complete(self, n: int, quantity: Decimal, price: Decimal) -> None:
        if row := self.pick(Request.objects.filter(state__in=(State.NEW, State.RETURNED)), n):
            self.do(actions.complete, row, lines=self.wanted(quantity, price, Decimal(1)), fund=self.fund)

    @rule(n=picks, verb=st.sampled_from(("agree", "agree", "agree", "agree", "send_back", "reject")))
    def decide(self, n: int, verb: str) -> None:
        if step := self.pick(Approval.objects.filter(state="waiting"), n):
            said = {} if verb == "agree" else {"said": "再想想"}
            self.do(getattr(actions, verb), step, **said)

    @rule(n=picks, price=prices)
    def buy(self, n: int, price: Decimal) -> None:
        """One request at once through all its steps to the order."""
        row = self.pick(Request.objects.filter(state__in=(State.APPROVING, State.APPROVED)), n)
        if row is None:
            return
        while step := Approval.objects.filter(request=row, state="waiting").first():
            if self.do(actions.agree, step) is None:
                return
        row.refresh_from_db()
        lines = [Priced(line, price) for line in row.told_lines]
        if quote := self.do(actions.add_quote, row, supplier=a_firm(self.world, "丁店"), lines=lines):
            self.do(actions.place_order, row, quote=quote, reason="就近")

    @rule(n=picks, verb=st.sampled_from(("withdraw", "ask_again")), state=st.sampled_from(State.values))
    def think_again(self, n: int, verb: str, state: str) -> None:
        if row := self.pick(Request.objects.filter(state=state), n):
            self.do(getattr(actions, verb), row, reason="不要了")

    @rule(n=picks, firm=st.sampled_from(("甲店", "乙店", "丙店")), price=prices)
    def quote(self, n: int, firm: str, price: Decimal) -> None:
        if row := self.pick(Request.objects.filter(state=State.APPROVED), n):
            lines = [Priced(line, price) for line in row.told_lines]
            self.do(actions.add_quote, row, supplier=a_firm(self.world, firm), lines=lines)

    @rule(n=picks)
    def order(self, n: int) -> None:
        if quote := self.pick(Quote.objects.filter(request__state=State.APPROVED), n):
            self.do(actions.place_order, quote.request, quote=quote, reason="就近")

    @rule(
        n=picks,
        accepted=st.integers(0, 6).map(Decimal) | amounts,
        refused=st.integers(0, 3).map(Decimal),
        short=st.sampled_from((0, 0, 0, 1, 20)).map(Decimal),
        everything=st.sampled_from((True, False, False, False)),
    )
    def accept(self, n: int, accepted: Decimal, refused: Decimal, short: Decimal, everything: bool) -> None:
        if order := self.pick(Order.objects.filter(state__in=Order.EXPECTED), n):
            lines = [
                Taken(line, line.open)
                if everything
                else Taken(line, min(accepted, line.open), refused, short, reason="破损")
                for line in order.told_lines
            ]
            self.do(
                actions.accept,
                order,
                lines=lines,
                witness=self.world.people["omar"],
                store=self.room,
                signature=drawn(),
            )

    @rule(n=picks)
    def end(self, n: int) -> None:
        if order := self.pick(Order.objects.all(), n):
            self.do(actions.end_rest, order, reason="断货")

    @rule(n=picks, less=st.sampled_from((Decimal(0), Decimal(0), Decimal("0.01"), Decimal(-1))))
    def file_and_pay(self, n: int, less: Decimal) -> None:
        if packet := self.pick(Packet.objects.exclude(state="paid"), n):
            said = {
                "invoice_number": f"N{packet.pk}",
                "invoice_amount": packet.amount - less,
                "papers": [drawn("发票.png")],
            }
            self.do(actions.file_invoice, packet, **said)
            self.do(actions.pay, packet, paid_amount=packet.amount + less)

    @invariant()
    def ordered_is_accepted_short_and_open(self) -> None:
        for line in OrderLine.objects.all():
            written = list(AcceptanceLine.objects.filter(line=line))
            assert line.open >= 0
            assert line.quantity == line.accepted + line.short + line.open
            assert line.accepted == sum((one.accepted for one in written), Decimal(0))
            assert line.refused == sum((one.refused for one in written), Decimal(0))

    @invariant()
    def an_order_is_whole_when_nothing_is_open(self) -> None:
        for order in Order.objects.all():
            nothing_open = all(line.open == 0 for line in order.told_lines)
            assert nothing_open == (order.state in (Order.State.DONE, Order.State.CANCELLED))
            assert order.state != Order.State.CANCELLED or order.accepted_total == 0

    @invariant()
    def money_never_exceeds(self) -> None:
        if not hasattr(self, "fund"):
            return
        assert fund_state(self.fund).taken <= BUDGET
        for order in Order.objects.select_related("request"):
            accepted = sum((one.value for one in Acceptance.objects.filter(order=order)), Decimal(0))
            assert (
                order.request.agreed is None
                or order.state == Order.State.CANCELLED
                or order.total <= order.request.agreed
            )
            assert order.accepted_total == accepted
            assert accepted <= order.total + Decimal("0.01") * len(Acceptance.objects.filter(order=order))
        for packet in Packet.objects.select_related("order"):
            assert packet.amount == packet.order.accepted_total or packet.state == Packet.State.CANCELLED
            assert packet.paid_amount is None or packet.paid_amount <= packet.amount
            assert (packet.paid_at is not None) == (packet.state == Packet.State.PAID)

    @invariant()
    def the_books_hold_what_was_accepted(self) -> None:
        if not hasattr(self, "room"):
            return
        stocked = [one.accepted for one in AcceptanceLine.objects.filter(goods=Goods.CONSUMABLE)]
        assert sum((one.quantity for one in Balance.objects.all()), Decimal(0)) == sum(stocked, Decimal(0))
        assert sum((one.value for one in Movement.objects.all()), Decimal(0)) == sum(
            (one.value for one in AcceptanceLine.objects.filter(goods=Goods.CONSUMABLE)), Decimal(0)
        )
        cards = sum((one.accepted for one in AcceptanceLine.objects.filter(goods=Goods.FIXED)), Decimal(0))
        assert Asset.objects.count() == cards

    @invariant()
    def somebody_is_asked_while_it_is_undecided_and_nobody_after(self) -> None:
        for request in Request.objects.all():
            waiting = Approval.objects.filter(request=request, state="waiting").count()
            assert (waiting > 0) == (request.state == State.APPROVING)
            live = Order.objects.filter(request=request).exclude(state=Order.State.CANCELLED).count()
            assert live == (1 if request.state in (State.ORDERED, State.ACCEPTED, State.CLOSED) else 0)
            if request.state == State.APPROVING:
                assert not request.gaps


@pytest.mark.django_db
def test_purchases_add_up_under_random_sequences_of_everything() -> None:
    run_state_machine_as_test(
        Buying,
        settings=settings(
            max_examples=12, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None
        ),
    )  # fmt: skip
