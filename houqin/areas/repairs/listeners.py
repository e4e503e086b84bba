from decimal import Decimal

from django.db.models import Sum

from houqin.areas.assets.facts import AssetDamaged
from houqin.areas.procurement.facts import GoodsAccepted, PacketPaid
from houqin.areas.procurement.models import AcceptanceLine, Goods, Quote, Request
from houqin.areas.repairs.actions import install_catalogue, note_purchase
from houqin.areas.repairs.models import RepairOrder
from houqin.areas.repairs.reads import live_orders_of, order_behind
from houqin.areas.suppliers.models.telling import yuan
from houqin.foundation.facts import SchoolOpened
from houqin.kernel.actions import Refused, add, listens
from houqin.kernel.declare import register


@listens(SchoolOpened)
def a_new_school_has_the_work_catalogue(opened: SchoolOpened) -> None:
    install_catalogue(by=opened.by)


@listens(AssetDamaged)
def a_damaged_thing_is_reported(fact: AssetDamaged) -> None:
    """Once: a thing with an order still open is not reported again."""
    asset = fact.asset
    if asset.place is None or live_orders_of(asset.school_id, asset.pk).exists():
        return
    add(
        register.for_model(RepairOrder), by=fact.by, because=asset,
        values={"place": asset.place, "asset": asset, "fault": f"{asset.name}：{fact.said}"[:300]},
    )  # fmt: skip


@listens(GoodsAccepted)
def a_firm_s_accepted_work_tells_its_order(fact: GoodsAccepted) -> None:
    purchase = fact.acceptance.order
    order = order_behind(purchase)
    rows = AcceptanceLine.objects.of(purchase.school_id).filter(acceptance=fact.acceptance, goods=Goods.SERVICE)
    if order is None or not rows.exists():
        return
    worth: Decimal = rows.aggregate(total=Sum("value"))["total"] or Decimal(0)
    note_purchase(order, by=fact.by, contractor=purchase.supplier, amount=worth, quotes=_quotes_told(purchase.request))


@listens(PacketPaid)
def nobody_is_paid_before_the_reporter_is_content(fact: PacketPaid) -> None:
    """A firm's repair is paid after the repair itself is finished and accepted, not after its invoice came."""
    purchase = fact.packet.order
    order = order_behind(purchase)
    is_work = purchase.lines.of(purchase.school_id).filter(goods=Goods.SERVICE).exists()
    if order is not None and is_work and order.state != RepairOrder.State.ACCEPTED:
        raise Refused(f"报修单 {order} 现在是“{order.get_state_display()}”，完工并由报修人验收以后才能付款。")


def _quotes_told(request: Request) -> str:
    rows = (
        Quote.objects.of(request.school_id).filter(request=request).select_related("supplier").order_by("total", "id")
    )
    return "、".join(f"{quote.supplier} {yuan(quote.total)}" for quote in rows)
