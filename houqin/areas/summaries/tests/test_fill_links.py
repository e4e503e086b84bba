"""A summary written here says what each of its numbers is: its links lead to the rows, and the next one is filled by them."""

import io
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from houqin.areas.summaries.filling.documents import read_summary
from houqin.areas.summaries.filling.memory import Memory
from houqin.areas.summaries.filling.proposals import Proposal
from houqin.areas.summaries.filling.vocabulary import Period
from houqin.areas.summaries.ledger import Ledger
from houqin.areas.summaries.refilling import answers_for
from houqin.areas.summaries.tests.played import Terms, a_repair, terms
from houqin.areas.summaries.writing import write_file
from houqin.foundation.models import Campus, Term
from houqin.kernel.access import Actor
from houqin.kernel.figures import figures, value
from houqin.kernel.figures.period import Period as Days
from houqin.tests.people import World

__all__ = ["terms"]


def written(world: World, term: Term, folder: Path) -> bytes:
    return write_file(world.school, term_code=term.code, out=folder / "old.docx").read_bytes()


def answered(data: bytes, by: Actor, start: date, end: date) -> list[Proposal]:
    return answers_for(read_summary(data), Ledger(by), Period(start=start, end=end), Memory())


def counted_at(url: str, by: Actor, days: Days) -> Any:
    """What the address counts, for other days."""
    parts = urlsplit(url)
    figure = figures.get(parts.path.split("/")[2])
    asked = {name: told[0] for name, told in parse_qs(parts.query).items() if name in figure.splits}
    campus = {"campus": int(asked.pop("campus"))} if "campus" in asked else {}
    return value(figure, by=by, period=days, splits=asked | campus).number


def test_each_number_is_filled_by_the_figure_it_led_to(terms: Terms, mira: Actor, tmp_path: Path) -> None:
    second = Days(terms.second.starts_on, terms.second.ends_on)

    found = [
        one
        for one in answered(written(terms.world, terms.first, tmp_path), mira, second.start, second.end)
        if f"from={terms.first.starts_on}&to={terms.first.ends_on}" in one.slot.linked and one.slot.nature == "amount"
    ]

    assert len(found) > 15
    for one in found:
        assert one.value == counted_at(one.slot.linked, mira, second), one.slot.text
        assert "链接" in one.why
        assert "已确认" not in one.why
    assert sum(one.sure for one in found) > len(found) * 0.7


def test_what_the_term_before_had_becomes_what_this_term_had(terms: Terms, mira: Actor, tmp_path: Path) -> None:
    """比上学期（10次）增加3次: next term the term before is the one just told; the difference is left to the reader."""
    third = (date(2026, 9, 1), date(2027, 1, 22))
    for day in ("2026-09-10", "2026-10-12"):
        a_repair(terms.world, day, kind=terms.tap)

    found = answered(written(terms.world, terms.second, tmp_path), mira, *third)

    in_sentence = [one for one in found if one.slot.text.startswith("接报修13次，比上学期")]
    now, before, difference = in_sentence[:3]
    assert [now.slot.old, now.value, now.sure] == [13, 2, True]
    assert [before.slot.old, before.value] == [10, 13]
    assert "上一期" in before.why
    assert "链接" not in difference.why


def test_only_addresses_of_this_system_are_followed(terms: Terms, mira: Actor) -> None:
    ledger = Ledger(mira)
    here, days = f"{settings.BASE_URL}/figures/repairs.received/", "?from=2025-09-01&to=2026-01-30"

    told = ledger.pointed_at(here + days + "&trade=water")

    assert told is not None
    assert (told.measure_key, told.splits) == ("repairs.received", {"trade": ("water",)})
    for other in (
        "https://example.org/figures/repairs.received/" + days,
        f"{settings.BASE_URL}/figures/no.such/{days}",
        f"{settings.BASE_URL}/figures/{days}",
        here + "?from=soon&to=later",
        here + days + "&late=1",
        f"{settings.BASE_URL}/summaries/1/",
    ):
        assert ledger.pointed_at(other) is None, other


def test_who_counts_one_campus_is_told_nothing_of_another(terms: Terms, mira: Actor) -> None:
    north, south = Campus.objects.of(terms.world.school).order_by("id")
    address = f"{settings.BASE_URL}/figures/repairs.received/?from=2025-09-01&to=2026-01-30&campus={south.pk}"
    days = Period(start=date(2025, 9, 1), end=date(2026, 1, 30))

    own, other = (Ledger(mira, campus=campus.pk).pointed_at(address) for campus in (south, north))

    assert own is not None
    assert other is not None
    assert own.count(days) is not None
    assert other.count(days) is None


@pytest.mark.parametrize("kind", ["link", "field"])
def test_links_and_the_fields_other_programs_make_of_them_are_read(kind: str) -> None:
    document, content = Document(), io.BytesIO()
    paragraph = document.add_paragraph("报修")
    if kind == "link":
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), document.part.relate_to("http://here/", RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        link.append(paragraph.add_run("759")._r)
        paragraph._p.append(link)
    else:
        for mark, words in (
            ("begin", ""),
            ("", ' HYPERLINK "http://here/" '),
            ("separate", ""),
            (None, "759"),
            ("end", ""),
        ):
            run = paragraph.add_run(words if mark is None else "")._r
            made = OxmlElement("w:instrText" if mark == "" else "w:fldChar")
            if mark:
                made.set(qn("w:fldCharType"), mark)
            made.text = words if mark == "" else None
            if mark is not None:
                run.append(made)
    paragraph.add_run("次")
    document.save(content)

    (line,) = (one for one in read_summary(content.getvalue()).lines if one.text)

    assert (line.text, line.links) == ("报修759次", ((2, 5, "http://here/"),))
