"""Mutated documents never crash the reader or the writers, and every slot lies inside its line."""

from __future__ import annotations

import io
import random

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from houqin.areas.summaries.filling.decisions import Decision, decisions_for
from houqin.areas.summaries.filling.documents import UnreadableDocument, read_summary
from houqin.areas.summaries.filling.docx_filling import fill_docx, text_as_docx
from houqin.areas.summaries.filling.proposals import as_json
from houqin.areas.summaries.filling.slots import find_slots
from houqin.areas.summaries.filling.txt_filling import fill_txt
from houqin.areas.summaries.tests.filling_ledger import answers, golden_cases
from houqin.tests.effort import grows_with_its_size

TEXTS = [data.decode() for _, data, _ in golden_cases()]
PIECES = [
    *"_x×%，。、（）12一两三百千万余多近第其中共次只元年月 \t\n",
    "20__",
    "百分之",
    "……",
    "“",
    "《",
    "1,000",
    "——",
    "\u3000",
]


def _mutated(text: str, chance: random.Random) -> str:
    characters = list(text)
    for _ in range(chance.randint(1, 40)):
        place = chance.randrange(len(characters) + 1)
        match chance.randrange(4):
            case 0:
                characters.insert(place, chance.choice(PIECES))
            case 1:
                del characters[place : place + chance.randint(1, 9)]
            case 2:
                characters[place:place] = characters[place : place + chance.randint(1, 30)]
            case _:
                characters[place : place + 1] = chance.choice(PIECES)
    return "".join(characters)


@pytest.mark.parametrize("seed", range(60))
def test_a_mutated_summary_is_read_filled_and_written(seed: int) -> None:
    chance = random.Random(seed)
    old = _mutated(chance.choice(TEXTS), chance).encode()
    lines = {line.number: line.text for line in read_summary(old).lines}

    proposals = answers(old)
    decisions = decisions_for(proposals, only_sure=False)
    new = fill_txt(old, decisions).decode()

    assert len(as_json(proposals)["slots"]) == len(proposals)
    assert len(new.splitlines()) >= len(lines)
    for proposal in proposals:
        slot = proposal.slot
        assert 0 <= slot.start < len(lines[slot.line])
        assert 0 < slot.end <= len(lines[slot.end_line])
        assert proposal.why


@pytest.mark.parametrize("seed", range(8))
def test_a_mutated_summary_goes_through_word_and_loses_no_other_character(seed: int) -> None:
    chance = random.Random(1000 + seed)
    old = text_as_docx(_mutated(chance.choice(TEXTS), chance).encode())
    slots = find_slots(read_summary(old).lines)

    new = fill_docx(old, [Decision(slot=slot, text=None) for slot in slots])

    assert [line.text for line in read_summary(new).lines] == [line.text for line in read_summary(old).lines]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from([*PIECES, "更换", "水龙头", "检查", "隐患", "报修", "宿舍", "\r", "\x0b", "🙂"]), max_size=60
    )
)
def test_any_string_of_pieces_is_read(pieces: list[str]) -> None:
    for slot in find_slots(read_summary(("总结" + "".join(pieces)).encode()).lines):
        assert slot.shown


@pytest.mark.parametrize("seed", range(40))
def test_broken_bytes_are_read_or_refused_with_a_sentence(seed: int) -> None:
    chance = random.Random(seed)
    whole = io.BytesIO()
    document = Document()
    document.add_paragraph("更换水龙头__只，检查12次。")
    document.save(whole)
    data = bytearray(whole.getvalue())
    for _ in range(chance.randint(1, 30)):
        data[chance.randrange(len(data))] = chance.randrange(256)

    refusal = "。"
    try:
        find_slots(read_summary(bytes(data)).lines)
    except UnreadableDocument as refused:
        refusal = str(refused)

    assert refusal.endswith("。")


def test_three_hundred_pages_are_three_hundred_times_one() -> None:
    page = "\n".join(TEXTS)[:1200]

    def found(pages: int) -> int:
        return len(find_slots(read_summary("\n".join([page] * pages).encode()).lines))

    assert found(300) > 1000
    assert grows_with_its_size(found, 30)
