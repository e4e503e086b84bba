"""Disposal: asked for, judged, signed or decided and approved from above, then written off in its month."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from houqin.areas.assets.actions.books import refuse_closed
from houqin.areas.assets.actions.moving import Thing, busy_with
from houqin.areas.assets.facts import AssetDisposed
from houqin.areas.assets.holding import Papers, Signature, sign
from houqin.areas.assets.models import Asset, Disposal, DisposalLine, DisposalStep
from houqin.areas.assets.routes import route_of
from houqin.areas.assets.splitting import splitting
from houqin.areas.assets.standing import standings
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Problem, Problems, Refused, action, all_locked, announce
from houqin.kernel.declare import register
from houqin.kernel.files import attach_all
from houqin.kernel.files.upload import Upload
from houqin.kernel.numbering import take

State = Disposal.State
Kind = Disposal.Kind
Step = DisposalStep.Kind
ZERO = Decimal(0)
Said = Annotated[str, Ask(label="意见", widget="textarea")]
Letter = Annotated[str, Ask(label="文号")]
LetterOn = Annotated[date, Ask(label="文件日期")]
HowKind = Annotated[Kind, Ask(label="处置方式")]
Reason = Annotated[str, Ask(label="处置原因", widget="textarea")]
Early = Annotated[str, Ask(label="未到年限的原因", help="有东西还没到折旧年限时填写")]


@action(makes=Disposal, label="申请处置")
def ask_disposal(
    *, by: Actor, lines: Annotated[list[Thing], Ask(label="处置哪些")], kind: HowKind, reason: Reason, early_reason: Early = ""
) -> Disposal:  # fmt: skip
    """All that is to go together, on one form: its sum decides who must agree."""
    return _asked(by, [line.asset for line in lines], kind, reason, early_reason)


@action(on=Asset, label="申请处置", when=(*Asset.AT_HAND, Asset.State.MISSING))
def propose_disposal(asset: Asset, *, by: Actor, kind: HowKind, reason: Reason, early_reason: Early = "") -> Disposal:
    return _asked(by, [asset], kind, reason, early_reason)


def _asked(by: Actor, assets: list[Asset], kind: Kind, reason: str, early_reason: str) -> Disposal:
    things = all_locked(assets)
    _check(things, kind, early_reason)
    gross = sum((asset.value for asset in things), ZERO)
    route, because = route_of(by.school_id, [asset.value for asset in things])
    split = splitting(by.school_id, things)
    made = Disposal(
        school_id=by.school_id, number=take(by.school_id, register.for_model(Disposal).number)[0], kind=kind, reason=reason[:300],
        early_reason=early_reason[:200], campus_id=things[0].campus_id, route=route, route_because=because, things=len(things), gross=gross,
        split_told=split.told[:300] if split is not None else "",
        asked_by_id=by.person_id, asked_on=clock.today(),
    )  # fmt: skip
    made.save()
    written = standings(by.school_id, things)
    for asset in things:
        DisposalLine(
            school_id=by.school_id, disposal=made, asset=asset, campus_id=asset.campus_id, value=asset.value,
            accumulated=min(written[asset.pk].accumulated, asset.value),
        ).save()  # fmt: skip
    return made


def _check(things: list[Asset], kind: Kind, early_reason: str) -> None:
    problems = Problems()
    if not things:
        problems.add("请至少选一件东西。", "lines")
    if len({asset.campus_id for asset in things}) > 1:
        problems.add("一张处置单上的东西要在同一校区，请分开申请。", "lines")
    for asset in things:
        may_go = asset.state == Asset.State.MISSING or busy_with(asset) is None
        if not may_go:
            problems.add(busy_with(asset) or "", "lines")
        elif asset.state == Asset.State.MISSING and kind != Kind.LOSS:
            problems.add(f"{asset} 已登记找不到，只能报损。", "kind")
        elif asset.state == Asset.State.MISSING and (said := _already_leaving(asset)):
            problems.add(said, "lines")
    young = [str(asset) for asset in things if _is_young(asset)]
    if young and kind == Kind.SCRAP and not early_reason:
        problems.add(
            f"{'、'.join(young[:3])}{'等' if len(young) > 3 else ''}还没到折旧年限，报废请写明原因。", "early_reason"
        )
    problems.stop()


def _already_leaving(asset: Asset) -> str | None:
    live = (
        DisposalLine.objects.of(asset.school_id)
        .filter(asset=asset, disposal__state__in=Disposal.LIVE)
        .select_related("disposal")
        .one()
    )
    return f"{asset} 正在处置（{live.disposal.number}）。" if live is not None else None


def _is_young(asset: Asset) -> bool:
    if asset.life_years is None or asset.entered_on is None:
        return False
    return clock.today() < asset.entered_on.replace(day=1, year=asset.entered_on.year + asset.life_years)


@action(on=Disposal, label="填写鉴定意见", when=(State.ASKED,), asks=True)
def give_opinion(
    disposal: Disposal, *, by: Actor, said: Said, signature: Signature = None, papers: Papers = None
) -> Disposal:
    """Is it really past repair? Judged by somebody other than whoever asks."""
    if by.person_id is not None and by.person_id == disposal.asked_by_id:
        raise Refused("鉴定意见不能由申请人自己填写。")
    return _step(disposal, by, Step.OPINION, State.OPINED, said, signature=signature, papers=papers)


@action(on=Disposal, label="填写财务意见", when=(State.OPINED,), asks=True)
def agree_finance(disposal: Disposal, *, by: Actor, said: Said, signature: Signature = None) -> Disposal:
    after = State.COUNTED if disposal.route == Disposal.Route.SIGNED else State.MEETING
    return _step(disposal, by, Step.FINANCE, after, said, signature=signature)


@action(on=Disposal, label="签字同意", when=(State.COUNTED,), asks=True)
def sign_off(
    disposal: Disposal, *, by: Actor, said: Annotated[str, Ask(label="意见")] = "同意", signature: Signature = None
) -> Disposal:
    """A small one: the head's signature is enough."""
    return _step(disposal, by, Step.HEAD, State.APPROVED, said, signature=signature)


@action(on=Disposal, label="登记会议决定", when=(State.MEETING,), asks=True)
def note_meeting(
    disposal: Disposal, *, by: Actor, said: Annotated[str, Ask(label="会议决定")], letter: Annotated[str, Ask(label="纪要编号")],
    letter_on: Annotated[date, Ask(label="开会日期")], papers: Papers = None,
) -> Disposal:  # fmt: skip
    return _lettered(disposal, by, Step.MEETING, State.BUREAU, said, letter, letter_on, papers)


@action(on=Disposal, label="登记教育局批复", when=(State.BUREAU,), asks=True)
def note_bureau(
    disposal: Disposal, *, by: Actor, letter: Letter, letter_on: LetterOn, said: Said = "", papers: Papers = None
) -> Disposal:
    after = State.TREASURY if disposal.route == Disposal.Route.TREASURY else State.APPROVED
    return _lettered(disposal, by, Step.BUREAU, after, said, letter, letter_on, papers)


@action(on=Disposal, label="登记财政批复", when=(State.TREASURY,), asks=True)
def note_treasury(
    disposal: Disposal, *, by: Actor, letter: Letter, letter_on: LetterOn, said: Said = "", papers: Papers = None
) -> Disposal:
    return _lettered(disposal, by, Step.TREASURY, State.APPROVED, said, letter, letter_on, papers)


def _lettered(
    disposal: Disposal, by: Actor, kind: Step, after: State, said: str, letter: str, letter_on: date, papers: list[Upload] | None
) -> Disposal:  # fmt: skip
    """A decision counts with its paper: the minutes or the letter itself, scanned or photographed."""
    problems = Problems()
    if not letter.strip():
        problems.add("请填文号或纪要编号。", "letter")
    if not papers:
        problems.add("请附上文件或会议纪要的扫描件、照片。", "papers")
    if not disposal.asked_on <= letter_on <= clock.today():
        problems.add(f"日期应在申请日期 {disposal.asked_on} 到今天之间。", "letter_on")
    problems.stop()
    return _step(disposal, by, kind, after, said, letter=letter, letter_on=letter_on, papers=papers)


def _step(
    disposal: Disposal, by: Actor, kind: Step, after: State, said: str, *, letter: str = "", letter_on: date | None = None,
    signature: Upload | None = None, papers: list[Upload] | None = None,
) -> Disposal:  # fmt: skip
    DisposalStep(
        school_id=disposal.school_id, disposal=disposal, campus_id=disposal.campus_id, kind=kind, person_id=by.person_id, at=clock.now(),
        said=said[:300], letter=letter[:60], letter_on=letter_on,
    ).save()  # fmt: skip
    attach_all(disposal, papers or (), by, str(kind.label))
    sign(disposal, by, signature, str(kind.label))
    disposal.state = after
    disposal.save()
    return disposal


@action(on=Disposal, label="核销", when=(State.APPROVED,), asks=True, final=True)
def write_off(
    disposal: Disposal, *, by: Actor, done_on: Annotated[date | None, Ask(label="核销日期", help="不填就是今天")] = None,
    proceeds: Annotated[Decimal, Ask(label="处置收入（元）")] = ZERO, proceeds_said: Annotated[str, Ask(label="收入上缴", help="缴款书号或说明")] = "",
    wiped_said: Annotated[str, Ask(label="数据清除", help="电脑、监控等存有数据的，写明谁、怎样清除")] = "",
) -> Disposal:  # fmt: skip
    """The things leave the books in the month of this day."""
    day = done_on or clock.today()
    lines = list(disposal.lines.of(disposal.school_id).select_related("asset"))
    things = all_locked([line.asset for line in lines])
    _check_write_off(disposal, things, day, proceeds, proceeds_said, wiped_said)
    for asset in things:
        asset.state, asset.disposed_on = Asset.State.DISPOSED, day
        asset.state_said = f"{disposal.get_kind_display()}（{disposal.number}）"
        asset.save()
        announce(AssetDisposed(asset=asset, by=by))
    for line in lines:
        line.is_done, line.done_on = True, day
        line.save()
    disposal.state, disposal.done_on, disposal.proceeds = State.DONE, day, proceeds.quantize(Decimal("0.01"))
    disposal.proceeds_said, disposal.wiped_said = proceeds_said[:120], wiped_said[:200]
    disposal.save()
    return disposal


def _check_write_off(
    disposal: Disposal, things: list[Asset], day: date, proceeds: Decimal, proceeds_said: str, wiped_said: str
) -> None:  # fmt: skip
    problems = Problems()
    if not disposal.asked_on <= day <= clock.today():
        problems.add(f"核销日期应在申请日期 {disposal.asked_on} 到今天之间。", "done_on")
    if not proceeds.is_finite() or proceeds < 0:
        problems.add("处置收入不能为负。", "proceeds")
    elif proceeds and not proceeds_said:
        problems.add("有处置收入，请写明怎样上缴（处置收入属非税收入）。", "proceeds_said")
    with_data = [asset for asset in things if asset.asset_class.keeps_data and asset.state != Asset.State.MISSING]
    if with_data and not wiped_said:
        problems.add(
            f"{'、'.join(str(asset) for asset in with_data[:3])} 存有数据，请先登记数据清除再核销。", "wiped_said"
        )
    for asset in things:
        if asset.state not in (*Asset.AT_HAND, Asset.State.MISSING):
            problems.add(f"{asset} 现在是“{asset.get_state_display()}”，不能核销。")
    problems.stop()
    refuse_closed(disposal.school_id, day, "done_on")


@action(on=Disposal, label="不同意处置", when=Disposal.LIVE)
def refuse_disposal(disposal: Disposal, *, by: Actor, reason: Annotated[str, Ask(label="原因")]) -> Disposal:
    """At any step before the write-off; the things stay where they are."""
    if disposal.state == State.APPROVED and by.person_id is not None and by.person_id != disposal.asked_by_id:
        raise Refused(Problem("已经批准，只有申请人可以撤回。"))
    _step(disposal, by, Step.REFUSAL, State.REFUSED, reason)
    disposal.refused_because = reason[:200]
    disposal.save()
    return disposal
