"""A task that is really an inspection or a stocktake is done when that is: nobody says it twice."""

from houqin.areas.inspections.facts import InspectionFinished
from houqin.areas.inspections.models import Inspection, Schedule
from houqin.areas.plans.actions import finish
from houqin.areas.plans.counting import tasks_counted_by
from houqin.areas.plans.models import Task
from houqin.areas.stocktakes.facts import StocktakeClosed
from houqin.foundation.models import Campus
from houqin.kernel import clock
from houqin.kernel.actions import listens
from houqin.kernel.figures import Period


@listens(InspectionFinished)
def its_task_is_done(fact: InspectionFinished) -> None:
    inspection = fact.inspection
    if inspection.checklist_id is None:
        return
    today = clock.today()
    tasks = Task.objects.of(inspection.school_id).filter(
        state=Task.State.TODO, checklist=inspection.checklist_id, opens_on__lte=today, due_on__gte=today
    )
    for task in tasks.order_by("due_on", "id"):
        if _everywhere_done(task, inspection):
            finish(task, by=fact.by, note=f"检查已完成：{inspection}")


def _everywhere_done(task: Task, inspection: Inspection) -> bool:
    """A campus's task needs its campus; the whole school's task needs every campus that keeps this check."""
    if task.campus_id is not None:
        return task.campus_id == inspection.campus_id
    school = inspection.school_id
    scheduled = Schedule.objects.of(school).filter(checklist=inspection.checklist_id, is_active=True)
    needed = set(scheduled.values_list("campus_id", flat=True)) or set(
        Campus.objects.of(school).values_list("id", flat=True)
    )
    since = Period(task.opens_on, task.due_on).moments[0]
    done = Inspection.objects.of(school).filter(
        checklist=inspection.checklist_id, state=Inspection.State.DONE, finished_at__gte=since
    )
    return needed <= set(done.values_list("campus_id", flat=True))


@listens(StocktakeClosed)
def what_was_counted_is_done(fact: StocktakeClosed) -> None:
    for task in tasks_counted_by(fact.stocktake):
        finish(task, by=fact.by, note=f"盘点已结束：{fact.stocktake}"[:200])
