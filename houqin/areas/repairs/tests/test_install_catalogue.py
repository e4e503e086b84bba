from pathlib import Path

import pytest

from houqin.areas.repairs.actions import install_catalogue
from houqin.areas.repairs.catalogue import shipped_catalogue
from houqin.areas.repairs.common_faults import ELSEWHERE, common_faults, load_common_faults, shipped_common_faults
from houqin.areas.repairs.models import WorkKind
from houqin.areas.repairs.tests.browser import browser
from houqin.foundation.shipped import ShippedDataError
from houqin.kernel.access import Actor, Forbidden
from houqin.kernel.actions import change
from houqin.kernel.trail.models import Entry
from houqin.tests.people import World


def test_the_catalogue_is_taken_over_once_and_never_overwrites(world: World, mira: Actor) -> None:
    install_catalogue(by=mira)
    assert WorkKind.objects.count() == len(shipped_catalogue().lines)
    tap = WorkKind.objects.get(code="water.unblock_floor_drain")
    assert (tap.name, tap.unit, tap.part, tap.usual_minutes) == ("疏通地漏", "次", "地漏", 20)
    assert "通地漏" in tap.words.split("、")

    change(tap, by=mira, values={"usual_minutes": 45})
    WorkKind.objects.filter(code="water.unblock_mop_sink").delete()
    install_catalogue(by=mira)
    tap.refresh_from_db()
    assert tap.usual_minutes == 45
    assert WorkKind.objects.count() == len(shipped_catalogue().lines)
    assert (
        Entry.objects.filter(model="repairs.workkind", verb__endswith="install_catalogue").count()
        == WorkKind.objects.count() + 1
    )


def test_installing_again_changes_nothing(world: World, mira: Actor) -> None:
    install_catalogue(by=mira)
    entries = Entry.objects.count()

    assert install_catalogue(by=mira) is None
    assert Entry.objects.count() == entries


def test_a_repairer_does_not_install(world: World, hao: Actor) -> None:
    with pytest.raises(Forbidden):
        install_catalogue(by=hao)
    client = browser(world, "hao")
    assert client.post("/repairs/work-kinds/shipped/").status_code == 403


def test_the_office_installs_with_one_button(world: World) -> None:
    client = browser(world, "mira")

    assert client.get("/repairs/work-kinds/shipped/").status_code == 200
    assert client.post("/repairs/work-kinds/shipped/").status_code == 302
    assert WorkKind.objects.exists()


def test_every_shipped_fault_is_short_enough_for_its_button() -> None:
    for kind, faults in shipped_common_faults().items():
        assert 1 <= len(faults) <= 8, kind
        assert all(len(fault.words) <= 10 for fault in faults)
        assert len({fault.words for fault in faults}) == len(faults)
    assert common_faults("a kind nobody ships") == common_faults(ELSEWHERE)


def test_a_mistake_in_the_faults_is_told_with_all_others(tmp_path: Path) -> None:
    file = tmp_path / "faults.toml"
    file.write_text(
        '[[groups]]\nkinds = ["moon", "toilet"]\nfaults = [{ words = "x", trade = "magic" }]\n'
        '[[groups]]\nkinds = ["toilet"]\nfaults = [{ words = "y", trade = "water", loud = true }]\n'
    )

    with pytest.raises(ShippedDataError) as told:
        load_common_faults(file)
    said = str(told.value)
    for part in ("moon", "magic", "loud", "'toilet' stands in two groups", "all other kinds"):
        assert part in said
