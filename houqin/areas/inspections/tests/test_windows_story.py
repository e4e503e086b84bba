from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from houqin.areas.inspections.actions import enter_late, excuse, finish, install_checklists, revise, start
from houqin.areas.inspections.clockwork import close_windows, open_windows
from houqin.areas.inspections.models import Checklist, ChecklistItem, Inspection, Schedule
from houqin.areas.inspections.reads import waiting_for
from houqin.areas.inspections.records import CHECKLIST, INSPECTION
from houqin.areas.inspections.tests.samples import LINES, a_checklist, a_schedule, an_inspection, answers
from houqin.foundation.models import CalendarDay, Term
from houqin.kernel import clock
from houqin.kernel.access import Actor, Forbidden
from houqin.kernel.actions import Refused
from houqin.kernel.inbox import waiting
from houqin.tests.people import World, keep

ZONE = ZoneInfo("Asia/Shanghai")
State = Inspection.State
Recurrence = Schedule.Recurrence


def at(day: int, hour: int = 6, minute: int = 0, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


@pytest.fixture
def term(world: World) -> Any:
    return keep(
        Term(
            school=world.school,
            code="2025-2026-2",
            name="春季学期",
            starts_on=date(2026, 3, 2),
            ends_on=date(2026, 7, 3),
        )
    )


def run_days(world: World, first: datetime, days: int) -> None:
    """What the clock does, at six in the morning and at night."""
    for n in range(days):
        for hour in (0, 17):
            moment = first + timedelta(days=n, hours=hour)
            with clock.at(moment):
                open_windows(world.school, moment)
                close_windows(world.school, moment)


def test_school_days_have_windows_and_holidays_have_none(world: World, term: Term) -> None:
    with clock.at(at(1)):
        a_schedule(world, windows="07:00-08:20、11:20-13:30", starts_on=date(2026, 3, 1))
    keep(CalendarDay(school=world.school, on=date(2026, 3, 5), is_school_day=False, note="运动会后休息"))

    run_days(world, at(2), 7)  # Monday to Sunday

    days = Counter(i.window_start.astimezone(ZONE).day for i in Inspection.objects.all())
    assert days == {2: 2, 3: 2, 4: 2, 6: 2}


def test_asking_twice_makes_nothing_twice(world: World, term: Term) -> None:
    with clock.at(at(1)):
        a_schedule(world, starts_on=date(2026, 3, 1))
    with clock.at(at(2)):
        open_windows(world.school, at(2))
        open_windows(world.school, at(2, 7))

    assert Inspection.objects.count() == 1


def test_the_windows_of_a_stop_are_made_and_missed(world: World, term: Term) -> None:
    with clock.at(at(1)):
        a_schedule(world, starts_on=date(2026, 3, 1))

    run_days(world, at(5), 1)  # the server was off from Monday to Wednesday

    assert [i.state for i in Inspection.objects.order_by("window_start")] == [State.MISSED] * 4


@pytest.mark.parametrize(
    ("values", "count"),
    [
        ({"recurrence": Recurrence.WEEK, "weekdays": "1,3"}, 34),
        ({"recurrence": Recurrence.WEEK}, 18),
        ({"recurrence": Recurrence.MONTH}, 5),
        ({"recurrence": Recurrence.TERM, "times": 2}, 2),
        ({"recurrence": Recurrence.DAY, "windows": "21:00-06:00"}, 124),
        ({"recurrence": Recurrence.HOLIDAY}, 4),
        ({"recurrence": Recurrence.DEMAND}, 0),
    ],
)
def test_each_recurrence_over_one_spring_term(world: World, term: Term, values: dict[str, Any], count: int) -> None:
    # 2026: 清明 4–6 April, 劳动节 1–5 May (make-up 9 May), 端午 19–21 June, and the end of the term.
    with clock.at(at(1)):
        a_schedule(world, starts_on=date(2026, 3, 2), ends_on=date(2026, 7, 3), **values)

    for n in range(124):
        with clock.at(at(2) + timedelta(days=n)):
            open_windows(world.school, clock.now())

    assert Inspection.objects.count() == count


def test_missed_stays_missed_and_late_words_are_stamped(world: World, guo: Actor) -> None:
    inspection = an_inspection(world)
    end = inspection.window_end
    with clock.at(end + timedelta(minutes=1)):
        assert close_windows(world.school, clock.now()) == 1
        inspection.refresh_from_db()
        with pytest.raises(Refused, match="漏检"):
            start(inspection, by=guo)
        enter_late(inspection, by=guo, answers=answers(), happened_at=end - timedelta(minutes=5), reason="手机没电")

    assert (inspection.state, inspection.is_late) == (State.LATE, True)
    assert inspection.missed_at == end + timedelta(minutes=1)
    with clock.at(end + timedelta(hours=5)):
        assert close_windows(world.school, clock.now()) == 0


def test_whoever_began_in_time_may_finish_a_little_late(world: World, guo: Actor) -> None:
    inspection = an_inspection(world)
    start(inspection, by=guo)

    with clock.at(inspection.window_end + timedelta(minutes=10)):
        assert close_windows(world.school, clock.now()) == 0
        finish(inspection, by=guo, answers=answers())

    assert (inspection.state, inspection.is_late, inspection.missed_at) == (State.DONE, True, None)


def test_an_inspection_that_does_not_apply_says_why(world: World, ines: Actor, guo: Actor) -> None:
    inspection = an_inspection(world)

    with pytest.raises(Forbidden):
        excuse(inspection, by=guo, reason="不想去")
    excuse(inspection, by=ines, reason="台风停课")

    with clock.at(inspection.window_end + timedelta(hours=5)):
        assert close_windows(world.school, clock.now()) == 0
    assert (inspection.state, inspection.reason) == (State.NOT_APPLICABLE, "台风停课")


def test_it_cannot_begin_before_its_window(world: World, guo: Actor) -> None:
    inspection = an_inspection(
        world, window_start=clock.now() + timedelta(hours=2), window_end=clock.now() + timedelta(hours=3)
    )

    with pytest.raises(Refused, match="还没到检查时段"):
        start(inspection, by=guo)


def test_what_waits_for_a_guard_is_his_own(world: World, guo: Actor, omar: Actor) -> None:
    mine = an_inspection(world)
    named = an_inspection(world, assignee_post="", assignee=world.people["omar"])
    an_inspection(world, assignee_post="dorm_manager")
    an_inspection(world, window_start=clock.now() + timedelta(hours=3), window_end=clock.now() + timedelta(hours=4))

    assert list(waiting_for(INSPECTION.visible_to(guo), guo, clock.now())) == [mine]
    assert list(waiting_for(INSPECTION.visible_to(omar), omar, clock.now())) == [named]


def test_a_finished_inspection_keeps_the_edition_it_was_done_with(world: World, guo: Actor, ines: Actor) -> None:
    checklist = a_checklist(world)
    done, due = an_inspection(world, checklist=checklist), an_inspection(world, checklist=checklist)
    start(done, by=guo)
    finish(done, by=guo, answers=answers())

    revise(checklist, by=ines, items=[*LINES[:2]], why="合并")
    start(due, by=guo)

    assert [i.code for i in done.edition.items.order_by("position")] == ["gate", "stairs", "pressure", "rcd", "remark"]
    assert (done.edition.edition, due.edition.edition) == (1, 2)
    assert checklist.versions.filter(is_current=True).count() == 1


def test_the_shipped_checklists_are_installed_once_per_school(world: World, mira: Actor, guo: Actor) -> None:
    with pytest.raises(Forbidden):
        install_checklists(by=guo)
    install_checklists(by=mira)
    number = CHECKLIST.model.objects.count()
    install_checklists(by=mira)

    assert Checklist.objects.count() == number >= 30
    power = ChecklistItem.objects.get(edition__checklist__code="power_room", code="temperature")
    assert power.range_words == "-5～40℃"


def test_the_inbox_of_each_holds_what_is_theirs_to_inspect(world: World, guo: Actor, omar: Actor, mira: Actor) -> None:
    an_inspection(world)
    an_inspection(world, assignee_post="", assignee=world.people["omar"])

    def asked(actor: Actor) -> int:
        return sum(len(w.rows) for w in waiting(actor) if w.record_type is INSPECTION)

    assert (asked(guo), asked(omar), asked(mira)) == (1, 1, 0)
