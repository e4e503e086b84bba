from datetime import date
from decimal import Decimal
from typing import Any

from houqin.areas.plans import actions
from houqin.areas.plans.models import Goal, Plan
from houqin.areas.plans.records import GOAL, TASK
from houqin.foundation.models import Term
from houqin.kernel.access import Actor
from houqin.kernel.actions import add
from houqin.tests.people import World, keep, sample

TEXT = """2025-2026学年第二学期后勤工作计划
一、工作目标
安全教育平台完成率达100%。
二、具体工作
三月份
1、消防器材检查。
2、召开后勤会议。
四月份
1、组织疏散演练。
"""


def a_term(world: World) -> Term:
    known = Term.objects.of(world.school).filter(code="2025-2026-2").first()
    made = Term(
        school=world.school,
        code="2025-2026-2",
        name="2025—2026学年第二学期",
        starts_on=date(2026, 3, 2),
        ends_on=date(2026, 7, 3),
    )
    return known or keep(made)  # type: ignore[no-any-return]


@sample("plans.plan")
def a_plan(world: World, campus: str = "north") -> Any:
    text = f"{TEXT}{Plan.objects.of(world.school).count() + 2}、食堂检查。\n"
    return actions.read_in(by=Actor.system(world.school.pk), text=text, term=a_term(world))


@sample("plans.line")
def a_line(world: World, campus: str = "north") -> Any:
    return a_plan(world).plan_lines.order_by("line").first()


@sample("plans.goal")
def a_goal(world: World, campus: str = "north") -> Any:
    values = {
        "plan": a_plan(world),
        "text": "维修完成率达95%",
        "operator": Goal.Operator.AT_LEAST,
        "value": Decimal(95),
        "unit": "%",
    }
    return add(GOAL, by=Actor.system(world.school.pk), values=values)


@sample("plans.task")
def a_task(world: World, campus: str = "north") -> Any:
    where = world.north if campus == "north" else world.south
    values = {
        "title": "检查消防器材", "term": a_term(world), "campus": where, "owner": world.people["guo"], "opens_on": date(2026, 3, 2),
        "due_on": date(2026, 3, 31),
    }  # fmt: skip
    return add(TASK, by=Actor.system(world.school.pk), values=values)
