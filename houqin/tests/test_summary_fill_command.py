"""`houqin summary fill`: the new document, the JSON, and a sentence for a file that cannot be read."""

import json
from pathlib import Path

import pytest
from docx import Document

from houqin.areas.summaries.tests.played import Terms, terms
from houqin.config.cli import main

__all__ = ["terms"]

CALL = ["--from", "2026-02-23", "--to", "2026-07-05", "--out"]


def test_it_writes_the_document_and_tells_every_slot(terms: Terms, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    old, new = tmp_path / "old.txt", tmp_path / "new.docx"
    old.write_text("本学期接报修__次。\n植树__棵。\n", encoding="gb18030")

    code = main(["summary", "fill", str(old), *CALL, str(new), "--format", "json"])

    slots = json.loads(capsys.readouterr().out)["slots"]
    assert code == 0
    assert [(slot["line"], slot["value"], slot["sure"]) for slot in slots] == [(1, 13, True), (2, None, False)]
    assert [paragraph.text for paragraph in Document(str(new)).paragraphs] == ["本学期接报修13次。", "植树__棵。"]


def test_in_words_it_says_how_many_were_left(terms: Terms, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = tmp_path / "old.txt"
    old.write_text("本学期接报修__次。\n植树__棵。\n")

    main(["summary", "fill", str(old), *CALL, str(tmp_path / "new.docx")])

    assert "填好 1 处，1 处没有把握" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "said"), [(b"%PDF-1.7", "PDF"), (b"", "空的"), (b"PK\x03\x04broken", "损坏"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".doc")]
)  # fmt: skip
def test_a_file_that_cannot_be_read_ends_with_3_and_a_sentence(
    terms: Terms, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, said: str
) -> None:
    old = tmp_path / "old.docx"
    old.write_bytes(content)

    assert main(["summary", "fill", str(old), *CALL, str(tmp_path / "new.docx")]) == 3
    assert said in capsys.readouterr().err
    assert not (tmp_path / "new.docx").exists()
