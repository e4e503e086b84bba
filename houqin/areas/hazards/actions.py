from datetime import datetime
from decimal import Decimal
from typing import Annotated

from houqin.areas.hazards.models import Hazard
from houqin.areas.hazards.reads import default_due, escalation_due
from houqin.areas.repairs.models import RepairOrder, Trade
from houqin.areas.repairs.records import ORDER
from houqin.foundation.models import Person, Place
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Problems, Refused, action, add
from houqin.kernel.declare import register
from houqin.kernel.files import Upload, attach_all, carry

State = Hazard.State
Escalation = Hazard.Escalation
UNRECTIFIED = (State.FOUND, State.ASSIGNED)
Photos = Annotated[tuple[Upload, ...], Ask(label="照片", widget="photos")]


def prepare_hazard(hazard: Hazard, by: Actor) -> None:
    """Campus from the place, finder from the sign-in, deadline from the school's rule: from the first minute somebody is late."""
    if hazard.place_id:
        hazard.campus_id = hazard.place.campus_id
    if by.person_id and not hazard.found_by_id:
        hazard.found_by_id = by.person_id
    if hazard.due_at is None and hazard.found_at is not None:
        hazard.due_at = default_due(by.school_id, hazard.found_at)
    if hazard.protection and hazard.protected_at is None:
        hazard.protected_at = hazard.found_at


@action(makes=Hazard, label="报隐患", offline=True)
def report(
    *, by: Actor, place: Place, what: Annotated[str, Ask(label="哪里不安全", widget="textarea")], photos: Photos = (),
    level: Hazard.Level = Hazard.Level.GENERAL, source: Hazard.Source = Hazard.Source.REPORT,
    protection: Annotated[str, Ask(label="已做的防护", help="如已拉警戒线、已停用、有人看守")] = "",
    found_at: Annotated[datetime | None, Ask(label="发现时间", help="现在发现的不用填")] = None,
) -> Hazard:  # fmt: skip
    """Anybody of the staff says what is unsafe, where, with photos."""
    hazard: Hazard = add(
        register.get("hazards.hazard"), by=by,
        values={
            "place": place, "what": what, "level": level, "source": source, "protection": protection, "found_at": found_at or clock.happened(),
        },
    )  # fmt: skip
    attach_all(hazard, photos, by, "发现时")
    return hazard


@action(on=Hazard, label="派责任人", when=(State.FOUND,), asks=True, due="due_at")
def assign(
    hazard: Hazard, *, by: Actor, owner: Person, due_at: datetime | None = None,
    level: Hazard.Level | None = None,
) -> Hazard:  # fmt: skip
    """Name who rectifies it and until when; without a deadline the school's default stands."""
    return _assigned(hazard, owner, due_at, level)


@action(on=Hazard, label="改派", when=(State.ASSIGNED,))
def reassign(
    hazard: Hazard, *, by: Actor, owner: Person, due_at: datetime | None = None,
    level: Hazard.Level | None = None,
) -> Hazard:  # fmt: skip
    return _assigned(hazard, owner, due_at, level)


@action(on=Hazard, label="临时防护", when=UNRECTIFIED, offline=True)
def protect(
    hazard: Hazard, *, by: Actor,
    protection: Annotated[str, Ask(label="做了什么防护", help="拉警戒线、停用、围挡、专人看守等", widget="textarea")],
    photos: Photos = (),
) -> Hazard:  # fmt: skip
    hazard.protection, hazard.protected_at = protection, clock.happened()
    hazard.save()
    attach_all(hazard, photos, by, "临时防护")
    return hazard


@action(on=Hazard, label="完成整改", when=(State.ASSIGNED,), asks=True, due="due_at", offline=True)
def rectify(
    hazard: Hazard, *, by: Actor, note: Annotated[str, Ask(label="整改情况", widget="textarea")],
    photos: Annotated[tuple[Upload, ...], Ask(label="整改后照片", widget="photos")] = (),
    reading: Annotated[str, Ask(label="读数或扫码证明", help="没有照片时填写，如“压力 0.45 MPa”，或扫现场二维码", widget="code")] = "",
) -> Hazard:  # fmt: skip
    """Say and prove what was done; somebody else looks at it again before it is closed."""
    if not photos and not reading.strip():
        raise Refused("请拍一张整改后的照片，或填写读数、扫现场二维码作为证明。", field="photos")
    _rectified(hazard, note, at=max(clock.happened(), hazard.found_at), by_person=by.person_id)
    hazard.reading = reading
    hazard.save()
    attach_all(hazard, photos, by, "整改后")
    return hazard


@action(on=Hazard, label="复查", when=(State.RECTIFIED,), asks=True, offline=True)
def reinspect(
    hazard: Hazard, *, by: Actor, ok: Annotated[bool, Ask(label="整改合格", help="不合格时取消勾选，隐患退回整改")] = True,
    note: Annotated[str, Ask(label="复查意见", widget="textarea")] = "", photos: Photos = (),
) -> Hazard:  # fmt: skip
    """Look again, as somebody who did not rectify it: it is closed, or goes back."""
    problems = Problems()
    if by.person_id is not None and by.person_id == hazard.rectified_by_id:
        problems.add("整改人不能复查自己的整改，请由其他人复查。")
    if not ok and not note.strip():
        problems.add("复查不合格时请写明哪里不合格。", "note")
    problems.stop()
    hazard.reinspected_at, hazard.reinspected_by_id, hazard.reinspection = clock.happened(), by.person_id, note
    if ok:
        hazard.state = State.CLOSED
    else:
        _send_back(hazard)
    hazard.save()
    attach_all(hazard, photos, by, "复查")
    return hazard


@action(on=Hazard, label="退回整改", when=(State.RECTIFIED, State.CLOSED))
def reject_rectification(
    hazard: Hazard, *, by: Actor, reason: Annotated[str, Ask(label="退回原因", help="整改不到位或销号后复发", widget="textarea")]
) -> Hazard:  # fmt: skip
    """Not rectified after all, also when that shows after it was closed."""
    hazard.reinspection = reason
    _send_back(hazard)
    hazard.save()
    return hazard


@action(on=Hazard, label="函告校外单位", when=UNRECTIFIED)
def escalate(
    hazard: Hazard, *, by: Actor, outside_body: str, letter_number: str,
    letter_text: Annotated[str, Ask(label="函告内容", widget="textarea")] = "",
) -> Hazard:  # fmt: skip
    """Ask the body that can remove it (police, town, developer, bureau), and keep which letter did."""
    hazard.escalation, hazard.escalated_at = Escalation.OUTSIDE, clock.now()
    hazard.outside_body, hazard.letter_number, hazard.letter_text = outside_body, letter_number, letter_text
    hazard.needs_outside = False
    hazard.save()
    return hazard


@action(on=Hazard, label="超期上报", when=UNRECTIFIED)
def escalate_by_itself(hazard: Hazard, *, by: Actor) -> Hazard:
    """One step of the ladder director → principal → outside body, as far as the delay demands. Done by the clock, by nobody else."""
    now = clock.now()
    reached, outside = escalation_due(hazard, now)
    if hazard.overdue_at is None:
        hazard.overdue_at = hazard.due_at
    if hazard.escalation != Escalation.OUTSIDE:
        hazard.needs_outside = outside
        if hazard.escalation != reached:
            hazard.escalation, hazard.escalated_at = reached, now
    hazard.save()
    return hazard


def has_live_order(hazard: Hazard) -> str | None:
    order = hazard.order
    if order is None or order.state in RepairOrder.DROPPED:
        return None
    return f"{hazard} 已转报修单 {order.number}，不必再转。"


@action(on=Hazard, label="转报修", when=UNRECTIFIED, unless=has_live_order)
def to_repair_order(
    hazard: Hazard, *, by: Actor, trade: Annotated[Trade | None, Ask(label="工种")] = None,
    is_urgent: Annotated[bool, Ask(label="紧急")] = False,
) -> Hazard:  # fmt: skip
    """Have it repaired: the order carries place and words, and its end rectifies and closes the hazard.

    Whoever passes it on stays responsible until then, if nobody else was.
    """
    hazard.order = add(
        ORDER, by=by, because=hazard,
        values={"place": hazard.place, "fault": hazard.what, "trade": trade or "", "is_urgent": is_urgent},
    )  # fmt: skip
    carry(hazard, hazard.order)
    if hazard.owner_id is None:
        hazard.owner_id = by.person_id
    hazard.state = State.ASSIGNED
    hazard.save()
    return hazard


@action(on=Hazard, label="撤回", when=UNRECTIFIED, final=True)
def withdraw(hazard: Hazard, *, by: Actor, reason: Annotated[str, Ask(label="撤回原因")]) -> Hazard:
    hazard.state, hazard.reinspection = State.WITHDRAWN, reason
    hazard.save()
    return hazard


@action(on=Hazard, label="随报修单推进", when=(State.FOUND, State.ASSIGNED, State.RECTIFIED))
def follow_order(hazard: Hazard, *, by: Actor) -> Hazard:
    """Take the state of the repair order it became: finished is rectified, accepted is re-inspected, reopened goes back."""
    order = hazard.order
    finished = order.state in (RepairOrder.State.DONE, RepairOrder.State.ACCEPTED)
    if finished and hazard.state != State.RECTIFIED:
        _rectified(hazard, f"报修单 {order.number} 已完工", at=order.finished_at, by_person=order.worker_id)
    elif not finished and hazard.state == State.RECTIFIED:
        _send_back(hazard)
    if order.state == RepairOrder.State.ACCEPTED:
        hazard.state, hazard.reinspected_at = State.CLOSED, clock.now()
        hazard.reinspected_by_id, hazard.reinspection = by.person_id, f"报修单 {order.number} 已验收"
    hazard.save()
    return hazard


def _assigned(hazard: Hazard, owner: Person, due_at: datetime | None, level: Hazard.Level | None) -> Hazard:
    if due_at is not None and due_at <= clock.now():
        raise Refused("整改期限必须晚于现在。", field="due_at")
    hazard.owner, hazard.state = owner, State.ASSIGNED
    hazard.due_at = due_at or hazard.due_at
    hazard.level = level or hazard.level
    hazard.save()
    return hazard


def _rectified(hazard: Hazard, note: str, *, at: datetime, by_person: int | None) -> None:
    hazard.state, hazard.rectification = State.RECTIFIED, note
    hazard.rectified_at, hazard.rectified_by_id = at, by_person
    hazard.hours = Decimal((at - hazard.found_at).total_seconds() / 3600).quantize(Decimal("0.1"))
    if hazard.due_at is not None and at > hazard.due_at:
        hazard.overdue_at = hazard.overdue_at or hazard.due_at


def _send_back(hazard: Hazard) -> None:
    hazard.state = State.ASSIGNED if hazard.owner_id else State.FOUND
    hazard.rectified_at, hazard.rectified_by, hazard.hours = None, None, None
    hazard.due_at = default_due(hazard.school_id, clock.now())
    hazard.rejected_count += 1
