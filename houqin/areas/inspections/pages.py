"""The phone's pages: what is mine today, the round and its points, the one-screen checklist."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone

from houqin.areas.inspections import actions
from houqin.areas.inspections.actions.doing import EARLY, Then
from houqin.areas.inspections.judging import Verdict, is_fault
from houqin.areas.inspections.models import Checklist, ChecklistItem, ChecklistVersion, Inspection, plain
from houqin.areas.inspections.reads import items_of, points_of, visits_of, waiting_for
from houqin.areas.inspections.records import CHECKLIST, INSPECTION
from houqin.areas.inspections.scanning import sealed_code
from houqin.areas.inspections.sheet import answers_from, lines_of, places_for
from houqin.foundation.posts import LEADERS, Post
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Refused, perform
from houqin.kernel.declare import Panel, register
from houqin.kernel.offline import Held, held, is_queued, is_to_be_held, refused
from houqin.kernel.pages.doing import action_view
from houqin.kernel.pages.door import actor_of, is_htmx, members_only, new_submission, row_or_404, url_of
from houqin.kernel.pages.forms import LinesInput, action_form
from houqin.kernel.pages.home import HomeNumber, Quick, add_number, add_quick
from houqin.kernel.pages.nav import NavItem, add_page

State = Inspection.State
TODAY = "/inspections/today/"
MOST_HELD = 30
ROUNDERS = frozenset({
    Post.GUARD, Post.INSPECTOR, Post.REPAIRER, Post.DORM_MANAGER, Post.CANTEEN_MANAGER, Post.CLEANER, Post.STOREKEEPER, Post.BUS_ATTENDANT,
})  # fmt: skip


def _open_count(actor: Actor) -> int:
    return waiting_for(INSPECTION.visible_to(actor), actor, clock.now() + EARLY).count()


def _missed_count(actor: Actor) -> int:
    week_ago = clock.now() - timedelta(days=7)
    return int(INSPECTION.visible_to(actor).filter(missed_at__gte=week_ago).count())


add_page(NavItem(label="今天的检查", url=TODAY, icon="clipboard-check", group="检查", order=10))
add_quick(Quick(label="今天的检查", url=TODAY, icon="clipboard-check", who=ROUNDERS, order=10))
add_number(HomeNumber(label="待做的检查", url=TODAY, count=_open_count, who=ROUNDERS, order=10))
add_number(
    HomeNumber(
        label="近七天漏检", url="/inspections/?state=missed", count=_missed_count, who=LEADERS, alarm=True, order=30
    )
)


def _results(inspection: Inspection, actor: Actor) -> str:
    """Item by item, as answered; what was passed with 其余正常 says so."""
    if not inspection.answers:
        return ""
    rest, verdict = set(inspection.rest_ok), Verdict(answers=inspection.answers)
    told = [
        (item, verdict.said(item), item.code in rest, is_fault(item, str(inspection.answers[item.code])))
        for item in items_of(inspection)
        if item.code in inspection.answers
    ]
    return render_to_string("inspections/results.html", {"told": told})


register.panel(Inspection, Panel(title="检查结果", render=_results))


@members_only
def today(request: HttpRequest) -> HttpResponse:
    """Mine now, mine later today, what I have done today, what of mine was missed and may be entered late."""
    actor, now = actor_of(request), clock.now()
    rows = INSPECTION.visible_to(actor).select_related("campus", "round", "place", "done_by")
    end = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    mine = INSPECTION.policy.mine(actor, actions.start.key)
    context = {
        "now_due": list(waiting_for(rows, actor, now + EARLY)),
        "later": list(rows.filter(mine, state=State.DUE, window_start__gt=now + EARLY, window_start__lt=end).order_by("window_start")),
        "done": list(rows.filter(done_by=actor.person_id, finished_at__gte=end - timedelta(days=1)).order_by("-finished_at")),
        "missed": list(rows.filter(mine, state=State.MISSED, missed_at__gte=end - timedelta(days=3)).order_by("-window_end")[:20]),
        "may_begin": INSPECTION.policy.may(actor, actions.begin.key),
        "may_install": CHECKLIST.policy.may(actor, actions.install_checklists.key) and not CHECKLIST.visible_to(actor).exists(),
    }  # fmt: skip
    return render(request, "inspections/today.html", context)


@held
def todays_checks(actor: Actor) -> Iterator[Held]:
    """Mine of today with all that is needed to do them: also those whose window has not begun."""
    yield Held(url=TODAY, title="今天的检查", group="检查")
    editions = dict(ChecklistVersion.objects.of(actor.school_id).filter(is_current=True).values_list("checklist", "pk"))
    for one in _todays(actor):
        version = f"{one.version}-{one.edition_id or editions.get(one.checklist_id, 0)}"
        tails = {State.DUE: ("start/", "finish/"), State.UNDER_WAY: ("finish/",), State.MISSED: ("enter-late/",)}
        for tail in tails[State(one.state)]:
            yield Held(url=url_of(INSPECTION, one, tail), title=_held_title(one, tail), group="检查", version=version)


def _todays(actor: Actor) -> list[Inspection]:
    start = timezone.localtime(clock.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = INSPECTION.visible_to(actor).filter(INSPECTION.policy.mine(actor, actions.start.key))
    near = Q(state=State.UNDER_WAY) | Q(state=State.DUE, window_start__lt=start + timedelta(days=1))
    late = Q(state=State.MISSED, missed_at__gte=start - timedelta(days=2))
    return list(rows.filter(near | late).order_by("window_start", "id")[:MOST_HELD])


def _held_title(inspection: Inspection, tail: str) -> str:
    kind = {"start/": "开始", "finish/": "检查表", "enter-late/": "补录"}[tail]
    return f"{inspection.title} · {kind}"


@members_only
def start_page(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    inspection = row_or_404(INSPECTION, actor, pk)
    INSPECTION.policy.require(actor, actions.start.key, inspection)
    unheard = inspection.state == State.MISSED and is_queued(request)
    if inspection.state != State.DUE and not unheard:
        return redirect(_next(inspection))
    if request.method == "POST":
        act: Any = actions.start_unheard if unheard else actions.start
        perform(act, inspection, by=actor, values={}, submission=request.POST.get("submission"))
        return redirect(_next(inspection))
    context = {"inspection": inspection, "points": points_of(inspection), "submission": new_submission()}
    return render(request, "inspections/start.html", context)


def _next(inspection: Inspection) -> str:
    return url_of(INSPECTION, inspection, "finish/" if inspection.state == State.UNDER_WAY else "")


@members_only
def finish_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The checklist on one screen; a refusal shows it again with everything typed."""
    actor = actor_of(request)
    inspection = row_or_404(INSPECTION, actor, pk)
    INSPECTION.policy.require(actor, actions.finish.key, inspection)
    if inspection.state == State.DUE:
        if not is_to_be_held(request):
            return redirect(url_of(INSPECTION, inspection, "start/"))
        return _sheet_page(request, _with_edition(inspection), actor, [], late=False)
    if request.method != "POST" and inspection.state != State.UNDER_WAY:
        return redirect(url_of(INSPECTION, inspection))
    problems: list[str] = []
    if request.method == "POST":
        values = {
            "answers": answers_from(inspection, request, actor), "rest_ok": "rest_ok" in request.POST, "note": request.POST.get("note", "")[:300]
        }  # fmt: skip
        problems = _done(request, actor, inspection, actions.finish, values)
        if not problems:
            return _finished(request, inspection)
    return _sheet_page(request, inspection, actor, problems, late=False)


@members_only
def enter_late_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The same checklist for what was seen but not entered in time."""
    actor = actor_of(request)
    inspection = row_or_404(INSPECTION, actor, pk)
    INSPECTION.policy.require(actor, actions.enter_late.key, inspection)
    if request.method != "POST" and inspection.state != State.MISSED:
        return redirect(url_of(INSPECTION, inspection))
    _with_edition(inspection)
    problems: list[str] = []
    if request.method == "POST":
        try:
            happened_at = forms.DateTimeField().clean(request.POST.get("happened_at"))
        except forms.ValidationError:
            problems = ["请填写实际检查时间。"]
        else:
            values = {
                "answers": answers_from(inspection, request, actor), "rest_ok": "rest_ok" in request.POST, "happened_at": happened_at,
                "reason": request.POST.get("reason", "").strip()[:200],
            }  # fmt: skip
            problems = _done(request, actor, inspection, actions.enter_late, values)
            if not problems:
                return _finished(request, inspection)
    return _sheet_page(request, inspection, actor, problems, late=True)


def _with_edition(inspection: Inspection) -> Inspection:
    """The questions it will have when it is begun: for the page of one that is not."""
    if inspection.edition_id is None and inspection.checklist_id is not None:
        inspection.edition = inspection.checklist.versions.filter(school=inspection.school_id, is_current=True).first()
    return inspection


def _done(request: HttpRequest, actor: Actor, inspection: Inspection, act: Any, values: dict[str, Any]) -> list[str]:
    """Do it; the sentences of a refusal, or nothing."""
    try:
        perform(act, inspection, by=actor, values=values, submission=request.POST.get("submission"))
    except Refused as refused:
        return [problem.message for problem in refused.problems]
    return []


def _finished(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    inspection.refresh_from_db()
    found = f"，发现异常 {inspection.fault_count} 项" if inspection.fault_count else "，一切正常"
    messages.success(request, f"“{inspection.title}”已提交{found}。")
    return redirect(TODAY if not inspection.fault_count else url_of(INSPECTION, inspection))


def _sheet_page(
    request: HttpRequest, inspection: Inspection, actor: Actor, problems: list[str], *, late: bool
) -> HttpResponse:
    lines = lines_of(inspection, request, problems)
    beside = {line.problem for line in lines}
    context = {
        "inspection": inspection, "lines": lines, "late": late, "thens": [then for then in Then if then != Then.LATER],
        "places": places_for(inspection, actor), "problems": [p for p in problems if p not in beside], "refused": bool(problems),
        "submission": request.POST.get("submission") or new_submission(), "told": request.POST, "now": clock.now(),
        **_points(inspection),
    }  # fmt: skip
    page = render(request, "inspections/sheet.html", context, status=422 if problems else 200)
    return refused(page, problems) if problems else page


def _points(inspection: Inspection, problem: str = "") -> dict[str, Any]:
    visits = visits_of(inspection)
    points = [
        (point, visits.get(point.pk), sealed_code(inspection, point.place.code)) for point in points_of(inspection)
    ]
    waiting = [point for point, visit, _ in points if visit is None]
    return {"points": points, "waiting": waiting, "problem": problem, "visit_submission": new_submission()}


@members_only
def visit_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A scanned code or a reason; answers with the list of points alone, so that what is typed below stays."""
    actor = actor_of(request)
    inspection = row_or_404(INSPECTION, actor, pk)
    INSPECTION.policy.require(actor, actions.visit.key, inspection)
    if request.method != "POST":
        return redirect(_next(inspection))
    point = next((p for p in points_of(inspection) if str(p.pk) == request.POST.get("point")), None)
    values = {"code": request.POST.get("code", ""), "point": point, "reason": request.POST.get("reason", "")[:120]}
    problems = _done(request, actor, inspection, actions.visit, values)
    if is_queued(request) and problems:
        return refused(HttpResponse(status=422), problems)
    if is_htmx(request):
        context = {"inspection": inspection, **_points(inspection, "；".join(problems))}
        return render(request, "inspections/points.html", context)
    for sentence in problems:
        messages.warning(request, sentence)
    return redirect(_next(inspection))


@members_only
def install_page(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    CHECKLIST.policy.require(actor, actions.install_checklists.key)
    if request.method == "POST":
        before = CHECKLIST.visible_to(actor).count()
        actions.install_checklists(by=actor)
        messages.success(
            request, f"已装入 {CHECKLIST.visible_to(actor).count() - before} 份检查表，可以修订成本校自己的。"
        )
        return redirect(url_of(CHECKLIST))
    return render(request, "inspections/install.html")


@members_only
def revise_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The kernel's form of the action, filled with the present edition."""
    if request.method == "POST":
        answer: HttpResponse = action_view(CHECKLIST, actions.revise)(request, pk=pk)
        return answer
    actor = actor_of(request)
    checklist = row_or_404(CHECKLIST, actor, pk)
    CHECKLIST.policy.require(actor, actions.revise.key, checklist)
    form = action_form(actions.revise, actor, request, checklist)
    argument = next(a for a in actions.revise.arguments if a.parts)
    form.lines = (LinesInput(argument, actor, checklist, present_lines(checklist)),)
    context = {
        "type": CHECKLIST, "row": checklist, "form": form, "title": actions.revise.label, "button": "存为新版", "submission": new_submission(),
        "back": url_of(CHECKLIST, checklist),
    }  # fmt: skip
    return render(request, "kernel/form.html", context)


def present_lines(checklist: Checklist) -> dict[str, str]:
    """The present edition as the form's repeated rows would send it."""
    items = ChecklistItem.objects.of(checklist.school_id).filter(edition__checklist=checklist, edition__is_current=True)
    told: dict[str, str] = {}
    for n, item in enumerate(items.order_by("position")):
        parts = {
            "text": item.text, "kind": item.kind, "unit": item.unit, "low": plain(item.low), "high": plain(item.high),
            "choices": "、".join(f"!{word}" if word in item.fault_choices else word for word in item.choices), "hint": item.hint, "code": item.code,
        }  # fmt: skip
        flags = {"required": item.is_required, "critical": item.is_critical, "photo_when_fault": item.photo_when_fault}
        told |= {f"items-{n}-{name}": value for name, value in parts.items()}
        told |= {f"items-{n}-{name}": "on" for name, on in flags.items() if on}
    return told
