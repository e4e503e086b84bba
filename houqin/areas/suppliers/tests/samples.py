"""One valid row of each record type of suppliers."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from houqin.areas.suppliers import actions, records
from houqin.areas.suppliers.actions import Covered, Instalment
from houqin.areas.suppliers.models import Contract
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import add
from houqin.kernel.declare import RecordType
from houqin.tests.people import World, sample

YEAR = timedelta(days=364)


def made(world: World, record_type: RecordType, **values: Any) -> Any:
    return add(record_type, by=Actor.system(world.school.pk), values=values)


def serial(record_type: RecordType) -> int:
    return int(record_type.model.objects.count()) + 1


@sample("suppliers.fund")
def a_fund(world: World, campus: str = "north") -> Any:
    n = serial(records.FUND)
    return made(world, records.FUND, code=f"F{n:02}", name=f"公用经费{n}", budget=Decimal(800000))


@sample("suppliers.supplier")
def a_supplier(world: World, campus: str = "north") -> Any:
    n = serial(records.SUPPLIER)
    return made(
        world, records.SUPPLIER, name=f"安捷消防维保{n}", contact="吴工", phone="13500000001", trade="消防维保", kind="service",
        credit_code=f"91320100MA1W{n:06}"[:18],
    )  # fmt: skip


@sample("suppliers.licence")
def a_licence(world: World, campus: str = "north") -> Any:
    return made(
        world, records.LICENCE, supplier=a_supplier(world), name="消防技术服务机构资质", code=f"XF{serial(records.LICENCE):04}",
        issued_on=clock.today() - YEAR, expires_on=clock.today() + YEAR,
    )  # fmt: skip


@sample("suppliers.contract")
def a_contract(world: World, campus: str = "north", **other: Any) -> Contract:
    """Fire upkeep of a year from today: 12 months at 1,000, paid in two halves."""
    start = clock.today()
    values: dict[str, Any] = {
        "title": "消防设施维护保养", "supplier": None, "kind": Contract.Kind.UPKEEP, "starts_on": start, "ends_on": start + YEAR,
        "lines": [Covered("消防设施月度维保", Decimal(12), "月", Decimal(1000))],
        "payments": [
            Instalment("上半年", start + timedelta(days=20), Decimal(6000)),
            Instalment("下半年", start + timedelta(days=200), Decimal(6000)),
        ],
    }  # fmt: skip
    values |= other
    values["supplier"] = values["supplier"] or a_supplier(world)
    by = values.pop("by", Actor.system(world.school.pk))
    return actions.draft(by=by, **values)


def a_signed_contract(world: World, **other: Any) -> Contract:
    contract = a_contract(world, **other)
    return actions.sign(contract, by=Actor.system(world.school.pk))


@sample("suppliers.contract_line")
def a_contract_line(world: World, campus: str = "north") -> Any:
    return a_contract(world).lines.first()


@sample("suppliers.payment")
def a_payment(world: World, campus: str = "north") -> Any:
    return a_contract(world).payments.first()


@sample("suppliers.score")
def a_score(world: World, campus: str = "north") -> Any:
    supplier = a_supplier(world)
    actions.score(supplier, by=Actor.system(world.school.pk), points=4, said="及时", because=a_contract(world))
    return supplier.scores.get()


@sample("suppliers.complaint")
def a_complaint(world: World, campus: str = "north") -> Any:
    return made(world, records.COMPLAINT, supplier=a_supplier(world), what="约定每周修剪，三周没有来")
