"""What the trail finds, and what it must not cry wolf about."""

from datetime import timedelta
from typing import Any

from houqin.areas.repairs.records import ORDER
from houqin.areas.repairs.tests.samples import an_order
from houqin.foundation.records import PLACE
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import add_many, change
from houqin.kernel.trail.models import Entry, Seal
from houqin.kernel.trail.seal import seal_school
from houqin.kernel.trail.verify import verify_school
from houqin.tests.people import World


def kinds(world: World) -> set[str]:
    return {finding.kind for finding in verify_school(world.school)}


def test_a_backlog_of_many_entries_sealed_late_is_clean(world: World) -> None:
    rows = [{"name": f"{n}室", "kind": "office", "campus": world.north} for n in range(2100)]
    add_many(PLACE, by=Actor.system(world.school.pk), rows=rows)

    with clock.at(clock.now() + timedelta(days=3)):
        seal_school(world.school)

    assert Seal.objects.of(world.school).count() == 3
    assert verify_school(world.school) == []


def test_an_altered_entry_is_named(world: World) -> None:
    order = an_order(world)
    seal_school(world.school)

    Entry.objects.filter(model="repairs.repairorder", row_id=order.pk).update(who="别人")

    assert "altered" in kinds(world)


def test_a_removed_entry_is_named(world: World) -> None:
    order = an_order(world)
    seal_school(world.school)

    Entry.objects.filter(model="repairs.repairorder", row_id=order.pk).delete()

    findings = verify_school(world.school)
    assert {f.kind for f in findings} == {"removed", "added"}
    assert order.pk in {f.row_id for f in findings}


def test_an_entry_written_with_an_earlier_date_is_named(world: World, mira: Actor) -> None:
    order = an_order(world)
    seal_school(world.school)

    with clock.at(clock.now() - timedelta(days=9)):
        change(order, by=mira, values={"fault": "早就报过了"})
    with clock.at(clock.now() + timedelta(minutes=1)):
        seal_school(world.school)

    assert kinds(world) == {"backdated"}


def test_a_removed_row_and_a_row_without_a_trail_are_named(world: World) -> None:
    order = an_order(world)
    copied: Any = ORDER.model.objects.get(pk=order.pk)
    ORDER.model.objects.filter(pk=order.pk).delete()
    assert kinds(world) == {"removed"}

    copied.pk, copied.number = None, "WX-1"
    ORDER.model.objects.bulk_create([copied])
    assert kinds(world) == {"removed", "added"}


def test_a_removed_batch_breaks_the_chain(world: World) -> None:
    an_order(world)
    seal_school(world.school)
    an_order(world)
    seal_school(world.school)

    Seal.objects.of(world.school).filter(number=1).delete()

    assert "chain" in kinds(world)
