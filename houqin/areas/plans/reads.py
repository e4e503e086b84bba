"""Questions over plans and tasks: what is mine, how far each department is, how far each goal."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet

from houqin.areas.plans.models import Goal, PlanLine, Task
from houqin.areas.plans.records import LINE, TASK
from houqin.foundation.models import Term
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.figures import Period, figures, value

State = Task.State
COUNTED = (State.TODO, State.DONE)


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of a group's tasks are done and late. share: percent done, of those neither dropped nor carried on."""

    label: str
    total: int
    done: int
    overdue: int
    query: str

    @property
    def share(self) -> int:
        return round(100 * self.done / self.total) if self.total else 0


@dataclass(frozen=True, slots=True)
class Standing:
    """A goal beside its figure. met: None when nothing is measured yet."""

    goal: Goal
    present: Decimal | None
    gap: Decimal | None
    met: bool | None
    url: str


def tasks_of(actor: Actor, term: Term | None) -> "QuerySet[Any]":
    rows = TASK.visible_to(actor).select_related("owner", "department")
    return rows.filter(term=term) if term is not None else rows.none()  # type: ignore[no-any-return]


def mine(actor: Actor, term: Term | None) -> "QuerySet[Any]":
    """Tasks that name this person, or a post this person holds."""
    named = Q(owner_id=actor.person_id) if actor.person_id else Q(pk__in=())
    return (
        tasks_of(actor, term).filter(named | Q(owner__isnull=True, owner_post__in=actor.posts)).order_by("due_on", "id")
    )


def by_month(rows: Iterable[Any]) -> dict[date, list[Any]]:
    """Tasks under the first day of the month in which they fall due."""
    months: dict[date, list[Any]] = defaultdict(list)
    for row in rows:
        months[row.due_on.replace(day=1)].append(row)
    return dict(sorted(months.items()))


def progress(actor: Actor, term: Term | None, field: str, label_of: Any) -> list[Progress]:
    """Progress grouped by a field of the task (`department`, `owner_post`, `kind`)."""
    today = clock.today()
    told = (
        tasks_of(actor, term).filter(state__in=COUNTED).order_by().values(field)
        .annotate(total=Count("pk"), done=Count("pk", filter=Q(state=State.DONE)), late=Count("pk", filter=Q(state=State.TODO, due_on__lt=today)))
        .order_by("-total")
    )  # fmt: skip
    return [
        Progress(label_of(one[field]), one["total"], one["done"], one["late"], f"{field}={one[field] or ''}")
        for one in told
    ]


def lines_for_review(actor: Actor, plan: Any) -> list[PlanLine]:
    rows = (
        LINE.visible_to(actor)
        .filter(plan=plan)
        .select_related("owner", "department", "checklist")
        .order_by("line", "id")
    )
    return list(rows)


def standings(actor: Actor, goals: Iterable[Goal], period: Period) -> list[Standing]:
    return [_standing(actor, goal, period) for goal in goals]


def _standing(actor: Actor, goal: Goal, period: Period) -> Standing:
    if goal.figure not in figures:
        return Standing(goal, None, None, None, "")
    figure = figures.get(goal.figure)
    url = f"/figures/{figure.key}/?from={period.start}&to={period.end}"
    if not figure.of.policy.may(actor, "view"):
        return Standing(goal, None, None, None, "")
    present = value(figure, by=actor, period=period).number
    if present is None:
        return Standing(goal, None, None, None, url)
    return Standing(goal, present, present - goal.value, _met(goal, present), url)


def _met(goal: Goal, present: Decimal) -> bool:
    match goal.operator:
        case ">=":
            return present >= goal.value
        case "<=":
            return present <= goal.value
        case ">":
            return present > goal.value
        case "<":
            return present < goal.value
    return present == goal.value
