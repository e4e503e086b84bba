"""What becomes of each difference. A decision books itself; whoever counted a line does not decide on it."""

from decimal import Decimal
from typing import Annotated

from django.db.models import Q

from houqin.areas.assets import actions as assets
from houqin.areas.assets.models import Asset, Disposal
from houqin.areas.stocktakes.expecting import places_below
from houqin.areas.stocktakes.models import Finding, Scan, Stocktake
from houqin.areas.stocktakes.outcomes import Outcome
from houqin.areas.stores import actions as stores
from houqin.areas.stores.models import Balance
from houqin.foundation.models import Place
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Problems, Refused, action

State, Decision = Finding.State, Finding.Decision
Said = Annotated[str, Ask(label="说明")]
Why = Annotated[str, Ask(label="原因", help="写清楚，审计和财务要看")]


def _only(*outcomes: Outcome, of: str = "") -> "Unless":
    return Unless(frozenset(outcomes), of)


class Unless:
    """Why a decision does not fit a line, or None when it does. of: "asset" or "item" when it is for lines of one kind alone."""

    def __init__(self, outcomes: frozenset[Outcome], of: str) -> None:
        self.outcomes, self.of = outcomes, of

    def __call__(self, finding: Finding) -> str | None:
        count = finding.stocktake
        if count.state != Stocktake.State.DECIDING:
            return f"{count} 现在是“{count.get_state_display()}”，处理差异时才能办。"
        fits_kind = not self.of or getattr(finding, f"{self.of}_id") is not None
        if fits_kind and finding.outcome in self.outcomes:
            return None
        return f"{finding} 的盘点结果是“{finding.get_outcome_display()}”，不适用这种处理。"


ANY = frozenset(Outcome) - {Outcome.WAITING}


@action(
    on=Finding,
    label="找到了",
    when=(State.OPEN,),
    unless=_only(Outcome.MISSING, Outcome.UNVISITED, Outcome.CONFLICT, of="asset"),
)
def was_found(
    finding: Finding, *, by: Actor, place: Annotated[Place | None, Ask(label="在哪里", help="不选就是账面场所")] = None, said: Said = ""
) -> Finding:  # fmt: skip
    """It is there after all, at its own place or at another, to which its card then moves."""
    where = place or finding.asset.place or finding.place
    if where is None:
        raise Refused("卡片上没有存放地点，请选择在哪里找到的。", field="place")
    _by_another(finding, by)
    assets.found_at(finding.asset, by=by, place=where)
    finding.found_place = where
    return _decided(finding, by, Decision.FOUND, said)


@action(on=Finding, label="移到此处", when=(State.OPEN,), unless=_only(Outcome.ELSEWHERE, Outcome.CONFLICT, of="asset"))
def move_here(finding: Finding, *, by: Actor, said: Said = "") -> Finding:
    """The card follows the thing to where it was seen."""
    if finding.found_place is None:
        raise Refused("扫描时没有选场所，不知道在哪里看到的；请重盘，或用“已搬回原处”。")
    _by_another(finding, by)
    assets.found_at(finding.asset, by=by, place=finding.found_place)
    return _decided(finding, by, Decision.MOVED, said)


@action(on=Finding, label="已搬回原处", when=(State.OPEN,), unless=_only(Outcome.ELSEWHERE, of="asset"))
def put_back(finding: Finding, *, by: Actor, said: Said = "") -> Finding:
    """The thing follows its card."""
    home = finding.asset.place
    if home is None:
        raise Refused("卡片上没有存放地点，请用“移到此处”。")
    _by_another(finding, by)
    assets.found_at(finding.asset, by=by, place=home)
    return _decided(finding, by, Decision.PUT_BACK, said)


@action(on=Finding, label="盘亏待查", when=(State.OPEN,), unless=_only(Outcome.MISSING, of="asset"))
def to_missing(finding: Finding, *, by: Actor, said: Why) -> Finding:
    """The card says 找不到 from now on; it stays on the books until it is found or disposed of."""
    _need(said)
    _by_another(finding, by)
    if finding.asset.state != Asset.State.MISSING:
        assets.note_missing(finding.asset, by=by, said=said)
    return _decided(finding, by, Decision.MISSING, said)


@action(on=Finding, label="报损", when=(State.OPEN,), unless=_only(Outcome.MISSING, of="asset"))
def to_loss(finding: Finding, *, by: Actor, said: Why) -> Finding:
    """It is gone for good: a disposal is asked for, with all its signatures; until then the card says 找不到."""
    to_missing(finding, by=by, said=said)
    reason = f"{finding.stocktake.number} 盘亏：{said.strip()}"
    assets.propose_disposal(finding.asset, by=by, kind=Disposal.Kind.LOSS, reason=reason, early_reason=said.strip())
    return _decided(finding, by, Decision.DAMAGED, said)


@action(on=Finding, label="盘盈建卡", when=(State.OPEN,), unless=_only(Outcome.UNEXPECTED))
def make_card(
    finding: Finding, *, by: Actor, name: Annotated[str, Ask(label="名称")],
    class_code: Annotated[str, Ask(label="资产分类编码", help="如 A02010105")],
    place: Annotated[Place | None, Ask(label="存放地点", help="不选就是看到它的地方")] = None, said: Said = "",
) -> Finding:  # fmt: skip
    """A thing that no card tells of gets a draft card, to be completed with its value and papers."""
    where = place or finding.found_place
    problems = Problems()
    if finding.stocktake.is_of_stores:
        problems.add("库存盘点多出来的物资不建资产卡片：请先在物品里登记编码，再重盘。")
    if finding.asset_id is not None:
        problems.add(f"{finding.asset} 已有卡片，不用再建。")
    if not name.strip():
        problems.add("请填写名称。", "name")
    if where is None:
        problems.add("请选择存放地点。", "place")
    problems.stop()
    assert where is not None
    _by_another(finding, by)
    told = said or f"{finding.stocktake.number} 盘盈，扫到编码 {finding.code}"
    finding.asset = assets.add_surplus(by=by, name=name.strip(), class_code=class_code.strip(), place=where, said=told)
    finding.name = name.strip()
    return _decided(finding, by, Decision.CARD, said)


@action(
    on=Finding, label="调整库存", when=(State.OPEN,),
    unless=_only(Outcome.SHORT, Outcome.OVER, Outcome.MISSING, Outcome.CONFLICT, of="item"),
)  # fmt: skip
def adjust(
    finding: Finding, *, by: Actor, said: Why,
    counted: Annotated[Decimal | None, Ask(label="以哪个数为准", help="两人点的数不一致时填；其他情况不用填")] = None,
) -> Finding:  # fmt: skip
    """Book the difference, not the number: what came and went since it was counted is left as it is."""
    _need(said)
    _by_another(finding, by)
    if counted is not None:
        _settle_quantity(finding, counted)
    if finding.outcome == Outcome.CONFLICT and counted is None:
        raise Refused(f"两人点的数不一致（{finding.told}），请填以哪个数为准，或重盘。", field="counted")
    store = finding.stocktake.store
    balance = (
        Balance.objects.of(finding.school_id).filter(store=store, item=finding.item_id, batch=finding.batch_id).one()
    )
    target = (balance.quantity if balance is not None else Decimal(0)) + finding.difference
    if target < 0:
        raise Refused(
            f"{finding.name} 盘点后又发出了，库里已不够扣减 {-finding.difference.normalize():f} {finding.unit}，请重盘。"
        )
    stores.adjust(
        store, by=by, item=finding.item, batch=finding.batch, counted=target, said=said, because=finding.stocktake
    )
    return _decided(finding, by, Decision.ADJUSTED, said)


def _settle_quantity(finding: Finding, counted: Decimal) -> None:
    if not counted.is_finite() or counted < 0 or counted >= 10**9:
        raise Refused(f"实盘数“{counted}”不对，请填 0 或正数。", field="counted")
    book = finding.book
    finding.counted, finding.difference = counted, counted - book
    finding.value = (finding.unit_value * abs(finding.difference)).quantize(Decimal("0.01"))


@action(on=Finding, label="不作处理", when=(State.OPEN,), unless=Unless(ANY, ""))
def leave(finding: Finding, *, by: Actor, said: Why) -> Finding:
    """Nothing is booked; why not is kept."""
    _need(said)
    _by_another(finding, by)
    return _decided(finding, by, Decision.NOTHING, said)


@action(on=Finding, label="重盘", when=(State.OPEN,), unless=Unless(ANY, ""))
def recount(finding: Finding, *, by: Actor) -> Finding:
    """Earlier scans of the line no longer count; it waits on the phones until somebody counts it anew."""
    finding.recount_from, finding.state, finding.outcome = clock.now(), State.COUNTING, Outcome.WAITING
    finding.counted, finding.seen_at, finding.counter, finding.found_place, finding.told = None, None, None, None, ""
    finding.difference, finding.value = Decimal(0), Decimal(0)
    finding.save()
    return finding


def _need(said: str) -> None:
    if not said.strip():
        raise Refused("请写明原因。", field="said")


def _by_another(finding: Finding, by: Actor) -> None:
    if by.person_id is not None and counted_by(finding, by.person_id):
        raise Refused(f"{finding} 是您自己盘的，请由别人处理；盘点和处理差异不能是同一个人。")


def counted_by(finding: Finding, person_id: int) -> bool:
    """Whether this person scanned the thing; of one that was not seen, whether they counted where it should have been."""
    mine = Scan.objects.of(finding.school_id).filter(stocktake=finding.stocktake_id, counter=person_id)
    if finding.item_id is not None:
        thing = Q(item=finding.item_id, batch=finding.batch_id)
    else:
        thing = Q(asset=finding.asset_id) if finding.asset_id is not None else Q(code=finding.code)
    if finding.outcome == Outcome.MISSING:
        thing |= Q(place__in=places_below(finding.place)) if finding.asset_id and finding.place else Q()
    return bool(mine.filter(thing).exists())


def _decided(finding: Finding, by: Actor, decision: Finding.Decision, said: str) -> Finding:
    finding.state, finding.decision, finding.said = State.DECIDED, decision, said.strip()[:200]
    finding.decided_by_id, finding.decided_at = by.person_id, clock.now()
    finding.save()
    return finding
