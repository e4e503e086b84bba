"""A director writes the term's summary and every number in it can be opened."""

import json
import re
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.test import Client
from docx import Document

from houqin.areas.repairs.models import RepairOrder
from houqin.areas.summaries import reads
from houqin.areas.summaries.actions import close, document_of, rewrite, write_summary
from houqin.areas.summaries.chapters import compose
from houqin.areas.summaries.composition import Composition, composition_from, kept, plain
from houqin.areas.summaries.docx import to_docx
from houqin.areas.summaries.tests.played import Terms, a_repair, moment, terms
from houqin.areas.summaries.tests.samples import a_term
from houqin.areas.summaries.writing import write_file
from houqin.foundation.models import User
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Refused
from houqin.kernel.declare import register
from houqin.kernel.figures import figures
from houqin.kernel.figures.asking import asked_of
from houqin.kernel.figures.sections import Goal, sections
from houqin.kernel.figures.value import evidence, value
from houqin.kernel.files import attachments_of
from houqin.kernel.rows import School
from houqin.tests.people import World, make_world

__all__ = ["terms"]


def told(actor: Actor, code: str = "2025-2026-2") -> Composition:
    period = reads.period_named(actor.school_id, code)
    with clock.at(moment("2026-07-06")):
        return compose(actor, period, reads.previous_period(actor.school_id, period))


def text_of(composition: Composition) -> str:
    words = [*composition.opening, *(words for chapter in composition.chapters for words in chapter.paragraphs)]
    return "\n".join(plain(line) for line in words)


def links_of(content: bytes) -> set[str]:
    return {r.target_ref for r in Document(BytesIO(content)).part.rels.values() if r.is_external}


def test_the_text_tells_what_was_played(terms: Terms, mira: Actor) -> None:
    text = text_of(told(mira))
    assert "接报修13次，比上学期（10次）增加3次，增长30%" in text
    assert "按工种分，水8次、木4次、电1次" in text
    assert "已完工12次，完成率92.3%" in text
    assert "报修人验收评价8次，4分及以上的占87.5%" in text
    assert "更换水龙头24只" in text
    assert "维修单上登记费用160元" in text
    assert "尚有1次报修没有完工。" in text


def test_every_number_is_what_its_address_counts(terms: Terms, mira: Actor) -> None:
    composition = told(mira)
    checked = 0
    for together in composition.numbers:
        for number in together:
            figure = figures.get(number.figure)
            asked = asked_of(figure, parse_qs(urlsplit(number.address).query, keep_blank_values=True), mira)
            assert (asked.period.start, asked.period.end) == (number.period.start, number.period.end)
            assert evidence(figure, by=mira, period=asked.period, splits=asked.splits).count() == number.rows
            if number.before is None:
                counted = value(figure, by=mira, period=asked.period, splits=asked.splits)
                assert number.text in (counted.text, "无")
                checked += 1
    assert checked > 25


def test_the_word_file_links_each_number_and_lists_it(terms: Terms, mira: Actor) -> None:
    composition = told(mira)
    content = to_docx(composition, base_url="http://school.test")
    document = Document(BytesIO(content))
    linked = links_of(content)
    assert {"http://school.test" + together[0].address for together in composition.numbers} <= linked
    assert all(link.startswith("http://school.test/figures/") for link in linked)
    table = document.tables[-1]
    assert [cell.text for cell in table.rows[0].cells] == ["指标", "口径", "时段", "数值", "条数", "依据地址"]
    listed = " ".join(cell.text for row in table.rows for cell in row.cells)
    assert all(number.text in listed for together in composition.numbers for number in together)
    assert len(table.rows) <= len(composition.numbers) + 1
    assert len(document.inline_shapes) == 2
    assert "青禾实验学校后勤工作总结" in document.paragraphs[0].text
    assert "2025—2026学年第二学期" in document.paragraphs[0].text
    assert to_docx(composition, base_url="http://school.test") == content


def test_every_link_opens_for_the_director(terms: Terms, mira: Actor, client: Client) -> None:
    client.force_login(User.objects.get(pk=mira.user_id or 0), backend="django.contrib.auth.backends.ModelBackend")
    for together in told(mira).numbers:
        answer = client.get(together[0].address)
        assert answer.status_code == 200, together[0].address
        if together[0].before is None and together[0].text != "无":
            shown = re.search(r'data-figure="([^"]*)"', answer.content.decode())
            assert shown is not None
            assert shown[1] == together[0].text


def test_hazards_and_inspections_have_their_own_chapters(terms: Terms, mira: Actor, a_row_of: Any) -> None:
    with clock.at(moment("2026-04-01")):
        for key in ("hazards.hazard", "hazards.hazard", "inspections.inspection", "inspections.finding"):
            a_row_of(register.get(key))
    composition = told(mira)
    text = text_of(composition)
    found = evidence(figures.get("hazards.found"), by=mira, period=composition.period).count()
    assert f"排查发现隐患{found}处" in text
    assert (
        f"尚有{evidence(figures.get('hazards.open'), by=mira, period=composition.period).count()}处隐患没有销号" in text
    )
    titles = [chapter.title for chapter in composition.chapters]
    assert titles == ["安全检查与巡查", "隐患排查与整改", "报修与维修", "存在问题", "下一步打算"]


def test_systems_without_records_share_one_sentence(terms: Terms, mira: Actor) -> None:
    composition = told(mira)
    silent = plain(composition.opening[1])
    assert silent.startswith("本期无")
    assert silent.count("本期") == 1
    assert silent.endswith("。")
    assert "采购记录" in silent
    assert "采购" not in "".join(chapter.title for chapter in composition.chapters)


def test_goals_of_the_plan_stand_beside_their_figures(
    terms: Terms, mira: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    promised = [
        Goal(text="维修完成率不低于95%", operator="≥", target=Decimal(95), unit="%", figure="repairs.finished_share"),
        Goal(text="返修不超过2次", operator="≤", target=Decimal(2), unit="次", figure="repairs.reopened"),
        Goal(text="全年零投诉", operator="=", target=Decimal(0), unit="起"),
    ]
    monkeypatch.setattr(sections, "_goals", [lambda facts: promised])
    composition = told(mira)
    table = Document(BytesIO(to_docx(composition, base_url="http://x"))).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows[1:]] == [
        ["维修完成率不低于95%", "不低于95%", "92.3%", "2.7个百分点", "未达到"],
        ["返修不超过2次", "不超过2次", "1次", "—", "达到"],
        ["全年零投诉", "0起", "—", "—", "未对应指标"],
    ]
    text = text_of(composition)
    assert "目标“维修完成率不低于95%”未达到：要求不低于95%，实际92.3%，差2.7个百分点" in text
    assert "由现在的92.3%做到不低于95%" in text
    assert composition_from(json.loads(json.dumps(kept(composition)))) == composition


def test_a_first_term_is_compared_with_nothing(terms: Terms, mira: Actor) -> None:
    text = text_of(told(mira, "2025-2026-1"))
    assert "接报修10次。" in text
    assert "上学期" not in text
    assert "增长" not in text


def test_records_from_before_the_first_term_are_no_term(terms: Terms, world: World, mira: Actor) -> None:
    a_repair(world, "2025-08-25", hours=None)

    assert "接报修10次。" in text_of(told(mira, "2025-2026-1"))


def test_other_days_are_compared_with_as_many_before(terms: Terms, mira: Actor) -> None:
    period = reads.period_between(mira.school_id, date(2026, 3, 1), date(2026, 8, 31))
    before = reads.previous_period(mira.school_id, period)

    assert "接报修13次，比此前184天（10次）增加3次" in text_of(compose(mira, period, before))


def test_an_empty_period_says_so_in_a_short_document(world: World, mira: Actor) -> None:
    a_term(world)
    composition = told(mira)
    text = text_of(composition)
    assert "台账中没有任何记录" in plain(composition.opening[0])
    assert "本期无报修维修记录。" in text
    assert not re.search(r"\d+次|\d+%|\d+元", text)
    assert not any(chapter.charts for chapter in composition.chapters)
    assert [chapter.title for chapter in composition.chapters if chapter.title in ("存在问题", "下一步打算")] == []
    assert Document(BytesIO(to_docx(composition, base_url="http://x"))).inline_shapes.__len__() == 0


def test_another_schools_rows_are_never_counted(terms: Terms, mira: Actor) -> None:
    before = text_of(told(mira))
    other = make_world("别的学校", "XX")
    a_term(other)
    a_repair(other, "2026-04-03", hours=None)
    assert text_of(told(mira)) == before


def test_a_campus_director_gets_only_the_campus(terms: Terms, lena: Actor, world: World) -> None:
    with pytest.raises(Refused, match="校区"):
        write_summary(by=lena, term=terms.second)
    summary = write_summary(by=lena, term=terms.second, campus=world.south)
    text = text_of(composition_from(summary.content))
    assert "接报修3次" in text
    assert "更换水龙头" not in text
    assert summary.title.startswith("青禾实验学校南校区后勤工作总结")


def test_a_whole_school_reader_can_ask_for_one_campus(terms: Terms, mira: Actor, world: World) -> None:
    period = reads.period_named(mira.school_id, "2025-2026-2")
    text = text_of(compose(mira, period, None, world.south))
    assert "接报修3次" in text
    assert "按校区分" not in text


def test_a_kept_composition_comes_back_the_same(terms: Terms, mira: Actor) -> None:
    composition = told(mira)
    assert composition_from(json.loads(json.dumps(kept(composition)))) == composition


def test_a_draft_is_counted_anew_and_a_final_one_stays(terms: Terms, mira: Actor, world: World) -> None:
    summary = write_summary(by=mira, term=terms.second)
    assert summary.number
    a_repair(world, "2026-06-20", kind=terms.tap)
    assert "接报修13次" in text_of(composition_from(summary.content))
    rewrite(summary, by=mira)
    assert "接报修14次" in text_of(composition_from(summary.content))
    close(summary, by=mira)
    assert [paper.name for paper in attachments_of(summary)] == [f"{summary.title}.docx"]
    a_repair(world, "2026-06-21", kind=terms.tap)
    with pytest.raises(Refused, match="已定稿"):
        rewrite(summary, by=mira)
    assert "接报修14次" in "".join(p.text for p in Document(BytesIO(document_of(summary))).paragraphs)


def test_the_command_writes_a_file(terms: Terms, tmp_path: Path) -> None:
    school = School.objects.get(pk=terms.world.school.pk)
    out = write_file(school, term_code="2025-2026-2", out=tmp_path / "总结.docx")
    body = "\n".join(paragraph.text for paragraph in Document(str(out)).paragraphs)
    assert "接报修13次" in body
    by_dates = write_file(
        school, start=date(2026, 3, 1), end=date(2026, 3, 31), out=tmp_path / "三月.docx", campus="北校区"
    )
    assert "北校区" in Document(str(by_dates)).paragraphs[0].text
    year = write_file(school, term_code="2025-2026", out=tmp_path / "学年.docx")
    assert "接报修23次" in "\n".join(paragraph.text for paragraph in Document(str(year)).paragraphs)


@pytest.mark.parametrize(
    ("asked", "said"),
    [({"term_code": "2019-2020-1"}, "没有学期"), ({}, "学期代码"), ({"term_code": "2025-2026-2", "campus": "西校区"}, "没有校区"),
     ({"start": date(2026, 3, 1), "end": date(2026, 2, 1)}, "早于")],
)  # fmt: skip
def test_a_wrong_period_gets_a_sentence(terms: Terms, tmp_path: Path, asked: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused, match=said):
        write_file(terms.world.school, out=tmp_path / "x.docx", **asked)


def test_the_director_looks_keeps_and_downloads(
    terms: Terms, mira: Actor, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    client.force_login(User.objects.get(pk=mira.user_id or 0), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/summaries/new/")["Location"] == "/summaries/preview/"
    page = client.get("/summaries/preview/", {"term": terms.second.pk})
    assert page.status_code == 200
    assert "接报修<a href=" in page.content.decode()
    word = client.get("/summaries/preview/file/", {"term": terms.second.pk})
    assert links_of(word.content) >= {settings.BASE_URL + told(mira).numbers[0][0].address}
    with django_capture_on_commit_callbacks(execute=True):
        sent = client.post("/summaries/preview/", {"term": terms.second.pk, "campus": ""})
    job = client.get(sent["Location"]).content.decode()
    assert "已写成草稿" in job
    where = re.search(r'href="(/summaries/\d+/)"', job)
    assert where is not None
    assert "接报修" in client.get(where[1]).content.decode()
    assert client.get(f"{where[1]}file/").content[:2] == b"PK"


def test_a_teacher_can_neither_write_nor_read_summaries(terms: Terms, omar: Actor, client: Client) -> None:
    client.force_login(User.objects.get(pk=omar.user_id or 0), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/summaries/preview/").status_code == 403
    assert client.get("/summaries/").status_code == 403


def test_no_order_was_forgotten_in_the_played_term(terms: Terms) -> None:
    """The story itself: 23 orders counted, one withdrawn, one never finished."""
    states = list(RepairOrder.objects.values_list("state", flat=True))
    assert len(states) == 24
    assert states.count("withdrawn") == 1
    assert states.count("open") == 1
