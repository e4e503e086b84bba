"""What repairs put on people's home pages and behind the codes of places."""

from typing import Any

from houqin.areas.repairs.models import RepairOrder
from houqin.areas.repairs.records import ORDER
from houqin.foundation import doors
from houqin.foundation.doors import PlaceDoor
from houqin.foundation.posts import OFFICE, STAFF, Post
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.pages.home import HomeNumber, Quick, add_number, add_quick

State = RepairOrder.State


def _orders(actor: Actor, **narrowed: Any) -> int:
    return int(ORDER.visible_to(actor).filter(**narrowed).count())


def _urgent(actor: Actor) -> int:
    return _orders(actor, is_pressing=True, state=State.OPEN)


def _mine(actor: Actor) -> int:
    return _orders(actor, worker_id=actor.person_id, state=State.ASSIGNED)


def _late(actor: Actor) -> int:
    return _orders(actor, state=State.ASSIGNED, due_on__lt=clock.today())


def _without_papers(actor: Actor) -> int:
    return _orders(actor, needs_papers=True)


LIST = f"/{ORDER.path}/"

add_quick(Quick(label="报修", url=f"{LIST}new/", icon="tool", who=STAFF, order=20))
add_number(
    HomeNumber(
        label="紧急待修",
        url=f"{LIST}?state=open&is_urgent=1",
        count=_urgent,
        who=OFFICE | {Post.REPAIRER},
        alarm=True,
        order=5,
    )
)
add_number(HomeNumber(label="我要修的", url="/repairs/for-me/", count=_mine, who={Post.REPAIRER}, order=10))
add_number(HomeNumber(label="超期未修", url="/repairs/late/", count=_late, who=OFFICE, alarm=True, order=20))
add_number(HomeNumber(label="抢修待补手续", url=f"{LIST}?needs_papers=1", count=_without_papers, who=OFFICE, order=30))

doors.register(PlaceDoor(label="报修", icon="tool", url=lambda place: f"/p/{place.code}/repair/", order=10))
