from typing import Annotated

from houqin.areas.plans.models import Goal
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Refused, action
from houqin.kernel.figures import figures


@action(on=Goal, label="对应指标")
def bind(
    goal: Goal, *, by: Actor, figure: Annotated[str, Ask(label="指标", help="指标的名称或编码，如“维修完成率”")]
) -> Goal:
    """Say which figure measures the goal; from then on its gap is shown."""
    wanted = figure.strip()
    found = next((f for f in figures if wanted in (f.key, f.label)), None)
    if found is None:
        near = "、".join(f.label for f in figures if wanted and (wanted in f.label or f.label in wanted))
        raise Refused(
            f"没有叫“{wanted}”的指标。" + (f"是否指：{near}？" if near else "可在“指标”页查看全部名称。"),
            field="figure",
        )
    goal.figure = found.key
    goal.save()
    return goal
