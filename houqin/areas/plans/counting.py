"""Tasks that are really a stocktake: what they count, and when they are done."""

import re

from houqin.areas.plans.models import Task, TaskKind
from houqin.areas.stocktakes.models import Stocktake
from houqin.foundation.models import Campus

OF_STORES = re.compile("库存|库房|仓库|物资|药品|食品|耗材|用品")


def kind_of(task: Task) -> Stocktake.Kind:
    """By the words of the task: stores when it names what lies in stores, else the things of the school."""
    return Stocktake.Kind.STORES if OF_STORES.search(task.title) else Stocktake.Kind.ASSETS


def tasks_counted_by(count: Stocktake) -> list[Task]:
    """Those that bear its name and are counted with it: a campus's at once, the whole school's when every campus was."""
    school = count.school_id
    tasks = Task.objects.of(school).filter(kind=TaskKind.STOCKTAKE, state=Task.State.TODO, title=count.title)
    return [task for task in tasks.order_by("due_on", "id") if _is_counted(task, count)]


def _is_counted(task: Task, count: Stocktake) -> bool:
    if task.campus_id is not None:
        return task.campus_id == count.campus_id
    school = count.school_id
    closed = Stocktake.objects.of(school).filter(
        title=count.title, state=Stocktake.State.CLOSED, started_at__date__gte=task.opens_on
    )
    return set(Campus.objects.of(school).values_list("id", flat=True)) <= set(
        closed.values_list("campus_id", flat=True)
    )
