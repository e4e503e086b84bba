"""Tables of official documents, read back as Word would read them."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn
from docx.table import Table

from houqin.kernel.documents.inlines import Content, Link
from houqin.kernel.documents.official import OfficialDocument
from houqin.kernel.documents.tables import Align


def made(
    rows: Sequence[Sequence[Content]], *, header: Sequence[str] = ("班级", "本数"), align: Sequence[Align] | None = None
) -> Table:
    paper = OfficialDocument(title="清点表", organisation="图书室", dated=date(2026, 7, 3))
    paper.table(header=header, rows=rows, widths=[3, 1], caption="各班藏书", align=align, name="books")
    return docx.Document(BytesIO(paper.to_bytes())).tables[0]


def sides(table: Table, row: int) -> list[str | None]:
    return [cell.paragraphs[0]._p.xpath("string(w:pPr/w:jc/@w:val)") or None for cell in table.rows[row].cells]


def test_the_heading_row_repeats_on_every_page_and_no_row_is_broken() -> None:
    table = made([["一班", "31"]] * 60)

    repeats = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]

    assert repeats == [True] + [False] * 60
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


@pytest.mark.parametrize("figures", [["31", "—", "1,204"], ["95.5%", "100%", ""], ["-3", "0", "+12"]])
def test_a_column_of_figures_stands_right(figures: list[str]) -> None:
    table = made([["一班", figure] for figure in figures])

    assert [sides(table, row) for row in (1, 2, 3)] == [[None, "right"]] * 3


@pytest.mark.parametrize("words", [["31", "约三十"], ["—", ""], ["2026-07-03", "2026-07-04"]])
def test_a_column_with_words_or_nothing_stays_left(words: list[str]) -> None:
    table = made([["一班", word] for word in words])

    assert sides(table, 1) == [None, None]


def test_a_linked_figure_is_still_a_figure() -> None:
    table = made([["一班", [Link("31", "https://example.org/1")]]])

    assert sides(table, 1) == [None, "right"]
    assert table.rows[1].cells[1].paragraphs[0].hyperlinks[0].address == "https://example.org/1"


def test_sides_can_be_said() -> None:
    table = made([["一班", "31"]], align=["center", "left"])

    assert sides(table, 1) == ["center", None]


def test_columns_share_the_text_width() -> None:
    widths = [int(width) for width in made([["一班", "31"]])._tbl.xpath("w:tblGrid/w:gridCol/@w:w")]

    assert abs(sum(widths) / 1440 * 25.4 - 156) < 0.1
    assert abs(widths[0] - 3 * widths[1]) <= 3


def test_the_look_is_a_table_style_with_borders() -> None:
    table = made([["一班", "31"]])
    assert table.style is not None
    borders = table.style.element.xpath("w:tblPr/w:tblBorders/*")

    assert table.style.name == "公文表格"
    assert {border.get(qn("w:val")) for border in borders} == {"single"}
    assert len(borders) == 6


def test_the_caption_above_is_a_field_and_stays_with_the_table() -> None:
    table = made([["一班", "31"]])
    caption = table._tbl.getprevious()

    assert "".join(caption.xpath(".//w:t/text()")) == "表1　各班藏书"
    assert "SEQ 表" in caption.xpath("string(.//w:instrText)")
    assert caption.pPr.find(qn("w:keepNext")) is not None
    assert table._tbl.xpath("string(w:tblPr/w:tblDescription/@w:val)") == "各班藏书"


def test_two_tables_in_a_row_stay_two() -> None:
    paper = OfficialDocument(title="清点表", organisation="图书室", dated=date(2026, 7, 3))
    for _ in range(2):
        paper.table(header=["班级"], rows=[["一班"]], widths=[1])

    tables = docx.Document(BytesIO(paper.to_bytes())).tables

    assert len(tables) == 2
    assert all(table._tbl.getnext().tag == qn("w:p") for table in tables)


def test_a_row_of_the_wrong_length_is_named() -> None:
    with pytest.raises(ValueError, match="row 2 has 1 cells for 2 columns"):
        made([["一班", "31"], ["二班"]])


def test_widths_must_match_the_columns() -> None:
    with pytest.raises(ValueError, match="widths: 2 given for 3 columns"):
        made([], header=["班级", "本数", "备注"])
