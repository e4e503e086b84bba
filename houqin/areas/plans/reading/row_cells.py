"""One line of a table cut into its cells: at bars, tabs or wide blanks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .barred import RULE
from .clean import plain
from .columns import is_header
from .periods import parse_period
from .source import Line

_BAR = re.compile(r"\s*[|｜┃│]\s*")
_BAR_OR_TAB = re.compile(r"\s*[|｜┃│]\s*|\t+")
_WIDE_BLANKS = re.compile(r"\s{2,}|\t+|\u3000+")
_BARS = "|｜┃│"


@dataclass(frozen=True, kw_only=True)
class Heading:
    """The line of column names, which tells how the lines below it are cut."""

    width: int
    framed: bool
    """It begins with a bar: so does every row, and no blank cell stands before that bar."""
    indented: bool


def heading_of(line: Line, cells: Sequence[str]) -> Heading | None:
    if not is_header(cells) and not names_months(cells):
        return None
    text = line.text.strip()
    return Heading(width=len(cells), framed=text[:1] in _BARS, indented=line.text.startswith("\t"))


def split_row(line: Line, *, heading: Heading | None = None) -> list[str] | None:
    """None when the line is no row; with a ``heading`` blanks alone part the cells and blank cells keep their place."""
    flat = plain(line.text)
    if RULE.match(flat) and "|" in flat and ("-" in flat or not flat.strip(" |")):
        return []  # a drawn rule, or the bar of an empty last cell fallen to a line of its own
    if any(bar in line.text for bar in _BARS):
        return _at_bars(line.text, heading)
    if "\t" in line.text.strip("\t") or ("\t" in line.text and heading is not None):
        return _at_tabs(line.text, heading)
    return _at_blanks(line.text, headed=heading is not None)


def whole_row(cells: list[str], line: Line, heading: Heading | None) -> list[str]:
    """With the blank cells at its end that nobody draws; where blanks part the cells, a missing one may be any."""
    drawn = "\t" in line.text or any(bar in line.text for bar in _BARS)
    missing = heading.width - len(cells) if heading is not None and drawn else 0
    return cells + [""] * missing


def _at_bars(text: str, heading: Heading | None) -> list[str] | None:
    inner = text.strip()
    first_is_blank = heading is not None and not heading.framed
    if inner[:1] in _BARS and not first_is_blank:
        inner = inner[1:]
    if inner[-1:] in _BARS:
        inner = inner[:-1]
    cells = [cell.strip() for cell in (_BAR_OR_TAB if heading is None else _BAR).split(inner)]
    return cells if len(cells) >= 2 else None


def _at_tabs(text: str, heading: Heading | None) -> list[str] | None:
    """Two tabs side by side are a blank cell in a row that has no more tabs than the heading; else they line up."""
    inner = text.strip(" ")
    inner = inner[1:] if heading is None or heading.indented else inner
    if heading is None:
        inner = text.strip()
    cells = [cell.strip() for cell in inner.split("\t")]
    if heading is None or len(cells) > heading.width:
        cells = [cell.strip() for cell in re.split(r"\t+", inner.strip())]
    return cells if len(cells) >= 2 else None


def _at_blanks(text: str, *, headed: bool) -> list[str] | None:
    cells = [cell.strip() for cell in _WIDE_BLANKS.split(text.strip())]
    if len(cells) < 2:
        return None
    head = parse_period(plain(cells[0]))
    if headed and not re.match(r"[一二三四五六七八九十]{1,2}、", cells[0]) and len(cells[0]) <= 12:
        return cells
    if (head is not None and head.bare and not head.period.soft and head.theme_at is None) or is_header(cells):
        return cells
    return None


def names_months(cells: Sequence[str]) -> bool:
    """部门 | 9月 | 10月 | 11月"""
    heads = [parse_period(plain(cell)) for cell in cells]
    return sum(1 for head in heads if head and head.bare and not head.period.soft) >= 3
