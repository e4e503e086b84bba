"""Tables whose cells are parted by one blank, as words are: what each word says tells its column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .cell_lines import leaves_table
from .columns import header_role, is_header
from .loose_cells import is_time, is_who, laid_out
from .numerals import number
from .source import Cell, Line, Table

_TIMES = {"when", "week"}


def blank_parted(lines: Sequence[Line], at: int) -> tuple[Table | None, int]:
    """Column names parted by single blanks, and below them rows of as many words, or rows that open or end with a time."""
    names = _names(lines[at].text)
    if len(names) < 3 or not is_header(names):
        return None, at
    heads = [replace(lines[at], raw=name, text=name) for name in names]
    reader = _row if [header_role(name) for name in names].count("content") == 1 else _even_row
    rows = [tuple(Cell(lines=(head,)) for head in heads)]
    end = at + 1
    for here in range(at + 1, len(lines)):
        if not lines[here].text.strip():
            continue
        row = reader(lines[here], heads) if here - end <= 1 and not leaves_table(lines[here]) else None
        if row is None and reader is _row and _goes_on(lines, here, heads):
            row = _work_alone(lines[here], heads)
        if row is None:
            break
        rows.append(row)
        end = here + 1
    return (Table(rows=tuple(rows)), end) if len(rows) >= 3 else (None, at)


_SPACED = re.compile(
    r"序号|月份|周次|日期|时间|(?:主要|重点)?工作(?:内容|安排|事项)?|内容|安排|(?:负责|责任)(?:人|部门)|部门|备注"
)


def _names(text: str) -> list[str]:
    """The words of a line; 月 份 周 次 工 作 内 容, set wide throughout, is read for the names columns have."""
    words = text.split()
    if len(words) < 4 or any(len(word) > 1 for word in words):
        return words
    found = _SPACED.findall("".join(words))
    return found if "".join(found) == "".join(words) else []


def _cell(line: Line, text: str) -> Cell:
    return Cell(lines=(replace(line, raw=text, text=text),)) if text else Cell(merged=True)


def _even_row(line: Line, names: Sequence[Line]) -> tuple[Cell, ...] | None:
    words = line.text.split()
    return tuple(_cell(line, word) for word in words) if len(words) == len(names) else None


def _row(line: Line, names: Sequence[Line]) -> tuple[Cell, ...] | None:
    """Numbers and times from the left, who does it and times from the right, the work between them."""
    words = re.sub(r"(?<=[一二三四五六七八九十\d])\s+(?=月(?:\s|份))", "", line.text).split()
    roles = [header_role(name.text) for name in names]
    work = roles.index("content")
    before = [words.pop(0) for role in roles[:work] if words and _fits(words[0], role)]
    after: list[str] = []
    for role in reversed(roles[work + 1 :]):
        fits = len(words) > 1 and role != "note" and _fits(words[-1], role)
        after.insert(0, words.pop() if fits else "")
    text = " ".join(words)
    if not (before or any(after)) or not re.search(r"[\u4e00-\u9fff]{2}", text):
        return None
    if len(before) < work and all(role in _TIMES for role in roles[:work]):
        return laid_out([_cell(line, word) for word in (*before, text, *after) if word], names)
    return tuple(_cell(line, word) for word in (*before, *[""] * (work - len(before)), text, *after))


def _goes_on(lines: Sequence[Line], at: int, names: Sequence[Line]) -> bool:
    """Words without a time or a name, right between two rows: the month goes on, and nobody is named."""
    if at + 1 >= len(lines) or not lines[at - 1].text.strip() or any(leaves_table(line) for line in lines[at : at + 2]):
        return False
    return _row(lines[at + 1], names) is not None


def _work_alone(line: Line, names: Sequence[Line]) -> tuple[Cell, ...]:
    return tuple(_cell(line, line.text.strip() if header_role(name.text) == "content" else "") for name in names)


def _fits(word: str, role: str | None) -> bool:
    cell = Cell(lines=(Line(number=0, raw=word, text=word),))
    if role in {"number", *_TIMES} and number(word) is not None:
        return True
    if role == "week":
        return bool(re.fullmatch(r"第?.{1,3}周", word))
    if role == "when":
        return is_time(cell, ["when"])
    return role in {"owner", "owned"} and is_who(cell)
