from typing import Annotated

from houqin.areas.hazards.models import Hazard
from houqin.areas.hazards.records import HAZARD
from houqin.areas.inspections.models import Finding
from houqin.areas.repairs.models import Trade
from houqin.areas.repairs.records import ORDER
from houqin.foundation.models import Place
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Refused, action, add
from houqin.kernel.files import carry

State = Finding.State


@action(on=Finding, label="转隐患", when=(State.OPEN,), asks=True)
def to_hazard(
    finding: Finding, *, by: Actor, level: Annotated[Hazard.Level | None, Ask(label="等级")] = None
) -> Finding:
    """A hazard with the same place and words; a critical item begins as 较大."""
    default = Hazard.Level.LARGER if finding.is_critical else Hazard.Level.GENERAL
    finding.hazard = add(
        HAZARD, by=by, because=finding,
        values={
            "place": _place(finding), "what": words_of(finding), "level": level or default,
            "source": Hazard.Source.INSPECTION, "found_at": finding.found_at,
        },
    )  # fmt: skip
    carry(finding, finding.hazard)
    finding.state = State.HAZARD
    finding.save()
    return finding


@action(on=Finding, label="转报修", when=(State.OPEN,), asks=True)
def to_order(
    finding: Finding,
    *,
    by: Actor,
    trade: Annotated[Trade | None, Ask(label="工种")] = None,
    is_urgent: Annotated[bool, Ask(label="紧急")] = False,
) -> Finding:
    finding.order = add(
        ORDER, by=by, because=finding,
        values={
            "place": _place(finding), "fault": words_of(finding), "trade": trade or "", "is_urgent": is_urgent,
            "reported_at": finding.found_at,
        },
    )  # fmt: skip
    carry(finding, finding.order)
    finding.state = State.ORDER
    finding.save()
    return finding


@action(on=Finding, label="当场处理", when=(State.OPEN,), asks=True)
def fixed_on_spot(
    finding: Finding, *, by: Actor, handled: Annotated[str, Ask(label="怎么处理的", widget="textarea")]
) -> Finding:
    finding.state, finding.handled = State.ON_SPOT, handled
    finding.save()
    return finding


def words_of(finding: Finding) -> str:
    """Item, reading and words in one sentence, for whoever was not there."""
    said = finding.words or finding.said
    return f"{finding.item_text}：{said}" if said else f"{finding.item_text}：异常"


def _place(finding: Finding) -> Place:
    place: Place | None = finding.place
    if place is None:
        raise Refused("请先选择异常所在的场所。", field="place")
    return place
