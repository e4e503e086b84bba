from urllib.parse import urlencode

from django.utils.html import format_html

from houqin.areas.plans import actions
from houqin.areas.plans.counting import kind_of
from houqin.areas.plans.models import Goal, Plan, PlanLine, Task, TaskKind
from houqin.areas.stocktakes.actions import begin
from houqin.areas.stocktakes.models import Stocktake
from houqin.foundation.posts import EVERYONE, LEADERS, OFFICE
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.declare import Access, Api, ListPage, Panel, RecordType, Related, Section, Sheet, register
from houqin.kernel.pages.home import HomeNumber, Quick, add_number, add_quick
from houqin.kernel.pages.nav import NavItem, add_page

PLANNERS = OFFICE

PLAN = register.add(RecordType(
    key="plans.plan", path="plans", model=Plan, icon="file-text", group="计划", made_by=actions.read_in, attachments=True,
    list_page=ListPage(columns=("title", "term", "campus", "state", "recorded_at"), filters=("state", "term"), search=("title",)),
    facts=("title", "term", "campus", "file_name"),
    related=(Related(record="plans.goal", link="plan", title="目标"), Related(record="plans.line", link="plan", title="各行成了什么")),
    api=Api(read=("title", "term", "campus", "state")),
    access=Access(
        view=EVERYONE, scope={}, verbs={actions.read_in: PLANNERS, actions.adopt: PLANNERS, actions.drop_plan: PLANNERS},
    ),
))  # fmt: skip

LINE = register.add(RecordType(
    key="plans.line", path="plans/lines", model=PlanLine, icon="list",
    list_page=ListPage(
        columns=("title", "became", "when_said", "owner_post", "kind", "why"), filters=("plan", "became", "month"), search=("text",), order="line"
    ),
    facts=("plan", "line", "text", "became", "why", "title", "section", "when_said", "kind", "owners", "department", "owner_post", "owner", "checklist"),
    api=Api(read=("plan", "line", "text", "became", "why", "title", "month", "week", "on", "owner_post")),
    access=Access(view=EVERYONE, verbs={
        actions.correct: PLANNERS, actions.split: PLANNERS, actions.leave: PLANNERS, actions.keep: PLANNERS, actions.assign_line: PLANNERS,
    }),
))  # fmt: skip

GOAL = register.add(RecordType(
    key="plans.goal", path="plans/goals", model=Goal, icon="star", group="计划",
    list_page=ListPage(columns=("text", "operator", "value", "unit", "figure"), filters=("plan",)),
    form=(Section(title="目标", fields=("plan", "text", "said", "operator", "value", "unit")),),
    facts=("figure",),
    api=Api(read=("plan", "text", "operator", "value", "unit", "figure"), write=("plan", "text", "operator", "value", "unit")),
    access=Access(view=EVERYONE, add=PLANNERS, change=PLANNERS, delete=PLANNERS, verbs={actions.bind: PLANNERS}),
))  # fmt: skip

TASK = register.add(RecordType(
    key="plans.task", path="tasks", model=Task, icon="clipboard-check", group="计划", number="RW-{year}-{n:05}", prepare=actions.prepare_task,
    attachments=True,
    list_page=ListPage(
        columns=("title", "kind", "owner_post", "owner", "due_on", "state"),
        filters=("state", "kind", "term", "department", "campus", "owner_post", "due_on"), search=("title", "number"), order="due_on",
    ),
    form=(Section(title="任务", fields=("title", "kind", "term", "campus", "department", "owner_post", "owner", "opens_on", "due_on", "checklist")),),
    facts=("number", "plan", "line", "done_at", "done_by", "note", "carried_from"),
    sheet=Sheet(key=("number",), columns=("number", "title", "kind", "term__code", "department__name", "owner_post", "opens_on", "due_on", "state")),
    api=Api(read=("number", "title", "kind", "term", "owner_post", "owner", "opens_on", "due_on", "state", "done_at"),
        write=("title", "kind", "term", "opens_on", "due_on")),
    access=Access(
        view=EVERYONE | {"@owner", "@post"},  # a plan's tasks are the whole school's: those of a campus see the ones that name them
        add=PLANNERS, change=PLANNERS, delete=(), scope={"campus": "campus_id"},
        relations={"owner": "owner_id", "post": "owner_post"},
        verbs={
            actions.finish: PLANNERS | {"@owner", "@post"}, actions.hand_to: PLANNERS | {"@owner", "@post"}, actions.reopen: PLANNERS,
            actions.drop: PLANNERS, actions.carry_over: PLANNERS,
        },
    ),
))  # fmt: skip


def _review_link(plan: Plan, actor: Actor) -> str:
    count = PlanLine.objects.of(plan.school_id).filter(plan=plan).count()
    return format_html(
        '<a class="btn btn-primary btn-lg w-100" href="/plans/{}/review/">逐行核对（{} 行）</a>', plan.pk, count
    )


def _open_inspection(task: Task, actor: Actor) -> str:
    """A task that is really an inspection opens that very form."""
    if task.checklist_id is None or task.state != Task.State.TODO:
        return ""
    return format_html(
        '<a class="btn btn-primary btn-lg w-100" href="/inspections/new/?checklist={}">打开《{}》</a>',
        task.checklist_id,
        task.checklist,
    )


def _begin_stocktake(task: Task, actor: Actor) -> str:
    """A task that is really a stocktake begins one of its own name; when that closes, the task is done."""
    counts = register.for_model(Stocktake)
    if task.kind != TaskKind.STOCKTAKE or task.state != Task.State.TODO or not counts.policy.may(actor, begin.key):
        return ""
    known = {"title": task.title, "due_on": task.due_on, "campus": task.campus_id or "", "kind": kind_of(task)}
    return format_html(
        '<a class="btn btn-primary btn-lg w-100" href="/{}/new/?{}">开始盘点</a>', counts.path, urlencode(known)
    )


register.panel(Plan, Panel(title="核对", render=_review_link))
register.panel(Task, Panel(title="这项任务就是一次盘点", render=_begin_stocktake))
register.panel(Task, Panel(title="这项任务就是一次检查", render=_open_inspection))

add_page(NavItem(label="任务月历", url="/tasks/board/", icon="calendar", group="计划", order=10))
add_page(NavItem(label="计划进度", url="/tasks/progress/", icon="chart-bar", group="计划", order=11))
add_quick(Quick(label="任务月历", url="/tasks/board/", icon="calendar", who=LEADERS | OFFICE, order=40))


def _overdue(actor: Actor) -> int:
    count: int = TASK.visible_to(actor).filter(state=Task.State.TODO, due_on__lt=clock.today()).count()
    return count


add_number(
    HomeNumber(label="超期任务", url="/tasks/?state=todo", count=_overdue, who=LEADERS | OFFICE, alarm=True, order=30)
)
