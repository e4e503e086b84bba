"""Official documents laid out by a program that is not ours: LibreOffice, where it is installed with a Chinese font."""

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from houqin.kernel.documents.official import OfficialDocument

NEEDED = ("soffice", "lowriter", "pdftotext", "fc-list")


def has_chinese_font() -> bool:
    return bool(subprocess.run(["fc-list", ":lang=zh-cn"], capture_output=True, check=False).stdout)


pytestmark = pytest.mark.skipif(
    not all(map(shutil.which, NEEDED)) or not has_chinese_font(),
    reason="needs LibreOffice Writer, pdftotext and a Chinese font",
)


def pages_of(paper: OfficialDocument, folder: Path) -> list[list[str]]:
    paper.save(folder / "paper.docx")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), "paper.docx"]
    subprocess.run(convert, cwd=folder, check=True, capture_output=True, timeout=120)
    printed = subprocess.run(
        ["pdftotext", "-layout", "paper.pdf", "-"], cwd=folder, check=True, capture_output=True, text=True
    )
    pages = printed.stdout.removesuffix("\f").split("\f")
    return [[line.replace(" ", "") for line in page.splitlines() if line.strip()] for page in pages]


@pytest.fixture
def paper() -> OfficialDocument:
    return OfficialDocument(title="小结", organisation="总务处", dated=date(2026, 7, 3))


def test_a_full_page_has_22_lines_of_28_characters(paper: OfficialDocument, tmp_path: Path) -> None:
    paper.paragraph("学" * 28 * 60)

    second = pages_of(paper, tmp_path)[1]

    assert second[:-1] == ["学" * 28] * 22
    assert second[-1] == "—2—"


def test_word_writes_the_numbers_of_headings_and_lists(paper: OfficialDocument, tmp_path: Path) -> None:
    paper.heading(1, "甲")
    paper.heading(2, "乙")
    paper.heading(3, "丙")
    paper.heading(4, "丁")
    paper.items(["戊", "己"])
    paper.items(["庚"])
    paper.heading(1, "辛")
    paper.heading(2, "壬")
    paper.attachments(["名册"])
    paper.appendix("名册")
    paper.heading(1, "癸")

    first, second = pages_of(paper, tmp_path)

    numbered = ["一、甲", "（一）乙", "1.丙", "（1）丁", "1.戊", "2.己", "1.庚", "二、辛", "（一）壬"]
    assert first == ["小结", *numbered, "附件：名册", "—1—"]
    assert second == ["附件", "名册", "一、癸", "—2—"]


def test_a_long_table_shows_its_heading_on_every_page(paper: OfficialDocument, tmp_path: Path) -> None:
    paper.table(header=["班级名称", "本数"], rows=[[f"{row}班", str(row)] for row in range(100)], widths=[3, 1])

    pages = pages_of(paper, tmp_path)

    assert len(pages) > 2
    assert all(page.count("班级名称本数") == 1 for page in pages)
