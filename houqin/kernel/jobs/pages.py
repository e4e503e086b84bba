from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from houqin.kernel.files.pages import answer
from houqin.kernel.jobs.models import Job
from houqin.kernel.jobs.progress import Progress, ProgressFile
from houqin.kernel.jobs.running import KINDS
from houqin.kernel.pages.door import actor_of, members_only


@require_safe
@members_only
def show(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "kernel/jobs/job.html", context_of(_mine(request, pk)))


@require_safe
@members_only
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The bar, asked for every second; once the job is over, its result, or the page named in `then`."""
    job, then = _mine(request, pk), request.GET.get("then", "")
    response = render(request, "kernel/jobs/progress.html", context_of(job, then=then))
    if job.is_over and then and url_has_allowed_host_and_scheme(then, allowed_hosts=None):
        response["HX-Redirect"] = then
    response["Cache-Control"] = "no-store"
    return response


@require_safe
@members_only
def file(request: HttpRequest, pk: int) -> HttpResponseBase:
    job = _mine(request, pk)
    if job.file is None:
        raise Http404
    return answer(request, job.file, job.file.name)


def context_of(job: Job, *, then: str = "") -> dict[str, Any]:
    told = ProgressFile(job.pk).read() if not job.is_over else None
    return {"job": job, "label": KINDS[job.kind].label if job.kind in KINDS else job.kind, "then": then,
            "progress": told or Progress(job.done, job.total, "")}  # fmt: skip


def _mine(request: HttpRequest, pk: int) -> Job:
    """A job belongs to whoever asked for it; for all others it does not exist."""
    actor = actor_of(request)
    job: Job | None = (
        Job.objects.of(actor.school_id).filter(pk=pk, asked_by_id=actor.user_id).select_related("file").first()
    )
    if job is None or actor.user_id is None:
        raise Http404
    return job
