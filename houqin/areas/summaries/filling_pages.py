"""Upload an old summary, decide its slots one by one, take the new document away."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from houqin.areas.summaries import filling_actions, reads
from houqin.areas.summaries.models import FilledSlot, Filling
from houqin.areas.summaries.pages import chosen_in, scopes_of
from houqin.areas.summaries.records import FILLING, SLOT
from houqin.areas.summaries.review import TABS, cards, in_tab
from houqin.foundation.models import Term
from houqin.kernel import jobs
from houqin.kernel.access import Actor
from houqin.kernel.actions import Refused
from houqin.kernel.files import Upload, keep
from houqin.kernel.files.pages import answer
from houqin.kernel.pages.door import actor_of, members_only, row_or_404

MOST_AT_ONCE = 60_000
"""Bytes: a longer document is read in the background, with a bar."""
CARDS = 60


@require_http_methods(["GET", "POST"])
@members_only
def fill(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    FILLING.policy.require(actor, filling_actions.read_old.key)
    whole, campuses = scopes_of(actor)
    chosen = chosen_in(request.POST if request.method == "POST" else request.GET, actor, whole, campuses)
    context: dict[str, Any] = {
        "terms": Term.objects.of(actor.school_id).order_by("-starts_on"), "campuses": campuses, "whole": whole, "chosen": chosen,
        "recent": FILLING.visible_to(actor).exclude(state=Filling.State.DROPPED).order_by("-id")[:5],
    }  # fmt: skip
    if request.method == "POST":
        try:
            return redirect(_taken_in(request.FILES.get("file"), actor, chosen))
        except Refused as refused:
            context["problem"] = str(refused)
    return render(request, "summaries/fill.html", context, status=422 if "problem" in context else 200)


def _taken_in(upload: Upload | None, actor: Actor, chosen: Any) -> str:
    """The address where it goes on: the review, or the bar of a long document."""
    if upload is None:
        raise Refused("请选择旧总结文件（Word 或文本）。")
    if (upload.size or 0) <= MOST_AT_ONCE:
        filling = filling_actions.read_old(
            by=actor,
            files=[upload],
            term=chosen.term,
            starts_on=chosen.starts_on,
            ends_on=chosen.ends_on,
            campus=chosen.campus,
        )
        return filling_actions.review_address(filling)
    file = keep(upload, actor)
    return f"/jobs/{jobs.start('summaries.fill', actor, {'file': file.pk, 'name': upload.name, **chosen.as_arguments}).pk}/"


@require_safe
@members_only
def review(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    filling: Filling = row_or_404(FILLING, actor, pk)
    rows: list[FilledSlot] = list(SLOT.visible_to(actor).filter(filling=filling).order_by("index"))
    names = [name for name, _ in TABS]
    tab = request.GET.get("show", "open")
    tab = tab if tab in names else "all"
    page = Paginator(in_tab(tab, rows), CARDS).get_page(request.GET.get("page"))
    policy = FILLING.policy
    is_open = filling.state == Filling.State.REVIEW and policy.may(actor, filling_actions.produce.key, filling)
    waiting = in_tab("open", rows)
    context = {
        "filling": filling, "period": reads.period_between(actor.school_id, filling.starts_on, filling.ends_on), "total": len(rows),
        "decided": len(rows) - len(waiting), "percent": 100 * (len(rows) - len(waiting)) // len(rows) if rows else 100,
        "written": sum(bool(row.written) for row in rows), "left": sum(not row.written for row in rows),
        "sure_waiting": sum(row.sure for row in waiting), "tabs": [(name, label, len(in_tab(name, rows)), name == tab) for name, label in TABS],
        "page": page, "cards": cards(list(page.object_list), rows), "here": f"{request.path}?show={tab}", "open": is_open,
        "file": filling_actions.new_file(filling), "names": _names(actor, filling) if is_open else (),
        "may_go_on": filling.state == Filling.State.DONE and policy.may(actor, filling_actions.go_on.key, filling),
    }  # fmt: skip
    return render(request, "summaries/fill_review.html", context)


def _names(actor: Actor, filling: Filling) -> list[str]:
    """What a slot may be counted by, for the list under the field."""
    measures = filling_actions.ledger_of(filling, actor).vocabulary.measures
    return [measure.names[0] for measure in measures] + [item.name for measure in measures for item in measure.items]


@require_safe
@members_only
def file(request: HttpRequest, pk: int) -> HttpResponseBase:
    filling: Filling = row_or_404(FILLING, actor_of(request), pk)
    made = filling_actions.new_file(filling)
    if made is None:
        raise Http404
    return answer(request, made.file, made.name)
