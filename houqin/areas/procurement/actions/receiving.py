"""Accepting what came, by somebody who neither asked for it nor bought it; the books follow by themselves."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from houqin.areas.procurement.booking import book
from houqin.areas.procurement.facts import GoodsAccepted
from houqin.areas.procurement.lines import GRAIN, MOST, is_number
from houqin.areas.procurement.models import (
    FEN,
    STOCKED,
    Acceptance,
    AcceptanceLine,
    Goods,
    Order,
    OrderLine,
    Packet,
    Request,
)
from houqin.areas.procurement.separation import Part, keep_apart
from houqin.areas.procurement.settling import open_packet, refresh_packet
from houqin.areas.procurement.telling import tell_requester
from houqin.areas.stores.models import Store
from houqin.areas.suppliers.actions import score
from houqin.foundation.models import Person, Place
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Problems, Refused, action, add, announce, locked
from houqin.kernel.declare import register
from houqin.kernel.files import attach_all
from houqin.kernel.files.models import Attachment
from houqin.kernel.files.upload import Upload


def lines_of(order: Order | None, by: Actor) -> Any:
    rows = OrderLine.objects.of(by.school_id).order_by("id")
    return rows.filter(order=order) if order is not None else rows


def rooms_near(order: Order | None, by: Actor) -> Any:
    """Stores one may put things into, those of the order's campus first."""
    rows = Store.objects.of(by.school_id).filter(is_active=True, kind=Store.Kind.ROOM)
    return rows.filter(campus_id=order.campus_id) if order is not None else rows


LineOfOrder = Annotated[OrderLine, Ask(label="订单明细", choices=lines_of)]
Witness = Annotated[Person, Ask(label="见证人")]


@dataclass(frozen=True)
class Taken:
    """What became of one line of the order in this delivery. refused: sent back, still expected. short: will not come any more."""

    line: LineOfOrder
    accepted: Annotated[Decimal, Ask(label="验收数量")] = Decimal(0)
    refused: Annotated[Decimal, Ask(label="拒收数量")] = Decimal(0)
    short: Annotated[Decimal, Ask(label="缺少不再补")] = Decimal(0)
    batch: Annotated[str, Ask(label="批号")] = ""
    expires_on: Annotated[date | None, Ask(label="有效期至")] = None
    reason: Annotated[str, Ask(label="拒收原因")] = ""


@action(on=Order, label="验收", when=Order.EXPECTED, asks=True, due="due_on", noun="acceptance")
def accept(
    order: Order, *, by: Actor, lines: Annotated[list[Taken], Ask(label="逐项验收")], witness: Witness,
    store: Annotated[Store | None, Ask(label="入哪个库房", choices=rooms_near)] = None, place: Annotated[Place | None, Ask(label="放在哪里")] = None,
    points: Annotated[int, Ask(label="供货评分", widget="stars")] = 5, said: Annotated[str, Ask(label="验收意见")] = "",
    photos: Annotated[list[Upload] | None, Ask(label="照片", widget="photos")] = None,
    signature: Annotated[Upload | None, Ask(label="验收人签名", widget="signature")] = None,
    witness_signature: Annotated[Upload | None, Ask(label="见证人签名", widget="signature")] = None,
) -> Acceptance:  # fmt: skip
    """Stock comes in, cards are drafted, the supplier is scored, the papers move on: nothing of it is typed again."""
    request = locked(order.request)
    known = {line.pk: line for line in order.told_lines}
    problems = Problems()
    _may_accept(problems, by, request, order, witness)
    _check_lines(problems, known, lines)
    store = store or _only_room(order)
    if store is None and any(
        known[one.line.pk].goods in STOCKED and one.accepted > 0 for one in lines if one.line.pk in known
    ):
        problems.add("请选择入哪个库房。", "store")
    if not 1 <= points <= 5:
        problems.add("评分为 1 到 5 分。", "points")
    problems.stop()
    acceptance = _written(order, by, witness, store, place, points, said, signature is not None)
    rows = [
        _line(acceptance, known[one.line.pk], one, order) for one in lines if one.accepted or one.refused or one.short
    ]
    _summed(acceptance, rows)
    book(acceptance, rows, by)
    _hang(acceptance, by, photos, signature, witness_signature, witness)
    score(order.supplier, by=by, points=points, said=said, because=acceptance)
    _move_on(order, request, acceptance, by)
    return acceptance


def _may_accept(problems: Problems, by: Actor, request: Request, order: Order, witness: Person) -> None:
    keep_apart(problems, Part.ACCEPT, by, request)
    if witness.pk == by.person_id:
        problems.add("见证人要另请一人，不能是验收人自己。", "witness")
    if witness.pk in (order.buyer_id, request.buyer_id):
        problems.add("采购人不能当见证人，请另请一人。", "witness")
    if not witness.is_active:
        problems.add(f"{witness} 已不在岗，请另请见证人。", "witness")


def _check_lines(problems: Problems, known: dict[int, OrderLine], lines: list[Taken]) -> None:
    if len({one.line.pk for one in lines}) < len(lines):
        problems.add("同一项写了两行，请合在一起。", "lines")
    numbers = [n for one in lines for n in (one.accepted, one.refused, one.short)]
    if not any(is_number(n) and n > 0 for n in numbers):
        problems.add("没有填任何数量：请填验收、拒收或缺少的数量。", "lines")
    for one in lines:
        line = known.get(one.line.pk)
        if line is None:
            problems.add(f"{one.line.words} 不在这张订单里。", "lines")
        else:
            _check_line(problems, line, one)


def _check_line(problems: Problems, line: OrderLine, one: Taken) -> None:
    numbers = (one.accepted, one.refused, one.short)
    if any(not is_number(n) or not 0 <= n <= MOST or n != n.quantize(GRAIN) for n in numbers):
        problems.add(f"{line.words}：数量不能小于 0，最多三位小数。", "lines")
        return
    left = f"还待到 {line.open.normalize():f}{line.unit}"
    if one.accepted + one.short > line.open or one.accepted + one.refused > line.open:
        problems.add(f"{line.words}：{left}，验收、拒收和缺少的数量超过了，请核对。", "lines")
    if one.refused > 0 and not one.reason.strip():
        problems.add(f"{line.words}：拒收了 {one.refused.normalize():f}{line.unit}，请写原因。", "lines")
    if line.goods == Goods.FIXED and one.accepted != one.accepted.to_integral_value():
        problems.add(f"{line.words}：固定资产的数量要是整数。", "lines")
    if one.accepted > 0 and one.expires_on is not None and one.expires_on < clock.today():
        problems.add(f"{line.words}：{one.expires_on} 已过期，不能验收，请填为拒收。", "lines")
    if (
        one.accepted > 0
        and line.item is not None
        and line.item.has_batches
        and not (one.batch.strip() or one.expires_on)
    ):
        problems.add(f"{line.words}：要填批号或有效期。", "lines")


def _only_room(order: Order) -> Store | None:
    rooms = list(rooms_near(order, Actor.system(order.school_id)).order_by("id")[:2])
    return rooms[0] if len(rooms) == 1 else None


def _written(
    order: Order, by: Actor, witness: Person, store: Store | None, place: Place | None, points: int, said: str, is_signed: bool
) -> Acceptance:  # fmt: skip
    return add(register.for_model(Acceptance), by=by, values={  # type: ignore[no-any-return]
        "order": order, "title": order.title, "campus": order.campus, "supplier": order.supplier, "store": store, "place": place,
        "accepted_by": Person.objects.of(by.school_id).filter(pk=by.person_id).first() if by.person_id is not None else None,
        "witness": witness, "points": points, "said": said[:300], "is_signed": is_signed, "accepted_at": clock.now(),
    })  # fmt: skip


def _line(acceptance: Acceptance, line: OrderLine, one: Taken, order: Order) -> AcceptanceLine:
    row = AcceptanceLine(
        school_id=order.school_id, acceptance=acceptance, line=line, words=line.words, item=line.item, goods=line.goods, unit=line.unit,
        accepted=one.accepted, refused=one.refused, short=one.short, value=(one.accepted * line.unit_price).quantize(FEN),
        batch=one.batch.strip()[:40], expires_on=one.expires_on, reason=one.reason.strip()[:200], campus_id=order.campus_id,
        fund_id=order.fund_id, supplier_id=order.supplier_id, accepted_at=acceptance.accepted_at,
    )  # fmt: skip
    row.save()
    line.accepted += one.accepted
    line.refused += one.refused
    line.short += one.short
    line.save()
    return row


def _summed(acceptance: Acceptance, rows: list[AcceptanceLine]) -> None:
    acceptance.value = sum((row.value for row in rows), Decimal(0))
    acceptance.has_refused = any(row.refused > 0 for row in rows)
    acceptance.save()


def _hang(
    acceptance: Acceptance, by: Actor, photos: list[Upload] | None, signature: Upload | None, witnessed: Upload | None, witness: Person
) -> None:  # fmt: skip
    attach_all(acceptance, photos or (), by, "到货")
    for drawn, name in ((signature, by.name), (witnessed, witness.name)):
        if drawn is not None:
            attach_all(acceptance, [drawn], by, f"{name}签名", kind=Attachment.Kind.SIGNATURE)


def _move_on(order: Order, request: Request, acceptance: Acceptance, by: Actor) -> None:
    is_whole = all(line.open == 0 for line in order.told_lines)
    order.accepted_total += acceptance.value
    order.state = Order.State.DONE if is_whole else Order.State.PART
    if not is_whole:
        order.told_arrived_at = None  # the rest is still to come, and will be told again
    order.save()
    finish_order(order, request)
    announce(GoodsAccepted(acceptance=acceptance, is_whole=is_whole, by=by))


def finish_order(order: Order, request: Request) -> None:
    """The papers of what was accepted so far; the request moves on when nothing is expected any more."""
    packet = open_packet(order)
    refresh_packet(packet)
    if order.state == Order.State.DONE:
        request.state = Request.State.ACCEPTED
        request.save()
        tell_requester(request, "采购的东西到了", request.title)


@action(on=Order, label="取消或不再补货", when=Order.EXPECTED, final=True, noun="end")
def end_rest(order: Order, *, by: Actor, reason: Annotated[str, Ask(label="原因", help="如“供应商断货”")]) -> Order:
    """What has not come will not come. Nothing accepted: the order is void and the request may be ordered elsewhere."""
    problems = Problems()
    keep_apart(problems, Part.BUY, by, order.request)
    if not reason.strip():
        problems.add("请写原因。", "reason")
    problems.stop()
    request = locked(order.request)
    for line in order.told_lines:
        line.short += line.open
        line.save()
    order.ended_because = reason.strip()[:200]
    came = Acceptance.objects.of(order.school_id).filter(order=order, value__gt=0).exists()
    order.state = Order.State.DONE if came else Order.State.CANCELLED
    order.save()
    if came:
        finish_order(order, request)
    else:
        _back_to_buying(order, request)
    return order


def _back_to_buying(order: Order, request: Request) -> None:
    request.state = Request.State.APPROVED
    request.save()
    for packet in Packet.objects.of(order.school_id).filter(order=order):
        packet.state, packet.missing = Packet.State.CANCELLED, ""
        packet.save()


def is_signed(acceptance: Acceptance) -> str | None:
    return f"{acceptance} 已经签过名。" if acceptance.is_signed else None


@action(on=Acceptance, label="补签名", unless=is_signed)
def sign(
    acceptance: Acceptance, *, by: Actor, signature: Annotated[Upload, Ask(label="手写签名", widget="signature")]
) -> Acceptance:
    """Whoever accepted, and nobody else, signs later what was not signed on the spot."""
    if by.person_id is not None and by.person_id != acceptance.accepted_by_id:
        raise Refused("只能由验收人本人补签。")
    attach_all(acceptance, [signature], by, f"{by.name}签名", kind=Attachment.Kind.SIGNATURE)
    acceptance.is_signed = True
    acceptance.save()
    for packet in Packet.objects.of(acceptance.school_id).filter(order_id=acceptance.order_id):
        refresh_packet(locked(packet))
    return acceptance
