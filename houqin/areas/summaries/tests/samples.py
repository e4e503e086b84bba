from typing import Any

from houqin.areas.summaries import filling_actions
from houqin.areas.summaries.actions import write_summary
from houqin.areas.summaries.models import RememberedSlot
from houqin.foundation.models import Term
from houqin.foundation.records import TERM
from houqin.kernel.access import Actor
from houqin.kernel.actions import add
from houqin.kernel.files import upload_from
from houqin.tests.people import World, sample


@sample("summaries.summary")
def a_summary(world: World, campus: str = "north") -> Any:
    where = world.north if campus == "north" else world.south
    return write_summary(by=Actor.system(world.school.pk), term=a_term(world), campus=where)


def a_term(world: World, code: str = "2025-2026-2", first: str = "2026-02-23", last: str = "2026-07-05") -> Term:
    known = Term.objects.of(world.school.pk).filter(code=code).first()
    by = Actor.system(world.school.pk)
    values = {"code": code, "name": code, "starts_on": first, "ends_on": last}
    return known or add(TERM, by=by, values=values)  # type: ignore[no-any-return]


OLD = "20__年春季后勤工作总结\n本学期接报修__次，其中电工报修3次。\n开学典礼参加学生__人。\n"


@sample("summaries.filling")
def a_filling(world: World, campus: str = "north", text: str = OLD) -> Any:
    where = world.north if campus == "north" else world.south
    files = [upload_from(text.encode(), "去年总结.txt")]
    return filling_actions.read_old(by=Actor.system(world.school.pk), files=files, term=a_term(world), campus=where)


@sample("summaries.slot")
def a_slot(world: World, campus: str = "north") -> Any:
    return a_filling(world, campus).slots.get(index=1)


@sample("summaries.remembered")
def a_remembered(world: World, campus: str = "north") -> Any:
    count = RememberedSlot.objects.of(world.school.pk).count()
    text = f"{'又' * count}修好报修__次。"
    slot = a_filling(world, campus, text).slots.get()
    filling_actions.confirm(slot, by=Actor.system(world.school.pk))
    return RememberedSlot.objects.of(world.school.pk).get(signature=slot.signature)
