from django.test import Client

from houqin.areas.hazards.models import Hazard
from houqin.areas.hazards.tests.samples import a_hazard
from houqin.tests.people import World


def phone(world: World, who: str) -> Client:
    client = Client()
    client.force_login(world.people[who].user)  # type: ignore[arg-type]
    return client


def test_a_teacher_reports_a_hazard_from_the_phone(world: World) -> None:
    told = {
        "place": str(world.room.pk),
        "what": "吊扇晃得厉害",
        "level": "larger",
        "source": "report",
        "submission": "h1",
    }

    done = phone(world, "omar").post("/hazards/new/", told)

    hazard = Hazard.objects.get()
    assert done["Location"] == f"/hazards/{hazard.pk}/"
    assert (hazard.what, hazard.found_by, hazard.level) == ("吊扇晃得厉害", world.people["omar"], "larger")
    assert "吊扇晃得厉害" in phone(world, "omar").get(done["Location"]).content.decode()


def test_the_board_shows_open_hazards_of_ones_own_reach(world: World) -> None:
    hazard = a_hazard(world)
    a_hazard(world, "south")

    page = phone(world, "guo").get("/hazards/board/").content.decode()
    assert hazard.what in page
    assert "未销号 1 处" in page
    assert "未销号 2 处" in phone(world, "mira").get("/hazards/board/").content.decode()
    assert "未销号 0 处" in phone(world, "omar").get("/hazards/board/").content.decode()
