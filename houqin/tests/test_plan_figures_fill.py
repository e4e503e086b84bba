"""What was held by plan is filled into an old summary: areas that do not know each other meet in the figures."""

from datetime import date
from pathlib import Path

from houqin.areas.plans import actions as plans
from houqin.areas.plans.records import TASK
from houqin.areas.summaries.tests.played import Terms, moment, terms
from houqin.areas.summaries.tests.test_fill_ledgers import filled, told
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import add

__all__ = ["terms"]


def test_meetings_and_drills_of_the_plan_are_counted_when_they_were_held(terms: Terms, tmp_path: Path) -> None:
    by = Actor.system(terms.world.school.pk)
    for kind in ("meeting", "meeting", "drill", "task"):
        with clock.at(moment("2026-04-09")):
            values = {"title": kind, "kind": kind, "term": terms.second, "owner": terms.world.people["guo"]}
            task = add(TASK, by=by, values=values | {"opens_on": date(2026, 3, 2), "due_on": date(2026, 4, 30)})
            if kind != "task":
                plans.finish(task, by=by)

    answers = told(filled(terms.world, tmp_path, "召开会议__次，开展演练__次，消防演练__次。计划完成率__%。"))

    assert answers["召开会议"] == (2, True)
    assert answers["开展演练"] == (1, True)
    assert not answers["开展消防演练"][1]
    assert answers["计划完成率"] == (75, True)
