"""Questions over suppliers, their papers and what is due."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from houqin.areas.suppliers.models import Contract, ContractLine, Expires, Licence, Payment, Supplier
from houqin.kernel import clock
from houqin.kernel.access import Actor


def unfit_because(supplier: Supplier) -> str | None:
    """Why nothing may be bought from this supplier now, as a sentence; None when it may."""
    if supplier.state == Supplier.State.BLACKLISTED:
        return f"{supplier} 在黑名单上（{supplier.barred_because}），不能采购，请换一家。"
    if not supplier.is_active:
        return f"{supplier} 已停止合作，请换一家，或先在供应商资料里恢复合作。"
    expired = expired_licences(supplier).values_list("name", "expires_on").order_by("expires_on")
    for name, expires_on in expired[:1]:
        return f"{supplier} 的{name}已于 {expires_on} 过期，请先换证再采购。"
    return None


def expired_licences(supplier: Supplier) -> "QuerySet[Any]":
    return Licence.objects.of(supplier.school_id).filter(
        supplier=supplier, is_required=True, state__in=Licence.CURRENT, expires_on__lt=clock.today()
    )


def fit_suppliers(row: Any, by: Actor) -> "QuerySet[Any]":
    """Whom one may buy from: offered first, so that nobody learns at the end that it was the wrong one."""
    barred = Licence.objects.of(by.school_id).filter(
        is_required=True, state__in=Licence.CURRENT, expires_on__lt=clock.today()
    )
    rows = Supplier.objects.of(by.school_id).filter(is_active=True, state=Supplier.State.OK)
    return rows.exclude(pk__in=barred.values("supplier_id")).order_by("name")


def contracts_to_move(school_id: int, today: date, first_step: int) -> "QuerySet[Any]":
    """In force and either over, or near their end with nothing decided."""
    near = Q(state=Contract.State.IN_FORCE, is_settled=False, ends_on__lte=today + timedelta(days=first_step))
    over = Q(state__in=(Contract.State.IN_FORCE, Contract.State.ENDING), ends_on__lt=today)
    return Contract.objects.of(school_id).filter(near | over).order_by("id")


def licences_to_move(school_id: int, today: date, first_step: int) -> "QuerySet[Any]":
    near = Q(state=Expires.VALID, expires_on__lte=today + timedelta(days=first_step))
    over = Q(state__in=(Expires.VALID, Expires.ENDING), expires_on__lt=today)
    return Licence.objects.of(school_id).filter(near | over).select_related("supplier").order_by("id")


def payments_to_move(school_id: int, until: date) -> "QuerySet[Any]":
    return Payment.objects.of(school_id).filter(
        state=Payment.State.PLANNED, due_on__lte=until, contract__state__in=(*Contract.BINDING, Contract.State.ENDED)
    ).order_by("id")  # fmt: skip


def lines_of(contract: Contract) -> list[ContractLine]:
    return list(ContractLine.objects.of(contract.school_id).filter(contract=contract).order_by("id"))


def payments_of(contract: Contract) -> list[Payment]:
    return list(Payment.objects.of(contract.school_id).filter(contract=contract).order_by("due_on", "id"))
