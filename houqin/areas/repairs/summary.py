"""What the term's summary says of repairs."""

from houqin.kernel.figures.facts import Facts
from houqin.kernel.figures.prose import amount, compared, listed, none_of, of_which
from houqin.kernel.figures.sections import Number, SummarySection, Told, Words, sections

MOST_ITEMS = 6
LATE_SHARE = 5
"""Per hundred orders: above this, late recording is worth a sentence among the problems."""


def write(facts: Facts) -> Told:
    received = facts.get("repairs.received")
    if received.rows == 0:
        return Told(paragraphs=[("本期", none_of(received), "报修维修记录。")])
    told = Told(lead=_lead(facts, received))
    told.paragraphs = [
        p for p in (_received(facts, received), _finished(facts), _opinion(facts), *_work(facts), _money(facts)) if p
    ]
    charts = (
        facts.chart_by("repairs.received", "trade", "各工种报修次数"),
        facts.chart_by_month("repairs.received", "各月报修次数"),
    )
    told.charts = [chart for chart in charts if chart]
    _shortfalls(facts, received, told)
    return told


def _lead(facts: Facts, received: Number) -> Words:
    return ("接报修", *amount(received), "、完成率", *amount(facts.get("repairs.finished_share")))


def _received(facts: Facts, received: Number) -> Words:
    told: Words = ("接报修", *amount(received), *compared(facts, received), "。")
    trades = facts.parts("repairs.received", "trade")
    if len(trades) > 1:
        told += ("按工种分，", *listed(trades), "。")
    campuses = facts.parts("repairs.received", "campus")
    if len(campuses) > 1:
        told += ("按校区分，", *listed(campuses), "。")
    months = [(name, number) for name, number in facts.months("repairs.received") if number.rows]
    if len(months) > 2:
        busiest = max(months, key=lambda month: month[1].rows)
        told += (f"报修最集中的是{busiest[0]}，有", *amount(busiest[1]), "。")
    buildings = [
        (name, number)
        for name, number in facts.parts("repairs.received", "building")
        if dict(number.splits)["building"]
    ]
    if len(buildings) > 1:
        told += ("报修较多的楼栋是", *listed(buildings, most=3), "。")
    return told


def _finished(facts: Facts) -> Words:
    finished, share = facts.get("repairs.finished"), facts.get("repairs.finished_share")
    if not finished.number:
        return ("这些报修目前", none_of(finished), "完工记录。")
    told: Words = ("已完工", *amount(finished), "，完成率", *amount(share), *compared(facts, share), "。")
    in_a_day, hours = facts.get("repairs.in_a_day"), facts.get("repairs.hours")
    told += ("从报修起24小时内修复的占", *amount(in_a_day), *compared(facts, in_a_day))
    if hours.number is not None:
        told += ("；从报修到完工平均用时", *amount(hours), *compared(facts, hours))
    told += ("。",)
    urgent = facts.get("repairs.urgent")
    if urgent.number:
        told += ("处置紧急报修", *amount(urgent), "。")
    return told


def _opinion(facts: Facts) -> Words:
    rated, reopened = facts.get("repairs.rated"), facts.get("repairs.reopened")
    if not rated.number:
        told: Words = ("报修人评价：本期", none_of(rated), "记录。")
    else:
        satisfied, rating = facts.get("repairs.satisfied"), facts.get("repairs.rating")
        told = ("报修人验收评价", *amount(rated), "，4分及以上的占", *amount(satisfied), *compared(facts, satisfied))
        told += ("，平均", *amount(rating), "（满分5分）。")
    return (
        *told,
        *(
            ("完工后退回重修", *amount(reopened), *compared(facts, reopened), "。")
            if reopened.number
            else ("没有退回重修的记录。",)
        ),
    )


def _work(facts: Facts) -> list[Words]:
    """Lines of work by trade, in the words of the catalogue: 更换水龙头12只、疏通地漏8次."""
    trades = facts.parts("repairs.work", "trade")
    if not trades:
        return []
    told: Words = ("完成的维修工作按台账逐项累计：",)
    for i, (trade, number) in enumerate(trades):
        items = facts.parts("repairs.work", "item", trade=dict(number.splits)["trade"])
        told += ("；" if i else "", f"{trade}类", *listed(items, most=MOST_ITEMS))
    return [(*told, "。")]


def _money(facts: Facts) -> Words:
    cost, outsourced = facts.get("repairs.cost"), facts.get("repairs.outsourced")
    told: Words = ("维修单上登记费用", *amount(cost), *compared(facts, cost), "。") if cost.number else ()
    materials = facts.get("repairs.materials")
    if materials.number:
        told += ("从库房领用维修材料", *amount(materials), *compared(facts, materials), "。")
    if outsourced.number:
        told += ("委托外包单位维修", *amount(outsourced), *compared(facts, outsourced), "。")
    return told


def _shortfalls(facts: Facts, received: Number, told: Told) -> None:
    unfinished, reopened, late = (
        facts.get("repairs.unfinished"),
        facts.get("repairs.reopened"),
        facts.late("repairs.received"),
    )
    if unfinished.number:
        where = facts.parts("repairs.unfinished", "trade")
        told.problems.append(("尚有", *amount(unfinished), "报修没有完工", *of_which(where), "。"))
        told.efforts.append(("把尚未完工的", *amount(unfinished), "报修逐单落实到人、定出期限，销一单记一单。"))
    if reopened.number:
        told.problems.append(("有", *amount(reopened), "维修完工后被退回重修，一次修好还做得不够。"))
        told.efforts.append(("对退回重修的", *amount(reopened), "逐单查明原因，完工前由维修人自查、报修人当面验收。"))
    if late.rows * 100 > received.rows * LATE_SHARE:
        told.problems.append(("有", *amount(late), "报修是事后补录的，记录不够及时。"))
        told.efforts.append(("报修当时扫码登记，减少补录（本期", *amount(late), "）。"))


sections.add(SummarySection(area="repairs", title="报修与维修", order=40, write=write))
