from datetime import date
from decimal import Decimal
from typing import Any

from houqin.areas.assets.actions import (
    appoint,
    close_month,
    draw_sheet,
    give_opinion,
    lend,
    open_books,
    propose_disposal,
    transfer,
)
from houqin.areas.assets.models import BookMonth, Custody, Disposal, PropertySheet, Transfer
from houqin.areas.assets.records import ASSET, ASSET_CLASS, COMPENSATION
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import add
from houqin.tests.people import World, sample


def a_class_called(world: World, code: str = "A02010105", name: str = "台式计算机") -> Any:
    found = ASSET_CLASS.model.objects.of(world.school).filter(code=code).one()
    return found or add(
        ASSET_CLASS, by=Actor.system(world.school.pk), values={"code": code, "name": name, "unit": "台"}
    )


@sample("assets.asset_class")
def a_class(world: World, campus: str = "north") -> Any:
    count = ASSET_CLASS.model.objects.of(world.school).count()
    return a_class_called(world, f"A0201{count:04}", "信息化设备")


@sample("assets.asset")
def an_asset(world: World, campus: str = "north", **values: Any) -> Any:
    given = {
        "name": "台式计算机", "asset_class": a_class_called(world), "value": Decimal(4200), "bought_on": date(2026, 1, 12),
        "place": world.room if campus == "north" else world.south_room,
    }  # fmt: skip
    return add(ASSET, by=Actor.system(world.school.pk), values=given | values)


@sample("assets.custody")
def a_custody(world: World, campus: str = "north") -> Any:
    room = world.place(f"库房{Custody.objects.count()}", campus=campus)
    return appoint(by=Actor.system(world.school.pk), person=world.people["omar"], place=room)


@sample("assets.property_sheet")
def a_sheet(world: World, campus: str = "north") -> Any:
    room = world.place(f"教室{PropertySheet.objects.count()}", campus=campus)
    an_asset(world, campus, place=room)
    return draw_sheet(by=Actor.system(world.school.pk), place=room, keeper=world.people["omar"])


@sample("assets.property_line")
def a_line(world: World, campus: str = "north") -> Any:
    return a_sheet(world, campus).told_lines[0]


@sample("assets.compensation")
def a_compensation(world: World, campus: str = "north") -> Any:
    where = world.north if campus == "north" else world.south
    values = {"name": "课桌", "why": "damaged", "amount": Decimal(60), "payer": "三（1）班", "campus": where}
    return add(COMPENSATION, by=Actor.system(world.school.pk), values=values)


@sample("assets.transfer")
def a_transfer(world: World, campus: str = "north") -> Any:
    asset = an_asset(world, campus, keeper=world.people["omar"])
    return transfer(
        asset, by=Actor.system(world.school.pk), to_place=world.place(f"新室{Transfer.objects.count()}", campus=campus),
        reason="换教室", taker=world.people["hao"],
    )  # fmt: skip


@sample("assets.transfer_line")
def a_transfer_line(world: World, campus: str = "north") -> Any:
    return a_transfer(world, campus).lines.get()


@sample("assets.loan")
def a_loan(world: World, campus: str = "north") -> Any:
    return lend(
        an_asset(world, campus), by=Actor.system(world.school.pk), borrower=world.people["omar"], due_on=clock.today()
    )


@sample("assets.disposal")
def a_disposal(world: World, campus: str = "north") -> Any:
    asset = an_asset(world, campus, bought_on=date(2015, 3, 1))
    return propose_disposal(asset, by=Actor.system(world.school.pk), kind=Disposal.Kind.SCRAP, reason="主板损坏")


@sample("assets.disposal_line")
def a_disposal_line(world: World, campus: str = "north") -> Any:
    return a_disposal(world, campus).lines.get()


@sample("assets.disposal_step")
def a_disposal_step(world: World, campus: str = "north") -> Any:
    disposal = a_disposal(world, campus)
    give_opinion(disposal, by=Actor.system(world.school.pk), said="无维修价值")
    return disposal.steps.get()


@sample("assets.book_month")
def a_month(world: World, campus: str = "north") -> Any:
    month = BookMonth.objects.of(world.school).filter(state="open").one()
    return month or open_books(by=Actor.system(world.school.pk), month=date(2026, 1, 1))


@sample("assets.class_month")
def a_class_month(world: World, campus: str = "north") -> Any:
    by = Actor.system(world.school.pk)
    an_asset(world, campus)
    month = close_month(a_month(world), by=by)
    return month.classes.order_by("-id").first()
