"""Notices (通知) and minutes (纪要): the usual order of their parts, over the same builder."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from houqin.kernel.documents.inlines import Content
from houqin.kernel.documents.official import OfficialDocument


@dataclass(frozen=True, kw_only=True)
class Section:
    title: Content
    paragraphs: Sequence[Content]


@dataclass(frozen=True, kw_only=True)
class Topic:
    """One point of a meeting: what was said, and what was decided (numbered)."""

    title: Content
    said: Sequence[Content] = ()
    decided: Sequence[Content] = ()


def notice(
    *,
    title: str,
    organisation: str,
    dated: date,
    recipients: str,
    opening: Sequence[Content],
    sections: Sequence[Section] = (),
    closing: Content = "特此通知。",
    attachments: Sequence[str] = (),
) -> OfficialDocument:
    """Appendices, if any, are added to what this returns."""
    document = OfficialDocument(title=title, organisation=organisation, dated=dated)
    document.recipients(recipients)
    for words in opening:
        document.paragraph(words)
    for section in sections:
        document.heading(1, section.title)
        for words in section.paragraphs:
            document.paragraph(words)
    if closing:
        document.paragraph(closing)
    document.attachments(attachments)
    document.signature()
    return document


def minutes(
    *,
    title: str,
    organisation: str,
    dated: date,
    facts: Sequence[tuple[str, str]],
    topics: Sequence[Topic],
    people: Sequence[tuple[str, str]],
) -> OfficialDocument:
    """`facts` open the minutes (时间、地点、主持人); `people` close them (出席、列席、请假), without the empty ones."""
    document = OfficialDocument(title=title, organisation=organisation, dated=dated)
    for label, fact in facts:
        document.attendance(label, fact)
    for topic in topics:
        document.heading(1, topic.title)
        for words in topic.said:
            document.paragraph(words)
        if topic.decided:
            document.paragraph("会议决定：")
            document.items(topic.decided)
    for label, names in people:
        if names:
            document.attendance(label, names)
    document.signature()
    return document
