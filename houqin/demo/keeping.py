"""Things: their cards and books, the sheets of the classes, a stocktake, disposals."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from typing import Any

from houqin.areas.assets import actions
from houqin.areas.assets.actions import Counted, Thing
from houqin.areas.assets.models import (
    Asset,
    AssetClass,
    BookMonth,
    Compensation,
    Disposal,
    DisposalLine,
    PropertyLine,
    PropertySheet,
)
from houqin.areas.stocktakes import actions as counts
from houqin.areas.stocktakes.actions.closing import Alike, open_lines
from houqin.areas.stocktakes.actions.counting import Scanned
from houqin.areas.stocktakes.models import CountPlace, Finding, Scan, Stocktake
from houqin.areas.stores.models import Store
from houqin.areas.suppliers.models import Fund
from houqin.demo.goods import THINGS
from houqin.demo.school import BORN, Demo
from houqin.demo.side import Side, moment, paper
from houqin.foundation.posts import Post
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import add_many
from houqin.kernel.declare import register

BOOKS_FROM = date(2025, 9, 1)
UNREACHED = 67
"""Of so many things one hangs too high or stood locked away when the labels went up."""
DAMAGES = ("显示屏右下角有裂纹", "遥控器丢失，按键失灵", "台面边条脱落")


def set_up_things(demo: Demo) -> None:
    """The cards of the old ledger, with what was depreciated before; one general custodian."""
    with clock.at(BORN):
        keeper = demo.actors[(Post.ASSET_KEEPER, None)][0]
        actions.appoint(by=keeper, person=demo.people[keeper.person_id or 0])
        classes = {one.code: one for one in AssetClass.objects.of(demo.school)}
        fund = Fund.objects.of(demo.school).get(code="SB")
        rows = [row for kind in THINGS for row in _cards(demo, kind, classes[kind[3]], fund)]
        for n, row in enumerate(rows, start=1):
            row["old_number"] = f"QH{n:05}"
        cards = add_many(register.for_model(Asset), by=demo.clockwork, rows=rows)
    with clock.at(BORN + timedelta(days=9)):
        actions.note_labelled(by=keeper, assets=[card for n, card in enumerate(cards) if n % UNREACHED])


def _cards(demo: Demo, kind: tuple, asset_class: AssetClass, fund: Fund) -> list[dict[str, Any]]:  # type: ignore[type-arg]
    where, each, name, _, value, brand, first, last = kind
    rooms = [place for place in demo.places if place.kind == where]
    return [
        _card(asset_class, name, Decimal(value), brand, place, date(first + (n + one) % (last - first + 1), 1 + (n * 5) % 8, 12)) | {"fund": fund}
        for n, place in enumerate(rooms) for one in range(each)
    ]  # fmt: skip


def _card(asset_class: AssetClass, name: str, value: Decimal, brand: str, place: Any, bought: date) -> dict[str, Any]:
    life = (asset_class.life or 0) * 12
    passed = (BOOKS_FROM.year - bought.year) * 12 + BOOKS_FROM.month - bought.month
    share = Decimal(min(passed, life)) / life if life else Decimal(0)
    return {
        "name": name, "asset_class": asset_class, "value": value, "brand": brand, "place": place, "campus": place.campus, "bought_on": bought,
        "entered_on": bought, "in_use_on": bought, "opening_depreciation": (value * share).quantize(Decimal("0.01"), ROUND_HALF_UP),
        "opening_through": BOOKS_FROM - timedelta(days=1),
    }  # fmt: skip


class Keeping(Side):
    name = "keeping"

    def day(self, day: date, *, is_school_day: bool) -> None:
        if day == BOOKS_FROM:
            self.events.at(moment(day, 9), lambda: actions.open_books(by=self.who(Post.ACCOUNTANT), month=BOOKS_FROM))
        if is_school_day and day > BOOKS_FROM:
            self.events.at(moment(day, 15, 30), self._close_books)
        for on, happening in (
            (date(2026, 2, 25), self._sheets), (date(2026, 6, 24), self._check_sheets), (date(2026, 6, 8), self._count_building),
            (date(2026, 6, 29), self._count_store), (date(2026, 4, 14), partial(self._dispose, "A02010105", 6)),
            (date(2026, 5, 19), partial(self._dispose, "A02021003", 3)), (date(2026, 6, 23), partial(self._dispose, "A02061801", 3)),
            (date(2026, 6, 24), partial(self._dispose, "A02020200", 1)), (date(2026, 7, 1), partial(self._dispose, "A02020200", 1)),
            (date(2026, 5, 12), partial(self._lend, 0, 20)), (date(2026, 6, 15), partial(self._lend, 1, 10)), (date(2026, 7, 1), self._move_over),
        ):  # fmt: skip
            if day == on:
                self.events.at(moment(day, 9, 5), happening)

    def _close_books(self) -> None:
        """Months that are over are run and closed; the next opens by itself."""
        over = BookMonth.objects.of(self.demo.school).filter(month__lt=clock.today().replace(day=1))
        while (book := over.filter(state=BookMonth.State.OPEN).one()) is not None:
            actions.close_month(book, by=self.who(Post.ACCOUNTANT))

    # --- sheets of the classes ----------------------------------------------------------------------------------

    def _sheets(self) -> None:
        for campus in self.demo.campuses:
            actions.draw_sheets(by=self.who(Post.ASSET_KEEPER), campus=campus)
        for sheet in PropertySheet.objects.of(self.demo.school).filter(state=PropertySheet.State.DRAFT).order_by("id"):
            self.later(self.dice.choice((0, 1, 1, 2)), partial(self._receive, sheet))

    def _answerable(self, sheet: PropertySheet) -> Actor:
        """Whoever the room was given to, in the post it was given for."""
        post = Post.CLASS_TEACHER if sheet.school_class_id else None
        held = (one for (of, _), people in self.demo.actors.items() for one in people if post in (None, of))
        return next(actor for actor in held if actor.person_id == sheet.keeper_id)

    def _receive(self, sheet: PropertySheet) -> None:
        actions.receive(sheet, by=self._answerable(sheet), signature=paper("签名", "signed"))

    def _check_sheets(self) -> None:
        handed = list(
            PropertySheet.objects.of(self.demo.school).filter(state=PropertySheet.State.HANDED).order_by("id")
        )
        of_classes = [sheet.pk for sheet in handed if sheet.school_class_id is not None]
        damaged = dict(zip(of_classes[5::12], DAMAGES, strict=False))
        for sheet in handed:
            self.later(self.dice.choice((0, 1, 2)), partial(self._check, sheet, damaged.get(sheet.pk, "")))

    def _check(self, sheet: PropertySheet, damage: str) -> None:
        lines = list(PropertyLine.objects.of(self.demo.school).filter(sheet=sheet).order_by("id"))
        counted = [Counted(lines[0], damaged=1, said=damage)] if damage else []
        actions.check(sheet, by=self._answerable(sheet), counted=counted, signature=paper("签名", "signed"))
        if damage:
            self.later(1, lambda: self._settle(lines[0]))

    def _settle(self, line: PropertyLine) -> None:
        """Half of what is broken is paid for; the rest is wear."""
        keeper = self.who(Post.ASSET_KEEPER)
        line.refresh_from_db()
        if self.dice.random() < 0.4:
            actions.excuse(line, by=keeper, said="自然损耗")
            return
        actions.ask_compensation(line, by=keeper, amount=Decimal(self.dice.choice((60, 80, 120))))
        asked = Compensation.objects.of(self.demo.school).get(line=line)
        self.later(2, lambda: actions.pay(asked, by=self.who(Post.ACCOUNTANT)))

    # --- counting -----------------------------------------------------------------------------------------------

    def _count_building(self) -> None:
        """The teaching building, room by room, by two officers; the asset keeper decides."""
        building = next(place for place in self.demo.places_at(0, "teaching_building") if place.name == "教学楼")
        count = counts.begin(by=self.who(Post.ASSET_KEEPER), place=building, due_on=clock.today() + timedelta(days=10))
        rooms = CountPlace.objects.of(self.demo.school).filter(stocktake=count).select_related("place").order_by("id")
        for n, room in enumerate(rooms):
            by = self.demo.actors[(Post.OFFICER, None)][n % 2]
            at = moment(clock.today() + timedelta(days=n // 14), 9) + timedelta(minutes=20 + n % 14 * 25)
            self.events.at(at, partial(self._count_room, count, room, by, n))
        self.later(5, lambda: self._end_count(count, (Alike.MISSING, Alike.MOVE)))

    def _count_room(self, count: Stocktake, room: CountPlace, by: Actor, n: int) -> None:
        lines = list(
            Finding.objects.of(self.demo.school)
            .filter(stocktake=count, place=room.place)
            .select_related("asset")
            .order_by("id")
        )
        if n == 6 and lines:
            self._stray = lines.pop()  # lent next door: it is seen there
        if n in (11, 17) and lines:
            lines.pop()  # nobody finds it
        if n == 7 and (stray := getattr(self, "_stray", None)) is not None:
            lines.append(stray)
        scans = [
            Scanned(uid=f"{room.pk}-{line.pk}", code=line.asset.code, place=room.place.code, way=Scan.Way.CAMERA) for line in lines if line.asset
        ]  # fmt: skip
        counts.join(
            count, by=by, scans=[*scans, Scanned(uid=f"{room.pk}-done", place=room.place.code, kind=Scan.Kind.DONE)]
        )

    def _count_store(self) -> None:
        """The main store before the holidays: counted by its keeper, decided by the office."""
        store = Store.objects.of(self.demo.school).filter(kind=Store.Kind.ROOM).order_by("id")[0]
        count = counts.begin(
            by=self.who(Post.OFFICER), kind=Stocktake.Kind.STORES, store=store, due_on=clock.today() + timedelta(days=3)
        )
        lines = (
            Finding.objects.of(self.demo.school).filter(stocktake=count).select_related("item", "batch").order_by("id")
        )
        scans = [
            Scanned(
                uid=f"s-{line.pk}", code=line.item.code, batch=line.batch.code if line.batch else "",
                quantity=line.expected + self._slip(n, line.expected), place=store.place.code,
            )
            for n, line in enumerate(lines)
        ]  # fmt: skip
        keeper = self.who(Post.STOREKEEPER)
        done = Scanned(uid="s-done", place=store.place.code, kind=Scan.Kind.DONE)
        self.later(0, lambda: counts.join(count, by=keeper, scans=[*scans, done]))
        self.later(1, lambda: self._end_count(count, (Alike.ADJUST,)))

    def _slip(self, n: int, expected: Decimal) -> Decimal:
        """Three lines of the store are not what the books say."""
        return {4: Decimal(-2), 11: Decimal(1), 16: Decimal(-1)}.get(n, Decimal(0)) if expected > 2 else Decimal(0)

    def _end_count(self, count: Stocktake, ways: tuple[Alike, ...]) -> None:
        by = self.who(Post.OFFICER if count.is_of_stores else Post.ASSET_KEEPER)
        counts.finish_counting(count, by=by)
        for how in ways:
            if open_lines(count, how).exists():
                counts.decide_alike(count, by=by, how=how, said="盘点差异，已核实")
        self.later(1, lambda: counts.close(count, by=by, said="账实相符率达到要求，差异已处理"))

    # --- loans and transfers ------------------------------------------------------------------------------------

    def _at_hand(self, class_code: str) -> Any:
        """In use at the first campus, and on no disposal that is under way."""
        leaving = DisposalLine.objects.of(self.demo.school).filter(disposal__state__in=Disposal.LIVE).values("asset")
        cards = Asset.objects.of(self.demo.school).filter(asset_class__code=class_code, state=Asset.State.IN_USE)
        return cards.filter(campus=self.demo.campuses[0]).exclude(pk__in=leaving)

    def _lend(self, n: int, days: int) -> None:
        """The first comes back in time, the other is forgotten over the examinations."""
        asset, borrower = self._at_hand("A02020200").order_by("-id")[n], self.person(self.who(Post.TEACHER, 0))
        due_on = clock.today() + timedelta(days=days)
        loan = actions.lend(asset, by=self.who(Post.ASSET_KEEPER), borrower=borrower, due_on=due_on, purpose="公开课")
        if n == 0:
            self.later(days - 3, lambda: actions.give_back(loan, by=self.who(Post.ASSET_KEEPER)))

    def _move_over(self) -> None:
        """Two computers to another office: asked for, not yet agreed."""
        office = self.demo.places_at(0, "office")[5]
        computers = self._at_hand("A02010105").exclude(place=office).exclude(keeper=None).order_by("-id")
        things = [Thing(asset) for asset in computers.filter(keeper_id=computers[0].keeper_id)[:2]]
        actions.ask_transfer(by=self.who(Post.ASSET_KEEPER), lines=things, to_place=office, reason="教研组换办公室")

    # --- disposals ----------------------------------------------------------------------------------------------

    def _dispose(self, class_code: str, most: int) -> None:
        """The oldest of a class that are past their years: judged, counted, signed, written off in their month."""
        oldest = self._at_hand(class_code).filter(entered_on__lt=clock.today() - timedelta(days=365 * 6 + 30))
        things = [Thing(asset) for asset in oldest.order_by("entered_on", "id")[:most]]
        if not things:
            return
        disposal = actions.ask_disposal(
            by=self.who(Post.ASSET_KEEPER),
            lines=things,
            kind=Disposal.Kind.SCRAP,
            reason="超过使用年限，故障频繁，无维修价值",
        )
        self.later(2, partial(self._go_on, disposal))

    def _go_on(self, disposal: Disposal) -> None:
        disposal.refresh_from_db()
        state = Disposal.State(disposal.state)
        if state == Disposal.State.ASKED:
            actions.give_opinion(
                disposal, by=self.who(Post.REPAIRER, 0), said="主要部件老化，修理费接近新购价，建议报废"
            )
        elif state == Disposal.State.OPINED:
            actions.agree_finance(disposal, by=self.who(Post.ACCOUNTANT), said="已提足折旧，同意按程序处置")
        elif state == Disposal.State.COUNTED:
            actions.sign_off(disposal, by=self.who(Post.PRINCIPAL))
        elif state == Disposal.State.MEETING:
            papers = [paper("会议纪要", "minutes")]
            actions.note_meeting(
                disposal,
                by=self.who(Post.PRINCIPAL),
                said="同意报废",
                letter="校务会〔2026〕6号",
                letter_on=clock.today(),
                papers=papers,
            )
        elif state == Disposal.State.BUREAU:
            papers = [paper("批复", "approval")]
            actions.note_bureau(
                disposal,
                by=self.who(Post.OFFICER),
                said="同意核销",
                letter="教资〔2026〕18号",
                letter_on=clock.today(),
                papers=papers,
            )
        elif state == Disposal.State.APPROVED:
            actions.write_off(disposal, by=self.who(Post.ASSET_KEEPER), wiped_said="信息组已拆除硬盘并销毁")
        if disposal.state in Disposal.LIVE:
            self.later(2, partial(self._go_on, disposal))
