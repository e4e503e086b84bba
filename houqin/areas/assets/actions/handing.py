"""A room's things are handed over at the start of term and checked at its end; what is missing or broken is settled."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Any

from houqin.areas.assets.actions.finding import note_missing, note_seen, report_damage
from houqin.areas.assets.holding import Signature, sign
from houqin.areas.assets.keeping import answerable_at
from houqin.areas.assets.models import Asset, Compensation, PropertyLine, PropertySheet
from houqin.areas.assets.reads import expected_at
from houqin.foundation.models import Campus, Person, Place, Term
from houqin.foundation.rules import number
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Problem, Problems, Refused, action
from houqin.kernel.declare import register
from houqin.kernel.numbering import take

State = PropertySheet.State
LineState = PropertyLine.State
COMPENSATION_DAYS = "AST-12.compensation_days"


def _lines_of(sheet: PropertySheet | None, by: Actor) -> Any:
    rows = PropertyLine.objects.of(by.school_id)
    return rows.filter(sheet=sheet) if sheet is not None else rows


WhichLine = Annotated[PropertyLine, Ask(label="哪一样", choices=_lines_of)]
Room = Annotated[Place, Ask(label="哪个房间")]
Answerable = Annotated[Person | None, Ask(label="责任人", help="不填就用房间责任人或班主任")]
InTerm = Annotated[Term | None, Ask(label="学期")]
AtCampus = Annotated[Campus, Ask(label="校区")]


@dataclass(frozen=True)
class Counted:
    """What is not as the sheet says: so many missing, so many broken."""

    line: WhichLine
    missing: Annotated[int, Ask(label="缺少")] = 0
    damaged: Annotated[int, Ask(label="损坏")] = 0
    said: Annotated[str, Ask(label="说明")] = ""


Counts = Annotated[list[Counted] | None, Ask(label="不一致的", help="都对就不填")]


@action(makes=PropertySheet, label="开财产清单")
def draw_sheet(
    *, by: Actor, place: Room,
    keeper: Answerable = None,
    term: InTerm = None,
) -> PropertySheet:  # fmt: skip
    """What the room holds by the cards, like things together, ready to be handed to whoever answers for it."""
    things = list(expected_at(by.school_id, [place]))
    keeper = keeper or answerable_at(place)
    live = PropertySheet.objects.of(by.school_id).filter(place=place, state__in=(State.DRAFT, State.HANDED)).one()
    problems = Problems()
    if not things:
        problems.add(f"{place} 名下没有在账的东西，先登记卡片或挪动过来。", "place")
    if keeper is None:
        problems.add(f"{place} 没有责任人，请填谁来接收。", "keeper")
    if live is not None:
        problems.add(f"{place} 还有一张没核对完的清单 {live.number}，核对后再开新的。", "place")
    problems.stop()
    term = term or _present_term(by.school_id)
    sheet = PropertySheet(
        school_id=by.school_id, place=place, campus_id=place.campus_id, school_class_id=place.school_class_id, term=term, keeper=keeper,
        due_on=term.ends_on if term is not None else None, number=take(by.school_id, "QD-{year}-{n:05}")[0],
    )  # fmt: skip
    sheet.save()
    _write_lines(sheet, things)
    return sheet


def _present_term(school_id: int) -> Term | None:
    found: Term | None = Term.objects.of(school_id).filter(ends_on__gte=clock.today()).order_by("starts_on")[:1].one()
    return found


def _write_lines(sheet: PropertySheet, things: list[Asset]) -> None:
    counts = Counter(asset.name for asset in things)
    only = {asset.name: asset for asset in things}
    for name, quantity in counts.items():
        PropertyLine(
            school_id=sheet.school_id, sheet=sheet, campus_id=sheet.campus_id, name=name, quantity=quantity,
            asset=only[name] if quantity == 1 else None,
        ).save()  # fmt: skip


@action(makes=PropertySheet, label="各班一次开齐")
def draw_sheets(*, by: Actor, campus: AtCampus) -> PropertySheet | None:
    """A sheet for every room of the campus that holds things, has somebody who answers for it, and has none that is open."""
    held = Asset.objects.of(by.school_id).filter(campus=campus, state__in=Asset.HELD).values("place_id")
    open_at = PropertySheet.objects.of(by.school_id).filter(state__in=(State.DRAFT, State.HANDED)).values("place_id")
    rooms = Place.objects.of(by.school_id).filter(campus=campus, pk__in=held, is_active=True).exclude(pk__in=open_at)
    made = None
    for room in rooms.select_related("keeper", "school_class__teacher").order_by("path"):
        if answerable_at(room) is not None:
            made = draw_sheet.body(by=by, place=room)
    return made


@action(on=PropertySheet, label="清点接收", when=(State.DRAFT,), asks=True)
def receive(sheet: PropertySheet, *, by: Actor, counted: Counts = None, signature: Signature = None) -> PropertySheet:
    """Whoever answers for the room takes it over: what was short or broken at this moment is not theirs."""
    for line, told in _told(sheet, counted):
        if told.missing or told.damaged:
            parts = (
                f"接收时缺 {told.missing} 件" * bool(told.missing),
                f"接收时坏 {told.damaged} 件" * bool(told.damaged),
                told.said,
            )
            line.said = "，".join(part for part in parts if part)[:200]
            line.quantity -= told.missing
            line.save()
    sheet.state, sheet.handed_at = State.HANDED, clock.now()
    sheet.save()
    sign(sheet, by, signature, "接收")
    return sheet


@action(on=PropertySheet, label="期末核对", when=(State.HANDED,), asks=True, due="due_on")
def check(
    sheet: PropertySheet, *, by: Actor, counted: Counts = None, signature: Signature = None, said: str = ""
) -> PropertySheet:
    """Counted again: what is missing or broken waits for the asset keeper, and the cards say so at once, as do those of what was there."""
    for line, told in _told(sheet, counted):
        line.missing, line.damaged, line.said = told.missing, told.damaged, (told.said or line.said)[:200]
        if not line.is_whole:
            line.state = LineState.OPEN
            _tell_card(line, by)
        line.save()
    note_seen(by=by, assets=_were_there(sheet))
    sheet.state, sheet.checked_at, sheet.said = State.CHECKED, clock.now(), said[:200]
    sheet.save()
    sign(sheet, by, signature, "核对")
    return sheet


def _were_there(sheet: PropertySheet) -> list[Asset]:
    """Things of the lines that were whole; where cards came or went since the sheet was drawn, nobody knows which were counted."""
    things = list(expected_at(sheet.school_id, [sheet.place]))
    counts = Counter(thing.name for thing in things)
    whole = {line.name for line in sheet.told_lines if line.is_whole and line.quantity == counts[line.name]}
    return [thing for thing in things if thing.name in whole]


def _tell_card(line: PropertyLine, by: Actor) -> None:
    """A single thing has its card; of forty chairs nobody knows yet which are gone."""
    asset = line.asset
    if asset is not None and line.missing and note_missing.possible(asset) is None:
        note_missing(asset, by=by, said=f"{line.sheet} 核对时没有")
    elif asset is not None and line.damaged and report_damage.possible(asset) is None:
        report_damage(asset, by=by, said=line.said or f"{line.sheet} 核对时损坏")


def _told(sheet: PropertySheet, counted: list[Counted] | None) -> list[tuple[PropertyLine, Counted]]:
    """Every problem of the counts at once; lines as they are stored now."""
    lines = {
        line.pk: line
        for line in PropertyLine.objects.of(sheet.school_id).filter(sheet=sheet).select_related("asset", "sheet")
    }
    problems, found = Problems(), []
    for told in counted or []:
        line = lines.pop(told.line.pk, None)
        if line is None:
            problems.add(f"{told.line.name} 不在这张清单上，或填了两次。", "counted")
        elif told.missing < 0 or told.damaged < 0 or told.missing + told.damaged > line.quantity:
            problems.add(f"{line.name}：缺少和损坏合起来应在 0 到 {line.quantity} 之间。", "counted")
        else:
            found.append((line, told))
    problems.stop()
    return found


Amount = Annotated[Decimal, Ask(label="赔偿金额（元）")]


@action(on=PropertyLine, label="要求赔偿", when=(LineState.OPEN,), asks=True)
def ask_compensation(
    line: PropertyLine, *, by: Actor, amount: Amount, payer: Annotated[str, Ask(label="由谁赔", help="不填就是清单上的班级或责任人")] = "",
    said: Annotated[str, Ask(label="情况说明")] = "", due_on: Annotated[date | None, Ask(label="赔偿期限")] = None,
) -> PropertyLine:  # fmt: skip
    """The class or person pays; the receipt is written when the money comes."""
    if not amount.is_finite() or amount <= 0:
        raise Refused(Problem("赔偿金额（元）：请填大于 0 的金额；不用赔就选“免于赔偿”。", "amount"))
    sheet, days = line.sheet, int(number(line.school_id, COMPENSATION_DAYS))
    Compensation(
        school_id=line.school_id, number=take(line.school_id, register.for_model(Compensation).number)[0], name=line.name,
        why=Compensation.Why.MISSING if line.missing else Compensation.Why.DAMAGED, amount=amount.quantize(Decimal("0.01")),
        payer=(payer or str(sheet.school_class or sheet.keeper or sheet.place))[:60], asset=line.asset, line=line,
        school_class_id=sheet.school_class_id, campus_id=line.campus_id, said=(said or line.said)[:200],
        due_on=due_on or clock.today() + timedelta(days=days),
    ).save()  # fmt: skip
    line.state = LineState.SETTLED
    line.save()
    return line


@action(on=PropertyLine, label="免于赔偿", when=(LineState.OPEN,))
def excuse(
    line: PropertyLine, *, by: Actor, said: Annotated[str, Ask(label="为什么不用赔", help="如自然损耗、已找到")]
) -> PropertyLine:
    line.state, line.said = LineState.SETTLED, f"{line.said}；免赔：{said}".strip("；")[:200]
    line.save()
    return line
