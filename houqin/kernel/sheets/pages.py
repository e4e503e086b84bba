"""The pages of sheets: take a copy, take an empty form, bring rows in."""

import tempfile
from pathlib import Path
from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from houqin.kernel.access import Actor
from houqin.kernel.actions import Refused
from houqin.kernel.declare import RecordType
from houqin.kernel.files import keep, upload_from
from houqin.kernel.files.disk import path_of
from houqin.kernel.jobs import start
from houqin.kernel.jobs.pages import context_of
from houqin.kernel.pages.door import actor_of, members_only
from houqin.kernel.pages.lists import filtered
from houqin.kernel.sheets import work
from houqin.kernel.sheets.columns import columns_of
from houqin.kernel.sheets.export import write_xlsx
from houqin.kernel.sheets.importing import export_file
from houqin.kernel.sheets.marking import mark
from houqin.kernel.sheets.models import Import, ImportRow
from houqin.kernel.sheets.rehearsal import require_right, table_of
from houqin.kernel.sheets.report import FATES, Fate, Reason

AT_ONCE = 5000
"""More rows than this are exported in the background."""
PAGE = 50
RECENT = 5
TYPES = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv; charset=utf-8"}


def export_view(record_type: RecordType) -> Any:
    @require_safe
    @members_only
    def view(request: HttpRequest) -> HttpResponseBase:
        actor = actor_of(request)
        record_type.policy.require(actor, "export")
        kind, query = ("csv" if request.GET.get("format") == "csv" else "xlsx"), request.GET.urlencode()
        if filtered(record_type, actor, request.GET).order_by()[: AT_ONCE + 1].count() > AT_ONCE:
            job = start("sheets.export", actor, {"record": record_type.key, "query": query, "format": kind})
            return redirect(f"/jobs/{job.pk}/")
        return _made(work.export_name(record_type, kind), lambda path: export_file(record_type, path, actor, query))

    return view


def template_view(record_type: RecordType) -> Any:
    """An empty form to fill in: the export without rows."""

    @require_safe
    @members_only
    def view(request: HttpRequest) -> HttpResponseBase:
        actor = actor_of(request)
        require_right(record_type, actor)
        return _made(f"{record_type.label}-模板.xlsx", lambda path: write_xlsx(record_type, None, path, actor))

    return view


def _made(name: str, write: Any) -> HttpResponseBase:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"made.{name.rsplit('.', 1)[1]}"
        write(path)
        file = open(path, "rb")  # noqa: SIM115  closed by the response; its name may go before its content
    response = FileResponse(file, as_attachment=True, filename=name, content_type=TYPES[path.suffix[1:]])
    response["Cache-Control"] = "no-store"
    return response


def import_view(record_type: RecordType) -> Any:
    @members_only
    def view(request: HttpRequest) -> HttpResponse:
        actor, refused = actor_of(request), ""
        require_right(record_type, actor)
        if request.method == "POST":
            try:
                return _take(request, record_type, actor)
            except Refused as error:
                refused = str(error)
        mine = Import.objects.of(actor.school_id).filter(asked_by_id=actor.user_id, record=record_type.key)
        context = {
            "type": record_type,
            "columns": columns_of(record_type),
            "refused": refused,
            "recent": mine.order_by("-id")[:RECENT],
        }
        return render(request, "kernel/sheets/import.html", context, status=422 if refused else 200)

    return view


def _take(request: HttpRequest, record_type: RecordType, actor: Actor) -> HttpResponse:
    sent, pasted = request.FILES.get("file"), request.POST.get("text", "")
    if sent is None and not pasted.strip():
        raise Refused("请选择文件，或把表格内容粘贴到框里（连同标题行）。")
    upload = sent if sent is not None else upload_from(pasted.encode(), "粘贴的内容.csv")
    file = keep(upload, actor)
    made = Import.objects.create(
        school_id=actor.school_id,
        record=record_type.key,
        file=file,
        name=upload.name or file.name,
        asked_by_id=actor.user_id,
    )
    made.job = start("sheets.rehearse", actor, {"import": made.pk})
    Import.objects.of(actor.school_id).filter(pk=made.pk).update(job=made.job)
    return redirect(_url(record_type, made))


def run_view(record_type: RecordType) -> Any:
    """The progress of an import, then every row's fate, then what was written."""

    @require_safe
    @members_only
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        sent = _mine(actor_of(request), record_type, pk)
        context: dict[str, Any] = {"type": record_type, "sent": sent} | context_of(
            sent.job, then=_url(record_type, sent)
        )
        if sent.state == Import.State.REHEARSED or sent.state == Import.State.WRITTEN:
            context |= _fates(sent, request)
        return render(request, "kernel/sheets/run.html", context)

    return view


def _fates(sent: Any, request: HttpRequest) -> dict[str, Any]:
    rows = ImportRow.objects.of(sent.school_id).filter(parent=sent)
    counts = [(fate.value, FATES[fate], sent.counts.get(fate, 0)) for fate in Fate]
    first = next(
        (fate for fate in (Fate.REFUSED, Fate.CHANGED, Fate.NEW, Fate.SAME) if sent.counts.get(fate)), Fate.SAME
    )
    fate = request.GET.get("fate") or first.value
    page = Paginator(rows.filter(fate=fate).order_by("line"), PAGE).get_page(request.GET.get("page"))
    writable = sent.counts.get(Fate.NEW, 0) + sent.counts.get(Fate.CHANGED, 0)
    return {
        "counts": counts,
        "fate": fate,
        "page": page,
        "writable": writable,
        "refused": sent.counts.get(Fate.REFUSED, 0),
    }


def confirm_view(record_type: RecordType) -> Any:
    @require_POST
    @members_only
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        actor = actor_of(request)
        require_right(record_type, actor)
        sent = _mine(actor, record_type, pk)
        if sent.counts.get(Fate.REFUSED) and request.POST.get("skip") != "1":
            raise Refused("有些行有问题。请改好后重新上传，或选择只导入没有问题的行。")
        ready = Import.objects.of(actor.school_id).filter(pk=sent.pk, state=Import.State.REHEARSED)
        if ready.update(state=Import.State.WRITING):  # a second click finds nothing to do
            job = start("sheets.write", actor, {"import": sent.pk})
            Import.objects.of(actor.school_id).filter(pk=sent.pk).update(job=job)
        return redirect(_url(record_type, sent))

    return view


def errors_view(record_type: RecordType) -> Any:
    """The sent table with its bad cells marked."""

    @require_safe
    @members_only
    def view(request: HttpRequest, pk: int) -> HttpResponseBase:
        sent = _mine(actor_of(request), record_type, pk)
        rows = ImportRow.objects.of(sent.school_id).filter(parent=sent, fate=Fate.REFUSED)
        bad = {line: [Reason(*reason) for reason in told["reasons"]] for line, told in rows.values_list("line", "told")}
        return _made(f"{Path(sent.name).stem}-有问题.xlsx", lambda path: _mark(record_type, sent, bad, path))

    return view


def _mark(record_type: RecordType, sent: Any, bad: dict[int, list[Reason]], path: Path) -> None:
    with open(path_of(sent.school_id, sent.file.sha256), "rb") as file:
        grid, heading = table_of(record_type, file, sent.name)
        if grid is None or heading is None:
            raise Http404
        mark(file, sent.file.type == TYPES["xlsx"], grid, heading.row, bad, path)


def _mine(actor: Actor, record_type: RecordType, pk: int) -> Any:
    """An import belongs to whoever sent it; for all others it does not exist."""
    sent = Import.objects.of(actor.school_id).filter(pk=pk, asked_by_id=actor.user_id, record=record_type.key)
    found = sent.select_related("file", "job", "job__file").first()
    if found is None or actor.user_id is None:
        raise Http404
    return found


def _url(record_type: RecordType, sent: Any) -> str:
    return f"/{record_type.path}/import/{sent.pk}/"
