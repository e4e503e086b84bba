"""A composition as a page: the same words, each number a link to its rows."""

from typing import Any

from django.template.loader import render_to_string

from houqin.areas.summaries.actions import composition_of
from houqin.areas.summaries.composition import Chapter, Composition
from houqin.areas.summaries.models import Summary
from houqin.kernel.access import Actor
from houqin.kernel.figures.sections import ChartData, Number, Words


def as_html(composition: Composition) -> str:
    chapters = [_chapter(chapter) for chapter in composition.chapters]
    context = {"told": composition, "opening": [_pieces(words) for words in composition.opening], "chapters": chapters}
    return render_to_string("summaries/text.html", context)


def render_on_page(summary: Summary, actor: Actor) -> str:
    """The panel on a summary's own page."""
    context = {"summary": summary, "text": as_html(composition_of(summary))}
    return render_to_string("summaries/panel.html", context)


def _pieces(words: Words) -> list[dict[str, str]]:
    return [
        {"text": piece.text, "url": piece.address} if isinstance(piece, Number) else {"text": piece, "url": ""}
        for piece in words
        if piece
    ]


def _chapter(chapter: Chapter) -> dict[str, Any]:
    return {
        "title": chapter.title,
        "numbered": chapter.numbered,
        "paragraphs": [_pieces(words) for words in chapter.paragraphs],
        "goals": chapter.goals,
        "charts": [_chart(data) for data in chapter.charts],
    }


def _chart(data: ChartData) -> dict[str, Any]:
    """Both periods as bars of one scale; a month of the period before stands beside the month of the same place in order."""
    largest = max((number.number or 0 for _, number in (*data.points, *data.before)), default=0)
    before = dict(data.before)
    if data.kind == "months":
        before = {now[0]: was[1] for now, was in zip(data.points, data.before, strict=False)}
    lines = [
        {"label": label, "number": number, "share": _share(number, largest), "before": before.get(label)}
        for label, number in data.points
    ]
    return {"title": data.title, "unit": data.unit, "lines": lines, "name": data.name, "before_name": data.before_name}


def _share(number: Number, largest: Any) -> Any:
    return 100 * (number.number or 0) / largest if largest else 0
