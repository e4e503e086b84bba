"""Seeing, missing, moving and marking things: what happens to a card where the thing stands."""

from datetime import date
from typing import Annotated

from houqin.areas.assets.actions.cards import settle_at
from houqin.areas.assets.facts import AssetDamaged
from houqin.areas.assets.keeping import answerable_at
from houqin.areas.assets.models import Asset
from houqin.foundation.actions import CODE, spoken_code, tidy_code
from houqin.foundation.models import Place
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Problem, Refused, action, announce

SeenAt = Annotated[Place, Ask(label="在哪里见到")]
MovedTo = Annotated[Place, Ask(label="挪到哪里")]


State = Asset.State
Said = Annotated[str, Ask(label="情况说明", widget="textarea")]


@action(on=Asset, label="在这里见到", when=Asset.HELD)
def found_at(asset: Asset, *, by: Actor, place: SeenAt) -> Asset:
    """The thing was seen at a place: the card follows it there, and what was missing is back."""
    if asset.place_id != place.pk:
        asset.keeper = answerable_at(place) or asset.keeper
        settle_at(asset, place)
    if asset.state == State.MISSING:
        asset.state, asset.state_said = State.IN_USE, ""
    asset.seen_on = clock.today()
    asset.save()
    return asset


@action(on=Asset, label="登记找不到", when=(State.IN_USE, State.IDLE, State.REPAIR, State.LENT))
def note_missing(asset: Asset, *, by: Actor, said: Said) -> Asset:
    """Not where it should be. It stays on the books until its disposal is approved."""
    asset.state, asset.state_said = State.MISSING, said[:200]
    asset.save()
    return asset


@action(makes=Asset, label="登记见到")
def note_seen(
    *,
    by: Actor,
    assets: Annotated[list[Asset], Ask(label="见到的资产")],
    on: Annotated[date | None, Ask(label="哪天")] = None,
) -> None:
    """Many things were seen where they should be, as by a stocktake."""
    for asset in assets:
        if asset.seen_on != (on or clock.today()):
            asset.seen_on = on or clock.today()
            asset.save()


@action(on=Asset, label="报损坏", when=(State.IN_USE, State.IDLE))
def report_damage(asset: Asset, *, by: Actor, said: Annotated[str, Ask(label="哪里坏了", widget="textarea")]) -> Asset:
    """Broken: it waits for repair, and whoever listens makes an order of it."""
    asset.state, asset.state_said = State.REPAIR, said[:200]
    asset.save()
    announce(AssetDamaged(asset=asset, by=by, said=said))
    return asset


@action(on=Asset, label="已修好", when=(State.REPAIR,))
def note_repaired(asset: Asset, *, by: Actor) -> Asset:
    asset.state, asset.state_said = State.IN_USE, ""
    asset.save()
    return asset


@action(on=Asset, label="转为闲置", when=(State.IN_USE,))
def set_idle(asset: Asset, *, by: Actor, said: Annotated[str, Ask(label="为什么闲置")]) -> Asset:
    """Nobody uses it: it is offered before something new is bought."""
    asset.state, asset.state_said = State.IDLE, said[:200]
    asset.save()
    return asset


@action(on=Asset, label="重新启用", when=(State.IDLE,))
def put_to_use(asset: Asset, *, by: Actor) -> Asset:
    asset.state, asset.state_said = State.IN_USE, ""
    asset.save()
    return asset


@action(on=Asset, label="挪动", when=Asset.AT_HAND)
def move(asset: Asset, *, by: Actor, place: MovedTo) -> Asset:
    """Within the reach of the same person. To somebody else's room it needs the consent of both: a transfer."""
    if place.campus_id != asset.campus_id:
        raise Refused(Problem(f"{place} 不在 {asset.campus}，跨校区请用“调拨”，由双方同意。", "place"))
    there = answerable_at(place)
    if asset.keeper_id is not None and there is not None and there.pk != asset.keeper_id:
        raise Refused(
            Problem(f"{place} 由 {there} 负责，不是 {asset.keeper}；换责任人请用“调拨”，由双方同意。", "place")
        )
    settle_at(asset, place)
    asset.seen_on = clock.today()
    asset.save()
    return asset


@action(on=Asset, label="绑定标签", when=(State.DRAFT, *Asset.HELD))
def bind_label(asset: Asset, *, by: Actor, code: Annotated[str, Ask(label="标签上的编码", widget="code")]) -> Asset:
    """Give the thing a label from a blank roll; the label it had before is no longer good."""
    tidy = tidy_code(code.rstrip("/").rsplit("/", 1)[-1])
    if not CODE.fullmatch(tidy):
        raise Refused(Problem("这不是本系统的标签编码：应为 8 位字母和数字，如 ABCD-EFGH。", "code"))
    bearer = Asset.objects.of(asset.school_id).filter(code=tidy).exclude(pk=asset.pk).one()
    place = Place.objects.of(asset.school_id).filter(code=tidy).one()
    if bearer is not None or place is not None:
        raise Refused(Problem(f"编码 {spoken_code(tidy)} 已贴在“{bearer or place}”，请换一张标签。", "code"))
    asset.code, asset.labelled_on = tidy, clock.today()
    asset.save()
    return asset


@action(makes=Asset, label="登记已贴标签")
def note_labelled(*, by: Actor, assets: Annotated[list[Asset], Ask(label="贴了标签的资产")]) -> None:
    """The printed labels are on their things."""
    for asset in assets:
        if asset.labelled_on is None:
            asset.labelled_on = clock.today()
            asset.save()
