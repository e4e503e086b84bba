"""Where the words of a Word paragraph lead: hyperlinks, and the fields into which some programs turn them."""

from __future__ import annotations

import re

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.parts.story import StoryPart

_FIELD = re.compile(r'\s*HYPERLINK\s+"([^"]+)"')


def targets_of_runs(paragraph: BaseOxmlElement, part: StoryPart) -> dict[BaseOxmlElement, str]:
    """The address behind each run that leads somewhere outside the document."""
    found: dict[BaseOxmlElement, str] = {}
    asked, inside = "", ""
    for run in paragraph.iter(qn("w:r")):
        for mark in run.iter(qn("w:fldChar"), qn("w:instrText")):
            kind = mark.get(qn("w:fldCharType"))
            if mark.tag == qn("w:instrText"):
                asked += mark.text or ""
            elif kind == "begin":
                asked, inside = "", ""
            elif kind == "separate":
                told = _FIELD.match(asked)
                inside = told[1] if told else ""
            elif kind == "end":
                inside = ""
        if target := inside or _hyperlink(run, part):
            found[run] = target
    return found


def _hyperlink(run: BaseOxmlElement, part: StoryPart) -> str:
    link: BaseOxmlElement | None = next(run.iterancestors(qn("w:hyperlink")), None)
    relation = part.rels.get(link.get(qn("r:id")) or "") if link is not None else None
    return str(relation.target_ref) if relation is not None and relation.is_external else ""
