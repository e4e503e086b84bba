"""What a scanned item shows first: where it lies, and the way to hand it out or to ask for it."""

from django.template.loader import render_to_string

from houqin.areas.stores import actions
from houqin.areas.stores.models import Item, Kind
from houqin.areas.stores.records import BALANCE, REQUISITION
from houqin.kernel.access import Actor
from houqin.kernel.declare import Panel, register


def where_it_lies(item: Item, actor: Actor) -> str:
    if item.kind == Kind.FIXED:
        return ""
    sees = BALANCE.policy.may(actor, "view")
    rows = BALANCE.visible_to(actor).filter(item=item, quantity__gt=0).select_related("store", "batch", "shelf")
    may = REQUISITION.policy.may
    told = {
        "item": item, "sees": sees, "balances": [(one, item.told(one.quantity)) for one in rows.order_by("store_id", "batch__expires_on")] if sees else [],
        "may_hand_over": may(actor, actions.hand_over.key), "may_ask": may(actor, actions.ask.key),
    }  # fmt: skip
    return render_to_string("stores/item_stock.html", told)


register.panel(Item, Panel(title="库存", render=where_it_lies))
