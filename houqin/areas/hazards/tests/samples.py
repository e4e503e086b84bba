from typing import Any

from houqin.areas.hazards.records import HAZARD
from houqin.kernel.access import Actor
from houqin.kernel.actions import add
from houqin.tests.people import World, sample


@sample("hazards.hazard")
def a_hazard(world: World, campus: str = "north") -> Any:
    place = world.room if campus == "north" else world.south_room
    return add(
        HAZARD,
        by=Actor.system(world.school.pk),
        values={"place": place, "what": "楼梯扶手松动，学生扶着会晃"},
    )
