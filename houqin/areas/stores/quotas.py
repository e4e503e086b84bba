"""How much of its quota a class, department or person has left."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q

from houqin.areas.stores.models import Item, Quota, Requisition, RequisitionLine
from houqin.foundation.models import Department, Person, SchoolClass, Term
from houqin.kernel.figures import Period

HALF_A_YEAR = timedelta(days=183)


@dataclass(frozen=True, kw_only=True, slots=True)
class Taker:
    """For whom supplies are asked: a class before a department before a person."""

    school_class: SchoolClass | None = None
    department: Department | None = None
    person: Person | None = None

    @property
    def audience(self) -> str:
        if self.school_class is not None:
            return Quota.Audience.CLASS
        return Quota.Audience.DEPARTMENT if self.department is not None else Quota.Audience.PERSON

    @property
    def link(self) -> tuple[str, int | None]:
        for name in ("school_class", "department", "person"):
            if (row := getattr(self, name)) is not None:
                return f"{name}_id", row.pk
        return "person_id", None


@dataclass(frozen=True, kw_only=True, slots=True)
class Left:
    quota: Quota
    used: Decimal

    @property
    def quantity(self) -> Decimal:
        return Decimal(max(self.quota.quantity - self.used, Decimal(0)))


def left_of(school_id: int, items: Iterable[Item], taker: Taker, on: date) -> dict[int, Left]:
    """Item id → what is left of its quota; items without a quota for such a taker are not in it."""
    quotas = _quotas(school_id, [item.pk for item in items], taker)
    starts = {per: _start(school_id, per, on) for per in {quota.per for quota in quotas.values()}}
    if not quotas:
        return {}
    taken = _taken(school_id, list(quotas), taker, min(starts.values()))
    return {
        item_id: Left(quota=quota, used=sum((q for i, day, q in taken if i == item_id and day >= starts[quota.per]), Decimal(0)))
        for item_id, quota in quotas.items()
    }  # fmt: skip


def _quotas(school_id: int, items: list[int], taker: Taker) -> dict[int, Quota]:
    """One for each item: the taker's own before that of all alike."""
    name, pk = taker.link
    rows = Quota.objects.of(school_id).filter(Q(**{name: pk}) | Q(**{f"{name.removesuffix('_id')}__isnull": True}))
    mine = rows.filter(item_id__in=items, audience=taker.audience).select_related("item")
    return {quota.item_id: quota for quota in sorted(mine, key=lambda quota: getattr(quota, name) is not None)}


def _taken(school_id: int, items: list[int], taker: Taker, since: date) -> list[tuple[int, date, Decimal]]:
    """What was asked for and not refused since then: issued, else approved, else requested."""
    name, pk = taker.link
    asked: dict[str, Any] = {f"requisition__{name}": pk, "requisition__asked_at__gte": Period(since, since).moments[0]}
    if taker.audience == Quota.Audience.PERSON:
        asked |= {"requisition__school_class": None, "requisition__department": None}
    lines = RequisitionLine.objects.of(school_id).filter(item_id__in=items, **asked)
    return [
        (line.item_id, line.requisition.asked_on, line.counts)
        for line in lines.exclude(requisition__state__in=Requisition.DROPPED).select_related("requisition")
    ]


def _start(school_id: int, per: str, on: date) -> date:
    """A term begins on its first day; between terms the one before goes on."""
    if per == Quota.Per.MONTH:
        return on.replace(day=1)
    if per == Quota.Per.YEAR:
        return on.replace(month=1, day=1)
    term = Term.objects.of(school_id).filter(starts_on__lte=on).order_by("-starts_on").first()
    return term.starts_on if term is not None else on - HALF_A_YEAR
