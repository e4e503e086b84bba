"""What the term's summary says of supplies."""

from houqin.kernel.figures.facts import Facts
from houqin.kernel.figures.prose import amount, compared, listed, none_of
from houqin.kernel.figures.sections import Number, SummarySection, Told, Words, sections

MOST_ITEMS = 6


def write(facts: Facts) -> Told:
    asked, came = facts.get("stores.requisitions"), facts.get("stores.in_quantity")
    if not asked.rows and not came.rows:
        return Told(paragraphs=[("本期", none_of(asked), "物资收发记录。")])
    told = Told(lead=("物资申领", *amount(asked)))
    told.paragraphs = [p for p in (_came(facts, came), _went(facts, asked), _kept(facts)) if p]
    charts = (
        facts.chart_by("stores.out_value", "category", "各品类物资领用金额"),
        facts.chart_by_month("stores.out_value", "各月物资领用金额"),
    )
    told.charts = [chart for chart in charts if chart]
    _shortfalls(facts, told)
    return told


def _came(facts: Facts, came: Number) -> Words:
    if not came.rows:
        return ()
    value = facts.get("stores.in_value")
    told: Words = ("物资入库共计", *amount(value), *compared(facts, value))
    items = facts.parts("stores.in_quantity", "item")
    return (*told, "，主要是", *listed(items, most=MOST_ITEMS), "。") if items else (*told, "。")


def _went(facts: Facts, asked: Number) -> Words:
    if not asked.rows:
        return ()
    told: Words = ("受理物资申领、发放", *amount(asked), *compared(facts, asked))
    share = facts.get("stores.given_share")
    told += ("，已发放的占", *amount(share), "。")
    lists = facts.get("stores.issue_lists")
    if lists.number:
        told += ("集中发放", *amount(lists), "，各班逐一签收。")
    value, items = facts.get("stores.out_value"), facts.parts("stores.out_quantity", "item")
    if value.number:
        told += ("领用物资共计", *amount(value), *compared(facts, value))
        told += ("，主要是", *listed(items, most=MOST_ITEMS), "。") if items else ("。",)
    return told


def _kept(facts: Facts) -> Words:
    told: Words = ()
    balance = facts.get("stores.balance_value")
    if balance.number:
        told += ("月末库存物资", *amount(balance), "；")
    for key, before, after in (
        ("stores.transfers", "库房之间调拨", "；"), ("stores.loans", "借用", "；"), ("stores.written_off", "报废物资", "；"),
        ("stores.closed", "完成库房月结", "；"),
    ):  # fmt: skip
        number = facts.get(key)
        if number.number:
            told += (before, *amount(number), after)
    return (*told[:-1], "。") if told else ()


def _shortfalls(facts: Facts, told: Told) -> None:
    overdue, expired, unsigned = (
        facts.get("stores.overdue"), facts.get("stores.expired"), facts.get("stores.unsigned"),
    )  # fmt: skip
    if overdue.number:
        told.problems.append(("有", *amount(overdue), "借用的物资过期没有归还。"))
        told.efforts.append(("对逾期未还的", *amount(overdue), "借用逐笔催还，还不了的按规定赔偿。"))
    if expired.number:
        told.problems.append(("因过期报废物资", *amount(expired), "，储备的轮换还不够及时。"))
        told.efforts.append(("储备物资先到期先用，到期前补新，减少过期报废（本期", *amount(expired), "）。"))
    if unsigned.number:
        told.problems.append(("有", *amount(unsigned), "物资已经发出、领用人没有签收。"))
        told.efforts.append(("发放当场签名，未签收的", *amount(unsigned), "补齐手续。"))


sections.add(SummarySection(area="stores", title="物资保障", order=50, write=write))
