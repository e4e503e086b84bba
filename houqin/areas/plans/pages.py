"""The screens of the plan that a declaration cannot describe: review, board, progress, calendar feed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from houqin.areas.plans import reads
from houqin.areas.plans.feed import calendar_of_tasks, feed_actor, feed_token
from houqin.areas.plans.models import PlanLine, Task, TaskKind
from houqin.areas.plans.records import GOAL, PLAN, TASK
from houqin.foundation.calendar import current_term
from houqin.foundation.models import Department, Term
from houqin.kernel import clock
from houqin.kernel.access import Actor, NotVisible
from houqin.kernel.access.posts import post_name
from houqin.kernel.figures import Period
from houqin.kernel.pages.door import actor_of, members_only, row_or_404

Became = PlanLine.Became
TABS = (("", "全部"), (Became.ITEM, "任务"), (Became.GOAL, "目标"), (Became.LEFT, "不立项"))


@members_only
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """What each line of the document became; corrected here before it becomes work."""
    actor = actor_of(request)
    plan = row_or_404(PLAN, actor, pk)
    lines = reads.lines_for_review(actor, plan)
    tab = request.GET.get("became", "")
    counts = {became: sum(line.became == became for line in lines) for became in Became.values}
    tabs = [(value, label, counts.get(value, len(lines)), tab == value) for value, label in TABS]
    shown = [line for line in lines if not tab or line.became == tab]
    policy = PLAN.policy
    context = {
        "plan": plan, "lines": shown, "tabs": tabs, "counts": counts, "posts": post_name,
        "here": f"/plans/{plan.pk}/review/" + (f"?became={tab}" if tab else ""),
        "may_adopt": plan.state == plan.State.REVIEW and policy.may(actor, "plans.plan.adopt", plan), "open": plan.state == plan.State.REVIEW,
    }  # fmt: skip
    return render(request, "plans/review.html", context)


def _term(request: HttpRequest, actor: Actor) -> tuple[Term | None, list[Term]]:
    terms = list(Term.objects.of(actor.school_id).order_by("-starts_on"))
    wanted = request.GET.get("term", "")
    return next((t for t in terms if str(t.pk) == wanted), None) or current_term(actor.school_id), terms


@members_only
def board(request: HttpRequest) -> HttpResponse:
    """The term month by month: mine, or everybody's."""
    actor = actor_of(request)
    term, terms = _term(request, actor)
    is_mine = request.GET.get("mine") == "1"
    rows = reads.mine(actor, term) if is_mine else reads.tasks_of(actor, term).order_by("due_on", "id")
    months = reads.by_month(rows)
    now = clock.today().replace(day=1)
    context = {
        "months": months,
        "term": term,
        "terms": terms,
        "mine": is_mine,
        "now": now,
        "todo": Task.State.TODO,
        "done": Task.State.DONE,
    }
    return render(request, "plans/board.html", context)


@members_only
def progress(request: HttpRequest) -> HttpResponse:
    """How far each department and post is, and how far each goal."""
    actor = actor_of(request)
    term, terms = _term(request, actor)
    names = dict(Department.objects.of(actor.school_id).values_list("id", "name"))
    goals = GOAL.visible_to(actor).filter(plan__term=term).exclude(plan__state="dropped") if term else []
    period = Period(term.starts_on, term.ends_on, str(term)) if term else Period(clock.today(), clock.today())
    kinds: dict[Any, str] = dict(TaskKind.choices)
    context = {
        "term": term, "terms": terms, "goals": reads.standings(actor, goals, period),
        "groups": [
            ("按部门", reads.progress(actor, term, "department", lambda v: names.get(v, "未定部门"))),
            ("按岗位", reads.progress(actor, term, "owner_post", lambda v: post_name(v) if v else "指定到人")),
            ("按类别", reads.progress(actor, term, "kind", lambda v: kinds.get(v, v))),
        ],
    }  # fmt: skip
    return render(request, "plans/progress.html", context)


@members_only
def subscribe(request: HttpRequest) -> HttpResponse:
    """The address of my calendar, for the phone's own calendar."""
    actor = actor_of(request)
    return render(request, "plans/subscribe.html", {"path": f"/tasks/feed/{feed_token(actor)}.ics"})


def feed(request: HttpRequest, token: str) -> HttpResponse:
    """iCalendar of one person's tasks. The address itself is the key; it shows tasks only."""
    actor = feed_actor(token)
    if actor is None or not TASK.policy.may(actor, "view"):
        raise NotVisible(TASK.key)
    return HttpResponse(calendar_of_tasks(actor), content_type="text/calendar; charset=utf-8")
