"""Serving files. Whoever may not see the row is told that the file does not exist."""

from typing import IO, Any

from django.apps import apps
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods, require_safe

from houqin.kernel.access import Actor
from houqin.kernel.declare.register import register
from houqin.kernel.files import disk
from houqin.kernel.files.attaching import attach, attachments_of
from houqin.kernel.files.models import Attachment, StoredFile
from houqin.kernel.files.pictures import write_small
from houqin.kernel.pages.door import actor_of, members_only, new_submission, row_or_404, url_of

SIZES = {"thumb": 320, "view": 1280}
SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; sandbox"
DAY = 24 * 3600


@require_safe
@members_only
def show(request: HttpRequest, pk: int, form: str) -> HttpResponseBase:
    attachment = _visible(actor_of(request), pk)
    file = attachment.file
    if form == "original":
        return answer(request, file, attachment.name)
    if not file.is_picture:
        raise Http404
    path = small_copy(file, SIZES[form])
    return _answer(
        request, open(path, "rb"), "image/webp", f"{file.sha256}.{form}", inline=True, name=f"{attachment.name}.webp"
    )


def answer(request: HttpRequest, file: StoredFile, name: str) -> HttpResponseBase:
    """The file itself, to be looked at if it is a picture, else to be saved."""
    content = open(disk.path_of(file.school_id, file.sha256), "rb")  # noqa: SIM115  closed by the response
    return _answer(request, content, file.type, file.sha256, inline=file.is_picture, name=name)


def small_copy(file: StoredFile, longest: int) -> Any:
    """The path of a thumbnail, made when it is first asked for."""
    path = disk.path_of(file.school_id, file.sha256, longest)
    if not path.exists():
        source = disk.path_of(file.school_id, file.sha256)
        disk.put(path, lambda target: write_small(source, target, longest), durable=False)
    return path


def _answer(
    request: HttpRequest, content: IO[bytes], mime: str, tag: str, *, inline: bool, name: str
) -> HttpResponseBase:
    response: HttpResponseBase
    if request.headers.get("If-None-Match") == f'"{tag}"':
        content.close()
        response = HttpResponse(status=304)
    else:
        response = FileResponse(content, content_type=mime, as_attachment=not inline, filename=name)
    response["ETag"] = f'"{tag}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    patch_cache_control(response, private=True, max_age=DAY)
    return response


def _visible(actor: Actor, pk: int) -> Attachment:
    attachment: Attachment | None = Attachment.objects.of(actor.school_id).filter(pk=pk).select_related("file").first()
    if attachment is None:
        raise Http404
    record_type = register.for_model(apps.get_model(attachment.model))
    if not record_type.visible_to(actor).filter(pk=attachment.row_id).exists():
        raise Http404
    return attachment


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def of_row(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """The files of a row, as a piece of its page; or more of them, sent to it."""
    record_type = register.get(key) if key in register else None
    if record_type is None or not record_type.attachments:
        raise Http404
    actor = actor_of(request)
    row = row_or_404(record_type, actor, pk)
    if request.method == "POST":
        sent = request.FILES.getlist("files")
        attach(row, sent, actor, request.POST.get("caption", ""), submission=request.POST.get("submission"))
        messages.success(request, f"已添加 {len(sent)} 个附件。")
        return redirect(url_of(record_type, row))
    may_attach = record_type.policy.may(actor, "attach", row)
    context = {
        "type": record_type,
        "row": row,
        "attachments": attachments_of(row),
        "may_attach": may_attach,
        "submission": new_submission(),
    }
    return render(request, "kernel/files/attachments.html", context)
