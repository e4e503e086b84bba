"""The addresses a phone asks: who am I and what time is it, what should I hold, the program itself, and what still waits to go up."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from houqin.kernel import clock
from houqin.kernel.offline import program
from houqin.kernel.offline.pack import pack_for
from houqin.kernel.offline.rows import asked_for, rows_of, version_of
from houqin.kernel.offline.whose import NOBODY, stamp, who_of
from houqin.kernel.pages.door import actor_of, members_only

ICONS = ((192, "any"), (512, "any"), (512, "maskable"))
COLOUR = "#1b6b5a"


@require_safe
@never_cache
def hello(request: HttpRequest) -> HttpResponse:
    """Who is signed in, our clock, and the token for what is sent next."""
    actor = getattr(request, "actor", None)
    who, now = who_of(actor), clock.now()
    if actor is None or who == NOBODY:
        return JsonResponse({"who": NOBODY, "now": int(now.timestamp() * 1000)})
    return JsonResponse({
        "who": who, "name": actor.name, "now": int(now.timestamp() * 1000), "stamp": stamp(who, now), "csrf": get_token(request),
    })  # fmt: skip


@require_safe
@never_cache
@members_only
def pack(request: HttpRequest) -> HttpResponse:
    actor, edition = actor_of(request), program.version()
    pages = [
        {"url": one.url, "title": one.title, "group": one.group, "version": one.version and f"{edition}-{one.version}"}
        for one in pack_for(actor)
    ]
    lists = [{"key": one.key, "version": version_of(one, actor)} for one in asked_for(actor)]
    return JsonResponse({"who": who_of(actor), "pages": pages, "lists": lists})


@require_safe
@never_cache
@members_only
def rows(request: HttpRequest, key: str) -> HttpResponse:
    """All rows of a ledger that this person may point at, for the phone to search in."""
    actor = actor_of(request)
    record_type = next((one for one in asked_for(actor) if one.key == key), None)
    if record_type is None:
        raise Http404
    return JsonResponse({"version": version_of(record_type, actor), "rows": rows_of(record_type, actor)})


@require_safe
def shell(request: HttpRequest) -> HttpResponse:
    """待上传, and what is held: the same for everybody, filled in on the phone; shown for any page that is not held."""
    response = render(request, "kernel/offline/shell.html")
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    content = program.worker()
    if content is None:
        raise Http404
    return HttpResponse(content, content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"})


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    icons = [
        {"src": static(_icon(size, purpose)), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for size, purpose in ICONS
    ]
    told = {
        "name": "后勤管理", "short_name": "后勤", "lang": "zh-Hans", "id": "/", "start_url": "/", "scope": "/", "display": "standalone",
        "theme_color": COLOUR, "background_color": "#ffffff", "icons": icons,
        "shortcuts": [{"name": "待办", "url": "/inbox/"}, {"name": "待上传", "url": program.SHELL}],
    }  # fmt: skip
    return JsonResponse(told, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})


def _icon(size: int, purpose: str) -> str:
    return f"icons/houqin-{size}{'-full' if purpose == 'maskable' else ''}.png"
