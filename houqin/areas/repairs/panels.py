"""What repairs show on other pages: the repair history of a thing, the materials and purchases of an order, a firm's last work."""

from django.template.loader import render_to_string

from houqin.areas.assets.models import Asset
from houqin.areas.procurement.models import Request
from houqin.areas.procurement.reads import asked_because
from houqin.areas.repairs.materials import taken_for
from houqin.areas.repairs.models import RepairOrder
from houqin.areas.repairs.records import ORDER
from houqin.areas.suppliers.models import Supplier
from houqin.areas.suppliers.models.telling import yuan
from houqin.kernel.access import Actor
from houqin.kernel.declare import Panel, register

NEAR = 8


def repairs_of_thing(asset: Asset, actor: Actor) -> str:
    """Its history for whoever sees the orders, and the way to report it for whoever may."""
    may_report = ORDER.policy.may(actor, "add") and asset.state != Asset.State.DISPOSED
    orders = list(ORDER.visible_to(actor).filter(asset=asset).select_related("place").order_by("-reported_at")[:NEAR])
    if not orders and not may_report:
        return ""
    told = {"orders": orders, "asset": asset, "may_report": may_report}
    return render_to_string("repairs/thing_panel.html", told)


def supplies_of_order(order: RepairOrder, actor: Actor) -> str:
    taken = [(one, one.item.told(-one.quantity), yuan(-one.value)) for one in taken_for(order)]
    seen = register.for_model(Request).visible_to(actor).filter(pk__in=asked_because(order).values("pk"))
    requests = list(seen.order_by("id"))
    return (
        render_to_string("repairs/order_supplies.html", {"taken": taken, "requests": requests})
        if taken or requests
        else ""
    )


def repairs_by_firm(supplier: Supplier, actor: Actor) -> str:
    rows = ORDER.visible_to(actor).filter(contractor=supplier).select_related("place")
    orders = list(rows.order_by("-reported_at")[:NEAR])
    return render_to_string("repairs/thing_panel.html", {"orders": orders}) if orders else ""


register.panel(Asset, Panel(title="报修记录", render=repairs_of_thing))
register.panel(RepairOrder, Panel(title="材料与采购", render=supplies_of_order, is_history=True))
register.panel(Supplier, Panel(title="维修过的报修单", render=repairs_by_firm, is_history=True))
