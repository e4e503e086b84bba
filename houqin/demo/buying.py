"""Purchases from the wish to the payment, each step by another person and some days after the one before."""

from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from houqin.areas.assets import actions as assets
from houqin.areas.assets.actions import install_classes
from houqin.areas.assets.models import Asset
from houqin.areas.procurement import actions
from houqin.areas.procurement.actions import Priced, Taken, Wanted
from houqin.areas.procurement.models import STOCKED, Approval, Goods, Kind, Order, Packet, Quote, Request
from houqin.areas.repairs import actions as repairs
from houqin.areas.repairs.models import RepairOrder, WorkKind
from houqin.areas.repairs.reads import order_behind
from houqin.areas.stores.models import Item, Store
from houqin.areas.suppliers.models import Fund, Supplier
from houqin.demo.goods import BATCHED, LARGE_REPAIRS, PURCHASES, REPAIR_FIRMS, SUPPLIES, SUPPLY_FIRMS
from houqin.demo.school import BORN, Demo
from houqin.demo.side import Side, moment, paper
from houqin.demo.storing import GOOD_UNTIL
from houqin.foundation.posts import Post
from houqin.kernel import clock
from houqin.kernel.actions import add
from houqin.kernel.declare import register

PRICES = {row[0]: Decimal(row[5]) for row in SUPPLIES} | {row[0]: Decimal(row[4]) for row in BATCHED}
DEAR = 1000
"""From here on three firms are asked."""


def set_up_buying(demo: Demo) -> None:
    with clock.at(BORN):
        actions.install_chain(by=demo.clockwork)
        actions.install_catalogue(by=demo.clockwork)
        install_classes(by=demo.clockwork)


class Buying(Side):
    name = "buying"

    def day(self, day: date, *, is_school_day: bool) -> None:
        for row in PURCHASES:
            if row[0] == day:
                self.events.at(moment(day, 9, 40), partial(self._wish, row))
        for on, campus, kind, fault, estimate, work, _ in LARGE_REPAIRS:
            if on == day:
                self.events.at(moment(day, 8, 20), partial(self._large_repair, campus, kind, fault, estimate, work))
        if is_school_day:
            self.events.at(moment(day, 14, 10), self._complete_wishes)

    def _fund(self, code: str) -> Fund:
        found: Fund = Fund.objects.of(self.demo.school).get(code=code)
        return found

    def _wish(self, row: tuple) -> None:  # type: ignore[type-arg]
        _, campus, post, why, fund, kind, lines, firms = row
        wanted = [
            Wanted(words, Decimal(quantity), unit, Decimal(price), goods=Goods(goods), class_code=code) for words, quantity, unit, price, goods, code in lines
        ]  # fmt: skip
        by = self.who(Post(post), campus)
        request = actions.ask_for(
            by=by, lines=wanted, why=why, kind=Kind(kind), fund=self._fund(fund), campus=self.demo.campuses[campus],
            needed_by=clock.today() + timedelta(days=25),
        )  # fmt: skip
        self._after(request, firms)

    def _complete_wishes(self) -> None:
        """What was asked for without prices, as low stock is: the buyer says what it will cost and from which fund."""
        waiting = Request.objects.of(self.demo.school).filter(state=Request.State.NEW, origin_id=None)
        for request in waiting.order_by("id"):
            lines = [
                Wanted(line.words, line.quantity, line.unit, PRICES[line.item.code], item=line.item) for line in request.told_lines if line.item is not None
            ]  # fmt: skip
            actions.complete(request, by=self.who(Post.BUYER), lines=lines, fund=self._fund("GY"))
            first: Item = lines[0].item  # type: ignore[assignment]
            self._after(request, SUPPLY_FIRMS[first.category])

    def _large_repair(self, campus: int, kind: str, fault: str, estimate: int, work: str) -> None:
        officer = self.who(Post.OFFICER)
        place = self.demo.places_at(campus, kind)[0]
        order = add(register.for_model(RepairOrder), by=officer, values={"place": place, "fault": fault})
        repairs.ask_for_firm(order, by=officer, estimate=Decimal(estimate), fund=self._fund("WX"))
        request = Request.objects.of(self.demo.school).get(origin_id=order.pk)
        self._after(request, REPAIR_FIRMS, work)

    def _after(self, request: Request, firms: tuple[str, ...], work: str = "") -> None:
        self.later(1, lambda: self._approve(request, firms, work))

    def _approve(self, request: Request, firms: tuple[str, ...], work: str) -> None:
        """One step a day, each by a holder of its post who has no other part in it."""
        request.refresh_from_db()
        waiting = Approval.objects.of(self.demo.school).filter(request=request, state=Approval.State.WAITING)
        step = waiting.order_by("id").first()
        if step is not None:
            by = self.who(Post(step.post), self.campus_of(request), but=request.requested_by_id)
            minutes = (
                {"meeting_number": "校务会〔2026〕4号", "minutes": [paper("会议纪要", "minutes")]}
                if step.needs_minutes
                else {}
            )
            actions.agree(step, by=by, said="同意", **minutes)  # type: ignore[arg-type]
            request.refresh_from_db()
        if request.state == Request.State.APPROVING:
            self.later(1, lambda: self._approve(request, firms, work))
        elif request.state == Request.State.APPROVED:
            self.later(2, lambda: self._quote(request, firms, work))

    def _quote(self, request: Request, firms: tuple[str, ...], work: str) -> None:
        request.refresh_from_db()
        buyer = self.who(Post.BUYER)
        asked = firms if request.amount >= DEAR else firms[:1]
        for n, firm in enumerate(asked):
            more = Decimal(self.dice.randint(92, 99) + 6 * n) / 100
            lines = [
                Priced(line, ((line.unit_price or Decimal(1)) * more).quantize(Decimal("0.01"))) for line in request.told_lines
            ]  # fmt: skip
            supplier = Supplier.objects.of(self.demo.school).get(name=firm)
            actions.add_quote(request, by=buyer, supplier=supplier, lines=lines, delivery_days=5)
        self.later(1, lambda: self._order(request, work))

    def _order(self, request: Request, work: str) -> None:
        cheapest = Quote.objects.of(self.demo.school).filter(request=request).order_by("total", "id")[0]
        few = "零星采购，金额较小，按上次成交价" if request.quotes.of(request.school_id).count() < 3 else ""
        order = actions.place_order(
            request, by=self.who(Post.BUYER), quote=cheapest, reason=few, due_on=clock.today() + timedelta(days=9)
        )
        self.later(self.dice.randint(4, 8), lambda: self._arrive(order, work))

    def _arrive(self, order: Order, work: str) -> None:
        actions.tell_arrived(order, by=self.who(Post.BUYER))
        self.later(0, lambda: self._accept(order, work))

    def _accept(self, order: Order, work: str) -> None:
        """By who keeps such things, with a witness; now and then something is sent back and comes again."""
        order.refresh_from_db()
        lines = order.told_lines
        post = (
            Post.STOREKEEPER
            if lines[0].goods in STOCKED
            else Post.ASSET_KEEPER
            if lines[0].goods == Goods.FIXED
            else Post.STOREKEEPER
        )
        by, witness = self.who(post), self.who(Post.REPAIRER, self.campus_of(order))
        sends_back = len(lines) > 2 and order.state == Order.State.OPEN and self.dice.random() < 0.5
        taken = []
        for n, line in enumerate(lines):
            if not line.open:
                continue
            back = Decimal(1) if sends_back and n == 0 and line.open > 1 else Decimal(0)
            batched = line.item is not None and line.item.has_batches
            taken.append(Taken(
                line, accepted=line.open - back, refused=back, reason="包装破损" if back else "",
                batch=f"{clock.today():%Y%m}" if batched else "", expires_on=GOOD_UNTIL if batched else None,
            ))  # fmt: skip
        actions.accept(
            order, by=by, lines=taken, witness=self.person(witness), store=self._store(order), signature=paper("签名", "signed"),
            points=self.dice.choices((5, 4, 3), (60, 34, 6))[0], said="数量、规格与订单一致" if not sends_back else "一件包装破损退回",
        )  # fmt: skip
        if order.state == Order.State.PART:
            self.later(3, lambda: self._accept(order, work))
            return
        self.later(1, lambda: self._invoice(order, work))
        if any(line.goods == Goods.FIXED for line in lines):
            self.later(2, lambda: self._complete_cards(order))

    def _store(self, order: Order) -> Store | None:
        if not any(line.goods in STOCKED for line in order.told_lines):
            return None
        found: Store | None = (
            Store.objects.of(self.demo.school).filter(campus_id=order.campus_id, kind=Store.Kind.ROOM).first()
        )
        return found

    def _invoice(self, order: Order, work: str) -> None:
        packet: Packet = order.packets.of(order.school_id).get()
        actions.file_invoice(
            packet, by=self.who(Post.BUYER), invoice_number=f"2532{order.pk:08}", invoice_amount=packet.amount, papers=[paper("发票", "invoice")]
        )  # fmt: skip
        behind = order_behind(order)
        if behind is not None:
            self._finish(behind, work)
        self.later(5, lambda: self._pay(packet))

    def _finish(self, order: RepairOrder, work: str) -> None:
        """The firm is done: the office writes down what was repaired; the campus looks at it and accepts."""
        kind = WorkKind.objects.of(self.demo.school).filter(name__contains=work).order_by("id")[0]
        quantity = next(Decimal(row[6]) for row in LARGE_REPAIRS if row[5] == work)
        repairs.finish(
            order, by=self.who(Post.OFFICER), lines=[repairs.Work(kind, quantity)], note="外单位维修，已现场验收"
        )
        by = self.who(Post.CAMPUS_DIRECTOR, self.campus_of(order))
        self.later(2, lambda: repairs.accept(order, by=by, rating=5))

    def _pay(self, packet: Packet) -> None:
        packet.refresh_from_db()
        if packet.state == Packet.State.READY:
            actions.pay(packet, by=self.who(Post.ACCOUNTANT), voucher=f"记-{500 + packet.pk:03}")

    def _complete_cards(self, order: Order) -> None:
        """New things get a room and somebody who answers for them."""
        campus = self.campus_of(order)
        drafts = Asset.objects.of(self.demo.school).filter(state=Asset.State.DRAFT, supplier=order.supplier)
        for n, asset in enumerate(drafts.order_by("id")):
            kind = "office" if "计算机" in asset.name or "打印" in asset.name else "classroom"
            rooms = self.demo.places_at(campus, kind)
            assets.complete(
                asset, by=self.who(Post.ASSET_KEEPER), place=rooms[(order.pk + n * 3) % len(rooms)], serial=f"SN{order.pk:03}{n:03}"
            )  # fmt: skip
        self.later(2, lambda: self._label(order.supplier))

    def _label(self, supplier: Supplier) -> None:
        new = (
            Asset.objects.of(self.demo.school)
            .filter(supplier=supplier, labelled_on=None)
            .exclude(state=Asset.State.DRAFT)
        )
        assets.note_labelled(by=self.who(Post.ASSET_KEEPER), assets=list(new.order_by("id")))
