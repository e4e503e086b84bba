"""Lines of a document, and the passages they form when a sentence was wrapped over several lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from houqin.areas.summaries.filling.units import UNIT_WORDS
from houqin.kernel.documents.simplified import simplified_forms

_WIDE = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B)} | {
    ord("％"): ord("%"),
    ord("＿"): ord("_"),
    ord("．"): ord("."),
    ord("＊"): ord("*"),
    ord("　"): ord(" "),
    0xA0: ord(" "),
}
_WIDE = {wide: narrow for wide, narrow in _WIDE.items() if chr(wide) not in "；：＜＝＞？"}
_LIST_MARK = re.compile(
    r"^\s*(?:[（(]?[一二三四五六七八九十]{1,3}[)）、.]|[（(]\d{1,2}[)）]|\d{1,2}[)）、．]|\d{1,2}\.(?!\d)|[①-⑳]|[A-Z][、.]|第[一二三四五六七八九十]+[，、,]|[-•●■◆▪*])"
)
_ENDED = re.compile(r"[。；！？：.;!?:”」』】]\s*$")
_NUMBER_TAIL = re.compile(r"[\d一二三四五六七八九十百千万][多余几]?\s*$")
_NUMBER_GOES_ON = re.compile(
    r"^\s*(?:\d+(?:\.\d+)?\s*)?[多余几]?\s*(?:[个只支根条把张台套件块片扇盏份次场处起项米元名人吨%棵株本间所副]|余|多|平方|公斤|万元)"
)
_ONLY_NUMBER = re.compile(r"\s*(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?|_+|[xX×]{1,4})\s*")
_CELL_LABEL = re.compile(r"(?=.*[\u4e00-\u9fff]{2})[^，。；：:,;]{2,16}")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_BARS = re.compile(r"[|｜\t].*\S")


def narrow(text: str) -> str:
    """Half-width signs and simplified characters, character for character (offsets stay)."""
    return text.translate(_WIDE).translate(simplified_forms())


@dataclass(frozen=True, kw_only=True)
class Line:
    """One paragraph or text line; `row` and `column` are the labels of a table cell, `beside` all names of its columns.

    `links` are stretches that lead somewhere: from, to, address.
    """

    number: int
    text: str
    row: str = ""
    column: str = ""
    in_table: bool = False
    beside: str = ""
    links: tuple[tuple[int, int, str], ...] = ()

    def link_at(self, offset: int) -> str:
        return next((address for start, end, address in self.links if start <= offset < end), "")


@dataclass(frozen=True, kw_only=True)
class Passage:
    """Text that reads as one, with where each line starts in it."""

    lines: tuple[Line, ...]
    starts: tuple[int, ...]
    text: str
    """Narrowed for reading; `raw` is what stands in the document."""
    raw: str

    def place(self, offset: int) -> tuple[Line, int]:
        """The line an offset falls on, and the offset within that line."""
        index = max(index for index, start in enumerate(self.starts) if start <= offset)
        return self.lines[index], offset - self.starts[index]


def lines_of(text: str) -> list[Line]:
    """Plain text as lines numbered from 1."""
    return [Line(number=number, text=line) for number, line in enumerate(text.splitlines(), start=1)]


def with_loose_cells(lines: Sequence[Line]) -> list[Line]:
    """Tables pasted as text, one cell a line: a line that is only a number belongs to the short lines before it."""
    cells = list(lines)
    shown = [index for index, line in enumerate(cells) if line.text.strip()]
    for spot, index in enumerate(shown):
        line = cells[index]
        if line.in_table or not _ONLY_NUMBER.fullmatch(_cell_words(line)):
            continue
        before = [_cell_words(cells[other]) for other in shown[max(0, spot - 2) : spot]]
        after = _cell_words(cells[shown[spot + 1]]) if spot + 1 < len(shown) else ""
        unit = next((text for text in (*before[-1:], after) if text in UNIT_WORDS), "")
        label = before[-2] if len(before) == 2 and before[-1] == unit else before[-1] if before else ""
        if _CELL_LABEL.fullmatch(label):
            cells[index] = replace(line, row=label, column=f"({unit})" if unit else "", in_table=True)
    return cells


def _cell_words(line: Line) -> str:
    """Without the bars that ended the cell when it stood in a table."""
    return narrow(line.text).strip().strip("|｜ \t").strip()


def passages_of(lines: Sequence[Line]) -> list[Passage]:
    width = _wrap_width(lines)
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _goes_on(groups[-1][-1], line, width):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_joined(group) for group in groups if any(line.text.strip() for line in group)]


def _joined(group: Sequence[Line]) -> Passage:
    starts, text = [], ""
    for line in group:
        starts.append(len(text))
        text += line.text
    return Passage(lines=tuple(group), starts=tuple(starts), text=narrow(text), raw=text)


def _wrap_width(lines: Sequence[Line]) -> int:
    """The column at which the text was hard-wrapped, 0 when it was not: many lines of nearly the same length."""
    texts = [line.text for line in lines if line.text.strip() and not line.in_table]
    lengths = sorted(_display(text) for text in texts)
    if len(lengths) < 6:
        # Few lines: all that stop in the middle of a sentence must be alike.
        lengths = sorted(_display(text) for text in texts if not _ENDED.search(text) and not is_heading(text))
    if len(lengths) < 2:
        return 0
    width = lengths[int(len(lengths) * 0.9)]
    full = sum(1 for length in lengths if width * 0.85 <= length <= width * 1.08)
    share = 0.35 if len(texts) >= 6 else 1.0
    return width if full >= len(lengths) * share and 24 <= width <= 140 else 0


def _display(text: str) -> int:
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text.strip())


def _goes_on(line: Line, following: Line, width: int) -> bool:
    if line.in_table or following.in_table or not line.text.strip() or not following.text.strip():
        return False
    if _BARS.search(line.text) or _BARS.search(following.text):
        return False  # rows of a table pasted as text
    if is_list_item(following.text) or _ENDED.search(line.text):
        return False
    if _broken_number(line.text, following.text):
        return True
    return bool(width) and _display(line.text) >= width * 0.85


def _broken_number(line: str, following: str) -> bool:
    text = narrow(line)
    goes_on = narrow(following)
    if len(_HAN.findall(text)) < 6 or not _NUMBER_GOES_ON.match(goes_on):
        return False
    counted = (
        text.rstrip()[-1:] not in ("，", "、", ",") and goes_on.lstrip()[:1].isdigit() and re.search(r"[，。]", text)
    )
    return bool(_NUMBER_TAIL.search(text) or counted)


def is_list_item(text: str) -> bool:
    return bool(_LIST_MARK.match(text)) and not _NUMBER_GOES_ON.match(narrow(text))


def is_heading(text: str) -> bool:
    """Short, without a full stop: 三、食堂管理 or 水电维修."""
    bare = text.strip()
    return 0 < len(bare) <= 30 and not re.search(r"[。；，,;_]", bare)


def without_list_mark(text: str) -> int:
    """How many characters of list numbering a text starts with."""
    match = _LIST_MARK.match(text)
    return match.end() if match else 0
