"""One performance: begun, its points proven, its items answered, finished."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated

from django.db import models
from django.utils import timezone

from houqin.areas.inspections.actions.findings import fixed_on_spot, to_hazard, to_order
from houqin.areas.inspections.facts import InspectionFinished
from houqin.areas.inspections.judging import Verdict, judge
from houqin.areas.inspections.models import (
    Checklist,
    ChecklistVersion,
    Finding,
    Inspection,
    PointVisit,
    Round,
    RoundPoint,
)
from houqin.areas.inspections.reads import last_stood, last_visit, least_walk, unvisited_points
from houqin.areas.inspections.scanning import point_of_code
from houqin.foundation.models import Campus, Place
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Problems, Refused, action, add, announce
from houqin.kernel.declare import register
from houqin.kernel.files import Upload, attach_all

State = Inspection.State
EARLY = timedelta(minutes=30)


class Then(models.TextChoices):
    """What is to become of a fault."""

    LATER = "later", "稍后处理"
    HAZARD = "hazard", "转隐患"
    ORDER = "order", "转报修"
    ON_SPOT = "on_spot", "当场处理好"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """value: ok, fault or na; a number; one of the choices; words."""

    item: Annotated[str, Ask(label="项目编码")]
    value: Annotated[str, Ask(label="结果")] = ""
    words: Annotated[str, Ask(label="异常说明")] = ""
    place: Annotated[Place | None, Ask(label="场所")] = None
    then: Annotated[Then, Ask(label="怎么办")] = Then.LATER
    photos: Annotated[tuple[Upload, ...], Ask(label="照片", widget="photos")] = ()


@action(makes=Inspection, label="现在检查")
def begin(
    *, by: Actor, checklist: Checklist | None = None, round: Round | None = None, place: Place | None = None,
    campus: Campus | None = None, campaign: str = "",
) -> Inspection:  # fmt: skip
    """Begin a checklist or a round that no schedule asked for (专项检查, 拉网式排查)."""
    where = campus or (round.campus if round else None) or (place.campus if place else None)
    problems = Problems()
    if checklist is None and round is None:
        problems.add("请选择检查表或巡查路线。", "checklist")
    if where is None:
        problems.add("请选择校区或场所。", "place")
    problems.stop()
    title = round.name if round is not None else str(checklist)
    inspection: Inspection = add(
        register.get("inspections.inspection"), by=by,
        values={
            "title": title, "checklist": checklist or (round.checklist if round else None), "round": round, "place": place,
            "campus": where, "assignee_id": by.person_id, "window_start": clock.now(), "campaign": campaign,
        },
    )  # fmt: skip
    return start(inspection, by=by)


@action(on=Inspection, label="开始检查", when=(State.DUE,), asks=True, due="window_end", offline=True)
def start(inspection: Inspection, *, by: Actor) -> Inspection:
    """Take the checklist's present edition; from here on this performance keeps it."""
    return _started(inspection, by)


def begun_elsewhere(inspection: Inspection) -> str | None:
    """Missed, as far as we knew; but a phone that had no network says that it was begun in its window."""
    brought = clock.brought()
    if brought is None or brought.is_doubtful or inspection.window_end is None or brought.at > inspection.window_end:
        return f"{inspection} 已过时段，记为漏检；实际检查过的请用“补录”。"
    return None


@action(on=Inspection, label="开始检查（断网时）", when=(State.MISSED,), unless=begun_elsewhere, offline=True)
def start_unheard(inspection: Inspection, *, by: Actor) -> Inspection:
    """Begun in time where there was no network, and heard of after the window was closed as missed: it was not missed."""
    inspection.missed_at = None
    return _started(inspection, by)


def _started(inspection: Inspection, by: Actor) -> Inspection:
    at = clock.happened()
    if at < inspection.window_start - EARLY:
        raise Refused(f"还没到检查时段，请在 {_when(inspection.window_start)} 以后开始。")
    if inspection.checklist_id is not None:
        inspection.edition = _current_edition(inspection.school_id, inspection.checklist_id)
    if inspection.round_id is not None:
        inspection.point_count = RoundPoint.objects.of(inspection.school_id).filter(round=inspection.round_id).count()
    inspection.state, inspection.started_at, inspection.done_by_id = State.UNDER_WAY, at, by.person_id
    inspection.save()
    return inspection


@action(on=Inspection, label="到点", when=(State.UNDER_WAY,), offline=True)
def visit(
    inspection: Inspection, *, by: Actor, code: Annotated[str, Ask(label="点位二维码", widget="code")] = "",
    point: RoundPoint | None = None, reason: Annotated[str, Ask(label="扫不了码的原因")] = "",
    happened_at: Annotated[datetime | None, Ask(label="到点时间", help="没有网络、事后补传时填写")] = None,
) -> Inspection:  # fmt: skip
    """Prove a point of the round by its code, or say why not. Impossible walking is marked, never refused."""
    at = happened_at or _not_before_start(inspection)
    if at > clock.now() or (inspection.started_at is not None and at < inspection.started_at):
        raise Refused("到点时间必须在检查开始之后、现在之前。", field="happened_at")
    if code.strip():
        point, proof = point_of_code(inspection, code), PointVisit.Proof.SCAN
    elif point is not None and reason.strip():
        _check_point(inspection, point)
        proof = PointVisit.Proof.REASON
    else:
        raise Refused("请扫描点位二维码；扫不了时请选择点位并说明原因。", field="code")
    before = last_stood(inspection)
    walked = None if before is None else max(0, int((at - before.visited_at).total_seconds()))
    too_fast = before is not None and walked is not None and walked < least_walk(before, point)
    PointVisit(
        school_id=inspection.school_id, inspection=inspection, point=point, place=point.place, campus_id=inspection.campus_id,
        visited_at=at, proof=proof, reason=reason.strip(), walk_seconds=walked, too_fast=too_fast, visited_by_id=by.person_id,
    ).save()  # fmt: skip
    inspection.visited_count += 1
    inspection.too_fast_count += too_fast
    inspection.save()
    return inspection


def _not_before_start(inspection: Inspection) -> datetime:
    """Two things brought by a phone keep their order, even where its clock was set in between."""
    at = clock.happened()
    return at if inspection.started_at is None else max(at, inspection.started_at)


def _check_point(inspection: Inspection, point: RoundPoint) -> None:
    if point.round_id != inspection.round_id:
        raise Refused("这个点位不在本次巡查路线上。", field="point")
    if PointVisit.objects.of(inspection.school_id).filter(inspection=inspection, point=point).exists():
        raise Refused(f"“{point.place.name}”已经到过，不用再扫。", field="code")


@action(on=Inspection, label="提交检查", when=(State.UNDER_WAY,), asks=True, due="window_end", offline=True)
def finish(
    inspection: Inspection, *, by: Actor, answers: Annotated[list[Answer], Ask(label="检查结果")],
    rest_ok: Annotated[bool, Ask(label="其余正常", help="没有逐项点的“正常/异常”项一次记为正常，记录里会注明")] = False,
    note: Annotated[str, Ask(label="备注", widget="textarea")] = "",
) -> Inspection:  # fmt: skip
    """Answer the items; a fault becomes a finding and, if wished, a hazard or an order at once."""
    at, missing = _not_before_start(inspection), _points_missing(inspection)
    _complete(inspection, by, judge(inspection, answers, rest_ok=rest_ok), answers, at=at, missing=missing)
    inspection.state, inspection.note = State.DONE, note
    inspection.is_late = inspection.window_end is not None and at > inspection.window_end
    inspection.save()
    announce(InspectionFinished(inspection, by))
    return inspection


@action(on=Inspection, label="补录", when=(State.MISSED,), offline=True)
def enter_late(
    inspection: Inspection, *, by: Actor, answers: Annotated[list[Answer], Ask(label="检查结果")],
    happened_at: Annotated[datetime, Ask(label="实际检查时间")], reason: Annotated[str, Ask(label="没有按时录入的原因")],
    rest_ok: Annotated[bool, Ask(label="其余正常")] = False,
) -> Inspection:  # fmt: skip
    """Write down afterwards what was seen. It is stamped late and stays counted as missed."""
    if not inspection.window_start - EARLY <= happened_at <= clock.now():
        raise Refused("实际检查时间必须在时段开始之后、现在之前。", field="happened_at")
    if inspection.edition_id is None and inspection.checklist_id is not None:
        inspection.edition = _current_edition(inspection.school_id, inspection.checklist_id)
    _complete(inspection, by, judge(inspection, answers, rest_ok=rest_ok), answers, at=happened_at, missing=[])
    inspection.state, inspection.is_late, inspection.reason = State.LATE, True, reason
    inspection.save()
    return inspection


def _complete(
    inspection: Inspection, by: Actor, verdict: Verdict, answers: list[Answer], *, at: datetime, missing: list[str]
) -> None:
    problems = Problems()
    for message in (*missing, *verdict.problems):
        problems.add(message)
    for answer in answers:
        if answer.place is not None and answer.place.campus_id != inspection.campus_id:
            problems.add(f"“{answer.place.path}”不在{inspection.campus.name}，请选本次检查校区内的场所。")
    problems.stop()
    inspection.answers, inspection.rest_ok = verdict.answers, verdict.rest_ok
    inspection.fault_count, inspection.finished_at = len(verdict.faults), at
    inspection.done_by_id = by.person_id
    _keep_findings(inspection, by, verdict, {answer.item: answer for answer in answers}, at)


def _keep_findings(inspection: Inspection, by: Actor, verdict: Verdict, given: dict[str, Answer], at: datetime) -> None:
    """A row for each fault; photos lie with the fault they show, those of other items with the inspection."""
    faulty = {item.code for item in verdict.faults}
    place = _default_place(inspection) if faulty else None
    for item in verdict.faults:
        answer = given[item.code]
        finding = Finding(
            school_id=inspection.school_id, inspection=inspection, checklist_id=inspection.checklist_id, item_code=item.code, item_text=item.text,
            said=verdict.said(item), words=answer.words.strip(), place=answer.place or place, campus_id=inspection.campus_id,
            is_critical=item.is_critical, found_at=at, found_by_id=by.person_id,
        )  # fmt: skip
        finding.save()
        attach_all(finding, answer.photos, by, item.text)
        _hand_on(finding, answer.then, by)
    for answer in given.values():
        if answer.item not in faulty and answer.photos:
            attach_all(inspection, answer.photos, by, verdict.texts[answer.item])


def _hand_on(finding: Finding, then: Then, by: Actor) -> None:
    if then == Then.HAZARD:
        to_hazard(finding, by=by)
    elif then == Then.ORDER:
        to_order(finding, by=by)
    elif then == Then.ON_SPOT:
        fixed_on_spot(finding, by=by, handled=finding.words or "当场处理好")


def _default_place(inspection: Inspection) -> Place | None:
    """Where the fault is when nobody said: the place inspected, the point just visited, the campus itself."""
    place: Place | None = inspection.place
    visited = last_visit(inspection) if place is None and inspection.round_id is not None else None
    if visited is not None:
        place = visited.place
    if place is None:
        places = Place.objects.of(inspection.school_id).filter(campus_id=inspection.campus_id, is_active=True)
        place = places.filter(kind="campus").first()
    return place


def _points_missing(inspection: Inspection) -> list[str]:
    missing = unvisited_points(inspection)
    if not missing:
        return []
    names = "、".join(point.place.name for point in missing[:4]) + ("等" if len(missing) > 4 else "")
    return [f"还有 {len(missing)} 个点位没有到：{names}。请扫码，扫不了的说明原因。"]


def _current_edition(school_id: int, checklist_id: int) -> ChecklistVersion | None:
    found: ChecklistVersion | None = (
        ChecklistVersion.objects.of(school_id).filter(checklist=checklist_id, is_current=True).first()
    )
    return found


def _when(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%m月%d日 %H:%M}"
