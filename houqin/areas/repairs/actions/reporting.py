import secrets
from typing import Annotated

from django.utils.http import int_to_base36

from houqin.areas.repairs.catalogue import suggest_trade
from houqin.areas.repairs.limits import default_due
from houqin.areas.repairs.models import RepairOrder, ReportLink, Trade
from houqin.areas.repairs.telling import tell_of_emergency
from houqin.foundation.models import Place
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Refused, action, add
from houqin.kernel.declare import register
from houqin.kernel.files import attach_all
from houqin.kernel.files.upload import Upload

MOST_PHOTOS = 3


def prepare_order(order: RepairOrder, by: Actor) -> None:
    """Campus from the place, reporter from the sign-in, trade from the words, deadline from the urgency: nothing is typed twice."""
    if not order.place_id and order.asset is not None:
        order.place_id = order.asset.place_id
    if order.place_id:
        order.campus_id = order.place.campus_id
    if by.person_id and not order.reported_by_id:
        order.reported_by_id = by.person_id
        order.reporter_name = order.reporter_name or by.name
    if not order.trade:
        guess = suggest_trade(order.fault or "")
        order.trade, order.trade_hint = guess.trade.code, guess.why[:80]
    if order.due_on is None and order.reported_at is not None:
        reported_on = clock.local(order.reported_at).date()
        order.due_on = default_due(by.school_id, reported_on, is_urgent=bool(order.is_urgent))
    order.is_pressing = bool(order.is_urgent) and order.state in RepairOrder.LIVE


@action(makes=RepairOrder, label="扫码报修")
def report(
    *, by: Actor, place: Place, fault: str, trade: Trade | None = None, is_urgent: bool = False, reporter_name: str = "",
    reporter_phone: str = "", photos: Annotated[list[Upload] | None, Ask(label="照片", widget="photos")] = None,
    key: Annotated[str, Ask(label="提交编号")] = "",
) -> RepairOrder:  # fmt: skip
    """An order by whoever stands at the place's code, with a private link to follow it. The same `key` makes one order, however often sent."""
    if len(photos or ()) > MOST_PHOTOS:
        raise Refused(f"最多 {MOST_PHOTOS} 张照片。", field="photos")
    values = {
        "place": place, "fault": fault, "trade": trade or "", "is_urgent": is_urgent, "reporter_name": reporter_name,
        "reporter_phone": reporter_phone,
    }  # fmt: skip
    order: RepairOrder = add(register.for_model(RepairOrder), by=by, values=values)
    if not all(hung.file.is_picture for hung in attach_all(order, photos or (), by)):
        raise Refused("这里只收照片，其他文件请交给总务。", field="photos")
    secret = f"{int_to_base36(by.school_id)}-{secrets.token_urlsafe(18)}"
    ReportLink.objects.create(
        school_id=by.school_id, order=order, secret=secret, submission=key or secret, made_at=clock.now()
    )
    if order.is_urgent:
        tell_of_emergency(order)
    return order
