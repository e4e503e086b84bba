"""One valid row of each record type of procurement, and a purchase brought to any stage of its life."""

from decimal import Decimal
from typing import Any

from houqin.areas.assets.actions import install_classes
from houqin.areas.assets.models import AssetClass
from houqin.areas.procurement import actions, records
from houqin.areas.procurement.actions import Priced, Taken, Wanted
from houqin.areas.procurement.models import Approval, Order, Request
from houqin.areas.stores.records import ITEM, STORE
from houqin.areas.suppliers.records import FUND, SUPPLIER
from houqin.kernel.access import Actor
from houqin.kernel.actions import add
from houqin.kernel.files.upload import upload_from
from houqin.tests.people import World, actor_of, sample

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108020000009077"
    "53de0000000c49444154789c63606060000000040001f61738550000000049454e44ae426082"
)


def by(world: World) -> Actor:
    return Actor.system(world.school.pk)


def drawn(name: str = "签名.png") -> Any:
    return upload_from(PNG, name)


def made(world: World, record_type: Any, **values: Any) -> Any:
    """The row of that name, made when there is none."""
    known = record_type.model.objects.of(world.school).filter(name=values["name"]).first()
    return known or add(record_type, by=by(world), values=values)


def a_fund(world: World, name: str = "公用经费", budget: int | None = 200_000) -> Any:
    return made(world, FUND, code=name, name=name, budget=budget)


def a_firm(world: World, name: str = "晨光文具", **values: Any) -> Any:
    return made(world, SUPPLIER, name=name, kind="goods", **values)


def paper(world: World, **values: Any) -> Any:
    return made(world, ITEM, name="A4 纸", unit="包", category="office", **values)


def a_room(world: World, campus: str = "north") -> Any:
    where = world.north if campus == "north" else world.south
    return made(world, STORE, name=f"{where.name}总库房", campus=where)


def a_class_code(world: World) -> str:
    if not AssetClass.objects.of(world.school).exists():
        install_classes(by=by(world))
    return str(AssetClass.objects.of(world.school).filter(code__startswith="A02").latest("code").code)


def wish(world: World, *, who: str = "omar", campus: str = "north", **values: Any) -> Request:
    """What a teacher asks for: 20 packets of paper."""
    where = world.north if campus == "north" else world.south
    asked: dict[str, Any] = {
        "lines": [Wanted("A4 纸", Decimal(20), "包", Decimal(25), item=paper(world))], "why": "期末试卷用纸", "fund": a_fund(world), "campus": where,
    }  # fmt: skip
    asker = actor_of(world, who) if campus == "north" and who in world.people else by(world)
    return actions.ask_for(by=asker, **{**asked, **values})


def agreed(world: World, **values: Any) -> Request:
    request = wish(world, **values)
    for _ in range(9):
        step = Approval.objects.of(world.school).filter(request=request, state="waiting").first()
        if step is None:
            break
        papers = {"meeting_number": "校务会〔2026〕3号", "minutes": [drawn("纪要.png")]} if step.needs_minutes else {}
        actions.agree(step, by=by(world), **papers)  # type: ignore[arg-type]
    request.refresh_from_db()
    return request


def quoted(world: World, request: Request, firm: str, price: str, who: Actor | None = None) -> Any:
    prices = [Priced(line, Decimal(price)) for line in request.told_lines]
    return actions.add_quote(request, by=who or by(world), supplier=a_firm(world, firm), lines=prices)


def ordered(world: World, price: str = "24", who: str = "bai", **values: Any) -> Order:
    request = agreed(world, **values)
    quote = quoted(world, request, "晨光文具", price, actor_of(world, who))
    return actions.place_order(request, by=actor_of(world, who), quote=quote)


def received(world: World, order: Order | None = None, who: str | None = None, **values: Any) -> Any:
    order = order or ordered(world, **values)
    lines = [Taken(line, line.open) for line in order.told_lines]
    return actions.accept(
        order, by=actor_of(world, who) if who else by(world), lines=lines, witness=world.people["omar"], signature=drawn(),
        store=a_room(world, "north" if order.campus_id == world.north.pk else "south"),
    )  # fmt: skip


@sample("procurement.approval_rule")
def a_rule(world: World, campus: str = "north") -> Any:
    n = records.RULE.model.objects.count()
    return add(records.RULE, by=by(world), values={"name": f"主任审批{n}", "step": 1, "post": "director"})


@sample("procurement.catalogue_line")
def a_catalogue_line(world: World, campus: str = "north") -> Any:
    n = records.CATALOGUE.model.objects.count()
    return add(records.CATALOGUE, by=by(world), values={"name": f"投影仪{n}", "words": "投影机", "kind": "goods"})


@sample("procurement.request")
def a_request(world: World, campus: str = "north") -> Any:
    return wish(world, campus=campus)


@sample("procurement.request_line")
def a_request_line(world: World, campus: str = "north") -> Any:
    return wish(world, campus=campus).lines.first()


@sample("procurement.approval")
def an_approval(world: World, campus: str = "north") -> Any:
    return wish(world, campus=campus).approvals.first()


@sample("procurement.quote")
def a_quote(world: World, campus: str = "north") -> Any:
    return quoted(world, agreed(world, campus=campus), "晨光文具", "24")


@sample("procurement.quote_line")
def a_quote_line(world: World, campus: str = "north") -> Any:
    return a_quote(world, campus).lines.first()


@sample("procurement.order")
def an_order(world: World, campus: str = "north") -> Any:
    return ordered(world, campus=campus)


@sample("procurement.order_line")
def an_order_line(world: World, campus: str = "north") -> Any:
    return ordered(world, campus=campus).lines.first()


@sample("procurement.acceptance")
def an_acceptance(world: World, campus: str = "north") -> Any:
    return received(world, campus=campus)


@sample("procurement.acceptance_line")
def an_acceptance_line(world: World, campus: str = "north") -> Any:
    return received(world, campus=campus).lines.first()


@sample("procurement.packet")
def a_packet(world: World, campus: str = "north") -> Any:
    return received(world, campus=campus).order.packets.first()
