"""A web table copied cell by cell, a bar at the beginning or the end of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .clean import plain
from .columns import header_role
from .marks import parse_mark
from .numerals import number
from .owners import is_owner_text
from .periods import names_period
from .source import Cell, Line, Table

RULE = re.compile(r"^[\s|:+\-—=─┼├┤┬┴]+$")


def pipe_led(lines: Sequence[Line], at: int) -> tuple[Table | None, int]:
    """A web table copied cell by cell: a row starts without a bar, each further cell with one, a lone bar ends it."""
    if not lines[at].text.strip() or re.search(r"[|｜]", lines[at].text) or not _bar_follows(lines, at):
        return None, at
    rows: list[list[list[Line]]] = []
    end, barred, ended = at, 0, True
    while end < len(lines) and lines[end].text.strip() and (_barred(lines[end]) or _row_ahead(lines, end)):
        line = lines[end]
        text = line.text.strip().strip("|｜").strip()
        cell = [Line(number=line.number, raw=line.raw, text=text)] if text else []
        if _barred(line):
            barred += 1
            if rows:
                rows[-1].append(cell)
        elif ended:
            rows.append([cell])
        else:
            rows[-1][-1] += cell
        ended = _barred(line) and not text
        end += 1
    if barred < 6 or len(rows) < 2:
        return None, at
    return Table(rows=tuple(tuple(Cell(lines=tuple(cell)) for cell in row) for row in rows)), end


def _bar_follows(lines: Sequence[Line], at: int) -> bool:
    """The next line begins with a bar and words, or the one after it, unless this one stands above the table."""
    if at + 1 < len(lines) and _opens_cell(lines[at + 1]):
        return True
    return at + 2 < len(lines) and _opens_cell(lines[at + 2]) and not header_role(lines[at + 1].text)


def _opens_cell(line: Line) -> bool:
    return _barred(line) and bool(line.text.strip("|｜ \t"))


def bar_ended(lines: Sequence[Line], at: int) -> tuple[Table | None, int]:
    """A cell a line, each ended by a bar; the rule under the column names tells how many make a row."""
    if not _ends_cell(lines, at):
        return None, at
    cells: list[Cell] = []
    cell: list[Line] = []
    width, end = 0, at
    for end in range(at, len(lines) + 1):
        text = plain(lines[end].text).strip() if end < len(lines) else ""
        if not text or ("|" in text[:-1] and not RULE.match(text)) or (not text.endswith("|") and len(cell) >= 2):
            break
        if RULE.match(text) and "-" in text:
            if width or len(cells) != text.count("|"):
                return None, at
            width = len(cells)
            continue
        words = lines[end].text.strip().rstrip("|｜").strip()
        cell += [replace(lines[end], text=words)] if words else []
        if text.endswith("|"):
            cells.append(Cell(lines=tuple(cell)))
            cell = []
    width = width or _width(cells)
    if width < 2 or len(cells) < 3 * width:
        return None, at
    rows = [tuple(cells[start : start + width]) for start in range(0, len(cells), width)]
    return Table(rows=tuple(rows)), end - len(cell)


def _ends_cell(lines: Sequence[Line], at: int) -> bool:
    """By a bar on its own line or alone on the next."""
    text = plain(lines[at].text).strip()
    following = plain(lines[at + 1].text).strip() if at + 1 < len(lines) else ""
    return text.endswith("|") or (bool(text) and following == "|" and bool(header_role(text)))


def _width(cells: Sequence[Cell]) -> int:
    """Without a rule, the width at which every row opens with a day, a week or a month; 0 when there is none."""
    for width in range(3, 10):
        names, firsts = cells[:width], cells[width::width]
        timed = any(header_role(cell.text) in {"when", "week"} for cell in names[:2])
        named = all(cell.text and len(cell.text) <= 32 for cell in names)
        if timed and named and len(firsts) >= 3 and all(_opens_row(cell) for cell in firsts):
            return width
    return 0


def _opens_row(cell: Cell) -> bool:
    text = plain(cell.text).strip()
    day = re.fullmatch(r"\d{1,2}[./]\d{1,2}", text)
    return names_period(text) or number(text) is not None or bool(day)


def bar_ended_spans(lines: Sequence[Line], at: int) -> tuple[Table | None, int]:
    """A cell a line, each ended by a bar, the first column spanning rows and no rule to tell the width: what a cell
    says tells its column."""
    names, start = _bar_ended_names(lines, at)
    roles = [header_role(name.text) for name in names]
    if len(names) < 3 or "note" not in roles or roles[:2] != ["content", "content"]:
        return None, at
    rows: list[list[list[Line]]] = []
    label: list[Line] = []
    end = start
    for end in range(start, len(lines) + 1):
        text = plain(lines[end].text).strip() if end < len(lines) else ""
        if not text or (not text.endswith("|") and not parse_mark(text)):
            break
        words = lines[end].text.strip().strip("|｜ ").strip()
        cell = replace(lines[end], text=words)
        if parse_mark(plain(words)) is not None:
            rows.append([label, [cell], *([] for _ in names[2:])])
            label = []
        elif words and len(words) <= 12 and not is_owner_text(words) and _starts_group(lines, end):
            label = [cell]
        elif rows and words:
            slot = roles.index("owner") if "owner" in roles and is_owner_text(words) else roles.index("note")
            rows[-1][slot].append(cell)
    if len(rows) < 2:
        return None, at
    cells = [tuple(Cell(lines=tuple(slot), merged=not slot) for slot in row) for row in rows]
    return Table(rows=(tuple(Cell(lines=(name,)) for name in names), *cells)), end


def _bar_ended_names(lines: Sequence[Line], at: int) -> tuple[list[Line], int]:
    names: list[Line] = []
    for here in range(at, min(at + 8, len(lines))):
        words = lines[here].text.strip()
        if not plain(words).endswith("|") or not header_role(words.rstrip("|｜")):
            break
        names.append(replace(lines[here], text=words.rstrip("|｜").strip()))
        if header_role(names[-1].text) == "note":
            break
    return names, at + len(names)


def _starts_group(lines: Sequence[Line], at: int) -> bool:
    """The next cell is entry 1, so this one names the group it opens."""
    following = parse_mark(plain(lines[at + 1].text).strip()) if at + 1 < len(lines) else None
    return following is not None and following.number == 1


def _barred(line: Line) -> bool:
    text = line.text.strip()
    return text.startswith(("|", "｜")) and not re.search(r"\S\s*[|｜]", text)


def _row_ahead(lines: Sequence[Line], at: int) -> bool:
    return any(_barred(line) for line in lines[at + 1 : at + 9])
