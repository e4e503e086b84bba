"""The steps of the whole count: counting ends, differences are decided, it closes and stays closed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from django.db import models
from django.utils import timezone

from houqin.areas.assets import actions as assets
from houqin.areas.assets.models import Asset
from houqin.areas.stocktakes.actions import deciding
from houqin.areas.stocktakes.actions.judging import judge
from houqin.areas.stocktakes.assessing import marks_of
from houqin.areas.stocktakes.facts import StocktakeClosed
from houqin.areas.stocktakes.models import CountPlace, Finding, Stocktake
from houqin.areas.stocktakes.outcomes import Outcome
from houqin.foundation.models import Place
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Problem, Refused, action, announce

State = Stocktake.State
NAMED = 5


@action(on=Stocktake, label="结束清点", when=(State.COUNTING,), asks=True, due="due_on")
def finish_counting(
    count: Stocktake, *, by: Actor,
    anyway: Annotated[bool, Ask(label="还有没盘的场所也结束", help="没盘到的资产会单独列出，不算盘亏")] = False,
) -> Stocktake:  # fmt: skip
    """Work out what was found and what was not."""
    left = not_done(count)
    if left and not anyway:
        names = "、".join(left[:NAMED]) + ("等" if len(left) > NAMED else "")
        raise Refused(
            f"还有 {len(left)} 处没有盘完：{names}。确实不盘了，请勾选“还有没盘的场所也结束”。", field="anyway"
        )
    count.state, count.counted_at = State.DECIDING, clock.now()
    count.save()
    judge(count, by=by, whole=True)
    return count


def not_done(count: Stocktake) -> list[str]:
    """Names of the places nobody said were done. A store is done too when every line of it has a number."""
    marks = marks_of(count)
    if count.is_of_stores:
        lines = Finding.objects.of(count.school_id).filter(stocktake=count)
        is_done = marks.done or all(line.key in marks.by_key for line in lines)
        return [] if is_done else [str(count.store)]
    rooms = CountPlace.objects.of(count.school_id).filter(stocktake=count).select_related("place").order_by("id")
    return [room.place.name for room in rooms if room.place_id not in marks.done]


@action(on=Stocktake, label="重新核对", when=(State.DECIDING,))
def judge_again(count: Stocktake, *, by: Actor) -> Stocktake:
    """Once more from all scans and from what the books say now: labels bound since, late scans, recounts nobody did."""
    judge(count, by=by, whole=True)
    count.save()
    return count


class Choice(models.TextChoices):
    """What may be done with a line."""

    FOUND = "found", "找到了"
    MOVED = "moved", "移到此处"
    PUT_BACK = "put_back", "已搬回原处"
    MISSING = "missing", "盘亏待查"
    DAMAGED = "damaged", "报损"
    CARD = "card", "盘盈建卡"
    ADJUSTED = "adjusted", "调整库存"
    RECOUNT = "recount", "重盘"
    NOTHING = "nothing", "不作处理"


@dataclass(frozen=True, kw_only=True)
class Decided:
    """One line and what is to become of it."""

    finding: Finding
    decision: Annotated[Choice, Ask(label="处理")]
    said: Annotated[str, Ask(label="说明")] = ""
    place: Annotated[Place | None, Ask(label="场所")] = None
    name: Annotated[str, Ask(label="名称")] = ""
    class_code: Annotated[str, Ask(label="资产分类编码")] = ""
    counted: Annotated[Decimal | None, Ask(label="以哪个数为准")] = None


DO: dict[str, Callable[[Decided, Actor], Any]] = {
    Choice.FOUND: lambda d, by: deciding.was_found(d.finding, by=by, place=d.place, said=d.said),
    Choice.MOVED: lambda d, by: deciding.move_here(d.finding, by=by, said=d.said),
    Choice.PUT_BACK: lambda d, by: deciding.put_back(d.finding, by=by, said=d.said),
    Choice.MISSING: lambda d, by: deciding.to_missing(d.finding, by=by, said=d.said),
    Choice.DAMAGED: lambda d, by: deciding.to_loss(d.finding, by=by, said=d.said),
    Choice.CARD: lambda d, by: deciding.make_card(
        d.finding, by=by, name=d.name, class_code=d.class_code, place=d.place, said=d.said
    ),
    Choice.ADJUSTED: lambda d, by: deciding.adjust(d.finding, by=by, said=d.said, counted=d.counted),
    Choice.RECOUNT: lambda d, by: deciding.recount(d.finding, by=by),
    Choice.NOTHING: lambda d, by: deciding.leave(d.finding, by=by, said=d.said),
}  # fmt: skip


@action(on=Stocktake, label="处理差异", when=(State.DECIDING,))
def decide(count: Stocktake, *, by: Actor, lines: Annotated[list[Decided], Ask(label="差异")]) -> Stocktake:
    """Several lines at once; all or none, each problem told with its line."""
    problems: list[Problem] = []
    for line in lines:
        if line.finding.stocktake_id != count.pk:
            raise Refused(f"{line.finding} 不是这次盘点的明细，请刷新页面。", field="lines")
        try:
            DO[line.decision](line, by)
        except Refused as refused:
            problems += [
                Problem(f"{line.finding.name}：{p.message}", f"{p.field or 'said'}-{line.finding.pk}", p.code)
                for p in refused.problems
            ]
    if problems:
        raise Refused(*problems)
    return count


class Alike(models.TextChoices):
    """Decisions that are safe for every line of their kind: they follow what was seen."""

    MOVE = "move", "在别处的都移到看到的地方"
    MISSING = "missing", "没有找到的都记盘亏待查"
    ADJUST = "adjust", "数量不符的都调整库存"


FITTING: dict[str, tuple[tuple[Outcome, ...], Choice]] = {
    Alike.MOVE: ((Outcome.ELSEWHERE,), Choice.MOVED),
    Alike.MISSING: ((Outcome.MISSING,), Choice.MISSING),
    Alike.ADJUST: ((Outcome.SHORT, Outcome.OVER, Outcome.MISSING), Choice.ADJUSTED),
}


@action(on=Stocktake, label="批量处理", when=(State.DECIDING,))
def decide_alike(
    count: Stocktake, *, by: Actor, how: Annotated[Alike, Ask(label="怎么处理")], said: Annotated[str, Ask(label="原因")] = ""
) -> Stocktake:  # fmt: skip
    """Every line that the decision fits and that this person may decide on: what they counted themselves is left to others."""
    lines = [
        line for line in open_lines(count, how) if by.person_id is None or not deciding.counted_by(line, by.person_id)
    ]
    if not lines:
        raise Refused("没有可以这样处理的差异；您自己盘的要由别人处理。")
    told = said.strip() or f"{count.number} 盘点"
    decide(count, by=by, lines=[Decided(finding=line, decision=FITTING[how][1], said=told) for line in lines])
    return count


def open_lines(count: Stocktake, how: Alike) -> "models.QuerySet[Finding]":
    rows = Finding.objects.of(count.school_id).filter(stocktake=count, state=Finding.State.OPEN)
    of_items = how == Alike.ADJUST
    rows = rows.filter(outcome__in=FITTING[how][0], item__isnull=not of_items).select_related("stocktake", "place")
    return rows.order_by("id")


def undecided(count: Stocktake) -> int:
    rows = Finding.objects.of(count.school_id).filter(stocktake=count)
    return int(rows.filter(state__in=(Finding.State.OPEN, Finding.State.COUNTING)).count())


@action(on=Stocktake, label="结束盘点", when=(State.DECIDING,), asks=True, due="due_on", final=True)
def close(
    count: Stocktake, *, by: Actor, said: Annotated[str, Ask(label="盘点结论", widget="textarea")] = ""
) -> Stocktake:
    """Every difference is decided; from here on nothing of it changes."""
    left = undecided(count)
    if left:
        raise Refused(f"还有 {left} 项差异没有处理完，请先逐项处理；等不到重盘的，点“重新核对”。")
    count.state, count.closed_at, count.closed_by_id, count.said = (
        State.CLOSED,
        clock.now(),
        by.person_id,
        said.strip()[:200],
    )
    count.save()
    _note_seen(count, by)
    announce(StocktakeClosed(count, by))
    return count


def _note_seen(count: Stocktake, by: Actor) -> None:
    """Cards of what was where it should be say when it was last seen; the others were told by their decisions."""
    rows = Finding.objects.of(count.school_id).filter(stocktake=count, outcome=Outcome.FOUND, asset__isnull=False)
    seen: dict[date, list[Asset]] = {}
    for finding in rows.select_related("asset").order_by("id"):
        seen.setdefault(timezone.localtime(finding.seen_at).date(), []).append(finding.asset)
    for day, things in seen.items():
        assets.note_seen(by=by, assets=things, on=day)


@action(on=Stocktake, label="作废", when=(State.COUNTING,), final=True)
def cancel(count: Stocktake, *, by: Actor, reason: Annotated[str, Ask(label="作废原因")]) -> Stocktake:
    """Begun by mistake. Its scans stay."""
    if not reason.strip():
        raise Refused("请写明作废原因。", field="reason")
    count.state, count.said, count.closed_at = State.CANCELLED, reason.strip()[:200], clock.now()
    count.closed_by_id = by.person_id
    count.save()
    return count
