"""What purchasing puts on people's home pages, and on the pages of items, funds and suppliers below."""

from typing import Any

from django.template.loader import render_to_string

from houqin.areas.procurement.actions import ask_for_gaps
from houqin.areas.procurement.models import Approval, Order, OrderLine, Packet, Request
from houqin.areas.procurement.pages.comparing import comparison
from houqin.areas.procurement.reads import fund_state
from houqin.areas.procurement.reads.missing import shopping_list
from houqin.areas.procurement.records import APPROVAL, BUYERS, ORDER, PACKET, REQUEST, SEES_PRICES
from houqin.areas.stores.models import Item
from houqin.areas.stores.remedies import Remedy, offer
from houqin.areas.suppliers.models import Fund, Supplier
from houqin.foundation.posts import LEADERS, STAFF, Post
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.declare import Panel, register
from houqin.kernel.pages.home import HomeNumber, Quick, add_number, add_quick
from houqin.kernel.pages.nav import NavItem, add_page

DESK = "/procurement/desk/"
LAST = 5


def _count(rows: Any) -> int:
    return int(rows.count())


def _to_approve(actor: Actor) -> int:
    policy = APPROVAL.policy
    return _count(
        APPROVAL.visible_to(actor).filter(
            policy.mine(actor, "procurement.approval.agree"), state=Approval.State.WAITING
        )
    )


def _mine(actor: Actor) -> int:
    rows = REQUEST.visible_to(actor).filter(requested_by_id=actor.person_id)
    return _count(rows.exclude(state__in=(*Request.DROPPED, Request.State.CLOSED)))


def _to_buy(actor: Actor) -> int:
    return _count(REQUEST.visible_to(actor).filter(state__in=(Request.State.NEW, Request.State.APPROVED)))


def _late(actor: Actor) -> int:
    return _count(ORDER.visible_to(actor).filter(state__in=Order.EXPECTED, due_on__lt=clock.today()))


def _without_papers(actor: Actor) -> int:
    return _count(PACKET.visible_to(actor).filter(state=Packet.State.COLLECTING))


def _lacking(actor: Actor) -> str:
    """What is asked for or ordered already is not asked for twice."""
    if not REQUEST.policy.may(actor, ask_for_gaps.key):
        return ""
    lacking = len(shopping_list(actor.school_id))
    return f"申请采购（{lacking} 样还没有买）" if lacking else "缺的都已在采购中"


def _to_pay(actor: Actor) -> int:
    return _count(PACKET.visible_to(actor).filter(state=Packet.State.READY))


add_page(NavItem(label="采购工作台", url=DESK, icon="clipboard-check", group="采购", who=SEES_PRICES, order=10))
add_quick(Quick(label="采购工作台", url=DESK, icon="clipboard-check", who=BUYERS, order=1))
add_quick(Quick(label="申请采购", url="/procurement/requests/new/", icon="package", who=STAFF, order=40))
offer(Remedy(url="/procurement/shortages/", icon="package", label=_lacking))
add_number(HomeNumber(label="采购待我审批", url="/inbox/", count=_to_approve, who=LEADERS | {Post.ACCOUNTANT}, order=8))
add_number(HomeNumber(label="待采购", url=DESK, count=_to_buy, who=BUYERS, order=10))
add_number(
    HomeNumber(
        label="超期未到货",
        url="/procurement/orders/?state=open",
        count=_late,
        who=BUYERS | LEADERS,
        alarm=True,
        order=24,
    )
)
add_number(
    HomeNumber(
        label="报销材料不齐", url="/procurement/packets/?state=collecting", count=_without_papers, who=BUYERS, order=30
    )
)
add_number(
    HomeNumber(
        label="采购待付款", url="/procurement/packets/?state=ready", count=_to_pay, who={Post.ACCOUNTANT}, order=10
    )
)


def _quotes_panel(request: Request, actor: Actor) -> str:
    if not actor.posts & SEES_PRICES:
        return ""
    found = comparison(request)
    return render_to_string("procurement/compared.html", {"compared": found}) if found.quotes else ""


def _steps_panel(request: Request, actor: Actor) -> str:
    rows = Approval.objects.of(request.school_id).filter(request=request).exclude(state=Approval.State.CANCELLED)
    steps = list(rows.select_related("decided_by", "approver").order_by("round", "step", "id"))
    return render_to_string("procurement/steps.html", {"steps": steps}) if steps else ""


def _fund_panel(fund: Fund, actor: Actor) -> str:
    """The budget itself stays masked on the page of the fund; whoever deals with money sees what purchases took of it."""
    return render_to_string("procurement/fund.html", {"fund": fund_state(fund)}) if actor.posts & SEES_PRICES else ""


def _item_panel(item: Item, actor: Actor) -> str:
    if not actor.posts & SEES_PRICES:
        return ""
    rows = OrderLine.objects.of(item.school_id).filter(item=item).exclude(order__state=Order.State.CANCELLED)
    lines = list(rows.select_related("order", "order__supplier").order_by("-id")[:LAST])
    return render_to_string("procurement/bought.html", {"lines": lines}) if lines else ""


def _supplier_panel(supplier: Supplier, actor: Actor) -> str:
    if not actor.posts & SEES_PRICES:
        return ""
    rows = ORDER.visible_to(actor).filter(supplier=supplier).exclude(state=Order.State.CANCELLED)
    orders = list(rows.order_by("-id")[:LAST])
    return render_to_string("procurement/sold.html", {"orders": orders}) if orders else ""


register.panel(Supplier, Panel(title="最近采购", render=_supplier_panel))
register.panel(Request, Panel(title="审批", render=_steps_panel))
register.panel(Request, Panel(title="比价", render=_quotes_panel))
register.panel(Fund, Panel(title="采购占用", render=_fund_panel))
register.panel(Item, Panel(title="最近采购", render=_item_panel, is_history=True))
