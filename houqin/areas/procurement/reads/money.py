"""What a fund still has for purchases this year."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from houqin.areas.procurement.models import FEN, Order, Request
from houqin.areas.suppliers.models import Fund
from houqin.kernel import clock
from houqin.kernel.figures import Period

NOTHING = Decimal(0)


@dataclass(frozen=True, kw_only=True, slots=True)
class FundState:
    """budget: None when the school keeps none for this fund. taken: agreed and not yet ordered, ordered, or accepted, this year."""

    fund: Fund
    budget: Decimal | None
    taken: Decimal

    @property
    def left(self) -> Decimal | None:
        return None if self.budget is None else self.budget - self.taken


def fund_state(fund: Fund, *, without: Request | None = None) -> FundState:
    year = clock.today().year
    start, end = Period(clock.today().replace(month=1, day=1), clock.today().replace(month=12, day=31)).moments
    waiting = Request.objects.of(fund.school_id).filter(
        fund=fund, state=Request.State.APPROVED, decided_at__gte=start, decided_at__lt=end
    )
    if without is not None:
        waiting = waiting.exclude(pk=without.pk)
    orders = Order.objects.of(fund.school_id).filter(fund=fund, ordered_on__year=year)
    expected = orders.filter(state__in=Order.EXPECTED)
    taken = [
        waiting.aggregate(n=Sum("agreed"))["n"], expected.aggregate(n=Sum("total"))["n"],
        orders.filter(state=Order.State.DONE).aggregate(n=Sum("accepted_total"))["n"],
    ]  # fmt: skip
    # SQLite adds decimals as binary fractions; what was kept has two decimals.
    total = sum((Decimal(str(one or 0)) for one in taken), NOTHING).quantize(FEN)
    return FundState(fund=fund, budget=fund.budget, taken=total)
