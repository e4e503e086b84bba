"""What the term's summary says of counts."""

from houqin.kernel.figures.facts import Facts
from houqin.kernel.figures.prose import amount, compared, none_of, of_which
from houqin.kernel.figures.sections import Number, SummarySection, Told, Words, sections


def write(facts: Facts) -> Told:
    sessions = facts.get("stocktakes.sessions")
    if not sessions.rows:
        return Told(paragraphs=[("本期", none_of(sessions), "盘点记录。")])
    accuracy = facts.get("stocktakes.accuracy")
    told = Told(lead=("盘点", *amount(sessions), *(("、账实相符率", *amount(accuracy)) if accuracy.rows else ())))
    told.paragraphs = [p for p in (_counted(facts, sessions, accuracy), _differences(facts)) if p]
    chart = facts.chart_by("stocktakes.counted", "outcome", "盘点结果")
    told.charts = [chart] if chart else []
    _shortfalls(facts, told)
    return told


def _counted(facts: Facts, sessions: Number, accuracy: Number) -> Words:
    told: Words = ("开展盘点", *amount(sessions), *compared(facts, sessions))
    told += (*of_which(facts.parts("stocktakes.sessions", "kind")), "。")
    if accuracy.rows:
        counted = facts.get("stocktakes.counted")
        told += (
            "逐件逐项扫码清点",
            *amount(counted),
            "，账实相符率",
            *amount(accuracy),
            *compared(facts, accuracy),
            "。",
        )
    return told


def _differences(facts: Facts) -> Words:
    missing, extra = facts.get("stocktakes.missing"), facts.get("stocktakes.surplus")
    elsewhere, decided = facts.get("stocktakes.elsewhere"), facts.get("stocktakes.decided")
    told: Words = ()
    if elsewhere.number:
        told += ("有", *amount(elsewhere), "资产不在账面地点。")
    if missing.number:
        told += ("盘亏", *amount(missing), "，盘亏金额", *amount(facts.get("stocktakes.loss_value")), "。")
    if extra.number:
        told += ("盘盈", *amount(extra), "。")
    return (*told, "差异由盘点人以外的人处理，处理率", *amount(decided), "。") if told and decided.rows else told


def _shortfalls(facts: Facts, told: Told) -> None:
    missing, elsewhere = facts.get("stocktakes.missing"), facts.get("stocktakes.elsewhere")
    if missing.number:
        told.problems.append(("盘点发现", *amount(missing), "账上有、实物缺少。"))
        told.efforts.append(("对盘亏的", *amount(missing), "逐项查清去向和责任，按规定办理赔偿或处置。"))
    if elsewhere.number:
        told.problems.append(("有", *amount(elsewhere), "资产挪了地方没有登记。"))
        told.efforts.append(("资产挪动随手扫码登记，减少地点不符（本期", *amount(elsewhere), "）。"))


sections.add(SummarySection(area="stocktakes", title="资产物资盘点", order=66, write=write))
