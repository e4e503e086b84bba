"""What the term's summary says of suppliers and contracts."""

from houqin.kernel.figures.facts import Facts
from houqin.kernel.figures.prose import amount, compared, listed, none_of, of_which
from houqin.kernel.figures.sections import Number, SummarySection, Told, Words, sections


def write(facts: Facts) -> Told:
    signed, paid = facts.get("suppliers.signed"), facts.get("suppliers.paid")
    if not signed.rows and not paid.rows:
        return Told(paragraphs=[("本期", none_of(signed), "合同签订、付款记录。")])
    told = Told(lead=_lead(facts, signed, paid))
    told.paragraphs = [p for p in (_signed(facts, signed), _paid(facts, paid), _opinion(facts)) if p]
    charts = (facts.chart_by("suppliers.paid", "kind", "各类合同付款"),)
    told.charts = [chart for chart in charts if chart]
    _shortfalls(facts, told)
    return told


def _lead(facts: Facts, signed: Number, paid: Number) -> Words:
    if signed.rows:
        return ("签订合同", *amount(signed), "、", *amount(facts.get("suppliers.contract_amount")))
    return ("按合同付款", *amount(paid))


def _signed(facts: Facts, signed: Number) -> Words:
    if not signed.rows:
        return ()
    worth = facts.get("suppliers.contract_amount")
    told: Words = (
        "签订各类合同",
        *amount(signed),
        *compared(facts, signed),
        "，合同金额",
        *amount(worth),
        *compared(facts, worth),
    )
    told += (*of_which(facts.parts("suppliers.contract_amount", "kind"), most=5), "。")
    covered = facts.parts("suppliers.covered", "item")
    if covered:
        told += ("合同约定的内容有", *listed(covered, most=6), "。")
    return told


def _paid(facts: Facts, paid: Number) -> Words:
    if not paid.rows:
        return ()
    count = facts.get("suppliers.instalments")
    told: Words = ("按合同先验收后付款", *amount(count), "，支付", *amount(paid), *compared(facts, paid))
    return (*told, *of_which(facts.parts("suppliers.paid", "kind"), most=5), "。")


def _opinion(facts: Facts) -> Words:
    score, complaints = facts.get("suppliers.score"), facts.get("suppliers.complaints")
    told: Words = ()
    if score.number is not None:
        told += ("对供应商履约验收、考核的评分平均", *amount(score), "（满分5分）", *compared(facts, score), "。")
    if complaints.number:
        told += ("收到对供应商的投诉", *amount(complaints), *compared(facts, complaints))
        told += ("，答复率", *amount(facts.get("suppliers.answered")), "。")
    barred = facts.get("suppliers.barred")
    return (*told, "列入黑名单", *amount(barred), "。") if barred.number else told


def _shortfalls(facts: Facts, told: Told) -> None:
    expired, overdue, ended = (
        facts.get("suppliers.expired"),
        facts.get("suppliers.overdue"),
        facts.get("suppliers.ended"),
    )
    if expired.number:
        told.problems.append(("有", *amount(expired), "供应商证照到期后没有换证。"))
        told.efforts.append(("对证照过期的", *amount(expired), "逐家催换，换证前不采购、不签约。"))
    if overdue.number:
        told.problems.append(("有", *amount(overdue), "合同款过了应付日期还没有付出。"))
        told.efforts.append(("到期的合同款提前验收、备齐手续，本期逾期的", *amount(overdue), "抓紧办结。"))
    if ended.number:
        told.efforts.append(("本期到期的", *amount(ended), "合同逐份确定续签、重新采购或不再续签。"))


sections.add(SummarySection(area="suppliers", title="供应商与合同", order=58, write=write))
