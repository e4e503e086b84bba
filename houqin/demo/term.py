"""The days of a term: rounds and checks, faults and repairs, hazards and tasks, as people would do them."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from houqin.areas.hazards import actions as hazards
from houqin.areas.hazards.clockwork import escalate_overdue
from houqin.areas.hazards.models import Hazard
from houqin.areas.inspections import actions as inspections
from houqin.areas.inspections.actions.doing import Answer, Then
from houqin.areas.inspections.clockwork import close_windows, open_windows
from houqin.areas.inspections.models import ChecklistItem, Inspection
from houqin.areas.inspections.reads import items_of, points_of
from houqin.areas.plans import actions as plans
from houqin.areas.plans.models import Task
from houqin.areas.procurement.models import Request
from houqin.areas.repairs import actions as repairs
from houqin.areas.repairs.clockwork import accept_what_nobody_answered
from houqin.areas.repairs.doors import scanner_at
from houqin.areas.repairs.models import RepairOrder, WorkKind
from houqin.areas.repairs.records import ORDER
from houqin.areas.suppliers.models import Supplier
from houqin.demo.buying import Buying
from houqin.demo.dealing import Dealing
from houqin.demo.events import Events
from houqin.demo.goods import REPAIRING
from houqin.demo.keeping import Keeping
from houqin.demo.school import Demo
from houqin.demo.side import Side, moment
from houqin.demo.storing import Storing
from houqin.demo.words import FAULT_WORDS, FAULTS, HAZARDS, PROTECTED, RECTIFIED, WEIGHTS
from houqin.foundation.calendar import Calendar, calendar_of
from houqin.foundation.models import Term
from houqin.foundation.posts import Post
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import add
from houqin.kernel.trail.seal import seal_school

Kind = ChecklistItem.Kind


class Play:
    """One term of one school. busy: how full the days are; 1 is a whole term, less is a thin one before it."""

    def __init__(self, demo: Demo, term: Term, *, busy: float = 1.0) -> None:
        self.demo, self.term, self.busy = demo, term, busy
        self.dice = demo.dice
        self.events = Events()
        self.kinds = _work_kinds(demo)
        self.storing = Storing(demo, self.events, term.code, busy)
        others = (Dealing, Buying, Keeping)
        self.sides: tuple[Side, ...] = (self.storing, *(side(demo, self.events, term.code, busy) for side in others))
        self.items: dict[int, list[ChecklistItem]] = {}

    def days(self) -> Iterator[date]:
        """Play day after day; yields each day played."""
        calendar = calendar_of(self.demo.school.pk, self.term.starts_on, self.term.ends_on)
        day = self.term.starts_on
        while day <= self.term.ends_on:
            with transaction.atomic():
                self._day(day, calendar)
            yield day
            day += timedelta(days=1)

    def _day(self, day: date, calendar: Calendar) -> None:
        school = self.demo.school
        with clock.at(moment(day, 6, 10)):
            opened: Any = open_windows(school, clock.now())
            for inspection in opened:
                self._plan_inspection(inspection)
        for side in self.sides:
            side.day(day, is_school_day=calendar.is_school_day(day))
        if calendar.is_school_day(day):
            self._plan_reports(day)
            with clock.at(moment(day, 7)):
                self._plan_leftovers(day)
            self._plan_hazards(day)
        self._plan_tasks(day)
        for hour in (8, 12, 18):
            self.events.at(moment(day, hour, 5), lambda: escalate_overdue(school, clock.now()))
        self.events.at(moment(day, 6, 20), lambda: accept_what_nobody_answered(school, clock.now()))
        self.events.play_until(moment(day, 23, 58))
        with clock.at(moment(day, 23, 59)):
            close_windows(school, clock.now())
            seal_school(school)

    # --- checks -------------------------------------------------------------------------------------------------

    def _plan_inspection(self, inspection: Inspection) -> None:
        if self.dice.random() < 0.03:
            return  # nobody came: it will be missed
        end = inspection.window_end or inspection.window_start + timedelta(hours=1)
        length = (end - inspection.window_start).total_seconds()
        start = inspection.window_start + timedelta(seconds=self.dice.uniform(0.05, 0.25) * min(length, 86400 * 3))
        start = max(start, clock.now())  # a window that opened before today is entered now, never back-dated
        self.events.at(start, lambda: self._walk(inspection))

    def _walk(self, inspection: Inspection) -> None:
        by = self._inspector(inspection)
        inspections.start(inspection, by=by)
        at = clock.now()
        for point in points_of(inspection):
            # Now and then somebody scans two points from one spot; the round is marked, not refused.
            at += timedelta(seconds=8 if self.dice.random() < 0.004 else self.dice.randint(70, 240))
            torn = self.dice.random() < 0.01
            self.events.at(at, partial(self._visit, inspection, point, by, torn))
        self.events.at(at + timedelta(seconds=self.dice.randint(60, 300)), lambda: self._finish(inspection, by))

    def _visit(self, inspection: Inspection, point: Any, by: Actor, torn: bool) -> None:
        if torn:
            inspections.visit(inspection, by=by, point=point, reason="二维码贴纸破损，已报更换")
        else:
            inspections.visit(inspection, by=by, code=point.place.code)

    def _inspector(self, inspection: Inspection) -> Actor:
        campus = self._campus_of(inspection)
        return self.demo.somebody(Post(inspection.assignee_post or Post.INSPECTOR), campus)

    def _finish(self, inspection: Inspection, by: Actor) -> None:
        items = self._items(inspection)
        answers = [a for item in items if (a := self._answer(item)) is not None]
        if self.dice.random() < 0.10 * self.busy:
            faulty = [i for i in items if i.kind == Kind.OK]
            if faulty:
                answers.append(self._fault(self.dice.choice(faulty)))
        inspections.finish(inspection, by=by, answers=answers, rest_ok=True)

    def _items(self, inspection: Inspection) -> list[ChecklistItem]:
        edition = inspection.edition_id or 0
        if edition not in self.items:
            self.items[edition] = items_of(inspection)
        return self.items[edition]

    def _answer(self, item: ChecklistItem) -> Answer | None:
        """A reading within its limits, the first good choice; plain items go with 其余正常."""
        if item.kind == Kind.NUMBER:
            low = float(item.low if item.low is not None else 0)
            high = float(item.high if item.high is not None else low + 10)
            return Answer(item=item.code, value=f"{low + (high - low) * self.dice.uniform(0.2, 0.8):.1f}")
        if item.kind == Kind.CHOICE:
            good = [c for c in item.choices if c not in item.fault_choices]
            return Answer(item=item.code, value=good[0]) if good else None
        if item.kind == Kind.TEXT and item.is_required:
            return Answer(item=item.code, value="无")
        return None

    def _fault(self, item: ChecklistItem) -> Answer:
        then = self.dice.choices((Then.ON_SPOT, Then.ORDER, Then.HAZARD), (55, 20, 25))[0]
        return Answer(item=item.code, value="fault", words=self.dice.choice(FAULT_WORDS), then=then)

    # --- repairs ------------------------------------------------------------------------------------------------

    def _plan_reports(self, day: date) -> None:
        for _ in range(self.dice.randint(9, 19) if self.busy >= 1 else self.dice.randint(5, 10)):
            self.events.at(moment(day, 7, 20) + timedelta(minutes=self.dice.randint(0, 560)), self._report)

    def _plan_leftovers(self, day: date) -> None:
        """What a check handed on, and what somebody forgot: dispatched in the morning, repaired in the end."""
        orders = RepairOrder.objects.of(self.demo.school).select_related("campus").order_by("id")
        yesterday, long_ago = moment(day, 0), moment(day, 0) - timedelta(days=9)
        bought = (
            Request.objects.of(self.demo.school).filter(origin_kind=RepairOrder._meta.label_lower).values("origin_id")
        )
        for order in orders.filter(state=RepairOrder.State.OPEN, reported_at__lt=yesterday).exclude(pk__in=bought):
            self.events.at(moment(day, 7, 50), partial(self._dispatch, order, self._campus_of(order), ""))
        for order in orders.filter(state=RepairOrder.State.ASSIGNED, assigned_at__lt=long_ago, worker__isnull=False):
            worker = next(a for held in self.demo.actors.values() for a in held if a.person_id == order.worker_id)
            self.events.at(self._soon(60, 400), partial(self._repair, order, worker, self._campus_of(order), ""))

    def _campus_of(self, row: Any) -> int:
        return next(i for i, c in enumerate(self.demo.campuses) if c.pk == row.campus_id)

    def _report(self) -> None:
        trade = self.dice.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
        words, work, kind = self.dice.choice(FAULTS[trade])
        campus = self.dice.choices((0, 1), (3, 2))[0]
        place = self.dice.choice(self.demo.places_at(campus, kind))
        urgent = self.dice.random() < 0.04
        if self.dice.random() < 0.3:
            order = repairs.report(
                by=scanner_at(place, device="微信", member=None), place=place, fault=words, is_urgent=urgent
            )
        else:
            by = self.demo.somebody(self.dice.choice((Post.TEACHER, Post.CLASS_TEACHER)), campus)
            order = add(ORDER, by=by, values={"place": place, "fault": words, "is_urgent": urgent})
        self.events.at(self._soon(20, 240), lambda: self._dispatch(order, campus, work))

    def _soon(self, least: int, most: int) -> datetime:
        """Some minutes on, moved out of the night and of the weekend."""
        later = timezone.localtime(clock.now() + timedelta(minutes=self.dice.randint(least, most)))
        if later.hour >= 17 or later.hour < 7:
            later = moment(later.date() + timedelta(days=later.hour >= 17), 7, 40) + timedelta(
                minutes=self.dice.randint(0, 90)
            )
        return later + timedelta(days=(7 - later.weekday()) if later.weekday() >= 5 else 0)

    def _dispatch(self, order: RepairOrder, campus: int, work: str) -> None:
        order.refresh_from_db()
        if order.state != RepairOrder.State.OPEN:
            return
        if self.dice.random() < 0.03:
            firm = self.dice.choice(list(_contractors(self.demo)))
            repairs.assign(order, by=self.demo.somebody(Post.OFFICER), contractor=firm)
            worker = self.demo.somebody(Post.OFFICER)
        else:
            worker = self.demo.somebody(Post.REPAIRER, campus)
            repairs.assign(order, by=self.demo.somebody(Post.OFFICER), worker=self.demo.people[worker.person_id or 0])
        if self.dice.random() < 0.985:
            self.events.at(self._soon(40, 1500), lambda: self._repair(order, worker, campus, work))

    def _repair(self, order: RepairOrder, worker: Actor, campus: int, work: str) -> None:
        order.refresh_from_db()
        if order.state != RepairOrder.State.ASSIGNED:
            return
        kind = self._kind(order, work)
        quantity = Decimal(self.dice.choices((1, 2, 3, 4), (70, 18, 8, 4))[0])
        lines = [repairs.Work(kind, quantity)]
        cost = Decimal(self.dice.choice((0, 0, 0, 8, 15, 26, 45, 80))) * quantity
        used = self.storing.materials_for(order)
        minutes = self.dice.randint(10, 90)
        repairs.finish(order, by=worker, lines=lines, used=used, minutes=minutes, cost=Decimal(0) if used else cost)
        if self.dice.random() < 0.75:
            self.events.at(self._soon(30, 2000), lambda: self._accept(order, campus))

    def _kind(self, order: RepairOrder, work: str) -> WorkKind:
        """The line of work the report was written with; else one whose part it speaks of, else any of its trade."""
        named = [k for k in self.kinds if work and work in (k.name, *k.words.split("、"))]
        named = named or [k for k in self.kinds if work and work[-2:] in k.name]
        named = named or [k for k in self.kinds if k.part and k.part in order.fault]
        return self.dice.choice(named or [k for k in self.kinds if k.trade == order.trade] or self.kinds)

    def _accept(self, order: RepairOrder, campus: int) -> None:
        by = self.demo.somebody(Post.OFFICER)
        order.refresh_from_db()
        if order.state != RepairOrder.State.DONE:
            return
        if self.dice.random() < 0.025:
            repairs.reopen(order, by=by, reason="过了半天又坏了")
            worker = self.demo.somebody(Post.REPAIRER, campus)
            repairs.reassign(order, by=by, worker=self.demo.people[worker.person_id or 0])
            self.events.at(self._soon(60, 900), lambda: self._repair(order, worker, campus, ""))
        else:
            repairs.accept(order, by=by, rating=self.dice.choices((5, 4, 3, 2), (66, 26, 6, 2))[0])

    # --- hazards ------------------------------------------------------------------------------------------------

    def _plan_hazards(self, day: date) -> None:
        if self.dice.random() < 0.75 * self.busy:
            self.events.at(moment(day, 8) + timedelta(minutes=self.dice.randint(0, 500)), self._hazard)
        waiting = Hazard.objects.of(self.demo.school).filter(state=Hazard.State.FOUND)
        for hazard in waiting.order_by("id"):
            self.events.at(
                moment(day, 7, 45) + timedelta(minutes=self.dice.randint(0, 60)),
                partial(self._assign_hazard, hazard),
            )

    def _hazard(self) -> None:
        campus = self.dice.choice((0, 1))
        by = self.demo.somebody(self.dice.choice((Post.INSPECTOR, Post.GUARD, Post.TEACHER)), campus)
        hazard = hazards.report(
            by=by, place=self.dice.choice(self.demo.places_at(campus)), what=self.dice.choice(HAZARDS)
        )
        self.events.at(self._soon(15, 150), lambda: self._assign_hazard(hazard))

    def _assign_hazard(self, hazard: Hazard) -> None:
        hazard.refresh_from_db()
        if hazard.state != Hazard.State.FOUND:
            return
        campus = self._campus_of(hazard)
        owner = self.demo.somebody(Post.REPAIRER, campus)
        hazards.assign(hazard, by=self.demo.somebody(Post.DIRECTOR), owner=self.demo.people[owner.person_id or 0])
        if self.dice.random() < 0.3:
            hazards.protect(hazard, by=owner, protection=self.dice.choice(PROTECTED))
        if self.dice.random() < 0.97:
            self.events.at(self._soon(60, 2600), lambda: self._rectify(hazard, owner, campus))

    def _rectify(self, hazard: Hazard, owner: Actor, campus: int) -> None:
        hazard.refresh_from_db()
        if hazard.state != Hazard.State.ASSIGNED:
            return
        hazards.rectify(hazard, by=owner, note=self.dice.choice(RECTIFIED), reading=f"扫码 {hazard.place.code}")
        self.events.at(self._soon(60, 1400), lambda: self._reinspect(hazard, owner, campus))

    def _reinspect(self, hazard: Hazard, owner: Actor, campus: int) -> None:
        hazard.refresh_from_db()
        if hazard.state != Hazard.State.RECTIFIED:
            return
        ok = self.dice.random() < 0.94
        hazards.reinspect(
            hazard, by=self.demo.somebody(Post.INSPECTOR, campus), ok=ok, note="现场核对" if ok else "处理不彻底"
        )
        if not ok:
            self.events.at(self._soon(120, 1400), lambda: self._rectify(hazard, owner, campus))

    # --- tasks --------------------------------------------------------------------------------------------------

    def _plan_tasks(self, day: date) -> None:
        due = Task.objects.of(self.demo.school).filter(state=Task.State.TODO, due_on=day)
        for task in due.order_by("id"):
            if self.dice.random() < 0.93:
                self.events.at(
                    moment(day, 9) + timedelta(minutes=self.dice.randint(0, 420)), partial(self._finish_task, task)
                )

    def _finish_task(self, task: Task) -> None:
        task.refresh_from_db()
        if task.state != Task.State.TODO:
            return  # a check that was done has done it
        plans.finish(task, by=self.demo.somebody(Post.OFFICER), note="已按计划完成")


def _work_kinds(demo: Demo) -> list[WorkKind]:
    return list(WorkKind.objects.of(demo.school).filter(is_active=True).order_by("id"))


def _contractors(demo: Demo) -> Any:
    return Supplier.objects.of(demo.school).filter(name__in=REPAIRING).order_by("id")
