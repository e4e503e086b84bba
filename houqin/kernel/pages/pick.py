"""Finding a row to point at: by words, number or pinyin initials, within what the person may see."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from houqin.kernel.declare import register
from houqin.kernel.declare.inputs import visible_rows
from houqin.kernel.pages.door import actor_of, members_only
from houqin.kernel.search.finding import search

OFFERED = 12


@members_only
def pick_view(request: HttpRequest, key: str) -> HttpResponse:
    if key not in register:
        raise Http404
    record_type, actor = register.get(key), actor_of(request)
    words = request.GET.get("q", "").strip()
    rows = visible_rows(record_type.model, actor)
    found = search(rows, record_type, actor.school_id, words) if words else rows
    offered = list(found.order_by("id")[:OFFERED])
    return render(request, "kernel/pick.html", {"rows": offered, "words": words, "type": record_type})
