from __future__ import annotations

import re
from pathlib import Path

import pytest

from houqin.foundation.shipped import repeated

GLOSSARY = Path(__file__).parents[3] / "docs" / "glossary.md"
ENTRY = re.compile(r"\* \*\*(?P<english>[^*]+)\*\* (?P<chinese>\S+) — (?P<meaning>.+)")

pytestmark = pytest.mark.skipif(not GLOSSARY.exists(), reason="documents are not installed with the package")


def lines() -> list[str]:
    return [line for line in GLOSSARY.read_text(encoding="utf-8").splitlines() if line.startswith("*")]


def test_every_entry_gives_one_english_word_one_chinese_word_and_a_meaning() -> None:
    assert [line for line in lines() if not ENTRY.fullmatch(line)] == []


@pytest.mark.parametrize("language", ["english", "chinese"])
def test_no_word_stands_for_two_things(language: str) -> None:
    words = [entry[language] for line in lines() if (entry := ENTRY.fullmatch(line))]

    assert len(words) > 300
    assert repeated(words) == []


def test_each_of_the_thirty_nine_systems_has_its_words() -> None:
    headings = re.findall(r"^## (\d\d) ", GLOSSARY.read_text(encoding="utf-8"), flags=re.MULTILINE)

    assert headings == [f"{number:02}" for number in range(1, 40)]
