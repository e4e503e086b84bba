"""What a task shows of the areas it sets to work: the purchases it made necessary, and the way to ask for one."""

from django.template.loader import render_to_string

from houqin.areas.plans import actions
from houqin.areas.plans.models import Task
from houqin.areas.plans.records import TASK
from houqin.areas.procurement.actions import ask_for
from houqin.areas.procurement.models import Request
from houqin.areas.procurement.reads import asked_because
from houqin.kernel.access import Actor
from houqin.kernel.declare import Panel, register


def purchases_for(task: Task, actor: Actor) -> str:
    """Whoever does the task may ask; what was asked for stands here for all who may see it."""
    buying = register.for_model(Request)
    seen = buying.visible_to(actor).filter(pk__in=asked_because(task).values("pk"))
    requests = list(seen.order_by("id")) if buying.policy.may(actor, "view") else []
    may_ask = (
        task.state == Task.State.TODO
        and TASK.policy.may(actor, actions.finish.key, task)
        and buying.policy.may(actor, ask_for.key)
    )
    told = {"requests": requests, "task": task, "may_ask": may_ask}
    return render_to_string("plans/task_purchases.html", told) if requests or may_ask else ""


register.panel(Task, Panel(title="采购", render=purchases_for))
