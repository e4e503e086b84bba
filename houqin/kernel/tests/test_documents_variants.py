"""Notices and minutes: their parts in the usual order."""

from datetime import date
from io import BytesIO

import docx

from houqin.kernel.documents.official import OfficialDocument
from houqin.kernel.documents.variants import Section, Topic, minutes, notice


def lines(paper: OfficialDocument) -> list[tuple[str, str]]:
    paragraphs = docx.Document(BytesIO(paper.to_bytes())).paragraphs
    return [(line.style.style_id, line.text) for line in paragraphs if line.style]


def test_a_notice_goes_from_its_title_to_its_date() -> None:
    paper = notice(
        title="关于值班的通知",
        organisation="总务处",
        dated=date(2026, 7, 3),
        recipients="各年级组",
        opening=["现将有关事项通知如下。"],
        sections=[Section(title="值班时间", paragraphs=["每日八时。"])],
        attachments=["值班表"],
    )

    assert lines(paper) == [
        ("Title", "关于值班的通知"),
        ("Recipients", "各年级组："),
        ("BodyText", "现将有关事项通知如下。"),
        ("Heading1", "值班时间"),
        ("BodyText", "每日八时。"),
        ("BodyText", "特此通知。"),
        ("Attachments", "附件：值班表"),
        ("Signature", "总务处"),
        ("Date", "2026年7月3日"),
    ]


def test_minutes_say_what_was_decided_and_who_was_there() -> None:
    paper = minutes(
        title="例会纪要",
        organisation="总务处",
        dated=date(2026, 3, 9),
        facts=[("时间", "3月9日")],
        topics=[Topic(title="借用", said=["器材不足。"], decided=["增购十件。"])],
        people=[("出席", "甲、乙"), ("请假", "")],
    )

    assert lines(paper)[1:] == [
        ("Attendance", "时间：3月9日"),
        ("Heading1", "借用"),
        ("BodyText", "器材不足。"),
        ("BodyText", "会议决定："),
        ("BodyText", "增购十件。"),
        ("Attendance", "出席：甲、乙"),
        ("Signature", "总务处"),
        ("Date", "2026年3月9日"),
    ]
