"""The story of an order as its reporter may read it: what happened and when, without anybody's name or number."""

from dataclasses import dataclass
from datetime import datetime

from houqin.areas.repairs.models import RepairOrder

State = RepairOrder.State


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    label: str
    at: datetime | None = None
    about: str = ""
    is_done: bool = True


def steps(order: RepairOrder) -> list[Step]:
    told = [Step(label="已报修", at=order.reported_at)]
    if order.state in order.DROPPED:
        return [*told, _dropped(order)]
    until = f"最迟 {order.due_on.month} 月 {order.due_on.day} 日修好" if order.due_on else ""
    is_sent = order.state != State.OPEN
    told.append(Step(label="已安排维修" if is_sent else "等待安排", at=order.assigned_at, about=until, is_done=is_sent))
    if order.reopened_count and order.state == State.ASSIGNED:
        told.append(Step(label=f"第 {order.reopened_count} 次返修中", about=order.reopened_because))
    is_finished = order.finished_at is not None
    about = "、".join(line.told for line in order.work_lines) if is_finished else ""
    told.append(Step(label="已修好" if is_finished else "修好", at=order.finished_at, about=about, is_done=is_finished))
    is_accepted = order.state == State.ACCEPTED
    rated = f"{order.rating} 分" if order.rating else ""
    told.append(
        Step(label="已验收" if is_accepted else "您来验收", at=order.accepted_at, about=rated, is_done=is_accepted)
    )
    return told


def _dropped(order: RepairOrder) -> Step:
    main = order.duplicate_of
    if main is None:
        return Step(label=order.get_state_display(), about=order.dropped_because)
    return Step(label="这里已有人报修", about=f"合在一起修，那一单现在：{main.get_state_display()}")
