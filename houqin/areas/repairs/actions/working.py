from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from django.db.models import Q

from houqin.areas.repairs.facts import OrderFinished
from houqin.areas.repairs.materials import Used, take_materials
from houqin.areas.repairs.models import RepairOrder, Trade, WorkKind, WorkLine
from houqin.areas.repairs.telling import tell_reporter
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Problems, Refused, action, announce
from houqin.kernel.files import attach_all
from houqin.kernel.files.upload import Upload

State = RepairOrder.State


KindOfWork = Annotated[WorkKind, Ask(label="工作内容")]


@dataclass(frozen=True)
class Work:
    """One line of work done."""

    kind: KindOfWork
    quantity: Annotated[Decimal, Ask(label="数量")] = Decimal(1)


def is_ordinary(order: RepairOrder) -> str | None:
    return None if order.is_urgent else f"{order} 不是紧急报修，请等总务派单。"


@action(on=RepairOrder, label="马上去修", when=(State.OPEN,), unless=is_ordinary, asks=Q(is_urgent=True), due="due_on")
def take(order: RepairOrder, *, by: Actor) -> RepairOrder:
    """Emergency: a repairer of the campus begins without being sent; the papers are made up for afterwards."""
    if by.person_id is None:
        raise Refused("请由维修人本人登录后接单。")
    order.worker_id, order.assigned_at, order.state = by.person_id, clock.now(), State.ASSIGNED
    order.needs_papers = True
    order.save()
    return order


@action(on=RepairOrder, label="完工", when=(State.ASSIGNED,), asks=True, due="due_on")
def finish(
    order: RepairOrder, *, by: Actor, lines: Annotated[list[Work], Ask(label="做了什么")],
    used: Annotated[list[Used] | None, Ask(label="用了库里的材料")] = None, minutes: int | None = None,
    cost: Decimal = Decimal(0), note: str = "",
    quotes: Annotated[str, Ask(label="三家比价", help="外包费用超过本校限额时填写：单位和报价，如“甲 5200、乙 5600、丙 6000”")] = "",
    photos: Annotated[list[Upload] | None, Ask(label="修好后的照片", widget="photos")] = None,
) -> RepairOrder:  # fmt: skip
    """Close the work with what was done, counted, and what the stores gave for it; the reporter is asked to accept."""
    _check(lines, minutes, cost)
    order.finished_at, order.minutes, order.cost, order.state = clock.now(), minutes, cost or order.cost, State.DONE
    order.note, order.quotes = note, quotes or order.quotes
    if order.trade in ("", Trade.OTHER) and lines:
        order.trade = lines[0].kind.trade
    take_materials(order, used or [], by)
    order.save()
    for line in lines:
        WorkLine(
            school_id=order.school_id, order=order, kind=line.kind, quantity=line.quantity, trade=line.kind.trade,
            campus_id=order.campus_id, done_at=order.finished_at,
        ).save()  # fmt: skip
    attach_all(order, photos or (), by, "修好后")
    tell_reporter(order, "已修好，请验收")
    announce(OrderFinished(order=order, by=by))
    return order


def _check(lines: list[Work], minutes: int | None, cost: Decimal) -> None:
    problems = Problems()
    if not lines:
        problems.add("请至少填写一项做了什么。", "lines")
    if any(line.quantity <= 0 for line in lines):
        problems.add("数量必须大于 0。", "lines")
    if minutes is not None and not 0 <= minutes < 100_000:
        problems.add("用工分钟不能为负，也不能超过 99999。", "minutes")
    if cost < 0:
        problems.add("费用不能为负。", "cost")
    problems.stop()


def no_papers_due(order: RepairOrder) -> str | None:
    return None if order.needs_papers else f"{order} 没有要补的手续。"


@action(on=RepairOrder, label="补办手续", when=(State.ASSIGNED, State.DONE, State.ACCEPTED), unless=no_papers_due)
def complete_papers(
    order: RepairOrder, *, by: Actor, said: Annotated[str, Ask(label="情况说明", help="谁同意先修、当时的险情", widget="textarea")]
) -> RepairOrder:  # fmt: skip
    """The emergency repair is approved after the fact; never by whoever began it on his own."""
    if by.person_id is not None and by.person_id == order.worker_id:
        raise Refused("抢修手续不能由抢修人自己补办，请由总务人员确认。")
    order.needs_papers = False
    order.note = f"{order.note}；抢修：{said}".strip("；")[:300]
    order.save()
    return order


@action(on=RepairOrder, label="登记比价", when=(State.ASSIGNED, State.DONE, State.ACCEPTED))
def note_quotes(
    order: RepairOrder, *, by: Actor, quotes: Annotated[str, Ask(label="三家比价", help="单位和报价，如“甲 5200、乙 5600、丙 6000”")]
) -> RepairOrder:  # fmt: skip
    order.quotes = quotes
    order.save()
    return order
