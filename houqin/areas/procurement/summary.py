"""What the term's summary says of purchases."""

from houqin.kernel.figures.facts import Facts
from houqin.kernel.figures.prose import amount, compared, listed, none_of
from houqin.kernel.figures.sections import SummarySection, Told, Words, sections


def write(facts: Facts) -> Told:
    requests, spent = facts.get("procurement.requests"), facts.get("procurement.spent")
    if requests.rows == 0 and spent.rows == 0:
        return Told(paragraphs=[("本期", none_of(requests), "采购记录。")])
    told = Told(lead=("办理采购申请", *amount(requests), "、采购支出", *amount(spent)))
    told.paragraphs = [p for p in (_asked(facts), _spent(facts), _compared(facts), _accepted(facts)) if p]
    charts = (
        facts.chart_by("procurement.spent", "fund", "各经费采购支出"),
        facts.chart_by_month("procurement.spent", "各月采购支出"),
    )
    told.charts = [chart for chart in charts if chart]
    _shortfalls(facts, told)
    return told


def _asked(facts: Facts) -> Words:
    requests, hours = facts.get("procurement.requests"), facts.get("procurement.approval_hours")
    told: Words = ("受理采购申请", *amount(requests), *compared(facts, requests))
    routes = facts.parts("procurement.requests", "kind")
    if len(routes) > 1:
        told += ("，其中", *listed(routes))
    if hours.number is not None:
        told += ("；从提出到批准平均用时", *amount(hours))
    return (*told, "。")


def _spent(facts: Facts) -> Words:
    spent = facts.get("procurement.spent")
    if not spent.number:
        return ()
    told: Words = ("验收采购金额", *amount(spent), *compared(facts, spent), "。")
    funds = facts.parts("procurement.spent", "fund")
    if len(funds) > 1:
        told += ("按经费来源分，", *listed(funds), "。")
    goods = facts.parts("procurement.spent", "goods")
    if len(goods) > 1:
        told += ("按去向分，", *listed(goods), "。")
    return told


def _compared(facts: Facts) -> Words:
    orders, three, saved = (facts.get(f"procurement.{name}") for name in ("orders", "compared", "saved"))
    if not orders.number:
        return ()
    told: Words = ("下采购订单", *amount(orders))
    if three.number:
        told += ("，其中货比三家", *amount(three))
    if saved.number:
        told += ("，成交价比最高报价节约", *amount(saved), *compared(facts, saved))
    return (*told, "。")


def _accepted(facts: Facts) -> Words:
    complete, refused = facts.get("procurement.complete"), facts.get("procurement.refused")
    told: Words = ()
    if complete.number is not None:
        told = ("采购材料齐全率", *amount(complete), *compared(facts, complete), "。")
    if refused.number:
        told += ("到货验收时拒收不合格物品", *amount(refused), "。")
    return told


def _shortfalls(facts: Facts, told: Told) -> None:
    incomplete, split = facts.get("procurement.incomplete"), facts.get("procurement.split")
    if incomplete.number:
        told.problems.append(("有", *amount(incomplete), "采购的报销材料还不齐。"))
        told.efforts.append(("对材料不齐的", *amount(incomplete), "采购逐笔补齐发票、验收和审批材料，齐一笔销一笔。"))
    if split.number:
        told.problems.append(("有", *amount(split), "采购申请被提醒疑似化整为零，采购的计划性还不够。"))
        told.efforts.append(("同类物品按学期汇总需求、合并采购，避免零散申请（本期提醒", *amount(split), "）。"))


sections.add(SummarySection(area="procurement", title="采购与招标", order=54, write=write))
