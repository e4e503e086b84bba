"""Titles in the document's own characters: rules are matched on simplified ones, the work keeps its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .clean import clean, has_web_pinyin, looks_traditional
from .model import Item
from .source import Line
from .text_source import FRAME


def as_written(items: Sequence[Item], lines: Sequence[Line]) -> list[Item]:
    """The items with traditional characters where the document has them; web pinyin stays out."""
    raw = "\n".join(line.raw for line in lines)
    if not looks_traditional(raw):
        return list(items)
    pinyin = has_web_pinyin(raw)
    forms: dict[int, dict[int, str]] = {}
    for line in lines:
        shown = clean(line.raw, pinyin=pinyin)
        if len(shown) != len(line.text):
            shown = clean(line.raw.strip(FRAME), pinyin=pinyin)
        if len(shown) == len(line.text):
            forms.setdefault(line.number, {}).update(
                {ord(simple): own for simple, own in zip(line.text, shown, strict=True) if simple != own}
            )
    return [_renamed(item, forms) for item in items]


def _renamed(item: Item, forms: dict[int, dict[int, str]]) -> Item:
    own: dict[int, str] = {}
    for number in item.lines:
        own |= forms.get(number, {})
    return replace(item, title=item.title.translate(own), detail=item.detail.translate(own))
