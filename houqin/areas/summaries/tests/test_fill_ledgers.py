"""Last year's summary is filled from the real ledgers: right numbers, sums that agree, nothing unsure without a look."""

import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from docx import Document

from houqin.areas.repairs.figures import ORDER_SPLITS
from houqin.areas.repairs.records import ORDER
from houqin.areas.stores.records import ITEM
from houqin.areas.summaries.filling.vocabulary import Period
from houqin.areas.summaries.ledger import Ledger
from houqin.areas.summaries.refilling import TOLD, Filled, UnreadableDocument, fill_file
from houqin.areas.summaries.tests.played import Terms, a_repair, moment, play, terms
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Refused, add
from houqin.kernel.figures import Figure, figures
from houqin.kernel.figures import figure as register_of_figures
from houqin.tests.people import World, keep, make_world

__all__ = ["terms"]

SEEDS = Path(__file__).resolve().parents[5] / "shared" / "seeds"
FIRST, LAST = date(2026, 2, 23), date(2026, 7, 5)
TEXT = """20__—20__学年第二学期后勤工作总结
一、维修工作
本学期接报维修__次，其中水工报修20次、木工__次、信息组__次。
完成维修__次，维修完成率95%。更换水龙头170只，换锁20把。
3月份接报修__次。南校区接报修__次。
二、其他工作
新购图书__册。维修用去__天。
"""


def filled(
    world: World, folder: Path, text: str | bytes = TEXT, *, name: str = "old.txt", out: str = "new.docx", by: Actor | None = None
) -> Filled:  # fmt: skip
    old = folder / name
    old.write_bytes(text if isinstance(text, bytes) else text.encode())
    return fill_file(world.school, old, start=FIRST, end=LAST, out=folder / out, by=by)


def told(result: Filled) -> dict[str, tuple[Any, bool]]:
    """Measure in the director's words → what was proposed, and whether it was sure."""
    return {slot["measure"]: (slot["value"], slot["sure"]) for slot in result.as_json()["slots"]}


def word(*paragraphs: str) -> bytes:
    document, content = Document(), io.BytesIO()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(content)
    return content.getvalue()


def lines_of(path: Path) -> list[str]:
    return [paragraph.text for paragraph in Document(str(path)).paragraphs]


def test_blanks_and_old_figures_get_what_the_ledgers_count(terms: Terms, tmp_path: Path) -> None:
    answers = told(filled(terms.world, tmp_path))

    assert answers["接报维修"] == (13, True)
    assert answers["水工报修"] == (8, True)
    assert answers["报修木工"] == (4, True)
    assert answers["完成维修"] == (12, True)
    assert answers["维修完成率"] == (92.3, True)
    assert answers["更换水龙头"] == (24, True)
    assert answers["换锁"] == (5, True)
    assert answers["3月份接报修"] == (3, True)
    assert answers["南校区接报修"] == (3, True)


def test_each_answer_is_what_its_evidence_address_counts(terms: Terms, tmp_path: Path, client: Any) -> None:
    client.force_login(terms.world.people["mira"].user)
    result = filled(terms.world, tmp_path)

    for proposal in (p for p in result.proposals if p.evidence_url):
        assert proposal.evidence_url.startswith(settings.BASE_URL)
        page = client.get(proposal.evidence_url.removeprefix(settings.BASE_URL)).content.decode()
        assert f'data-figure="{proposal.value}"' in page


def test_what_is_not_in_the_ledgers_stays_and_is_marked(terms: Terms, tmp_path: Path) -> None:
    result = filled(terms.world, tmp_path, out="new.txt")

    written = (tmp_path / "new.txt").read_text()
    assert "新购图书【__】册" in written
    assert "本学期接报维修13次，其中水工报修8次" in written
    assert written.startswith("2025—2026学年第二学期")
    assert "/figures/repairs.received/?" in written
    assert not told(result)["新购图书"][1]


def test_word_keeps_its_wording_and_links_each_filled_figure(terms: Terms, tmp_path: Path) -> None:
    filled(terms.world, tmp_path, word("总结", "本学期接报修＿＿次，植树30棵。"), name="old.docx")

    assert lines_of(tmp_path / "new.docx") == ["总结", "本学期接报修13次，植树30棵。"]
    document = Document(str(tmp_path / "new.docx"))
    assert [rel.target_ref for rel in document.part.rels.values() if rel.is_external] == [
        f"{settings.BASE_URL}/figures/repairs.received/?from=2026-02-23&to=2026-07-05"
    ]
    marked = [run.text for p in document.paragraphs for run in p.runs if run.font.highlight_color is not None]
    assert marked == ["30"]


def test_the_json_has_the_promised_keys_and_no_others(terms: Terms, tmp_path: Path) -> None:
    slots = filled(terms.world, tmp_path).as_json()["slots"]

    assert all(tuple(slot) == TOLD for slot in slots)
    assert {slot["kind"] for slot in slots} == {"blank", "figure"}
    (tap,) = [slot for slot in slots if slot["measure"] == "更换水龙头"]
    assert (tap["line"], tap["old"], tap["figure"], tap["unit"]) == (4, 170, "repairs.work", "只")
    assert tap["split"] == {"item": "更换水龙头"}
    assert tap["why"]


def test_parts_of_different_kinds_may_together_exceed_the_total(terms: Terms, tmp_path: Path) -> None:
    answers = told(filled(terms.world, tmp_path, "接报修__次，其中水工报修__次、木工__次、北校区__次。"))

    assert answers["接报修"] == (13, True)


def test_a_part_larger_than_its_total_is_not_sure(terms: Terms, tmp_path: Path) -> None:
    whole, part = filled(terms.world, tmp_path, "3月份接报修__次，其中全学期接报修__次。").proposals

    assert whole.value == 3
    assert (part.value, part.sure) == (Decimal(13), False)
    assert part.flags == ("parts",)


def test_another_schools_rows_are_never_counted(terms: Terms, tmp_path: Path) -> None:
    before = told(filled(terms.world, tmp_path))
    other = make_world("隔壁学校", "GB")
    play(other)
    a_repair(other, "2026-03-09", hours=None)

    assert told(filled(terms.world, tmp_path)) == before
    assert told(filled(other, tmp_path))["接报维修"] == (14, True)


def test_a_campus_director_gets_the_numbers_of_the_campus(
    terms: Terms, nan: Actor, lena: Actor, tmp_path: Path
) -> None:
    text = "本学期接报修__次。"

    assert told(filled(terms.world, tmp_path, text, by=nan))["接报修"] == (10, True)
    assert told(filled(terms.world, tmp_path, text, by=lena))["接报修"] == (3, True)


def test_one_campus_chosen_counts_only_there(terms: Terms, mira: Actor) -> None:
    ledger = Ledger(mira, terms.world.south.pk)
    days = Period(start=FIRST, end=LAST)
    whole = ledger("repairs.received", {}, days)
    assert whole is not None
    assert whole.value == 3
    assert ledger("repairs.received", {"campus": (str(terms.world.north.pk),)}, days) is None


@pytest.fixture
def new_figure() -> Iterator[Figure]:
    """What a new area would declare; nobody told the reader of it."""
    declared = figures.add(Figure(
        key="repairs.whistled", label="吹哨办理", unit="次", of=ORDER, when="reported_at", means="测试用。", splits=ORDER_SPLITS,
        words=("吹哨报到",), units=("件",),
    ))  # fmt: skip
    yield declared
    del register_of_figures.figures._by_key[declared.key]


def test_a_new_areas_figure_is_fillable_as_soon_as_it_is_declared(
    new_figure: Figure, terms: Terms, tmp_path: Path
) -> None:
    result = filled(terms.world, tmp_path, "本学期吹哨办理30次，其中木工吹哨报到__次。")

    assert [(p.measure_key, p.value, p.sure) for p in result.proposals] == [
        ("repairs.whistled", Decimal(14), True),
        ("repairs.whistled", Decimal(4), True),
    ]


def test_buildings_of_one_name_are_counted_together(terms: Terms, tmp_path: Path) -> None:
    world, by = terms.world, Actor.system(terms.world.school.pk)
    for campus in ("north", "south"):
        building = world.place("求知楼", campus=campus, kind="teaching_building")
        room = world.place("301", campus=campus, kind="classroom")
        room.parent = building
        keep(room)
        with clock.at(moment("2026-03-20")):
            add(
                ORDER,
                by=by,
                values={"place": room, "fault": "灯坏", "trade": "power", "reported_at": moment("2026-03-20")},
            )

    answers = told(filled(world, tmp_path, "求知楼报修__次。南校区求知楼报修__次。"))

    assert answers["求知楼报修"] == (2, True)
    assert answers["南校区求知楼报修"] == (1, True)


def test_an_unreadable_document_gets_a_sentence(world: World, tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match="PDF"):
        filled(world, tmp_path, b"%PDF-1.7 ...")


def test_the_old_document_is_never_overwritten(world: World, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="覆盖"):
        filled(world, tmp_path, out="old.txt")


def test_word_is_not_written_into_a_text_file(world: World, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"\.docx"):
        filled(world, tmp_path, word("接报修__次。"), name="old.docx", out="new.txt")


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the sample documents are not on this machine")
def test_real_documents_are_filled_without_a_crash(terms: Terms, tmp_path: Path) -> None:
    for path in sorted(SEEDS.iterdir()):
        result = fill_file(terms.world.school, path, start=FIRST, end=LAST, out=tmp_path / "new.docx")
        sure = sum(proposal.sure for proposal in result.proposals)
        print(f"{path.name}: {len(result.proposals)} slots, {sure} sure")
        assert (tmp_path / "new.docx").stat().st_size > 0


def test_a_name_may_hold_a_blank_and_is_heard_without_it(world: World) -> None:
    by = Actor.system(world.school.pk)
    add(ITEM, by=by, values={"name": "复印纸", "unit": "包", "category": "office", "words": "A4 纸、打印纸"})

    measure = Ledger(by).vocabulary.measure("stores.out_quantity")

    assert measure is not None
    assert [(item.name, item.synonyms) for item in measure.items] == [("复印纸", ("A4纸", "打印纸"))]
