"""What the term's summary says of fixed assets."""

from houqin.kernel.figures.facts import Facts
from houqin.kernel.figures.prose import amount, compared, listed, none_of, of_which
from houqin.kernel.figures.sections import SummarySection, Told, Words, sections


def write(facts: Facts) -> Told:
    new, gross, gone = (facts.get(f"assets.{key}") for key in ("new", "gross", "disposed"))
    if not (new.rows or gross.rows or gone.rows):
        return Told(paragraphs=[("本期", none_of(new), "固定资产变动记录。")])
    told = Told(lead=("新增固定资产", *amount(new)))
    told.paragraphs = [words for words in (_standing(facts), _new(facts), _gone(facts), _custody(facts)) if words]
    charts = (
        facts.chart_by("assets.new_value", "class", "各类新增固定资产原值"),
        facts.chart_by("assets.gross", "class", "各类固定资产原值"),
    )
    told.charts = [chart for chart in charts if chart]
    _shortfalls(facts, told)
    return told


def _standing(facts: Facts) -> Words:
    gross, net, cards, used = (facts.get(f"assets.{key}") for key in ("gross", "net", "cards", "used"))
    if not gross.rows:
        return ()
    told: Words = (
        "期末在账固定资产",
        *amount(cards),
        "（其中在用",
        *amount(used),
        "），原值",
        *amount(gross),
        *compared(facts, gross),
        "，净值",
        *amount(net),
        "。",
    )
    charge = facts.get("assets.depreciation")
    return (*told, "本期计提折旧", *amount(charge), "。") if charge.number else told


def _new(facts: Facts) -> Words:
    new, worth = facts.get("assets.new"), facts.get("assets.new_value")
    if not new.number:
        return ("本期", none_of(new), "新增固定资产。")
    told: Words = ("新增固定资产", *amount(new), "，原值", *amount(worth), *compared(facts, worth), "。")
    classes = facts.parts("assets.new", "class")
    return (*told, "其中", *listed(classes, most=6), "。") if len(classes) > 1 else told


def _gone(facts: Facts) -> Words:
    gone, worth, proceeds = (facts.get(f"assets.{key}") for key in ("disposed", "disposed_value", "proceeds"))
    if not gone.number:
        return ()
    told: Words = (
        "按规定处置固定资产",
        *amount(gone),
        *of_which(facts.parts("assets.disposed", "kind")),
        "，原值",
        *amount(worth),
        "。",
    )
    return (*told, "处置收入", *amount(proceeds), "，按规定上缴。") if proceeds.number else told


def _custody(facts: Facts) -> Words:
    checked, moved, lent, paid = (
        facts.get(f"assets.{key}") for key in ("checked", "transfers", "lent", "compensation")
    )
    told: Words = ()
    for number, before, after in (
        (checked, "核对班级、房间财产清单", ""),
        (moved, "办理资产调拨", ""),
        (lent, "办理资产借用", ""),
        (paid, "收到财产赔偿", ""),
    ):
        if number.number:
            told += ("；" if told else "", before, *amount(number), after)
    return (*told, "。") if told else ()


def _shortfalls(facts: Facts, told: Told) -> None:
    harm, cards, used = (facts.get(f"assets.{key}") for key in ("harm", "cards", "used"))
    if cards.number and used.number is not None and used.number < cards.number:
        told.efforts.append(
            ("盘活没有用起来的资产，添置前先看现有的（期末在账", *amount(cards), "，在用", *amount(used), "）。")
        )
    if harm.number:
        told.problems.append(("发生财产损坏、遗失", *amount(harm), *of_which(facts.parts("assets.harm", "why")), "。"))
        told.efforts.append(("加强爱护公物教育，期初移交、期末核对都签字（本期损坏、遗失", *amount(harm), "）。"))


sections.add(SummarySection(area="assets", title="固定资产", order=60, write=write))
