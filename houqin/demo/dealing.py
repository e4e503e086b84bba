"""Firms and contracts: signed before the year, accepted and paid through it, renewed before they end."""

from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from houqin.areas.suppliers import actions
from houqin.areas.suppliers.actions import Covered, Instalment
from houqin.areas.suppliers.clockwork import follow_the_calendar, remind_of_ends
from houqin.areas.suppliers.models import Complaint, Contract, Fund, Licence, Payment, Supplier
from houqin.demo.goods import COMPLAINTS, CONTRACTS, FIRMS, FUNDS, LICENCES
from houqin.demo.school import BORN, Demo
from houqin.demo.side import Side, moment
from houqin.foundation.posts import Post
from houqin.kernel import clock
from houqin.kernel.actions import add, add_many
from houqin.kernel.declare import register

SIGNED = BORN + timedelta(days=3)
MINUTES = "校务会〔2025〕8号"


def set_up_contracts(demo: Demo) -> None:
    """Funds, firms with their papers, and the contracts of the year: drafted by the buyer, signed by the director."""
    with clock.at(BORN):
        add_many(
            register.for_model(Fund),
            by=demo.clockwork,
            rows=[{"code": c, "name": n, "budget": Decimal(b)} for c, n, b in FUNDS],
        )
        firms = add_many(register.for_model(Supplier), by=demo.clockwork, rows=[
            {"name": name, "kind": kind, "trade": trade, "contact": contact, "phone": f"139000001{n:02}"}
            for n, (name, kind, trade, contact) in enumerate(FIRMS, start=1)
        ])  # fmt: skip
        known = {firm.name: firm for firm in firms}
        add_many(register.for_model(Licence), by=demo.clockwork, rows=[
            {"supplier": known[firm], "name": name, "code": f"{n:04}", "expires_on": until} for n, (firm, name, until, _) in enumerate(LICENCES, start=1)
        ])  # fmt: skip
    for row in CONTRACTS:
        _contract(demo, known, row)


def _contract(demo: Demo, firms: dict[str, Supplier], row: tuple) -> None:  # type: ignore[type-arg]
    title, firm, kind, starts_on, ends_on, fund, is_public, covers, step = row
    buyer, director, officer = (demo.actors[(post, None)][0] for post in (Post.BUYER, Post.DIRECTOR, Post.OFFICER))
    lines = [Covered(what, Decimal(quantity), unit, Decimal(price)) for what, quantity, unit, price in covers]
    total = sum((line.amount for line in lines), Decimal(0))
    with clock.at(SIGNED):
        contract = actions.draft(
            by=buyer, title=title, supplier=firms[firm], kind=Contract.Kind(kind), starts_on=starts_on, ends_on=ends_on, is_public=is_public,
            fund=Fund.objects.of(demo.school).get(code=fund), manager=demo.people[officer.person_id or 0], lines=lines,
            payments=instalments(total, starts_on, ends_on, step),
        )  # fmt: skip
    with clock.at(SIGNED + timedelta(hours=4)):
        actions.sign(contract, by=director, meeting_number=MINUTES if total > 50_000 else "")
    if is_public:
        with clock.at(SIGNED + timedelta(days=4)):
            actions.publish(contract, by=buyer, published_in="县政府采购网")


def instalments(total: Decimal, starts_on: date, ends_on: date, step: int) -> list[Instalment]:
    """Equal parts at the end of every so many months; the last takes the fen left over."""
    ends = [end for n in range(1, 13) if n % step == 0 and (end := _month_end(starts_on, n)) <= ends_on] or [ends_on]
    share = (total / len(ends)).quantize(Decimal("0.01"))
    shares = [share] * (len(ends) - 1) + [total - share * (len(ends) - 1)]
    return [
        Instalment(f"第 {n} 期", end, part) for n, (end, part) in enumerate(zip(ends, shares, strict=True), start=1)
    ]


def _month_end(start: date, months: int) -> date:
    year, month = divmod(start.month - 1 + months, 12)
    return date(start.year + year, month + 1, 1) - timedelta(days=1)


class Dealing(Side):
    name = "dealing"

    def day(self, day: date, *, is_school_day: bool) -> None:
        school = self.demo.school
        self.events.at(moment(day, 5, 30), lambda: follow_the_calendar(school, clock.now()))
        if not is_school_day:
            return
        self.events.at(moment(day, 7, 40), lambda: remind_of_ends(school, clock.now()))
        self.events.at(moment(day, 9, 30), self._pay)
        self._papers(day)
        for on, firm, what, answer, points in COMPLAINTS:
            if on == day:
                self.events.at(moment(day, 15, 20), partial(self._complain, firm, what, answer, points))
        if (day.month, day.day) == (6, 8):
            self.events.at(moment(day, 10, 10), self._renew)

    def _pay(self) -> None:
        """What is due within the week is accepted; what was accepted is paid by the accountant."""
        soon = clock.today() + timedelta(days=5)
        due = Payment.objects.of(self.demo.school).filter(due_on__lte=soon).select_related("contract").order_by("id")
        for payment in due.filter(state=Payment.State.TO_ACCEPT):
            points = self.dice.choices((5, 4, 3), (55, 38, 7))[0]
            actions.accept_work(payment, by=self.who(Post.CAMPUS_DIRECTOR, 0), points=points, said="按合同完成")
        for payment in due.filter(state=Payment.State.TO_PAY, accepted_on__lt=clock.today()):
            actions.pay(payment, by=self.who(Post.ACCOUNTANT), voucher=f"记-{payment.pk:03}")

    def _papers(self, day: date) -> None:
        for firm, name, until, renewed in LICENCES:
            if renewed is not None and until is not None and day == until - timedelta(days=7):
                self.events.at(moment(day, 10), partial(self._replace, firm, name, renewed))

    def _replace(self, firm: str, name: str, until: date) -> None:
        licence = Licence.objects.of(self.demo.school).get(supplier__name=firm, name=name)
        actions.replace(licence, by=self.who(Post.OFFICER), expires_on=until)

    def _complain(self, firm: str, what: str, answer: str, points: int) -> None:
        supplier = Supplier.objects.of(self.demo.school).get(name=firm)
        by = self.who(Post.STOREKEEPER if supplier.kind == Supplier.Kind.GOODS else Post.OFFICER)
        complaint = add(register.for_model(Complaint), by=by, values={"supplier": supplier, "what": what})
        self.later(2, lambda: actions.answer(complaint, by=self.who(Post.DIRECTOR), answer=answer, points=points))

    def _renew(self) -> None:
        """The lift's contract ends with June: the next one is the same again, signed a week later."""
        ending = Contract.objects.of(self.demo.school).filter(state=Contract.State.ENDING, ends_on__lt=date(2026, 7, 1))
        for contract in ending.order_by("id"):
            following = actions.renew(contract, by=self.who(Post.BUYER))
            self.later(5, partial(actions.sign, following, by=self.who(Post.DIRECTOR)))
