"""Choose a period, look at the text with its numbers, keep it or take it away as Word."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote, urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_http_methods, require_safe

from houqin.areas.summaries import reads
from houqin.areas.summaries.actions import document_of, file_name, write_summary
from houqin.areas.summaries.chapters import compose
from houqin.areas.summaries.composition import Composition
from houqin.areas.summaries.docx import to_docx
from houqin.areas.summaries.models import Summary
from houqin.areas.summaries.records import SUMMARY
from houqin.areas.summaries.shown import as_html
from houqin.foundation.models import Campus, Term
from houqin.kernel import jobs
from houqin.kernel.access import Actor
from houqin.kernel.actions import Refused
from houqin.kernel.pages.door import actor_of, members_only, row_or_404
from houqin.kernel.pages.ids import row_id

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, kw_only=True, slots=True)
class Chosen:
    term: Term | None
    starts_on: date | None
    ends_on: date | None
    campus: Campus | None

    @property
    def as_query(self) -> dict[str, str]:
        dates = {"starts_on": self.starts_on, "ends_on": self.ends_on} if self.term is None else {}
        links = {"term": self.term.pk if self.term else "", "campus": self.campus.pk if self.campus else ""}
        return {name: str(value or "") for name, value in {**links, **dates}.items()}

    @property
    def as_arguments(self) -> dict[str, Any]:
        """For a job: JSON values only."""
        return {
            "term": self.term.pk if self.term else None,
            "campus": self.campus.pk if self.campus else None,
            "starts_on": str(self.starts_on) if self.starts_on else None,
            "ends_on": str(self.ends_on) if self.ends_on else None,
        }


@require_http_methods(["GET", "POST"])
@members_only
def preview(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    SUMMARY.policy.require(actor, write_summary.key)
    whole, campuses = scopes_of(actor)
    chosen = chosen_in(request.POST if request.method == "POST" else request.GET, actor, whole, campuses)
    if request.method == "POST":
        return redirect(f"/jobs/{jobs.start('summaries.write', actor, chosen.as_arguments).pk}/")
    context: dict[str, Any] = {
        "terms": Term.objects.of(actor.school_id).order_by("-starts_on"), "campuses": campuses, "whole": whole, "chosen": chosen,
        "keep": chosen.as_query, "asked": urlencode(chosen.as_query),
    }  # fmt: skip
    try:
        context["text"] = as_html(_composed(actor, chosen))
    except Refused as refused:
        context["problem"] = str(refused)
    return render(request, "summaries/preview.html", context)


@require_safe
@members_only
def preview_file(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    SUMMARY.policy.require(actor, write_summary.key)
    told = _composed(actor, chosen_in(request.GET, actor, *scopes_of(actor)))
    return _download(to_docx(told, base_url=settings.BASE_URL), f"{told.title}{told.subtitle}.docx")


@require_safe
@members_only
def file(request: HttpRequest, pk: int) -> HttpResponse:
    summary: Summary = row_or_404(SUMMARY, actor_of(request), pk)
    return _download(document_of(summary), file_name(summary))


def scopes_of(actor: Actor) -> tuple[bool, list[Campus]]:
    """May they write for the whole school, and for which campuses."""
    may = SUMMARY.policy.may
    campuses = Campus.objects.of(actor.school_id).order_by("pk")
    mine = [c for c in campuses if may(actor, write_summary.key, Summary(school_id=actor.school_id, campus_id=c.pk))]
    return may(actor, write_summary.key, Summary(school_id=actor.school_id)), mine


def chosen_in(asked: Any, actor: Actor, whole: bool, campuses: list[Campus]) -> Chosen:
    """What was picked; at first the present term, and the whole school where that is allowed."""
    known = Term.objects.of(actor.school_id)
    wanted = str(asked.get("term", ""))
    term = known.filter(pk=row_id(wanted)).first()
    if "term" not in asked:
        term = reads.present_term(actor.school_id)
    campus = next(
        (c for c in campuses if str(c.pk) == asked.get("campus")), None if whole else next(iter(campuses), None)
    )
    return Chosen(term=term, starts_on=_day(asked, "starts_on"), ends_on=_day(asked, "ends_on"), campus=campus)


def _day(asked: Any, name: str) -> date | None:
    try:
        return parse_date(asked.get(name, "") or "")
    except ValueError:
        return None


def _composed(actor: Actor, chosen: Chosen) -> Composition:
    if chosen.term is not None:
        period = reads.term_period(chosen.term)
    elif chosen.starts_on and chosen.ends_on:
        period = reads.period_between(actor.school_id, chosen.starts_on, chosen.ends_on)
    else:
        raise Refused("请选择学期，或填写起止日期。")
    return compose(actor, period, reads.previous_period(actor.school_id, period), chosen.campus)


def _download(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=WORD, headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    )
