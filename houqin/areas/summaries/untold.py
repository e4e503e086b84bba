"""Areas that declare figures but no section of their own: told from the figures alone, nothing added."""

from django.apps import apps

from houqin.kernel.figures.facts import Facts
from houqin.kernel.figures.figure import Figure, figures
from houqin.kernel.figures.prose import amount, compared, none_of, of_which
from houqin.kernel.figures.sections import SummarySection, Told, Words, sections

LAST = 90
FIGURES_A_PARAGRAPH = 4


def areas_untold() -> list[SummarySection]:
    areas = dict.fromkeys(figure.key.partition(".")[0] for figure in figures)
    return [_section(area) for area in areas if area not in sections]


def _section(area: str) -> SummarySection:
    own = [figure for figure in figures if figure.key.partition(".")[0] == area]
    title = str(apps.get_app_config(area).verbose_name)
    return SummarySection(area=area, title=title, order=LAST, write=lambda facts: _told(facts, title, own))


def _told(facts: Facts, title: str, own: list[Figure]) -> Told:
    known = [figure for figure in own if facts.has(figure.key)]
    if not known:
        return Told()
    if not any(facts.get(figure.key).rows for figure in known):
        return Told(paragraphs=[("本期", none_of(facts.get(known[0].key)), f"{title}记录。")])
    sentences = [words for figure in known if (words := _sentence(facts, figure))]
    told = Told(lead=_clause(facts, known[0]))
    for i in range(0, len(sentences), FIGURES_A_PARAGRAPH):
        told.paragraphs.append(tuple(piece for words in sentences[i : i + FIGURES_A_PARAGRAPH] for piece in words))
    told.problems = [words for figure in known if (words := _worse(facts, figure))]
    return told


def _clause(facts: Facts, figure: Figure) -> Words:
    number = facts.get(figure.key)
    return (figure.label, *amount(number)) if number.rows else ()


def _sentence(facts: Facts, figure: Figure) -> Words:
    number = facts.get(figure.key)
    if not number.rows or number.number is None:
        return ()
    told: Words = (figure.label, *amount(number), *compared(facts, number))
    split = next((name for name in figure.splits if name not in facts.splits), None)
    parts = facts.parts(figure.key, split) if split else []
    return (*told, *(of_which(parts, most=5) if number.unit != "%" else ()), "。")


def _worse(facts: Facts, figure: Figure) -> Words:
    """A figure that went the wrong way since the period before."""
    number, before = facts.get(figure.key), facts.before(figure.key)
    if not figure.good or before is None or before.number is None or number.number is None:
        return ()
    fell = number.number < before.number
    return (
        (figure.label, *amount(number), *compared(facts, number), "。")
        if fell == (figure.good == "up") and number.number != before.number
        else ()
    )
