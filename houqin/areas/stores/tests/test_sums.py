"""Whatever people do, in whatever order: movements sum to balances, in quantity and in fen, and a closed month stays as it was."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from houqin.areas.stores import actions
from houqin.areas.stores.actions import Arrived, Issued, Received, Wanted
from houqin.areas.stores.models import (
    Balance,
    Batch,
    Loan,
    MonthClose,
    MonthLine,
    Movement,
    Requisition,
    Store,
    Transfer,
    WriteOff,
)
from houqin.areas.stores.months import COLUMNS, computed, last_close, month_period, next_month
from houqin.areas.stores.tests.samples import a_store, an_item
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Refused
from houqin.tests.people import World, make_world

BEGIN = datetime(2026, 1, 20, 4, tzinfo=UTC)
quantities = (
    st.integers(1, 12).map(Decimal)
    | st.integers(1, 40).map(Decimal)
    | st.decimals(Decimal("0.001"), Decimal(9), places=3)
)
ago = st.sampled_from((0, 0, 0, 1, 5, 20, 40))
prices = st.decimals(Decimal(0), Decimal(90), places=2)
picks = st.integers(0, 50)


class Keeping(RuleBasedStateMachine):
    """A store of each campus, things counted in wholes and in parts, with batches and without."""

    world: World

    @initialize()
    def begin(self) -> None:
        self.atom = transaction.atomic()
        self.atom.__enter__()
        self.now = BEGIN
        with clock.at(self.now):
            self.world = make_world()
            self.by = Actor.system(self.world.school.pk)
            self.stores = [a_store(self.world), a_store(self.world, "south")]
            self.items = [
                an_item(self.world), an_item(self.world, name="煤", unit="千克"),
                an_item(self.world, name="酒精", unit="升", has_batches=True, kind="durable"),
            ]  # fmt: skip

        for s, i in ((0, 0), (0, 1), (0, 2), (1, 0)):
            self.receive(s=s, i=i, quantity=Decimal(20), price=Decimal("0.7") + s, days=0, batch=3)

    def teardown(self) -> None:
        if hasattr(self, "atom"):
            transaction.set_rollback(True)
            self.atom.__exit__(None, None, None)

    def do(self, act: Any, *args: Any, **said: Any) -> Any:
        """A refusal is an answer too, and changes nothing."""
        with clock.at(self.now):
            try:
                return act(*args, by=self.by, **said)
            except Refused:
                return None

    def pick(self, rows: Any, n: int) -> Any:
        found = list(rows.order_by("id"))
        return found[n % len(found)] if found else None

    def back(self, days: int) -> datetime | None:
        return self.now - timedelta(days=days) if days else None

    @rule(
        s=st.integers(0, 1), i=st.integers(0, 2), quantity=quantities, price=prices, days=ago, batch=st.integers(1, 3)
    )
    def receive(self, s: int, i: int, quantity: Decimal, price: Decimal, days: int, batch: int) -> None:
        item = self.items[i]
        more = (
            {"batch": f"B{batch}", "expires_on": date(2026, 2, 10) + timedelta(days=20 * batch)}
            if item.has_batches
            else {}
        )
        line = Received(item, quantity, unit_price=price, **more)  # type: ignore[arg-type]
        self.do(actions.receive, self.stores[s], lines=[line], said="捐赠", happened_at=self.back(days))

    @rule(s=st.integers(0, 1), i=st.integers(0, 2), quantity=quantities, days=ago)
    def issue(self, s: int, i: int, quantity: Decimal, days: int) -> None:
        who = self.world.people["omar"]
        lines = [Issued(self.items[i], quantity)]
        self.do(actions.issue, self.stores[s], lines=lines, person=who, happened_at=self.back(days))

    @rule(s=st.integers(0, 1), i=st.integers(0, 2))
    def issue_all(self, s: int, i: int) -> None:
        there = Balance.objects.filter(store=self.stores[s], item=self.items[i])
        total = sum((one.quantity for one in there), Decimal(0))
        lines = [Issued(self.items[i], total)]
        self.do(actions.issue, self.stores[s], lines=lines, school_class=self.world.classes["3.1"])

    @rule(n=picks, quantity=quantities)
    def take_back(self, n: int, quantity: Decimal) -> None:
        if out := self.pick(Movement.objects.filter(kind="issue"), n):
            self.do(actions.take_back, out, quantity=quantity)

    @rule(n=picks)
    def reverse(self, n: int) -> None:
        if line := self.pick(Movement.objects.all(), n):
            self.do(actions.reverse, line, said="写错")

    @rule(n=picks, counted=st.decimals(0, 60, places=3) | st.integers(0, 40).map(Decimal))
    def count(self, n: int, counted: Decimal) -> None:
        if there := self.pick(Balance.objects.all(), n):
            self.do(actions.adjust, there.store, item=there.item, batch=there.batch, counted=counted, said="盘点")

    @rule(s=st.integers(0, 1), quantity=quantities)
    def lend(self, s: int, quantity: Decimal) -> None:
        batch = Batch.objects.filter(item=self.items[2]).first()
        self.do(
            actions.lend, store=self.stores[s], item=self.items[2], quantity=quantity, batch=batch, borrower=self.world.people["omar"],
            due_on=self.now.date() + timedelta(days=3),
        )  # fmt: skip

    @rule(n=picks, quantity=quantities, lost=st.booleans())
    def settle_loan(self, n: int, quantity: Decimal, lost: bool) -> None:
        if loan := self.pick(Loan.objects.filter(state="out"), n):
            self.do(
                actions.note_lost if lost else actions.give_back, loan, quantity=min(quantity, loan.open), said="还"
            )

    @rule(s=st.integers(0, 1), i=st.integers(0, 2), quantity=quantities)
    def send(self, s: int, i: int, quantity: Decimal) -> None:
        self.do(actions.send, self.stores[s], to=self.stores[1 - s], lines=[Issued(self.items[i], quantity)])

    @rule(n=picks, part=st.integers(0, 4), back=st.booleans())
    def arrive(self, n: int, part: int, back: bool) -> None:
        if not (transfer := self.pick(Transfer.objects.filter(state="sent"), n)):
            return
        if back:
            self.do(actions.call_back, transfer, said="没走成")
            return
        lines = [Arrived(line, (line.quantity * part / 4).quantize(Decimal("0.001"))) for line in transfer.rows]
        self.do(actions.take_in, transfer, lines=lines, said="路上少了")

    @rule(n=picks, quantity=quantities)
    def write_off(self, n: int, quantity: Decimal) -> None:
        if there := self.pick(Balance.objects.filter(store__kind="room"), n):
            asked = self.do(
                actions.ask_write_off, store=there.store, item=there.item, batch=there.batch, quantity=quantity,
                reason=WriteOff.Reason.DAMAGED, said="坏了",
            )  # fmt: skip
            if asked is not None:
                self.do(actions.approve_write_off, asked)

    @rule(s=st.integers(0, 1), i=st.integers(0, 2), quantity=quantities)
    def requisition(self, s: int, i: int, quantity: Decimal) -> None:
        lines = [Wanted(self.items[i], quantity)]
        asked = self.do(actions.ask, lines=lines, store=self.stores[s], person=self.world.people["omar"])
        if asked is not None and asked.state == Requisition.State.ASKED:
            self.do(actions.approve, asked)
            self.do(actions.hand_out, asked)

    @rule(days=st.sampled_from((1, 9, 25, 35)))
    def time_passes(self, days: int) -> None:
        self.now += timedelta(days=days)

    @rule(n=picks)
    def close(self, n: int) -> None:
        store = self.pick(Store.objects.all(), n)
        last = last_close(store)
        self.do(actions.close_month, store, month=next_month(last.month) if last is not None else BEGIN.date())

    @invariant()
    def movements_sum_to_balances(self) -> None:
        if not hasattr(self, "stores"):
            return
        sums: dict[tuple[int, int, int | None], tuple[Decimal, Decimal]] = {}
        for m in Movement.objects.all():
            key = (m.store_id, m.item_id, m.batch_id)
            had = sums.get(key, (Decimal(0), Decimal(0)))
            sums[key] = (had[0] + m.quantity, had[1] + m.value)
        there = {(b.store_id, b.item_id, b.batch_id): (b.quantity, b.value) for b in Balance.objects.all()}
        assert there == sums
        for quantity, value in there.values():
            assert quantity >= 0
            assert value >= 0
            assert quantity or not value

    @invariant()
    def closed_months_stay(self) -> None:
        """Frozen lines are what the movements of that month say, at every later moment, and never below nothing."""
        if not hasattr(self, "stores"):
            return
        for close in MonthClose.objects.all():
            lines = {line.item_id: line for line in MonthLine.objects.filter(close=close)}
            now = {row.item.pk: row for row in computed(close.store, close.month)}
            assert lines.keys() == now.keys()
            for pk, line in lines.items():
                assert [getattr(line, name) for name in COLUMNS] == [getattr(now[pk], name) for name in COLUMNS]

    @invariant()
    def no_month_ever_ended_below_nothing(self) -> None:
        """Open months too: late entries may not rewrite the past into what cannot have been."""
        if not hasattr(self, "stores"):
            return
        with clock.at(self.now):
            for store in Store.objects.all():
                month = BEGIN.date() - timedelta(days=40)
                while month < self.now.date():
                    for row in computed(store, month):
                        assert row.quantity_after >= 0
                        assert row.value_after >= 0
                        assert row.quantity_after or not row.value_after
                    month = next_month(month)

    @invariant()
    def the_month_ends_with_what_is_there(self) -> None:
        if not hasattr(self, "stores"):
            return
        with clock.at(self.now):
            for store in self.stores:
                after = {
                    row.item.pk: (row.quantity_after, row.value_after)
                    for row in computed(store, month_period(self.now.date()).start)
                }
                for item in self.items:
                    there = Balance.objects.filter(store=store, item=item)
                    told = (sum((b.quantity for b in there), Decimal(0)), sum((b.value for b in there), Decimal(0)))
                    assert after.get(item.pk, (Decimal(0), Decimal(0))) == told

    @invariant()
    def transit_holds_what_is_on_its_way(self) -> None:
        if not hasattr(self, "stores"):
            return
        open_lines = [line for one in Transfer.objects.filter(state="sent") for line in one.rows]
        there = Balance.objects.filter(store__kind="transit")
        assert sum((b.quantity for b in there), Decimal(0)) == sum((line.quantity for line in open_lines), Decimal(0))
        assert sum((b.value for b in there), Decimal(0)) == sum((line.value for line in open_lines), Decimal(0))


@pytest.mark.django_db
def test_movements_sum_to_balances_under_random_sequences_of_everything() -> None:
    run_state_machine_as_test(
        Keeping,
        settings=settings(
            max_examples=20,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=True,
            database=None,
        ),
    )
