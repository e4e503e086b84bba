"""Who keeps what: appointing and handing over custodians; the cards follow at once."""

from typing import Annotated

from houqin.areas.assets import keeping
from houqin.areas.assets.holding import Signature, sign
from houqin.areas.assets.models import Asset, Custody
from houqin.foundation.models import Person, Place
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Problem, Problems, Refused, action

Keeper = Annotated[Person, Ask(label="保管人")]
Range = Annotated[Place | None, Ask(label="保管范围", help="一栋楼、一层或一间；不填就是全校总保管")]
Successor = Annotated[Person, Ask(label="接收人")]


@action(makes=Custody, label="指定保管人")
def appoint(
    *, by: Actor, person: Keeper,
    place: Range = None,
) -> Custody:  # fmt: skip
    """One general custodian for the school, and one sub-custodian for a place and all below it."""
    known = Custody.objects.of(by.school_id).filter(place=place).select_related("person", "place").one()
    problems = Problems()
    if known is not None:
        problems.add(f"{known.scope_told}已由 {known.person} 保管，换人请在那一条上用“交接保管”。", "place")
    if not person.is_active:
        problems.add(f"{person} 不在岗，不能当保管人。", "person")
    problems.stop()
    custody = Custody(
        school_id=by.school_id,
        place=place,
        campus_id=place.campus_id if place else None,
        person=person,
        since=clock.today(),
    )
    custody.save()
    _follow(custody)
    return custody


@action(on=Custody, label="交接保管")
def hand_custody(custody: Custody, *, by: Actor, to: Successor, signature: Signature = None) -> Custody:
    """Everything of this custody goes to somebody else, with the signature of whoever takes it over."""
    if to.pk == custody.person_id:
        raise Refused(Problem(f"现在就是 {to} 保管。", "to"))
    if not to.is_active:
        raise Refused(Problem(f"{to} 不在岗，不能接收。", "to"))
    custody.person, custody.since = to, clock.today()
    custody.save()
    sign(custody, by, signature, f"由 {to} 接收")
    _follow(custody)
    return custody


@action(on=Custody, label="撤销分管", final=True)
def end_custody(custody: Custody, *, by: Actor) -> None:
    """Its things fall to the custodian above."""
    if custody.place_id is None:
        raise Refused("总保管不能撤销，请用“交接保管”换人。")
    place = custody.place
    custody.delete()
    _follow_at(custody.school_id, place)


def _follow(custody: Custody) -> None:
    _follow_at(custody.school_id, custody.place)


def _follow_at(school_id: int, place: Place | None) -> None:
    """Every card whose custodian is another now is told so; each with its own entry on the trail."""
    keeping.forget()
    rows = Asset.objects.of(school_id).exclude(state=Asset.State.DISPOSED).select_related("place").order_by("pk")
    if place is not None:
        rows = rows.filter(place__path__startswith=place.path)
    for asset in rows.iterator(chunk_size=1000):
        wanted = keeping.custodian_of(school_id, asset.place)
        if asset.custodian_id != wanted:
            asset.custodian_id = wanted
            asset.save()
