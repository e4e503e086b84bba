from typing import Any

from houqin.areas.summaries.actions import write_summary
from houqin.foundation.models import Term
from houqin.foundation.records import TERM
from houqin.kernel.access import Actor
from houqin.kernel.actions import add
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
