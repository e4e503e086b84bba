"""Writing a summary, writing it anew while it is a draft, and closing it."""

from datetime import date
from typing import Annotated, Any

from django.conf import settings
from django.db import transaction

from houqin.areas.summaries import reads
from houqin.areas.summaries.chapters import compose
from houqin.areas.summaries.composition import Composition, composition_from, kept
from houqin.areas.summaries.docx import to_docx
from houqin.areas.summaries.models import Summary
from houqin.foundation.models import Campus, Term
from houqin.kernel import clock
from houqin.kernel.access import Actor
from houqin.kernel.actions import Ask, Problems, Refused, action
from houqin.kernel.declare import register
from houqin.kernel.figures.period import Period
from houqin.kernel.files import attach_all, upload_from
from houqin.kernel.jobs import Link, Running, job
from houqin.kernel.numbering import take

State = Summary.State


@action(makes=Summary, label="写总结")
def write_summary(
    *, by: Actor, term: Term | None = None,
    starts_on: Annotated[date | None, Ask(help="不选学期时填写起止日期")] = None, ends_on: date | None = None,
    campus: Annotated[Campus | None, Ask(help="不选为全校")] = None,
) -> Summary:  # fmt: skip
    """Count what the writer may see and keep the text as a draft."""
    period = period_asked(by, term, starts_on, ends_on)
    record_type = register.for_model(Summary)
    summary = Summary(
        school_id=by.school_id,
        term=term,
        starts_on=period.start,
        ends_on=period.end,
        campus=campus,
        written_by_id=by.person_id,
    )
    if not record_type.policy.may(by, write_summary.key, summary):
        raise Refused("您只能写本人任职校区的总结，请选择校区。", field="campus")
    summary.number = take(by.school_id, record_type.number)[0]
    _write(summary, period, by)
    return summary


@action(on=Summary, label="重新统计", when=(State.DRAFT,))
def rewrite(summary: Summary, *, by: Actor) -> Summary:
    """The same period from the ledgers as they are now."""
    _write(summary, reads.period_between(by.school_id, summary.starts_on, summary.ends_on), by)
    return summary


@action(on=Summary, label="定稿", when=(State.DRAFT,), final=True)
def close(summary: Summary, *, by: Actor) -> Summary:
    """Keep the Word file itself beside the text; from now on neither changes."""
    summary.state = State.FINAL
    summary.save()
    attach_all(summary, [upload_from(document_of(summary), file_name(summary))], by, "定稿")
    return summary


def period_asked(by: Actor, term: Term | None, starts_on: date | None, ends_on: date | None) -> Period:
    problems = Problems()
    if term is None and (starts_on is None or ends_on is None):
        problems.add("请选择学期，或填写起止日期。", "term")
    problems.stop()
    if term is not None:
        return reads.term_period(term)
    assert starts_on is not None
    assert ends_on is not None
    return reads.period_between(by.school_id, starts_on, ends_on)


def _write(summary: Summary, period: Period, by: Actor) -> None:
    told = compose(by, period, reads.previous_period(by.school_id, period), summary.campus)
    summary.title = f"{told.title}{told.subtitle}"[:120]
    summary.content, summary.written_at = kept(told), clock.now()
    summary.save()


def composition_of(summary: Summary) -> Composition:
    return composition_from(summary.content)


def document_of(summary: Summary) -> bytes:
    return to_docx(composition_of(summary), base_url=settings.BASE_URL)


def file_name(summary: Summary) -> str:
    return f"{summary.title}.docx"


@job("summaries.write", label="写工作总结")
def write_in_background(running: Running) -> None:
    """args: term, campus (ids or null), starts_on, ends_on (dates or null)."""
    running.progress(0, 1, "正在统计台账")
    asked: dict[str, Any] = running.args
    school_id = running.actor.school_id
    with transaction.atomic():
        summary = write_summary(
            by=running.actor,
            term=Term.objects.of(school_id).filter(pk=asked["term"]).first() if asked["term"] else None,
            campus=Campus.objects.of(school_id).filter(pk=asked["campus"]).first() if asked["campus"] else None,
            starts_on=date.fromisoformat(asked["starts_on"]) if asked["starts_on"] else None,
            ends_on=date.fromisoformat(asked["ends_on"]) if asked["ends_on"] else None,
        )
        links = (Link("打开总结", f"/summaries/{summary.pk}/"), Link("下载 Word", f"/summaries/{summary.pk}/file/"))
        running.finish(f"{summary.title}已写成草稿。", links=links)
