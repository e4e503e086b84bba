"""Two store rooms through the year: class supplies on the first days of the month, counters, restocking, months closed."""

from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from houqin.areas.procurement.actions import ask_for_gaps
from houqin.areas.procurement.reads.missing import shopping_list
from houqin.areas.repairs.actions import Used
from houqin.areas.repairs.materials import offered
from houqin.areas.repairs.models import RepairOrder
from houqin.areas.stores import actions
from houqin.areas.stores.actions import Issued, Wanted
from houqin.areas.stores.models import Item, ItemUnit, Opening, Quota, Requisition, Store
from houqin.areas.stores.months import last_close, month_period, next_month
from houqin.areas.stores.reads import on_hand
from houqin.demo.goods import BATCHED, MATERIALS, SUPPLIES
from houqin.demo.school import BORN, CAMPUSES, Demo
from houqin.demo.side import Side, moment, paper
from houqin.foundation.models import Department
from houqin.foundation.posts import Post
from houqin.kernel import clock
from houqin.kernel.actions import add_many
from houqin.kernel.declare import register

SHARES = (Decimal("0.6"), Decimal("0.4"))
"""How the stock at the start lies in the two stores."""
GOOD_UNTIL = date(2027, 8, 31)
FIRST_MONTH = date(2025, 8, 1)
STILL_TO_FETCH = (date(2026, 7, 2), (2, 9, 17))
"""On the last days these classes ask, and have not come yet."""


def set_up_stores(demo: Demo) -> None:
    """Rooms, items with their units and quotas, and what lay there when the books began."""
    with clock.at(BORN):
        keeper = demo.people[demo.actors[(Post.STOREKEEPER, None)][0].person_id or 0]
        stores = add_many(register.for_model(Store), by=demo.clockwork, rows=[
            {"name": f"{campus.name}总库房", "campus": campus, "place": demo.places_at(n, "warehouse")[0], "keeper": keeper}
            for n, campus in enumerate(demo.campuses)
        ])  # fmt: skip
        items = {item.code: item for item in add_many(register.for_model(Item), by=demo.clockwork, rows=_items())}
        add_many(register.for_model(ItemUnit), by=demo.clockwork, rows=[
            {"item": items[row[0]], "name": row[10][0], "factor": Decimal(row[10][1])} for row in SUPPLIES if row[10] is not None
        ])  # fmt: skip
        add_many(register.for_model(Quota), by=demo.clockwork, rows=[
            {"item": items[row[0]], "audience": Quota.Audience.CLASS, "quantity": Decimal(row[8]), "per": Quota.Per.MONTH} for row in SUPPLIES if row[8]
        ])  # fmt: skip
        _openings(demo, stores, items)


def _items() -> list[dict[str, object]]:
    rows: list[dict[str, object]] = [
        {"code": code, "name": name, "spec": spec, "unit": unit, "category": category, "minimum": Decimal(minimum), "words": words}
        for code, name, spec, unit, category, _, _, minimum, _, words, _ in SUPPLIES
    ]  # fmt: skip
    return rows + [
        {
            "code": code, "name": name, "spec": spec, "unit": unit, "category": "epidemic", "minimum": Decimal(minimum), "words": words,
            "has_batches": True,
        }
        for code, name, spec, unit, _, _, minimum, words in BATCHED
    ]  # fmt: skip


def _openings(demo: Demo, stores: list[Store], items: dict[str, Item]) -> None:
    for store, share in zip(stores, SHARES, strict=True):
        rows = [_opening(store, items[row[0]], Decimal(row[6]) * share, row[5]) for row in SUPPLIES]
        rows += [
            _opening(store, items[row[0]], Decimal(row[5]) * share, row[4]) | {"batch_code": "2025A", "expires_on": GOOD_UNTIL} for row in BATCHED
        ]  # fmt: skip
        add_many(register.for_model(Opening), by=demo.clockwork, rows=rows)
        actions.book_openings(store, by=demo.actors[(Post.STOREKEEPER, None)][0])


def _opening(store: Store, item: Item, quantity: Decimal, price: str) -> dict[str, object]:
    whole = quantity.quantize(Decimal(1))
    return {
        "store": store,
        "item": item,
        "quantity": whole,
        "value": (whole * Decimal(price)).quantize(Decimal("0.01")),
    }


class Storing(Side):
    name = "storing"

    def day(self, day: date, *, is_school_day: bool) -> None:
        if not is_school_day:
            return
        self.events.at(moment(day, 16, 40), self._close)
        if day.day <= 7 and day.weekday() == 1:
            for n in range(len(self.demo.classes)):
                if self.dice.random() > self.busy:
                    continue
                self.events.at(
                    moment(day, 8) + timedelta(minutes=self.dice.randint(0, 440)), partial(self._class_asks, n)
                )
        if day == STILL_TO_FETCH[0]:
            for n in STILL_TO_FETCH[1]:
                self.events.at(moment(day, 15, n), partial(self._class_asks, n, is_fetched=False))
        if day.weekday() == 3:
            self.events.at(moment(day, 10, 30), self._counter)
        if day.weekday() == 2 and 15 <= day.day <= 21:
            self.events.at(moment(day, 9, 10), self._restock)
        if day.weekday() == 4 and day.day > 22:
            self.events.at(moment(day, 14, 30), self._send_over)

    @property
    def stores(self) -> list[Store]:
        return list(Store.objects.of(self.demo.school).filter(kind=Store.Kind.ROOM).order_by("id"))

    def _items(self) -> dict[str, Item]:
        return {item.code: item for item in Item.objects.of(self.demo.school)}

    def _class_asks(self, n: int, *, is_fetched: bool = True) -> None:
        """Two or three things within the quota: no approval; handed out within a day, signed for by the class teacher."""
        items = self._items()
        campus = 0 if n < CAMPUSES[0][2] else 1
        teacher = self.demo.actors[(Post.CLASS_TEACHER, campus)][n if campus == 0 else n - CAMPUSES[0][2]]
        rows = self.dice.sample([row for row in SUPPLIES if row[8]], self.dice.choice((2, 3)))
        lines = [Wanted(items[row[0]], Decimal(self.dice.randint(max(1, row[8] // 2), row[8]))) for row in rows]
        asked = actions.ask(
            by=teacher, lines=lines, store=self.stores[campus], school_class=self.demo.classes[n], purpose="班级用品"
        )
        if is_fetched:
            self.later(0, lambda: self._hand_out(asked))

    def _hand_out(self, asked: Requisition) -> None:
        asked.refresh_from_db()
        if asked.state == Requisition.State.ASKED:
            actions.approve(asked, by=self.who(Post.OFFICER))
        actions.hand_out(asked, by=self.who(Post.STOREKEEPER), signature=paper("签名", "signed"))

    def _counter(self) -> None:
        """Offices fetch paper and pens over the counter."""
        items, campus = self._items(), self.dice.choice((0, 1))
        department = self.dice.choice(list(Department.objects.of(self.demo.school).order_by("id")))
        codes = self.dice.sample(("BG001", "BG002", "BG004", "FY001"), 2)
        lines = [Issued(items[code], Decimal(self.dice.randint(2, 10))) for code in codes]
        actions.hand_over(
            by=self.who(Post.STOREKEEPER), lines=lines, store=self.stores[campus], department=department, purpose="办公",
            signature=paper("签名", "signed"), signed_by=self.who(Post.TEACHER, campus).name,
        )  # fmt: skip

    def _restock(self) -> None:
        """What is below its minimum becomes one request; nothing is asked for twice."""
        if shopping_list(self.demo.school.pk):
            ask_for_gaps(by=self.who(Post.OFFICER), campus=self.demo.campuses[0])

    def _send_over(self) -> None:
        """The main store supplies the smaller one with what runs out there."""
        main, small = self.stores
        lines = []
        for item in Item.objects.of(self.demo.school).filter(minimum__gt=0, has_batches=False).order_by("code"):
            wanted = (item.minimum * SHARES[1]).quantize(Decimal(1))
            if on_hand(small, item) < wanted < on_hand(main, item) / 2:
                lines.append(Issued(item, wanted))
        if lines:
            sent = actions.send(main, by=self.who(Post.STOREKEEPER), to=small, lines=lines, said="东校区补货")
            self.later(0, lambda: actions.take_in(sent, by=self.who(Post.CAMPUS_DIRECTOR, 1)))

    def _close(self) -> None:
        """Every month that is over, in its order; after the holidays more than one."""
        for store in self.stores:
            last = last_close(store)
            month = next_month(last.month) if last is not None else FIRST_MONTH
            while month_period(month).end < clock.today():
                actions.close_month(store, by=self.who(Post.STOREKEEPER), month=month)
                month = next_month(month)

    def materials_for(self, order: RepairOrder) -> list[Used]:
        """What a repairer takes for this order, as far as it lies in his campus's store."""
        codes = MATERIALS.get(order.trade, ())
        if not codes or self.dice.random() > 0.45:
            return []
        item = Item.objects.of(self.demo.school).get(code=self.dice.choice(codes))
        found = offered(order, [item])
        wanted = Decimal(self.dice.choice((1, 1, 1, 2)))
        return [Used(item, wanted)] if found and found[0].on_hand >= wanted else []
