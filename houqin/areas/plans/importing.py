"""Reading a plan in and adopting it in one go, for the command line and the demo."""

from dataclasses import dataclass
from typing import Any

from houqin.areas.plans import actions
from houqin.areas.plans.models import Plan, PlanLine, Task
from houqin.foundation.models import Term
from houqin.kernel.access import Actor
from houqin.kernel.actions import Refused
from houqin.kernel.files import upload_from
from houqin.kernel.rows import School


@dataclass(frozen=True, slots=True)
class Imported:
    plan: Plan
    items: int
    goals: int
    left: int
    tasks: int

    def as_json(self) -> dict[str, Any]:
        return {
            "plan": self.plan.pk,
            "title": self.plan.title,
            "items": self.items,
            "goals": self.goals,
            "left": self.left,
            "tasks": self.tasks,
        }

    def said(self) -> str:
        return f"《{self.plan.title}》：{self.items} 项工作立为 {self.tasks} 个任务，{self.goals} 个目标，{self.left} 行不立项。"


def import_plan(
    school: School, data: bytes, *, filename: str, term_code: str | None = None, by: Actor | None = None
) -> Imported:
    """Raises Refused when the file cannot be read, the term is unknown, or the plan was read in before."""
    by = by or Actor.system(school.pk, "命令行")
    term = None
    if term_code:
        term = Term.objects.of(school).filter(code=term_code).first()
        if term is None:
            raise Refused(f"本校没有设学期 {term_code}；请先在“学期”里新增。")
    plan = actions.read_in(by=by, files=[upload_from(data, filename)], term=term)
    actions.adopt(plan, by=by)
    lines = PlanLine.objects.of(school).filter(plan=plan)
    counts = {became: lines.filter(became=became).count() for became in PlanLine.Became.values}
    tasks = Task.objects.of(school).filter(plan=plan).count()
    return Imported(plan, counts["item"], counts["goal"], counts["left"], tasks)
