"""What the term's summary says of hazards."""

from houqin.kernel.figures.facts import Facts
from houqin.kernel.figures.prose import amount, compared, listed, none_of, of_which
from houqin.kernel.figures.sections import Number, SummarySection, Told, Words, sections


def write(facts: Facts) -> Told:
    found = facts.get("hazards.found")
    if not found.rows:
        return Told(paragraphs=[("本期", none_of(found), "隐患记录。")])
    share = facts.get("hazards.closed_share")
    told = Told(lead=("发现隐患", *amount(found), "、整改率", *amount(share)))
    told.paragraphs = [p for p in (_found(facts, found), _rectified(facts, share), _outside(facts)) if p]
    charts = (facts.chart_by("hazards.found", "state", "隐患整改状态"),)
    told.charts = [chart for chart in charts if chart]
    _shortfalls(facts, found, told)
    return told


def _found(facts: Facts, found: Number) -> Words:
    told: Words = ("排查发现隐患", *amount(found), *compared(facts, found))
    levels = facts.parts("hazards.found", "level")
    told += of_which(levels)
    sources = facts.parts("hazards.found", "source")
    if len(sources) > 1:
        told += ("；从来源看，", *listed(sources))
    buildings = [
        (name, number) for name, number in facts.parts("hazards.found", "building") if dict(number.splits)["building"]
    ]
    if len(buildings) > 1:
        told += ("。隐患较多的楼栋是", *listed(buildings, most=3))
    return (*told, "。")


def _rectified(facts: Facts, share: Number) -> Words:
    closed, hours, in_a_day = facts.get("hazards.closed"), facts.get("hazards.hours"), facts.get("hazards.in_a_day")
    if not closed.number:
        return ("这些隐患目前", none_of(closed), "整改并复查合格的记录。")
    told: Words = ("整改并经他人复查合格", *amount(closed), "，整改率", *amount(share), *compared(facts, share), "。")
    told += ("24小时内完成整改的占", *amount(in_a_day), *compared(facts, in_a_day))
    if hours.number is not None:
        told += ("；从发现到整改平均用时", *amount(hours), *compared(facts, hours))
    return (*told, "。")


def _outside(facts: Facts) -> Words:
    outside, to_order = facts.get("hazards.outside"), facts.get("hazards.to_order")
    told: Words = ("转报修处理", *amount(to_order), "。") if to_order.number else ()
    return (*told, "需校外单位配合的，发函", *amount(outside), "。") if outside.number else told


def _shortfalls(facts: Facts, found: Number, told: Told) -> None:
    waiting, overdue, late = facts.get("hazards.open"), facts.get("hazards.overdue"), facts.late("hazards.found")
    if waiting.number:
        levels = facts.parts("hazards.open", "level")
        told.problems.append(("尚有", *amount(waiting), "隐患没有销号", *of_which(levels), "。"))
        told.efforts.append(("对未销号的", *amount(waiting), "隐患逐处明确责任人、期限和临时防护，整改后换人复查。"))
    if overdue.number:
        told.problems.append(("有", *amount(overdue), "隐患没有在期限内整改", *compared(facts, overdue), "。"))
        told.efforts.append(("严格整改期限，到期未改的及时上报，不再出现本期", *amount(overdue), "超期的情况。"))
    if late.rows:
        told.problems.append(("有", *amount(late), "隐患是事后补录的。"))


sections.add(SummarySection(area="hazards", title="隐患排查与整改", order=30, write=write))
