"""What the term's summary says of inspections and rounds."""

from houqin.kernel.figures.facts import Facts
from houqin.kernel.figures.prose import amount, compared, listed, none_of, of_which
from houqin.kernel.figures.sections import Number, SummarySection, Told, Words, sections

TARGET_SHARE = 100


def write(facts: Facts) -> Told:
    done, missed = facts.get("inspections.done"), facts.get("inspections.missed")
    if not done.rows and not missed.rows:
        return Told(paragraphs=[("本期", none_of(done), "检查和巡查记录。")])
    told = Told(lead=("开展检查巡查", *amount(done)))
    told.paragraphs = [p for p in (_done(facts, done), _rounds(facts), _findings(facts)) if p]
    _shortfalls(facts, missed, told)
    return told


def _done(facts: Facts, done: Number) -> Words:
    on_time = facts.get("inspections.on_time")
    told: Words = ("做完各类检查和巡查", *amount(done), *compared(facts, done))
    if on_time.number is not None:
        told += ("，应做的检查按时完成率", *amount(on_time), *compared(facts, on_time))
    kinds = facts.parts("inspections.done", "checklist")
    if len(kinds) > 1:
        told += ("。按检查表分，", *listed(kinds, most=6))
    campuses = [] if "campus" in facts.splits else facts.parts("inspections.done", "campus")
    if len(campuses) > 1:
        told += ("。按校区分，", *listed(campuses))
    return (*told, "。")


def _rounds(facts: Facts) -> Words:
    rounds, points = facts.get("inspections.rounds"), facts.get("inspections.points")
    if not rounds.number:
        return ()
    told: Words = ("其中按路线巡查", *amount(rounds), *compared(facts, rounds))
    if points.number:
        told += ("，到点", *amount(points), "，扫码到点占", *amount(facts.get("inspections.scanned_share")))
    return (*told, "。")


def _findings(facts: Facts) -> Words:
    found = facts.get("inspections.findings")
    if not found.number:
        return ("检查中", none_of(found), "异常记录。")
    told: Words = ("检查发现异常", *amount(found), *compared(facts, found))
    told += ("，已当场处理、转隐患或转报修的占", *amount(facts.get("inspections.handled_share")))
    on_spot = facts.get("inspections.on_spot")
    if on_spot.number:
        told += ("，其中当场处理", *amount(on_spot))
    items = facts.parts("inspections.findings", "item")
    if len(items) > 1:
        told += ("。异常较多的内容是", *listed(items, most=3))
    return (*told, "。")


def _shortfalls(facts: Facts, missed: Number, told: Told) -> None:
    handled, too_fast = facts.get("inspections.handled_share"), facts.get("inspections.too_fast")
    if missed.number:
        kinds = facts.parts("inspections.missed", "checklist")
        told.problems.append(("漏检", *amount(missed), *compared(facts, missed), *of_which(kinds, most=4), "。"))
        told.efforts.append(("逐次查明", *amount(missed), "漏检的原因，把检查时段和责任人排实，到时段前提醒到人。"))
    if handled.number is not None and handled.number < TARGET_SHARE:
        told.problems.append(("检查发现的异常已处理的占", *amount(handled), "，仍有异常没有转成隐患或报修。"))
        told.efforts.append(("检查结束前把每个异常当场处理或转出，异常处理率由现在的", *amount(handled), "做到100%。"))
    if too_fast.number:
        told.problems.append(("有", *amount(too_fast), "到点记录的步行时间短于走路所需，巡查是否到位需要核实。"))
        told.efforts.append(("对步行时间过短的", *amount(too_fast), "核实路线和点位，巡查以现场扫码为准。"))


sections.add(SummarySection(area="inspections", title="安全检查与巡查", order=20, write=write))
