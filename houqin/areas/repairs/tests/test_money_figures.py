"""Money in figures is exact to the fen, whatever the database adds with."""

from decimal import Decimal

from houqin.areas.repairs.actions import Work, assign, finish
from houqin.areas.repairs.figures import COST
from houqin.areas.repairs.tests.samples import a_work_kind, an_order
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.figures import Period, value
from houqin.tests.people import World


def test_the_sum_of_fen_is_a_number_of_fen(world: World, mira: Actor) -> None:
    by = Actor.system(world.school.pk)
    for cost in ("0.1", "0.2", "0.4"):  # as binary fractions 0.7000000000000001
        order = an_order(world)
        assign(order, by=by, worker=world.people["hao"])
        finish(order, by=by, lines=[Work(a_work_kind(world))], cost=Decimal(cost))

    told = value(COST, by=mira, period=Period(clock.today(), clock.today()))
    assert (told.number, told.text) == (Decimal("0.7"), "0.7")
